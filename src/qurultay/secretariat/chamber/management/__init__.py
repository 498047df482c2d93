"""Commands of the chamber."""
