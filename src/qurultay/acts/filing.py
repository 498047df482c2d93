"""Where to find an act again: by its id, its signers, the names it gives, the acts it refers to.

Each act is filed once, when it is entered. What offices, rules and texts add up to can be read again
from the acts it rests on, when one of them falls or stands again (`rereading`); what was filed stays filed.
"""

from qurultay.acts.act import Entry
from qurultay.acts.acting import acting
from qurultay.acts.book import Register
from qurultay.acts.correspondence import note_names
from qurultay.acts.questions import rests_on


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
