"""What the demonstration alone has: links by which one comes in as anybody, and a button that signs with public keys."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from qurultay.secretariat.desk.here import here_now
from qurultay.secretariat.desk.pages.waiting import the_panel, waiting
from qurultay.secretariat.desk.panels import Panel
from qurultay.secretariat.desk.signatories import Signature
from qurultay.secretariat.desk.signing import take_line
from qurultay.secretariat.door import proofs
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.pages.coming_in import onward
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import rendered
from qurultay.site.public_keys import is_public, key_for
from qurultay.site.seed.people import Guest

HERE = ("127.0.0.1", "::1")


def link(guest: Guest) -> str:
    """The address by which somebody comes in as this guest, under a name of this machine that is the guest's alone."""
    sealed = Signer(salt="demonstration").sign(guest.account.name)
    origin = settings.ORIGIN.replace("//", f"//{guest.host}.", 1)
    return f"{origin}{reverse('come-in-as', kwargs={'guest': sealed})}?{urlencode({'next': guest.first}, safe='/')}"


@endpoint(reads=Deed.COME_IN)
def come_in_as(request: Request, guest: str) -> HttpResponse:
    """In, as whoever the link is for. Asks once more that this is the demonstration, and that somebody here asks."""
    if not settings.DEMONSTRATION or request.META.get("REMOTE_ADDR") not in HERE:
        raise NotHere
    try:
        name = Signer(salt="demonstration").unsign(guest)
    except BadSignature:
        raise NotHere from None
    account = Account.objects.filter(name=name, is_active=True).first()
    if account is None:
        raise NotHere
    proofs.come_in(request, account, {"method": "mfa", "type": "webauthn", "demonstration": True})
    return redirect(onward(request))


# --- signing with keys that everybody has --------------------------------------------------------------------------------


def public_keys(request: Request, panel: Panel) -> Markup | None:
    """The button on the page of a draft, for whoever has still to sign it with a key that is public."""
    at, mine = here_now(), _mine(request, panel)
    if not mine:
        return None
    offices = [(each, at.standing.named(each.office)) for each in mine]
    return Markup(rendered(request, "desk/public_keys.html", {"panel": panel, "mine": offices}))


def _mine(request: Request, panel: Panel) -> list[Signature]:
    """The signatures that this reader has still to give, as far as everybody has their keys."""
    allowed = settings.DEMONSTRATION and request.reader.may(Deed.SIGN, panel.body)
    return [each for each in panel.mine if allowed and is_public(each.name, each.material)]


@endpoint(does=Deed.SIGN, of=the_panel, again=waiting)
def sign_with_public_keys(request: Request, panel: Panel) -> HttpResponse:
    """Signs as one of the reader's offices: the line is made here, and taken as any other."""
    wanted = next((each for each in _mine(request, panel) if each.office == request.POST.get("as")), None)
    if wanted is None:
        raise NotHere
    line = key_for(wanted.name, wanted.material).sign(panel.waiting.text)
    take_line(panel.id, line.encode(), here_now(), request.reader.account)
    return redirect("desk:waiting", id=panel.id)
