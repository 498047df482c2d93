"""Where to find an act again: by its id, its signers, the names it gives, the acts it refers to.

Each act is filed once, when it is entered. What offices, rules and texts add up to can be read again
from the acts it rests on, when one of them falls or stands again; what was filed stays filed.
"""

from collections.abc import Callable

from qurultay.acts.act import Entry
from qurultay.acts.acting import acting
from qurultay.acts.book import Register
from qurultay.acts.correspondence import note_names
from qurultay.acts.questions import question_basis, rests_on

KEPT = (
    "entries", "founding", "standing", "fallen", "strikes", "changes",
    "ids", "names", "named", "signed_by", "resting_on", "named_by",
    "letters", "replies", "deposits", "reports", "positions", "announced", "stands", "stopped", "withheld_days",
    "ordinals", "series", "unused", "calls", "commitments", "plans", "unknown",
)  # fmt: skip
"""Pages that are not read again: what light acts wrote, and what of it stands in calls, pledges and plans."""


def file(book: Register, entry: Entry) -> None:
    """Note where to find an act."""
    act, number = entry.act, entry.number
    book.ids.setdefault(act.id, number)
    note_names(book, entry)
    for ref in act.refs:
        book.named_by.setdefault(ref.number, []).append(number)
    for target in rests_on(act):
        book.resting_on.setdefault(target, []).append(number)
    for post in act.signatories:
        held = book.holder(post, act.date)
        who = held if held is not None and held.impeded_by is None else acting(book, post, act.date) or held
        if who is not None:
            book.signed_by.setdefault(who.person, []).append(number)


def reread(book: Register, add: Callable[[Register, Entry], None]) -> Register:
    """The pages of office, meetings and texts, read again from the acts they rest on."""
    again = Register(**{name: getattr(book, name) for name in KEPT})
    for number in book.weighty:
        add(again, again.entries[number])
    add(again, again.entries[-1])
    for target in again.fallen:
        for number in again.resting_on.get(target, ()):
            question_basis(again, number, again.entries[number].act)
    return again
