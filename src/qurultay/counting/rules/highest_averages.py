"""Highest averages: each seat to the list with the largest quotient of its votes.

The divisor for a list with s seats already (Balinski and Young, Fair Representation, 2nd ed. 2001, appendix A):

    D'Hondt (Jefferson)           s + 1           1, 2, 3, …
    Sainte-Laguë (Webster)        2s + 1          1, 3, 5, …
    modified Sainte-Laguë         2s + 1, but 7/5 for the first seat: 1.4, 3, 5, …
"""

from collections.abc import Callable
from fractions import Fraction

from qurultay.counting.apportionment import Apportionment, method_of_lists
from qurultay.counting.rule import Method, Question, Result

VALIDATED = "votelib's `HighestAverages` and apportionment's `compute`, 2,000 drawn elections without ties"


def dhondt(votes: int, seats: int) -> Fraction:
    """The quotient for the next seat.

    >>> [dhondt(100, seats) for seats in range(3)]
    [Fraction(100, 1), Fraction(50, 1), Fraction(100, 3)]
    """
    return Fraction(votes, seats + 1)


def sainte_lague(votes: int, seats: int) -> Fraction:
    """The quotient for the next seat.

    >>> [sainte_lague(105, seats) for seats in range(3)]
    [Fraction(105, 1), Fraction(35, 1), Fraction(21, 1)]
    """
    return Fraction(votes, 2 * seats + 1)


def modified_sainte_lague(votes: int, seats: int) -> Fraction:
    """The quotient for the next seat: the first one is dearer, which keeps very small lists out.

    >>> [modified_sainte_lague(105, seats) for seats in range(3)]
    [Fraction(75, 1), Fraction(35, 1), Fraction(21, 1)]
    """
    return Fraction(5 * votes, 7) if seats == 0 else sainte_lague(votes, seats)


def _method(name: str, title: str, text: str, quotient: Callable[[int, int], Fraction]) -> Method:
    def count(question: Question) -> Result:
        return Apportionment(question).count(quotient, "the highest quotient")

    source = f"Balinski and Young, Fair Representation (2001), appendix A: {text}"
    return method_of_lists(name, title, source, count, VALIDATED)


METHODS = (
    _method("dhondt", "D'Hondt, for lists", "divisors 1, 2, 3, …", dhondt),
    _method("sainte-lague", "Sainte-Laguë, for lists", "divisors 1, 3, 5, …", sainte_lague),
    _method(
        "sainte-lague-modified",
        "Modified Sainte-Laguë, for lists",
        "divisors 1.4, 3, 5, …",
        modified_sainte_lague,
    ),
)
