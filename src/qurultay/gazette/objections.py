"""Everything that stands in the way of publishing, all at once, as sentences a secretary can act on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands in the way: a code of the closed table and a sentence."""

    code: str
    sentence: str


class Objected(ValueError):
    """Nothing was published; `objections` says why."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("\n".join(f"{each.sentence} ({each.code})" for each in objections))
