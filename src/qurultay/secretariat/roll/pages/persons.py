"""One person on the roll: what is kept of them, what they are a member of, and how they are entered, changed and erased."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.entries import Entrant, called_place, seat_of
from qurultay.secretariat.roll.erasure import erase
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.persons import add_membership, change, end_membership, enter, give_account, plant
from qurultay.secretariat.roll.private import FIELDS, Private
from qurultay.secretariat.roll.scopes import RollOf, the_membership, the_person, the_roll
from qurultay.secretariat.roll.sheets import day


def _noted(request: Request, person: Person) -> None:
    """Reading what is private of somebody leaves a trace, as changing it does."""
    Trace.objects.create(
        account=request.reader.account, deed=Deed.READ_ROLL, endpoint="roll:person", thing=f"person/{person.pk}"
    )


@endpoint(reads=Deed.READ_ROLL, of=the_person)
def person(request: Request, about: Person) -> HttpResponse:
    """What is kept of somebody."""
    _noted(request, about)
    said = standing()
    rows = [
        (each, said.named(each.body), _place(each, said), said.named(each.community))
        for each in about.memberships.all()
    ]
    values = {
        "about": about, "private": vault.opened(about), "fields": FIELDS, "rows": rows, "today": timezone.now().date(),
        "credentials": list(about.credentials.select_related("membership")), "slug": about.body.partition("/")[2],
        "bodies": [(body, said.named(body)) for body in said.book.organisations if request.reader.may(Deed.KEEP_ROLL, body)],
    }  # fmt: skip
    return page(request, "roll/person.html", values)


def _place(membership: Membership, said: object) -> object:
    ref = membership.seat or membership.post
    return called_place(ref, said) if ref else Saying.of("roll.plain-member")  # type: ignore[arg-type]


@endpoint(reads=Deed.KEEP_ROLL, of=the_roll)
def new(request: Request, about: RollOf) -> HttpResponse:
    """A form for somebody new."""
    return page(request, "roll/new.html", {"about": about, "name": standing().named(about.body), "fields": FIELDS})


@endpoint(does=Deed.KEEP_ROLL, of=the_roll, again=new)
def add(request: Request, about: RollOf) -> HttpResponse:
    """Somebody is entered in the roll."""
    if request.POST.get("invented") == "yes":
        made = plant(about.body, Private.of(request.POST), timezone.now())
    else:
        made = enter(_entry(request, about.body), standing(), timezone.now())
    return redirect("roll:person", person=made.pk)


@endpoint(does=Deed.KEEP_ROLL, of=the_person, again=person)
def alter(request: Request, about: Person) -> HttpResponse:
    """What is kept of somebody is changed."""
    change(about, Private.of(request.POST))
    return redirect("roll:person", person=about.pk)


@endpoint(does=Deed.KEEP_ROLL, of=the_person, again=person)
def join(request: Request, about: Person) -> HttpResponse:
    """Somebody becomes a member of a body; the reader keeps that body's roll too."""
    body = request.POST.get("body", "")
    if body not in standing().book.organisations or not request.reader.may(Deed.KEEP_ROLL, body):
        raise NotHere
    add_membership(about, _entry(request, body), standing(), timezone.now())
    return redirect("roll:person", person=about.pk)


@endpoint(does=Deed.OPEN_ACCOUNTS, of=the_person, again=person, fresh=True)
def open_account(request: Request, about: Person) -> HttpResponse:
    """An account for somebody on the roll; its page prints the sheet by which they come in for the first time."""
    code = request.POST.get("language", "")
    language = code if code in INTERFACE else request.reader.language
    made = give_account(about, request.reader.account, language, timezone.now())
    return redirect("door:one-account", account=made.pk)


@endpoint(does=Deed.KEEP_ROLL, of=the_membership)
def leave(request: Request, about: Membership) -> HttpResponse:
    """A membership ends."""
    until = _day(request, "until")
    end_membership(about, until or timezone.now().date())
    if request.reader.may(Deed.KEEP_ROLL, about.person.body):
        return redirect("roll:person", person=about.person_id)
    return redirect("roll:persons")


@endpoint(reads=Deed.ERASE, of=the_person, fresh=True)
def erasing(request: Request, about: Person) -> HttpResponse:
    """What will be gone, and what cannot be."""
    _noted(request, about)
    took_part = about.credentials.exists()
    return page(request, "roll/erasing.html", {"about": about, "private": vault.opened(about), "took_part": took_part})


@endpoint(does=Deed.ERASE, of=the_person, again=erasing, fresh=True)
def erased(request: Request, about: Person) -> HttpResponse:
    """Somebody is erased."""
    if request.POST.get("sure") != "yes":
        raise OutOfOrder("roll.out.not-sure")
    erase([about], timezone.now())
    return redirect("roll:roll", slug=about.body.partition("/")[2])


def _entry(request: Request, body: str) -> Entrant:
    given = request.POST
    return Entrant(
        body=body, private=Private.of(given), seat=seat_of(given.get("seat", "")), post=given.get("post", "").strip(),
        community=given.get("community", "").strip(), since=_day(request, "since"), until=_day(request, "until"),
    )  # fmt: skip


def _day(request: Request, name: str) -> date | None:
    found = day(request.POST.get(name, "").strip())
    if isinstance(found, Saying):
        raise OutOfOrder(found.key, **dict(found.places))
    return found
