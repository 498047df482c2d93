"""`qurultay sign`: what is to be signed, in plain words; and the signature of whoever says yes to it."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.act import Act, Unknown
from qurultay.acts.drafting import words_of
from qurultay.acts.parts import FILES
from qurultay.cli import moment, screen
from qurultay.cli.at_desk import AtDesk, at_desk, at_house, desk_item, hold_said, say_waiting, when_published
from qurultay.cli.documents import say_findings
from qurultay.cli.house import house_around
from qurultay.cli.nested import say_nested
from qurultay.cli.options import HouseOption, PassphraseOption
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable
from qurultay.gazette.preflight import objections_if_signed, reserved
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.press.files import read_bounded
from qurultay.record import keyfile
from qurultay.record.parts import SALT
from qurultay.tlog import note
from qurultay.tlog.armour import armour
from qurultay.tlog.note import Line


def sign(
    what: Annotated[
        str | None, typer.Argument(metavar="ID|FOLDER", help="The draft; without it, everything that waits is listed.")
    ] = None,
    key: Annotated[
        list[Path] | None, typer.Option("--key", help="Your key file; without it the draft is only shown.")
    ] = None,
    line: Annotated[
        list[Path] | None, typer.Option("--line", help="A signature line made elsewhere, such as with a passkey.")
    ] = None,
    record: Annotated[
        str | None,
        typer.Option("--record", metavar="PATH|ZIP|URL", help="Your own copy of the record; else the house's."),
    ] = None,
    house: HouseOption = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Show what waits on the desk, and sign it.

    What you sign holds only on the history that your copy of the record has: the record is verified first.
    """
    if what is None:
        with at_house(house_around(None, house)) as found:
            if not found.desk.look().waiting:
                screen.say("Nothing waits for your signature.")
            say_waiting(found)
        return
    folder, id, copy = desk_item(what, house, record)
    with at_desk(folder, copy) as found:
        waiting = found.desk.at(id)
        refuse_unseen(found, waiting.act)
        say_draft(found, waiting)
        if key or line:
            _sign(found, waiting, key or [], line or [], passphrase_file)


def refuse_unseen(found: AtDesk, act: Act) -> None:
    """Refuse a draft that speaks of another history than the one this copy of the record has."""
    known = found.known
    if act.record is None:
        if known.book.entries:
            raise Unusable("This draft founds a record, and there is one here already.")
        return
    if not known.book.entries:
        raise Unusable("There is no record here to compare the draft with; name your copy of it with --record.")
    if act.record != known.book.founding:
        raise Unusable(f"The draft is for the record founded as {act.record}; this one is {known.book.founding}.")
    if act.seen.size > known.book.size:
        raise Unusable(
            f"The draft rests on {act.seen.size} acts; this copy of the record has {known.book.size}. Get a newer copy."
        )
    if armour(known.judge.roots[act.seen.size]) != act.seen.root:
        raise Unusable(
            "The draft rests on another history than this copy of the record has. Do not sign it; compare the copies."
        )


def say_draft(found: AtDesk, waiting: Waiting) -> None:
    """The draft in plain words: what will stand in the record, for ever, under the names of those who sign."""
    act, now = waiting.act, moment.now()
    parts = part_files(waiting)
    screen.say(f"{act.kind} of {moment.day_said(act.date)}, draft {waiting.id}")
    screen.tell([("title", screen.foreign(_title(waiting, parts)))])
    screen.tell(
        [
            ("addressee", getattr(act.body, "addressee", None) or ""),
            ("issued by", ", ".join(act.issuers)),
            ("signed as", ", ".join(act.signatories)),
            ("by the rule", act.basis or ""),
            *((ref.relation, ref.target) for ref in act.refs),
            ("class", hold_said(act, found.known)),
            ("enter by", moment.day_said(act.enter_by)),
        ]
    )
    screen.say("what will stand in the record for ever:")
    if not isinstance(act.body, Unknown):
        say_nested(words_of(act.body), "  ")
    for name, digest in {**act.parts, **act.sealed}.items():
        _say_part(name, digest, parts, sealed=name in act.sealed)
    screen.tell(
        [("sha256 of the text", waiting.text_hash), ("signed by", ", ".join(each.name for each in waiting.lines))]
    )
    for objection in objections_if_signed(found.known, waiting.text, parts, now):
        screen.say(f"in the way: {objection.sentence} ({objection.code})")
    if remarked := reserved(found.known, waiting.text, parts):
        screen.say("the press lets this pass, and you should know of it before you sign:")
        say_findings(remarked)


def _title(waiting: Waiting, parts: dict[str, bytes]) -> str:
    named = sorted(name for name in waiting.act.parts if name.startswith("title."))
    return _words(parts.get(waiting.act.parts[named[0]], b"")) if named else ""


def _say_part(name: str, digest: str, parts: dict[str, bytes], *, sealed: bool) -> None:
    data = parts.get(digest)
    what = "sealed part" if sealed else "part"
    if data is None:
        screen.say(f"{what} {name}: not here, sha256 {digest}")
    elif name in FILES:
        screen.say(f"{what} {name}: a file of {len(data) - SALT} bytes, sha256 {digest}")
    else:
        screen.say(f"{what} {name}:")
        screen.block(_words(data))


def _words(data: bytes) -> str:
    return data[SALT:].decode("utf-8", "replace")


def _sign(found: AtDesk, waiting: Waiting, keys: list[Path], lines: list[Path], file: Path | None) -> None:
    names = [keyfile.public(path)[0] for path in keys]
    asked = f" as {', '.join(names)}" if names else ""
    if not screen.ask_yes(f"Sign this{asked}?"):
        raise Unusable("Nothing was signed.")
    now = moment.now()
    for name, path in zip(names, keys, strict=True):
        signer = keyfile.load(path, passphrase(f"the key of {name}", file))
        waiting = found.desk.sign(waiting.id, signer.sign(waiting.text), found.known, now)
    for path in lines:
        waiting = found.desk.sign(waiting.id, _line(path, waiting), found.known, now)
    still = found.desk.still_to_sign(found.desk.at(waiting.id), found.known, now)
    if not still:
        screen.say(f"You have signed. Everybody has. {when_published(found.known, waiting, now)}")
        return
    screen.say("You have signed. Before it is published:")
    for each in still:
        screen.say(f"  {each.sentence}")


def _line(path: Path, waiting: Waiting) -> Line:
    data = read_bounded(path, 8192, path.name)
    lines = note.parse(waiting.text + b"\n" + data).lines
    if len(lines) != 1:
        raise Unusable(f"{str(path)!r} holds {len(lines)} signature lines; give them one by one.")
    return lines[0]
