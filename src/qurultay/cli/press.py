"""`qurultay press`: acts as papers. They are set, signed with an office's certificate, and held against the record."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.cli import moment, screen
from qurultay.cli.groups import group
from qurultay.cli.options import HouseOption, JsonOption, RecordOption
from qurultay.cli.papers import Asked, Made, made_of
from qurultay.cli.press_asked import asked_of_a_session, setting
from qurultay.cli.press_export import export
from qurultay.cli.press_key import app as key_app
from qurultay.cli.record_here import verified
from qurultay.press.files import read_bounded
from qurultay.press.setting.certificate import certificate as certificate_of
from qurultay.press.setting.letter import letter as letter_of
from qurultay.press.setting.minutes import minutes as minutes_of
from qurultay.press.setting.resolution import resolution as resolution_of
from qurultay.record.parts import MOST

app = group(name="press", help="Set acts as papers, sign them, and say of a paper whether it is ours.")
app.add_typer(key_app, name="key")
app.command("export")(export)

AddresseesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="ADDRESSEES",
        help="A CSV or YAML file with an `address` for each: OUT is then a folder of counterparts.",
    ),
]
PersonOption = Annotated[
    str | None, typer.Option(metavar="person/N", help="Whom it is for; else everybody who was elected, a page each.")
]
CodesOption = Annotated[
    Path | None,
    typer.Option(
        metavar="CSV", help="Columns `seat`, `name` and `code`: codes that only the bearer of a sheet may read."
    ),
]


@setting(app)
def letter(asked: Asked, to: AddresseesOption = None) -> Made:
    """Set a letter, statement, notice or warning; or one letter to many addressees, each on a sheet of its own."""
    if to is None:
        return made_of(asked, letter_of)
    from qurultay.cli.merging import merged

    return merged(asked, to)


@setting(app)
def declaration(asked: Asked) -> Made:
    """Set an adopted text: a declaration, resolution, statute, constitution or plan."""
    return made_of(asked, resolution_of)


@setting(app)
def minutes(asked: Asked) -> Made:
    """Set approved minutes: the words of the act, and what the record knows of the session."""
    return made_of(asked, minutes_of)


@setting(app)
def certificate(asked: Asked, person: PersonOption = None) -> Made:
    """Set the certificate of an election: who was elected to what, for which term, and how."""
    return made_of(asked, lambda original: certificate_of(original, person))


@setting(app, asked_of_a_session)
def sheet(asked: Asked, codes: CodesOption = None) -> Made:
    """Set credential sheets: a page for each filled seat of the body that a session is called for."""
    from qurultay.cli.credentials import sheets_for

    return made_of(asked, lambda original: sheets_for(original, codes))


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
