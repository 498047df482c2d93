"""The rolls somebody may open, and one of them: counts first, then seats by number, and a search for one exact name."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.roll.counts import counts, persons_on, seat_rows
from qurultay.secretariat.roll.persons import called_exactly
from qurultay.secretariat.roll.scopes import RollOf, rolls_of, the_roll


@endpoint(reads=Deed.READ_ROLL)
def persons(request: Request) -> HttpResponse:
    """The rolls there are; where there is one, that one."""
    found = rolls_of(request)
    if len(found) == 1:
        return redirect("roll:roll", slug=found[0].slug)
    rows = [(each, standing().named(each.body), persons_on(each.body)) for each in found]
    return page(request, "roll/rolls.html", {"rows": rows})


@endpoint(reads=Deed.READ_ROLL, of=the_roll)
def roll(request: Request, about: RollOf) -> HttpResponse:
    """The roll of a body."""
    said, today = standing(), timezone.now().date()
    rows = seat_rows(said, about.body, today)
    values = {
        "about": about,
        "name": said.named(about.body),
        "rows": rows,
        "counts": [(each, said.named(each.community)) for each in counts(rows)],
        "communities": {ref: said.named(ref) for ref in said.book.communities},
        "on_roll": persons_on(about.body),
        "entered": request.GET.get("entered", ""),
        "found": None,
    }
    return page(request, "roll/roll.html", values)


@endpoint(does=Deed.READ_ROLL, of=the_roll, again=roll)
def find(request: Request, about: RollOf) -> HttpResponse:
    """Whoever is called exactly so in the room. Asked by a form, for an address would keep the name."""
    found = called_exactly(request.POST.get("name", ""), [about.body])
    if not found:
        raise OutOfOrder("roll.out.nobody-called-so")
    if len(found) > 1:
        raise OutOfOrder("roll.out.several-called-so", count=len(found))
    return redirect("roll:person", person=found[0].pk)
