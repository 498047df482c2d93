"""A list of persons from a spreadsheet: a template to fill, the page that says all that is wrong, the second click."""

import csv
import io
from base64 import b64decode, b64encode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.roll.entries import COLUMNS
from qurultay.secretariat.roll.lists import Looked, enter_list, heading, look_through
from qurultay.secretariat.roll.scopes import RollOf, the_roll
from qurultay.secretariat.roll.sheets import MOST_BYTES
from qurultay.secretariat.roll.tables import Unreadable

SHOWN = 200
"""How many remarks one page shows; how many there are is always said."""


@endpoint(reads=Deed.KEEP_ROLL, of=the_roll)
def form(request: Request, about: RollOf) -> HttpResponse:
    """Where a list is chosen."""
    return _page(request, about, None, "")


@endpoint(does=Deed.KEEP_ROLL, of=the_roll, again=form)
def look(request: Request, about: RollOf) -> HttpResponse:
    """A list is looked through; nothing is entered."""
    chosen = request.FILES.get("list")
    if chosen is None:
        raise OutOfOrder("roll.out.no-file", most=MOST_BYTES // 1024)
    data = chosen.read(MOST_BYTES + 1)
    return _page(request, about, _looked(data, about), b64encode(data).decode())


@endpoint(does=Deed.KEEP_ROLL, of=the_roll, again=form)
def enter(request: Request, about: RollOf) -> HttpResponse:
    """The list comes back with the second click and is entered whole."""
    try:
        data = b64decode(request.POST.get("list", ""), validate=True)
        number = enter_list(data, about.body, standing(), timezone.now())
    except Unreadable as bad:
        raise OutOfOrder(bad.saying.key, **dict(bad.saying.places)) from None
    except ValueError:
        raise OutOfOrder("roll.out.no-file", most=MOST_BYTES // 1024) from None
    return redirect(f"{reverse('roll:roll', kwargs={'slug': about.slug})}?entered={number}")


@endpoint(reads=Deed.KEEP_ROLL)
def template(request: Request, code: str) -> HttpResponse:
    """An empty list with its headings, and one line of an invented person."""
    language = code if code in INTERFACE else INTERFACE[0]
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(heading(column, language) for column in COLUMNS)
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="roll-{language}.csv"'
    return answer


def _looked(data: bytes, about: RollOf) -> Looked:
    try:
        return look_through(data, about.body, standing(), timezone.now())
    except Unreadable as bad:
        raise OutOfOrder(bad.saying.key, **dict(bad.saying.places)) from None


def _page(request: Request, about: RollOf, looked: Looked | None, data: str) -> HttpResponse:
    values = {
        "about": about, "name": standing().named(about.body), "looked": looked, "data": data, "columns": COLUMNS,
        "most": MOST_BYTES // 1024, "shown": SHOWN,
    }  # fmt: skip
    return page(request, "roll/list.html", values)
