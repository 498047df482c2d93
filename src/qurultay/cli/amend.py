"""The amending commands: each writes a draft that says what a later act may say of an earlier one.

Published acts are not edited. A clerk fills in the draft; `qurultay check` and everything after it is as for any act.
"""

from typing import Annotated, Literal, get_args

import typer

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.correcting import CORRECTABLE, field_value
from qurultay.acts.parts import FILES
from qurultay.acts.resolving import Adopted, Repealed
from qurultay.cli import screen
from qurultay.cli.drafted import DraftTo, OutputOption, opening, write_draft
from qurultay.cli.options import HouseOption, RecordOption
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.refusing import Unusable
from qurultay.press.draft_page import Noted
from qurultay.record.parts import text_of
from qurultay.tlog.errors import Refused

Ground = Literal["safety", "request", "error", "court", "copyright"]
NumberArgument = Annotated[str, typer.Argument(metavar="N|ID", help="The act, by its number or short code.")]
TargetArgument = Annotated[
    list[str], typer.Argument(metavar="N[/provision/L]...", help="Acts, or single provisions such as 17/provision/3.")
]
PartOption = Annotated[
    list[str] | None, typer.Option("--part", metavar="NAME", help="A part of the act, such as title.en.")
]


def correct(
    act: NumberArgument,
    part: PartOption = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="NAME", help="A field of the act, such as date or body.happened."),
    ] = None,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft a correction: published acts are not edited; write what is to be read instead."""
    with verified(record, house) as found:
        entry = found.entry(act)
        named = [f"parts.{name}" for name in part or []] + (field or [])
        if not named:
            raise Unusable(f"Say what is to be read otherwise: {_correctable(entry)}.")
        draft = opening(
            found,
            Corrected(changes=()),
            [entry.ref],
            "Published acts are not edited. Write what is to be read instead.",
        )
        draft.body.add(
            "changes", [_change(found, entry, name) for name in named], "`was` is the present wording; leave it"
        )
        for name in part or []:
            _put_words(draft, found, entry, name, "write what is to be read instead")
        write_draft(draft, output, f"correction-of-{entry.number}.yaml")


def confirm(
    acts: TargetArgument,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the confirmation of acts that are in question, or of a notice that would lapse."""
    with verified(record, house) as found:
        draft = opening(found, Confirmed(ground="in-question"), _targets(found, acts))
        grounds = "in-question, defective-signature, defective-notice, late, impediment or notice"
        draft.body.add("ground", "in-question", grounds)
        write_draft(draft, output, f"confirmation-of-{_file_name(draft.targets)}.yaml")


def repeal(
    texts: TargetArgument,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the repeal of adopted texts, or of single provisions, from a day on."""
    with verified(record, house) as found:
        targets = _targets(found, texts)
        adopted = found.book.entries[number_in(targets[0])].act.body
        body = adopted.body if isinstance(adopted, Adopted) else found.book.entries[0].act.issuers[0]
        draft = opening(found, Repealed(body=body, from_=found.today, how="without-a-vote"), targets)
        draft.body.add("body", body, "the body that repeals")
        draft.body.add("from", found.today.isoformat(), "the day on which it loses force")
        draft.body.add(
            "how", "without-a-vote", "vote, without-a-vote, acclamation or written; a vote needs figures and majority"
        )
        write_draft(draft, output, f"repeal-of-{_file_name(draft.targets)}.yaml")


def annul(
    acts: TargetArgument,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft an annulment: what it names falls, and nothing else falls with it."""
    with verified(record, house) as found:
        draft = opening(found, Annulled(ground="procedure", from_="the-start"), _targets(found, acts))
        draft.body.add(
            "ground", "WRITE ONE", "count, quorum, forgery, duress, eligibility, competence or procedure; write one"
        )
        draft.body.add("from", "the-start", "the-start or now")
        draft.body.add("seat", "", "returns or stays: only where a tenure comes back")
        write_draft(draft, output, f"annulment-of-{_file_name(draft.targets)}.yaml")


def contest(
    act: NumberArgument,
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft a contest of an act: it changes what is shown, and nothing else."""
    with verified(record, house) as found:
        draft = opening(found, Contested(step="opened", ground="facts"), [found.entry(act).ref])
        draft.body.add("step", "opened", "opened, withdrawn or decided")
        draft.body.add("ground", "WRITE ONE WORD", "one word in small letters, such as quorum; write it")
        write_draft(draft, output, f"contest-of-{_file_name(draft.targets)}.yaml")


def withhold(
    act: NumberArgument,
    part: PartOption = None,
    ground: Annotated[
        str, typer.Option(help="safety, request, error, court or copyright.", metavar="GROUND")
    ] = "safety",
    output: OutputOption = None,
    record: RecordOption = None,
    house: HouseOption = None,
) -> None:
    """Draft the withholding of words, names or files of an act. What others have copied is not taken back by it."""
    with verified(record, house) as found:
        entry = found.entry(act)
        if not part:
            raise Unusable(
                f"Say which parts with --part; act {entry.number} has {', '.join(entry.act.parts) or 'none'}."
            )
        if ground not in get_args(Ground):
            raise typer.BadParameter(f"--ground: write one of {', '.join(get_args(Ground))}")
        trial = Withheld(names=tuple(part), ground=ground)  # type: ignore[arg-type]  # compared above
        draft = opening(found, trial, [entry.ref], "The files of these parts are removed once this is published.")
        draft.body.add("names", list(part), "the parts that are taken away")
        draft.body.add("ground", ground, "safety, request, error, court or copyright")
        for name in part:
            if isinstance(entry.act.body, Adopted) and name.startswith("text."):
                _put_words(draft, found, entry, name, "no law that cannot be read: put the edited text in its place")
        write_draft(draft, output, f"withholding-from-{entry.number}.yaml")


def _targets(found: Verified, named: list[str]) -> list[str]:
    """`17/provision/3` as the skeleton writes it: act/17/provision/3."""
    targets = []
    for each in named:
        first, _, rest = each.removeprefix("act/").partition("/")
        targets.append(found.entry(first).ref + (f"/{rest}" if rest else ""))
    return targets


def _file_name(targets: list[str]) -> str:
    return "-".join(target.removeprefix("act/").replace("/", "-") for target in targets[:3])


def _correctable(entry: Entry) -> str:
    fields = [f"--field {name}" for name in CORRECTABLE.get(entry.act.kind, ())]
    return (
        ", ".join([*fields, *(f"--part {name}" for name in entry.act.parts)]) or "nothing of this act can be corrected"
    )


def _change(found: Verified, entry: Entry, field: str) -> Noted:
    """One correction, `was` filled in with the present wording, earlier corrections included."""
    present = found.as_read(entry)
    try:
        was = field_value(present, field)
    except (Refused, AttributeError):
        raise Unusable(
            f"{field!a} of act {entry.number} cannot be corrected; what can: {_correctable(entry)}."
        ) from None
    if was is None:
        raise Unusable(f"Act {entry.number} says nothing under {field!a}; what it says: {_correctable(entry)}.")
    row = Noted()
    row.add("field", field)
    row.add("was", was)
    row.add(
        "now",
        "the part below" if field.startswith("parts.") else was,
        beside="filled in when it is laid on the desk"
        if field.startswith("parts.")
        else "write what is to be read instead",
    )
    return row


def _put_words(draft: DraftTo, found: Verified, entry: Entry, name: str, why: str) -> None:
    """The present words of a part, for the clerk to change."""
    digest = found.as_read(entry).parts.get(name)
    if digest is None:
        raise Unusable(f"Act {entry.number} has no part {name!a}; it has {', '.join(entry.act.parts) or 'none'}.")
    if name in FILES:
        draft.parts.add(name, {"file": name}, f"{why}; put the file beside this draft under that name")
        return
    words = text_of(found.source, digest)
    draft.parts.add(name, words if isinstance(words, str) else "WRITE THE WORDS HERE", why)
    if not isinstance(words, str):
        screen.warn(f"The words of {name} are not in this copy of the record; write them anew.")
