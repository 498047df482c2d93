"""Sessions and their sittings."""

from django.http import HttpRequest, HttpResponse

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.FOLLOW)
def sessions(request: HttpRequest) -> HttpResponse:
    """Every session that the reader may follow."""
    return page(request, "frame/home.html", {"waiting": []})
