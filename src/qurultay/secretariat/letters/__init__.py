"""Letters: correspondence from the first draft to the last reminder; the room is laid out, the work has not begun."""
