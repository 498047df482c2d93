"""The settings and addresses under which the secretariat runs; the floor is laid, the work has not begun."""
