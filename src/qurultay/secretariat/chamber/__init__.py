"""The chamber: an assembly in session; the room is laid out, the work has not begun."""
