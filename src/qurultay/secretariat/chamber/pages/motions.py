"""The pages of motions: the list, one motion with its amendments, what members and the chair do with it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from markupsafe import Markup

from qurultay.assembly.motions import Stage, Step, steps_of
from qurultay.secretariat.chamber import laying_texts
from qurultay.secretariat.chamber import motions as deeds
from qurultay.secretariat.chamber.amendments import carried
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.models import AgendaItem, Motion, Session
from qurultay.secretariat.chamber.motion_facts import facts_of, is_mover
from qurultay.secretariat.chamber.motion_shown import shown_motion
from qurultay.secretariat.chamber.pages.finding import the_motion, the_session
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.chamber.shown import SHAPES
from qurultay.secretariat.chamber.texts import languages
from qurultay.secretariat.chamber.texts import typed as words_typed
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import fragment, page
from qurultay.secretariat.frame.typed import in_tongues
from qurultay.secretariat.roll.naming import called


@endpoint(reads=Deed.FOLLOW, of=the_session)
def motions(request: Request, session: Session) -> HttpResponse:
    """Every motion of a session, in the order of their numbers; and one's own that are not handed in yet."""
    mine = credential_of(request.reader.account, session)
    rows = Motion.objects.filter(session=session, amends=None).annotate(
        amended=Count("amendments", filter=~Q(amendments__state="draft"))
    )
    drafts = rows.filter(state="draft", sponsors__credential=mine, sponsors__part="mover") if mine else ()
    values = {
        "session": session,
        "rows": _rows(rows.exclude(state="draft"), request.reader.language),
        "drafts": drafts,
        "credential": mine,
        "when": when,
    }
    return page(request, "chamber/motions.html", values)


class Row(NamedTuple):
    """A motion in the list."""

    pk: int
    label: str
    title: tuple[tuple[str, str], ...]
    state: str
    amended: int


def _rows(found: QuerySet[Motion], language: str) -> Markup:
    written = found.annotate(written=Cast("title", TextField()))
    return _listed(language, tuple(written.values_list("pk", "label", "written", "state", "amended")))


@lru_cache(maxsize=32)
def _listed(language: str, rows: tuple[tuple[int, str, str, str, int], ...]) -> Markup:
    """The list in one language, kept by what stands in it: hundreds read the same one, and it is never out of date."""
    read = [Row(pk, label, tuple(json.loads(title).items()), state, n) for pk, label, title, state, n in rows]
    return Markup(fragment(language, "chamber/motion_rows.html", {"rows": read, "shapes": SHAPES}))


@endpoint(reads=Deed.FOLLOW, of=the_motion)
def motion(request: Request, motion: Motion) -> HttpResponse:
    """One motion or amendment: its text with line numbers, its amendments, its stages, what the reader can do now."""
    mine = credential_of(request.reader.account, motion.session)
    chair = request.reader.may(Deed.ADMIT_MOTIONS, motion.body)
    sponsors = list(motion.sponsors.select_related("credential__membership", "credential__person").order_by("pk"))
    values = {
        **shown_motion(motion, request.reader.language),
        "mine": mine,
        "is_mover": any(each.credential_id == mine.pk and each.part == "mover" for each in sponsors) if mine else False,
        "stands_behind": any(each.credential_id == mine.pk for each in sponsors) if mine else False,
        "moves_lead": is_mover(motion.amends, mine) if motion.amends else False,
        "sponsors": sponsors,
        "names": called([each.credential for each in sponsors]),
        "facts": facts_of(motion, timezone.now()),
        "steps": steps_of(amendment=motion.is_amendment, stage=Stage(motion.state), by=CHAIR) if chair else (),
        "chair": chair,
        "tongues": languages(motion.session) if chair else (),
        "items": _items(motion) if chair else (),
        "committees": _committees(motion) if chair else (),
        "carried": carried(motion),
        "act_kind": laying_texts.act_kind(motion),
        "when": when,
    }
    return page(request, "chamber/motion.html", values)


def _items(motion: Motion) -> list[Any]:
    rows = AgendaItem.objects.filter(sitting__session=motion.session).exclude(
        state__in=["struck", "disposed", "deferred"]
    )
    return list(rows.select_related("sitting"))


def _committees(motion: Motion) -> list[Any]:
    said = standing()
    return [
        said.named(ref)
        for ref, held in said.book.organisations.items()
        if ref != motion.body and held.what.form == "committee" and held.dissolved is None
    ]


# --- what members and the chair do -----------------------------------------------------------------------------------


@endpoint(does=Deed.MOVE, of=the_motion, again=motion)
def submit(request: Request, motion: Motion) -> HttpResponse:
    """Hand it in."""
    deeds.submit(motion, the_credential(request.reader.account, motion.session), timezone.now())
    return redirect("chamber:motion", motion.pk)


@endpoint(does=Deed.MOVE, of=the_motion, again=motion)
def second(request: Request, motion: Motion) -> HttpResponse:
    """Stand behind it."""
    deeds.second(motion, the_credential(request.reader.account, motion.session), timezone.now())
    return redirect("chamber:motion", motion.pk)


@endpoint(does=Deed.MOVE, of=the_motion, again=motion)
def withdraw(request: Request, motion: Motion) -> HttpResponse:
    """Take it back."""
    deeds.withdraw(motion, the_credential(request.reader.account, motion.session), timezone.now())
    return redirect("chamber:motion", motion.pk)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_motion, again=motion)
def step(request: Request, motion: Motion) -> HttpResponse:
    """A step that the chair takes, or records."""
    typed, now = request.POST, timezone.now()
    wanted = typed.get("step", "")
    if wanted not in set(Step) or wanted in ("reconsider", "merge"):
        raise OutOfOrder("chamber.out.session.which-step")
    if wanted == Step.PLACE:
        chosen = next((each for each in _items(motion) if str(each.pk) == typed.get("item")), None)
        if chosen is None:
            raise OutOfOrder("chamber.out.motion.which-item")
        deeds.place(motion, chosen, now)
    elif wanted == Step.REFER:
        if typed.get("committee", "") not in {each.ref for each in _committees(motion)}:
            raise OutOfOrder("chamber.out.motion.committee")
        deeds.refer(motion, typed["committee"], now)
    else:
        deeds.take(motion, Step(wanted), CHAIR, now, said=said_in(typed, motion))
    return redirect("chamber:motion", motion.pk)


def said_in(typed: Mapping[str, str], motion: Motion) -> dict[str, str]:
    """What was said of a step, in the languages of the body."""
    return words_typed(in_tongues(typed, "said"), languages(motion.session))


@endpoint(does=Deed.DRAFT, of=the_motion, again=motion)
def lay_down(request: Request, motion: Motion) -> HttpResponse:
    """Lay what became of it on the desk as a draft for officers to read and sign."""
    laying_texts.lay_down(motion, request.reader.account, timezone.now())
    return redirect("chamber:motion", motion.pk)
