"""The pages of motions: the list, one motion with its amendments, writing, seconding, ruling, a committee's report."""

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

from qurultay.assembly.labels import is_preamble
from qurultay.assembly.motions import Stage, Step, steps_of
from qurultay.secretariat.chamber import motion_writing
from qurultay.secretariat.chamber import motions as deeds
from qurultay.secretariat.chamber.amendments import carried
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.models import AgendaItem, Motion, Session
from qurultay.secretariat.chamber.motion_facts import facts_of, is_mover
from qurultay.secretariat.chamber.motion_shown import shown_motion
from qurultay.secretariat.chamber.pages.finding import Referral, the_motion, the_referral, the_session
from qurultay.secretariat.chamber.pages.sittings import in_tongues
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.chamber.shown import SHAPES, text
from qurultay.secretariat.chamber.texts import languages, latest
from qurultay.secretariat.chamber.texts import typed as words_typed
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import fragment, page
from qurultay.secretariat.frame.typed import row_number
from qurultay.secretariat.roll.models import Credential
from qurultay.secretariat.roll.naming import called

OPERATIONS = ("decision", "declaration", "pledge", "call", "appeal", "offer", "observance")


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


# --- writing ---------------------------------------------------------------------------------------------------------


@endpoint(reads=Deed.MOVE, of=the_session)
def new_motion(request: Request, session: Session) -> HttpResponse:
    """The form for a new motion."""
    return _form(request, session, None)


@endpoint(does=Deed.MOVE, of=the_session, again=new_motion)
def write_new(request: Request, session: Session) -> HttpResponse:
    """Keep a new motion as it has been written so far."""
    return _written(request, session, None)


@endpoint(reads=Deed.MOVE, of=the_motion)
def edit_motion(request: Request, motion: Motion) -> HttpResponse:
    """The form for a motion that is being written."""
    return _form(request, motion.session, motion)


@endpoint(does=Deed.MOVE, of=the_motion, again=edit_motion)
def write_again(request: Request, motion: Motion) -> HttpResponse:
    """Keep it as it is written now."""
    if not is_mover(motion, credential_of(request.reader.account, motion.session)):
        raise OutOfOrder("chamber.out.motion.not-theirs")
    return _written(request, motion.session, motion)


@endpoint(reads=Deed.ADMIT_MOTIONS, of=the_session)
def paper_motion(request: Request, session: Session) -> HttpResponse:
    """The form for a motion that somebody handed in on paper."""
    return _form(request, session, None, movers=_movers(session))


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_session, again=paper_motion)
def take_paper(request: Request, session: Session) -> HttpResponse:
    """Type in a motion that came on paper: it is its mover's, and handed in at once."""
    mover = next((each for each, _ in _movers(session) if str(each.pk) == request.POST.get("mover")), None)
    if mover is None:
        raise OutOfOrder("chamber.out.motion.whose")
    kept = _kept(request, session, None, mover)
    deeds.submit(kept, mover, timezone.now())
    return redirect("chamber:motion", kept.pk)


def _movers(session: Session) -> list[tuple[Credential, Any]]:
    rows = list(Credential.objects.filter(session=session.ref, state="admitted").select_related("membership", "person"))
    names = called(rows)
    return [(each, names[each.pk]) for each in rows]


def _form(request: Request, session: Session, motion: Motion | None, movers: Any = None) -> HttpResponse:
    held = latest(motion).provisions if motion is not None else []
    rows = min(row_number(request.POST.get("rows", "")) or len(held) + 3, 200)
    provisions = [held[at] if at < len(held) else None for at in range(max(rows, len(held)))]
    values = {
        "session": session,
        "motion": motion,
        "movers": movers,
        "provisions": provisions,
        "tongues": languages(session),
        "classes": motion_writing.CLASSES,
        "majorities": standing().rules(session.opens).majorities,
        "operations": OPERATIONS,
        "until": session.motions_until,
        "is_preamble": is_preamble,
        "when": when,
    }
    return page(request, "chamber/write_motion.html", values)


def _written(request: Request, session: Session, motion: Motion | None) -> HttpResponse:
    kept = _kept(request, session, motion, the_credential(request.reader.account, session))
    more = request.POST.get("then") == "more"
    return redirect("chamber:edit-motion" if more else "chamber:motion", kept.pk)


def _kept(request: Request, session: Session, motion: Motion | None, by: Credential) -> Motion:
    typed = request.POST
    return motion_writing.write(
        session=session, by=by, title=in_tongues(typed, "title"), provisions=_provisions(typed), now=timezone.now(),
        classification=typed.get("classification", ""), requirement=typed.get("requirement", "simple"), motion=motion,
    )  # fmt: skip


def _provisions(typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """The provisions of the form, in the order of the numbers that stand beside them."""
    count = min(row_number(typed.get("rows", "")) or 0, 200)
    found = [_provision(typed, at) for at in range(count)]
    return sorted(found, key=lambda each: each["order"])


def _provision(typed: Mapping[str, str], at: int) -> dict[str, Any]:
    name = f"p{at}"
    order = row_number(typed.get(f"{name}-order", ""))
    does = {key: typed.get(f"{name}-{key}", "").strip()[:200] for key in ("kind", "addressee", "owner", "due", "name")}
    if does["kind"] not in OPERATIONS:
        does["kind"] = "decision"
    if day := typed.get(f"{name}-day", ""):
        _, _, rest = day.partition("-")
        does |= {
            "month": rest.partition("-")[0].lstrip("0"),
            "day": rest.partition("-")[2].lstrip("0"),
            "counts_from": day[:4],
        }
    words = in_tongues(typed, name)
    # Names are taken to be in the first language in which the paragraph has words.
    does["language"] = next((code for code, said in words.items() if said.strip()), "")
    return {
        "words": words,
        "preamble": typed.get(f"{name}-preamble") == "yes",
        "does": [{key: value for key, value in does.items() if value}],
        "order": at + 1 if order is None else order,
    }


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


@endpoint(reads=Deed.ADMIT_MOTIONS, of=the_motion)
def translation(request: Request, motion: Motion) -> HttpResponse:
    """The form for words in languages that have none yet."""
    values = {"motion": motion, "provisions": latest(motion).provisions, "tongues": languages(motion.session)}
    return page(request, "chamber/translate.html", values)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_motion, again=translation)
def translate(request: Request, motion: Motion) -> HttpResponse:
    """Add them; words that were handed in stay."""
    labels = [each["label"] for each in latest(motion).provisions]
    words = {label: in_tongues(request.POST, f"w-{label}") for label in labels}
    motion_writing.translate(motion, words, in_tongues(request.POST, "title"), timezone.now())
    return redirect("chamber:motion", motion.pk)


# --- the committee ---------------------------------------------------------------------------------------------------


@endpoint(reads=Deed.FOLLOW, of=the_referral)
def referral(request: Request, referral: Referral) -> HttpResponse:
    """A motion as it lies before a committee."""
    held = referral.motion
    values = {
        "motion": held,
        "text": text(latest(held), request.reader.language),
        "tongues": languages(held.session),
        "may_report": held.state == Stage.REFERRED and request.reader.may(Deed.ADMIT_MOTIONS, referral.body),
        "committee": standing().named(referral.body),
    }
    return page(request, "chamber/referral.html", values)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_referral, again=referral)
def report(request: Request, referral: Referral) -> HttpResponse:
    """The committee reports back what it thinks of the motion."""
    said = said_in(request.POST, referral.motion)
    deeds.take(referral.motion, Step.REPORT, CHAIR, timezone.now(), said=said)
    return redirect("chamber:referral", referral.motion.pk)
