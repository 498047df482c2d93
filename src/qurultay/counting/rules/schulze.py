"""The Schulze method: who is beaten by nobody along the strongest chains of comparisons.

Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011), section 2. The letters are his:

    N[a, b]   the voters who strictly prefer a to b; those not ranked are below all who are, and equal to each other
    >D        which of two comparisons is stronger. By *winning votes* the one with more votes for its winner and, of
              equally many, fewer against; by *margins* the one with the greater difference N[a, b] - N[b, a]
    P[a, b]   the strength of the strongest path from a to b: a path is as strong as its weakest link
    a is a potential winner  if and only if  P[a, b] >= P[b, a] for every b

Several potential winners are a tie; it is settled by lot.
"""

from fractions import Fraction

from qurultay.counting.condorcet import Table, pairwise
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet

WINS = "beaten by nobody along the strongest paths"


def strengths(n: Table, measure: str, cast: int) -> Table:
    """The links as numbers that compare as comparisons do; 0 where one is lost or equal.

    By winning votes a link is votes for × (cast + 1) + (cast - votes against), so that votes against decide among equals.

    >>> strengths([[0, 5], [3, 0]], "winning-votes", 9), strengths([[0, 5], [3, 0]], "margins", 9)
    ([[0, 56], [0, 0]], [[0, 2], [0, 0]])
    """

    def link(votes: int, against: int) -> int:
        if votes <= against:
            return 0
        return votes * (cast + 1) + cast - against if measure == "winning-votes" else votes - against

    numbers = range(len(n))
    return [[link(n[a][b], n[b][a]) for b in numbers] for a in numbers]


def paths(d: Table) -> Table:
    """The strongest path from each to each (2.3.1, after Floyd and Warshall)."""
    p = [list(row) for row in d]
    for k, through in enumerate(p):
        for i, row in enumerate(p):
            if i != k and (link := row[k]):
                p[i] = [max(old, min(link, onward)) for old, onward in zip(row, through, strict=True)]
                p[i][i] = 0
    return p


def winners(p: Table) -> list[int]:
    """The potential winners."""
    numbers = range(len(p))
    return [a for a in numbers if all(p[a][b] >= p[b][a] for b in numbers)]


def count(question: Question) -> Result:
    """A stage for each candidate's comparisons, one or two for each one's strongest paths, and the result."""
    sheet = Sheet(question)
    standing, cast, measure = sheet.hopeful, question.profile.cast, question.rule.parameters["strength"]
    n = pairwise(question.profile, standing)
    p = paths(strengths(n, measure, cast))
    for table, because in ((n, "voters who prefer them to each other"), *_told(p, measure, cast)):
        for place, at in enumerate(standing):
            sheet.open("comparison", (at,), because)
            _fill(sheet, standing, table[place])
            sheet.close(moved=False)
    sheet.open("result", (), WINS)
    _fill(sheet, standing, [sum(p[b][a] <= p[a][b] for b in range(len(p))) - 1 for a in range(len(p))])
    # Where no ballot prefers anybody, nobody is elected: a lot among all would be no election.
    preferred = any(map(any, n)) or len(standing) == 1
    chosen = sheet.settle("election", [standing[place] for place in winners(p)]) if preferred else None
    if chosen is not None:
        sheet.elect([chosen], WINS)
    sheet.close(moved=False)
    return sheet.result(0)


def _told(p: Table, measure: str, cast: int) -> list[tuple[Table, str]]:
    """The strongest paths in votes, as people read them."""
    if measure == "margins":
        return [(p, "strongest path to each other: the margin of its weakest link")]
    votes = [[link // (cast + 1) for link in row] for row in p]
    against = [[cast - link % (cast + 1) if link else 0 for link in row] for row in p]
    return [
        (votes, "strongest path to each other: the votes for its weakest link"),
        (against, "strongest path to each other: the votes against its weakest link"),
    ]


def _fill(sheet: Sheet, standing: list[int], row: list[int]) -> None:
    for at, number in zip(standing, row, strict=True):
        sheet.totals[at] = Fraction(number)


METHODS = (
    Method(
        name="schulze",
        title="Schulze method",
        text="Schulze, A new monotonic … election method, Social Choice and Welfare 36 (2011), section 2",
        kinds=frozenset({"ranked"}),
        seats="one",
        count=count,
        parameters={
            "strength": Parameter(
                default="winning-votes",
                pattern="winning-votes|margins",
                meaning="winning-votes or margins: how strong a comparison is",
            )
        },
        validated_against=(
            "Belenios' `belenios-tool method schulze`: 600 drawn elections, the winner or those who tie",
            "Schulze's first worked example",
        ),
    ),
)
