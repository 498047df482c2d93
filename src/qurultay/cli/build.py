"""`qurultay build`: the public site of a record, a pure function of it."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.house import find_house
from qurultay.cli.options import HouseOption, RecordOption
from qurultay.cli.record_here import verified
from qurultay.cli.refusing import Unusable
from qurultay.portal.build import Built
from qurultay.portal.build import build as build_site
from qurultay.portal.folder import NotOurs


def build(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="SITE", help="The folder of the site; else `site` in the house."),
    ] = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Make the public site of a record. The record is verified first, and only what has changed is written."""
    found = find_house(None, house)
    if output is None and (found is None or record is not None):
        raise Unusable("Name the folder of the site with --output.")
    site = output if output is not None else found.site if found is not None else Path("site")
    with verified(record, house) as here:
        try:
            built = build_site(here.source, site, memory=site.parent / f".{site.name}-built.json")
        except NotOurs as other:
            raise Unusable(f"{other}.".replace("..", ".")) from None
    screen.say(told(built, site))


def told(built: Built, site: Path) -> str:
    """What a build did, in one sentence."""
    gone = f", {len(built.deleted)} taken away" if built.deleted else ""
    return f"The site has {built.files} files; {len(built.written)} were written{gone}. It lies in {site}."
