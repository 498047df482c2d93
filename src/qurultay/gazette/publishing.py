"""From the desk into the record: which drafts may enter now, in which order, and what stands against one.

The command and the web ask the same questions here; the gate asks once more.
"""

from collections.abc import Callable, Iterable

from qurultay.acts.amending import Contested
from qurultay.gazette.desk import Desk
from qurultay.gazette.gate import Gate
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known, comes_later, objections, released_at
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.tlog.sentence import Sentence


def enter(desk: Desk, gate: Gate, waiting: Waiting, now: int, before: Callable[[], None] = lambda: None) -> int | None:
    """Its number; None while it has to wait. `before` is called when nothing stands in the way any more.

    Raises `Objected` with everything in the way, and nothing is entered.
    """
    against = against_entry(desk, gate.known, waiting, now)
    if against:
        raise Objected(
            [Objection(each.code, "{id}: {what}", id=waiting.id, what=Sentence.of(each.sentence)) for each in against]
        )
    if waiting.complete is None or released_at(waiting.act, gate.book, waiting.complete) > now:
        return None
    before()
    return gate.publish(desk.submission(waiting.id), now)


def against_entry(desk: Desk, known: Known, waiting: Waiting, now: int) -> list[Objection]:
    """Everything that stands in the way of a draft entering now; its hold apart."""
    return [*objections(known, waiting.text, waiting.lines, part_files(waiting), now), *_stopping(desk, waiting)]


def waits_in_public(known: Known, waiting: Waiting, now: int) -> list[Objection]:
    """Is it still to be announced, or to wait its month, or for the muster? Meanwhile the others enter."""
    against = objections(known, waiting.text, waiting.lines, part_files(waiting), now)
    return [each for each in against if comes_later(each, waiting.act, known.book)]


def in_turn(waiting: Iterable[Waiting]) -> list[Waiting]:
    """The order in which drafts enter: stops before what they stop, then as they were laid down."""
    return sorted(waiting, key=lambda each: (not stops(each), each.laid))


def stops(waiting: Waiting) -> bool:
    """Is it the stop of another draft?"""
    return isinstance(waiting.act.body, Contested) and waiting.act.body.draft is not None


def _stopping(desk: Desk, waiting: Waiting) -> list[Objection]:
    """A stop that is signed and not entered yet binds already: whoever laid it down meant this draft."""
    for other in desk.look().waiting:
        body = other.act.body
        if isinstance(body, Contested) and body.draft == waiting.text_hash and other.lines:
            return [
                Objection(
                    "stopped", "a stop of it, signed, waits on the desk as {other}; publish that first", other=other.id
                )
            ]
    return []
