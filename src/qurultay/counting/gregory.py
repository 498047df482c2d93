"""The single transferable vote by parcels: papers go on whole, at a value that each statute reckons in its own way.

Scottish rules, WIGM and IRV share the way of counting: first preferences; then, stage by stage, the surplus of one who
is elected or the papers of one who is excluded go to the next available preference. What they do not share is a
`Statute`: quota, who has reached it, transfer values, how ties end, and the clauses for all this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from qurultay.counting.piles import Parcel, all_papers, papers_in, sorted_on
from qurultay.counting.rule import Parameter, Question, Result
from qurultay.counting.sheet import Amount, Sheet
from qurultay.counting.ties import POLICIES, Policy

Clause = Literal["first", "reached", "last", "surplus", "exclusion"]

TIES = Parameter(
    default="backward-recursive",
    pattern="|".join(POLICIES),
    meaning=f"how ties are settled before the lot: {', '.join(POLICIES)}",
)


@dataclass(frozen=True, kw_only=True)
class Statute:
    """What a rule says of its own. Amounts are integers in units of 10^-`decimals`, or fractions where that is None.

    `quota` takes the votes that count at this moment and the seats; it is asked once, or at every stage where
    `quota_follows`. `value` takes the value of a paper when received, the surplus and the total of the candidate.
    """

    decimals: int | None
    quota: Callable[[Amount, int], Amount]
    reaches: Callable[[Amount, Amount], bool]
    value: Callable[[Amount, Amount, Amount], Amount]
    clauses: Mapping[Clause, str]
    quota_follows: bool = False
    transfers_zero: bool = False
    together: bool = False
    """Exclude at once all who cannot overtake the next above them, whatever goes on."""

    @property
    def unit(self) -> int:
        """The integer that says 1."""
        one: int = 10 ** (self.decimals or 0)
        return one


class Gregory:
    """One count. `piles[c]` are the papers of a candidate, by the value at which they were received."""

    def __init__(self, question: Question, statute: Statute) -> None:
        policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
        self.statute = statute
        self.sheet = Sheet(question, unit=statute.unit, policy=policy)
        self.piles: list[dict[Amount, Parcel]] = [{} for _ in self.sheet.names]
        self.surpluses: set[int] = set()
        self.papers = all_papers(question.profile)

    def count(self) -> Result:
        """Stage after stage, until the seats are filled or a tie cannot be settled."""
        sheet = self.sheet
        sheet.open("first-preferences", (), self.statute.clauses["first"])
        self._receive(self.papers, self.statute.unit)
        sheet.spent = 0
        self._set_quota()
        while not self._finished():
            sheet.close()
            self._next_stage()
            if sheet.unresolved:
                return sheet.result(self.statute.decimals)
            if self.statute.quota_follows:
                self._set_quota()
        sheet.close()
        return sheet.result(self.statute.decimals)

    def _set_quota(self) -> None:
        self.sheet.quota = self.statute.quota(sum(self.sheet.totals), self.sheet.seats)

    def _finished(self) -> bool:
        """Elect whoever has reached the quota, and the rest where no more are left than vacancies."""
        sheet, statute = self.sheet, self.statute
        quota = sheet.quota or 0
        before = len(sheet.elected)
        sheet.elect(
            [at for at in sheet.hopeful if statute.reaches(sheet.totals[at], quota)], statute.clauses["reached"]
        )
        for at in sheet.elected[before:]:
            if sheet.totals[at] > quota or statute.transfers_zero:
                self.surpluses.add(at)
        if sheet.unresolved or not sheet.vacancies:
            return True
        if len(sheet.hopeful) <= sheet.vacancies:
            sheet.elect(sheet.hopeful, statute.clauses["last"])
            return True
        return False

    def _next_stage(self) -> None:
        """Exclude whom the guarantee shuts out; else the highest surplus goes on; else the lowest is excluded."""
        sheet, clauses = self.sheet, self.statute.clauses
        if doomed := sheet.doomed:
            self._exclude(doomed, "guarantee")
        elif self.surpluses:
            most = max(sheet.totals[at] for at in self.surpluses)
            first = sheet.settle("surplus", [at for at in self.surpluses if sheet.totals[at] == most])
            if first is not None:
                self._transfer_surplus(first)
        elif self.statute.together and (hopeless := sheet.hopeless()):
            self._exclude(hopeless, clauses["exclusion"])
        elif (lowest := sheet.lowest()) is not None:
            self._exclude([lowest], clauses["exclusion"])

    def _transfer_surplus(self, at: int) -> None:
        sheet = self.sheet
        sheet.open("surplus", (at,), self.statute.clauses["surplus"])
        self.surpluses.remove(at)
        total, quota = sheet.totals[at], sheet.quota or 0
        before = sum(sheet.totals) + sheet.spent
        pile, self.piles[at] = self.piles[at], {}
        sheet.totals[at] = quota
        for value, papers in pile.items():
            self._receive(papers, self.statute.value(value, total - quota, total))
        sheet.lost += before - sum(sheet.totals) - sheet.spent

    def _exclude(self, losers: list[int], because: str) -> None:
        """Their papers go on at the value at which they were received."""
        sheet = self.sheet
        sheet.open("exclusion", losers, because)
        sheet.exclude(losers, because)
        piles = [self.piles[at] for at in losers]
        for at in losers:
            self.piles[at], sheet.totals[at] = {}, 0
        for pile in piles:
            for value, papers in pile.items():
                self._receive(papers, value)

    def _receive(self, papers: Parcel, value: Amount) -> None:
        """Each parcel goes to the continuing candidate of its next available preference."""
        sheet = self.sheet
        found, spent = sorted_on(papers, [state == "hopeful" for state in sheet.states])
        sheet.spent += spent * value
        for at, parcel in found.items():
            sheet.totals[at] += papers_in(parcel) * value
            self.piles[at].setdefault(value, []).extend(parcel)


def whole(amount: Amount) -> int:
    """An amount that is an integer by its statute. Decimals are counted in units, so nothing is cut here."""
    if isinstance(amount, Fraction) and amount.denominator != 1:
        raise ArithmeticError("a statute that counts in decimals has met a fraction")
    return int(amount)
