"""Where people work together before anything is public; the floor is laid, the work has not begun."""
