"""The lists of acts: by year, by kind, by session, by body; each cut into blocks counted from the oldest act.

So one more act changes the last block of a few lists, and no other page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qurultay.acts.act import Entry
from qurultay.portal.follow import session_of

BLOCK = 100
"""How many acts stand on one page of a list."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list: what it is a list of, and the numbers of its acts, oldest first."""

    sort: str
    about: str
    numbers: tuple[int, ...]

    @property
    def name(self) -> str:
        """What its pages are called within `acts/`.

        >>> Shelf("session", "session/4", ()).name, Shelf("kind", "adopted", ()).name, Shelf("year", "2026", ()).name
        ('session-4', 'kind-adopted', '2026')
        """
        return f"kind-{self.about}" if self.sort == "kind" else self.about.replace("/", "-")

    @property
    def blocks(self) -> int:
        """How many pages it has."""
        return -(-len(self.numbers) // BLOCK)

    def page(self, place: int) -> str:
        """The path of a page; the oldest block has no number.

        >>> Shelf("year", "2026", ()).page(0), Shelf("year", "2026", ()).page(3)
        ('acts/2026.html', 'acts/2026-4.html')
        """
        return f"acts/{self.name}{f'-{place + 1}' if place else ''}.html"


@dataclass(frozen=True, slots=True)
class Block:
    """One page of a list: the numbers of its acts, and the pages before and after it."""

    numbers: tuple[int, ...]
    older: str | None
    newer: str | None


def shelved(entries: Sequence[Entry]) -> tuple[Shelf, ...]:
    """Every list of acts, years first."""
    held: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        for key in _keys(entry):
            held.setdefault(key, []).append(entry.number)
    order = ("year", "kind", "session", "body")
    keys = sorted(held, key=lambda key: (order.index(key[0]), key[1] if key[0] in ("year", "kind") else ""))
    return tuple(Shelf(sort, about, tuple(held[sort, about])) for sort, about in keys)


def _keys(entry: Entry) -> Iterable[tuple[str, str]]:
    yield "year", str(entry.act.date.year)
    yield "kind", entry.act.kind
    session = session_of(entry)
    if session is not None:
        yield "session", session
    for body in dict.fromkeys(entry.act.issuers):
        yield "body", body


def block_of(shelf: Shelf, place: int) -> Block:
    """One page of a list."""
    return Block(
        shelf.numbers[place * BLOCK : (place + 1) * BLOCK],
        shelf.page(place - 1) if place else None,
        shelf.page(place + 1) if place + 1 < shelf.blocks else None,
    )
