"""Which days does the body keep, and what comes next? Observances with their year count, sessions and dates falling due."""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qurultay.acts.book import EVER, Observance
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Link, MonthDay, Saying, Table, Value
from qurultay.portal.views.ways import leading, to_target
from qurultay.portal.views.wording import written


@dataclass(frozen=True, slots=True)
class Date:
    """A day to come, and what is on it."""

    day: date
    what: Value


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The page of the days that are kept."""
    yield Sheet("observances.html", observances_page)


def observances_page(reading: Reading) -> Page:
    """Every day the body keeps each year."""
    day = reading.today()
    held = sorted(reading.whole().observances.values(), key=lambda o: (o.month, o.day))
    rows = tuple(
        (
            MonthDay(date(2000, each.month, each.day)), observance_name(reading, each), since(each),
            kept_next(each, day), to_target(reading, each.ref),
        )
        for each in held
    )  # fmt: skip
    table = Table(Saying("observances.title"), ("day", "observance", "counts", "next", "text"), rows, 1)
    return Page(
        template="list.html", section="follow", title=Saying("observances.title"), about=Saying.of("observances.lede", day=day),
        view={
            "tables": (table,) if rows else (), "empty": Saying("observances.none"),
            "links": (Link("calendar.ics", Saying("feed.calendar")),),
        },
    )  # fmt: skip


def observance_name(reading: Reading, observance: Observance) -> Value:
    """What an observance is called: its own name, else the heading of its provision, else where it stands."""
    number, label = int(observance.ref.split("/")[1]), observance.ref.split("/")[3]
    own = reading.phrase(number, f"name.observance-{label}")
    if own:
        return own
    heads = []
    for language, words in reading.phrase(number, "text"):
        found = next((p.heading for p in written(words).provisions if p.label == label), "")
        if found:
            heads.append((language, found))
    return tuple(heads) or Saying.of("observance.of", number=number, label=label)


def since(observance: Observance) -> Value | None:
    """From which year the years are counted."""
    return observance.counts_from


def on_year(observance: Observance, year: int) -> date:
    """The day of an observance in a year; 29 February is kept on the 28th in common years (register law T11).

    >>> on_year(Observance(ref="act/1/provision/1/operation/1", month=2, day=29, counts_from=None,
    ...                    proclaimed=date(2024, 1, 1)), 2027)
    datetime.date(2027, 2, 28)
    """
    day = 28 if (observance.month, observance.day) == (2, 29) and not isleap(year) else observance.day
    return date(year, observance.month, day)


def kept_next(observance: Observance, after: date) -> Value | None:
    """The next time an observance is kept, with its year count."""
    day = next_day(observance, after)
    return None if day is None else counted(observance, day)


def next_day(observance: Observance, after: date) -> date | None:
    """The next day after a day on which an observance is kept; none where it has ended."""
    day = on_year(observance, after.year)
    if day <= after:
        day = on_year(observance, after.year + 1)
    return day if day <= observance.until else None


def counted(observance: Observance, day: date) -> Value:
    """A day on which an observance is kept, and which anniversary it is."""
    if observance.counts_from is None:
        return day
    return Saying.of("observance.counted", day=day, count=day.year - observance.counts_from)


def coming(reading: Reading, most: int) -> tuple[Date, ...]:
    """The next days after the last act: sessions called, days kept, replies and pledges falling due."""
    book, day = reading.whole(), reading.today()
    found = [
        Date(s.opens, Saying.of("next.session", session=leading(reading, s.id)))
        for s in book.sessions.values()
        if s.opens > day
    ]
    for kept in book.observances.values():
        if (next_ := next_day(kept, day)) is not None and kept.until == EVER:
            found.append(Date(next_, _observed(reading, kept, next_)))
    for call in book.calls.values():
        if call.due is not None and call.due > day and call.state(day) == "waiting":
            found.append(Date(call.due, Saying.of("next.reply", call=to_target(reading, call.ref))))
    for pledge in book.commitments.values():
        if pledge.due is not None and pledge.due > day and pledge.state(day) in ("pledged", "under-way"):
            found.append(Date(pledge.due, Saying.of("next.pledge", pledge=to_target(reading, pledge.ref))))
    return tuple(sorted(found, key=lambda each: each.day)[:most])


def _observed(reading: Reading, kept: Observance, day: date) -> Value:
    name, where = observance_name(reading, kept), to_target(reading, kept.ref)
    if kept.counts_from is None:
        return Saying.of("next.observance", name=name, text=where)
    return Saying.of("next.observance-counted", name=name, text=where, count=day.year - kept.counts_from)
