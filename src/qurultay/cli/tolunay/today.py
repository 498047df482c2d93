"""The last chapter: a session that is open on the day on which somebody looks at the demonstration.

It is the one chapter whose days are not written down: they count from that day (`today.yaml`). It goes through the gate
like all others, so every act waits out its hold between its last signature and its entry, and nothing enters later
than now. The history that everybody can play again to the byte ends before it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

from qurultay.acts.book import Register
from qurultay.cli.tolunay.chronicle import HERE, Step, step_of
from qurultay.press.drafts import load

LATEST = timedelta(days=2)
"""No act of this chapter waits longer: all of them are ordinary."""
SESSION = "session/6"


def last_chapter(now: datetime, book: Register) -> Iterator[Step]:
    """The steps of the chapter; none where the days do not allow it: before the history is over, or after terms ran out."""
    today, least = now.astimezone(UTC).date(), datetime.fromtimestamp(book.entries[-1].entered, UTC)
    steps = [_step(name, fields) for name, fields in _written(today)]
    called = steps[0]
    # Who looks a few days after the history's last act sees a session that was called with less notice.
    steps[0] = replace(called, signed=max(called.signed, least + timedelta(hours=1)))
    if steps[0].signed + timedelta(days=1) <= steps[1].signed and _sits(book, today):
        yield from steps


def is_open(book: Register) -> bool:
    """Was the chapter played?"""
    return SESSION in book.sessions


def _sits(book: Register, today: date) -> bool:
    """Is everybody in office whom the chapter needs, on its first and on its last day?"""
    ends = (today - timedelta(days=20), today + timedelta(days=1))
    signing = ("post/speaker", "post/secretary")
    keys = [key for key in book.keys.values() if key.post in signing]
    return all(
        len(book.filled("body/assembly", day)) == len(book.seats_of("body/assembly", day))
        and all(any(key.post == post and key.in_force(day) for key in keys) for post in signing)
        for day in ends
    )


def _written(today: date) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, fields in load(HERE / "today.yaml").data.items():
        yield name, cast(dict[str, Any], _dated(fields, today))


def _step(name: str, fields: dict[str, Any]) -> Step:
    hour = datetime.combine(date.fromisoformat(fields.pop("day")), time(int(fields.pop("hour"))), UTC)
    return step_of(name, fields | {"signed": hour.strftime("%Y-%m-%d %H:%M")})


def _dated(value: Any, today: date) -> Any:
    """The same with `day-3` as the day three days before today."""
    if isinstance(value, dict):
        return {key: _dated(held, today) for key, held in value.items()}
    if isinstance(value, list):
        return [_dated(each, today) for each in value]
    if not value.startswith(("day-", "day+")):
        return value
    return (today + timedelta(days=int(value.removeprefix("day")))).isoformat()
