"""Carries an assembly that has no state behind it from convening to consequence. Start at `acts/register.py`."""
