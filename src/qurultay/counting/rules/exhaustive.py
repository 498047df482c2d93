"""Exhaustive ballot: round after round, until somebody has more than half; the lowest of each round goes out.

Definition: a candidate with more than half of the valid votes of a round is elected; else the one with the fewest is
excluded and everybody votes again. (So the International Olympic Committee chooses host cities: Olympic Charter,
bye-law to rule 33.)
"""

from qurultay.assembly.majority import reached
from qurultay.counting.rounds import hold
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet
from qurultay.counting.ties import POLICIES, Policy

MAJORITY = "more than half of the valid votes"
FEWEST = "the fewest votes go out"


def count(question: Question) -> Result:
    """Round after round, each of them a stage."""
    policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
    return hold(question, Sheet(question, policy=policy), _decide, _leaving, FEWEST)


def _decide(sheet: Sheet) -> None:
    valid = sum(sheet.totals)
    sheet.elect([at for at in sheet.hopeful if reached(int(sheet.totals[at]), int(valid), 1, 2, "more-than")], MAJORITY)


def _leaving(sheet: Sheet) -> list[int]:
    lowest = sheet.lowest()
    return [] if lowest is None else [lowest]


METHODS = (
    Method(
        name="exhaustive",
        title="Exhaustive ballot: rounds until somebody has more than half",
        text="More than half of the valid votes of a round elects; else the candidate with the fewest votes goes out",
        kinds=frozenset({"votes", "ranked"}),
        seats="one",
        count=count,
        parameters={
            "ties": Parameter(
                default="backward-recursive",
                pattern="|".join(POLICIES),
                meaning=f"how ties are settled before the lot: {', '.join(POLICIES)}",
            )
        },
    ),
)
