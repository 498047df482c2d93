"""`qurultay show`: one act, what it says, who signed it, and what later acts have said of it."""

from typing import Annotated, Any

import typer

from qurultay.acts.act import Entry, Unknown
from qurultay.acts.amending import Corrected
from qurultay.acts.drafting import words_of
from qurultay.cli import moment, screen
from qurultay.cli.nested import say_nested, with_name
from qurultay.cli.options import HouseOption, JsonOption, LanguageOption, RecordOption
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.wording import Wording, wording
from qurultay.portal.languages import INTERFACE, language
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.views.notices import notices_of
from qurultay.portal.voice import Voice
from qurultay.record.store import Record
from qurultay.tlog.note import parse
from qurultay.tlog.tree import leaf_hash


def show(
    act: Annotated[str, typer.Argument(metavar="N|ID", help="The number of the act, or the short code on paper.")],
    record: RecordOption = None,
    house: HouseOption = None,
    language: LanguageOption = None,
    json: JsonOption = False,
) -> None:
    """Show an act: what it says, who signed it, what came of it. The record is verified first."""
    with verified(record, house) as found:
        entry = found.entry(act)
        words = wording(found.source, found.reading, language)
        if json:
            screen.machine(act_as_data(found, entry, words))
        else:
            _say(found, entry, words)


def _say(found: Verified, entered: Entry, words: Wording) -> None:
    """The act as it is to be read today; what corrections have put aside stands at the end."""
    entry = found.reading.entries[entered.number]
    act = entry.act
    screen.say(f"act {entry.number}: {act.kind} of {moment.day_said(act.date)}")
    screen.tell([("title", screen.foreign(words.titled(entry)))])
    screen.tell(
        [
            ("id", act.id),
            ("entered", moment.said(entry.entered)),
            ("issued by", _called(act.issuers, words)),
            ("signed as", _called(act.signatories, words)),
            ("by the rule", act.basis or ""),
            *((ref.relation, ref.target) for ref in act.refs),
            *_standing(found, entry),
        ]
    )
    for notice in _to_know(found, entry, words):
        screen.say(f"to know: {notice}")
    if isinstance(act.body, Unknown):
        screen.say("what it means is not known to this version of the program")
    else:
        screen.say("what it says:")
        say_nested(words_of(act.body), "  ", words)
    for sort in ("summary", "text", "asks", "reason", "agenda", "table"):
        for code, part in list(words.parts(entry, sort))[:1]:
            screen.say(f"{sort} ({code}):")
            screen.block(part)
    for name, digest in act.parts.items():
        screen.say(f"part {name}: {words.state(entry, name)}, sha256 {digest}")
    _say_before(found, entered, words)
    screen.say(f"leaf hash: {_leaf(found.record, entry)}")


def _to_know(found: Verified, entry: Entry, words: Wording) -> list[str]:
    """What a reader must know before reading, in the very words of the site: nothing is hidden (register law §5)."""
    voice = Voice(language(next(each for each in (*words.languages, "en") if each in INTERFACE)))
    reading = Reading(material_in(found.source))
    return [screen.foreign(voice.plain(notice.words)) for notice in notices_of(reading, entry.number)]


def _say_before(found: Verified, entered: Entry, words: Wording) -> None:
    """What was entered and is now read otherwise: both readings stay."""
    for number in found.reading.standing_of(entered.number).corrected_by:
        correction = found.reading.entries[number].act.body
        for change in correction.changes if isinstance(correction, Corrected) else ():
            name = change.field.removeprefix("parts.")
            was = words.text(change.was, name) if name != change.field else change.was
            said = screen.foreign(was) if was is not None else f"sha256 {change.was}"
            screen.say(f"before act {number}, {change.field}: {said}")


def _called(subjects: tuple[str, ...], words: Wording) -> str:
    return ", ".join(with_name(subject, words) for subject in subjects)


def _standing(found: Verified, entry: Entry) -> list[tuple[str, str]]:
    said = found.reading.standing_of(entry.number)
    question = found.reading.doubt(entry.number)
    return [
        (
            "annulled",
            f"by act {said.annulled.by}, from {said.annulled.from_}, on the ground of {said.annulled.ground}"
            if said.annulled
            else "",
        ),
        ("corrected", ", ".join(f"by act {n}" for n in said.corrected_by)),
        ("confirmed", f"by act {said.confirmed_by}" if said.confirmed_by is not None else ""),
        ("contested", ", ".join(f"by act {n}" for n in said.contested_by)),
        ("in question", f"because of act {question.because}: {question.state(found.today)}" if question else ""),
    ]


def act_as_data(found: Verified, entry: Entry, words: Wording) -> dict[str, Any]:
    """The act for a program: stable keys, words as they are."""
    act, said, read = entry.act, found.reading.standing_of(entry.number), found.as_read(entry)
    return {
        "record": found.report.founding,
        "number": entry.number,
        "id": act.id,
        "kind": act.kind,
        "version": act.v,
        "date": act.date.isoformat(),
        "entered": entry.entered,
        "issuers": list(act.issuers),
        "signatories": list(act.signatories),
        "signed_by": [line.name for line in parse(found.record.note(entry.number)).lines],
        "basis": act.basis,
        "refs": [{ref.relation: ref.target} for ref in act.refs],
        "body": None if isinstance(act.body, Unknown) else words_of(act.body),
        "parts": {
            name: {"sha256": digest, "state": words.state(entry, name), "words": words.text(digest, name)}
            for name, digest in act.parts.items()
        },
        "sealed": sorted(act.sealed),
        "as_read": {
            "date": read.date.isoformat(),
            "body": None if isinstance(read.body, Unknown) else words_of(read.body),
            "parts": {
                name: {"sha256": digest, "words": words.text(digest, name)} for name, digest in read.parts.items()
            },
        },
        "standing": {
            "annulled_by": said.annulled.by if said.annulled else None,
            "corrected_by": list(said.corrected_by),
            "confirmed_by": said.confirmed_by,
            "contested_by": list(said.contested_by),
        },
        "to_know": _to_know(found, entry, words),
        "text_hash": entry.text_hash,
        "leaf_hash": _leaf(found.record, entry),
    }


def _leaf(record: Record, entry: Entry) -> str:
    return leaf_hash(record.note(entry.number)).hex()
