"""Who is elected where the most votes win? From the highest downwards, the guarantee asked before each (Hill).

Those who are equal are elected together where there is room for all of them and the guarantee allows it; only where it
matters who of them comes first is there a tie.
"""

from qurultay.counting.rule import Question
from qurultay.counting.sheet import Sheet


def elect_the_highest(sheet: Sheet, question: Question, because: str) -> None:
    """Fill the seats in the order of the totals in the sheet, as far as seats, votes and guarantee go.

    Somebody without a vote is elected only where the guarantee leaves nobody else.
    """
    sheet.elect([], because)  # asks the guarantee for the first time
    while sheet.vacancies and not sheet.unresolved:
        open_to = [at for at in sheet.hopeful if at not in sheet.doomed]
        if question.guarantee is None:
            open_to = [at for at in open_to if sheet.totals[at] > 0]
        if not open_to:
            return
        most = max(sheet.totals[at] for at in open_to)
        equal = [at for at in open_to if sheet.totals[at] == most]
        if len(equal) <= sheet.vacancies and together(sheet, question, equal):
            for at in _in_order(sheet, question, equal):
                sheet.elect([at], because)
        elif (first := sheet.settle("election", equal)) is not None:
            sheet.elect([first], because)


def together(sheet: Sheet, question: Question, equal: list[int]) -> bool:
    """Can all of these be elected?"""
    if question.guarantee is None or len(equal) == 1:
        return True
    elected = [sheet.names[at] for at in (*sheet.elected, *equal)]
    hopeful = [sheet.names[at] for at in sheet.hopeful if at not in equal]
    return question.guarantee.judge(elected=elected, hopeful=hopeful, seats=sheet.seats).feasible


def _in_order(sheet: Sheet, question: Question, equal: list[int]) -> list[int]:
    """Nothing hangs on who of them is named first: as the lot has it, or by name."""
    names = sorted(sheet.names[at] for at in equal)
    order = names if question.lots is None else question.lots.ranked(names)
    return [sheet.names.index(name) for name in order]
