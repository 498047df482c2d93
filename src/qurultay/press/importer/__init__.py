"""From a document's words to the proposal of an act: pure functions, and a clerk decides.

`read_declaration` and `read_letter` look at words only. Everything they propose carries the span of
the source it was read from; every operation a confidence in per cent; what they cannot decide is a
question with its evidence. They never look anything up and never guess a date, a post or a name.
"""

from qurultay.press.importer.declaration import read_declaration
from qurultay.press.importer.letter import read_letter
from qurultay.press.importer.proposals import DeclarationProposal, LetterProposal

__all__ = ["DeclarationProposal", "LetterProposal", "read_declaration", "read_letter"]
