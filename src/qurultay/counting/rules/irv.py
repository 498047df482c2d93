"""Instant run-off, also called the alternative vote: one seat, and the last drops out until somebody has a majority.

It is the single transferable vote for one seat. The majority is of the votes that still count at that stage, so a paper
that can go no further no longer weighs on it; whom that elects is the same as with a quota fixed at the beginning.
"""

from dataclasses import replace

from qurultay.counting.gregory import TIES, Gregory, Statute, whole
from qurultay.counting.rule import Method, Parameter, Question, Result

STATUTE = Statute(
    decimals=0,
    quota=lambda votes, seats: whole(votes) // 2 + 1,
    reaches=lambda total, needed: total >= needed,
    value=lambda value, surplus, total: 0,  # whoever has a majority ends the count: there is no surplus to transfer
    clauses={
        "first": "first preferences",
        "reached": "more than half of the votes that count",
        "last": "the last who is left",
        "surplus": "",
        "exclusion": "the fewest votes",
    },
    quota_follows=True,
)


def count(question: Question) -> Result:
    """The count, one exclusion at a time or all who cannot win together."""
    together = question.rule.parameters["exclude"] == "together"
    return Gregory(question, replace(STATUTE, together=together)).count()


METHODS = (
    Method(
        name="irv",
        title="Instant run-off (alternative vote)",
        text="The last is excluded until one has more than half of the votes that still count",
        kinds=frozenset({"ranked"}),
        seats="one",
        count=count,
        parameters={
            "ties": TIES,
            "exclude": Parameter(
                default="singly",
                pattern="singly|together",
                meaning="singly, or together: at once all whose votes together are fewer than those of the next above",
            ),
        },
        validated_against=("RCTab's expected rounds: Portland 2015 and five of its test elections, ties included",),
    ),
)
