"""Keys: who can sign a note, and whether a line is theirs.

The material of a key is `type ‖ key`; that is what skeletons enrol (base64) and what `check` dispatches on:

    01 ‖ 32 bytes      Ed25519 over the text                     officers' key files, logs
    04 ‖ 32 bytes      Ed25519 over a time and the text          the gate, witnesses (C2SP tlog-cosignature)
    06 ‖ 1312 bytes    ML-DSA-44 over a time and the head        witnesses (C2SP tlog-cosignature)
    ff ‖ "qurultay.org/webauthn-act/v1\\n" ‖ …                    officers' passkeys: webauthn.py

    keyid = SHA-256(name ‖ 0A ‖ material)[0:4]          vkey = name "+" hex(keyid) "+" base64(material)
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from qurultay.tlog import webauthn
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.cosignature import cosigned, cosigned_head, timed
from qurultay.tlog.edwards import admit_point
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, refuse_name

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
ML_DSA_COSIGNATURE = b"\x06"
OTHER = b"\xff"

# First lines of what our keys sign besides texts. A text that begins like one of them is never signed, nor believed.
_OTHER_MESSAGES = (b"cosignature/v1\n", b"subtree/v1\n", b"qurultay/attest/v1\n", b"qurultay/act/v1")


@lru_cache(4096)
def key_id(name: str, material: bytes) -> bytes:
    """The four bytes by which a line names its key. Not a hash to rely on: `check` has the whole key."""
    return sha256(name.encode() + b"\n" + material).digest()[:4]


def vkey(name: str, material: bytes) -> str:
    """A key on one line, for policies and paper.

    >>> vkey("example.com/foo", bytes(3))
    'example.com/foo+03f08f75+AAAA'
    """
    return f"{name}+{key_id(name, material).hex()}+{armour(material)}"


def parse_vkey(text: str) -> tuple[str, bytes]:
    """The name and the material in a verifier key, written back and compared.

    The name may be any that C2SP allows; whether the key is one to trust says `admit`. Raises `Refused`.
    """
    name, _, rest = text.partition("+")
    refuse_name(name, strict=False)
    material = unarmour(rest.partition("+")[2])
    if len(material) < 2 or vkey(name, material) != text:
        raise Refused("bad-vkey", "{words} is not a verifier key", words=ascii(text)[:80])
    return name, material


@dataclass(frozen=True)
class SigningKey:
    """A name and its Ed25519 key: an officer's key file, a log's, the gate's, a witness's.

    >>> key = SigningKey.from_seed("tolunay.example/president", bytes([1]) * 32)
    >>> vkey(key.name, key.material)
    'tolunay.example/president+5f6a3603+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c'
    >>> check(key.sign(b"text\\n"), key.material, b"text\\n")
    >>> check(key.cosign(b"text\\n", 1795352926), key.cosigner_material, b"text\\n")
    1795352926

    One key has one purpose: a key that signs does not cosign. Raises `Refused` for a name we do not allow.
    """

    name: str
    private: Ed25519PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        refuse_name(self.name)

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> Self:
        """The key of 32 secret bytes (RFC 8032 §5.1.5)."""
        if len(seed) != 32:
            raise Refused("bad-key-material", "a seed is 32 bytes, not {size}", size=len(seed))
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def material(self) -> bytes:
        """What is enrolled when the key signs texts."""
        return ED25519 + self.private.public_key().public_bytes_raw()

    @property
    def cosigner_material(self) -> bytes:
        """What is enrolled when the key cosigns."""
        return COSIGNATURE + self.private.public_key().public_bytes_raw()

    def sign(self, text: bytes) -> Line:
        """The line under a text. Raises `Refused` for a text that could be read as a message of another protocol."""
        _refuse_other_protocol(text)
        return Line(self.name, key_id(self.name, self.material), self.private.sign(text))

    def cosign(self, text: bytes, time: int) -> Line:
        """The line that says when this text was seen (C2SP cosignature/v1). Raises `Refused`."""
        signature = self.private.sign(cosigned(text, time))
        return Line(self.name, key_id(self.name, self.cosigner_material), time.to_bytes(8, "big") + signature)

    def attest(self, message: bytes) -> bytes:
        """The signature over a message that is no text of a note, as an attestation is. Raises `Refused`."""
        _refuse_unmarked(message)
        return self.private.sign(message)


def check(line: Line, material: bytes, text: bytes) -> int | None:
    """Checks that this line is by this key and over this text; returns the time it states, if its type has one.

    1. The line names this key.  2. Its signature fits the text, as the type of the key demands.

    Raises `Refused`.
    """
    if line.key_id != key_id(line.name, material):  # 1
        raise Refused("another-key", "the line of {line} was not made by the key it is checked with", line=line.name)
    match material[:1]:  # 2
        case b"\x01":
            _refuse_other_protocol(text)
            _verify(material, line.signature, text, line.name)
            return None
        case b"\x04":
            time, signature = timed(line.signature)
            _verify(material, signature, cosigned(text, time), line.name)
            return time
        case b"\x06":
            time, signature = timed(line.signature)
            _verify_ml_dsa(material, signature, cosigned_head(line.name, text, time), line.name)
            return time
        case b"\xff" if material.startswith(webauthn.PREFIX):
            webauthn.check_assertion(material, text, line.signature)
            return None
    raise Refused("unknown-key-type", "keys of type {type} are not among those we check", type=material[:1].hex())


def check_attestation(material: bytes, message: bytes, signature: bytes) -> None:
    """Checks what `SigningKey.attest` signed, for a key of type 01. Raises `Refused`."""
    if material[:1] != ED25519:
        raise Refused("unknown-key-type", "only an Ed25519 key attests")
    _refuse_unmarked(message)
    _verify(material, signature, message, "the attesting key")


def admit(material: bytes) -> None:
    """Refuses key material nobody may enrol or put in a policy: malformed, of unknown type, or proving nothing.

    >>> admit(ED25519 + bytes(32))
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: the key is a point of small order: signatures under it prove nothing

    Raises `Refused`.
    """
    match material[:1]:
        case b"\x01" | b"\x04":
            admit_point(material[1:])
        case b"\x06":
            _ml_dsa(material[1:])
        case b"\xff" if material.startswith(webauthn.PREFIX):
            webauthn.admit(material)
        case other:
            raise Refused("unknown-key-type", "keys of type {type} are not among those we check", type=other.hex())


def _verify(material: bytes, signature: bytes, message: bytes, name: str) -> None:
    try:
        _ed25519(material).verify(signature, message)
    except InvalidSignature:
        raise Refused("bad-signature", "the signature of {name} does not fit the text", name=name) from None


def _verify_ml_dsa(material: bytes, signature: bytes, message: bytes, name: str) -> None:
    try:
        _ml_dsa(material[1:]).verify(signature, message)
    except InvalidSignature:
        raise Refused("bad-signature", "the signature of {name} does not fit the head", name=name) from None


@lru_cache(4096)
def _ed25519(material: bytes) -> Ed25519PublicKey:
    admit_point(material[1:])
    return Ed25519PublicKey.from_public_bytes(material[1:])


@lru_cache(64)
def _ml_dsa(raw: bytes) -> MLDSA44PublicKey:
    try:
        return MLDSA44PublicKey.from_public_bytes(raw)
    except ValueError:
        raise Refused("bad-key-material", "{size} bytes are not an ML-DSA-44 key", size=len(raw)) from None
    except UnsupportedAlgorithm:
        raise Refused("unsupported-key-type", "the OpenSSL of this machine has no ML-DSA-44") from None


def _refuse_other_protocol(text: bytes) -> None:
    if text.startswith(_OTHER_MESSAGES):
        raise Refused("another-protocol", "the text begins like a message of another protocol")


def _refuse_unmarked(message: bytes) -> None:
    if not message.startswith(b"qurultay/attest/v1\n"):
        raise Refused("another-protocol", "what is attested begins with qurultay/attest/v1")
