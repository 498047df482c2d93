"""Where people work together before anything is public. Nothing stands here yet."""
