"""The hour of something, by the clock of the session's place and in UTC; and hours as forms give them (T8)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from qurultay.portal.values import Saying, Value
from qurultay.secretariat.frame.order import OutOfOrder


def when(moment: datetime, zone: str) -> Saying:
    """A moment as everybody reads it: there, and in UTC, with the day where it is another."""
    there, utc = moment.astimezone(ZoneInfo(zone)), moment.astimezone(UTC)
    if zone == "UTC":
        return Saying.of("chamber.clock.utc", day=utc.date(), time=f"{utc:%H:%M}")
    other = "other-day" if utc.date() != there.date() else "same-day"
    places: dict[str, Value] = {"day": there.date(), "time": f"{there:%H:%M}", "zone": zone, "utc": f"{utc:%H:%M}"}
    if other == "other-day":
        places["utc_day"] = utc.date()
    return Saying.of(f"chamber.clock.{other}", **places)


def typed_moment(words: str, zone: str) -> datetime | None:
    """The moment that was typed, by the clock of that place; None where nothing was. Raises `OutOfOrder`.

    An hour that the clock skips when summer time begins is refused; one that it shows twice is the first.
    """
    if not words.strip():
        return None
    try:
        naive = datetime.fromisoformat(words.strip())
        moment = naive.replace(tzinfo=ZoneInfo(zone)) if naive.tzinfo is None else naive
        there = moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise OutOfOrder("chamber.out.session.moment") from None
    if naive.tzinfo is None and there != naive:
        raise OutOfOrder("chamber.out.session.skipped-hour", zone=zone)
    return moment


def typed_day(words: str) -> date:
    """The day that was typed. Raises `OutOfOrder`."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        raise OutOfOrder("chamber.out.session.day") from None


def field(moment: datetime | None, zone: str) -> str:
    """A moment as a field of a form holds it."""
    return "" if moment is None else f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
