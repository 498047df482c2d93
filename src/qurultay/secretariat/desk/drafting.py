"""Writing a draft: begun by a clerk or by a room, changed as often as one likes, checked each time it is looked at.

What was typed is kept whatever it is worth; whether it can become an act is said beside it. A draft that is laid
down lies in a folder of the desk and is prepared on the newest head; changing it then is returning it to the clerk.
"""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from qurultay.acts.parts import FILES
from qurultay.gazette import laying_down
from qurultay.gazette.draft_acts import located, prepare_draft
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import remarks
from qurultay.gazette.waiting import Waiting, draft_of
from qurultay.press.draft_act import DraftAct, act_of
from qurultay.press.draft_writing import dump
from qurultay.press.drafts import MOST_BYTES, DraftDocument, read
from qurultay.press.preflight.codes import CODES
from qurultay.press.preflight.finding import Finding
from qurultay.press.refusal import Refusal, Unready
from qurultay.record.disk import Disk, Shelf
from qurultay.secretariat.desk.here import Here, folder_of, source_of
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder, because
from qurultay.secretariat.frame.typed import chosen_row

MOST_FILE = 20 * 1024 * 1024
"""Bytes of a file that may be handed in at the page; larger ones are laid down from the command line."""


@dataclass(frozen=True)
class Fault:
    """One thing that a check found: how grave, where, what, how to mend it, and by which code to waive it.

    The sentences are those of the gate and the press, in English; `Here.why` says them again for the reader.
    """

    severity: str
    sentence: str
    code: str = ""
    waivable: bool = False


@dataclass(frozen=True)
class Checked:
    """A draft as it was read, and everything that was found."""

    document: DraftDocument | None
    act: DraftAct | None
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()


@transaction.atomic
def begin(*, kind: str, body: str, text: str, source: str, by: Account | None, now: int) -> Draft:
    """Begins a draft: `text` is YAML as `press.drafts` reads it, `source` says where it came from, as `motion/7`.

    Beginning again from the same source gives the same draft, with the new text as long as nobody has written in it; what
    a clerk has changed, or what lies on the desk, is left alone. Raises `OutOfOrder` for a text too long to be a draft.
    """
    _refuse_long(text)
    kept = Draft.objects.select_for_update().filter(source=source, body=body, kind=kind, number=None).last()
    if source and kept is not None:
        if not kept.act_id and kept.version == 1:
            kept.text = text
            kept.save(update_fields=["text"])
        return kept
    return Draft.objects.create(kind=kind, body=body, text=text, source=source, prepared_by=by, made=_moment(now))


@transaction.atomic
def rewrite(draft: Draft, text: str, version: int) -> None:
    """Keeps what was typed. Raises `OutOfOrder` where somebody else changed it meanwhile, or it lies on the desk."""
    _refuse_long(text)
    kept = Draft.objects.select_for_update().get(pk=draft.pk)
    if kept.act_id:
        raise OutOfOrder("desk.out.lies-on-desk", id=kept.act_id)
    if kept.version != version:
        raise OutOfOrder("desk.out.changed-meanwhile")
    kind = _kind_in(text) or kept.kind
    Draft.objects.filter(pk=draft.pk).update(text=text.replace("\r\n", "\n"), version=version + 1, kind=kind)
    draft.refresh_from_db()


def check(draft: Draft, at: Here) -> Checked:
    """Everything that stands in the way of this draft, and everything else that a careful reader would remark."""
    try:
        document = read(draft.text, folder_of(draft) / "draft.yaml")
        act = act_of(document)
    except Unready as bad:
        return Checked(None, None, tuple(Fault("error", each.sentence, each.code) for each in bad.faults))
    except Refusal as bad:
        return Checked(None, None, (Fault("error", bad.sentence, bad.code),))
    try:
        prepared = prepare_draft(act, at.known, os.urandom)
    except Objected as bad:
        return Checked(document, act, _faults(document, bad))
    against = laying_down.in_the_way(at.desk, at.known, act, prepared, at.now)
    noted = remarks(at.known, prepared.text, prepared.parts)
    return Checked(document, act, _faults(document, Objected(against)) if against else (), _remarked(noted))


@transaction.atomic
def lay_down(draft: Draft, at: Here) -> Waiting:
    """The draft onto the desk, on the newest head, for its officers to sign. Raises `OutOfOrder` while something stands in its way."""
    kept = Draft.objects.select_for_update().get(pk=draft.pk)
    if kept.act_id:
        raise OutOfOrder("desk.out.lies-on-desk", id=kept.act_id)
    found = check(kept, at)
    if found.faults or found.document is None or found.act is None:
        raise OutOfOrder("desk.out.in-the-way", count=len(found.faults))
    laid = laying_down.lay_down(
        at.desk, at.known, found.document, found.act, source_of(kept), now=at.now, random=os.urandom
    ).waiting
    Draft.objects.filter(pk=kept.pk).update(act_id=laid.id, text_hash=laid.text_hash, kind=laid.act.kind, returned="")
    return laid


@transaction.atomic
def give_back(waiting: Waiting, at: Here, why: str, by: Account | None) -> Draft:
    """The draft leaves the desk, its signatures with it, and is written again. Drafts that came otherwise get a row."""
    if not why.strip():
        raise OutOfOrder("desk.out.say-why")
    if len(why) > 2000:
        raise OutOfOrder("frame.out.too-long", most=2000)
    row = row_of(waiting) or _adopted(waiting, by, at.now)
    at.desk.take_away(waiting.id)
    Draft.objects.filter(pk=row.pk).update(act_id="", text_hash="", returned=why.strip())
    row.refresh_from_db()
    return row


def row_of(waiting: Waiting) -> Draft | None:
    """The row that a draft on the desk was laid down from; None where it came from the command line."""
    _, _, number = waiting.source.partition("secretariat/")
    return chosen_row(Draft.objects.all(), number)


def bring(draft: Draft, name: str, data: bytes, version: int, *, sealed: bool) -> None:
    """Puts a file beside a draft and names it there as a part, sealed if nobody is to read it. Raises `OutOfOrder`."""
    if name not in FILES:
        raise OutOfOrder("desk.out.part-name", name=name[:64])
    if not data or len(data) > MOST_FILE:
        raise OutOfOrder("desk.out.file", most=MOST_FILE // 1024**2)
    try:
        document = read(draft.text, folder_of(draft) / "draft.yaml")
        said = {each: dict(held) for each in ("parts", "sealed") if isinstance(held := document.data.get(each), dict)}
        said.get("sealed" if not sealed else "parts", {}).pop(name, None)
        section = "sealed" if sealed else "parts"
        said[section] = said.get(section, {}) | {name: {"file": name}}
        text = dump(document, document.data | said)
    except Refusal as bad:
        raise OutOfOrder("desk.out.against", reason=because(bad.code, bad.sentence)) from None
    rewrite(draft, text, version)
    Shelf(folder_of(draft), Disk(), private=True).put(name, data)


@transaction.atomic
def throw_away(draft: Draft) -> None:
    """A draft that is not wanted any more, and the files beside it. Raises `OutOfOrder` for one that lies on the desk."""
    kept = Draft.objects.select_for_update().get(pk=draft.pk)
    if kept.act_id or kept.number is not None:
        raise OutOfOrder("desk.out.lies-on-desk", id=kept.act_id)
    kept.delete()
    transaction.on_commit(lambda: shutil.rmtree(folder_of(draft), ignore_errors=True))


def _adopted(waiting: Waiting, by: Account | None, now: int) -> Draft:
    body = next(iter(waiting.act.issuers), "")
    text = draft_of(waiting).decode("utf-8", "replace")
    return Draft.objects.create(kind=waiting.act.kind, body=body, text=text, prepared_by=by, made=_moment(now))


def _faults(document: DraftDocument, bad: Objected) -> tuple[Fault, ...]:
    return tuple(
        Fault("error", each.sentence, each.code, each.code in CODES) for each in located(document, bad.objections)
    )


def _remarked(found: Iterable[Finding]) -> tuple[Fault, ...]:
    return tuple(
        Fault(each.severity, each.said(), each.code, True) for each in found if each.severity in ("warning", "unknown")
    )


def _kind_in(text: str) -> str:
    try:
        kind = read(text).data.get("kind")
    except Refusal:
        return ""
    return kind[:40] if isinstance(kind, str) else ""


def _refuse_long(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise OutOfOrder("desk.out.too-long", most=MOST_BYTES // 1024)


def _moment(now: int) -> datetime:
    return datetime.fromtimestamp(now, UTC)
