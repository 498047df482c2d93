"""What followed an act: every later act that refers to it, or that carries on what it began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qurultay.acts.act import Entry
from qurultay.acts.book import Register
from qurultay.acts.convening import Closed, Opened
from qurultay.acts.following import Position


@dataclass(frozen=True, slots=True)
class Follow:
    """A later act, how it relates, and to what exactly: the act, a provision or an operation of it."""

    relation: str
    number: int
    target: str


def followers(entries: Sequence[Entry], book: Register) -> list[list[Follow]]:
    """For every act, the later acts that follow it, in order; each once for each relation and target."""
    found: list[dict[Follow, None]] = [{} for _ in entries]
    for number, follow in (*_references(entries), *_offices(book), *_meetings(entries, book), *_elections(book)):
        if 0 <= number < follow.number:
            found[number][follow] = None
    return [sorted(row, key=lambda follow: follow.number) for row in found]


def _references(entries: Iterable[Entry]) -> Iterable[tuple[int, Follow]]:
    for entry in entries:
        for ref in entry.act.refs:
            yield ref.number, Follow(ref.relation, entry.number, ref.target)


def _offices(book: Register) -> Iterable[tuple[int, Follow]]:
    """Who was elected or appointed took office; how the tenure ended."""
    for tenures in book.tenures.values():
        for tenure in tenures:
            if tenure.took_office is not None:
                yield tenure.source, Follow("office", tenure.took_office, tenure.place)


def _meetings(entries: Iterable[Entry], book: Register) -> Iterable[tuple[int, Follow]]:
    """What was done in a session follows the act that called it."""
    for entry in entries:
        session = book.sessions.get(session_of(entry) or "")
        if session is not None:
            yield session.convened, Follow("session", entry.number, session.id)


def _elections(book: Register) -> Iterable[tuple[int, Follow]]:
    """A ballot box closes and gives a result."""
    for election in book.elections.values():
        for number in (election.closed, election.result):
            if number is not None:
                yield election.opened, Follow("election", number, election.id)


@dataclass(frozen=True, slots=True)
class Dealings:
    """What there is between the body and one addressee: calls, letters, replies, positions taken."""

    calls: tuple[str, ...]
    letters: tuple[int, ...]
    replies: tuple[int, ...]
    positions: tuple[tuple[int, Position], ...]


def dealings(book: Register) -> dict[str, Dealings]:
    """Everybody outside who was asked, written to, has answered or taken a position, in the order of the acts."""
    found: dict[str, tuple[list[str], list[int], list[int], list[tuple[int, Position]]]] = {}

    def of(ref: str | None) -> tuple[list[str], list[int], list[int], list[tuple[int, Position]]]:
        return found.setdefault(ref or "", ([], [], [], []))

    for call in book.calls.values():
        of(call.operation.addressee)[0].append(call.ref)
    for letter in book.letters.values():
        of(letter.issued.addressee)[1].append(letter.number)
    for number, reply in book.replies.items():
        of(reply.from_)[2].append(number)
    for (actor, _, _), held in book.positions.items():
        of(actor)[3].append(held)
    outside = {ref: rows for ref, rows in found.items() if ref.startswith(("addressee/", "class/"))}
    return {ref: Dealings(*(tuple(row) for row in rows)) for ref, rows in outside.items()}  # type: ignore[arg-type]  # each row as it was


def session_of(entry: Entry) -> str | None:
    """The session an act was done in, opened or closed, if it names one."""
    body = entry.act.body
    if isinstance(body, Opened | Closed):
        inner = body.session or body.election
        named = getattr(inner, "session", None)
    else:
        named = getattr(body, "session", None)
    return named if isinstance(named, str) else None
