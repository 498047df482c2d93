"""Who presides? Nobody over their own election, removal or contest (register law V25)."""

from collections.abc import Sequence, Set


def presiding(line: Sequence[str], *, present: Set[str], interested: Set[str]) -> str | None:
    """The first in the line of succession who is there and has no interest in the question; None if there is nobody.

    >>> presiding(["speaker", "deputy"], present={"speaker", "deputy"}, interested={"speaker"})
    'deputy'
    """
    return next((person for person in line if person in present and person not in interested), None)
