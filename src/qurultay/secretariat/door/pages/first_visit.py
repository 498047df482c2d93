"""The first visit: the code of a printed sheet, a language, a passkey or a password."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.secretariat.door import passkeys, proofs, sheets
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Sheet
from qurultay.secretariat.door.roles import Deed, needs_passkey
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page

SHEET = "sheet"
"""Where the session keeps which sheet it came with."""


@endpoint(reads=Deed.COME_IN)
def sheet(request: Request) -> HttpResponse:
    """Where the code of a printed sheet is typed. The picture on it leads here too, and its code never reaches a log."""
    return page(request, "door/sheet.html", {})


@endpoint(does=Deed.COME_IN, again=sheet)
def show_sheet(request: Request) -> HttpResponse:
    """The code is good: on to the first visit, in a session of its own."""
    proofs.tried_a_sheet(request)
    found = sheets.sheet_of(request.POST.get("code", ""), timezone.now())
    request.session.flush()
    request.session[SHEET] = found.pk
    return redirect("door:welcome")


@endpoint(reads=Deed.COME_IN)
def welcome(request: Request) -> HttpResponse:
    """What somebody does on their first visit."""
    try:
        held = _held(request)
    except OutOfOrder as bad:
        request.refusals = (*request.refusals, bad.saying) if request.method == "GET" else request.refusals
        return page(request, "door/sheet.html", {}, status=422)
    plain = not needs_passkey(held.account.held())
    return page(request, "door/welcome.html", {"name": held.account.name, "password_allowed": plain})


def _held(request: Request) -> Sheet:
    """The sheet that this session came with. Raises `OutOfOrder` where it came with none, or it is no longer good."""
    rows = Sheet.objects.filter(sheets.good(timezone.now()), pk=request.session.get(SHEET, 0))
    found = rows.select_related("account").first()
    if found is None:
        raise OutOfOrder("door.out.sheet")
    return found


@endpoint(does=Deed.COME_IN, again=welcome)
def device(request: Request) -> HttpResponse:
    """What the browser is to ask of the device that will keep the first passkey."""
    return JsonResponse(passkeys.registration_asked(_held(request).account))


@endpoint(does=Deed.COME_IN, again=welcome)
def first_passkey(request: Request) -> HttpResponse:
    """The first passkey; the sheet has done its work."""
    with transaction.atomic():
        held = _held(request)
        sheets.use(held, timezone.now())
        made = passkeys.add_passkey(
            request, held.account, request.POST.get("passkey", ""), request.POST.get("name", "")
        )
        _settle(request, held, {"method": "mfa", "type": "webauthn", "id": made.pk})
    return redirect("door:codes")


@endpoint(does=Deed.COME_IN, again=welcome)
def first_password(request: Request) -> HttpResponse:
    """A password instead, where the roles of the account allow one."""
    with transaction.atomic():
        held = _held(request)
        sheets.use(held, timezone.now())
        passkeys.set_password(held.account, request.POST.get("secret", ""), request.POST.get("repeated", ""))
        _settle(request, held, {"method": "password"})
    return redirect("home")


def _settle(request: Request, held: Sheet, proof: dict[str, Any]) -> None:
    account = held.account
    account.language = request.reader.language
    account.save(update_fields=["language"])
    proofs.come_in(request, account, proof)
