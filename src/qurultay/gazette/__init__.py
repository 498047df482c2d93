"""The gate between the desk and the record: `publish` and `withhold`, with every check inside."""
