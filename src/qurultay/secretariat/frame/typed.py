"""What a form gives: numbers, which name a row or none, or count something or are refused; and words in several languages."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from qurultay.secretariat.frame.order import OutOfOrder

Row = TypeVar("Row", bound=Model)
MOST_DIGITS = 15
"""More than any row has; Python reads no number of thousands of figures, and no database keeps one of twenty."""


def row_number(typed: str) -> int | None:
    """The number of a row, or None for whatever is none.

    >>> row_number("12"), row_number(""), row_number("-1"), row_number("9" * 5000)
    (12, None, None, None)
    """
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else None


def is_row_number(number: int) -> bool:
    """Could a row have this number? An address may hold any, and statements written by hand bind what no column keeps.

    >>> is_row_number(7), is_row_number(10**15)
    (True, False)
    """
    return 0 <= number < int(10**MOST_DIGITS)


def chosen_row(rows: QuerySet[Row], typed: str) -> Row | None:
    """The row that was chosen by its number, or None where none of these has it."""
    number = row_number(typed)
    return None if number is None else rows.filter(pk=number).first()


def amount(typed: str, otherwise: OutOfOrder, *, least: int = 0, most: int = 999_999) -> int | None:
    """How many somebody typed, in the figures of any script; None where the field was left empty.

    >>> otherwise = OutOfOrder("frame.out.too-long", most=6)
    >>> amount(" 12 ", otherwise), amount("١٢", otherwise), amount(" ", otherwise)
    (12, 12, None)

    Raises `otherwise` for what is no number, and for one below `least` or above `most`.
    """
    if not typed.strip():
        return None
    number = row_number(typed.strip())
    if number is None or not least <= number <= most:
        raise otherwise
    return number


def in_tongues(typed: Mapping[str, str], name: str) -> dict[str, str]:
    """What was typed into the fields `NAME.LANGUAGE` of a form."""
    return {key.partition(".")[2]: said for key, said in typed.items() if key.startswith(f"{name}.")}
