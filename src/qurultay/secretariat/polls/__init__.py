"""Polls: what people think, asked without finding out who said it; the room is laid out, the work has not begun."""
