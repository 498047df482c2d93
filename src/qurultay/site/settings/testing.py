"""The tests: rows in a file of their own, keys that are no secrets, passwords that are quick to check."""

import atexit
import shutil
import tempfile
from pathlib import Path

from qurultay.site.settings.rooms import *
from qurultay.site.settings.safety import *
from qurultay.site.settings.storage import database

SECRET_KEY = "tests keep no secrets"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", "sign.localhost"]
# A folder for each run: tests that open pages, or vote by hundreds, need a file of rows with a connection for each request.
HOUSE = Path(tempfile.mkdtemp(prefix="qurultay-tests-"))
atexit.register(shutil.rmtree, HOUSE, ignore_errors=True)
VAULT = HOUSE / "vault"
DATABASES = {"default": database(HOUSE) | {"TEST": {"NAME": str(HOUSE / "tests.sqlite3")}}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SIGNING_ORIGIN = "http://sign.localhost:8001"
MIGRATION_MODULES = dict.fromkeys(("door", "roll", "desk", "chamber", "frame"))
