"""Incidents: what is claimed to have happened, from reported to verified; the room is laid out, the work has not begun."""
