"""Votes that open and close at their hour, whether or not anybody presses a button (register law V18).

Asked whenever a page of votes is read, and by `tick` from time to time. A vote that cannot open or close at its hour, for
want of a quorum or because lines are cut, waits; what it waits for stands on its page.
"""

from datetime import datetime

from django.db.models import Q

from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.votes import close, open_
from qurultay.secretariat.frame.order import OutOfOrder

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
