"""The plan: objectives, milestones and the evidence for them; the room is laid out, the work has not begun."""
