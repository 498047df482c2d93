"""The pages of the door, a module for each matter."""
