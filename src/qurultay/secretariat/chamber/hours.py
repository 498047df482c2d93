"""Votes that open and close at their hour, whether or not anybody presses a button (register law V18).

Asked whenever a page of votes is read, by `keep_time` beside the secretariat, and by the command `tick`. A vote that cannot open or close at its hour, for
want of a quorum or because lines are cut, waits; what it waits for stands on its page.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event

from django.db import DatabaseError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from qurultay.record.errors import Broken
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.votes import close, open_
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.tlog.errors import Refused

_S = VoteEvent.State


def due(now: datetime) -> list[VoteEvent]:
    """Opens and closes what is due; the votes that moved."""
    waiting = VoteEvent.objects.filter(
        Q(state=_S.PREPARED, opens__lte=now) | Q(state=_S.OPEN, closes__lte=now)
    ).select_related("sitting__session")
    return [moved for event in waiting for moved in _moved(event, now)]


def _moved(event: VoteEvent, now: datetime) -> list[VoteEvent]:
    moved = []
    try:
        if event.state == _S.PREPARED:
            event = open_(event, None, now)
            moved.append(event)
        if event.closes is not None and event.closes <= now:
            moved.append(close(event, None, now))
    except OutOfOrder:
        pass  # it waits; the page of the vote says for what
    return moved[-1:]


def keep_time(stop: Event, every: int = 10) -> None:
    """Ticks until it is told to stop: runs beside the secretariat, in a thread of its own."""
    _again_and_again(stop, every, lambda: due(timezone.now()))


def keep_count(stop: Event, every: int = 2) -> None:
    """Tells the room's screen how many have voted: a voter's own deed says nothing, lest five hundred wait for one screen."""
    told: dict[int, int] = {}
    _again_and_again(stop, every, lambda: told.update(tell_of_votes(told)))


def tell_of_votes(told: Mapping[int, int]) -> dict[int, int]:
    """How many have voted in each open vote; where that is not what was told before, its sitting looks different."""
    rows = VoteEvent.objects.filter(state=_S.OPEN).select_related("sitting")
    found = {event: event.cast.count() + event.voted.count() for event in rows}
    for event, count in found.items():
        if told.get(event.pk, count) != count:
            live.changed(event.sitting)
    return {event.pk: count for event, count in found.items()}


def _again_and_again(stop: Event, every: int, look: Callable[[], object]) -> None:
    while not stop.wait(every):
        try:
            look()
        except (OutOfOrder, Broken, Refused, OSError, DatabaseError):
            # The record cannot be read just now, or the database is busy; it is tried again at the next tick.
            logging.getLogger(__name__).warning("votes that are due could not be looked at", exc_info=True)
        finally:
            close_old_connections()
