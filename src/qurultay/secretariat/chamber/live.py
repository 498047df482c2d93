"""What everybody in a sitting sees at once: the parts of its page, made once for each language and pushed to all.

A deed that changes what a sitting looks like says so with `changed`. When its transaction is committed, the sitting's file
in the folder `live` gets another mark; the side process (`qurultay.site.live`) sees it, asks for the parts in each language
that somebody reads, and sends those that changed to every open page. Nothing that is one person's stands in a part: a
form is the same for all, and whether somebody may use it the deed itself asks.
"""

import logging
import time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.speaking import fragment
from qurultay.secretariat.frame.tickets import DAY_OPEN, MINUTES_OPEN, Ticket, key_at, touch

PARTS: Final = {
    "floor": ("agenda", "motion", "vote", "quorum", "speakers"),
    "screen": ("screen",),
}
"""The parts of each page, in their order: a module `chamber.parts.NAME` with `values(sitting)`, and a template."""


def folder() -> Path:
    """Where the marks of the sittings lie, and the key of the tickets."""
    return house().secretariat / "live"


def changed(sitting: Sitting) -> None:
    """This sitting looks different, once the transaction that says so is committed. That nobody is told loses nothing."""
    transaction.on_commit(partial(_touch, sitting.pk))


def _touch(sitting: int) -> None:
    try:
        touch(folder(), sitting)
    except OSError:
        logging.getLogger(__name__).warning("live pages are not told of a change in sitting %d", sitting)


def parts_of(sitting: Sitting, page: str, language: str) -> dict[str, str]:
    """The markup of every part of a page, as it is now."""
    return {name: _part(name, sitting, language) for name in PARTS[page]}


def _part(name: str, sitting: Sitting, language: str) -> str:
    values = import_module(f"qurultay.secretariat.chamber.parts.{name}").values(sitting)
    return fragment(
        language, f"chamber/parts/{name}.html", values | {"sitting": sitting, "zone": ZoneInfo(sitting.zone)}
    )


def ticket(sitting: Sitting, language: str) -> str:
    """A ticket with which a page may listen during the next minutes."""
    return _ticket("floor", sitting, language, MINUTES_OPEN)


def screen_ticket(sitting: Sitting, language: str) -> str:
    """A ticket for the screen of the room, good for a day: it stands on a machine where nobody signs in."""
    return _ticket("screen", sitting, language, DAY_OPEN)


def _ticket(kind: str, sitting: Sitting, language: str, seconds: int) -> str:
    until = int(time.time()) + seconds
    return Ticket(kind=kind, sitting=sitting.pk, language=language, until=until).signed(key_at(folder()))
