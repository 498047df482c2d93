"""Who has signed a draft, and who is still to sign: read off the record, never off a role in the secretariat.

An account leads to a person on the roll, the person to `person/7`, and that to the posts which the record says they
hold and to the keys it says are theirs. A role opens the page; only a signature by the office's key makes an act.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from qurultay.acts.law_of_office import enrolled_keys
from qurultay.gazette.objections import Objection
from qurultay.gazette.preflight import expected
from qurultay.gazette.waiting import Waiting
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.desk.models import ActPasskey
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.roll.models import Person
from qurultay.tlog.armour import unarmour
from qurultay.tlog.keys import key_id
from qurultay.tlog.webauthn import is_passkey


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signature on a draft, given or missing: as what office, by whose key."""

    name: str
    office: str
    person: str
    material: bytes
    given: bool
    new: bool = False

    @property
    def by_passkey(self) -> bool:
        """Is the key a passkey's?"""
        return is_passkey(self.material)


def signatures(waiting: Waiting, at: Here) -> list[Signature]:
    """The signatures that an act asks for, each given or missing, in the order of its signatories."""
    lines = {(line.name, line.key_id) for line in waiting.lines}
    new = dict(enrolled_keys(waiting.act, at.book.label))
    found = []
    for name, material in expected(at.known, waiting.act, at.now):
        own = next((key for key in at.book.keys.values() if key.name == name and key.material == material), None)
        is_new = name in new and unarmour(new[name]) == material
        holder = getattr(waiting.act.body, "person", None) if is_new else own.person if own else None
        found.append(
            Signature(
                name=name,
                office=_office(name, own),
                person=holder or "",
                material=material,
                given=(name, key_id(name, material)) in lines,
                new=is_new,
            )
        )
    return found


def person_of(account: Account | None) -> str:
    """`person/7`, if the roll says that this account is theirs; else nothing."""
    found = Person.objects.filter(account=account).exclude(ref="").first() if account is not None else None
    return found.ref if found else ""


def posts_of(account: Account | None, at: Here) -> tuple[str, ...]:
    """The posts that the record says this account's person holds today."""
    who = person_of(account)
    return tuple(state.what.id for state in at.book.posts_of(who, at.today)) if who else ()


def passkey_for(account: Account, signature: Signature) -> ActPasskey | None:
    """The passkey of this account under which a signature is to be given, if it was made here."""
    kept = ActPasskey.objects.filter(account=account, line_name=signature.name)
    return next((each for each in kept if bytes(each.material) == signature.material), None)


def unexplained(objections: Iterable[Objection], signatures: Iterable[Signature]) -> list[Objection]:
    """What the gate says is missing beside the signatures that are shown as missing already."""
    missing = [each for each in signatures if not each.given]
    return [
        each
        for each in objections
        if not missing or each.code not in ("missing-signature", "no-possession", "not-holder-at-entry")
    ]


def _office(name: str, own: object) -> str:
    post = getattr(own, "post", None) or getattr(own, "keeper", None)
    last = name.rpartition("/")[2]
    return post or (last.replace("keeper-", "keeper/") if last.startswith("keeper-") else f"post/{last}")
