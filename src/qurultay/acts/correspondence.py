"""How letters, replies, stops and names enter the register."""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date, timedelta

from qurultay.acts.act import Entry, Unknown, number_in
from qurultay.acts.amending import Contested, Corrected, Withheld
from qurultay.acts.book import Call, Letter, Register, Reply
from qurultay.acts.convening import Convened
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded


def issue(book: Register, entry: Entry, body: Issued) -> None:
    """A letter leaves: it carries calls of adopted texts, and may make calls of its own."""
    act, number = entry.act, entry.number
    carries = act.targets("carries")
    book.letters[number] = Letter(
        number=number,
        issued=body,
        date=act.date,
        issuers=act.issuers,
        carries=carries,
        annulled=book.fallen.get(entry.ref) if book.fallen else None,
        lapses=_lapses(book, entry, body),
    )
    if body.number is not None:
        book.series.setdefault(body.number, number)
        book.unused |= {f"{series_of(body.number)}/{each}": number for each in body.unused}
    for each, operation in enumerate(body.calls, 1):
        ref = f"{entry.ref}/call/{each}"
        due = operation.due or body.reply_by
        book.calls[ref] = Call(ref=ref, act=number, operation=operation, asked=act.date, due=due, letters=(number,))
    if book.fallen:
        end_own_calls(book, entry, body)
    for target in carries:
        if (call := book.calls.get(target)) is not None:
            book.calls[target] = replace(call, letters=(*call.letters, number), due=call.due or body.reply_by)


def series_of(number: str) -> str:
    """The series a number belongs to.

    >>> series_of("letter/2026/14")
    'letter/2026'
    """
    return number.rsplit("/", 1)[0]


def lapse_again(book: Register, number: int) -> None:
    """A warning was confirmed, or its confirmation fell: it lasts, or lapses again."""
    letter = book.letters.get(number)
    if letter is not None:
        book.letters[number] = replace(letter, lapses=_lapses(book, book.entries[number], letter.issued))


def _lapses(book: Register, entry: Entry, body: Issued) -> date | None:
    """A warning is a notice: it lapses after 30 days unless confirmed (register law §3)."""
    if body.form != "warning" or book.standing_of(entry.number).confirmed_by is not None:
        return None
    return entry.act.date + timedelta(days=book.rules_on(entry.act.date).rules.notice_days)


def end_own_calls(book: Register, letter: Entry, body: Issued) -> None:
    """What an annulled letter asked on its own account never arose, or is asked no more (edges: operation)."""
    fall = book.fallen.get(letter.ref)
    ended = None if fall is None else letter.act.date if fall.from_ == "the-start" else fall.day
    for number in range(1, len(body.calls) + 1):
        call = book.calls[f"{letter.ref}/call/{number}"]
        if call.ended != ended:
            book.calls[call.ref] = replace(call, ended=ended, ended_how="annulled" if ended else None)


def record_reply(book: Register, entry: Entry, body: ReplyRecorded) -> None:
    """A reply came: it answers letters, call by call."""
    book.replies[entry.number] = body
    if entry.ref in book.fallen:
        return
    for target in entry.act.targets("answers"):
        letter = book.letters.get(number_in(target))
        if letter is not None:
            book.letters[letter.number] = replace(letter, replies=(*letter.replies, entry.number))
    for answer in body.answers:
        call = book.calls.get(answer.call)
        if call is not None:
            reply = Reply(act=entry.number, grade=answer.grade, received=body.received)
            book.calls[answer.call] = replace(call, replies=(*call.replies, reply))


def note_stop(book: Register, entry: Entry, body: Contested) -> None:
    """A draft was stopped by naming its text's SHA-256: it needs one signature more (design §3a.5)."""
    if body.draft is not None and body.step == "opened":
        book.stopped.setdefault(body.draft, []).append(entry.number)


def note_alias(book: Register, entry: Entry, body: Corrected) -> None:
    """A corrected number leaves the old one as an alias that resolves for ever, and neither is free again (T12)."""
    number = number_in(entry.act.targets("amends")[0])
    meeting = book.entries[number].act.body
    for change in body.changes:
        for label in (change.was, change.now):
            if change.field == "body.number":
                book.series.setdefault(label, number)
            elif change.field == "body.ordinal" and isinstance(meeting, Convened) and label.isdecimal():
                book.ordinals.setdefault((meeting.body, int(label)), number)


def note_names(book: Register, entry: Entry) -> None:
    """Which act last gave a name: an index of part names and hashes, not of words (R8).

    A name that was withheld is gone: no earlier act that gave it too speaks in its place (G6).
    """
    if entry.act.parts:
        for name, digest in names_given(entry, book.named):
            book.names[name] = (entry.number, digest)
        book.named |= {name.split(".")[1] for name in entry.act.parts if name.startswith("name.")}
    if isinstance(entry.act.body, Withheld) and entry.ref not in book.fallen:
        numbers = {number_in(target) for target in entry.act.targets("amends")}
        for name in entry.act.body.names:
            if name not in entry.act.parts and book.names.get(name, (-1, ""))[0] in numbers:
                del book.names[name]


def names_given(entry: Entry, named: Container[str]) -> Iterator[tuple[str, str]]:
    """The names that an act gives, each with the hash of its part; `named` are the subjects that had one before.

    Of an act of an unknown kind nobody can say who signed it, so it names nobody; an older document names only persons
    who have no name in the record.
    """
    if isinstance(entry.act.body, Unknown):
        return
    older = isinstance(entry.act.body, Deposited)
    for name, digest in entry.act.parts.items():
        subject = name.split(".")[1] if name.startswith("name.") else ""
        if subject and not (older and subject.startswith("person-") and subject in named):
            yield name, digest
