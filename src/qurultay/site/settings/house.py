"""A secretariat in use: everything from the folder of the house that QURULTAY_HOUSE names."""

import hmac
import os

from qurultay.site.settings.rooms import *
from qurultay.site.settings.safety import *
from qurultay.site.settings.storage import database, house, secret_key
from qurultay.site.settings.told import PORT, told

_house = house()
_told = told(_house.secretariat, int(os.environ.get(PORT, "8001")))

HOUSE = _house.folder
VAULT = _house.secretariat / "vault"
VAULT_PASSPHRASE = os.environ.get("QURULTAY_VAULT_PASSPHRASE", "")
SECRET_KEY = secret_key(_house.secretariat)
DEBUG = False
DATABASES = {"default": database(_house.secretariat, _told.database)}

ORIGIN, SIGNING_ORIGIN, LIVE_ORIGIN = _told.origin, _told.signing, _told.live
ALLOWED_HOSTS = _told.hosts
BODY_NAME = _told.name or "Qurultay"

if _told.https:
    # A cookie whose name begins so is taken from this very host alone, over https alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    ALLAUTH_TRUSTED_PROXY_COUNT = 1


def hidden(key: str, prefix: str, version: int) -> str:
    """How a key of the cache is written: whose name or address it was cannot be read from it."""
    return hmac.digest(SECRET_KEY.encode(), f"{prefix}:{version}:{key}".encode(), "sha256").hex()


# Limits on how often one may try: all processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "limits",
        "KEY_FUNCTION": hidden,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plainly": {"()": "qurultay.site.journal.Plainly"}},
    "handlers": {"journal": {"class": "logging.StreamHandler", "formatter": "plainly"}},
    "root": {"handlers": ["journal"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["journal"], "level": "WARNING", "propagate": False}},
}
