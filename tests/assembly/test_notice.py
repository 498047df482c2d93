"""Notice is counted in clear days (register law T10)."""

from datetime import date

from qurultay.assembly.notice import clear_days


def test_clear_days_count_neither_the_day_of_the_notice_nor_that_of_the_sitting() -> None:
    days = [clear_days(date(2026, 2, 26), date(2026, 3, n)) for n in (1, 2, 3)]
    assert days == [2, 3, 4]


def test_a_sitting_called_for_today_or_tomorrow_has_no_clear_day_before_it() -> None:
    assert [clear_days(date(2026, 3, 2), date(2026, 3, n)) for n in (1, 2, 3)] == [0, 0, 0]
