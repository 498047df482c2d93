"""What every page of the secretariat has in common: its languages, its voice, its templates, its refusals."""
