"""Largest remainder: a seat for every whole quota, and those left over to the largest rests.

Balinski and Young, Fair Representation (2nd ed. 2001), appendix A (Hamilton's method); Gallagher, Electoral Studies 11
(1992). V are the votes of the lists that reached the threshold, S the seats:

    Hare quota     V ÷ S, exactly
    Droop quota    V ÷ (S + 1), decimals ignored, plus one

A list with v votes and s seats claims its next seat with v - s × quota: every whole quota claims more than any rest.
"""

from collections.abc import Callable
from fractions import Fraction

from qurultay.counting.apportionment import Apportionment, method_of_lists
from qurultay.counting.rule import Method, Question, Result

VALIDATED = "votelib's `LargestRemainder`, 2,000 drawn elections without ties, of S × (S + 1) votes or more for S seats"


def hare(votes: int, seats: int) -> Fraction:
    """The quota.

    >>> hare(100, 3)
    Fraction(100, 3)
    """
    return Fraction(votes, seats)


def droop(votes: int, seats: int) -> Fraction:
    """The quota.

    >>> droop(100, 3), droop(99, 2)
    (Fraction(26, 1), Fraction(34, 1))
    """
    return Fraction(votes // (seats + 1) + 1)


def _method(name: str, title: str, text: str, quota: Callable[[int, int], Fraction]) -> Method:
    def count(question: Question) -> Result:
        counted = Apportionment(question)
        admitted = sum(each.votes for each in counted.admitted)
        share = quota(admitted, counted.seats)
        return counted.count(lambda votes, won: votes - won * share, "the most votes left over", share)

    source = f"Balinski and Young, Fair Representation (2001), appendix A, and Gallagher (1992): {text}"
    return method_of_lists(name, title, source, count, VALIDATED)


METHODS = (
    _method("hare", "Largest remainder with the Hare quota, for lists", "quota V ÷ S", hare),
    _method("droop", "Largest remainder with the Droop quota, for lists", "quota V ÷ (S + 1) + 1", droop),
)
