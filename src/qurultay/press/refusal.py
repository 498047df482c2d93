"""Why is this file not taken? One sentence that says where, what, and how to mend it.

A secretary reads these sentences, often at night and under pressure. So a refusal always has three
parts, and no traceback stands around it (design §6: "bad input gets a sentence").
"""

from collections.abc import Sequence

from qurultay.tlog.errors import Refused
from qurultay.tlog.sentence import Sentence

NOT_READABLE: dict[str, str] = {"not-readable": "A draft or a text cannot be taken as it stands."}
"""The one code under which all refusals of this floor stand."""


class Refusal(Refused):
    """A text or a draft cannot be taken as it stands.

    >>> print(Refusal("draft.yaml, line 3", "the key 'date' stands twice", "keep one of the two"))
    draft.yaml, line 3: the key 'date' stands twice; keep one of the two.
    """

    def __init__(self, where: str, what: str, mend: str) -> None:
        said = Sentence("{where}: {what}; {mend}.", where=where, what=Sentence.of(what), mend=Sentence.of(mend))
        super().__init__("not-readable", said)
        self.where, self.what, self.mend = where, what, mend


class Unready(Refusal):
    """A draft cannot become an act yet; `faults` says everything that has to be mended. It reads as its first fault."""

    def __init__(self, faults: Sequence[Refusal]) -> None:
        super().__init__(faults[0].where, faults[0].what, faults[0].mend)
        self.faults = tuple(faults)


def shown(words: str, most: int = 60) -> str:
    """Words of a stranger inside a sentence of ours: on one line, shortened, every odd character written out.

    >>> shown("two\\nlines and " + "x" * 100, 20)
    "'two\\\\nlines and xxxxx…'"
    """
    short = words if len(words) <= most else words[: most - 1] + "…"
    plain = "".join(c if c.isprintable() or c == "\u200c" else c.encode("unicode_escape").decode() for c in short)
    return f"'{plain}'"
