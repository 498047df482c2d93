"""How letters, replies, stops and names enter the register."""

from dataclasses import replace

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amending import Contested
from qurultay.acts.book import Call, Letter, Register, Reply
from qurultay.acts.standing import UNTOUCHED
from qurultay.acts.writing import Issued, ReplyRecorded


def issue(book: Register, entry: Entry, body: Issued) -> None:
    """A letter leaves: it carries calls of adopted texts, and may make calls of its own."""
    carries = entry.act.targets("carries")
    book.letters[entry.number] = Letter(
        number=entry.number,
        issued=body,
        date=entry.act.date,
        issuers=entry.act.issuers,
        carries=carries,
        annulled=book.fallen.get(entry.ref),
    )
    if body.number is not None:
        book.series.setdefault(body.number, entry.number)
    for number, operation in enumerate(body.calls, 1):
        ref = f"{entry.ref}/call/{number}"
        due = operation.due or body.reply_by
        book.calls[ref] = Call(
            ref=ref, act=entry.number, operation=operation, asked=entry.act.date, due=due, letters=(entry.number,)
        )
    for target in carries:
        if target in book.calls:
            call = book.calls[target]
            due = call.due or body.reply_by
            book.calls[target] = replace(call, letters=(*call.letters, entry.number), due=due)


def record_reply(book: Register, entry: Entry, body: ReplyRecorded) -> None:
    """A reply came: it answers letters, call by call."""
    book.replies[entry.number] = body
    if entry.ref in book.fallen:
        return
    for target in entry.act.targets("answers"):
        number = number_in(target)
        if number in book.letters:
            letter = book.letters[number]
            book.letters[number] = replace(letter, replies=(*letter.replies, entry.number))
    for answer in body.answers:
        if answer.call in book.calls:
            call = book.calls[answer.call]
            reply = Reply(act=entry.number, grade=answer.grade, received=body.received)
            book.calls[answer.call] = replace(call, replies=(*call.replies, reply))


def note_stop(book: Register, entry: Entry, body: Contested) -> None:
    """A draft was stopped by naming its text's SHA-256: it needs one signature more (design §3a.5)."""
    if body.draft is not None and body.step == "opened":
        book.stopped.setdefault(body.draft, []).append(entry.number)


def note_names(book: Register, entry: Entry) -> None:
    """Which act last gave a name: an index of part names and hashes, not of words (R8)."""
    withheld = {name for name, _ in book.standing.get(entry.number, UNTOUCHED).withheld}
    for name, digest in entry.act.parts.items():
        if name.startswith("name.") and name not in withheld:
            book.names[name] = (entry.number, digest)
