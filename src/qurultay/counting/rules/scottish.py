"""Scottish STV: the single transferable vote of the Scottish Local Government Elections Order 2007 (SSI 2007/42).

Schedule 1, rules 45 to 52. Numbers of rules stand beside the code. Values have five decimals, the rest is ignored
(48(3)); each transfer value is cut once, after multiplying and dividing, and nothing else is ever rounded.
"""

from qurultay.counting.piles import Parcel, first_parcel, papers_in, sorted_on
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet
from qurultay.counting.ties import POLICIES, Policy

DECIMALS = 5
UNIT = 10**DECIMALS


class Scottish:
    """One count by SSI 2007/42. `piles[c]` are the papers of a candidate, by the value at which they were received."""

    def __init__(self, question: Question) -> None:
        policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
        self.sheet = Sheet(question, unit=UNIT, policy=policy)
        self.piles: list[dict[int, Parcel]] = [{} for _ in self.sheet.names]
        self.surpluses: set[int] = set()
        self.papers = first_parcel(question.profile)

    def count(self) -> Result:
        """Stage after stage, until the seats are filled or a tie cannot be settled."""
        self.first_stage()
        while not self.finished():
            self.sheet.close()
            self.next_stage()
            if self.sheet.unresolved:
                return self.sheet.result(DECIMALS)
        self.sheet.close()
        return self.sheet.result(DECIMALS)

    def first_stage(self) -> None:
        """45: papers by first preference. 46: valid papers ÷ (seats + 1), decimals ignored, plus one."""
        sheet = self.sheet
        sheet.open("first-preferences", (), "SSI 2007/42 rule 45")
        self.receive(self.papers, UNIT)
        valid = sum(sheet.totals)
        sheet.quota = (valid // UNIT // (sheet.seats + 1) + 1) * UNIT
        sheet.spent = 0

    def finished(self) -> bool:
        """47: whoever has the quota is elected. 52: as many left as vacancies are elected, and no more transferred."""
        sheet = self.sheet
        quota = sheet.quota or 0
        reached = [at for at in sheet.hopeful if sheet.totals[at] >= quota]
        sheet.elect(reached, "SSI 2007/42 rule 47(1)")
        self.surpluses |= {at for at in sheet.elected[-len(reached) :] if reached and sheet.totals[at] > quota}
        if sheet.unresolved or not sheet.vacancies:
            return True
        if len(sheet.hopeful) <= sheet.vacancies:
            sheet.elect(sheet.hopeful, "SSI 2007/42 rule 52(1)")
            return True
        return False

    def next_stage(self) -> None:
        """48, 49: surpluses, the highest first. 50, 51: else the candidate with the fewest votes is excluded."""
        sheet = self.sheet
        if doomed := sheet.doomed:
            self.exclude(doomed, "guarantee")
        elif self.surpluses:
            most = max(sheet.totals[at] for at in self.surpluses)
            first = sheet.settle("surplus", [at for at in self.surpluses if sheet.totals[at] == most])
            if first is not None:
                self.transfer_surplus(first)
        else:
            lowest = sheet.lowest()
            if lowest is not None:
                self.exclude([lowest], "SSI 2007/42 rule 50(1)")

    def transfer_surplus(self, at: int) -> None:
        """48(3): each paper goes on at surplus × its value ÷ votes of the candidate, to five decimals."""
        sheet = self.sheet
        sheet.open("surplus", (at,), "SSI 2007/42 rule 48")
        self.surpluses.remove(at)
        total, quota = sheet.totals[at], sheet.quota or 0
        surplus, left, spent = total - quota, sum(sheet.totals), sheet.spent
        piles, self.piles[at] = self.piles[at], {}
        sheet.totals[at] = quota
        for value, papers in piles.items():
            self.receive(papers, int(surplus * value // total))
        sheet.lost += left + spent - sum(sheet.totals) - sheet.spent

    def exclude(self, losers: list[int], because: str) -> None:
        """50(4): papers go on at the value at which they were received."""
        sheet = self.sheet
        sheet.open("exclusion", losers, because)
        sheet.exclude(losers, because)
        piles = [self.piles[at] for at in losers]
        for at in losers:
            self.piles[at], sheet.totals[at] = {}, 0
        for pile in piles:
            for value, papers in pile.items():
                self.receive(papers, value)

    def receive(self, papers: Parcel, value: int) -> None:
        """48(2), 50(3): each parcel to the continuing candidate of its next available preference."""
        sheet = self.sheet
        found, spent = sorted_on(papers, [state == "hopeful" for state in sheet.states])
        sheet.spent += spent * value
        for at, parcel in found.items():
            sheet.totals[at] += papers_in(parcel) * value
            self.piles[at].setdefault(value, []).extend(parcel)


METHODS = (
    Method(
        name="scottish",
        title="Single transferable vote, Scottish rules",
        text="The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52",
        kinds=frozenset({"ranked"}),
        seats="several",
        count=lambda question: Scottish(question).count(),
        parameters={
            "ties": Parameter(
                default="backward-recursive",
                pattern="|".join(POLICIES),
                meaning=f"how ties are settled before the lot: {', '.join(POLICIES)}",
            )
        },
        validated_against=(
            "official count sheets of 24 Scottish wards, 2012 and 2017: every total of every stage",
            "Droop's reference counts for `scotland`",
        ),
        guarantees=True,
    ),
)
