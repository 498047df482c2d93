"""The desk: what waits for signatures or for its hour, what is being written, what was entered lately."""

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from qurultay.portal.values import Saying
from qurultay.secretariat.desk import open_keys, signing_page
from qurultay.secretariat.desk.drafting import row_of
from qurultay.secretariat.desk.here import Here, here_now, reconcile
from qurultay.secretariat.desk.models import ActPasskey, Draft
from qurultay.secretariat.desk.panels import Panel, kind_key, office, panel_of
from qurultay.secretariat.desk.progress import how_far
from qurultay.secretariat.desk.signatories import person_of, posts_of
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, rendered

SHOWN = 7
"""How many of the newest acts stand beside the desk."""


@endpoint(reads=Deed.READ_DESK)
def desk(request: Request) -> HttpResponse:
    """What waits for signatures, or for its hour."""
    at = here_now()
    waiting = reconcile(at)
    seen = bodies(request.reader.held, Deed.READ_DESK)
    panels = [panel_of(each, row_of(each), at, request.reader.account) for each in waiting]
    shown = sorted((p for p in panels if seen is None or p.body in seen), key=lambda p: p.hour)
    written = Draft.objects.filter(act_id="", number=None)
    values = {
        "panels": shown,
        "faults": at.desk.look().faults,
        "written": written if seen is None else written.filter(body__in=seen),
        "entered": list(reversed(at.book.entries[-SHOWN:])),
        "progress": how_far(),
    }
    return page(request, "desk/desk.html", values | around(request, at))


@endpoint(reads=Deed.READ_DESK)
def progress(request: Request) -> HttpResponse:
    """How far the last publication is."""
    return page(request, "desk/progress.html", {"progress": how_far(), "saying": Saying.of})


def around(request: Request, at: Here) -> dict[str, Any]:
    """What every page of the desk shows besides: who one is on the record, and whether the signing page is the body's."""
    account = request.reader.account
    rules, kept = at.standing.rules(at.today), house().secretariat / "signing" / signing_page.NAME
    other = (
        rules.signing_page is not None
        and kept.exists()
        and signing_page.digest(kept.read_bytes()) != rules.signing_page
    )
    return {
        "at_desk": at,
        "saying": Saying.of,
        "me": at.standing.named(person_of(account)) if person_of(account) else None,
        "posts": [at.standing.named(post) for post in posts_of(account, at)],
        "keys_open": open_keys.keys_open(),
        "asks_nothing": open_keys.asks_nothing(),
        "other_page": other,
        "fell": ActPasskey.objects.filter(account=account).exclude(fell=None).exists(),
        "kind_key": kind_key,
        "office": office,
    }


def waits_for_me(request: Request) -> Markup | None:
    """For somebody's first page: the drafts that wait for their signature, and what else is on the desk they work at."""
    if not request.reader.may(Deed.SIGN):
        return None
    try:
        at = here_now()
    except OutOfOrder:
        return None
    account, seen = request.reader.account, bodies(request.reader.held, Deed.READ_DESK)
    to_sign, others = list[Panel](), list[Panel]()
    for each in reconcile(at):
        panel = panel_of(each, row_of(each), at, account)
        if panel.mine:
            to_sign.append(panel)
        elif seen is None or panel.body in seen:
            others.append(panel)
    if not to_sign and not others:
        return None
    others.sort(key=lambda panel: panel.hour)
    values = {"to_sign": to_sign, "others": others, "kind_key": kind_key, "at_desk": at}
    return Markup(rendered(request, "desk/waits_for_me.html", values))
