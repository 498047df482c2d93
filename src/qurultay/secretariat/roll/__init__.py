"""The roll: who belongs to the assembly and how to reach them; the room is laid out, the work has not begun."""
