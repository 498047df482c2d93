"""`qurultay serve`: a site shown on this machine, for whoever sits at it."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.house import house_around
from qurultay.cli.options import HouseOption
from qurultay.cli.refusing import Unusable
from qurultay.cli.static_files import StaticServer


def serve(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder of the site; else that of the house.")
    ] = None,
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8000,
    house: HouseOption = None,
) -> None:
    """Show a site on this machine until you end it with Ctrl-C. Nobody else can reach it."""
    site = folder if folder is not None else house_around(None, house).site
    serve_site(site, port)


def serve_site(site: Path, port: int) -> None:
    """Show this folder. Raises `Unusable` where there is no site in it."""
    if not (site / "index.html").is_file():
        raise Unusable(f"There is no site in {str(site)!r}; make one with `qurultay build`.")
    with StaticServer(site, port) as server:
        screen.say(f"The site is at {server.address} and for this machine alone. Ctrl-C ends it.")
        server.run()
