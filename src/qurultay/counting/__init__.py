"""From ballots to seats, with guaranteed representation; the floor is laid, the work has not begun."""
