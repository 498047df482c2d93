"""Passkeys made of software: what a browser and an authenticator do together, with every part open to change."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from qurultay.tlog import webauthn
from qurultay.tlog.keys import key_id
from qurultay.tlog.note import Line

ORIGIN = "https://sign.tolunay.example"
Private = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def blob(authenticator: bytes, client: bytes, signature: bytes) -> bytes:
    return authenticator + len(client).to_bytes(2, "big") + client + signature


@dataclass(frozen=True, kw_only=True)
class Passkey:
    """A credential at an origin."""

    private: Private
    name: str = "tolunay.example/vice-president"
    origin: str = ORIGIN
    members: dict[str, Any] = field(default_factory=dict)

    @property
    def material(self) -> bytes:
        der = self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return webauthn.material(self.origin, der)

    def client_data(self, asked: bytes, **changes: Any) -> bytes:
        """What the browser says, in its order; a change to None leaves a member out."""
        members = {
            "type": "webauthn.get",
            "challenge": base64url(asked),
            "origin": self.origin,
            "crossOrigin": False,
            **changes,
        }
        said = {name: value for name, value in members.items() if value is not None}
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()

    def authenticator_data(
        self, host: str | None = None, flags: int = 0x05, counter: int = 3, rest: bytes = b""
    ) -> bytes:
        """What the authenticator says: the hash of the host, the flags, the counter, and what should not follow."""
        host = self.origin.split("//")[1].split(":")[0] if host is None else host
        return sha256(host.encode()).digest() + bytes([flags]) + counter.to_bytes(4, "big") + rest

    def sign(self, message: bytes) -> bytes:
        match self.private:
            case ec.EllipticCurvePrivateKey():
                return self.private.sign(message, ec.ECDSA(SHA256()))
            case rsa.RSAPrivateKey():
                return self.private.sign(message, padding.PKCS1v15(), SHA256())
            case _:
                return self.private.sign(message)

    def assertion(self, client: bytes, authenticator: bytes | None = None) -> bytes:
        authenticator = self.authenticator_data() if authenticator is None else authenticator
        return blob(authenticator, client, self.sign(authenticator + sha256(client).digest()))

    def signed(self, text: bytes) -> bytes:
        """The honest assertion over a text."""
        return self.assertion(self.client_data(webauthn.challenge(text)))

    def line(self, signature: bytes) -> Line:
        return Line(self.name, key_id(self.name, self.material), signature)
