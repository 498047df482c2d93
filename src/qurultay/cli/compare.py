"""`qurultay compare`: two records that may be one, laid side by side. Facts in a fixed order, and no verdict."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.compared import as_data
from qurultay.cli.comparison_said import say_comparison
from qurultay.cli.options import JsonOption
from qurultay.cli.refusing import Unusable
from qurultay.cli.sources import opened
from qurultay.portal.comparison_page import comparison_page
from qurultay.portal.languages import INTERFACE
from qurultay.press.files import read_bounded
from qurultay.record.branch import Branch, read_branch
from qurultay.record.comparing import Comparison
from qurultay.record.comparing import compare as lay_side_by_side
from qurultay.record.layout import MIB
from qurultay.record.unentered import Unentered, read_unentered
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import MOST_BYTES
from qurultay.tlog.policy import Key
from qurultay.tlog.policy import parse as parse_policy


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A record: folder, zip or web address.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    json: JsonOption = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="OUT.html", help="Write the comparison as one page, for a browser.")
    ] = None,
    language: Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="The language of that page.")] = "en",
    refused: Annotated[
        list[Path] | None,
        typer.Option(
            "--refused", metavar="NOTE", help="A signed text that a gate did not enter, stamped by a witness."
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option("--policy", help="Witnesses you know besides those the rules name (C2SP tlog-policy)."),
    ] = None,
) -> None:
    """Lay two records side by side: what they share, where they part, and what can be counted on each side.

    A branch whose last acts no verifier accepts is compared up to the first of them, and the reason is told.
    """
    now = moment.now()
    with opened(a) as first, opened(b) as second, screen.progress("reading both records"):
        sides = (read_branch(first.source, now=now), read_branch(second.source, now=now))
    found = lay_side_by_side(*sides, _unentered(refused or [], sides, policy))
    if page is not None:
        _write(page, found, sides, (a, b), language)
    if json:
        screen.machine(as_data(found))
        return
    screen.say(f"A: {screen.foreign(a)}", f"B: {screen.foreign(b)}", "")
    say_comparison(found, sides)
    if page is not None:
        screen.say("", f"written as a page: {screen.foreign(str(page))}")


def _unentered(notes: list[Path], sides: tuple[Branch, Branch], policy: Path | None) -> tuple[Unentered, ...]:
    """What a gate did not enter, each read beside both records. Raises `Unusable`."""
    known = () if policy is None else tuple(parse_policy(read_bounded(policy, MIB, policy.name)).witnesses.values())
    return tuple(_read(path, sides, known) for path in notes)


def _read(path: Path, sides: tuple[Branch, Branch], known: tuple[Key, ...]) -> Unentered:
    try:
        return read_unentered(read_bounded(path, MOST_BYTES, path.name), sides, known)
    except Refused as bad:
        raise Unusable(
            f"{str(path)!r} cannot be laid beside the records: {bad.sentence}; a witness makes it with `qurultay witness stamp`."
        ) from None


def _write(page: Path, found: Comparison, sides: tuple[Branch, Branch], sources: tuple[str, str], code: str) -> None:
    """The same facts as a page that needs nothing else."""
    if code not in INTERFACE:
        raise Unusable(f"There is no page in {code!a}; --language is one of {', '.join(INTERFACE)}.")
    page.write_bytes(comparison_page(found, sides, sources, code))
