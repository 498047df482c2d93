"""The parts of the live page: what each shows, as values. Nothing of one person stands in them."""
