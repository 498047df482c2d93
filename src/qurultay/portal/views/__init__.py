"""What stands on each page: one module for each section, from answers of the record to values for a template."""
