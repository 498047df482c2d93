"""A passkey of software for signing in: what a browser and a device answer together, with every part open to change.

It shares its key with the passkey that signs acts in `tests/tlog/passkeys.py`, so that a test can try one for the other.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from tests.tlog.passkeys import Passkey, base64url

HERE = "http://localhost"
"""A passkey belongs to a name reached over https, or to this machine's own."""
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass(kw_only=True)
class SoftKey:
    """A passkey for one account at one origin."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    origin: str = HERE
    owner: str = ""

    @property
    def host(self) -> str:
        """The name that the key belongs to: no port."""
        return self.origin.split("//")[1].split(":")[0]

    def act_key(self, origin: str) -> Passkey:
        """The same key as one that signs acts."""
        return Passkey(private=self.private, origin=origin)

    def client(self, kind: str, asked: str, **changes: Any) -> bytes:
        """What the browser says."""
        said = {"type": f"webauthn.{kind}", "challenge": asked, "origin": self.origin, "crossOrigin": False} | changes
        return json.dumps(said).encode()

    def made(self, asked: dict[str, Any], flags: int = PRESENT | VERIFIED | ATTESTED, **changes: Any) -> str:
        """The answer to a page that asked for a new passkey."""
        options = asked["publicKey"]
        self.owner = options["user"]["id"]
        cose = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(Aaguid(bytes(16)), self.credential, cose)
        data = AuthenticatorData.create(sha256(self.host.encode()).digest(), flags, 0, attested)
        response = {
            "clientDataJSON": base64url(self.client("create", options["challenge"], **changes)),
            "attestationObject": base64url(bytes(AttestationObject.create("none", data, {}))),
        }
        return self._told(response)

    def answered(self, asked: dict[str, Any], flags: int = PRESENT | VERIFIED, **changes: Any) -> str:
        """The answer to a page that asked for this passkey."""
        client = self.client("get", asked["publicKey"]["challenge"], **changes)
        data = sha256(self.host.encode()).digest() + bytes([flags]) + bytes(4)
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": base64url(client),
            "authenticatorData": base64url(data),
            "signature": base64url(signature),
            "userHandle": self.owner,
        }
        return self._told(response)

    def _told(self, response: dict[str, str]) -> str:
        told = {"id": base64url(self.credential), "rawId": base64url(self.credential), "type": "public-key"}
        return json.dumps(told | {"response": response, "clientExtensionResults": {"credProps": {"rk": True}}})


def at_home() -> Client:
    """A browser that has never been here."""
    return Client(headers={"host": "localhost"})


def first_visit(code: str, key: SoftKey | None = None) -> tuple[Client, SoftKey]:
    """Comes in with a sheet and makes a passkey, without a browser."""
    browser, key = at_home(), key or SoftKey()
    assert browser.post("/door/sheet", {"code": code}).status_code == 302
    asked = browser.post("/door/welcome/device").json()
    assert browser.post("/door/welcome/passkey", {"passkey": key.made(asked)}).status_code == 302
    return browser, key


def sign_in(key: SoftKey, browser: Client | None = None, flags: int = PRESENT | VERIFIED, **changes: Any):
    """Signs in with a passkey; gives the browser and the answer."""
    browser = browser or at_home()
    asked = browser.post("/door/sign-in/passkey").json()
    return browser, browser.post("/door/sign-in", {"credential": key.answered(asked, flags, **changes)})
