"""The notice by which an officer or a keeper stops a draft that waits: its text then enters only with one signature more."""

from datetime import date
from pathlib import Path

from qurultay.gazette.beginnings import DraftTo
from qurultay.gazette.draft_acts import prepare_draft
from qurultay.gazette.preflight import Known
from qurultay.gazette.preparing import Prepared, Random
from qurultay.gazette.waiting import Waiting
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read


def notice(
    known: Known, waiting: Waiting, signatories: tuple[str, ...], ground: str, today: date, random: Random
) -> tuple[Prepared, bytes]:
    """The act that stops a draft, and the draft of that act. Raises `Objected`."""
    draft = DraftTo("contested", today, known.book.entries[0].act.issuers, signatories, [])
    for name, value in (("step", "opened"), ("ground", ground), ("draft", waiting.text_hash)):
        draft.body.add(name, value)
    document = read(draft.text(), Path(f"stop-of-{waiting.id}.yaml"))
    return prepare_draft(act_of(document), known, random), document.text.encode()
