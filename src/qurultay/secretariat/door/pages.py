"""The pages of the door: coming in, going out, one's own account, the trail of what was done."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.middleware import LANGUAGE_COOKIE
from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.speaking import page


def onward(request: HttpRequest) -> str:
    """Where somebody wanted to go: an address of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/"


@endpoint(reads=Deed.COME_IN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where one comes in."""
    return page(request, "frame/refused.html", {})


@endpoint(does=Deed.COME_IN)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and what the browser kept of us with it."""
    logout(request)
    response = redirect("door:sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@endpoint(does=Deed.COME_IN)
def language(request: HttpRequest) -> HttpResponse:
    """The language in which everything is said from now on."""
    code = request.POST.get("language", "")
    if code not in INTERFACE:
        raise OutOfOrder("frame.out.empty")
    if request.reader.account is not None:
        request.reader.account.language = code
        request.reader.account.save(update_fields=["language"])
    response = redirect(onward(request))
    response.set_cookie(LANGUAGE_COOKIE, code, max_age=31_536_000, httponly=True, samesite="Lax")
    return response


@endpoint(reads=Deed.OWN_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    return page(request, "frame/home.html", {"waiting": []})


@endpoint(reads=Deed.OWN_ACCOUNT)
def passkeys(request: HttpRequest) -> HttpResponse:
    """One's passkeys."""
    return page(request, "frame/home.html", {"waiting": []})


@endpoint(reads=Deed.OWN_ACCOUNT)
def again(request: HttpRequest) -> HttpResponse:
    """Proving once more who one is."""
    return page(request, "frame/home.html", {"waiting": []})


@endpoint(reads=Deed.READ_AUDIT)
def trail(request: HttpRequest) -> HttpResponse:
    """What was done."""
    return page(request, "frame/home.html", {"waiting": [], "rows": Trace.objects.all()[:100]})


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that this site did not give out."""
    return page(request, "frame/refused.html", {}, status=403)
