"""Verifiable secret elections, speaking the Belenios protocol; the floor is laid, the work has not begun."""
