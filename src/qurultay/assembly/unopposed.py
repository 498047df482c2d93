"""What if there is one candidate? Yes or no; acclamation only by rule (register law V10)."""

from typing import Literal

from qurultay.assembly.majority import reached

Unopposed = Literal["elected", "nominate-again"]


def unopposed(*, yes: int, no: int) -> Unopposed:
    """More yes than no elects; anything else opens nominations again, a tie too.

    >>> unopposed(yes=14, no=16), unopposed(yes=16, no=14), unopposed(yes=15, no=15)
    ('nominate-again', 'elected', 'nominate-again')
    """
    return "elected" if reached(yes, yes + no, 1, 2, "more-than") else "nominate-again"
