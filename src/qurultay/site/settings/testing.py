"""The tests: rows in a file of their own, keys that are no secrets, passwords that are quick to check."""

import tempfile
from pathlib import Path

from qurultay.site.settings.rooms import *
from qurultay.site.settings.safety import *
from qurultay.site.settings.storage import database

SECRET_KEY = "tests keep no secrets"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", "sign.localhost"]
HOUSE = Path(tempfile.gettempdir()) / "qurultay-tests"
VAULT = HOUSE / "vault"
DATABASES = {"default": database(HOUSE) | {"TEST": {"NAME": None}}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SIGNING_ORIGIN = "http://sign.localhost:8001"
MIGRATION_MODULES = dict.fromkeys(("door", "roll", "desk", "chamber", "frame"))
