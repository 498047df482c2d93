"""The vocabulary of official acts, one module per chapter. Read `register.py` first."""
