"""The roll: persons, memberships and credentials. What identifies anybody is sealed under a key of their own."""
