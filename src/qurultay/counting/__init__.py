"""From ballots to seats, with guaranteed representation. Nothing stands here yet."""
