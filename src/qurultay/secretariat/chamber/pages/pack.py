"""The papers of a sitting as one file."""

from django.http import HttpResponse
from django.utils import timezone

from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.pack import pack
from qurultay.secretariat.chamber.pages.finding import the_sitting
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, voice


@endpoint(reads=Deed.FOLLOW, of=the_sitting)
def papers(request: Request, sitting: Sitting) -> HttpResponse:
    """Agenda, motions, amendments and papers in the reader's language, as one PDF to keep."""
    try:
        made = pack(sitting, voice(request.reader.language), timezone.now())
    except OutOfOrder as bad:
        request.refusals = (*request.refusals, bad.saying)
        return page(request, "chamber/no_papers.html", {"sitting": sitting}, status=422)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{sitting.session.ref}-{sitting.number}-{request.reader.language}".replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
