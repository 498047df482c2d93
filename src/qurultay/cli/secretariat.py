"""`qurultay secretariat`: the assembly at work in the browser, started with all it needs by one command.

This module knows Django by name alone: what starts it is loaded when the command runs, and only where it is installed.
"""

import os
import socket
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import segno
import typer

from qurultay.cli import screen
from qurultay.cli.house import House, house_around
from qurultay.cli.options import HouseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable

MISSING = (
    'The secretariat needs the extra "web", which is not installed here: pip install "qurultay[web]"; '
    "in a checkout, ./run secretariat brings it by itself."
)
LEAVING = 3.0
"""Seconds that those of a secretariat that was killed outright may take to give their ports back."""
PortOption = Annotated[
    int, typer.Option(help="The port of the pages; the two after it serve live pages and signing.", min=1, max=65533)
]


def secretariat(
    house: HouseOption = None,
    port: PortOption = 8001,
    host: Annotated[str, typer.Option(help="The address of this machine that it listens at.")] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option(help="How many processes serve the pages; 0 takes two to four.", min=0, max=64)
    ] = 0,
    sheet: Annotated[
        str | None, typer.Option(metavar="ACCOUNT", help="Only print a new sheet for this account, and end.")
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="Ask for the passphrase of the keys, so that what is ripe enters by itself.")
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option("--passphrase-file", help="With --gate: a file whose first line is the passphrase.")
    ] = None,
) -> None:
    """Start the secretariat of a house: everything that is missing is made, and all of it ends with Ctrl-C.

    The first start makes the first secretary and prints the sheet with which they come in.
    """
    starting = _starting()
    place = house_around(None, house)
    words = passphrase("the gate's and the log's key", passphrase_file) if gate else ""
    if sheet is None:
        _refuse_taken(host, port, LEAVING)
    _prepared(starting, place, port)
    if sheet is not None:
        _show(_sheet_for(starting, sheet))
        return
    first = starting.first_sheet()
    if first is not None:
        screen.say(
            "", "Nobody has come in as secretary yet. This is the first secretary's sheet; it is shown this once."
        )
        _show(first)
    raise typer.Exit(starting.run(host, port, workers or _enough(), lambda: _say_where(starting), words))


def open_demonstration(house: House, port: int) -> int:
    """Opens the assembly of the demonstration, on this machine alone, with a link for each role; runs until Ctrl-C."""
    starting = _starting()
    _refuse_taken("127.0.0.1", port, LEAVING)
    starting.prepare(house, port, starting.DEMO_SETTINGS)
    links = starting.guests()
    status: int = starting.run("127.0.0.1", port, 2, lambda: _say_links(links))
    return status


def _say_links(links: list[tuple[str, str]]) -> None:
    screen.say(
        "", "Tolunay's assembly is at work. Come in as anybody; several can be open side by side in one browser:"
    )
    screen.tell([(f"{role:20}", link) for role, link in links])
    if not any(role == "screen of the room" for role, _ in links):
        screen.say(
            "", "The terms of its members have run out, so no session is open; what else there is can be looked at."
        )
        return
    screen.say(
        "",
        "On the desk an officer can publish the statement, whose hold of 24 hours has run, and then find it on the site;",
        "the minutes lack one signature, and with it their hold begins. Votes, speakers and motions wait in the sitting.",
        "These links work on this machine and for this invented assembly alone. Ctrl-C ends it all.",
    )


def _enough() -> int:
    """As many as the machine has processors, but two at least: while one waits for the disk, the other answers."""
    return min(4, max(2, os.cpu_count() or 2))


def _starting() -> Any:
    """What starts it. Raises `Unusable` where the extra is missing."""
    refuse_missing()
    from qurultay.site import starting

    return starting


def refuse_missing() -> None:
    """Raises `Unusable` where the extra is missing."""
    if any(find_spec(name) is None for name in ("django", "allauth", "gunicorn", "uvicorn", "whitenoise")):
        raise Unusable(MISSING)


def free_ports() -> int:
    """The first of three ports in a row that nobody has. Raises `Unusable` where there are none."""
    for _ in range(50):
        with socket.socket() as tried:
            tried.bind(("127.0.0.1", 0))
            first: int = tried.getsockname()[1]
        with suppress(Unusable):
            _refuse_taken("127.0.0.1", min(first, 65533))
            return min(first, 65533)
    raise Unusable("No three ports in a row are free on this machine.")


def _prepared(starting: Any, house: House, port: int) -> None:
    from qurultay.site.settings.told import Untold

    try:
        starting.prepare(house, port)
    except Untold as bad:
        raise Unusable(str(bad)) from None


def _sheet_for(starting: Any, name: str) -> Any:
    try:
        return starting.sheet_for(name)
    except LookupError:
        raise Unusable(f"No account is called {name!a}; the page Accounts lists them.") from None


def _refuse_taken(host: str, port: int, patience: float = 0.0) -> None:
    until = time.monotonic() + patience
    for each in (port, port + 1, port + 2):
        while (why := _taken(host, each)) and time.monotonic() < until:
            time.sleep(0.1)
        if why:
            raise Unusable(
                f"{host} port {each} is not to be had ({why}); the secretariat takes three ports in a row. "
                "Name others with --port."
            )


def _taken(host: str, port: int) -> str:
    """Why this port is not to be had; nothing where it is."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as bad:
            return bad.strerror or str(bad)
    return ""


def _show(sheet: Any) -> None:
    """A sheet on the terminal, with its picture where there is one to look at."""
    code = segno.make(f"{sheet.address}#{sheet.code.replace(' ', '')}", error="m")
    screen.tell(
        [("account", sheet.name), ("address", sheet.address), ("code", sheet.code), ("good until", sheet.until)]
    )
    if screen.is_looked_at():
        code.terminal(compact=True)


def _say_where(starting: Any) -> None:
    origin, signing = starting.addresses()
    screen.say("", f"The secretariat is at {origin}; officers sign at {signing}. Ctrl-C ends it.")
