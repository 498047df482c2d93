"""The first page: what waits for whoever looks at it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from qurultay.secretariat.frame.speaking import page

WAITING: list[Callable[[HttpRequest], Markup | None]] = []
"""What a room wants to say on somebody's first page; each room adds one function when it is loaded."""


def home(request: HttpRequest) -> HttpResponse:
    """What waits for me."""
    said = [each(request) for each in WAITING]
    return page(request, "frame/home.html", {"waiting": [each for each in said if each]})
