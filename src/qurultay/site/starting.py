"""Makes what a secretariat needs, lets the first secretary in, and runs it.

Nothing of Django is loaded here before `prepare` has said which house it is for; so what needs it is loaded where it is used.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qurultay.gazette.house import House
from qurultay.site.settings.told import PORT

HOUSE_SETTINGS = "qurultay.site.settings.house"
DEMO_SETTINGS = "qurultay.site.settings.demo"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A printed sheet, as whoever stands at the machine gets it."""

    name: str
    code: str
    address: str
    until: str


def prepare(house: House, port: int, settings: str = HOUSE_SETTINGS) -> None:
    """Makes what is missing: the folder, its keys, its rows; and finishes what a killed process left half done."""
    os.environ |= {"QURULTAY_HOUSE": str(house.folder), PORT: str(port), "DJANGO_SETTINGS_MODULE": settings}
    house.secretariat.mkdir(mode=0o700, parents=True, exist_ok=True)
    house.secretariat.chmod(0o700)
    import django

    django.setup()
    from django.core.management import call_command

    from qurultay.secretariat.roll import vault

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("clearsessions", verbosity=0)
    vault.finish()


def first_sheet() -> Sheet | None:
    """The sheet of the first secretary, who is made here; a new one until they have come in; then None for ever."""
    from django.utils import timezone

    from qurultay.secretariat.door import accounts

    return _said(*found) if (found := accounts.first_secretary(timezone.now())) else None


def sheet_for(name: str) -> Sheet:
    """A new sheet for somebody who lost what they came in with. Raises `LookupError` where no account has this name."""
    from django.utils import timezone

    from qurultay.secretariat.door import sheets
    from qurultay.secretariat.door.models import Account

    account = Account.objects.filter(name=name, is_active=True).first()
    if account is None:
        raise LookupError(name)
    return _said(account, *sheets.print_sheet(account, timezone.now()))


def _said(account: Any, sheet: Any, code: str) -> Sheet:
    from django.conf import settings

    from qurultay.secretariat.door.codes import in_groups

    until = f"{sheet.expires:%Y-%m-%d %H:%M} UTC"
    return Sheet(name=account.name, code=in_groups(code), address=f"{settings.ORIGIN}/door/sheet", until=until)


def guests() -> list[tuple[str, str]]:
    """The demonstration's assembly in mid-session, for each role the link by which one comes in, and the room's screen."""
    from django.utils import timezone

    from qurultay.secretariat.frame.house import standing
    from qurultay.site import seed
    from qurultay.site.demonstration import link
    from qurultay.site.settings.tolunay import NotTolunay

    if standing().book.purpose != "demonstration":
        raise NotTolunay("this record does not say of itself that it is a demonstration")
    seed.seed(timezone.now())
    links = [(guest.role, link(guest)) for guest in seed.guests()]
    screen = seed.screen_of_the_room()
    return [*links, *([("screen of the room", addresses()[0] + screen)] if screen else [])]


def addresses() -> tuple[str, str]:
    """Where people reach the secretariat, and where officers sign."""
    from django.conf import settings

    return settings.ORIGIN, settings.SIGNING_ORIGIN


def run(host: str, port: int, workers: int, said: Callable[[], None] = lambda: None, passphrase: str = "") -> int:
    """Runs what was prepared; see `qurultay.site.processes`."""
    from qurultay.site import processes

    return processes.run(host, port, workers, said, passphrase)
