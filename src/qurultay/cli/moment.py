"""What time it is, asked here and nowhere else, and how moments and days are said."""

import time
from datetime import UTC, date, datetime

from typer import BadParameter

from qurultay.acts.act import civil_date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def now() -> int:
    """The second it is."""
    return int(time.time())


def today(offset: str = "+00:00") -> date:
    """The civil date at an offset from UTC, such as that of a record's seat."""
    return civil_date(now(), offset)


def said(seconds: int) -> str:
    """A moment, in words and in UTC.

    >>> said(1773567000)
    '15 March 2026 at 09:30 UTC'
    """
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{day_said(moment.date())} at {moment:%H:%M} UTC"


def day_said(day: date) -> str:
    """A day in words.

    >>> day_said(date(2026, 3, 15))
    '15 March 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_of(words: str) -> date:
    """The day somebody typed. Raises `typer.BadParameter`."""
    try:
        if len(words) == 10:
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise BadParameter(f"write a day as YYYY-MM-DD, not {ascii(words)[:40]}.")
