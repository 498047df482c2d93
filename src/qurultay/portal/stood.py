"""Who stands by an act, muster by muster, as a stranger counts them (C1)."""

from collections.abc import Iterator
from typing import NamedTuple

from qurultay.acts.book import Register
from qurultay.acts.muster import contradicting, musters, number_of, standing_by


class Stood(NamedTuple):
    """Seats of one muster that stand by an act, and those that contradict themselves; keepers where there is none."""

    muster: int | None
    entitled: int
    who: tuple[str, ...]
    contradicting: tuple[str, ...]


def stood(book: Register, text_hash: str) -> tuple[Stood, ...]:
    """Everybody who stands by a text: for each muster its seats, then keepers."""
    return tuple(_stood(book, text_hash)) if text_hash in book.stands else ()


def _stood(book: Register, text_hash: str) -> Iterator[Stood]:
    against = contradicting(book, text_hash)
    for muster in musters(book):
        seats = standing_by(book, text_hash, muster)
        if seats or against:
            yield Stood(muster.act, muster.entitled, seats, tuple(each for each in against if each.startswith("seat/")))
    keepers = {stand.who for stand in book.stands[text_hash] if stand.who.startswith("keeper/")}
    if keepers:
        yield Stood(None, 0, tuple(sorted(keepers, key=number_of)), ())
