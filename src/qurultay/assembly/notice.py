"""How long before a sitting must it be called? Days are clear days.

Neither the day of the notice nor the day of the sitting counts (register law T10), so that "seven days'
notice" gives everybody seven whole days, whatever the hour of the notice and of the sitting.
"""

from datetime import date, timedelta


def clear_days(called: date, sitting: date) -> int:
    """How many whole days lie between the call and the sitting.

    >>> clear_days(date(2026, 6, 1), date(2026, 6, 9)), clear_days(date(2026, 6, 1), date(2026, 6, 1))
    (7, 0)
    """
    return max(0, (sitting - called).days - 1)


def latest_call(sitting: date, wanted: int) -> date:
    """The last day on which a call for that sitting still gives so many clear days.

    >>> latest_call(date(2026, 6, 9), 7)
    datetime.date(2026, 6, 1)
    """
    return sitting - timedelta(days=wanted + 1)


def notice_mended(*, filled: int, present: int, objecting: int, confirmed: bool) -> bool:
    """Does a sitting called with wrong notice stand? Only if every filled seat was there and none objected (V23).

    Otherwise it is void, unless the next duly called sitting confirms what it did.

    >>> notice_mended(filled=39, present=39, objecting=0, confirmed=False)
    True
    >>> notice_mended(filled=39, present=38, objecting=0, confirmed=False)
    False
    """
    return confirmed or (present == filled > 0 and objecting == 0)
