"""The law of correcting: from the present wording, by the act's own posts, and never what authority rests on."""

from collections.abc import Iterator
from datetime import date

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Change, Corrected
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.convening import Convened
from qurultay.acts.correcting import as_changed, field_value
from qurultay.acts.forms import day_in
from qurultay.acts.matter import Matter
from qurultay.acts.office import Vacated
from qurultay.tlog.errors import Refused


def correction(body: Corrected, named: list[int], matter: Matter) -> Iterator[Breach]:
    """A correction names one act, is signed by its own posts, and starts from what it says now (G2)."""
    if len(named) != 1:
        yield Breach("may-not-amend", "a correction names one act")
        return
    fields = [change.field for change in body.changes]
    if not fields or len(set(fields)) != len(fields):
        yield Breach("not-correctable", "say what is corrected, each field once")
        return  # or hundreds of changes of one field would each be tried on a text of hundreds of provisions
    yield from _own_posts(named[0], matter)
    for change in body.changes:
        yield from _change(change, named[0], matter)


def _own_posts(number: int, matter: Matter) -> Iterator[Breach]:
    """The posts that signed the act sign its correction, whoever holds them now (§5)."""
    book, day = matter.book, matter.act.date
    posts = [p for p in book.entries[number].act.signatories if p in book.posts and book.posts[p].until >= day]
    missing = [post for post in posts if post not in matter.act.signatories]
    if missing:
        yield Breach(
            "not-correctable",
            "act {number} is corrected by its own posts; {post} has not signed",
            number=number,
            post=missing[0],
        )


def _change(change: Change, number: int, matter: Matter) -> Iterator[Breach]:
    """`was` must be the present wording, which stops corrections that cross (G2)."""
    act, book, corrected = matter.act, matter.book, matter.book.entries[number].act
    try:
        present = field_value(corrected, change.field)
        as_changed(corrected, change)
    except Refused as bad:
        yield Breach("not-correctable", bad.sentence)
        return
    said = book.changes.get((number, change.field))
    present = said[-1][1] if said else present
    if present != change.was:
        yield Breach(
            "was-differs",
            "{field} reads {present!r} now, not {was!r}; correct that",
            field=change.field,
            present=present,
            was=change.was,
        )
    if change.field.startswith("parts.") and act.parts.get(change.field.removeprefix("parts.")) != change.now:
        yield Breach(
            "not-correctable", "{field}: give the corrected part under the same name in this act", field=change.field
        )
    elif change.field == "date":
        yield from _date(date.fromisoformat(change.now), number, matter)
    elif change.field == "body.number":
        yield from _label(change.now, book.series.get(change.now), book.unused.get(change.now), number)
    elif change.field in _FACTS:
        yield from _fact(change.now, number, book)
    elif change.field == "body.ordinal" and isinstance(corrected.body, Convened):
        yield from _label(change.now, book.ordinals.get((corrected.body.body, int(change.now))), None, number)


_FACTS = ("body.happened", "body.bears", "body.received", "body.as_of")
"""Fields that say when something was: not after the act that says so."""


def _fact(now: str, number: int, book: Register) -> Iterator[Breach]:
    """What happened, happened before the act that tells it, on a day there is, and to somebody in office."""
    corrected = book.entries[number].act
    day = day_in(now)
    if now > corrected.date.isoformat()[: len(now)] or (len(now) == 10 and day is None):
        yield Breach("not-correctable", "an act of {date} cannot tell of {now}", date=corrected.date, now=now)
    elif isinstance(corrected.body, Vacated) and day is not None and not _held(corrected.body, day, book):
        yield Breach(
            "not-correctable",
            "{person} did not hold {place} on {now}",
            person=corrected.body.person,
            place=corrected.body.place,
            now=now,
        )


def _held(body: Vacated, day: date, book: Register) -> bool:
    return any(
        tenure.person == body.person and tenure.from_ <= day <= tenure.granted_until
        for tenure in book.tenures.get(body.place, ())
    )


def _label(label: str, of: int | None, unused: int | None, number: int) -> Iterator[Breach]:
    """A corrected label leaves the old one as an alias for ever, so it can go to nobody else (T12)."""
    if of not in (None, number):
        yield Breach("label-again", "{label} is act {of}; a number is never used again (T12)", label=label, of=of)
    if unused is not None:
        yield Breach("label-again", "{label} was given up as unused by act {unused} (T13)", label=label, unused=unused)


def _date(new: date, number: int, matter: Matter) -> Iterator[Breach]:
    """Both dates must pass the rules of time and authority, T1 to T4."""
    book, corrected = matter.book, matter.book.entries[number].act
    if new > book.entry_day(book.entries[number]):
        yield Breach(
            "not-correctable", "act {number} cannot bear {new}: it was entered before that day", number=number, new=new
        )
    if any(new < book.entries[n].act.date for n in _rests_on(corrected)):
        yield Breach(
            "not-correctable",
            "act {number} cannot bear {new}: that is before what it rests on (T3)",
            number=number,
            new=new,
        )
    if any(new > book.entries[n].act.date for n in _resting(number, book)):
        yield Breach(
            "not-correctable",
            "act {number} cannot bear {new}: that is after what rests on it (T3)",
            number=number,
            new=new,
        )
    if isinstance(corrected.body, Vacated) and corrected.body.happened is None and not _held(corrected.body, new, book):
        yield Breach(
            "not-correctable",
            "{person} did not hold {place} on {new}",
            person=corrected.body.person,
            place=corrected.body.place,
            new=new,
        )
    for post in corrected.signatories:
        then, now = book.holder(post, corrected.date), book.holder(post, new)
        if post in book.posts and (now is None or then is None or now.person != then.person):
            yield Breach(
                "not-correctable",
                "act {number} cannot bear {new}: its signers did not hold {post} then (T4)",
                number=number,
                new=new,
                post=post,
            )


_RESTING = ("amends", "replaces", "answers")


def _rests_on(act: Act) -> list[int]:
    named = [ref.number for ref in act.refs if ref.relation in _RESTING]
    return [number for number in (number_in(act.basis or ""), *named) if number >= 0]


def _resting(number: int, book: Register) -> list[int]:
    named = [n for n in book.named_by.get(number, ()) if number in _rests_on(book.entries[n].act)]
    return [*named, *book.resting_on.get(f"act/{number}", ())]
