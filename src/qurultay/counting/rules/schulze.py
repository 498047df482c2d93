"""The Schulze method: who is beaten by nobody along the strongest chains of comparisons.

Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011), section 2. The letters are his:

    N[a, b]   the voters who strictly prefer a to b; those not ranked are below all who are, and equal to each other
    >D        how strong a comparison is: by *winning votes* N[a, b] where N[a, b] > N[b, a], or by *margins*
              N[a, b] - N[b, a]
    P[a, b]   the strength of the strongest path from a to b: a path is as strong as its weakest link
    a is a potential winner  if and only if  P[a, b] >= P[b, a] for every b

Several potential winners are a tie; it is settled by lot.
"""

from fractions import Fraction

from qurultay.counting.condorcet import Table, pairwise
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet


def strengths(n: Table, measure: str) -> Table:
    """The links: 0 where a comparison is lost or equal.

    >>> strengths([[0, 5], [3, 0]], "winning-votes"), strengths([[0, 5], [3, 0]], "margins")
    ([[0, 5], [0, 0]], [[0, 2], [0, 0]])
    """
    numbers = range(len(n))
    votes = measure == "winning-votes"
    return [[(n[a][b] if votes else n[a][b] - n[b][a]) if n[a][b] > n[b][a] else 0 for b in numbers] for a in numbers]


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
    """A stage for each candidate's comparisons, one for each one's strongest paths, and the result."""
    sheet = Sheet(question)
    standing = sheet.hopeful
    n = pairwise(question.profile, standing)
    p = paths(strengths(n, question.rule.parameters["strength"]))
    for table, because in ((n, "voters who prefer them to each other"), (p, "strongest path to each other")):
        for place, at in enumerate(standing):
            sheet.open("comparison", (at,), because)
            _fill(sheet, standing, table[place])
            sheet.close(moved=False)
    beaten = [sum(p[b][a] <= p[a][b] for b in range(len(p))) - 1 for a in range(len(p))]
    sheet.open("result", (), "beaten by nobody along the strongest paths")
    _fill(sheet, standing, beaten)
    # Where no ballot prefers anybody, nobody is elected: a lot among all would be no election.
    preferred = any(map(any, n)) or len(standing) == 1
    chosen = sheet.settle("election", [standing[place] for place in winners(p)]) if preferred else None
    if chosen is not None:
        sheet.elect([chosen], "beaten by nobody along the strongest paths")
    sheet.close(moved=False)
    return sheet.result(0)


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
            "Belenios' `belenios-tool method schulze`: the winner wherever there is one",
            "the worked examples of Schulze's article",
        ),
    ),
)
