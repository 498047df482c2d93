"""The pages of the chamber, a module for each matter."""
