"""The weighted inclusive Gregory method, in exact fractions, and as the Proportional Representation Foundation cuts it.

`wigm` rounds nothing: the quota is the votes divided by one more than the seats, and whoever has more is elected, for
no more than the seats can. `wigm-prf` is the foundation's reference rule, whose paragraphs stand beside the code: four
decimals, cut after each multiplication and each division (D.4).
"""

from dataclasses import replace
from fractions import Fraction

from qurultay.counting.gregory import TIES, Gregory, Statute, whole
from qurultay.counting.rule import Method
from qurultay.counting.sheet import Amount

EXACT = Statute(
    decimals=None,
    quota=lambda votes, seats: Fraction(votes, seats + 1),
    reaches=lambda total, needed: total > needed,
    value=lambda value, surplus, total: Fraction(value * surplus, total),
    clauses={
        "first": "first preferences",
        "reached": "more than the quota",
        "last": "as many left as vacancies",
        "surplus": "the highest surplus",
        "exclusion": "the fewest votes",
    },
)

UNIT = 10**4


def prf_quota(votes: Amount, seats: int) -> int:
    """A.1: valid ballots divided by seats + 1, plus 0.0001; cut at four decimals (D.4).

    >>> prf_quota(4003 * UNIT, 3)
    10007501
    """
    return whole(votes) // (seats + 1) + 1


def prf_value(value: Amount, surplus: Amount, total: Amount) -> int:
    """B.3: the ballot's weight multiplied by the surplus, then divided by the total vote; both cut (D.4).

    >>> prf_value(3333, 5 * UNIT, 9 * UNIT)
    1851
    """
    return whole(value) * whole(surplus) // UNIT * UNIT // whole(total)


PRF = Statute(
    decimals=4,
    quota=prf_quota,
    reaches=lambda total, needed: total >= needed,  # B.1: greater than or equal
    value=prf_value,
    clauses={
        "first": "PRF WIGM A.4",
        "reached": "PRF WIGM B.1",
        "last": "PRF WIGM C",
        "surplus": "PRF WIGM B.3",
        "exclusion": "PRF WIGM B.4",
    },
    transfers_zero=True,  # B.3: the largest surplus, possibly zero
)

METHODS = (
    Method(
        name="wigm",
        title="Single transferable vote, weighted inclusive Gregory, exact fractions",
        text="The weighted inclusive Gregory method with the exact Droop quota; ties by lot unless said otherwise",
        kinds=frozenset({"ranked"}),
        seats="several",
        count=lambda question: Gregory(question, EXACT).count(),
        parameters={"ties": replace(TIES, default="lot")},
        validated_against=("Droop's reference counts for `wigm` in rational arithmetic",),
        guarantees=True,
    ),
    Method(
        name="wigm-prf",
        title="Single transferable vote, weighted inclusive Gregory, reference rule of the PR Foundation",
        text="Proportional Representation Foundation, Reference WIGM Rule; single defeats, ties by lot (D.1)",
        kinds=frozenset({"ranked"}),
        seats="several",
        count=lambda question: Gregory(question, PRF).count(),
        parameters={"ties": replace(TIES, default="lot")},
        validated_against=(
            "Droop's reference counts for `wigm-prf`",
            "RCTab's expected rounds for several seats and a fractional threshold",
        ),
        guarantees=True,
    ),
)
