"""Passkeys sign at the origin that the rules name, and stay on their device where the rules say so."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from qurultay.acts.act import text_of
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.writing import Issued
from qurultay.record.judging import read_note
from qurultay.tlog.armour import armour
from qurultay.tlog.note import Line, Note
from qurultay.tlog.webauthn import challenge
from tests.hall import LABEL, Hall, Refusal, constitution, rules
from tests.tlog.passkeys import Passkey

HERE, EVIL = "https://sign.tolunay.example", "https://evil.example"


def passkey(origin: str) -> Passkey:
    private = ec.derive_private_key(0x7002, ec.SECP256R1())
    return replace(Passkey(private=private, name=f"{LABEL}/vice-president"), origin=origin)


def enrol(hall: Hall, key: Passkey, flags: int = 0x05) -> None:
    """The vice-president's passkey is enrolled, and signs its own enrolment."""
    body = KeyEnrolled(use="acts", key=armour(key.material), post="post/vice-president", person="person/2")
    act = hall.draft(body, signatories=("post/president", "post/secretary", "post/speaker"))
    text = text_of(act)
    lines = [hall.signers[s].sign(text) for s in act.signatories] + [line_of(key, text, flags)]
    note = Note(text, (*lines, hall.gate.cosign(text, int(hall.clock.timestamp())))).encode()
    hall.take(read_note(len(hall.notes), note), note)


def line_of(key: Passkey, text: bytes, flags: int) -> Line:
    """The passkey's line under a text, from an authenticator that sets these flags."""
    return key.line(key.assertion(key.client_data(challenge(text)), key.authenticator_data(flags=flags)))


def letter(hall: Hall, key: Passkey, flags: int) -> None:
    """A letter signed by the secretary and by the vice-president's passkey."""
    act = hall.draft(
        Issued(form="letter", authentic=("en",), addressee="addressee/osmark"),
        signatories=("post/vice-president", "post/secretary"),
    )
    text = text_of(act)
    line = line_of(key, text, flags)
    entry = hall.gate.cosign(text, int(hall.clock.timestamp()))
    note = Note(text, (line, hall.signers["post/secretary"].sign(text), entry)).encode()
    hall.take(read_note(len(hall.notes), note), note)


def test_a_passkey_of_another_origin_is_not_enrolled() -> None:
    hall = Hall(constitution(rules=rules(signing_origin=HERE)))
    with pytest.raises(Refusal) as found:
        enrol(hall, passkey(EVIL))
    assert "passkey-rules" in found.value.codes
    enrol(hall, passkey(HERE))


@pytest.mark.parametrize(
    ("allowed", "flags", "refused"), [("no", 0x05, False), ("no", 0x1D, True), ("yes", 0x1D, False)]
)
def test_a_passkey_that_is_copied_to_other_devices_signs_only_where_the_rules_let_it(
    allowed: str, flags: int, refused: bool
) -> None:
    hall = Hall(constitution(rules=rules(signing_origin=HERE, synced_passkeys=allowed)))
    key = passkey(HERE)
    enrol(hall, key)
    if refused:
        with pytest.raises(Refusal) as found:
            letter(hall, key, flags)
        assert found.value.codes == ["passkey-rules"]
    else:
        letter(hall, key, flags)


@pytest.mark.parametrize("flags", [0x05, 0x0D, 0x1D], ids=["on its device", "may be copied", "copied"])
def test_a_passkey_shows_possession_whether_it_is_copied_or_not(flags: int) -> None:
    hall = Hall(constitution(rules=rules(signing_origin=HERE)))
    enrol(hall, passkey(HERE), flags)
    letter(hall, passkey(HERE), flags)


def test_a_copied_passkey_is_not_enrolled_where_the_rules_forbid_it() -> None:
    hall = Hall(constitution(rules=rules(signing_origin=HERE, synced_passkeys="no")))
    with pytest.raises(Refusal) as found:
        enrol(hall, passkey(HERE), 0x1D)
    assert found.value.codes == ["passkey-rules"]
