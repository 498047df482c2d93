"""Who takes a seat that falls vacant? The ballots of the election are counted again without whoever has left it.

Nobody votes anew, and nobody who sits is unseated: the rule is the one that elected them, those who sit are guarded in
each stage (as Meek's and Hill's rules for casual vacancies have it), and who is elected besides takes the vacant seat.
What the election guaranteed to communities is guaranteed in the new count as well.
"""

from collections.abc import Collection
from dataclasses import replace

from qurultay.counting.contest import Candidate, Contest
from qurultay.counting.count import Count, count
from qurultay.counting.guarantees import Bound, Guarantees, guaranteed
from qurultay.counting.lots import Lots
from qurultay.counting.poll import shown
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import method_of

SITTING, OTHERS = "sitting", "others"
PARTITION = "seat"
"""The partition of those who sit and those who do not; a community would not be called so."""


def countback(
    counted: Count, left: Collection[str], *, declined: Collection[str] = (), lots: Lots | None = None
) -> Count:
    """The new count, in which `left` and whoever `declined` do not stand.

    >>> from qurultay.counting.contest import contest_of
    >>> from qurultay.counting.profile import profile_of
    >>> from qurultay.counting.rule import rule_named
    >>> cast = profile_of("ranked", 4, [((0, 1), 5), ((2,), 4), ((1,), 1), ((3,), 2)])
    >>> elected = count(contest_of("Ada Ben Cem Dua", seats=2), cast, rule_named("scottish"))
    >>> filled = countback(elected, ["Ada"])
    >>> successors(elected, filled)
    ('Ben',)

    `lots` are new ones where a tie may have to be settled; else those of the election. Raises `Uncountable` for one who
    has no seat to leave, one who sits and is said to decline, a count that was never decided, and a rule for lists.
    """
    sitting = _sitting(counted, left, declined)
    gone = counted.contest.withdrawn | set(left) | set(declined)
    contest = replace(counted.contest, withdrawn=gone)
    if not set(contest.names) - gone - set(sitting):
        raise Uncountable("the countback", "nobody is left who could take the seat", "hold an election for it")
    drawn = counted.lots if lots is None else lots
    if not method_of(counted.rule).guarantees:
        return count(contest, counted.profile, counted.rule, drawn)
    contest = _marked(contest, sitting)
    return count(contest, counted.profile, counted.rule, drawn, _guarantee(counted, contest, len(sitting)))


def successors(before: Count, after: Count) -> tuple[str, ...]:
    """Who has a seat after the countback and had none before, in order."""
    return tuple(name for name in after.elected if name not in before.elected)


def _sitting(counted: Count, left: Collection[str], declined: Collection[str]) -> list[str]:
    """Those who keep their seats."""
    if counted.unresolved is not None:
        raise Uncountable("the countback", "the election ended in a tie that is still open", "settle it first")
    if len(set(counted.elected)) != len(counted.elected):
        raise Uncountable("the countback", "lists were elected", "let the list name its next person")
    if not left:
        raise Uncountable("the countback", "nobody has left a seat", "name who has")
    for name in sorted(left):
        if name not in counted.elected:
            raise Uncountable("the countback", f"{shown(name)} was not elected", "name somebody who has left a seat")
    for name in sorted(declined):
        if name not in counted.contest.names or (name in counted.elected and name not in left):
            what = f"{shown(name)} does not stand for the seat, so there is nothing to decline"
            raise Uncountable("the countback", what, "name candidates who were not elected")
    return [name for name in counted.elected if name not in left]


def _marked(contest: Contest, sitting: Collection[str]) -> Contest:
    """The contest whose candidates say whether they sit."""
    candidates = tuple(
        Candidate(
            name=each.name,
            attributes={**each.attributes, PARTITION: SITTING if each.name in sitting else OTHERS},
        )
        for each in contest.candidates
    )
    return replace(contest, candidates=candidates)


def _guarantee(counted: Count, contest: Contest, sitting: int) -> Guarantees:
    """All who sit keep their seats, and what was guaranteed in the election stays guaranteed."""
    bounds = [Bound(partition=PARTITION, category=OTHERS)]
    if sitting:
        bounds.append(Bound(partition=PARTITION, category=SITTING, least=sitting, most=sitting))
    if isinstance(counted.guarantee, Guarantees):
        bounds += counted.guarantee.bounds
    return guaranteed(contest, bounds)
