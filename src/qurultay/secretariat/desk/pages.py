"""The pages of the desk."""

from django.http import HttpRequest, HttpResponse

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.speaking import page


@endpoint(reads=Deed.READ_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for signatures, or for its hour."""
    return page(request, "frame/home.html", {"waiting": []})
