"""What can a reader subscribe to? Atom feeds of the acts and the calls, and a calendar of days.

The times are those of the record: an entry was updated when the last act that touched it was entered,
never when the site was built, so the same record gives the same bytes (RFC 4287, RFC 5545).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from xml.sax.saxutils import escape, quoteattr

from qurultay.acts.book import EVER
from qurultay.acts.kinds import KINDS
from qurultay.portal.frame import frame_of
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Spoken
from qurultay.portal.values import Saying, Value
from qurultay.portal.views import days
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.ways import act_page
from qurultay.portal.voice import Voice

NEWEST = 50
"""How many entries a feed holds."""
YEARS = 5
"""For how many years to come the calendar names the count of an observance."""


def sheets(reading: Reading) -> Iterator[Spoken]:
    """Every feed and calendar, in every language: all acts, those on calls, and those of each kind there is."""
    kinds = [f"kind-{shelf.about}" for shelf in reading.lists.shelves() if shelf.sort == "kind"]
    for about in ("acts", "calls", *kinds):
        yield Spoken(f"feed/{about}.xml", partial(_feed, about))
    yield Spoken("calendar.ics", calendar)


def _feed(about: str, reading: Reading, voice: Voice) -> bytes:
    return atom(reading, voice, about)


def atom(reading: Reading, voice: Voice, about: str) -> bytes:
    """The newest acts as an Atom feed: all of them, those of one kind, or those that make, carry or answer calls."""
    frame = frame_of(reading)
    newest = [line_of(reading, number) for number in _numbers(reading, about)[-NEWEST:][::-1]]
    name = voice.plain(frame.name)
    title = voice.plain(_title(about))
    updated = max((_touched(reading, line.number) for line in newest), default=reading.acts.original(0).entered)
    own = f"{frame.address}/{voice.code}/feed/{about}.xml" if frame.address else f"{about}.xml"
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{voice.code}">',
        f"<id>{_tag(reading, f'{voice.code}/feed/{about}')}</id>",
        f"<title>{escape(f'{name}: {title}')}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<author><name>{escape(name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
        '<link rel="alternate" type="text/html" href="../acts/index.html"/>',
        *(row for line in newest for row in _entry(reading, voice, line)),
        "</feed>",
    ]
    return "\n".join(rows).encode() + b"\n"


def _numbers(reading: Reading, about: str) -> Sequence[int]:
    if about.startswith("kind-"):
        return reading.lists.acts_in("kind", about.removeprefix("kind-"))
    return range(len(reading.whole().entries)) if about == "acts" else sorted(set(_on_calls(reading)))


def _title(about: str) -> Saying:
    kind = about.removeprefix("kind-")
    if kind == about:
        return Saying("feed.acts" if about == "acts" else "nav.calls")
    return Saying(f"kinds.{kind}") if kind in KINDS else Saying.of("kind.unknown", kind=kind)


def _on_calls(reading: Reading) -> Iterable[int]:
    for call in reading.whole().calls.values():
        yield call.act
        yield from call.letters
        yield from (reply.act for reply in call.replies)


def _entry(reading: Reading, voice: Voice, line: Line) -> Iterator[str]:
    number = line.number
    yield "<entry>"
    yield f"<id>{_tag(reading, f'act/{number}')}</id>"
    yield f"<title>{number} · {escape(voice.plain(line.title))}</title>"
    yield f"<published>{_moment(reading.acts.original(number).entered)}</published>"
    yield f"<updated>{_moment(_touched(reading, number))}</updated>"
    yield f"<category term={quoteattr(reading.act(number).kind)} label={quoteattr(voice.plain(line.kind))}/>"
    yield f'<link rel="alternate" type="text/html" href="../{act_page(number)}"/>'
    told = [voice.plain(each) for each in (line.summary, *line.notes) if each]
    if told:
        yield f"<summary>{escape(' '.join(told))}</summary>"
    yield "</entry>"


def _touched(reading: Reading, number: int) -> int:
    """The second at which the last act that amended this one was entered, or its own."""
    held = reading.standing(number)
    by = [number, *held.corrected_by, *held.contested_by, *(each for _, each in held.withheld)]
    if held.annulled is not None:
        by.append(held.annulled.by)
    return max(reading.acts.original(each).entered for each in by)


def _tag(reading: Reading, what: str) -> str:
    """A name that never changes (RFC 4151), from the label, the year of the founding and the fingerprint."""
    identity = reading.identity()
    return f"tag:{identity.label},{reading.acts.original(0).act.date.year}:{identity.founding[:16]}/{what}"


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def calendar(reading: Reading, voice: Voice) -> bytes:
    """The days the body keeps, its sessions, and the days by which replies and pledges are due."""
    stamp = reading.acts.original(len(reading.whole().entries) - 1).entered
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Qurultay//Record//{voice.code.upper()}", "CALSCALE:GREGORIAN"]
    rows.append("X-WR-CALNAME:" + escaped(voice.plain(frame_of(reading).name)))
    for uid, first, last, rule, words in (*_kept(reading), *_sessions(reading), *_due(reading)):
        rows += [
            "BEGIN:VEVENT",
            f"UID:{uid}@{reading.identity().founding[:16]}.{reading.identity().label}",
            f"DTSTAMP:{datetime.fromtimestamp(stamp, UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
            *([f"RRULE:{rule}"] if rule else []),
            "SUMMARY:" + escaped(voice.plain(words)),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    rows.append("END:VCALENDAR")
    return "".join(folded(row) for row in rows).encode()


Event = tuple[str, date, date, str, Value]


def _kept(reading: Reading) -> Iterator[Event]:
    """Observances: each of the next years with its count, and then every year without one."""
    for kept in reading.whole().observances.values():
        name, uid, year = days.observance_name(reading, kept), kept.ref.replace("/", "-"), reading.today().year
        for ahead in range(YEARS):
            day = days.on_year(kept, year + ahead)
            if kept.proclaimed <= day <= kept.until:
                count = None if kept.counts_from is None else day.year - kept.counts_from
                words: Value = name if count is None else Saying.of("calendar.counted", name=name, count=count)
                yield f"{uid}-{day.year}", day, day, "", words
        after = days.on_year(kept, year + YEARS)
        if kept.until == EVER:
            yield uid, after, after, _every_year(kept.month, kept.day), name


def _every_year(month: int, day: int) -> str:
    """29 February is kept on the last day of February in common years (register law T11)."""
    return "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" if (month, day) == (2, 29) else "FREQ=YEARLY"


def _sessions(reading: Reading) -> Iterator[Event]:
    for session in reading.whole().sessions.values():
        name = reading.named(session.id)
        words: Value = name if name.words else session.id
        yield session.id.replace("/", "-"), session.opens, session.closes, "", words


def _due(reading: Reading) -> Iterator[Event]:
    book, today = reading.whole(), reading.today()
    for call in book.calls.values():
        if call.due is not None and call.state(today) in ("waiting", "no-reply"):
            whom = reading.named(call.operation.addressee or "")
            yield f"due-{call.ref.replace('/', '-')}", call.due, call.due, "", Saying.of("calendar.reply", whom=whom)
    for pledge in book.commitments.values():
        if pledge.due is not None and pledge.state(today) in ("pledged", "under-way", "overdue"):
            text = line_of(reading, pledge.act).title
            yield (
                f"due-{pledge.ref.replace('/', '-')}",
                pledge.due,
                pledge.due,
                "",
                Saying.of("calendar.pledge", text=text),
            )


def escaped(words: str) -> str:
    """Words as a property value: backslash, comma, semicolon and line breaks escaped (RFC 5545 §3.3.11)."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(plain, escaped)
    return words


def folded(row: str) -> str:
    """A content line cut so that none is longer than 75 octets, and no letter is cut in two (RFC 5545 §3.1).

    >>> folded("SUMMARY:" + "a" * 80).split("\\r\\n")[1]
    ' aaaaaaaaaaaaa'
    """
    lines, room, line = [], 75, b""
    for letter in row:
        data = letter.encode()
        if len(line) + len(data) > room:
            lines.append(line)
            line, room = b" ", 75
        line += data
    return b"\r\n".join([*lines, line]).decode() + "\r\n"
