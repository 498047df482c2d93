"""A passkey signs one text, at one origin, with its user verified; everything else is refused with its reason."""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from qurultay.tlog import keys, webauthn
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.webauthn import challenge, check_assertion
from tests.tlog.conftest import Refusal
from tests.tlog.passkeys import ORIGIN, Passkey, base64url, blob

TEXT = b'{"date":"2026-11-22","v":1}\n'
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RSA_KEY = rsa.generate_private_key(65537, 2048)
PASSKEYS = {
    "ES256": Passkey(private=ec.generate_private_key(ec.SECP256R1())),
    "Ed25519": Passkey(private=ed25519.Ed25519PrivateKey.generate()),
    "RS256": Passkey(private=RSA_KEY),
}
ES256 = PASSKEYS["ES256"]
SIGNED = {kind: passkey.signed(TEXT) for kind, passkey in PASSKEYS.items()}


def spki(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def pieces(signed: bytes) -> tuple[bytes, bytes, bytes]:
    n = int.from_bytes(signed[37:39], "big")
    return signed[:37], signed[39 : 39 + n], signed[39 + n :]


@pytest.fixture(params=PASSKEYS)
def passkey(request: pytest.FixtureRequest) -> Passkey:
    return PASSKEYS[request.param]


def test_a_passkey_of_each_kind_signs_an_act(passkey: Passkey) -> None:
    line = passkey.line(passkey.signed(TEXT))
    assert keys.check(line, passkey.material, TEXT) is None
    keys.admit(passkey.material)


def test_the_challenge_is_the_prefix_and_the_hash_and_shows_as_fixed_text() -> None:
    assert challenge(TEXT) == b"qurultay/act/v1\x00\x00\x00" + sha256(TEXT).digest()
    assert base64url(challenge(TEXT)).startswith("cXVydWx0YXkvYWN0L3YxAAAA")


def test_a_signature_over_another_text_is_refused(passkey: Passkey, refused: Refusal) -> None:
    with refused("passkey-challenge"):
        check_assertion(passkey.material, TEXT, passkey.signed(TEXT + TEXT))


def test_another_key_is_refused(passkey: Passkey, refused: Refusal) -> None:
    other = Passkey(private=ec.generate_private_key(ec.SECP256R1()))
    with refused("bad-signature"):
        check_assertion(other.material, TEXT, passkey.signed(TEXT))
    with refused("another-key"):
        keys.check(passkey.line(passkey.signed(TEXT)), other.material, TEXT)


def test_a_changed_signature_is_refused(passkey: Passkey, refused: Refusal) -> None:
    authenticator, client, signature = pieces(passkey.signed(TEXT))
    for wrong in (
        signature[:-1],
        signature + b"\0",
        signature[:-1] + bytes([signature[-1] ^ 1]),
        b"\0",
        bytes(64),
        bytes(256),
    ):
        with refused("bad-signature"):
            check_assertion(passkey.material, TEXT, blob(authenticator, client, wrong))


@pytest.mark.parametrize(
    ("host", "flags", "code"),
    [
        ("sign.tolunay.example", 0x01, "passkey-user-not-verified"),
        ("sign.tolunay.example", 0x04, "passkey-user-not-verified"),
        ("sign.tolunay.example", 0x00, "passkey-user-not-verified"),
        ("sign.tolunay.example", 0x45, "passkey-flags"),
        ("sign.tolunay.example", 0x85, "passkey-flags"),
        ("sign.tolunay.example", 0x07, "passkey-flags"),
        ("sign.tolunay.example", 0x25, "passkey-flags"),
        ("tolunay.example", 0x05, "passkey-host"),
        ("example", 0x05, "passkey-host"),
        ("login.tolunay.example", 0x05, "passkey-host"),
        ("https://sign.tolunay.example", 0x05, "passkey-host"),
    ],
)
def test_what_the_authenticator_says_must_be_right(
    host: str, flags: int, code: str, passkey: Passkey, refused: Refusal
) -> None:
    authenticator = passkey.authenticator_data(host, flags)
    with refused(code):
        check_assertion(passkey.material, TEXT, passkey.assertion(passkey.client_data(challenge(TEXT)), authenticator))


def test_a_flag_edited_after_signing_breaks_the_signature(passkey: Passkey, refused: Refusal) -> None:
    unverified = passkey.authenticator_data(flags=0x01)
    _, client, signature = pieces(passkey.assertion(passkey.client_data(challenge(TEXT)), unverified))
    with refused("bad-signature"):
        check_assertion(passkey.material, TEXT, blob(passkey.authenticator_data(flags=0x05), client, signature))


@pytest.mark.parametrize(("flags", "synced"), [(0x05, False), (0x0D, False), (0x1D, True)])
def test_a_synced_passkey_is_taken_and_shows(flags: int, synced: bool, passkey: Passkey) -> None:
    signed = passkey.assertion(passkey.client_data(challenge(TEXT)), passkey.authenticator_data(flags=flags))
    check_assertion(passkey.material, TEXT, signed)
    assert webauthn.synced(signed) is synced


@pytest.mark.parametrize("counter", [0, 1, 2**32 - 1])
def test_the_counter_is_ignored(counter: int, passkey: Passkey) -> None:
    authenticator = passkey.authenticator_data(counter=counter)
    check_assertion(passkey.material, TEXT, passkey.assertion(passkey.client_data(challenge(TEXT)), authenticator))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "webauthn.create"}, "passkey-type"),
        ({"type": "payment.get"}, "passkey-type"),
        ({"type": None}, "passkey-type"),
        ({"type": ["webauthn.get"]}, "passkey-type"),
        ({"challenge": base64url(sha256(TEXT).digest())}, "passkey-challenge"),
        ({"challenge": base64url(challenge(TEXT)) + "="}, "passkey-challenge"),
        ({"challenge": base64url(challenge(TEXT))[:-1] + "9"}, "passkey-challenge"),
        ({"challenge": None}, "passkey-challenge"),
        ({"challenge": 7}, "passkey-challenge"),
        ({"origin": "https://sign.tolunay.example:8443"}, "passkey-origin"),
        ({"origin": "https://sign.tolunay.example:443"}, "passkey-origin"),
        ({"origin": "http://sign.tolunay.example"}, "passkey-origin"),
        ({"origin": "https://tolunay.example"}, "passkey-origin"),
        ({"origin": "https://login.tolunay.example"}, "passkey-origin"),
        ({"origin": "https://sign.tolunay.example/"}, "passkey-origin"),
        ({"origin": "https://sign.tolunay.example.evil.example"}, "passkey-origin"),
        ({"origin": "HTTPS://sign.tolunay.example"}, "passkey-origin"),
        ({"origin": None}, "passkey-origin"),
        ({"crossOrigin": True}, "passkey-embedded"),
        ({"crossOrigin": "false"}, "passkey-embedded"),
        ({"crossOrigin": 0}, "passkey-embedded"),
        ({"crossOrigin": []}, "passkey-embedded"),
        ({"topOrigin": "https://evil.example"}, "passkey-embedded"),
        ({"topOrigin": ORIGIN}, "passkey-embedded"),
    ],
)
def test_what_the_browser_says_must_be_right(
    changes: dict[str, object], code: str, passkey: Passkey, refused: Refusal
) -> None:
    with refused(code):
        check_assertion(passkey.material, TEXT, passkey.assertion(passkey.client_data(challenge(TEXT), **changes)))


def test_members_that_browsers_add_on_purpose_are_ignored_and_cross_origin_may_be_absent(passkey: Passkey) -> None:
    greased = passkey.client_data(
        challenge(TEXT), crossOrigin=None, other_keys_can_be_added_here="do not compare", n=[1, {"a": "1e400"}], x=7**50
    ).replace(b'"1e400"', b"1e400")  # JSON, and beyond what a float can hold
    check_assertion(passkey.material, TEXT, passkey.assertion(greased))


def test_the_order_of_members_and_spaces_do_not_matter(passkey: Passkey) -> None:
    members = json.loads(passkey.client_data(challenge(TEXT)))
    client = json.dumps(dict(reversed(members.items())), indent=2).encode()
    check_assertion(passkey.material, TEXT, passkey.assertion(client))


@pytest.mark.parametrize(
    "client",
    [
        b"",
        b"[]",
        b'"webauthn.get"',
        b"{",
        b"\xff{}",
        b'\xef\xbb\xbf{"type":"webauthn.get"}',
        b"[" * 9000,
        b'{"a":' * 9000,
        b'{"a":1,"a":1}',
        b'{"x":{"a":1,"a":2}}',
        b"null",
        b'{"x":NaN}',
        b'{"x":[-Infinity]}',
    ],
    ids=["empty", "list", "text", "open", "not utf-8", "bom", "deep", "deeper", "doubled", "doubled inside", "null", "nan", "infinity"],
)  # fmt: skip
def test_client_data_that_are_no_plain_object_are_refused(client: bytes, passkey: Passkey, refused: Refusal) -> None:
    with refused("passkey-client-data"):
        check_assertion(passkey.material, TEXT, passkey.assertion(client))


@pytest.mark.parametrize("within", ["[", '{"a":'], ids=["lists", "objects"])
def test_client_data_are_nested_at_most_twelve_deep(within: str, passkey: Passkey, refused: Refusal) -> None:
    """Parsers end at depths of their own; two verifiers must not."""
    honest, shut = passkey.client_data(challenge(TEXT)), "]" if within == "[" else "}"
    for deep in (11, 12, 800):
        nested = (within * deep + ("1" if within != "[" else "") + shut * deep).encode()
        client = honest[:-1] + b',"x":' + nested + b"}"
        if deep == 11:
            check_assertion(passkey.material, TEXT, passkey.assertion(client))
        else:
            with refused("passkey-client-data"):
                check_assertion(passkey.material, TEXT, passkey.assertion(client))


@pytest.mark.parametrize("member", ["type", "challenge", "origin", "crossOrigin"])
def test_a_member_named_twice_is_refused_first_or_last(member: str, passkey: Passkey, refused: Refusal) -> None:
    honest = passkey.client_data(challenge(TEXT))
    for client in (honest[:-1] + b',"%s":"x"}' % member.encode(), b'{"%s":"x",' % member.encode() + honest[1:]):
        with refused("passkey-client-data"):
            check_assertion(passkey.material, TEXT, passkey.assertion(client))


def test_extension_data_behind_the_37_bytes_is_refused(passkey: Passkey) -> None:
    authenticator = passkey.authenticator_data(flags=0x85, rest=b"\xa0")
    with pytest.raises(Refused):
        check_assertion(passkey.material, TEXT, passkey.assertion(passkey.client_data(challenge(TEXT)), authenticator))


def test_a_signature_cut_anywhere_is_refused(passkey: Passkey) -> None:
    signed = passkey.signed(TEXT)
    for size in range(len(signed)):
        with pytest.raises(Refused):
            check_assertion(passkey.material, TEXT, signed[:size])


def test_a_signature_cut_before_its_last_piece_has_its_own_reason(refused: Refusal) -> None:
    signed = ES256.signed(TEXT)
    for size in (0, 36, 37, 38, 39, 100):
        with refused("passkey-blob"):
            check_assertion(ES256.material, TEXT, signed[:size])


@settings(max_examples=60)
@given(st.data(), st.sampled_from(sorted(PASSKEYS)))
def test_any_changed_bit_of_an_assertion_is_refused(data: st.DataObject, kind: str) -> None:
    passkey = PASSKEYS[kind]
    signed = bytearray(SIGNED[kind])
    signed[data.draw(st.integers(0, len(signed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Refused):
        check_assertion(passkey.material, TEXT, bytes(signed))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_only_a_refusal_comes_of_them(data: bytes) -> None:
    with pytest.raises(Refused):
        check_assertion(ES256.material, TEXT, data)
    with pytest.raises(Refused):
        webauthn.admit(webauthn.PREFIX + data)


def test_long_form_and_trailing_der_are_refused(refused: Refusal) -> None:
    authenticator, client, signature = pieces(ES256.signed(TEXT))
    r, s = decode_dss_signature(signature)
    long_form = b"\x30\x81" + signature[1:]
    padded = encode_dss_signature(r, s).replace(b"\x30", b"\x31", 1)
    unpadded = (
        b"\x30\x06\x02\x01\x01\x02\x01\x01",
        b"\x30\x07\x02\x02\x00\x01\x02\x01\x01",
        b"\x30\x06\x02\x01\x81\x02\x01\x01",
    )
    zero = encode_dss_signature(0, s)
    larger = encode_dss_signature(r + P256_ORDER, s)
    for wrong in (long_form, padded, signature + b"\0", zero, larger, *unpadded):
        with refused("bad-signature"):
            check_assertion(ES256.material, TEXT, blob(authenticator, client, wrong))


def test_the_twin_of_an_ecdsa_signature_holds_by_design() -> None:
    authenticator, client, signature = pieces(ES256.signed(TEXT))
    r, s = decode_dss_signature(signature)
    check_assertion(ES256.material, TEXT, blob(authenticator, client, encode_dss_signature(r, P256_ORDER - s)))


@pytest.mark.parametrize(
    "origin",
    ["https://sign.tolunay.example", "https://sign.tolunay.example:8443", "http://localhost", "http://localhost:8765",
     "http://sign.localhost:8001", "https://localhost", "https://a", "https://xn--80ak6aa92e.example", "https://sign-1.example2"],
)  # fmt: skip
def test_origins_as_browsers_write_them_are_taken(origin: str) -> None:
    passkey = Passkey(private=ES256.private, origin=origin)
    check_assertion(passkey.material, TEXT, passkey.signed(TEXT))


@pytest.mark.parametrize(
    "origin",
    ["", "sign.tolunay.example", "http://sign.tolunay.example", "https://", "https://Sign.example", "https://sign.example/",
     "https://sign.example:443", "http://localhost:80", "https://sign.example:0", "https://sign.example:08443",
     "https://sign.example:65536", "https://sign.example:", "https://a..b", "https://-a.example", "https://a-.example",
     "https://user@sign.example", "https://127.0.0.1", "https://[::1]", "https://sign.example.", "https://қурултай.example",
     "https://" + "a" * 64 + ".example", "https://" + ".".join(["a" * 60] * 5), "ftp://localhost", "https://a\nb", "http://localhost.example", "http://notlocalhost", "http://sign.localhost:80",
     "https://sign_1.example", "null", "android:apk-key-hash:x"],
)  # fmt: skip
def test_another_origin_is_refused_at_enrolment(origin: str, refused: Refusal) -> None:
    with pytest.raises(Refused) as caught:
        webauthn.material(origin, spki(ES256.private))
    assert caught.value.code in {"bad-origin", "bad-key-material"}
    if "\n" not in origin:
        with refused("bad-origin"):
            webauthn.admit(webauthn.PREFIX + origin.encode() + b"\n" + spki(ES256.private))


def test_an_origin_without_a_key_or_a_key_without_an_origin_is_refused(refused: Refusal) -> None:
    with refused("bad-origin"):
        webauthn.admit(webauthn.PREFIX + ORIGIN.encode())
    with refused("bad-key-material"):
        webauthn.admit(webauthn.PREFIX + ORIGIN.encode() + b"\n")
    with refused("bad-origin"):
        webauthn.admit(webauthn.PREFIX + spki(ES256.private))


def test_keys_that_are_too_weak_or_of_another_kind_are_refused(refused: Refusal) -> None:
    others = [
        ec.generate_private_key(ec.SECP384R1()),
        ec.generate_private_key(ec.SECP256K1()),
        rsa.generate_private_key(65537, 1024),
        rsa.generate_private_key(3, 2048),
        ed448.Ed448PrivateKey.generate(),
        dsa.generate_private_key(2048),
    ]
    for private in others:
        der = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        with refused("weak-key"):
            webauthn.material(ORIGIN, der)


def test_a_point_of_small_order_is_refused_in_a_passkey_too(refused: Refusal) -> None:
    der = spki(ed25519.Ed25519PrivateKey.generate())
    with refused("weak-key"):
        webauthn.material(ORIGIN, der[:-32] + b"\x01" + bytes(31))


def test_a_key_written_in_another_way_is_refused(refused: Refusal) -> None:
    der = spki(ES256.private)
    compressed = ES256.private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    short = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + compressed
    point = ES256.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    for wrong in (
        der + b"\0",
        b"\x30\x81" + der[1:],
        short,
        point,
        der[:-1],
        der[:-1] + bytes([der[-1] ^ 1]),
        b"\x30\x00",
    ):
        with refused("bad-key-material"):
            webauthn.material(ORIGIN, wrong)


def test_an_officers_key_file_is_no_passkey(president: SigningKey, refused: Refusal) -> None:
    with refused("unknown-key-type"):
        check_assertion(president.material, TEXT, ES256.signed(TEXT))
