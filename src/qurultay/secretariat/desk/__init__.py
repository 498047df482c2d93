"""The desk: drafts, signatures that are being gathered, and what waits for its hold; the room is laid out, the work has not begun."""
