"""The frame keeps no rows."""
