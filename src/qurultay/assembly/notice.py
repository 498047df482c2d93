"""How long before a sitting must it be called? Days are clear days.

Neither the day of the notice nor the day of the sitting counts (register law T10), so that "seven days'
notice" gives everybody seven whole days, whatever the hour of the notice and of the sitting.
"""

from datetime import date


def clear_days(called: date, sitting: date) -> int:
    """How many whole days lie between the call and the sitting.

    >>> clear_days(date(2026, 6, 1), date(2026, 6, 9)), clear_days(date(2026, 6, 1), date(2026, 6, 1))
    (7, 0)
    """
    return max(0, (sitting - called).days - 1)
