"""The first page: what waits for whoever looks at it."""

from collections.abc import Callable

from django.http import HttpResponse
from markupsafe import Markup

from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page

WAITING: list[Callable[[Request], Markup | None]] = []
"""What a room wants to say on somebody's first page; each room adds one function when it is loaded."""


def home(request: Request) -> HttpResponse:
    """What waits for me."""
    said = [each(request) for each in WAITING]
    return page(request, "frame/home.html", {"waiting": [each for each in said if each]})
