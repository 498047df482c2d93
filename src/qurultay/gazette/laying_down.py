"""A draft without fault is laid on the desk: everything that stands in the way is said first, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from qurultay.gazette.desk import Desk
from qurultay.gazette.draft_acts import located, prepare_draft
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known, objections_if_signed
from qurultay.gazette.preparing import Prepared, Random
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.press.draft_act import DraftAct
from qurultay.press.drafts import DraftDocument
from qurultay.press.setting.original import carried
from qurultay.press.signing.claims import claim_of
from qurultay.tlog.sentence import Sentence


@dataclass(frozen=True)
class Laid:
    """The draft as it lies on the desk, and those from the same source that it took the place of."""

    waiting: Waiting
    replaced: tuple[Waiting, ...] = ()


def lay_down(
    desk: Desk,
    known: Known,
    document: DraftDocument,
    draft: DraftAct,
    source: str,
    *,
    now: int,
    random: Random,
    more: Iterable[Objection] = (),
) -> Laid:
    """The draft on the desk: the one that lies there already, if it says the same, else a new one in its place.

    `more` are objections that only the caller can know of. Raises `Objected` with everything that stands in the way,
    each with its line, and nothing is laid down.
    """
    written, words = document.text.encode(), {**draft.words, **draft.sealed}
    before = tuple(desk.from_source(source))
    for waiting in before:
        same = desk.says_the_same(waiting, written, words)
        if same and not objections_if_signed(known, waiting.text, part_files(waiting), now):
            return Laid(desk.review(waiting.id, known, now))
    prepared = prepare_draft(draft, known, random)
    if against := [*more, *in_the_way(desk, known, draft, prepared, now)]:
        raise Objected(located(document, against))
    laid = desk.lay_down(prepared, written, source, now)
    for waiting in before:
        desk.take_away(waiting.id)
    return Laid(laid, before)


def in_the_way(desk: Desk, known: Known, draft: DraftAct, prepared: Prepared, now: int) -> list[Objection]:
    """Everything that stands in the way of laying this down: the law, the words, a paper of other words."""
    return [
        *_other_paper(desk, draft, prepared),
        *objections_if_signed(known, prepared.text, prepared.parts, now),
    ]


def _other_paper(desk: Desk, draft: DraftAct, prepared: Prepared) -> list[Objection]:
    """A paper bears the short code and the body of its act: one that was set from other words is not its paper."""
    again = Sentence("set it again with `qurultay press … --enter`, which draws a new short code")
    if draft.id is not None and (desk.folder / draft.id).exists():
        return [Objection("part-words", "the draft was changed after its paper was set; {again}", again=again)]
    paper = draft.words.get("file.pdf")
    try:
        claim = claim_of(paper) if paper is not None else None
    except ImportError:  # without the extra nobody here can look into a PDF
        return []
    if claim is None or claim.text == carried(prepared.act):
        return []
    return [
        Objection(
            "part-words",
            "file.pdf is the paper of another act or of other words ({id}); {again}",
            id=claim.id,
            again=again,
        )
    ]
