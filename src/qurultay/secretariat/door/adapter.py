"""How django-allauth keeps what it keeps for us: the seed of printed codes is sealed under a key that is not in the database."""

import base64
import os

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def _key() -> AESGCM:
    drawn = HKDF(SHA256(), 32, None, b"qurultay/printed-codes/v1").derive(settings.SECRET_KEY.encode())
    return AESGCM(drawn)


class Sealing(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals; names the site after the body, and an account by its name."""

    def encrypt(self, text: str) -> str:
        """The text, sealed."""
        nonce = os.urandom(_NONCE)
        return base64.b64encode(nonce + _key().encrypt(nonce, text.encode(), None)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again. Raises `cryptography.exceptions.InvalidTag` where another house sealed it."""
        raw = base64.b64decode(encrypted_text)
        return _key().decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()

    def _get_site_name(self) -> str:
        return settings.BODY_NAME
