"""The forms of the agenda: adding, moving, adopting, taking up; papers to items."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.sittings import ItemStep
from qurultay.secretariat.chamber import agenda as deeds
from qurultay.secretariat.chamber import documents
from qurultay.secretariat.chamber.models import AgendaItem, Document, Sitting
from qurultay.secretariat.chamber.pages.finding import the_document, the_item, the_sitting
from qurultay.secretariat.chamber.pages.sittings import sitting as sitting_page
from qurultay.secretariat.chamber.texts import languages
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import amount, chosen_row, in_tongues


@endpoint(does=Deed.KEEP_AGENDA, of=the_sitting, again=sitting_page)
def add(request: Request, sitting: Sitting) -> HttpResponse:
    """One more item."""
    typed = request.POST
    under, after = (chosen_row(sitting.items.all(), typed.get(name, "")) for name in ("under", "after"))
    deeds.add(
        sitting, in_tongues(typed, "title"), kind=typed.get("kind", ""), minutes=_minutes(typed.get("minutes", "")),
        parent=under, after=after,
    )  # fmt: skip
    return redirect("chamber:sitting", sitting.pk)


@endpoint(does=Deed.KEEP_AGENDA, of=the_sitting, again=sitting_page)
def adopt(request: Request, sitting: Sitting) -> HttpResponse:
    """The agenda is adopted as it stands."""
    deeds.adopt(sitting, timezone.now())
    return redirect("chamber:sitting", sitting.pk)


@endpoint(reads=Deed.KEEP_AGENDA, of=the_item)
def item(request: Request, item: AgendaItem) -> HttpResponse:
    """One item: its words, its place, its papers."""
    values = {"item": item, "tongues": languages(item.sitting.session), "documents": list(item.documents.all())}
    return page(request, "chamber/item.html", values | {"most": documents.MOST_BYTES // 1024**2})


@endpoint(does=Deed.KEEP_AGENDA, of=the_item, again=item)
def retitle(request: Request, item: AgendaItem) -> HttpResponse:
    """Say better what an item is about."""
    deeds.retitle(item, in_tongues(request.POST, "title"), _minutes(request.POST.get("minutes", "")))
    return redirect("chamber:sitting", item.sitting_id)


@endpoint(does=Deed.KEEP_AGENDA, of=the_item)
def move(request: Request, item: AgendaItem) -> HttpResponse:
    """Take an item earlier or later."""
    deeds.move(item, -1 if request.POST.get("to") == "earlier" else 1)
    return redirect("chamber:sitting", item.sitting_id)


@endpoint(does=Deed.KEEP_AGENDA, of=the_item, again=item)
def step(request: Request, item: AgendaItem) -> HttpResponse:
    """Take an item up, set it aside, dispose of it, strike it, put it off."""
    wanted = request.POST.get("step", "")
    if wanted not in set(ItemStep):
        raise OutOfOrder("chamber.out.session.which-step")
    to = chosen_row(item.sitting.session.sittings.all(), request.POST.get("to", ""))
    deeds.take(item, ItemStep(wanted), timezone.now(), to=to)
    return redirect("chamber:sitting", item.sitting_id)


@endpoint(does=Deed.KEEP_AGENDA, of=the_item, again=item)
def lay(request: Request, item: AgendaItem) -> HttpResponse:
    """Lay a paper before the body."""
    file = request.FILES.get("file")
    if file is None:
        raise OutOfOrder("chamber.out.document.none")
    documents.lay(item, file, in_tongues(request.POST, "title"), request.POST.get("language", ""), timezone.now())
    return redirect("chamber:item", item.pk)


@endpoint(reads=Deed.FOLLOW, of=the_document)
def document(request: Request, document: Document) -> HttpResponse:
    """A paper, to be kept by the reader: it is never shown within our pages."""
    response = HttpResponse(documents.bytes_of(document), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{documents.file_name(document)}"'
    return response


@endpoint(does=Deed.KEEP_AGENDA, of=the_document)
def remove(request: Request, document: Document) -> HttpResponse:
    """Take a paper away."""
    item = document.item
    documents.remove(document)
    return redirect("chamber:item", item.pk)


def _minutes(typed: str) -> int | None:
    return amount(typed, OutOfOrder("chamber.out.item.minutes"), least=1, most=1440)
