"""The forms in which motions are written: by who moves them, by who types in a paper, by who adds words in another language."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.labels import is_preamble
from qurultay.secretariat.chamber import motion_writing
from qurultay.secretariat.chamber import motions as deeds
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.models import Motion, Session
from qurultay.secretariat.chamber.motion_facts import is_mover
from qurultay.secretariat.chamber.pages.finding import the_motion, the_session
from qurultay.secretariat.chamber.texts import languages, latest
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import in_tongues, row_number
from qurultay.secretariat.roll.models import Credential
from qurultay.secretariat.roll.naming import called

OPERATIONS = ("decision", "declaration", "pledge", "call", "appeal", "offer", "observance")


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
