"""What people are called in the chamber: the name they chose for the room, else their seat. Never a legal name.

    names = called(credentials)
    names[credential.pk]

Names are opened from the vault and kept in memory for a while: 500 of them take two queries and some milliseconds. What is
kept goes with the epoch, so a name that was erased is not even there any more.
"""

from collections.abc import Iterable

from qurultay.portal.values import Saying
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.keyring import NoKey
from qurultay.secretariat.roll.models import Credential, Person

_KEPT: dict[tuple[int, bytes], str] = {}
"""Names of the present epoch, by person and by the first bytes of what was sealed, which change with it."""
_EPOCH = [0]


def called(credentials: Iterable[Credential | int]) -> dict[int, Saying | str]:
    """What the holder of each credential is called, by the key of its row: their name in the room, or `Seat 12`."""
    keys = [each if isinstance(each, int) else each.pk for each in credentials]
    rows = Credential.objects.filter(pk__in=keys).select_related("person", "membership")
    _forget(vault.number())
    return {row.pk: _name(row.person) or unnamed(row) for row in rows}


def unnamed(credential: Credential) -> Saying:
    """What somebody is called who has chosen no name, or of whom nothing is kept."""
    seat = credential.membership.seat
    if seat:
        return Saying.of("roll.seat", seat=seat.partition("/")[2])
    return Saying.of("roll.member", seat=credential.pk)


def _name(person: Person) -> str:
    mark = (person.pk, bytes(person.sealed)[:12])
    if mark not in _KEPT:
        try:
            _KEPT[mark] = vault.opened(person).name
        except (vault.Erased, NoKey):  # while the vault is locked, the chamber goes on by seats
            return ""
    return _KEPT[mark]


def _forget(epoch: int) -> None:
    if _EPOCH[0] != epoch:
        _KEPT.clear()
        _EPOCH[0] = epoch


def private_words(public: Iterable[str] = ()) -> frozenset[str]:
    """What no public text may contain: names, addresses and numbers of the roll, less what is public already.

    A name of one word is left out: it would be found in every text that says something else by it.
    """
    found: set[str] = set()
    for person in Person.objects.exclude(wrapped_key=b""):
        private = vault.opened(person)
        found |= {name for name in (private.legal_name, private.name) if " " in name}
        found |= {private.email, private.telephone}
    return frozenset(found.difference(public, {""}))
