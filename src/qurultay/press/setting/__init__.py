"""Setting: acts as papers. A letterhead in two scripts, tagged and searchable PDF, the same bytes for the same words.

`original` is what a paper is made from, `letter`, `resolution`, `minutes`, `certificate` and `credential` say what
stands on it, `sheet` is that as values, and `typesetter` hands them to typst as data, never as markup.
"""
