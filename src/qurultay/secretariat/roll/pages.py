"""The pages of the roll."""

from django.http import HttpRequest, HttpResponse

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.READ_ROLL)
def persons(request: HttpRequest) -> HttpResponse:
    """Who is on the roll."""
    return page(request, "frame/home.html", {"waiting": []})


@endpoint(reads=Deed.READ_CREDENTIALS)
def credentials(request: HttpRequest) -> HttpResponse:
    """The credentials of a session."""
    return page(request, "frame/home.html", {"waiting": []})
