"""One draft on the desk: reading it, signing it, stopping it, giving it back, publishing it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from qurultay.acts.act import Unknown
from qurultay.acts.drafting import words_of as body_in_words
from qurultay.gazette.preflight import reserved
from qurultay.gazette.waiting import part_files
from qurultay.press.bidi import direction
from qurultay.press.refusal import Refusal
from qurultay.secretariat.desk import as_public, drafting, open_keys, publishing, stopping
from qurultay.secretariat.desk.aloud import aloud
from qurultay.secretariat.desk.here import here_now
from qurultay.secretariat.desk.pages.desk import around
from qurultay.secretariat.desk.panels import Panel, panel_of, words_of
from qurultay.secretariat.desk.signatories import Signature, passkey_for
from qurultay.secretariat.desk.signing import asked_to_sign, take_line
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, rendered
from qurultay.tlog.webauthn import origin_of

MOST_UPLOAD = 64 * 1024
OFFERED: list[Callable[[Request, Panel], Markup | None]] = []
"""Further ways to sign that stand on the page of a draft. A house has none; the demonstration adds its own."""


def the_panel(request: Request, *, id: str) -> Panel:
    """The draft with this id, as the one who asks sees it. Raises `NotHere`."""
    try:
        at = here_now()
        waiting = at.desk.at(id)
        return panel_of(waiting, drafting.row_of(waiting), at, request.reader.account)
    except (Refusal, OutOfOrder):
        raise NotHere from None


@endpoint(reads=Deed.READ_DESK, of=the_panel)
def waiting(request: Request, panel: Panel) -> HttpResponse:
    """A draft whole: what will stand in the record, who has signed, what stands against it."""
    at = here_now()
    act = panel.act
    remarked = reserved(at.known, panel.waiting.text, part_files(panel.waiting))
    values = {
        "panel": panel,
        "body": {} if isinstance(act.body, Unknown) else body_in_words(act.body),
        "words_said": words_of(panel.waiting, sealed=request.reader.may(Deed.SIGN, panel.body)),
        "aloud": aloud(panel.waiting.text_hash, request.reader.language),
        "reserved": [each for each in remarked if each.severity in ("error", "warning")],
        "links": _links(request, panel),
        "offered": [each for each in (offer(request, panel) for offer in OFFERED) if each],
        "direction_of": direction,
    }
    return page(request, "desk/waiting.html", values | around(request, at))


@endpoint(reads=Deed.READ_DESK, of=the_panel)
def act_text(request: Request, panel: Panel) -> HttpResponse:
    """The text of the act, to be signed on another machine."""
    answer = HttpResponse(panel.waiting.text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{panel.id}-act.txt"'
    return answer


@endpoint(reads=Deed.READ_DESK, of=the_panel)
def seen_as_public(request: Request, panel: Panel) -> HttpResponse:
    """The act's page as the public will see it."""
    band = Markup(rendered(request, "desk/band.html", {"panel": panel}))
    at = here_now()
    return HttpResponse(as_public.act_page(panel.waiting, at, request.reader.language, band))


@endpoint(reads=Deed.READ_DESK, of=the_panel)
def signed(request: Request, panel: Panel) -> HttpResponse:
    """Where the signing page hands a line back: a script puts it into the form and sends it."""
    return page(request, "desk/signed.html", {"panel": panel})


@endpoint(does=Deed.SIGN, of=the_panel, again=waiting)
def line(request: Request, panel: Panel) -> HttpResponse:
    """A signature line, from the signing page or from a key file."""
    file = request.FILES.get("file")
    if file is not None and (file.size or 0) > MOST_UPLOAD:
        raise OutOfOrder("desk.out.not-a-line")
    data = file.read() if file is not None else request.POST.get("line", "").encode()
    take_line(panel.id, data, here_now(), request.reader.account)
    return redirect("desk:waiting", id=panel.id)


@endpoint(does=Deed.DRAFT, of=the_panel, again=waiting)
def give_back(request: Request, panel: Panel) -> HttpResponse:
    """Back to the clerk, with the reason."""
    at = here_now()
    row = drafting.give_back(panel.waiting, at, request.POST.get("why", ""), request.reader.account)
    return redirect("desk:draft", pk=row.pk)


@endpoint(does=Deed.STOP, of=the_panel, again=waiting)
def stop(request: Request, panel: Panel) -> HttpResponse:
    """A notice that stops the draft, for its stopper to sign."""
    at = here_now()
    laid = stopping.stop(panel.waiting, request.POST.get("ground", ""), at, request.reader.account)
    return redirect("desk:waiting", id=laid.id)


@endpoint(does=Deed.PUBLISH, of=the_panel, again=waiting, fresh=True)
def publish(request: Request, panel: Panel) -> HttpResponse:
    """Into the record with it; a thread does it, and the next page says how far it is."""
    at = here_now()
    publishing.refuse_unripe(panel.waiting, at)
    keys = open_keys.gate_keys(request.POST.get("passphrase", ""))
    transaction.on_commit(lambda: publishing.start([panel.id], keys, at.now))
    return redirect("desk:progress")


def _links(request: Request, panel: Panel) -> list[tuple[Signature, str]]:
    """For each signature that the reader has still to give by passkey, the address of the signing page with the text in it."""
    if not request.reader.may(Deed.SIGN, panel.body):
        return []
    back = request.build_absolute_uri(reverse("desk:signed", kwargs={"id": panel.id}))
    found: list[tuple[Signature, Any]] = []
    for each in panel.mine:
        if each.by_passkey and origin_of(each.material) == settings.SIGNING_ORIGIN:
            passkey = passkey_for(request.reader.account, each)
            found.append((each, asked_to_sign(panel.waiting, each, passkey, request.reader.language, back)))
    return found
