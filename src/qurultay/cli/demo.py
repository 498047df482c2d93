"""`qurultay demo`: an invented assembly is founded, its history of four years is played, verified and shown."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Annotated

import typer

from qurultay.cli import moment, screen, secretariat
from qurultay.cli.build import told
from qurultay.cli.findings import say_findings, verdict_line
from qurultay.cli.house import House
from qurultay.cli.memory import Memory
from qurultay.cli.refusing import Unusable, refuse_taken
from qurultay.cli.serve import serve_site
from qurultay.cli.sources import opened
from qurultay.cli.static_files import StaticServer
from qurultay.cli.tolunay import FACTS, play
from qurultay.cli.tolunay.handing_over import hand_over
from qurultay.cli.tolunay.sent_paper import lay_paper
from qurultay.cli.verify import judged
from qurultay.portal.build import build
from qurultay.press.preflight.facts_file import BESIDE
from qurultay.record.whole import new_folder


def demo(
    folder: Annotated[Path | None, typer.Option("--dir", help="Where to put it; else a temporary folder.")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not show the site when all is done.")] = False,
    port: Annotated[int, typer.Option(help="The port of the site; 0 takes a free one.", min=0, max=65535)] = 8000,
) -> None:
    """Found an invented assembly, play its history, verify it and show its site on this machine."""
    house = House(_room(folder))
    with new_folder(house.folder):
        _play(house)
    if not no_serve:
        _show(house, port)


def _play(house: House) -> None:
    """Found it, play its history, verify that, build its site; whoever breaks off finds the folder as it was."""
    screen.say(
        "Tolunay is an invented assembly: its communities, its people and their keys are made up, and its keys are public."
    )
    screen.say("Founding it and playing four years of its history …")
    shutil.copyfile(FACTS, house.folder / BESIDE)
    with screen.progress("playing") as moved:
        numbers = play(
            house.record, house.home, moved or (lambda done, of: None), now=datetime.fromtimestamp(moment.now(), UTC)
        )
    screen.say(
        f"{len(numbers)} acts were drafted, signed, held, judged and entered. Verifying them as a stranger would …"
    )
    with opened(str(house.record)) as copy:
        report, before = judged(copy, Memory(None), None)
        say_findings(report, before, compared=False)
        screen.verdict(verdict_line(report), True)
        hand_over(house.folder, report.book)
        screen.say("Building its site in three languages …")
        built = build(copy.source, house.site, memory=house.folder / ".site-built.json")
        screen.say(told(built, house.site))
    screen.say(f"Everything lies in {house.folder}. Try: qurultay verify {house.record}")
    paper = lay_paper(house.folder / "sent")
    screen.say(
        f"The letter that went to Osmark, as it was sent: {paper}. Its SHA-256 is {sha256(paper.read_bytes()).hexdigest()};"
    )
    screen.say(
        f"look it up on the site under “Check a document”, or try: qurultay press verify {paper} --record {house.record}"
    )


def _show(house: House, port: int) -> None:
    """The site, and beside it the assembly at work; the site alone, and a word why, where the extra is missing."""
    try:
        secretariat.refuse_missing()
    except Unusable as missing:
        screen.say(str(missing), "So here is the public site alone.")
        serve_site(house.site, port)
        return
    with StaticServer(house.site, port) as server:
        Thread(target=server.run, daemon=True).start()
        screen.say(f"The public site is at {server.address}. Opening the assembly …")
        raise typer.Exit(secretariat.open_demonstration(house, port + 1 if port else secretariat.free_ports()))


def _room(folder: Path | None) -> Path:
    if folder is None:
        return Path(mkdtemp(prefix="tolunay-"))
    refuse_taken(folder)
    return folder.resolve()
