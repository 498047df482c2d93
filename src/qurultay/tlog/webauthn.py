"""Passkeys that sign acts: an assertion (W3C WebAuthn level 3) over the text of an act, checked offline.

    material  = FF ‖ "qurultay.org/webauthn-act/v1\\n" ‖ origin ‖ "\\n" ‖ SubjectPublicKeyInfo DER
    challenge = "qurultay/act/v1" ‖ 00 00 00 ‖ SHA-256(text)
    signature = authenticatorData(37) ‖ uint16 n ‖ clientDataJSON(n) ‖ sig
                sig is DER for ES256, raw for Ed25519, PKCS#1 for RS256

The credential is made for acts alone, at an origin of its own. An authenticator shows no text; what the officer
saw is the word of the page at that origin (record format §3.2).
"""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from qurultay.tlog.edwards import admit_point
from qurultay.tlog.errors import Refused

PREFIX = b"\xffqurultay.org/webauthn-act/v1\n"
USER_PRESENT, USER_VERIFIED, BACKED_UP = 0x01, 0x04, 0x10
NEVER_SET = 0xE2
"""Attested credential data, extension data and the reserved bits."""
DEEPEST = 12
"""How deep client data may be nested, as in canonical JSON; what browsers write is flat."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"(https|http)://({_LABEL}(?:\.{_LABEL})*)(?::([1-9][0-9]{{0,4}}))?")
_OWN_PORT = {"https": "443", "http": "80"}

_PublicKey = EllipticCurvePublicKey | RSAPublicKey | Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class _Credential:
    origin: str
    host_hash: bytes
    key: _PublicKey


def material(origin: str, spki_der: bytes) -> bytes:
    """What is enrolled for a passkey. Raises `Refused` for an origin or a key we do not take."""
    made = PREFIX + origin.encode() + b"\n" + spki_der
    admit(made)
    return made


def admit(material: bytes) -> None:
    """Refuses an origin or a key we do not take: ES256 on P-256, Ed25519, RS256 with 2048 to 4096 bits and 65537."""
    _credential(material)


def challenge(text: bytes) -> bytes:
    """What the authenticator is asked to sign: 50 bytes, which no honest login of 32 random bytes can ask for.

    >>> len(challenge(b"text\\n")), challenge(b"text\\n")[:18]
    (50, b'qurultay/act/v1\\x00\\x00\\x00')
    """
    return b"qurultay/act/v1\0\0\0" + sha256(text).digest()


def is_passkey(material: bytes) -> bool:
    """Whether a key is a passkey's."""
    return material.startswith(PREFIX)


def origin_of(material: bytes) -> str:
    """The origin at which a passkey signs."""
    return material[len(PREFIX) :].split(b"\n", 1)[0].decode()


def synced(blob: bytes) -> bool:
    """Whether the assertion says that its key is copied to other devices. A body's rules may forbid that."""
    return bool(blob[32] & BACKED_UP)


def check_assertion(material: bytes, text: bytes, blob: bytes) -> None:
    """Checks that the passkey of `material` signed this text.

    1. authenticatorData has 37 bytes, no attested or extension data, user present and verified.
    2. rpIdHash is the SHA-256 of the enrolled origin's full host, never of a parent domain.
    3. clientDataJSON has no member twice; type, challenge and origin are exact; not embedded. Other members are
       ignored: browsers add random ones on purpose, so it is never compared with a template.
    4. The counter is ignored: 0 for synced passkeys, and acts are not entered in the order of signing.
    5. Credential ids are not needed: the key is enrolled, not looked up.
    6. The signature over authenticatorData ‖ SHA-256(clientDataJSON) holds. The ECDSA twin (r, n−s) holds too,
       which is harmless because an act's id is unique and its leaf covers the bytes.

    Raises `Refused`, each with its own code.
    """
    credential = _credential(material)
    authenticator, client, signature = _pieces(blob)
    _refuse_flags(authenticator[32])  # 1
    if authenticator[:32] != credential.host_hash:  # 2
        raise Refused("passkey-host", "the passkey was not used at the host of {origin}", origin=credential.origin)
    _refuse_client_data(_members(client), challenge(text), credential.origin)  # 3
    _verify(credential.key, signature, authenticator + sha256(client).digest())  # 6


def _pieces(blob: bytes) -> tuple[bytes, bytes, bytes]:
    size = int.from_bytes(blob[37:39], "big")
    if len(blob) <= 39 + size:
        raise Refused("passkey-blob", "the passkey's signature is cut short")
    return blob[:37], blob[39 : 39 + size], blob[39 + size :]


def _refuse_flags(flags: int) -> None:
    if flags & NEVER_SET:
        raise Refused("passkey-flags", "the passkey added data that an act does not carry")
    if flags & (USER_PRESENT | USER_VERIFIED) != USER_PRESENT | USER_VERIFIED:
        raise Refused("passkey-user-not-verified", "the passkey did not verify its user by PIN, finger or face")


def _members(client: bytes) -> dict[str, Any]:
    """What the browser said. NaN and infinity, which Python would take, are no JSON; and how deep a text may be nested is
    said here, since every parser ends somewhere else.
    """
    try:
        members = json.loads(
            client.decode(), object_pairs_hook=_single, parse_int=str, parse_float=str, parse_constant=_no_json
        )
        too_deep = _depth(members) > DEEPEST
    except Refused:
        raise
    except (ValueError, RecursionError):
        members = None
    if type(members) is not dict or too_deep:
        raise Refused("passkey-client-data", "the passkey's client data are not a JSON object")
    return members


def _no_json(word: str) -> NoReturn:
    raise ValueError(word)


def _depth(value: Any) -> int:
    """How deep objects and lists are nested, the outermost counted."""
    if not isinstance(value, dict | list):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused("passkey-client-data", "the passkey's client data name a member twice")
    return members


def _refuse_client_data(members: dict[str, Any], asked: bytes, origin: str) -> None:
    if members.get("type") != "webauthn.get":
        raise Refused("passkey-type", "the passkey was not asked for an assertion")
    if members.get("challenge") != urlsafe_b64encode(asked).rstrip(b"=").decode():
        raise Refused("passkey-challenge", "the passkey signed something else")
    if members.get("origin") != origin:
        raise Refused("passkey-origin", "the passkey was not used at {origin}", origin=origin)
    if members.get("crossOrigin", False) is not False or "topOrigin" in members:
        raise Refused("passkey-embedded", "the passkey was used in a page embedded in another")


def _verify(key: _PublicKey, signature: bytes, message: bytes) -> None:
    try:
        match key:
            case EllipticCurvePublicKey():
                key.verify(signature, message, ECDSA(SHA256()))
            case RSAPublicKey():
                key.verify(signature, message, PKCS1v15(), SHA256())
            case _:
                key.verify(signature, message)
    except InvalidSignature:
        raise Refused("bad-signature", "the passkey's signature does not fit the text") from None


@lru_cache(1024)
def _credential(material: bytes) -> _Credential:
    if not material.startswith(PREFIX):
        raise Refused("unknown-key-type", "this is not the key of a passkey")
    written, newline, der = material.removeprefix(PREFIX).partition(b"\n")
    origin = written.decode("latin-1")
    host = _host(origin)
    if not newline or not host:
        raise Refused(
            "bad-origin", "{origin} is not an origin such as https://sign.tolunay.example", origin=ascii(origin)[:80]
        )
    return _Credential(origin, sha256(host.encode()).digest(), _public_key(der))


def _host(origin: str) -> str | None:
    """The host of an origin as browsers write it: never the scheme's own port, never an address for a host."""
    found = _ORIGIN.fullmatch(origin)
    if not found:
        return None
    scheme, host, port = found.groups()
    own = host == "localhost" or host.endswith(".localhost")  # names that never leave a machine (RFC 6761 §6.3)
    wrong_host = len(host) > 253 or host.rpartition(".")[2].isdigit() or (scheme == "http" and not own)
    wrong_port = port is not None and (port == _OWN_PORT[scheme] or int(port) > 65_535)
    return None if wrong_host or wrong_port else host


def _public_key(der: bytes) -> _PublicKey:
    try:
        key = load_der_public_key(der)
        written = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (ValueError, UnsupportedAlgorithm):
        raise Refused("bad-key-material", "the passkey's key is not a public key in DER") from None
    if written != der:
        raise Refused("bad-key-material", "the passkey's key is not written in the one way for it")
    match key:
        case EllipticCurvePublicKey(curve=SECP256R1()):
            return key
        case RSAPublicKey(key_size=bits) if 2048 <= bits <= 4096 and key.public_numbers().e == 65537:
            return key
        case Ed25519PublicKey():
            admit_point(key.public_bytes_raw())
            return key
    raise Refused("weak-key", "a passkey's key is P-256, Ed25519, or RSA of 2048 to 4096 bits with exponent 65537")
