"""`qurultay check`: everything that stands in the way of a draft or of a document; and a draft without fault, onto the desk with it."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.constituting import Constituted
from qurultay.cli import moment, screen
from qurultay.cli.at_desk import AtDesk, at_house, hold_said
from qurultay.cli.documents import as_data, counted, findings_in, is_draft, known_here, say_findings, told
from qurultay.cli.founding_page import PLACEHOLDERS
from qurultay.cli.house import House, find_house
from qurultay.cli.options import HouseOption, JsonOption
from qurultay.cli.refusing import Unusable
from qurultay.gazette import laying_down
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import expected, remarks
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.press.draft_act import DraftAct, act_of
from qurultay.press.drafts import DraftDocument, load
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.of_act import blocking, check_words
from qurultay.press.refusal import Refusal, Unready
from qurultay.record import keyfile
from qurultay.tlog.armour import unarmour


def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="The draft of an act (YAML), or documents: text, Markdown, .docx, PDF."),
    ],
    house: HouseOption = None,
    record: Annotated[
        str | None,
        typer.Option(
            "--record", metavar="PATH|ZIP|URL", help="A record whose offices and names are known; else the house's."
        ),
    ] = None,
    facts: Annotated[
        Path | None, typer.Option("--facts", metavar="FILE", help="A facts pack of your own, before the shipped ones.")
    ] = None,
    private: Annotated[
        Path | None,
        typer.Option(
            "--private", metavar="FILE", help="Names that must not go out, one on each line; nothing of it is kept."
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--language", metavar="CODE", help="The language of the documents; else it is guessed."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--as", metavar="FORM", help="letter, text (with provisions) or words; else it is guessed."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day the documents bear; else it is read off them.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Say everything that stands in the way of a draft; lay it on the desk when nothing does.

    A draft that was changed is another draft: it gets a new id, and begins without signatures.

    Of documents it lists what a careful protocol office would object to, each finding with its code; several are also
    compared with one another. The codes stand in preflight.md.
    """
    if len(files) > 1 and (drafts := [file.name for file in files if is_draft(file)]):
        raise Unusable(f"A draft is checked by itself; give {drafts[0]!r} alone.")
    try:
        if len(files) == 1 and is_draft(files[0]):
            _draft(files[0], house, record, facts, private, json)
        else:
            _documents(files, known_here(files[0], house, record, facts, private), (language, form, on), json)
    except (Refusal, Objected) as against:
        if not json:
            raise
        screen.machine({"id": None, "objections": _objections(against)})
        raise typer.Exit(1) from None


def _documents(
    files: list[Path], known: Knowledge, given: tuple[str | None, str | None, str | None], json: bool
) -> None:
    found, versions = findings_in(files, known, *given)
    if json:
        read = [
            {"name": v.name, "language": v.language, "form": v.form, "on": v.on.isoformat() if v.on else None}
            for v in versions
        ]
        screen.machine({"files": read, "findings": as_data(found)})
    else:
        for version in versions:
            bears = f", bears {version.on.isoformat()}" if version.on else ", bears no day"
            screen.say(f"{screen.foreign(version.name)}: read as {version.form}, language {version.language}{bears}")
        say_findings(found)
        screen.say(counted(found))
    if any(finding.severity == "error" for finding in found):
        raise typer.Exit(1)


def _draft(
    draft: Path, house: Path | None, record: str | None, facts: Path | None, private: Path | None, json: bool
) -> None:
    document = load(draft)
    act = act_of(document)
    around = find_house(draft, house)
    if around is None:
        _say_alone(act, known_here(draft, house, record, facts, private), json)
        return
    with at_house(around) as found:
        desk = replace(found, known=replace(found.known, press=told(found.known.press, facts, private)))
        waiting = lay_down(desk, around, document, act)
        remarked = remarks(desk.known, waiting.text, part_files(waiting))
        if json:
            screen.machine(_as_data(desk, waiting) | {"findings": as_data(remarked)})
        else:
            _say(desk, waiting)
            say_findings([each for each in remarked if each.severity != "confirmed"])
            _say_names(desk, act)


def _say_alone(act: DraftAct, known: Knowledge, json: bool) -> None:
    """A draft without a house around it: its form, and its words."""
    found = check_words(act.body, act.words, act.date, known)
    if json:
        screen.machine({"id": None, "objections": [], "findings": as_data(found)})
    else:
        screen.say("The draft reads well. There is no house here, so nothing but its form and its words was checked.")
        say_findings([each for each in found if each.severity != "confirmed"])
    if blocking(act.body, found):
        raise typer.Exit(1)


def _objections(against: Refusal | Objected) -> list[dict[str, str]]:
    if isinstance(against, Objected):
        return [{"code": each.code, "sentence": each.sentence} for each in against.objections]
    faults = against.faults if isinstance(against, Unready) else (against,)
    return [{"code": each.code, "sentence": str(each)} for each in faults]


def lay_down(at: AtDesk, house: House, document: DraftDocument, draft: DraftAct) -> Waiting:
    """The draft on the desk; whatever was laid down from the same file before has left it. Raises `Objected`."""
    laid = laying_down.lay_down(
        at.desk, at.known, document, draft, str(document.path.resolve()),
        now=moment.now(), random=os.urandom, more=[*_unfilled(document), *_other_gate(house, draft)],
    )  # fmt: skip
    for waiting in laid.replaced:
        lost = f", and with it {len(waiting.lines)} signatures" if waiting.lines else ""
        screen.warn(f"The draft was changed: {waiting.id} has left the desk{lost}.")
    return laid.waiting


def _unfilled(document: DraftDocument) -> list[Objection]:
    """Words that a founding was begun with and nobody has replaced."""
    parts = document.data.get("parts")
    held = parts.items() if isinstance(parts, dict) else ()
    left = [name for name, words in held if isinstance(words, str) and words.strip() in PLACEHOLDERS]
    return [
        Objection("part-words", f"{name} is as it was when the house was begun; write what it is called")
        for name in left
    ]


def _other_gate(house: House, draft: DraftAct) -> list[Objection]:
    """The founding must enrol the keys that this house has, under the names they were made for."""
    if not isinstance(draft.body, Constituted):
        return []
    found = []
    for owner, key, type_ in (("gate", draft.body.gate, b"\x04"), ("log", draft.body.log, b"\x01")):
        name, material = keyfile.public(house.keys / f"{owner}.key")
        if name != f"{draft.body.label}/{owner}":
            sentence = f"this house's {owner} key is named {name}; keep that label, or begin another house with yours"
            found.append(Objection("founding", sentence))
        if unarmour(key) != type_ + material[1:]:
            found.append(
                Objection(
                    "founding",
                    f"the {owner} key is not the one in {owner}.key; paste the one that `qurultay init` wrote",
                )
            )
    return found


def _say(at: AtDesk, waiting: Waiting) -> None:
    now = moment.now()
    screen.say(f"Nothing stands in the way. The draft lies on the desk as {waiting.id}.")
    still = at.desk.still_to_sign(waiting, at.known, now)
    screen.tell(
        [
            ("class", hold_said(waiting.act, at.known)),
            ("enter by", moment.day_said(waiting.act.enter_by)),
            ("to sign", ", ".join(name for name, _ in expected(at.known, waiting.act, now))),
            ("signed by", ", ".join(line.name for line in waiting.lines)),
        ]
    )
    if still:
        screen.say(f"Each signs with: qurultay sign {waiting.id} --key FILE")


def _say_names(at: AtDesk, draft: DraftAct) -> None:
    """Names that this act would change: the number of a person may have been somebody else's all along."""
    for name, data in draft.words.items():
        known = at.known.book.names.get(name)
        before = at.words.text(known[1], name) if at.words is not None and known is not None else None
        if before is not None and before != data.decode("utf-8", "replace"):
            screen.say(
                f"Look again: {name} is {screen.foreign(before)} by act {known[0] if known else 0}, and this act says {screen.foreign(data.decode('utf-8', 'replace'))}"
            )


def _as_data(at: AtDesk, waiting: Waiting) -> dict[str, object]:
    now = moment.now()
    return {
        "id": waiting.id,
        "objections": [],
        "kind": waiting.act.kind,
        "text_hash": waiting.text_hash,
        "enter_by": waiting.act.enter_by.isoformat(),
        "to_sign": [name for name, _ in expected(at.known, waiting.act, now)],
        "signed_by": [line.name for line in waiting.lines],
        "complete": waiting.complete,
    }
