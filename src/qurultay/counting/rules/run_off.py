"""Majority with a run-off: more than half elects; else the two highest go into a second round (register law V11).

All who tie for the second place are admitted. Rankings hold everybody's vote in every round; where a round among three
or more could therefore change nothing, the tie for the lowest place is settled as ties are.
"""

from functools import partial

from qurultay.assembly.majority import reached
from qurultay.assembly.run_off import first_round
from qurultay.counting.choices import says_one_round
from qurultay.counting.rounds import hold
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet
from qurultay.counting.ties import POLICIES, Policy

MAJORITY = "more than half"
BELOW = "below the second place"


def count(question: Question) -> Result:
    """Round after round, each of them a stage."""
    policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
    blank, alone = question.rule.parameters["blank"] == "cast", says_one_round(question.profile)
    sheet = Sheet(question, policy=policy)
    return hold(question, sheet, partial(_elect, blank=blank), partial(_leaving, alone=alone), BELOW)


def _leaving(sheet: Sheet, *, alone: bool) -> list[int]:
    """Whoever is below the second place; among rankings, where nobody is, the lowest of those who tie for it."""
    below = _below(sheet) if len(sheet.hopeful) > 2 else []
    if below or alone or len(sheet.hopeful) < 3:
        return below
    lowest = sheet.lowest()
    return [] if lowest is None else [lowest]


def _elect(sheet: Sheet, *, blank: bool) -> None:
    """More than half of the base (V6: of the valid votes, or with those that name nobody); a tie of two is settled."""
    base = int(sum(sheet.totals)) + (int(sheet.spent) if blank else 0)
    sheet.elect([at for at in sheet.hopeful if reached(int(sheet.totals[at]), base, 1, 2, "more-than")], MAJORITY)
    two = sheet.hopeful
    if sheet.vacancies and len(two) == 2 and sheet.totals[two[0]] == sheet.totals[two[1]] > 0:
        chosen = sheet.settle("election", two)
        if chosen is not None:
            sheet.elect([chosen], "a tie in the last round")


def _below(sheet: Sheet) -> list[int]:
    """Who does not go on: everybody below the second place."""
    votes = {sheet.names[at]: int(sheet.totals[at]) for at in sheet.hopeful}
    finalists = first_round(votes, base=2 * sum(votes.values())).finalists
    return [at for at in sheet.hopeful if sheet.names[at] not in finalists]


METHODS = (
    Method(
        name="run-off",
        title="Majority with a run-off between the two highest",
        text="More than half elects; else the two highest go on, with all who tie for the second place",
        kinds=frozenset({"votes", "ranked"}),
        seats="one",
        count=count,
        parameters={
            "blank": Parameter(
                default="left-out",
                pattern="left-out|cast",
                meaning="left-out or cast: whether papers that name nobody count for the half",
            ),
            "ties": Parameter(
                default="lot",
                pattern="|".join(POLICIES),
                meaning=f"how ties are settled before the lot: {', '.join(POLICIES)}",
            ),
        },
    ),
)
