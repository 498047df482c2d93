"""In which order is it voted, and what falls with what? Amendments, division, reconsideration (V20, V21, V22)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qurultay.assembly.majority import Outcome, reached


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """An amendment: what it changes, and how far from the text as it stands it goes.

    For a number that is the difference; for words the chair's own estimate. Amendments to one `place` contradict each
    other.
    """

    name: str
    place: str
    distance: int


def voting_order(amendments: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """The furthest from the text first, then inward; those equally far in the order in which they were tabled (V20).

    >>> three = [Amendment(name=f"{n} days", place="notice", distance=abs(n - 14)) for n in (21, 30, 7)]
    >>> [each.name for each in voting_order(three)]
    ['30 days', '21 days', '7 days']
    """
    return tuple(sorted(amendments, key=lambda each: -each.distance))


def fallen(adopted: Amendment, left: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """Those that an adopted amendment makes fall, because they would change the same place: no vote is taken on them."""
    return tuple(each for each in left if each.place == adopted.place and each.name != adopted.name)


def divided(provisions: Mapping[str, Outcome], operative: Sequence[str]) -> tuple[Outcome, tuple[str, ...]]:
    """What is left of a text whose provisions were voted one by one: the outcome of the whole, and what stands in it.

    If all operative provisions fall, the whole is lost: a preamble resolves nothing (V21).

    >>> divided({"1": "adopted", "2": "lost", "3": "tied"}, ["1", "2", "3"])
    ('adopted', ('1',))

    Raises `ValueError` where no provision is operative, or one of them was not voted.
    """
    if not operative or not set(operative) <= set(provisions):
        raise ValueError("name the operative provisions, each of which was voted")
    standing = tuple(label for label, outcome in provisions.items() if outcome == "adopted")
    if not set(standing) & set(operative):
        pending = all(provisions[label] == "no-decision" for label in operative)
        return ("no-decision" if pending else "lost"), ()
    return "adopted", standing


Reconsidering = Literal["reconsidered", "refused", "too-late"]


def reconsidered(*, for_: int, against: int, same_session: bool, carried_out: bool) -> Reconsidering:
    """May a decision be taken up again? In the same session by two thirds, and not once it was carried out (V22).

    >>> reconsidered(for_=26, against=13, same_session=True, carried_out=False)
    'reconsidered'
    >>> reconsidered(for_=39, against=0, same_session=True, carried_out=True)
    'too-late'
    """
    if carried_out or not same_session:
        return "too-late"
    return "reconsidered" if reached(for_, for_ + against, 2, 3, "at-least") else "refused"
