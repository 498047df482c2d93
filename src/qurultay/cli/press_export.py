"""`qurultay press export`: the words of an act for other programs, to a file or to the screen."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import screen
from qurultay.cli.options import HouseOption, JsonOption, RecordOption
from qurultay.cli.papers import Asked, gathered, write
from qurultay.cli.refusing import Unusable
from qurultay.press.exports.citation import STYLES, citations
from qurultay.press.setting.original import Original


class As(StrEnum):
    """What an act is exported as."""

    AKOMA_NTOSO = "akoma-ntoso"
    MARKDOWN = "markdown"
    MAIL = "mail"
    CITATION = "citation"


def export(
    source: Annotated[
        str,
        typer.Argument(
            metavar="ACT|DRAFT", help="A number or short code of the record, an id on the desk, or DRAFT.yaml."
        ),
    ],
    form: Annotated[As, typer.Option("--as", metavar="FORM", help="akoma-ntoso, markdown, mail or citation.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="The file to make; else it is printed. Several languages: OUT gets each code before its ending.",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODES", help="Languages such as ug,en; else the first authentic one."),
    ] = None,
    style: Annotated[
        str | None, typer.Option(metavar="STYLE", help=f"Of a citation: {', '.join(STYLES)}; else all of them.")
    ] = None,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Export the words of an act: Akoma Ntoso 3.0, Markdown, plain text for mail, or its citation."""
    chosen = tuple(code.strip() for code in (language or "").split(",") if code.strip())
    with gathered(Asked(source, output or Path("-"), chosen, record=record, house=house)) as held:
        languages = chosen or (_first(held, form),)
        number = held.book.ids.get(held.act.id)
        found = {code: _exported(held, form, code, number, style) for code in languages}
    if json:
        screen.machine(
            {"act": number, "id": held.act.id, "as": form.value, "languages": {k: v.decode() for k, v in found.items()}}
        )
    elif output is None:
        for data in found.values():
            typer.echo(data, nl=False)
    else:
        for code, data in found.items():
            path = output if len(found) == 1 else output.with_suffix(f".{code}{output.suffix}")
            write(path, data)
            screen.say(f"{path}: {len(data)} bytes")


def _first(held: Original, form: As) -> str:
    return held.tongues[0] if form is As.CITATION else held.texts()[0]


def _exported(held: Original, form: As, language: str, number: int | None, style: str | None) -> bytes:
    if form is As.CITATION:
        return _cited(citations(held, number, language), style)
    from qurultay.press.exports.akoma_ntoso import akoma_ntoso
    from qurultay.press.exports.mail import mail
    from qurultay.press.exports.markdown import markdown

    texts: dict[As, Callable[[Original, str], str | bytes]] = {
        As.AKOMA_NTOSO: akoma_ntoso,
        As.MARKDOWN: markdown,
        As.MAIL: mail,
    }
    made = texts[form](held, language)
    return made if isinstance(made, bytes) else made.encode()


def _cited(every: dict[str, str], style: str | None) -> bytes:
    if style is None:
        return "".join(f"{name}:\n{said}\n\n" for name, said in every.items()).encode()
    if style not in every:
        raise Unusable(f"There is no style {ascii(style)[1:-1][:20]}; the styles are {', '.join(STYLES)}.")
    return f"{every[style]}\n".encode()
