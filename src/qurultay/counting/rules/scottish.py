"""Scottish STV: the single transferable vote of the Scottish Local Government Elections Order 2007 (SSI 2007/42).

Schedule 1, rules 45 to 52; their numbers stand beside the code. Values have five decimals, the rest is ignored (48(3)):
each transfer value is cut once, after multiplying and dividing, and nothing else is ever rounded.

A paper counts as valid here when it prefers one candidate who stands above all others. One that puts several on the
next rank has no next available preference and is not transferable from there on.
"""

from qurultay.counting.gregory import TIES, Gregory, Statute, whole
from qurultay.counting.rule import Method
from qurultay.counting.sheet import Amount

UNIT = 10**5


def quota(valid: Amount, seats: int) -> int:
    """46: valid papers divided by seats + 1, decimals ignored, increased by one.

    >>> quota(9 * UNIT, 2) == 4 * UNIT
    True
    """
    return (whole(valid) // UNIT // (seats + 1) + 1) * UNIT


def transfer_value(value: Amount, surplus: Amount, total: Amount) -> int:
    """48(3): surplus times the value of the paper when received, divided by the candidate's votes, to five decimals.

    >>> transfer_value(UNIT, 2 * UNIT, 7 * UNIT)
    28571
    """
    return whole(surplus) * whole(value) // whole(total)


STATUTE = Statute(
    decimals=5,
    quota=quota,
    reaches=lambda total, needed: total >= needed,  # 47(1): equals or exceeds
    value=transfer_value,
    clauses={
        "first": "SSI 2007/42 rule 45",
        "reached": "SSI 2007/42 rule 47(1)",
        "last": "SSI 2007/42 rule 52(1)",
        "surplus": "SSI 2007/42 rule 48",  # the highest first, 49(1); ties as 49(2) and (3)
        "exclusion": "SSI 2007/42 rule 50(1)",  # ties as 51(2)
    },
)

METHODS = (
    Method(
        name="scottish",
        title="Single transferable vote, Scottish rules",
        text="The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52",
        kinds=frozenset({"ranked"}),
        seats="several",
        count=lambda question: Gregory(question, STATUTE).count(),
        parameters={"ties": TIES},
        validated_against=(
            "official count sheets of 356 Scottish wards, 2012 and 2017: every total of every stage, but for two misprints",
            "Droop's reference counts for `scotland`, but for the stages it gives to surpluses of nothing",
            "`belenios-tool method stv`: the same elected in those wards",
        ),
        guarantees=True,
    ),
)
