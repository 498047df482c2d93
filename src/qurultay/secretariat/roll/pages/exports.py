"""Asking to take a roll out of the house, approving it, taking it once, and telling whose copy something is."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from markupsafe import Markup

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, rendered
from qurultay.secretariat.roll.exports import NEEDED, approve, ask, refuse, take, whose
from qurultay.secretariat.roll.models import Export
from qurultay.secretariat.roll.scopes import RollOf, the_roll

MEDIA = {"csv": "text/csv; charset=utf-8", "ods": "application/vnd.oasis.opendocument.spreadsheet"}
MOST_TEXT = 200_000


@dataclass(frozen=True)
class Shown:
    """An export as a page shows it."""

    export: Export
    name: object
    approvals: int
    mine: bool
    approved_by_me: bool
    is_over: bool


def the_export(request: Request, export: int) -> Export:
    """An export. Raises `NotHere`."""
    return or_not_here(Export.objects.filter(pk=export).first())


@endpoint(reads=Deed.ASK_EXPORT, of=the_roll)
def exports(request: Request, about: RollOf) -> HttpResponse:
    """The exports of a roll, and a form to ask for one."""
    rows = [_shown(request, each) for each in Export.objects.filter(body=about.body).order_by("-pk")[:50]]
    return page(
        request,
        "roll/exports.html",
        {"about": about, "name": standing().named(about.body), "rows": rows, "needed": NEEDED},
    )


@endpoint(reads=Deed.APPROVE_EXPORT)
def waiting(request: Request) -> HttpResponse:
    """The exports that wait for somebody's approval."""
    shown = [_shown(request, each) for each in _waiting(request)]
    return page(request, "roll/waiting.html", {"rows": shown, "needed": NEEDED, "whose": None})


def waits(request: Request) -> Markup | None:
    """How many exports wait for the reader's word, for their first page."""
    if not request.reader.may(Deed.APPROVE_EXPORT):
        return None
    mine = request.reader.account
    rows = _waiting(request).exclude(asked_by=mine).exclude(approvals__account=mine)
    return Markup(rendered(request, "roll/waits.html", {"count": rows.count()})) if rows.exists() else None


@endpoint(does=Deed.ASK_EXPORT, of=the_roll, again=exports, fresh=True)
def ask_export(request: Request, about: RollOf) -> HttpResponse:
    """Somebody asks."""
    ask(
        about.body,
        request.reader.account,
        request.POST.get("purpose", ""),
        request.POST.get("form", ""),
        timezone.now(),
    )
    return redirect("roll:exports", slug=about.slug)


@endpoint(does=Deed.APPROVE_EXPORT, of=the_export, fresh=True)
def approve_export(request: Request, about: Export) -> HttpResponse:
    """Somebody else approves."""
    approve(about, request.reader.account, timezone.now())
    return redirect("roll:exports-waiting")


@endpoint(does=Deed.APPROVE_EXPORT, of=the_export, fresh=True)
def refuse_export(request: Request, about: Export) -> HttpResponse:
    """Somebody else refuses."""
    refuse(about, timezone.now())
    return redirect("roll:exports-waiting")


@endpoint(does=Deed.ASK_EXPORT, of=the_export, fresh=True)
def take_export(request: Request, about: Export) -> HttpResponse:
    """The file, once."""
    data = take(about, request.reader.account, timezone.now())
    answer = HttpResponse(data, content_type=MEDIA[about.form])
    answer.headers["Content-Disposition"] = f'attachment; filename="roll-{about.code}.{about.form}"'
    return answer


@endpoint(does=Deed.APPROVE_EXPORT)
def whose_copy(request: Request) -> HttpResponse:
    """Whose export a copy that turned up somewhere is. The words are looked at and not kept."""
    text = request.POST.get("text", "")
    if len(text) > MOST_TEXT:
        raise OutOfOrder("frame.out.too-long", most=MOST_TEXT)
    allowed = bodies(request.reader.held, Deed.APPROVE_EXPORT)
    found = [_shown(request, each) for each in whose(text) if allowed is None or each.body in allowed]
    return page(request, "roll/waiting.html", {"rows": [], "needed": NEEDED, "whose": found})


def _waiting(request: Request) -> QuerySet[Export]:
    allowed = bodies(request.reader.held, Deed.APPROVE_EXPORT)
    rows = Export.objects.filter(taken=None, refused=None, expires__gt=timezone.now()).order_by("pk")
    return rows if allowed is None else rows.filter(body__in=allowed)


def _shown(request: Request, export: Export) -> Shown:
    mine = request.reader.account
    given = set(export.approvals.values_list("account_id", flat=True))
    return Shown(
        export=export, name=standing().named(export.body), approvals=len(given), mine=export.asked_by_id == mine.pk,
        approved_by_me=mine.pk in given, is_over=export.is_over(timezone.now()),
    )  # fmt: skip
