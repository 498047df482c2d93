"""The queue of speakers of an item: asking, giving the floor, ending a speech. Who is next decides `assembly.speaking`."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar, cast

from qurultay.assembly import speaking
from qurultay.assembly.speaking import KINDS, Kind, NotHeard, Turn
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import AgendaItem, SpeakerTurn
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

P = ParamSpec("P")
Found = TypeVar("Found")


def turns_of(item: AgendaItem) -> list[SpeakerTurn]:
    """Everybody who asked to speak on an item and did not think better of it."""
    return list(item.turns.filter(withdrawn=None).select_related("credential__membership"))


def as_turn(row: SpeakerTurn) -> Turn:
    """A row as the rules see it."""
    return Turn(
        name=row.pk, member=row.credential_id, kind=cast(Kind, row.kind), asked=row.asked, began=row.began, ended=row.ended
    )  # fmt: skip


def ask(item: AgendaItem, credential: Credential, kind: str, now: datetime) -> SpeakerTurn:
    """Put somebody into the queue. Raises `OutOfOrder`."""
    if kind not in KINDS:
        raise OutOfOrder("chamber.out.kind-of-speech")
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held = [as_turn(row) for row in turns_of(item)]
    _in_order(speaking.ask, held, credential.pk, kind, open_=item.queue_open, most=item.speeches_most)
    turn = SpeakerTurn.objects.create(item=item, credential=credential, kind=kind, asked=now)
    live.changed(item.sitting)
    return turn


def withdraw(item: AgendaItem, credential: Credential, now: datetime) -> None:
    """Take back that somebody asked. Raises `OutOfOrder` where they do not wait."""
    if not item.turns.filter(credential=credential, began=None, withdrawn=None).update(withdrawn=now):
        raise OutOfOrder("chamber.out.speech.not-waiting")
    live.changed(item.sitting)


def give_floor(item: AgendaItem, now: datetime, chosen: int | None = None) -> SpeakerTurn:
    """Give the floor to the next in the queue, or to one whom the chair chooses. Raises `OutOfOrder`."""
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held = {row.pk: row for row in turns_of(item)}
    next_ = _in_order(speaking.call_next, [as_turn(row) for row in held.values()])
    turn = held[next_.name] if chosen is None else held.get(chosen)
    if turn is None or turn.began is not None:
        raise OutOfOrder("chamber.out.speech.not-waiting")
    turn.began = now
    turn.save(update_fields=["began"])
    live.changed(item.sitting)
    return turn


def end_speech(item: AgendaItem, now: datetime) -> None:
    """The speech is over. Again is harmless."""
    item.turns.filter(ended=None, withdrawn=None).exclude(began=None).update(ended=now)
    live.changed(item.sitting)


def set_queue(item: AgendaItem, *, open_: bool, seconds: int | None, most: int | None) -> None:
    """Open or close the queue; how long each may speak, and how often. Raises `OutOfOrder` for less than ten seconds."""
    if (seconds is not None and not 10 <= seconds <= 7200) or (most is not None and not 1 <= most <= 20):
        raise OutOfOrder("chamber.out.speech.limits")
    item.queue_open, item.speech_seconds, item.speeches_most = open_, seconds, most
    item.save(update_fields=["queue_open", "speech_seconds", "speeches_most"])
    live.changed(item.sitting)


def limit_of(item: AgendaItem, kind: str) -> timedelta:
    """How long a speech of this kind may be on this item."""
    return speaking.limit(cast(Kind, kind), timedelta(seconds=item.speech_seconds) if item.speech_seconds else None)


def _in_order(rule: Callable[P, Found], *given: P.args, **named: P.kwargs) -> Found:
    try:
        return rule(*given, **named)
    except NotHeard as bad:
        raise OutOfOrder(f"chamber.out.speech.{bad.code}") from None
