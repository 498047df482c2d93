"""What number does a new provision get? One that moves no other: 3 *bis* is 3a, and a struck 5 leaves its gap (T14).

Preambular paragraphs are numbered `p1`, `p2`, … among themselves, so that an amendment can name them. In order:
3, then 3za and 3zb (put between 3 and a 3a that was there already), 3a, 3aa, 3ab, 3b, 4.
"""

import re
from collections.abc import Collection
from string import ascii_lowercase

from qurultay.assembly.procedure import NotInOrder

_LABEL = re.compile(r"(p?)([1-9][0-9]{0,3})([a-z]{0,2})")


def is_label(label: str) -> bool:
    """Is this the number of a provision or of a preambular paragraph?

    >>> is_label("3a"), is_label("p2"), is_label("03"), is_label("three")
    (True, True, False, False)
    """
    return _LABEL.fullmatch(label) is not None


def is_preamble(label: str) -> bool:
    """Does it number a preambular paragraph?"""
    return label.startswith("p")


def place_in_order(label: str) -> tuple[int, int, int, str]:
    """Where a number stands among others; sort by it.

    >>> sorted(["4", "3b", "3a", "3", "3za", "p1", "3aa"], key=place_in_order)
    ['p1', '3', '3za', '3a', '3aa', '3b', '4']

    Raises `ValueError` for what is no number.
    """
    found = _LABEL.fullmatch(label)
    if found is None:
        raise ValueError(f"{label!r} is no number of a provision")
    preamble, number, letters = found.groups()
    between = len(letters) == 2 and letters[0] == "z"
    rank = 0 if not letters else 1 if between else 2
    return (0 if preamble else 1, int(number), rank, letters)


def label_after(label: str, text: Collection[str], asked: Collection[str] = ()) -> str:
    """The number of what is put in right after this one, before whatever of the text follows it.

    `text` are the numbers of the text, struck ones too; `asked` those that other amendments would put in: they stay theirs.

    >>> label_after("3", {"3", "4"}), label_after("3", {"3", "4"}, {"3a"}), label_after("3a", {"3", "3a", "3b", "4"})
    ('3a', '3b', '3aa')
    >>> label_after("3", {"3", "3a", "4"})
    '3za'

    Raises `NotInOrder` (`no-label-left`) where 26 have been put in there.
    """
    here = place_in_order(label)
    next_one = min((place_in_order(each) for each in text if place_in_order(each) > here), default=None)
    for candidate in _candidates(label):
        place = place_in_order(candidate)
        if candidate not in text and candidate not in asked and here < place and (next_one is None or place < next_one):
            return candidate
    raise NotInOrder("no-label-left", label=label)


def _candidates(label: str) -> list[str]:
    stem = label.rstrip(ascii_lowercase)
    letters = label.removeprefix(stem)
    if not letters:
        return [f"{stem}{each}" for each in ascii_lowercase] + [f"{stem}z{each}" for each in ascii_lowercase]
    singles = [f"{stem}{each}" for each in ascii_lowercase if each > letters] if len(letters) == 1 else []
    return singles + [f"{stem}{letters[0]}{each}" for each in ascii_lowercase]
