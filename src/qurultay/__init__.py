"""Carries an assembly that has no state behind it from convening to consequence. Start reading at `acts/register.py`."""
