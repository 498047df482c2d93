"""What the assembly is doing: a motion sent to a committee, another with three amendments, a vote going on, speakers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from qurultay.assembly.motions import Step
from qurultay.assembly.sittings import ItemStep
from qurultay.secretariat.chamber import (
    agenda,
    amendments,
    casting,
    declaring,
    motion_facts,
    motion_writing,
    motions,
    preparing,
    speakers,
    votes,
)
from qurultay.secretariat.chamber.models import AgendaItem, Motion, VoteEvent
from qurultay.secretariat.chamber.preparing import Question
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.site.seed.hall import Hall, said
from qurultay.site.seed.people import COMMITTEE, IN_KAZAKH, IN_UYGHUR

MINUTE = timedelta(minutes=1)
WAITING_TO_VOTE = (IN_UYGHUR, IN_KAZAKH)
"""They have not voted in the vote that is open, so that somebody who comes in as one of them can."""


def business(hall: Hall, now: datetime) -> None:
    """Everything since the sitting began, in its order."""
    _referred(hall, hall.items[1], now - 55 * MINUTE)
    item = agenda.take(hall.items[2], ItemStep.TAKE_UP, now - 45 * MINUTE)
    motion = _before_the_house(hall, "schools", 49, 12, item, now - 44 * MINUTE)
    speakers.set_queue(item, open_=True, seconds=600, most=2)
    _spoken(hall, item, now - 40 * MINUTE)
    _one_carried_one_fallen(hall, motion, now - 30 * MINUTE)
    _being_voted(hall, motion, now - 4 * MINUTE)
    _queue(hall, item, now)


def _referred(hall: Hall, item: AgendaItem, at: datetime) -> None:
    item = agenda.take(item, ItemStep.TAKE_UP, at)
    motion = _before_the_house(hall, "archive", 23, 38, item, at + MINUTE)
    motions.refer(motion, COMMITTEE, at + 5 * MINUTE)
    agenda.take(item, ItemStep.DISPOSE, at + 6 * MINUTE)


def _before_the_house(hall: Hall, name: str, mover: int, second: int, item: AgendaItem, at: datetime) -> Motion:
    """A motion written, handed in, seconded, admitted, placed and taken up."""
    text = [
        {"words": each["words"], "does": [each["does"]] if "does" in each else [], "preamble": "preamble" in each}
        for each in said()[name]["provisions"]
    ]
    by = hall.papers[mover]
    motion = motion_writing.write(
        session=hall.sitting.session, by=by, title=said()[name]["title"], provisions=text, now=at - timedelta(days=1)
    )
    motion = motions.submit(motion, by, at - timedelta(hours=20))
    motions.second(motion, hall.papers[second], at - timedelta(hours=19))
    motions.take(motion, Step.ADMIT, CHAIR, at - timedelta(hours=18))
    motions.place(motion, item, at)
    return motions.take(motion, Step.TAKE_UP, CHAIR, at)


def _amendment(hall: Hall, motion: Motion, place: str, words: Mapping[str, str], mover: int, at: datetime) -> Motion:
    by = hall.papers[mover]
    made = amendments.write(amends=motion, place=place, words=words, by=by, now=at)
    return motions.take(motions.submit(made, by, at), Step.ADMIT, CHAIR, at + MINUTE)


def _one_carried_one_fallen(hall: Hall, motion: Motion, at: datetime) -> None:
    """Two amendments to the same words: the further one is carried by name and taken into the text."""
    sixty = _amendment(hall, motion, "3", said()["sixty"], 30, at)
    _amendment(hall, motion, "3", said()["forty"], 52, at)
    motions.take(sixty, Step.TAKE_UP, CHAIR, at + 5 * MINUTE)
    event = _opened(hall, sixty, at + 6 * MINUTE)
    for n, seat in enumerate(hall.there()):
        choice = "against" if n % 5 == 1 else "abstain" if n % 11 == 3 else "for"
        casting.cast(event, hall.papers[seat].person.account, choice, at + 7 * MINUTE)
    votes.close(event, hall.chair, at + 10 * MINUTE)
    declaring.declare(event, hall.chair, at + 11 * MINUTE)
    amendments.merge_all(motion, at + 12 * MINUTE)


def _being_voted(hall: Hall, motion: Motion, at: datetime) -> None:
    """A third amendment, on which the house is voting by name; enough have voted for it to be closed (V1)."""
    motion.refresh_from_db()
    five = _amendment(hall, motion, "1", said()["five"], IN_UYGHUR, at)
    motions.take(five, Step.TAKE_UP, CHAIR, at + MINUTE)
    event = _opened(hall, five, at + 2 * MINUTE)
    for n, seat in enumerate(each for each in hall.there()[:45] if each not in WAITING_TO_VOTE):
        choice = "against" if n % 3 == 2 else "abstain" if n % 13 == 6 else "for"
        casting.cast(event, hall.papers[seat].person.account, choice, at + 3 * MINUTE)


def _opened(hall: Hall, motion: Motion, at: datetime) -> VoteEvent:
    hall.sitting.refresh_from_db()
    motion = motion_facts.locked(motion)
    event = preparing.prepare(hall.sitting, Question(method="named", motion=motion), at)
    return votes.open_(event, hall.chair, at)


def _spoken(hall: Hall, item: AgendaItem, at: datetime) -> None:
    for n, (seat, kind) in enumerate(((49, "pro"), (22, "contra"))):
        speakers.ask(item, hall.papers[seat], kind, at + n * 5 * MINUTE)
        speakers.give_floor(item, at + n * 5 * MINUTE)
        speakers.end_speech(item, at + (n * 5 + 4) * MINUTE)


def _queue(hall: Hall, item: AgendaItem, now: datetime) -> None:
    """One speaks, six wait; one of them was heard before."""
    asked = ((8, "pro"), (40, "neutral"), (27, "pro"), (39, "contra"), (47, "neutral"), (22, "contra"), (57, "pro"))
    for n, (seat, kind) in enumerate(asked):
        speakers.ask(item, hall.papers[seat], kind, now - (10 - n) * MINUTE / 2)
    speakers.give_floor(item, now - timedelta(seconds=40))
