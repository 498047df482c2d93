"""The rules, a module each: the text it follows beside the code, and what it was validated against."""
