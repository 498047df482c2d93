"""What goes to the signing page, and what comes back from it or from a key file: a signature line.

The text travels in the fragment of an address, which no server sees, and the line comes back in one. Nothing in it is
believed: the line must hold over the very bytes that lie on the desk, by a key that the record or the act itself names.
"""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

from django.conf import settings

from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.press.refusal import Refusal
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.desk.models import ActPasskey
from qurultay.secretariat.desk.signatories import Signature
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.tlog import note
from qurultay.tlog.armour import armour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import key_id
from qurultay.tlog.note import Line

MOST_SENT = 384 * 1024
"""Bytes of words that go along in an address; browsers differ in what they take."""
MOST_LINE = 16 * 1024
NAMED = frozenset(
    (
        "passkey-challenge", "passkey-origin", "passkey-host", "passkey-user-not-verified", "passkey-flags",
        "passkey-type", "passkey-embedded", "stray-signature", "bad-signature", "another-key", "key-ended",
    )
)  # fmt: skip
"""Refusals of a line that have a sentence of their own in every language."""


def asked_to_sign(waiting: Waiting, signature: Signature, passkey: ActPasskey | None, language: str, back: str) -> str:
    """The address of the signing page with everything it shows: the text, and words that fit into an address."""
    sent, left = list[str](), MOST_SENT
    for data in sorted(part_files(waiting).values(), key=len):
        left -= len(data)
        if left > 0:
            sent.append(_url(data))
    return _address(
        do="sign",
        text=waiting.text.decode(),
        parts=sent,
        name=signature.name,
        key=armour(signature.material),
        credential=_url(bytes(passkey.credential)) if passkey else "",
        language=language,
        **{"return": back},
    )


def asked_for_key(name: str, language: str, back: str) -> str:
    """The address of the signing page that makes a passkey for this name."""
    return _address(do="enrol", name=name, language=language, **{"return": back})


def take_line(id: str, data: bytes, at: Here, by: Account | None) -> Waiting:
    """Lays the signature lines in `data` under a draft. Raises `OutOfOrder` with the sentence for what is wrong with one."""
    try:
        waiting = at.desk.at(id)
        lines = _lines(waiting, data)
        for line in lines:
            waiting = at.desk.sign(id, line, at.known, at.now)
    except Objected as bad:
        raise _out_of_order(bad.objections[0], at) from None
    except (Refused, Refusal) as bad:
        raise _out_of_order(bad, at) from None
    for line in lines:
        _count(line, at, by)
    return waiting


def _lines(waiting: Waiting, data: bytes) -> list[Line]:
    if not data.strip():
        raise OutOfOrder("desk.out.no-line")
    if len(data) > MOST_LINE:
        raise OutOfOrder("desk.out.not-a-line")
    whole = b"".join(row.strip() + b"\n" for row in data.splitlines() if row.strip())
    try:
        return list(note.parse(waiting.text + b"\n" + whole).lines)
    except Refused:
        raise OutOfOrder("desk.out.not-a-line") from None


def _count(line: Line, at: Here, by: Account | None) -> None:
    """The counter of a passkey that was made here; where it falls, a copy of the device may be about."""
    found = [
        each
        for each in ActPasskey.objects.filter(line_name=line.name)
        if line.key_id == key_id(line.name, bytes(each.material))
    ]
    for passkey in found:
        count = int.from_bytes(line.signature[33:37], "big")
        if count and count <= passkey.counter:
            passkey.fell = datetime.fromtimestamp(at.now, UTC)
        passkey.counter = max(count, passkey.counter)
        passkey.save(update_fields=["counter", "fell"])


def _out_of_order(bad: Objection | Refused, at: Here) -> OutOfOrder:
    if bad.code in NAMED:
        return OutOfOrder(f"desk.out.line.{bad.code}")
    return OutOfOrder("desk.out.line", reason=at.because(bad))


def _address(**asked: object) -> str:
    return f"{settings.SIGNING_ORIGIN}/#{_url(json.dumps(asked, ensure_ascii=False).encode())}"


def _url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
