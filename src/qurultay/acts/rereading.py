"""Reading acts again, after one of them fell or stands again.

`read_whole` reads every act again that an office, key, rule, meeting or text rests on: it is what all of this means.
`read_again` says the same of a register on a footing, and reads only what rests on what fell. Where that is much of
the register, reading the whole is cheaper; so no annulment costs more than about twice that.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amendments import is_weighty
from qurultay.acts.book import Register
from qurultay.acts.footed import Add, Footed
from qurultay.acts.footing import ENTRY, Spot
from qurultay.acts.questions import question_basis, rests_on

KEPT = (
    "entries", "founding", "standing", "fallen", "strikes", "changes",
    "ids", "names", "named", "signed_by", "resting_on", "named_by",
    "letters", "replies", "deposits", "reports", "positions", "announced", "stands", "stopped", "withheld_days",
    "ordinals", "series", "unused", "calls", "commitments", "plans", "unknown",
)  # fmt: skip
"""Pages that are not read again: what light acts wrote, and what of it stands in calls, pledges and plans."""
ONCE_KNOWN = ("label", "purpose", "continues", "concluded", "recovering")
"""What only acts say that never fall."""
A_PART, A_FEW = 8, 8
"""Where more than an eighth of the weighty acts rests on what fell, and these besides, the register is read whole."""
PATIENCE = 8
"""So many times it is then read whole before a footing is laid again, which costs as much as reading it five times."""
NEVER = 1 << 30
SPOTS, SPOTS_BESIDES = 16, 20_000
"""A footing has up to so many spots for each act entered, and these besides; where it would have more, there is none."""


def restated(book: Register, spoken_of: Iterable[str], add: Add) -> Register:
    """The register after something new was said of some acts or provisions: that they fell, stand again, are confirmed."""
    bearing = [ref for ref in spoken_of if _bears(book, ref)]
    if not bearing:
        return book
    if book.footed is not None and read_again(book, bearing, add):
        return book
    return read_whole(book, add)


def _bears(book: Register, ref: str) -> bool:
    """Does anything on the pages of office, meetings and texts rest on this?"""
    number = number_in(ref)
    return ref.count("/") > 1 or number in book.questions or is_weighty(book.entries[number])


def read_whole(book: Register, add: Add) -> Register:
    """The pages of office, meetings and texts, read again from the acts they rest on, all but the last."""
    again = Register(**{name: getattr(book, name) for name in KEPT})
    again.patience = book.patience - (0 < book.patience < NEVER)
    if not book.patience:
        again.footed = Footed(again)
    for number in sorted({*book.weighty, *_resting(book, book.fallen)}):
        read_in(again, again.entries[number], add)
    return again


def read_in(book: Register, entry: Entry, add: Add) -> None:
    """Add what the pages of office, meetings and texts take from one act, entered after those read so far."""
    adding = add if is_weighty(entry) else _ask_basis
    if book.footed is None:
        adding(book, entry)
        return
    book.footed.show(book.footed.read(entry, adding))
    for name in ONCE_KNOWN:
        setattr(book, name, getattr(book.footed.view, name))
    _bound(book)


def read_last(book: Register, entry: Entry, add: Add) -> None:
    """Add what the newest act does to a register on a footing."""
    if is_weighty(entry):
        read_in(book, entry, add)
        return
    add(book, entry)
    if any(ref in book.fallen for ref in rests_on(entry.act)):
        read_in(book, entry, add)


def _ask_basis(book: Register, entry: Entry) -> None:
    question_basis(book, entry.number, entry.act)


def _resting(book: Register, refs: Iterable[str]) -> Iterator[int]:
    """The acts whose basis is one of these, the last act apart: it is yet to be read."""
    last = book.entries[-1].number
    for ref in refs:
        yield from (number for number in book.resting_on.get(ref, ()) if number != last)


def _asking(footed: Footed, refs: Iterable[str]) -> Iterator[int]:
    """The acts that asked whether these fell or were confirmed."""
    for ref in refs:
        yield from footed.footing.all_readers(("fallen", ref, ENTRY))
        yield from footed.footing.all_readers(("standing", number_in(ref), ENTRY))


def read_again(book: Register, refs: Iterable[str], add: Add) -> bool:
    """Read again what rests on these acts and provisions. False where it is too much; then nothing was shown."""
    footed, changed = book.footed, dict[Spot, None]()
    waiting = {*_resting(book, refs), *_asking(footed, refs)}
    heap, left = sorted(waiting), len(book.weighty) // A_PART + A_FEW
    while heap:
        if not left:
            book.footed, book.patience = None, PATIENCE
            return False
        number, left = heappop(heap), left - 1
        entry = book.entries[number]
        for spot in footed.read(entry, add if is_weighty(entry) else _ask_basis):
            changed[spot] = None
            for reader in footed.footing.readers(spot, number):
                if reader not in waiting:
                    waiting.add(reader)
                    heappush(heap, reader)
    footed.show(changed)
    _bound(book)
    return True


def _bound(book: Register) -> None:
    """Whoever lets acts be read that ask for everything fills nobody's memory."""
    if book.footed.footing.spots > SPOTS * len(book.entries) + SPOTS_BESIDES:
        book.footed, book.patience = None, NEVER
