"""`qurultay press`: acts as papers. They are set, signed with an office's certificate, and held against the record."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.options import HouseOption, JsonOption, PassphraseOption, RecordOption
from qurultay.cli.papers import Asked, Made, Paper, made_of
from qurultay.cli.press_export import export
from qurultay.cli.press_key import app as key_app
from qurultay.cli.record_here import verified
from qurultay.press.files import read_bounded
from qurultay.press.setting.certificate import certificate as certificate_of
from qurultay.press.setting.letter import letter as letter_of
from qurultay.press.setting.minutes import minutes as minutes_of
from qurultay.press.setting.original import Original
from qurultay.press.setting.resolution import resolution as resolution_of
from qurultay.press.setting.sheet import Sheet
from qurultay.record.parts import MOST

app = typer.Typer(
    name="press",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    help="Set acts as papers, sign them, and say of a paper whether it is ours.",
)
app.add_typer(key_app, name="key")
app.command("export")(export)

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
Forms = Callable[[Original], Sheet]


@app.command()
def letter(
    source: SourceArgument,
    output: OutputOption,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="ADDRESSEES",
            help="A CSV or YAML file with an `address` for each: OUT is then a folder of counterparts.",
        ),
    ] = None,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    enter: EnterOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Set a letter, statement, notice or warning; or one letter to many addressees, each on a sheet of its own."""
    asked = Asked(source, output, _codes(language), paper.value, enter, sign, passphrase_file, record, house)
    if to is not None:
        from qurultay.cli.merging import merged

        _tell(merged(asked, to), json)
    else:
        _tell(made_of(asked, letter_of), json)


@app.command()
def declaration(
    source: SourceArgument,
    output: OutputOption,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    enter: EnterOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Set an adopted text: a declaration, resolution, statute, constitution or plan."""
    asked = Asked(source, output, _codes(language), paper.value, enter, sign, passphrase_file, record, house)
    _tell(made_of(asked, resolution_of), json)


@app.command()
def minutes(
    source: SourceArgument,
    output: OutputOption,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    enter: EnterOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Set approved minutes: the words of the act, and what the record knows of the session."""
    asked = Asked(source, output, _codes(language), paper.value, enter, sign, passphrase_file, record, house)
    _tell(made_of(asked, minutes_of), json)


@app.command()
def certificate(
    source: SourceArgument,
    output: OutputOption,
    person: Annotated[
        str | None,
        typer.Option(metavar="person/N", help="Whom it is for; else everybody who was elected, a page each."),
    ] = None,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    enter: EnterOption = False,
    sign: SignOption = None,
    passphrase_file: PassphraseOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Set the certificate of an election: who was elected to what, for which term, and how."""
    asked = Asked(source, output, _codes(language), paper.value, enter, sign, passphrase_file, record, house)
    _tell(made_of(asked, lambda original: certificate_of(original, person)), json)


@app.command()
def sheet(
    source: Annotated[
        str, typer.Argument(metavar="ACT", help="The act that calls the session, by number or short code.")
    ],
    output: OutputOption,
    codes: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV", help="Columns `seat`, `name` and `code`: codes that only the bearer of a sheet may read."
        ),
    ] = None,
    language: LanguagesOption = None,
    paper: PaperOption = Paper.A4,
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Set credential sheets: a page for each filled seat of the body that a session is called for."""
    from qurultay.cli.credentials import sheets_for

    asked = Asked(source, output, _codes(language), paper.value, False, None, None, record, house)
    _tell(made_of(asked, lambda original: sheets_for(original, codes)), json)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The paper as it was received.")],
    record: RecordOption = None,
    house: HouseOption = None,
    json: JsonOption = False,
) -> None:
    """Say in one sentence whether a paper is ours: authentic, authentic and since annulled, altered, or unknown.

    Leaves with 0 where the record names exactly this file, else with 1.
    """
    from qurultay.cli.papers import needing_press
    from qurultay.cli.wording import wording

    data = read_bounded(file, MOST, file.name)
    with verified(record, house) as found, needing_press():
        from qurultay.press.signing.checking import check

        words = wording(found.source, found.reading, None)
        verdict = check(data, found.source, found.book, found.reading, found.today, words.name)
    if json:
        seal = verdict.seal
        screen.machine(
            {
                "verdict": verdict.word,
                "sentence": verdict.sentence,
                "sha256": verdict.sha256,
                "act": verdict.act,
                "id": verdict.id or None,
                "standing": verdict.standing,
                "standing_by": verdict.by,
                "certificate": seal.fingerprint if seal else None,
                "signature_sound": seal.sound if seal else None,
                "record": found.report.founding,
                "checked": moment.said(moment.now()),
            }
        )
    else:
        screen.verdict(verdict.sentence, verdict.word == "authentic" and verdict.standing in ("stands", "deposited"))
    if verdict.word != "authentic":
        raise typer.Exit(1)


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
