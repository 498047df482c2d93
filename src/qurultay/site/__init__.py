"""The secretariat as a site: its settings by topic, its addresses, and the small process that keeps pages live."""
