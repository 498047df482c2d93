"""After publication "Edit" is "Correct…": drafts that correct, annul or withhold something of an act in the record."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect

from qurultay.acts.act import Entry
from qurultay.acts.correcting import CORRECTABLE
from qurultay.gazette.amending import Ground, NotToAmend, annulment, correction, withholding
from qurultay.record.folder import Folder
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.here import here_now
from qurultay.secretariat.desk.pages.desk import around
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page

GROUNDS: tuple[Ground, ...] = ("safety", "request", "error", "court", "copyright")


@dataclass(frozen=True)
class Entered:
    """An act in the record, and the body whose act it is."""

    entry: Entry
    body: str

    @property
    def pk(self) -> int:
        """Its number, by which a trace names it."""
        return self.entry.number


def the_act(request: Request, *, number: int) -> Entered:
    """The act of this number. Raises `NotHere`."""
    try:
        entries = here_now().book.entries
    except OutOfOrder:
        raise NotHere from None
    if number >= len(entries):
        raise NotHere
    return Entered(entries[number], next(iter(entries[number].act.issuers), ""))


@endpoint(reads=Deed.DRAFT, of=the_act)
def amend(request: Request, entered: Entered) -> HttpResponse:
    """What can be said of an act that stands in the record."""
    at = here_now()
    act = entered.entry.act
    values = {"entry": entered.entry, "act": act, "fields": CORRECTABLE.get(act.kind, ()), "grounds": GROUNDS}
    return page(request, "desk/amend.html", values | around(request, at))


@endpoint(does=Deed.DRAFT, of=the_act, again=amend)
def amended(request: Request, entered: Entered) -> HttpResponse:
    """The draft of a correction, an annulment or a withholding is begun."""
    at, entry, asked = here_now(), entered.entry, request.POST
    with Folder(house().record) as source:
        now = at.beside(source)
        parts = [name for name in asked.getlist("part") if name in entry.act.parts]
        fields = [name for name in asked.getlist("field") if name in CORRECTABLE.get(entry.act.kind, ())]
        try:
            match asked.get("how"):
                case "correct" if parts or fields:
                    begun = correction(now, entry, parts, fields)
                case "annul":
                    begun = annulment(now, [entry.ref])
                case "withhold" if parts:
                    begun = withholding(now, entry, parts, _ground(asked.get("ground", "")))
                case _:
                    raise OutOfOrder("desk.out.nothing-chosen")
        except NotToAmend as bad:
            raise OutOfOrder("desk.out.against", reason=str(bad)) from None
    draft = drafting.begin(
        kind=begun.kind, body=begun.issuers[0], text=begun.text(""), source="", by=request.reader.account, now=at.now
    )
    return redirect("desk:draft", pk=draft.pk)


def _ground(said: str) -> Ground:
    return next((ground for ground in GROUNDS if ground == said), "safety")
