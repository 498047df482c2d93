"""The demonstration: Tolunay's assembly on this machine alone, with sign-in links for each role.

These links are a way in without any proof. They stand in this module's addresses and in no other; and this module
refuses every record but Tolunay's, whose keys are public, so that nobody's real assembly is ever opened by it.
"""

from qurultay.site.settings.house import *
from qurultay.site.settings.tolunay import PASSPHRASE, refuse_any_but_tolunay

refuse_any_but_tolunay(HOUSE / "record", ORIGIN)

DEMONSTRATION = True
ROOT_URLCONF = "qurultay.site.demonstration_urls"
BODY_NAME = "Tolunay"
# Each guest has a name of this machine to themselves, and so cookies: several can be open side by side in one browser.
ALLOWED_HOSTS = [".localhost", "127.0.0.1"]
LIVE_READERS = "*"
# Everybody has the keys of Tolunay's officers, and those of its gate.
PUBLIC_PASSPHRASE = PASSPHRASE
# Nobody here has a passkey to prove once more that it is they.
FRESH_FOR = IDLE_FOR = STAY_FOR
