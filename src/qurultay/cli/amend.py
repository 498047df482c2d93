"""The amending commands: each writes a draft that says what a later act may say of an earlier one.

Published acts are not edited. A clerk fills in the draft; `qurultay check` and everything after it is as for any act.
"""

from collections.abc import Callable
from typing import Annotated, get_args

import typer

from qurultay.acts.act import number_in
from qurultay.acts.amending import Confirmed, Contested
from qurultay.acts.resolving import Adopted, Repealed
from qurultay.cli import screen
from qurultay.cli.drafted import OutputOption, write_draft
from qurultay.cli.options import HouseOption, RecordOption
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.refusing import Unusable
from qurultay.gazette.amending import UNWRITTEN, Ground, NotToAmend, annulment, correction, withholding
from qurultay.gazette.beginnings import DraftTo, opening

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
        draft = _begun(found, lambda: correction(found, entry, part or [], field or []))
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
        draft = annulment(found, _targets(found, acts))
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
        if part and ground not in get_args(Ground):
            raise typer.BadParameter(f"--ground: write one of {', '.join(get_args(Ground))}")
        draft = _begun(found, lambda: withholding(found, entry, part or [], ground))  # type: ignore[arg-type]  # compared above
        write_draft(draft, output, f"withholding-from-{entry.number}.yaml")


def _targets(found: Verified, named: list[str]) -> list[str]:
    """`17/provision/3` as the skeleton writes it: act/17/provision/3. Raises `Unusable` where the act has no such provision."""
    return [_target(found, *each.removeprefix("act/").partition("/")[::2]) for each in named]


def _target(found: Verified, act: str, within: str) -> str:
    entry = found.entry(act)
    labels = [each.label for each in getattr(entry.act.body, "provisions", ())]
    step, _, label = within.partition("/")
    if not within:
        return entry.ref
    if step == "provision" and label in labels:
        return f"{entry.ref}/{within}"
    has = f"it has {', '.join(f'{entry.number}/provision/{label}' for label in labels)}" if labels else "it has none"
    raise Unusable(f"Act {entry.number} has no provision {within.removeprefix('provision/')!a}; {has}.")


def _file_name(targets: list[str]) -> str:
    return "-".join(target.removeprefix("act/").replace("/", "-") for target in targets[:3])


def _begun(found: Verified, begin: Callable[[], DraftTo]) -> DraftTo:
    """The draft; where words of it are not in this copy, it is said."""
    try:
        draft = begin()
    except NotToAmend as bad:
        raise Unusable(str(bad)) from None
    for name, words, *_ in draft.parts.rows:
        if words == UNWRITTEN:
            screen.warn(f"The words of {name} are not in this copy of the record; write them anew.")
    return draft
