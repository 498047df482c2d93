"""Officers' passkeys for acts: made at the signing origin, kept here by their device's name, valid by an act of the body.

A passkey for signing in is refused here, and one for acts at the door: it belongs to another host, and is not among an
account's passkeys there. The act that enrols a key is signed by that key too, and by those whom its class asks for.
"""

import json
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64

from allauth.mfa.models import Authenticator
from django.conf import settings

from qurultay.acts.kinds import Body
from qurultay.acts.office import Appointed, Elected, KeyEnrolled, TookOffice
from qurultay.gazette.beginnings import opening
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.desk.models import ActPasskey, Draft
from qurultay.secretariat.desk.signatories import person_of
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder, because
from qurultay.tlog import webauthn
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused

MOST = 16 * 1024


def offices_of(account: Account, at: Here) -> tuple[str, ...]:
    """The posts for which this account may make a key: those their person holds, and those they are to take."""
    who = person_of(account)
    if not who:
        return ()
    held = [state.what.id for state in at.book.posts_of(who, at.today)]
    return tuple(dict.fromkeys([*held, *(post for post in _to_take(who, at) if post in at.book.posts)]))


def line_name(post: str, at: Here) -> str:
    """The name under which a post signs."""
    return f"{at.book.label}/{post.removeprefix('post/')}"


def take_key(data: str, at: Here, by: Account) -> ActPasskey:
    """Keeps the public key of a passkey that was just made. Raises `OutOfOrder` with the sentence for what is wrong."""
    made = _read(data)
    material, credential = unarmour(made["key"]), _unurl(made["credential"])
    if made["name"] not in [line_name(post, at) for post in offices_of(by, at)]:
        raise OutOfOrder("desk.out.key.not-yours")
    try:
        webauthn.admit(material)
    except Refused as bad:
        raise OutOfOrder("desk.out.against", reason=because(bad.code, bad.sentence)) from None
    if webauthn.origin_of(material) != settings.SIGNING_ORIGIN:
        raise OutOfOrder("desk.out.key.other-origin", origin=settings.SIGNING_ORIGIN)
    _refuse_known(material, credential, at)
    return ActPasskey.objects.create(account=by, line_name=made["name"], material=material, credential=credential)


def enrolment(passkey: ActPasskey, at: Here, by: Account) -> Draft:
    """The draft of the act that makes a key valid: taking office with it, or a further key of the one who holds it."""
    post, who = f"post/{passkey.line_name.rpartition('/')[2]}", person_of(by)
    holder, key = at.book.holder(post, at.today), armour(bytes(passkey.material))
    body: Body = TookOffice(post=post, person=who, key=key)
    if holder is not None and holder.person == who:
        body = KeyEnrolled(use="acts", key=key, post=post, person=who)
    draft = opening(at, body, [])
    for name in ("use", "post", "person", "key"):
        if getattr(body, name, None):
            draft.body.add(name, getattr(body, name))
    if isinstance(body, TookOffice):
        draft.parts.add(
            f"name.{who.replace('/', '-')}.{at.book.rules.languages[0]}",
            "[name]",
            "the public name, as its bearer wishes it",
        )
    source = f"key/{passkey.pk}"
    text = draft.text("")
    return drafting.begin(kind=draft.kind, body=draft.issuers[0], text=text, source=source, by=by, now=at.now)


def _to_take(who: str, at: Here) -> list[str]:
    """Posts somebody was chosen for, whose term has not run out."""
    found = []
    for entry in at.book.entries:
        body = entry.act.body
        chosen = body.winners if isinstance(body, Elected) else body.to if isinstance(body, Appointed) else ()
        found += [each.to for each in chosen if each.person == who and each.until >= at.today]
    return found


def _refuse_known(material: bytes, credential: bytes, at: Here) -> None:
    if material[1:] in at.book.materials or ActPasskey.objects.filter(credential=credential).exists():
        raise OutOfOrder("desk.out.key.known")
    for each in Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN):
        held = each.wrap().authenticator_data.credential_data
        numbers = [number for number in held.public_key.values() if isinstance(number, bytes) and len(number) >= 32]
        if held.credential_id == credential or (numbers and all(number in material for number in numbers)):
            raise OutOfOrder("desk.out.key.signs-in")


def _read(data: str) -> dict[str, str]:
    try:
        made = json.loads(data) if len(data) <= MOST else None
        if isinstance(made, dict) and all(isinstance(made.get(name), str) for name in ("name", "key", "credential")):
            unarmour(made["key"])
            _unurl(made["credential"])
            return made
    except (ValueError, RecursionError, Refused, NotBase64):
        pass
    raise OutOfOrder("desk.out.key.unreadable")


def _unurl(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
