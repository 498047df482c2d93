"""Signing papers, and saying of a paper whether it is ours.

`certificates` are the offices' own, `pades` signs with them and reads signatures, `claims` is what a PDF says of
itself, and `checking` holds it against a record.
"""
