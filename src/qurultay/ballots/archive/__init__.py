"""The archive of an election: everything public, in one file that only grows (specification 4.4)."""
