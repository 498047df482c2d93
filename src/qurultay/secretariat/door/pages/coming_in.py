"""Coming in and going out: sign-in, proving it once more, the language in which everything is said."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.door import proofs
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.pages.refusing import LANGUAGE_COOKIE
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page


def onward(request: Request) -> str:
    """Where somebody wanted to go: an address of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    secure = request.is_secure()
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure) else "/"


@endpoint(reads=Deed.COME_IN)
def sign_in(request: Request) -> HttpResponse:
    """Where one comes in."""
    return page(request, "door/sign-in.html", {"waiting": [("next", onward(request))], "goes": ""})


@endpoint(does=Deed.COME_IN, again=sign_in)
def come_in(request: Request) -> HttpResponse:
    """In, by a passkey, or by a name with a printed code or a password."""
    onto = onward(request)
    account = proofs.let_in(request)
    response = redirect(onto)
    _speak(response, account.language)
    return response


@endpoint(does=Deed.COME_IN)
def passkey(request: Request) -> HttpResponse:
    """What the browser is to ask a passkey; of whoever has come in, else of anybody who has one for this site."""
    return JsonResponse(proofs.passkey_asked(request.reader.account))


@endpoint(does=Deed.COME_IN)
def sign_out(request: Request) -> HttpResponse:
    """Out, and what the browser kept of us with it."""
    logout(request)
    response = redirect("door:sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@endpoint(does=Deed.COME_IN)
def language(request: Request) -> HttpResponse:
    """The language in which everything is said from now on."""
    code = request.POST.get("language", "")
    if code not in INTERFACE:
        raise OutOfOrder("door.out.language")
    if request.reader.account is not None:
        request.reader.account.language = code
        request.reader.account.save(update_fields=["language"])
    response = redirect(onward(request))
    _speak(response, code)
    return response


def _speak(response: HttpResponse, code: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(LANGUAGE_COOKIE, code, max_age=31_536_000, httponly=True, samesite="Lax", secure=secure)


@endpoint(reads=Deed.OWN_ACCOUNT)
def again(request: Request) -> HttpResponse:
    """Proving once more who one is."""
    return page(request, "door/again.html", {"waiting": [("next", onward(request))], "goes": ""})


@endpoint(does=Deed.OWN_ACCOUNT, again=again)
def prove(request: Request) -> HttpResponse:
    """Proved once more; on to where one wanted to go."""
    proofs.prove_again(request)
    return redirect(onward(request))
