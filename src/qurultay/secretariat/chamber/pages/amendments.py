"""The pages of amendments: writing one against the words in place, accepting, the order, merging, resolving by hand."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.labels import place_in_order
from qurultay.assembly.motions import Stage
from qurultay.secretariat.chamber import amendments as deeds
from qurultay.secretariat.chamber import shown
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.models import Motion
from qurultay.secretariat.chamber.motion_facts import is_mover
from qurultay.secretariat.chamber.pages.finding import the_motion
from qurultay.secretariat.chamber.pages.motions import motion as motion_page
from qurultay.secretariat.chamber.pages.writing import OPERATIONS
from qurultay.secretariat.chamber.texts import languages, latest, text_of, value_of
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import in_tongues, row_number


@endpoint(reads=Deed.MOVE, of=the_motion)
def new_amendment(request: Request, motion: Motion) -> HttpResponse:
    """The form for an amendment to a motion, or to an amendment: the words in place, to be changed."""
    typed = request.POST or request.GET
    return _form(request, motion, None, typed.get("place", ""), typed.get("after", ""))


@endpoint(does=Deed.MOVE, of=the_motion, again=new_amendment)
def write_new(request: Request, motion: Motion) -> HttpResponse:
    """Keep it as it has been written so far."""
    return _written(request, motion, None)


@endpoint(reads=Deed.MOVE, of=the_motion)
def edit_amendment(request: Request, motion: Motion) -> HttpResponse:
    """The form for an amendment that is being written."""
    if motion.amends is None or motion.state != Stage.DRAFT:
        raise OutOfOrder("chamber.out.motion.handed-in")
    return _form(request, motion.amends, motion, motion.place, "")


@endpoint(does=Deed.MOVE, of=the_motion, again=edit_amendment)
def write_again(request: Request, motion: Motion) -> HttpResponse:
    """Keep it as it is written now."""
    if motion.amends is None or not is_mover(motion, credential_of(request.reader.account, motion.session)):
        raise OutOfOrder("chamber.out.motion.not-theirs")
    return _written(request, motion.amends, motion)


def _form(request: Request, lead: Motion, amendment: Motion | None, place: str, after: str) -> HttpResponse:
    text = [each for each in text_of(latest(lead)) if not each.struck]
    chosen = next((each for each in text if each.label == place), None)
    if amendment is not None and amendment.operation == "insert":
        before = [each.label for each in text if place_in_order(each.label) < place_in_order(amendment.place)]
        after = max(before, key=place_in_order, default="")
    mine = value_of(amendment) if amendment is not None else None
    values: dict[str, Any] = {
        "lead": lead,
        "amendment": amendment,
        "text": shown.text(latest(lead), request.reader.language) if chosen is None and not after else (),
        "chosen": chosen,
        "after": after,
        "written": dict(mine.words) if mine is not None else dict(chosen.words) if chosen is not None else {},
        "does": (mine.does or ({},))[0] if mine is not None else {},
        "tongues": languages(lead.session),
        "operations": OPERATIONS,
        "until": lead.session.amendments_until,
        "when": when,
    }
    return page(request, "chamber/write_amendment.html", values)


def _written(request: Request, lead: Motion, amendment: Motion | None) -> HttpResponse:
    typed, credential, now = request.POST, the_credential(request.reader.account, lead.session), timezone.now()
    does = {key: typed.get(f"does-{key}", "").strip()[:200] for key in ("kind", "addressee", "due")}
    kept = deeds.write(
        amends=lead, place=typed.get("place", ""), after=typed.get("after", ""), words=in_tongues(typed, "words"),
        by=credential, now=now, amendment=amendment,
        does=[{key: value for key, value in does.items() if value}] if does["kind"] in OPERATIONS else (),
    )  # fmt: skip
    return redirect("chamber:motion", kept.pk)


@endpoint(does=Deed.MOVE, of=the_motion, again=motion_page)
def accept(request: Request, motion: Motion) -> HttpResponse:
    """The mover of what is amended takes it over."""
    deeds.accept(motion, the_credential(request.reader.account, motion.session), timezone.now())
    return redirect("chamber:motion", motion.amends_id)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_motion, again=motion_page)
def distance(request: Request, motion: Motion) -> HttpResponse:
    """How far from the text it goes, as the chair sees it."""
    deeds.set_distance(motion, row_number(request.POST.get("distance", "").strip()))
    return redirect("chamber:motion", motion.amends_id or motion.pk)


@endpoint(reads=Deed.FOLLOW, of=the_motion)
def merging(request: Request, motion: Motion) -> HttpResponse:
    """The text as it would be with every carried amendment in it, and what clashes, side by side."""
    found = deeds.prospect(motion)
    values = {
        "motion": motion,
        "found": found,
        "text": shown.text(latest(motion), request.reader.language, found.edits),
        "put_in": [edit.put_in for edit in found.edits if edit.put_in is not None],
        "clashes": [(each, shown.clash(each, request.reader.language)) for each in found.clashes],
        "places": {each.place: next((p.words for p in text_of(latest(motion)) if p.label == each.place), {}) for each in found.clashes},
        "tongues": languages(motion.session),
        "chair": request.reader.may(Deed.ADMIT_MOTIONS, motion.body),
    }  # fmt: skip
    return page(request, "chamber/merging.html", values)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_motion, again=merging)
def merge(request: Request, motion: Motion) -> HttpResponse:
    """Take what was carried and does not clash into the text."""
    deeds.merge_all(motion, timezone.now())
    return redirect("chamber:motion", motion.pk)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_motion, again=merging)
def resolve(request: Request, motion: Motion) -> HttpResponse:
    """Resolve a clash by hand."""
    deeds.resolve(motion, request.POST.get("place", ""), in_tongues(request.POST, "words"), timezone.now())
    return redirect("chamber:merging", motion.pk)
