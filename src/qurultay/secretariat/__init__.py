"""The secretariat: where people work together before anything is public.

Its rooms, from the ground up: `frame` (what every page has in common), `door` (who may come in and do what),
`roll` (who they are), `desk` (what waits for signatures), and on top the rooms that do not see each other, of which
`chamber` is the first. Why it is laid out so: docs/decisions/secretariat.md.
"""
