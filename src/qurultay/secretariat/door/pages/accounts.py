"""Accounts and the roles they hold: who opens them, who gives what, and the sheet that is handed over."""

import io
from datetime import datetime

import segno
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Named
from qurultay.secretariat.door import accounts as deeds
from qurultay.secretariat.door import sheets
from qurultay.secretariat.door.bodies import bodies_of_the_record, role_in
from qurultay.secretariat.door.codes import in_groups
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.door.passkeys import has_way_in, ways_of
from qurultay.secretariat.door.proofs import origin
from qurultay.secretariat.door.roles import PLAIN, Deed, Held, Role, bodies, reaches
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, voice


def the_account(request: Request, account: int) -> Account:
    """An account that the reader may know of: it holds a role in a body where the reader opens accounts."""
    found = Account.objects.filter(pk=account).first()
    held = request.reader.held
    seen = [] if found is None else [body for _, body in found.held() or (("", ""),) if _opens(held, body)]
    if found is None or not seen:
        raise NotHere
    found.body = seen[0]  # type: ignore[attr-defined]  # what a thing of the door must say: to which body it belongs
    return found


def _opens(held: tuple[Held, ...], body: str) -> bool:
    return reaches(held, Deed.OPEN_ACCOUNTS, body)


def the_role(request: Request, role: int) -> RoleHeld:
    """A role that somebody holds now, in a body where the reader gives roles."""
    found = RoleHeld.objects.select_related("account").filter(pk=role).first()
    if found is None or (found.role, found.body) not in found.account.held():
        raise NotHere
    the_account(request, found.account_id)
    return found


@endpoint(reads=Deed.OPEN_ACCOUNTS)
def accounts(request: Request) -> HttpResponse:
    """Every account that the reader may know of, with its roles and how it stands."""
    now = timezone.now()
    rows = (
        Account.objects.filter(is_active=True).prefetch_related("roles", "sheets", "authenticator_set").order_by("name")
    )
    seen = bodies(request.reader.held, Deed.OPEN_ACCOUNTS)
    shown = [(row, held, _standing(row, now)) for row in rows if (held := _held(row, now)) or seen is None]
    shown = [each for each in shown if seen is None or any(body in seen for _, body in each[1])]
    return page(request, "door/accounts.html", {"rows": shown, "choices": _choices(request), "role_in": role_in})


def _held(account: Account, now: datetime) -> list[tuple[Role, str]]:
    rows = account.roles.all()
    return [(Role(row.role), row.body) for row in rows if row.since <= now and (row.until is None or row.until > now)]


def _standing(account: Account, now: datetime) -> tuple[str, str, datetime | None]:
    """Its shape, the sentence that says it, and the hour a sheet ends."""
    waiting = [each for each in account.sheets.all() if not each.used and not each.voided and each.expires > now]
    if waiting:
        return "wait", "door.account.sheet-out", waiting[0].expires
    return ("done", "door.account.entered", None) if has_way_in(account) else ("open", "door.account.no-way-in", None)


def _choices(request: Request) -> list[tuple[Named, list[Role]]]:
    """In each body the roles that the reader may give to a new account."""
    every = [Named(ref=""), *bodies_of_the_record()]
    found = [(body, deeds.roles_open_to(request.reader.held, body.ref)) for body in every]
    return [(body, roles) for body, roles in found if roles]


@endpoint(reads=Deed.OPEN_ACCOUNTS, of=the_account)
def one(request: Request, account: Account) -> HttpResponse:
    """One account: its roles, and what may be done about it."""
    now = timezone.now()
    held = account.roles.filter(deeds.held_at(now), since__lte=now)
    values = {
        "one": account, "held": held, "standing": _standing(account, now), "mine": account.pk == request.reader.account.pk,
        "role_in": role_in, "choices": _choices(request), "lacks": _lacks_passkey(account),
    }  # fmt: skip
    return page(request, "door/one-account.html", values)


def _lacks_passkey(account: Account) -> bool:
    return any(role not in PLAIN for role, _ in account.held()) and not ways_of(account).passkeys


@endpoint(does=Deed.OPEN_ACCOUNTS, again=accounts, fresh=True)
def open_account(request: Request) -> HttpResponse:
    """A new account; the answer is its sheet, whose code nobody can read again."""
    role, body = _chosen(request)
    code = request.POST.get("language", "")
    language = code if code in INTERFACE else request.reader.language
    account = deeds.open_account(request.reader.account, [(role, body)], language, timezone.now())
    return _sheet(request, account, *sheets.hand_out(account, request.reader.account, timezone.now()))


@endpoint(does=Deed.OPEN_ACCOUNTS, of=the_account, again=one, fresh=True)
def new_sheet(request: Request, account: Account) -> HttpResponse:
    """A new sheet for an account; what let its owner in before lets nobody in any more."""
    return _sheet(request, account, *sheets.hand_out(account, request.reader.account, timezone.now()))


def _sheet(request: Request, account: Account, sheet: object, code: str) -> HttpResponse:
    address = origin(request) + reverse("door:sheet")
    values = {
        "one": account, "sheet": sheet, "sheet_code": in_groups(code), "address": address, "held": account.held(), "role_in": role_in,
        "picture": picture(f"{address}#{code}"),
        "voices": [(code, voice(code)) for code in sorted(INTERFACE, key=lambda code: code != account.language)],
    }  # fmt: skip
    return page(request, "door/sheet-printed.html", values)


def picture(words: str) -> Markup:
    """The words as a picture that a telephone reads."""
    drawn = io.BytesIO()
    segno.make(words, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4)
    return Markup(drawn.getvalue().decode())


def _chosen(request: Request) -> tuple[Role, str]:
    """The role and the body, from one choice `role@body`. Raises `OutOfOrder` for any other."""
    role, _, body = request.POST.get("role", "").partition("@")
    known = {"", *(each.ref for each in bodies_of_the_record())}
    if role not in set(Role) or body not in known:
        raise OutOfOrder("door.out.no-role")
    return Role(role), body


@endpoint(does=Deed.GIVE_ROLES, of=the_account, again=one, fresh=True)
def give_role(request: Request, account: Account) -> HttpResponse:
    """A role more."""
    deeds.give(account, *_chosen(request), request.reader.account, timezone.now())
    return redirect("door:one-account", account=account.pk)


@endpoint(does=Deed.GIVE_ROLES, of=the_role, fresh=True)
def end_role(request: Request, role: RoleHeld) -> HttpResponse:
    """A role less."""
    deeds.end(role, request.reader.account, timezone.now())
    return redirect("door:one-account", account=role.account_id)


@endpoint(does=Deed.GIVE_ROLES, of=the_account, again=one, fresh=True)
def close_account(request: Request, account: Account) -> HttpResponse:
    """Nobody enters it again."""
    deeds.close(account, request.reader.account, timezone.now())
    return redirect("door:accounts")
