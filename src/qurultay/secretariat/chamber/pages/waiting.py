"""What of the chamber waits for somebody, on their first page: a sitting that goes on, motions to rule on, drafts of one's own."""

from collections.abc import Collection

from django.db.models import QuerySet
from markupsafe import Markup

from qurultay.assembly.motions import Stage
from qurultay.secretariat.chamber.models import Motion, Session, Sitting
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import rendered


def waits_in_chamber(request: Request) -> Markup | None:
    """Sittings that go on or begin next, motions and amendments that wait for a ruling, what one has not handed in."""
    follow = bodies(request.reader.held, Deed.FOLLOW)
    if request.reader.account is None or not request.reader.may(Deed.FOLLOW):
        return None
    sittings = Sitting.objects.exclude(state=Sitting.State.ADJOURNED).select_related("session").order_by("opens")
    sittings = sittings.filter(session__state__in=[Session.State.CALLED, Session.State.OPEN])
    motions = Motion.objects.filter(session__state__in=[Session.State.CALLED, Session.State.OPEN])
    values = {
        "sittings": list((sittings if follow is None else sittings.filter(session__body__in=follow))[:3]),
        "to_rule_on": _to_rule_on(request, motions),
        "referred": _referred(follow, motions),
        "drafts": list(
            motions.filter(state=Stage.DRAFT, sponsors__credential__person__account=request.reader.account)[:20]
        ),
    }
    if not any(values.values()):
        return None
    return Markup(rendered(request, "chamber/waiting.html", values))


def _to_rule_on(request: Request, motions: QuerySet[Motion]) -> list[Motion]:
    ruling = bodies(request.reader.held, Deed.ADMIT_MOTIONS)
    rows = motions.filter(state=Stage.SUBMITTED).order_by("pk")
    return list((rows if ruling is None else rows.filter(session__body__in=ruling))[:20])


def _referred(follow: Collection[str] | None, motions: QuerySet[Motion]) -> list[Motion]:
    """What lies before a committee that the reader follows: there is no other way to find it."""
    rows = motions.filter(state=Stage.REFERRED).order_by("pk")
    return list((rows if follow is None else rows.filter(referred_to__in=follow))[:20])
