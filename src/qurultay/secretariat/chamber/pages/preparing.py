"""The page on which a vote is prepared."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.portal.languages import OWN_NAMES
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber import preparing
from qurultay.secretariat.chamber.ballot_boxes import boxes
from qurultay.secretariat.chamber.clock import typed_moment
from qurultay.secretariat.chamber.models import Motion, Sitting, VoteEvent
from qurultay.secretariat.chamber.pages.finding import the_sitting
from qurultay.secretariat.chamber.preparing import METHODS, Question
from qurultay.secretariat.chamber.seating import today
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import NotHere, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import chosen_row, row_number
from qurultay.secretariat.roll.models import Credential
from qurultay.secretariat.roll.naming import called

_A = VoteEvent.Asks
PUT = ("pending", "adopted", "lost")
"""Motions that can be put, or taken up again."""


@endpoint(reads=Deed.KEEP_AGENDA, of=the_sitting)
def prepare(request: Request, sitting: Sitting) -> HttpResponse:
    """What is to be asked, and how."""
    motions = list(sitting.session.motions.filter(state__in=PUT).order_by("pk"))
    pending = [each for each in motions if each.state == "pending"]
    rules = standing().rules(today(sitting.session, timezone.now()))
    papers = Credential.objects.filter(session=sitting.session.ref, body=sitting.body, state="admitted")
    names = called(papers)
    values = {
        "sitting": sitting,
        "motions": motions,
        "chosen": request.GET.get("motion", ""),
        "amendments": [(each, preparing.amendments_in_order(each)) for each in pending],
        "methods": METHODS,
        "asks": _A.values,
        "majorities": [each.name for each in rules.majorities],
        "tongues": [(code, OWN_NAMES.get(code, code)) for code in rules.languages],
        "members": sorted(names.items(), key=lambda each: (isinstance(each[1], Saying), str(each[1]))),
        "boxes": boxes(),
        "interested": set(request.POST.getlist("interested")),
    }
    return page(request, "chamber/prepare.html", values)


@endpoint(does=Deed.KEEP_AGENDA, of=the_sitting, again=prepare)
def prepared(request: Request, sitting: Sitting) -> HttpResponse:
    """Prepare a vote, or one on each provision of a text."""
    now, typed = timezone.now(), request.POST
    motion = _motion(sitting, typed.get("motion", ""))
    if typed.get("asks") == _A.PROVISION and motion is not None:
        made = preparing.divide(sitting, motion, _operative(motion), typed.get("method", ""), now)
        return redirect("chamber:vote", made[0].pk)
    asked = Question(
        method=typed.get("method", ""),
        asks=typed.get("asks", ""),
        motion=motion,
        words={
            code: typed.get(f"question-{code}", "") for code in standing().rules(today(sitting.session, now)).languages
        },
        matter=typed.get("matter", ""),
        requirement=typed.get("requirement", ""),
        interested=tuple(_interested(sitting, typed.getlist("interested"))),
        election=typed.get("election", "") if typed.get("method") == "belenios" else "",
        opens=typed_moment(typed.get("opens", ""), sitting.zone),
        closes=typed_moment(typed.get("closes", ""), sitting.zone),
    )
    return redirect("chamber:vote", preparing.prepare(sitting, asked, now).pk)


def _motion(sitting: Sitting, number: str) -> Motion | None:
    if not number:
        return None
    return or_not_here(chosen_row(sitting.session.motions.all(), number))


def _operative(motion: Motion) -> list[str]:
    """The labels of the operative provisions as the text stands: a preamble resolves nothing (V21)."""
    version = motion.versions.order_by("-number").first()
    labels = [str(each["label"]) for each in version.provisions] if version is not None else []
    return [label for label in labels if not label.startswith("p")]


def _interested(sitting: Sitting, numbers: list[str]) -> Iterator[int]:
    papers = Credential.objects.filter(session=sitting.session.ref, body=sitting.body)
    known = set(papers.values_list("pk", flat=True))
    for number in numbers:
        chosen = row_number(number)
        if chosen is None or chosen not in known:
            raise NotHere
        yield chosen
