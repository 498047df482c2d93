"""From the record to a static site: the same record gives the same bytes."""
