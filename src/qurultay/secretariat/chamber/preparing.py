"""A vote is prepared: the question, how it is taken, what majority it needs, whom it concerns, when it opens and closes.

Nothing is frozen yet; whatever stands against opening it is shown while there is time to mend it. Of one question there
is one vote at a time: another is prepared when the one before decided nothing, was made void, or ended in a tie that the
orders let be put once more (register law V7, V24).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from qurultay.assembly.frozen import ASKED
from qurultay.assembly.tie import second_vote_until
from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.freezing import MORE_THAN_HALF, majority_of
from qurultay.secretariat.chamber.models import Motion, Sitting, VoteEvent
from qurultay.secretariat.chamber.motions import may_be_put
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.seating import today
from qurultay.secretariat.chamber.texts import typed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder

METHODS: Final = (
    "hands", "papers", "roll-call", "named", "secret", "belenios", "without-a-vote", "acclamation", "written",
)  # fmt: skip
MATTERS: Final = ("text", "election", "rules", "removal")
_S, _A = VoteEvent.State, VoteEvent.Asks


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, and how. `interested` are the credentials of those whom it concerns in person (V25)."""

    method: str
    asks: str = _A.MOTION
    motion: Motion | None = None
    provision: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    matter: str = ""
    requirement: str = ""
    interested: Sequence[int] = ()
    election: str = ""
    opens: datetime | None = None
    closes: datetime | None = None


@transaction.atomic
def prepare(sitting: Sitting, asked: Question, now: datetime) -> VoteEvent:
    """Prepares a vote. Raises `OutOfOrder` for what can never be put this way; what is only missing yet is shown later."""
    Sitting.objects.select_for_update().get(pk=sitting.pk)
    _understood(asked, now)
    event = VoteEvent(
        sitting=sitting,
        item=asked.motion.item if asked.motion is not None else sitting.current,
        motion=asked.motion,
        asks=asked.asks,
        provision=asked.provision,
        question=_words(asked),
        method=asked.method,
        matter=_matter(asked),
        requirement=_requirement(asked),
        interested=sorted(asked.interested),
        election=asked.election,
        opens=asked.opens,
        closes=asked.closes,
    )
    majority_of(event, standing().rules(today(sitting.session, now)))
    event.second_of = _one_at_a_time(event, now)
    event.save()
    live.changed(sitting)
    return event


def divide(sitting: Sitting, motion: Motion, labels: Sequence[str], method: str, now: datetime) -> list[VoteEvent]:
    """Prepares a vote on each of these provisions, in the order of the text (V21). Raises `OutOfOrder`."""
    if not labels:
        raise OutOfOrder("chamber.out.nothing-to-divide")
    return [
        prepare(sitting, Question(method=method, asks=_A.PROVISION, motion=motion, provision=label), now)
        for label in labels
    ]


def _understood(asked: Question, now: datetime) -> None:
    if asked.method not in METHODS or asked.asks not in _A.values:
        raise OutOfOrder("chamber.out.method")
    if asked.matter not in ("", *MATTERS):
        raise OutOfOrder("chamber.out.matter")
    if asked.motion is None and not any(said.strip() for said in asked.words.values()):
        raise OutOfOrder("chamber.out.question")
    if asked.method == "belenios" and not asked.election:
        raise OutOfOrder("chamber.out.which-ballot-box")
    if asked.method == "written" and (asked.opens is None or asked.closes is None):
        raise OutOfOrder("chamber.out.written-hours")
    if asked.closes is not None and asked.closes <= max(now, asked.opens or now):
        raise OutOfOrder("chamber.out.hours")
    if asked.method in ASKED and asked.asks == _A.RECONSIDER:
        raise OutOfOrder("chamber.out.reconsider-by-vote")
    _of_the_motion(asked)


def _of_the_motion(asked: Question) -> None:
    needs_motion = asked.asks in (_A.MOTION, _A.PROVISION, _A.RECONSIDER)
    if needs_motion != (asked.motion is not None):
        raise OutOfOrder("chamber.out.which-motion")
    if asked.motion is None:
        return
    if asked.asks == _A.RECONSIDER:
        if asked.motion.state not in ("adopted", "lost"):
            raise OutOfOrder("chamber.out.not-decided-yet")
        return
    may_be_put(asked.motion)


def _words(asked: Question) -> dict[str, Any]:
    said = {code: words[:600] for code, words in typed(asked.words, asked.words).items()}
    return said or dict(asked.motion.title if asked.motion is not None else {})


def _matter(asked: Question) -> str:
    if asked.asks == _A.CANDIDATE:
        return "election"
    return asked.matter or (asked.motion.matter if asked.motion is not None else "text")


def _requirement(asked: Question) -> str:
    """A question of order and one candidate need more than half; a motion what stands at it, whatever the form says."""
    if asked.motion is not None:
        return asked.motion.requirement
    return asked.requirement or MORE_THAN_HALF.name


def _one_at_a_time(event: VoteEvent, now: datetime) -> VoteEvent | None:
    """The tied vote that this one follows, if any. Raises `OutOfOrder` where another vote on the question stands."""
    if event.motion is None:
        return None
    before = event.motion.votes.filter(asks=event.asks, provision=event.provision).exclude(state=_S.VOID)
    for other in before.order_by("-pk"):
        if other.state in (_S.PREPARED, _S.OPEN):
            raise OutOfOrder("chamber.out.being-voted")
        if other.state == _S.CLOSED and other.result in ("adopted", "lost", "tied"):
            raise OutOfOrder("chamber.out.declare-first")
        if other.result == "tied" and event.asks == _A.MOTION:
            return _second(other, now)
    return None


def _second(tied: VoteEvent, now: datetime) -> VoteEvent:
    """A tied question is put once more within two days, where the orders know a second vote; a second tie is the end (V7)."""
    if orders().tie != "second-vote" or tied.second_of is not None:
        raise OutOfOrder("chamber.out.no-second-vote")
    until = second_vote_until(tied.closed or now)
    if now > until:
        raise OutOfOrder("chamber.out.second-vote-late", until=until)
    return tied


def amendments_in_order(motion: Motion) -> list[Motion]:
    """Amendments that wait, the furthest from the text first (V20); those equally far as they were tabled."""
    waiting = motion.amendments.filter(state__in=("admitted", "pending"))
    return sorted(waiting, key=lambda each: (-each.distance, each.pk))
