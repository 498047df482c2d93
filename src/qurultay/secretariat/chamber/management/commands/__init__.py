"""Commands of the chamber, one a module."""
