"""Sign-in links of the demonstration: who they are for, and for which record alone."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from qurultay.secretariat.door import proofs
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere

HERE = ("127.0.0.1", "::1")


def link(account: Account) -> str:
    """The address by which somebody comes in as this account."""
    sealed = Signer(salt="demonstration").sign(account.name)
    return settings.ORIGIN + reverse("come-in-as", kwargs={"guest": sealed})


@endpoint(reads=Deed.COME_IN)
def come_in_as(request: HttpRequest, guest: str) -> HttpResponse:
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
    return redirect("home")
