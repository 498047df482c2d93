"""What every command that sets a paper is asked for, said once; and how a command is made of it."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from qurultay.cli import screen
from qurultay.cli.options import HouseOption, JsonOption, PassphraseOption, RecordOption
from qurultay.cli.papers import Asked, Made, Paper

SourceArgument = Annotated[
    str,
    typer.Argument(metavar="ACT|DRAFT", help="A number or short code of the record, an id on the desk, or DRAFT.yaml."),
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="OUT.pdf", help="The file to make.")]
LanguagesOption = Annotated[
    str | None,
    typer.Option("--language", metavar="CODES", help="Languages in their order, such as ug,en; else all there are."),
]
PaperOption = Annotated[Paper, typer.Option("--paper", metavar="a4|letter", help="The size of the sheet.")]
SignOption = Annotated[
    Path | None,
    typer.Option("--sign", metavar="CERT", help="An office's certificate: the paper is signed and certified."),
]
EnterOption = Annotated[
    bool,
    typer.Option("--enter", help="Write the short code and the file into the draft, so that its act names this paper."),
]
SessionArgument = Annotated[
    str, typer.Argument(metavar="ACT", help="The act that calls the session, by number or short code.")
]


def asked_of_an_act(
    source: SourceArgument,
    output: OutputOption,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    enter: EnterOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> Asked:
    """The paper of an act or a draft: the draft can be told of it, and an office can sign it."""
    return Asked(source, output, _codes(language), paper.value, enter, sign, passphrase_file, record, house)


def asked_of_a_session(
    source: SessionArgument,
    output: OutputOption,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    record: RecordOption = None,
    house: HouseOption = None,
) -> Asked:
    """Papers for a session, which are nobody's act: they are neither entered nor signed."""
    return Asked(source, output, _codes(language), paper.value, record=record, house=house)


def setting(
    app: typer.Typer, gather: Callable[..., Asked] = asked_of_an_act
) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Add a command that makes papers: it takes what `gather` takes, then what its own function adds, and `--json`.

    Typer reads options off a signature. So the signature that every such command would repeat is put together here.
    """

    def add(make: Callable[..., Made]) -> Callable[..., Made]:
        shared = inspect.signature(gather).parameters

        def command(**given: Any) -> None:
            json = given.pop("json")
            asked = gather(**{name: given.pop(name) for name in shared})
            _tell(make(asked, **given), json)

        command.__signature__ = _put_together(gather, make)  # type: ignore[attr-defined]  # PEP 362 lets any callable have one
        app.command(make.__name__, help=inspect.getdoc(make))(command)
        return make

    return add


def _put_together(gather: Callable[..., Asked], make: Callable[..., Made]) -> inspect.Signature:
    """What must be given first, then the options of this paper, those of every paper, and `--json`."""
    shared = [*inspect.signature(gather).parameters.values()]
    own = [*inspect.signature(make).parameters.values()][1:]
    needed = [each for each in shared if each.default is each.empty]
    json = inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=JsonOption)
    every = [*needed, *own, *(each for each in shared if each not in needed), json]
    return inspect.Signature([each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in every])


def _codes(language: str | None) -> tuple[str, ...]:
    return tuple(code.strip() for code in (language or "").split(",") if code.strip())


def _tell(made: Made, json: bool) -> None:
    """What was made, and what comes next."""
    if json:
        screen.machine(made.as_data())
        return
    screen.say(f"{made.output}: {made.what}")
    screen.tell([("short code", made.id), ("signed as", made.signed_as), ("sha256", made.sha256)])
    for line in made.next:
        screen.say(line)
