"""Meek's method as the Proportional Representation Foundation's reference rule of 2006 lays it down.

Every elected candidate keeps a part of each vote, the *keep factor*, and passes the rest on; keep factors are adjusted
until each has just the quota. Nine decimals; products and quotients of keep factors are rounded up, the quota down. The
paragraphs of the rule (A, B.1 … C.2) stand beside the code.

How far a ballot reaches depends only on the elected it passes and the first hopeful candidate it meets. So ballots lie in
a tree: a node for each sequence of elected candidates, and under it the papers by the hopeful candidate next on them. A
round moves the papers of whoever was elected or excluded, and an iteration looks at nodes alone, never at ballots; its
numbers are those of the rule, which treats each ballot by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from qurultay.counting.gregory import TIES, whole
from qurultay.counting.piles import Parcel, all_papers, papers_in, sorted_on
from qurultay.counting.rule import Method, Question, Result
from qurultay.counting.sheet import Sheet
from qurultay.counting.ties import Policy

DECIMALS = 9
UNIT = 10**DECIMALS
OMEGA = 10**3
"""A: 0.000001."""


@dataclass(slots=True, eq=False)
class Node:
    """Papers that have passed the same elected candidates in the same order, `candidate` being the last of them.

    `through` papers come so far; `ended` of them go no further, the others wait at the hopeful. `left` is what an
    iteration leaves of the weight of each.
    """

    candidate: int
    above: "Node | None"
    through: int = 0
    ended: int = 0
    left: int = UNIT
    below: dict[int, "Node"] = field(default_factory=dict)
    waiting: dict[int, Parcel] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)


class Meek:
    """One count. `keep[c]` is the keep factor of a candidate in units of 10^-9."""

    def __init__(self, question: Question) -> None:
        policy: Policy = question.rule.parameters["ties"]  # type: ignore[assignment]  # the pattern allows no other
        self.sheet = Sheet(question, unit=UNIT, policy=policy)
        self.keep = [UNIT if state == "hopeful" else 0 for state in self.sheet.states]  # A
        self.root = Node(candidate=-1, above=None)
        self.nodes = [self.root]
        self.lay(self.root, all_papers(question.profile))
        self.blank = self.root.ended
        """Papers that choose nobody who stands; they are not valid and weigh on nothing."""

    def count(self) -> Result:
        """B: rounds, until all seats are filled or no more are left than seats (B.1)."""
        sheet = self.sheet
        sheet.open("first-preferences", (), "PRF Meek B.2.a")
        while len(sheet.hopeful) > sheet.vacancies > 0 and not sheet.unresolved:
            self.round()
        if sheet.vacancies and not sheet.unresolved:
            sheet.elect(sheet.hopeful, "PRF Meek C.1")
        if not sheet.unresolved:
            sheet.close()
        return sheet.result(DECIMALS)

    def round(self) -> None:
        """B.2: iterate until somebody is elected or the surplus is small. B.3: then exclude one, or all the doomed."""
        sheet = self.sheet
        surplus = self.iterate()
        if surplus is None:
            if len(sheet.hopeful) > sheet.vacancies > 0 and not sheet.unresolved:
                sheet.close()
                sheet.open("surplus", sheet.elected, "PRF Meek B.2.f")
            return
        losers = sheet.doomed
        if losers:
            sheet.close()
            self.exclude(losers, "guarantee")
            return
        sheet.close()
        loser = self.lowest(surplus)
        if loser is not None:
            self.exclude([loser], "PRF Meek B.3")

    def iterate(self) -> int | None:
        """B.2: the surplus that remains where nobody more is elected, None where somebody is."""
        sheet = self.sheet
        before: int | None = None
        while True:
            self.distribute()
            quota = sum(map(whole, sheet.totals)) // (sheet.seats + 1) + 1  # B.2.b
            sheet.quota = quota
            reached = [at for at in sheet.hopeful if sheet.totals[at] >= quota]  # B.2.c
            elected = len(sheet.elected)
            sheet.elect(reached, "PRF Meek B.2.c")
            if len(sheet.elected) > elected or sheet.unresolved:
                self.pass_on(sheet.elected[elected:])
                return None
            surplus = max(0, sum(whole(sheet.totals[at]) - quota for at in sheet.elected))  # B.2.d
            if surplus < OMEGA or (before is not None and surplus >= before):  # B.2.e
                return surplus
            before = surplus
            for at in sheet.elected:  # B.2.f
                self.keep[at] = up(up(self.keep[at] * quota, UNIT) * UNIT, whole(sheet.totals[at]))

    def distribute(self) -> None:
        """B.2.a: each candidate on a ballot keeps weight × keep factor, rounded up, and the rest goes on."""
        totals = [0] * len(self.keep)
        spent, keep = -UNIT * self.blank, self.keep
        for node in self.nodes:
            if node.above is not None:
                weight = node.above.left
                kept = up(weight * keep[node.candidate], UNIT)
                totals[node.candidate] += kept * node.through
                node.left = weight - kept
            left = node.left
            spent += left * node.ended
            for at, papers in node.weights.items():
                totals[at] += left * papers
        self.sheet.totals[:] = totals
        self.sheet.spent = spent

    def lowest(self, surplus: int) -> int | None:
        """B.3, T: whom the fewest votes exclude; tied is whoever has no more than the fewest and the surplus together."""
        sheet = self.sheet
        candidates = sheet.excludable
        most = min(sheet.totals[at] for at in candidates) + surplus
        return sheet.settle("exclusion", [at for at in candidates if sheet.totals[at] <= most])

    def exclude(self, losers: list[int], because: str) -> None:
        """B.3: the keep factor becomes 0. Where that ends the count, their votes go nowhere any more (C.1)."""
        sheet = self.sheet
        sheet.open("exclusion", losers, because)
        sheet.exclude(losers, because)
        for at in losers:
            self.keep[at] = 0
            sheet.spent += sheet.totals[at]
            sheet.totals[at] = 0
        for node in list(self.nodes):
            for at in losers:
                node.weights.pop(at, 0)
                self.lay(node, node.waiting.pop(at, []))

    # --- the tree of ballots ------------------------------------------------------------------------------------------

    def pass_on(self, elected: Iterable[int]) -> None:
        """The papers that waited at these now pass them."""
        for at in elected:
            for node in list(self.nodes):
                if papers := node.waiting.pop(at, []):
                    below = self.under(node, at)
                    below.through += node.weights.pop(at)
                    self.lay(below, papers)

    def under(self, node: Node, at: int) -> Node:
        """The node of those that pass this candidate next."""
        if at not in node.below:
            node.below[at] = Node(candidate=at, above=node)
            self.nodes.append(node.below[at])
        return node.below[at]

    def lay(self, node: Node, papers: Parcel) -> None:
        """Lay papers under a node that they have come to: with the next hopeful, past the elected, or at their end."""
        sheet = self.sheet
        standing = [state in ("hopeful", "elected") for state in sheet.states]
        rest = [(node, papers)]
        while rest:
            node, papers = rest.pop()
            found, ended = sorted_on(papers, standing)
            node.ended += ended
            for at, parcel in found.items():
                if sheet.states[at] == "elected":
                    below = self.under(node, at)
                    below.through += papers_in(parcel)
                    rest.append((below, parcel))
                else:
                    node.waiting.setdefault(at, []).extend(parcel)
                    node.weights[at] = node.weights.get(at, 0) + papers_in(parcel)


def up(amount: int, by: int) -> int:
    """A quotient rounded up.

    >>> up(7, 2), up(8, 2)
    (4, 4)
    """
    return -(-amount // by)


METHODS = (
    Method(
        name="meek",
        title="Single transferable vote, Meek's method",
        text="Proportional Representation Foundation, Reference Meek Rule (2006), nine decimals; ties by lot (T)",
        kinds=frozenset({"ranked"}),
        seats="several",
        count=lambda question: Meek(question).count(),
        parameters={"ties": replace(TIES, default="lot")},
        validated_against=(
            "Droop's reference counts for `meek-prf`",
            "Algorithm 123 on papers like those of ERS97: five of six printed stages, and who is elected",
        ),
        guarantees=True,
    ),
)
