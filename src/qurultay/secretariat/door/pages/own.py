"""One's own account: its passkeys, printed codes, password, and the sessions that are open."""

from allauth.mfa.models import Authenticator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from qurultay.secretariat.door import passkeys as ways
from qurultay.secretariat.door import proofs
from qurultay.secretariat.door.bodies import role_in
from qurultay.secretariat.door.codes import in_groups
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed, needs_passkey
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.OWN_ACCOUNT)
def account(request: Request) -> HttpResponse:
    """One's own account."""
    held = request.reader.held
    mine = ways.ways_of(request.reader.account)
    values = {"ways": mine, "held": held, "password_allowed": not needs_passkey(held), "role_in": role_in}
    return page(request, "door/account.html", values)


@endpoint(reads=Deed.OWN_ACCOUNT)
def passkeys(request: Request, **_: object) -> HttpResponse:
    """One's passkeys."""
    values = {"passkeys": ways.passkeys_of(request.reader.account), "may_add": _may_add(request)}
    return page(request, "door/passkeys.html", values)


def _may_add(request: Request) -> bool:
    """A password does not make a passkey for somebody whose role asks for one: a printed sheet does."""
    return request.reader.by_passkey or not needs_passkey(request.reader.held)


class Passkey:
    """A passkey of one's own."""

    body = ""

    def __init__(self, row: Authenticator) -> None:
        self.row, self.pk = row, row.pk


def my_passkey(request: Request, passkey: int) -> Passkey:
    """The passkey, if it is one's own."""
    found = Authenticator.objects.filter(user=request.reader.account, type=Authenticator.Type.WEBAUTHN, pk=passkey)
    if not found:
        raise NotHere
    return Passkey(found[0])


@endpoint(does=Deed.OWN_ACCOUNT, again=passkeys)
def device(request: Request) -> HttpResponse:
    """What the browser is to ask of the device that will keep another passkey."""
    return JsonResponse(ways.registration_asked(request.reader.account))


@endpoint(does=Deed.OWN_ACCOUNT, again=passkeys, fresh=True)
def add_passkey(request: Request) -> HttpResponse:
    """Another passkey; every other session ends."""
    if not _may_add(request):
        raise OutOfOrder("door.out.sheet-needed")
    mine = request.reader.account
    made = ways.add_passkey(request, mine, request.POST.get("passkey", ""), request.POST.get("name", ""))
    proofs.keep_this_session(request, mine)
    proofs.note(request, mine, {"method": "mfa", "type": "webauthn", "id": made.pk})
    return redirect("door:passkeys" if ways.ways_of(mine).codes_left else "door:codes")


@endpoint(does=Deed.OWN_ACCOUNT, of=my_passkey, again=passkeys)
def name_passkey(request: Request, passkey: Passkey) -> HttpResponse:
    """Another name for it."""
    ways.name_passkey(passkey.row, request.POST.get("name", ""))
    return redirect("door:passkeys")


@endpoint(does=Deed.OWN_ACCOUNT, of=my_passkey, again=passkeys, fresh=True)
def end_passkey(request: Request, passkey: Passkey) -> HttpResponse:
    """It opens nothing any more; every other session ends."""
    ways.end_passkey(request.reader.account, passkey.row)
    proofs.keep_this_session(request, request.reader.account)
    return redirect("door:passkeys")


@endpoint(reads=Deed.OWN_ACCOUNT)
def codes(request: Request) -> HttpResponse:
    """How many printed codes are left."""
    return page(request, "door/codes.html", {"ways": ways.ways_of(request.reader.account)})


@endpoint(does=Deed.OWN_ACCOUNT, again=codes, fresh=True)
def print_codes(request: Request) -> HttpResponse:
    """Ten new codes, shown this once: the answer is the paper itself, for they are kept nowhere that we could show them from."""
    drawn = ways.new_codes(request.reader.account)
    proofs.keep_this_session(request, request.reader.account)
    return page(request, "door/codes-printed.html", {"codes": [in_groups(each) for each in drawn]})


@endpoint(reads=Deed.OWN_ACCOUNT)
def password(request: Request) -> HttpResponse:
    """Where a password is set, by those whose roles allow one."""
    return page(request, "door/password.html", {"password_allowed": not needs_passkey(request.reader.held)})


@endpoint(does=Deed.OWN_ACCOUNT, again=password, fresh=True)
def set_password(request: Request) -> HttpResponse:
    """A new password; every other session ends."""
    ways.set_password(request.reader.account, request.POST.get("password", ""), request.POST.get("repeated", ""))
    proofs.keep_this_session(request, request.reader.account)
    return redirect("door:account")


@endpoint(does=Deed.OWN_ACCOUNT, again=account)
def end_sessions(request: Request) -> HttpResponse:
    """Every other session of mine ends."""
    proofs.keep_this_session(request, request.reader.account)
    return redirect("door:account")
