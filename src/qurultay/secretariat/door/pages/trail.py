"""The trail: who did what to which thing, and when. Numbers and deeds, never a value."""

from django.http import HttpResponse

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import row_number

AT_ONCE = 100


@endpoint(reads=Deed.READ_AUDIT)
def trail(request: Request) -> HttpResponse:
    """What was done, the latest first; an auditor of one body sees what was done in that body."""
    seen = bodies(request.reader.held, Deed.READ_AUDIT)
    rows = Trace.objects.select_related("account").order_by("-pk")
    rows = rows if seen is None else rows.filter(body__in=seen)
    before = row_number(request.GET.get("before", ""))
    rows = rows if before is None else rows.filter(pk__lt=before)
    shown = list(rows[: AT_ONCE + 1])
    older = shown[AT_ONCE - 1].pk if len(shown) > AT_ONCE else None
    return page(request, "door/trail.html", {"rows": shown[:AT_ONCE], "older": older})
