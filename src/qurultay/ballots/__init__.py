"""Verifiable secret elections, speaking the Belenios protocol, version 1."""
