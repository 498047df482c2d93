"""Verifiable secret elections, speaking the Belenios protocol. Nothing stands here yet."""
