"""Everything that stands in the way of publishing, all at once, as sentences a secretary can act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from qurultay.tlog.sentence import Fact, Sentence, sentence

OWN: dict[str, str] = {
    "held": "The hold of the act's class has not run.",
    "part-stray": "A part was handed in that the act does not name.",
    "stopped": "A stop of this draft, signed, waits on the desk and enters first.",
}
"""What the gate alone says, besides the reasons that every verifier says too; `docs/record.md` has them."""


@dataclass(frozen=True, slots=True, init=False)
class Objection:
    """One thing that stands in the way: a code of the closed table and a sentence.

    >>> Objection("part-missing", "the part {name} is not there", name="text.en").sentence
    'the part text.en is not there'
    """

    code: str
    sentence: Sentence

    def __init__(self, code: str, pattern: str, /, **facts: Fact) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "sentence", sentence(pattern, facts))


class Objected(ValueError):
    """Nothing was published; `objections` says why."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__("\n".join(f"{each.sentence} ({each.code})" for each in objections))
