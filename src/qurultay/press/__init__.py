"""Texts: provisions, the importer, preflight, the one bidi function, letters and declarations."""
