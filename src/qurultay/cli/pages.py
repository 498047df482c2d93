"""The register's pages on a terminal. An empty page says what makes something appear on it."""

from datetime import date

from qurultay.acts.acting import acting
from qurultay.acts.book import EVER, Call, Commitment, Register, Tenure
from qurultay.cli import moment, screen
from qurultay.cli.wording import Wording


def say_register(book: Register, day: date, words: Wording) -> None:
    """All pages, one after the other."""
    screen.say(f"{book.label}, founded as {book.founding}", f"on {moment.day_said(day)}, by {book.size} acts", "")
    _page("bodies", _bodies(book, day, words), "No bodies yet.")
    _page("offices", _offices(book, day, words), "No offices yet; a founding or an establishing act makes them.")
    _page("seats", _seats(book, day, words), "No seats yet.")
    _page("sessions", _sessions(book, words), "No sessions yet. One appears when it is convened.")
    _page("texts in force", _texts(book, day, words), "No texts in force. One appears when it is adopted.")
    _page("pledges", _pledges(book, day, words), "No pledges yet. One appears when an adopted text makes it.")
    _page(
        "calls", _calls(book, day, words), "No calls yet. One appears when an adopted text asks somebody for something."
    )
    _page("letters", _letters(book, words), "No letters yet. One appears when it is issued.")
    _page("days kept", _observances(book, day, words), "No days are kept yet.")
    _page("in question", _questions(book, day), "Nothing is in question.")


def _page(title: str, rows: list[tuple[str, str]], empty: str) -> None:
    screen.say(title)
    if rows:
        screen.tell(rows, "  ")
    else:
        screen.say(f"  {empty}")
    screen.say("")


def _named(subject: str, words: Wording) -> str:
    name = words.name(subject)
    return screen.foreign(name) if name else subject


def _bodies(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [o for o in book.organisations.values() if o.from_ <= day <= o.until]
    return [(o.what.id, f"{o.what.form} {_name_if_any(o.what.id, words)}".strip()) for o in live]


def _name_if_any(subject: str, words: Wording) -> str:
    name = words.name(subject)
    return screen.foreign(name) if name else ""


def _offices(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [post for post, state in book.posts.items() if state.from_ <= day <= state.until]
    return [(post, _held(book.holder(post, day), day, words) + _acts(book, post, day, words)) for post in live]


def _acts(book: Register, post: str, day: date, words: Wording) -> str:
    """Who acts for the post, computed and never chosen, and until when a session must be called (A8)."""
    found = acting(book, post, day)
    if found is None:
        return ""
    who = f"{found.person} {_name_if_any(found.person, words)}".rstrip()
    return f"; {who} acts, through {found.through}, since {found.since}; a session is due by {found.convene_by}"


def _held(tenure: Tenure | None, day: date, words: Wording) -> str:
    if tenure is None:
        return "vacant"
    over = "" if tenure.runs_on(day) else ", holding over"
    impeded = f", impeded since {tenure.impeded_since}" if tenure.impeded_since else ""
    until = "" if tenure.until == EVER else f" until {tenure.until}"
    over += ", caretaker" if tenure.caretaker else ""
    over += f", held de facto (annulled by act {tenure.de_facto_by})" if tenure.de_facto_by is not None else ""
    return f"since {tenure.from_}{until}{over}{impeded}, {tenure.person} {_name_if_any(tenure.person, words)}".rstrip(
        ", "
    )


def _seats(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    rows = []
    for body in dict.fromkeys(seat.body for seat in book.seats.values()):
        filled = {seat.id for seat in book.filled(body, day)}
        seats = book.seats_of(body, day)
        rows.append((body, f"{len(filled)} of {len(seats)} filled"))
        for community in dict.fromkeys(seat.community for seat in seats if seat.community):
            own = [seat.id for seat in seats if seat.community == community]
            rows.append((f"  {community}", f"{len(filled & set(own))} of {len(own)} filled"))
    return rows


def _sessions(book: Register, words: Wording) -> list[tuple[str, str]]:
    return [
        (
            s.id,
            f"{s.opens} to {s.closes}, {'closed' if s.closed is not None else 'open' if s.opened is not None else 'convened'}"
            + (f", called again after {s.call.second_of}" if s.call.second_of is not None else ""),
        )
        for s in book.sessions.values()
    ]


def _texts(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [t for t in book.texts.values() if t.from_ <= day <= t.until and t.annulled is None]
    return [
        (
            f"act {t.number}",
            f"{t.adopted.text} of {t.adopted_on}, {len(t.provisions)} provisions {_title(book, t.number, words)}".rstrip(),
        )
        for t in live
    ]


def _title(book: Register, number: int, words: Wording) -> str:
    title = words.titled(book.entries[number])
    return screen.foreign(title) if title else ""


def _pledges(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    return [(ref, f"{c.state(day)}{_by(c)}") for ref, c in book.commitments.items() if c.made <= day]


def _by(what: Commitment | Call) -> str:
    return f", due {what.due}" if what.due is not None else ""


def _calls(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    return [
        (ref, f"{c.state(day)}{_by(c)}, of {_named(c.operation.addressee or 'everybody', words)}")
        for ref, c in book.calls.items()
        if c.asked <= day
    ]


def _letters(book: Register, words: Wording) -> list[tuple[str, str]]:
    return [
        (
            f"act {letter.number}",
            f"{letter.issued.form} of {letter.date}, replies {len(letter.replies)}, "
            f"to {_named(letter.issued.addressee or 'everybody', words)}",
        )
        for letter in book.letters.values()
        if letter.annulled is None
    ]


def _observances(book: Register, day: date, words: Wording) -> list[tuple[str, str]]:
    live = [o for o in book.observances.values() if o.proclaimed <= day <= o.until]
    return [(o.ref, f"every year on {o.day} {moment.MONTHS[o.month - 1]}") for o in live]


def _questions(book: Register, day: date) -> list[tuple[str, str]]:
    return [
        (f"act {number}", f"{q.state(day)}, because of act {q.because}")
        for number, q in book.questions.items()
        if book.doubt(number)
    ]
