"""Voting in rounds: each is a stage, and until somebody has enough, some of those who stood in it stand no more.

Rankings hold everybody's vote in every round. Where no ballot has a second choice, one round is counted, and those left
hopeful are who goes into the next, which is a vote and a contest of its own.
"""

from collections.abc import Callable, Sequence

from qurultay.counting.choices import says_one_round, single_votes
from qurultay.counting.rule import Question, Result
from qurultay.counting.sheet import Sheet

Decide = Callable[[Sheet], None]
"""Elects whoever has enough in this round."""
Leaving = Callable[[Sheet], Sequence[int]]
"""Who stands no more after a round in which nobody had; nobody, where there is no further round."""


def hold(question: Question, sheet: Sheet, decide: Decide, leaving: Leaving, because: str) -> Result:
    """Count round after round; `because` is the clause under which candidates leave."""
    sheet.open("first-preferences", (), "first round")
    while True:
        sheet.totals[:], sheet.spent = single_votes(question.contest, question.profile, sheet.hopeful)
        decide(sheet)
        sheet.close()
        if not sheet.vacancies or sheet.unresolved or not any(sheet.totals) or not (out := leaving(sheet)):
            return sheet.result(0)
        sheet.open("exclusion", out, because)
        sheet.exclude(out, because)
        if says_one_round(question.profile) and len(sheet.hopeful) > 1:
            for at in out:
                sheet.totals[at] = 0
            sheet.close()
            return sheet.result(0)
