"""The session and its two sittings: the first three days ago and adjourned, the second going on now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.files.base import ContentFile

from qurultay.assembly.sittings import ItemStep, SittingStep
from qurultay.press.drafts import load
from qurultay.record.disk import Disk, Shelf
from qurultay.secretariat.chamber import (
    agenda,
    declaring,
    documents,
    minutes,
    opening,
    preparing,
    presence,
    sittings,
    taking_over,
    votes,
)
from qurultay.secretariat.chamber.models import AgendaItem, Minutes, Session, Sitting, VoteEvent
from qurultay.secretariat.chamber.preparing import Question
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import house, standing
from qurultay.secretariat.roll import credentials
from qurultay.secretariat.roll.models import Credential, Person
from qurultay.site.seed.people import ASSEMBLY, IN_KAZAKH, SESSION

AWAY_AT_FIRST, AWAY_NOW = (18, 31, 44), (9, 18, 33, 44, 60)
ON_THE_LINE = (7, 13, 17, 20, 27, IN_KAZAKH, 34, 41, 46, 53, 59)
ORDERS = '{"line_minutes": 1440}\n'
"""Nobody sits behind these lines: they are held to be cut after a day, not after three minutes."""


@cache
def said() -> Mapping[str, Any]:
    """What is on the agenda, what was moved, what lies on the desk."""
    return load(files(__package__) / "session.yaml").data  # type: ignore[arg-type]  # a file on the disk, wherever we run from


@dataclass(kw_only=True)
class Hall:
    """The sitting that goes on, who works there, and the members' papers by seat."""

    sitting: Sitting
    staff: Mapping[str, Account]
    members: Mapping[int, Person]
    papers: Mapping[int, Credential]
    items: list[AgendaItem] = field(default_factory=list)
    minutes: Minutes

    @property
    def chair(self) -> Account:
        """Who presides."""
        return self.staff["presiding-officer"]

    def there(self) -> list[int]:
        """The seats of those who are there now."""
        return [seat for seat in self.papers if seat not in AWAY_NOW]


def opened(staff: Mapping[str, Account], members: Mapping[int, Person], now: datetime) -> Hall:
    """The session as the record has it, its first sitting over, its second called to order an hour ago."""
    Shelf(house().secretariat, Disk(), private=True).put("orders.json", ORDERS.encode())
    session = taking_over.take_over(SESSION, said()["place"])
    papers = _admitted(session)
    first = _first_sitting(session, papers, staff["presiding-officer"])
    kept = _circulated(first, papers, now)
    begun = now - timedelta(minutes=75)
    begun -= timedelta(minutes=begun.minute % 5, seconds=begun.second, microseconds=begun.microsecond)
    sitting = _called_to_order(session, begun, "today", papers, AWAY_NOW)
    hall = Hall(sitting=sitting, staff=staff, members=members, papers=papers, minutes=kept)
    hall.items = list(sitting.items.all())
    _approved(hall, begun + timedelta(minutes=8))
    return hall


def _admitted(session: Session) -> dict[int, Credential]:
    day = credentials.day_of(SESSION, standing(), session.opens)
    credentials.propose_all(SESSION, ASSEMBLY, day)
    rows = Credential.objects.filter(session=SESSION).select_related("membership", "person__account")
    credentials.take([each.pk for each in rows], SESSION, "admit", "", standing(), day)
    return {int(each.membership.seat.partition("/")[2]): each for each in rows}


def _called_to_order(
    session: Session, begun: datetime, agenda_of: str, papers: Mapping[int, Credential], away: tuple[int, ...]
) -> Sitting:
    sitting = sittings.schedule(session, begun, begun + timedelta(hours=8), "hybrid")
    for item in said()[agenda_of]:
        title = {code: item[code] for code in ("en", "ug", "kk")}
        agenda.add(sitting, title, kind=item["kind"], minutes=int(item["minutes"]))
    sitting = sittings.take(sitting, SittingStep.CALL_TO_ORDER, begun)
    for seat, paper in papers.items():
        if seat not in away:
            presence.check_in(sitting, paper, "remote" if seat in ON_THE_LINE else "room", begun)
    agenda.adopt(sitting, begun + timedelta(minutes=2))
    return Sitting.objects.select_related("session", "current").get(pk=sitting.pk)


def _first_sitting(session: Session, papers: Mapping[int, Credential], chair: Account) -> Sitting:
    """The report on credentials is adopted, a committee reports, the sitting is adjourned."""
    begun = datetime.combine(session.opens, time(9), UTC)
    sitting = _called_to_order(session, begun, "first", papers, AWAY_AT_FIRST)
    report, heard = sitting.items.all()
    agenda.take(report, ItemStep.TAKE_UP, begun)
    drawn = opening.draw_up(SESSION, ASSEMBLY, begun + timedelta(minutes=5))
    event = without_a_vote(sitting, "report-question", chair, begun + timedelta(minutes=10))
    opening.adopt(drawn, event, begun + timedelta(minutes=12))
    agenda.take(report, ItemStep.DISPOSE, begun + timedelta(minutes=15))
    agenda.take(heard, ItemStep.TAKE_UP, begun + timedelta(minutes=16))
    paper = said()["paper"]
    documents.lay(heard, ContentFile(paper["words"].encode()), paper["title"], "en", begun)
    agenda.take(heard, ItemStep.DISPOSE, begun + timedelta(hours=2))
    return sittings.take(sitting, SittingStep.ADJOURN, begun + timedelta(hours=6))


def without_a_vote(sitting: Sitting, question: str, chair: Account, at: datetime) -> VoteEvent:
    """A question of order to which nobody objects."""
    sitting.refresh_from_db()
    asked = Question(method="without-a-vote", asks=VoteEvent.Asks.PROCEDURE, words=said()[question])
    event = votes.open_(preparing.prepare(sitting, asked, at), chair, at)
    return declaring.declare(votes.close(event, chair, at + timedelta(minutes=1)), chair, at + timedelta(minutes=1))


def _circulated(first: Sitting, papers: Mapping[int, Credential], now: datetime) -> Minutes:
    """The minutes of the first sitting, with what the secretary added and a member corrected."""
    kept = minutes.draft(first)
    minutes.add(kept, kept.text[-2]["id"], said()["minutes-added"])
    kept.refresh_from_db()
    minutes.circulate(kept, now - timedelta(days=1))
    place = kept.text[-2]["id"]
    proposed = minutes.propose(kept, papers[49], place, said()["minutes-corrected"], now - timedelta(hours=9))
    minutes.decide(proposed, accept=True)
    kept.refresh_from_db()
    return kept


def _approved(hall: Hall, at: datetime) -> None:
    """The first item: the minutes are approved as corrected."""
    item = hall.items[0]
    agenda.take(item, ItemStep.TAKE_UP, at)
    event = without_a_vote(hall.sitting, "minutes-question", hall.chair, at + timedelta(minutes=1))
    minutes.approve(hall.minutes, event)
    agenda.take(item, ItemStep.DISPOSE, at + timedelta(minutes=3))
    hall.minutes.refresh_from_db()
