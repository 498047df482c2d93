"""The pages at the door of a sitting: who is there, coming and going."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.secretariat.chamber import presence
from qurultay.secretariat.chamber.members import credential_of, the_credential
from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.pages.finding import the_sitting
from qurultay.secretariat.chamber.pages.floor import floor
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.roll.models import Credential
from qurultay.secretariat.roll.naming import called


@endpoint(reads=Deed.CHECK_OTHERS_IN, of=the_sitting)
def door(request: Request, sitting: Sitting) -> HttpResponse:
    """Everybody with an admitted credential, and whether they are there."""
    now = timezone.now()
    papers = Credential.objects.filter(session=sitting.session.ref, body=sitting.body, state=Credential.State.ADMITTED)
    rows = list(papers.select_related("membership").order_by("membership__seat", "pk"))
    there = {each.credential_id: each for each in presence.present(sitting)}
    cut = {each.credential_id for each in presence.cut(there.values(), orders(), now)}
    names = called(rows)
    values = {
        "sitting": sitting,
        "rows": [(each, names[each.pk], there.get(each.pk), each.pk in cut) for each in rows],
        "attendance": presence.attendance(sitting, now),
        "zone": sitting.zone,
    }
    return page(request, "chamber/door.html", values)


@endpoint(does=Deed.CHECK_OTHERS_IN, of=the_sitting, again=door)
def check_others_in(request: Request, sitting: Sitting) -> HttpResponse:
    """Check somebody in at the door of the room, or out."""
    out = request.POST.get("out", "")
    credential = presence.admitted(sitting, out or request.POST.get("in", ""))
    if out:
        presence.check_out(sitting, credential, timezone.now())
    else:
        presence.check_in(sitting, credential, "room", timezone.now())
    return redirect("chamber:door", sitting.pk)


@endpoint(does=Deed.CHECK_OTHERS_IN, of=the_sitting, again=door)
def room_code(request: Request, sitting: Sitting) -> HttpResponse:
    """Show a new code in the room."""
    presence.show_code(sitting)
    return redirect("chamber:door", sitting.pk)


@endpoint(does=Deed.CHECK_IN, of=the_sitting, again=floor)
def here(request: Request, sitting: Sitting) -> HttpResponse:
    """A delegate comes, by the code of the room or by line, or goes."""
    credential, now = the_credential(request.reader.account, sitting.session), timezone.now()
    match request.POST.get("way"):
        case "room":
            presence.check_in_with_code(sitting, credential, request.POST.get("code", ""), now)
        case "remote":
            presence.check_in(sitting, credential, "remote", now)
        case "out":
            presence.check_out(sitting, credential, now)
        case _:
            raise OutOfOrder("chamber.out.channel")
    return redirect("chamber:floor", sitting.pk)


@endpoint(reads=Deed.CHECK_IN, of=the_sitting)
def heard(request: Request, sitting: Sitting) -> HttpResponse:
    """A sign of life of somebody's line, now and then, from the page they follow."""
    credential = credential_of(request.reader.account, sitting.session)
    if credential is not None:
        presence.heard(sitting, credential, timezone.now())
    return HttpResponse(status=204)
