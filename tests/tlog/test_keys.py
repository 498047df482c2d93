"""A key signs one thing for one purpose, and a key under which signatures prove nothing is not enrolled."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import keys, webauthn
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.edwards import admit_point
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import COSIGNATURE, ED25519, ML_DSA_COSIGNATURE, SigningKey, check
from qurultay.tlog.note import Line
from tests.tlog.conftest import Refusal

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
TEXT = b'{"date":"2026-11-22","v":1}\n'
HEAD = Checkpoint("tolunay.example/9f2c4d0011223344", 7, bytes(range(32)))
ML_DSA = MLDSA44PrivateKey.from_seed_bytes(bytes([7]) * 32)
ML_DSA_MATERIAL = ML_DSA_COSIGNATURE + ML_DSA.public_key().public_bytes_raw()


def ml_dsa_message(name: str, time: int, head: Checkpoint, start: int = 0) -> bytes:
    """`cosigned_message`, put together as the specification lists it and not as our code does."""
    return b"".join(
        [
            b"subtree/v1\n\x00",
            bytes([len(name.encode())]),
            name.encode(),
            time.to_bytes(8, "big"),
            bytes([len(head.origin)]),
            head.origin.encode(),
            start.to_bytes(8, "big"),
            head.size.to_bytes(8, "big"),
            head.root,
        ]
    )


def ml_dsa_line(name: str, time: int, message: bytes) -> Line:
    return Line(name, keys.key_id(name, ML_DSA_MATERIAL), time.to_bytes(8, "big") + ML_DSA.sign(message))


def test_a_line_holds_for_its_text_and_for_no_other(president: SigningKey, refused: Refusal) -> None:
    line = president.sign(TEXT)
    assert check(line, president.material, TEXT) is None
    for other in (b"", TEXT[:-1], TEXT + b"\n", TEXT.replace(b"22", b"23")):
        with refused("bad-signature"):
            check(line, president.material, other)


def test_a_line_under_another_name_or_id_is_refused(president: SigningKey, refused: Refusal) -> None:
    line = president.sign(TEXT)
    for other in (
        Line("tolunay.example/secretary", line.key_id, line.signature),
        Line(line.name, bytes(4), line.signature),
        Line(line.name, line.key_id[::-1], line.signature),
    ):
        with refused("another-key"):
            check(other, president.material, TEXT)


def test_another_officers_key_does_not_fit(president: SigningKey, vice_president: SigningKey, refused: Refusal) -> None:
    line = president.sign(TEXT)
    with refused("another-key"):
        check(line, vice_president.material, TEXT)
    forged = Line(line.name, keys.key_id(line.name, vice_president.material), line.signature)
    with refused("bad-signature"):
        check(forged, vice_president.material, TEXT)


@given(st.integers(0, 511))
def test_any_changed_bit_of_a_signature_is_refused(bit: int) -> None:
    key = SigningKey.from_seed("tolunay.example/president", bytes([1]) * 32)
    line = key.sign(TEXT)
    changed = bytearray(line.signature)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Refused):
        check(Line(line.name, line.key_id, bytes(changed)), key.material, TEXT)


def test_a_signature_with_s_plus_the_order_is_refused(president: SigningKey, refused: Refusal) -> None:
    line = president.sign(TEXT)
    s = int.from_bytes(line.signature[32:], "little") + L
    twin = line.signature[:32] + s.to_bytes(32, "little")
    with refused("bad-signature"):
        check(Line(line.name, line.key_id, twin), president.material, TEXT)


@pytest.mark.parametrize("size", [0, 1, 63, 65, 128])
def test_a_signature_of_another_size_is_refused(size: int, president: SigningKey, refused: Refusal) -> None:
    with refused("bad-signature"):
        check(Line(president.name, president.sign(TEXT).key_id, bytes(size)), president.material, TEXT)


def test_a_cosignature_says_when_and_holds_for_that_time_alone(witness: SigningKey, refused: Refusal) -> None:
    line = witness.cosign(HEAD.text(), 1795352926)
    assert check(line, witness.cosigner_material, HEAD.text()) == 1795352926
    later = Line(line.name, line.key_id, (1795352927).to_bytes(8, "big") + line.signature[8:])
    with refused("bad-signature"):
        check(later, witness.cosigner_material, HEAD.text())
    for size in (0, 8):
        with refused("bad-signature"):
            check(Line(line.name, line.key_id, bytes(size)), witness.cosigner_material, HEAD.text())


def test_the_times_of_cosignatures_have_a_range(witness: SigningKey, refused: Refusal) -> None:
    for time in (0, 2**63 - 1):
        assert check(witness.cosign(TEXT, time), witness.cosigner_material, TEXT) == time
    for time in (-1, 2**63):
        with refused("bad-time"):
            witness.cosign(TEXT, time)
    line = witness.cosign(TEXT, 1)
    for material in (witness.cosigner_material, ML_DSA_MATERIAL):
        with refused("bad-time"):
            check(Line(line.name, keys.key_id(line.name, material), b"\xff" * 72), material, HEAD.text())


def test_the_entry_line_of_the_gate_is_a_cosignature_over_an_act(president: SigningKey) -> None:
    gate = SigningKey.from_seed("tolunay.example/gate", bytes([9]) * 32)
    message = b"cosignature/v1\ntime 1795352926\n" + TEXT
    gate.private.public_key().verify(gate.cosign(TEXT, 1795352926).signature[8:], message)


def test_an_ml_dsa_cosignature_covers_name_time_origin_size_and_root(refused: Refusal) -> None:
    name, time = "witness.example/w", 1795352926
    line = ml_dsa_line(name, time, ml_dsa_message(name, time, HEAD))
    assert check(line, ML_DSA_MATERIAL, HEAD.text()) == time
    for message in (
        ml_dsa_message("witness.example/v", time, HEAD),
        ml_dsa_message(name, time + 1, HEAD),
        ml_dsa_message(name, time, Checkpoint("tolunay.example/0011223344556677", HEAD.size, HEAD.root)),
        ml_dsa_message(name, time, Checkpoint(HEAD.origin, HEAD.size + 1, HEAD.root)),
        ml_dsa_message(name, time, Checkpoint(HEAD.origin, HEAD.size, HEAD.root[::-1])),
        ml_dsa_message(name, time, HEAD, start=1),
        b"cosignature/v1\ntime %d\n" % time + HEAD.text(),
        HEAD.text(),
    ):
        with refused("bad-signature"):
            check(ml_dsa_line(name, time, message), ML_DSA_MATERIAL, HEAD.text())


def test_an_ml_dsa_cosignature_may_leave_out_the_time_as_logs_do() -> None:
    line = ml_dsa_line(HEAD.origin, 0, ml_dsa_message(HEAD.origin, 0, HEAD))
    assert check(line, ML_DSA_MATERIAL, HEAD.text()) == 0


def test_an_ml_dsa_cosignature_is_for_heads_alone(refused: Refusal) -> None:
    name = "witness.example/w"
    with refused("bad-checkpoint"):
        check(ml_dsa_line(name, 1, b""), ML_DSA_MATERIAL, TEXT)
    with refused("bad-checkpoint"):
        check(ml_dsa_line(name, 1, b""), ML_DSA_MATERIAL, HEAD.text() + b"extension\n")


def test_a_name_too_long_for_an_ml_dsa_cosignature_is_refused(refused: Refusal) -> None:
    long = "witness.example/" + "/".join(["a" * 41] * 5) + "/" + "b" * 41
    with refused("bad-name"):
        check(ml_dsa_line(long, 1, b""), ML_DSA_MATERIAL, HEAD.text())


@pytest.mark.parametrize("size", [0, 1, 2419, 2421])
def test_an_ml_dsa_signature_of_another_size_is_refused(size: int, refused: Refusal) -> None:
    name = "witness.example/w"
    line = Line(name, keys.key_id(name, ML_DSA_MATERIAL), (1).to_bytes(8, "big") + bytes(size))
    with refused("bad-signature"):
        check(line, ML_DSA_MATERIAL, HEAD.text())


def test_where_openssl_has_no_ml_dsa_the_line_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, refused: Refusal
) -> None:
    class Without:
        @staticmethod
        def from_public_bytes(raw: bytes) -> None:
            raise keys.UnsupportedAlgorithm("ML-DSA-44")

    monkeypatch.setattr(keys, "MLDSA44PublicKey", Without)
    with refused("unsupported-key-type"):
        keys.admit(ML_DSA_COSIGNATURE + b"\x07" * 1312)  # not asked of any key before: answers are kept


# One key's signature in one protocol is never one in another.


@pytest.mark.parametrize(
    "text",
    [
        b"cosignature/v1\ntime 1\n" + HEAD.text(),
        b"subtree/v1\n\0\n",
        b"qurultay/attest/v1\nx\n",
        b"qurultay/act/v1\0\0\0\n",
    ],
)
def test_a_text_that_begins_like_another_message_is_neither_signed_nor_believed(
    text: bytes, president: SigningKey, refused: Refusal
) -> None:
    with refused("another-protocol"):
        president.sign(text)
    forged = Line(president.name, keys.key_id(president.name, president.material), president.private.sign(text))
    with refused("another-protocol"):
        check(forged, president.material, text)


def test_a_cosignature_is_no_signature_and_the_reverse(witness: SigningKey, refused: Refusal) -> None:
    cosigned, signed = witness.cosign(HEAD.text(), 7), witness.sign(HEAD.text())
    as_signature = Line(witness.name, signed.key_id, cosigned.signature[8:])
    with refused("bad-signature"):
        check(as_signature, witness.material, HEAD.text())
    as_cosignature = Line(witness.name, cosigned.key_id, (7).to_bytes(8, "big") + signed.signature)
    with refused("bad-signature"):
        check(as_cosignature, witness.cosigner_material, HEAD.text())
    with refused("another-key"):
        check(cosigned, witness.material, HEAD.text())


def test_an_attestation_is_no_signature_and_the_reverse(president: SigningKey, refused: Refusal) -> None:
    message = b"qurultay/attest/v1\n" + b"9f2c" * 16 + b"\n" + b"ab" * 32 + b"\n"
    signature = president.attest(message)
    keys.check_attestation(president.material, message, signature)
    with refused("bad-signature"):
        keys.check_attestation(president.material, message + b"\n", signature)
    with refused("bad-signature"):
        check(Line(president.name, president.sign(TEXT).key_id, signature), president.material, TEXT)
    with refused("another-protocol"):
        president.attest(TEXT)
    with refused("another-protocol"):
        keys.check_attestation(president.material, TEXT, president.sign(TEXT).signature)
    with refused("unknown-key-type"):
        keys.check_attestation(president.cosigner_material, message, signature)


def test_a_passkeys_material_under_another_type_is_refused(refused: Refusal) -> None:
    name = "tolunay.example/president"
    for material in (b"\xffsomething.else/v1\n", b"\xff", b"\x00" + bytes(32), b"\x02" + bytes(32), b"\x05", b""):
        with refused("unknown-key-type"):
            check(Line(name, keys.key_id(name, material), bytes(64)), material, TEXT)
        with refused("unknown-key-type"):
            keys.admit(material)


# Which keys may be enrolled.


def small_order_encodings() -> list[bytes]:
    """The y of all eight points of small order and those of their second writings, with either last bit."""
    order_8 = [y for y in map(doubles_to_order_4, (1, -1)) if y is not None]
    found = [0, 1, P - 1, *order_8, P, P + 1]
    return [(y | sign << 255).to_bytes(32, "little") for y in found for sign in (0, 1)]


def doubles_to_order_4(sign: int) -> int | None:
    """The y of a point of order 8, computed from the curve: doubling it gives y = 0, so d·y⁴ + 2·y² − 1 = 0."""
    d = -121665 * pow(121666, -1, P) % P
    root = square_root((1 + d) % P)
    assert root is not None
    for candidate in (root, -root):
        y = square_root((candidate - 1) * pow(d, -1, P) % P)
        if y is not None:
            return sign * y % P
    return None


def square_root(number: int) -> int | None:
    candidate = pow(number, (P + 3) // 8, P)
    for root in (candidate, candidate * pow(2, (P - 1) // 4, P) % P):
        if root * root % P == number % P:
            return root
    return None


def test_there_are_fourteen_ways_to_write_a_point_of_small_order() -> None:
    assert len(set(small_order_encodings())) == 14


@pytest.mark.parametrize("raw", small_order_encodings(), ids=bytes.hex)
def test_points_of_small_order_are_refused_however_they_are_written(raw: bytes, refused: Refusal) -> None:
    for kind in (ED25519, COSIGNATURE):
        with refused("weak-key"):
            keys.admit(kind + raw)
        name = "tolunay.example/president"
        with refused("weak-key"):
            check(Line(name, keys.key_id(name, kind + raw), bytes([1]) + bytes(71)), kind + raw, TEXT)


def test_without_the_refusal_one_signature_would_fit_every_text() -> None:
    neutral = ed25519.Ed25519PublicKey.from_public_bytes(bytes([1]) + bytes(31))
    for text in (b"one", b"another"):
        neutral.verify(bytes([1]) + bytes(63), text)


@pytest.mark.parametrize("y", [*range(P, 2**255)])
def test_a_second_writing_of_a_point_is_refused(y: int) -> None:
    for sign in (0, 1):
        with pytest.raises(Refused) as caught:
            admit_point((y | sign << 255).to_bytes(32, "little"))
        assert caught.value.code in {"weak-key", "bad-key-material"}


def test_bytes_that_are_no_point_are_refused(refused: Refusal) -> None:
    for y in (2, 7, 8):
        with refused("bad-key-material"):
            keys.admit(ED25519 + y.to_bytes(32, "little"))
    for size in (0, 31, 33, 64):
        with refused("bad-key-material"):
            keys.admit(ED25519 + bytes([9]) * size)
    for size in (0, 32, 1311, 1313):
        with refused("bad-key-material"):
            keys.admit(ML_DSA_COSIGNATURE + bytes(size))


@given(st.binary(min_size=32, max_size=32))
def test_the_keys_of_honest_people_are_admitted(seed: bytes) -> None:
    key = SigningKey.from_seed("tolunay.example/president", seed)
    keys.admit(key.material)
    keys.admit(key.cosigner_material)


@given(st.binary(max_size=80))
def test_whatever_the_material_it_is_admitted_or_refused(material: bytes) -> None:
    for start in (b"", ED25519, COSIGNATURE, ML_DSA_COSIGNATURE, webauthn.PREFIX):
        try:
            keys.admit(start + material)
        except Refused as bad:
            assert bad.sentence


def test_an_ml_dsa_key_is_admitted() -> None:
    keys.admit(ML_DSA_MATERIAL)
    assert keys.parse_vkey(keys.vkey("witness.example/w", ML_DSA_MATERIAL)) == ("witness.example/w", ML_DSA_MATERIAL)


# How keys are written.


@given(st.binary(min_size=2, max_size=60))
def test_a_verifier_key_is_read_as_it_was_written(material: bytes) -> None:
    assert keys.parse_vkey(keys.vkey("tolunay.example/president", material)) == ("tolunay.example/president", material)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "++",
        "tolunay.example/president",
        "tolunay.example/president+5f6a3603",
        "tolunay.example/president+5f6a3603+",
        "tolunay.example/president+5F6A3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "tolunay.example/president+5f6a3604+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "tolunay.example/secretary+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29",
        "tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n",
        " tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "tolunay.example/president+5f6a3603 +AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "a b+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "\u202ea+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "\ud800+5f6a3603+AYqI",
    ],
)
def test_a_verifier_key_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        keys.parse_vkey(text)
    assert caught.value.code in {"bad-vkey", "bad-name", "bad-base64"}


def test_a_signing_key_has_a_name_of_ours_and_does_not_show_its_secret(refused: Refusal) -> None:
    seed = bytes([1]) * 32
    for name in ("", "Президент", "a b", "a+b", "a\nb", "A", "a/b/c/d/e/f/g", "a//b", "/a", "a/"):
        with refused("bad-name"):
            SigningKey.from_seed(name, seed)
    with refused("bad-key-material"):
        SigningKey.from_seed("a", seed[:31])
    assert "private" not in repr(SigningKey.from_seed("a", seed))
