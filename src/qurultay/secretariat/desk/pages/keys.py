"""An officer's passkeys for acts: making one at the signing page, and the draft of the act that makes it valid."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from qurultay.secretariat.desk import act_keys
from qurultay.secretariat.desk.here import here_now
from qurultay.secretariat.desk.models import ActPasskey
from qurultay.secretariat.desk.pages.desk import around
from qurultay.secretariat.desk.signing import asked_for_key
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.SIGN)
def keys(request: Request) -> HttpResponse:
    """The reader's keys as the record has them, those that wait to be enrolled, and where a new one is made."""
    at = here_now()
    account = request.reader.account
    back = request.build_absolute_uri(reverse("desk:key-made"))
    made = [
        (at.standing.named(post), asked_for_key(act_keys.line_name(post, at), request.reader.language, back))
        for post in act_keys.offices_of(account, at)
    ]
    enrolled = {key.material for key in at.book.keys.values()}
    own = [(each, bytes(each.material) in enrolled) for each in ActPasskey.objects.filter(account=account)]
    return page(request, "desk/keys.html", {"own": own, "makes": made} | around(request, at))


@endpoint(reads=Deed.SIGN)
def key_made(request: Request) -> HttpResponse:
    """Where the signing page hands a new key back: a script puts it into the form and sends it."""
    return page(request, "desk/key_made.html", {})


@endpoint(does=Deed.SIGN, again=keys, fresh=True)
def take_key(request: Request) -> HttpResponse:
    """A new key is kept, and the act that enrols it is drafted."""
    at = here_now()
    passkey = act_keys.take_key(request.POST.get("made", ""), at, request.reader.account)
    draft = act_keys.enrolment(passkey, at, request.reader.account)
    return redirect("desk:draft", pk=draft.pk)
