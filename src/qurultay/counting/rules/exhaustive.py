"""Exhaustive ballot: round after round, until somebody has more than half; the lowest of each round goes out.

Definition: a candidate with more than half of the valid votes of a round is elected; else the one with the fewest is
excluded and everybody votes again. (So the International Olympic Committee chooses host cities: Olympic Charter,
bye-law to rule 33.) Rankings hold everybody's vote in every round. Where no ballot has a second choice, one round is
counted, and the candidates left hopeful are those who go into the next.
"""

from qurultay.assembly.majority import reached
from qurultay.counting.choices import says_one_round, single_votes
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet
from qurultay.counting.ties import POLICIES, Policy

MAJORITY = "more than half of the valid votes"
FEWEST = "the fewest votes go out"


def count(question: Question) -> Result:
    """Round after round, each of them a stage."""
    policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
    sheet = Sheet(question, policy=policy)
    sheet.open("first-preferences", (), "first round")
    while True:
        sheet.totals[:], sheet.spent = single_votes(question.contest, question.profile, sheet.hopeful)
        _decide(sheet)
        sheet.close()
        if not sheet.vacancies or not any(sheet.totals):
            return sheet.result(0)
        lowest = sheet.lowest()
        if lowest is None:
            return sheet.result(0)
        sheet.open("exclusion", (lowest,), FEWEST)
        sheet.exclude([lowest], FEWEST)
        if says_one_round(question.profile) and len(sheet.hopeful) > 1:
            # The next round is a vote of its own; what this one says is who goes into it.
            sheet.totals[lowest] = 0
            sheet.close()
            return sheet.result(0)


def _decide(sheet: Sheet) -> None:
    valid = sum(sheet.totals)
    sheet.elect([at for at in sheet.hopeful if reached(int(sheet.totals[at]), int(valid), 1, 2, "more-than")], MAJORITY)


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
