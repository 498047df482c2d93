"""A motion as it lies before a committee, which reports back what it thinks of it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.motions import Stage, Step
from qurultay.secretariat.chamber import motions as deeds
from qurultay.secretariat.chamber.pages.finding import Referral, the_referral
from qurultay.secretariat.chamber.pages.motions import said_in
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.chamber.shown import text
from qurultay.secretariat.chamber.texts import languages, latest
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.FOLLOW, of=the_referral)
def referral(request: Request, referral: Referral) -> HttpResponse:
    """A motion as it lies before a committee."""
    held = referral.motion
    values = {
        "motion": held,
        "text": text(latest(held), request.reader.language),
        "tongues": languages(held.session),
        "may_report": held.state == Stage.REFERRED and request.reader.may(Deed.ADMIT_MOTIONS, referral.body),
        "committee": standing().named(referral.body),
    }
    return page(request, "chamber/referral.html", values)


@endpoint(does=Deed.ADMIT_MOTIONS, of=the_referral, again=referral)
def report(request: Request, referral: Referral) -> HttpResponse:
    """The committee reports back what it thinks of the motion."""
    said = said_in(request.POST, referral.motion)
    deeds.take(referral.motion, Step.REPORT, CHAIR, timezone.now(), said=said)
    return redirect("chamber:referral", referral.motion.pk)
