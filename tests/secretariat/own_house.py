"""Settings of a secretariat in a folder of its own, for programs that tests start, kill and search.

OWN_HOUSE names the folder, OWN_DATABASE a PostgreSQL if there is to be one.
"""

import os
from pathlib import Path

from qurultay.site.settings.storage import database
from qurultay.site.settings.testing import *  # noqa: F403

HOUSE = Path(os.environ["OWN_HOUSE"])
VAULT = HOUSE / "vault"
DATABASES = {"default": database(HOUSE, os.environ.get("OWN_DATABASE", ""))}
