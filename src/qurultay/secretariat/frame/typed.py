"""What a form gives where the number of a row is expected: hostile or clumsy, it names a row or none."""

MOST_DIGITS = 15
"""More than any row has; Python reads no number of thousands of figures, and no database keeps one of twenty."""


def row_number(typed: str) -> int | None:
    """The number of a row, or None for whatever is none.

    >>> row_number("12"), row_number(""), row_number("-1"), row_number("9" * 5000)
    (12, None, None, None)
    """
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None
