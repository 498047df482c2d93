"""Minutes as what happened makes them: the first draft, paragraph by paragraph, in each language of the body.

They name no speaker and no voter. How many were there, what was moved, what was decided and by which figures: that is
what a sitting resolves, and it is all in the rows already. What was said, the secretary adds where the body wants it.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying, Value
from qurultay.secretariat.chamber.casting import facts_of
from qurultay.secretariat.chamber.models import AgendaItem, Motion, Sitting, VoteEvent
from qurultay.secretariat.chamber.wording import outcome
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.speaking import voice


def paragraphs(sitting: Sitting) -> list[dict[str, object]]:
    """The paragraphs of a sitting that is over, each with its words in every language."""
    tongues = languages_of(sitting)
    said = [{code: voice(code).plain(each) for code in tongues} for each in _happened(sitting)]
    return [{"id": f"p{number}", "words": words} for number, words in enumerate(said, 1)]


def languages_of(sitting: Sitting) -> tuple[str, ...]:
    """The languages of the body in which the software can write; others the secretary adds."""
    return tuple(code for code in standing().rules(sitting.opens.date()).languages if code in INTERFACE)


def _happened(sitting: Sitting) -> Iterator[Saying]:
    zone = ZoneInfo(sitting.zone)
    if sitting.called_to_order is not None:
        opened = sitting.called_to_order.astimezone(zone)
        yield _said(
            "opened", number=sitting.number, day=opened.date(), time=opened.strftime("%H:%M"), zone=sitting.zone
        )
        there = sitting.presences.filter(came__lte=sitting.called_to_order).values("credential").distinct().count()
        yield _said("there", count=there)
    came = sitting.presences.values("credential").distinct().count()
    yield _said("came", count=came)
    for item in sitting.items.prefetch_related("motions", "turns", "votes"):
        yield from _of_item(item)
    if sitting.adjourned is not None:
        yield _said("adjourned", time=sitting.adjourned.astimezone(zone).strftime("%H:%M"))


def _of_item(item: AgendaItem) -> Iterator[Saying]:
    yield _said("item", label=item.label, title=_words(item.title))
    spoke = [turn for turn in item.turns.all() if turn.began is not None]
    if spoke:
        yield _said("spoke", count=len(spoke))
    for motion in item.motions.all():
        yield _said(
            "moved" if motion.amends_id is None else "amendment", label=motion.label, title=_words(motion.title)
        )
    for event in item.votes.all():
        yield from _of_vote(event)
    for motion in item.motions.all():
        if motion.state in FATES:
            yield _said(f"fate.{motion.state}", label=motion.label)


FATES = ("adopted", "lost", "withdrawn", "postponed", "tabled", "referred", "fallen", "accepted-by-mover")
"""What becomes of a motion and is worth a paragraph."""


def _of_vote(event: VoteEvent) -> Iterator[Saying]:
    """What a vote came to, with the figures that may be shown of it."""
    question = _words(event.question) or (event.motion.label if isinstance(event.motion, Motion) else "")
    if event.state == VoteEvent.State.VOID:
        yield _said("vote.void", question=question, reason=event.reason)
    if event.state != VoteEvent.State.DECLARED:
        return
    found = outcome(event, facts_of(event))
    if found.tally is not None:
        figures = {"yes": found.tally.for_, "no": found.tally.against, "abstain": found.tally.abstained}
        yield _said("vote.figures", question=question, **figures)
    else:
        yield _said("vote.declared", question=question)
    about = "election" if event.matter == "election" else "text"
    yield _said("vote.result", result=Saying.of(f"chamber.result.{about}.{found.result}"))


def _said(key: str, **places: Value) -> Saying:
    return Saying.of(f"minutes.{key}", **places)


def _words(said: dict[str, str]) -> Value:
    return tuple(said.items())
