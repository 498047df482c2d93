"""The credentials of a session: who was proposed, admitted, refused, stands in for whom, is suspended."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.credentials import STEPS
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import NotHere, OutOfOrder, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import row_number
from qurultay.secretariat.roll import credentials as deeds
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.models import Credential, Person
from qurultay.secretariat.roll.naming import called
from qurultay.secretariat.roll.persons import called_exactly
from qurultay.secretariat.roll.reports import figures

SHAPES = {"proposed": "wait", "admitted": "done", "refused": "late", "withdrawn": "gone"}


@dataclass(frozen=True)
class SessionOf:
    """A session and the body that holds it."""

    session: str
    body: str

    @property
    def pk(self) -> str:
        """How the trail and an address name it."""
        return self.session.partition("/")[2]


def the_session(request: Request, slug: str) -> SessionOf:
    """A session that the record has called, or that credentials are kept for. Raises `NotHere`."""
    session = f"session/{slug}"
    held = standing().book.sessions.get(session)
    body = held.call.body if held is not None else None
    body = body or Credential.objects.filter(session=session).values_list("body", flat=True).first()
    if body is None:
        raise NotHere
    return SessionOf(session, body)


def the_credential(request: Request, credential: int) -> Credential:
    """A credential. Raises `NotHere`."""
    return or_not_here(Credential.objects.select_related("membership", "person").filter(pk=credential).first())


@endpoint(reads=Deed.READ_CREDENTIALS)
def sessions(request: Request) -> HttpResponse:
    """The sessions of which the reader may see credentials, the last first."""
    said, allowed = standing(), bodies(request.reader.held, Deed.READ_CREDENTIALS)
    kept = dict(Credential.objects.values_list("session", "body"))
    found = kept | {each.id: each.call.body for each in said.book.sessions.values()}
    rows = [
        (SessionOf(*each), said.named(each[0]), said.named(each[1]))
        for each in found.items()
        if allowed is None or each[1] in allowed
    ]
    return page(request, "roll/sessions.html", {"rows": rows[::-1]})


@endpoint(reads=Deed.READ_CREDENTIALS, of=the_session)
def session(request: Request, about: SessionOf) -> HttpResponse:
    """The credentials of one session."""
    said = standing()
    day = deeds.day_of(about.session, said, timezone.now().date())
    rows = list(Credential.objects.filter(session=about.session).select_related("membership", "person"))
    rows.sort(key=_in_order)
    wanted = request.GET.get("state", "")
    names = called(rows)
    values = {
        "about": about, "name": said.named(about.session), "body": said.named(about.body), "day": day,
        "figures": figures(about.session, about.body, said, day, present=(), proxies=0),
        "rows": [(each, names[each.pk], said.named(each.membership.community)) for each in rows if wanted in ("", each.state)],
        "states": [(state, sum(each.state == state for each in rows)) for state in Credential.State.values],
        "wanted": wanted, "shapes": SHAPES, "steps": ("admit", "refuse", "withdraw", "propose-again"),
        "taken": request.GET.get("taken", ""),
    }  # fmt: skip
    return page(request, "roll/session.html", values)


def _in_order(row: Credential) -> tuple[int, bool, int]:
    number = row.membership.seat.partition("/")[2]
    return int(number) if number.isdecimal() else 10**6, row.kind != Credential.Kind.MEMBER, row.pk


@endpoint(does=Deed.ADMIT, of=the_session, again=session)
def propose(request: Request, about: SessionOf) -> HttpResponse:
    """Everybody who sits is proposed."""
    day = deeds.day_of(about.session, standing(), timezone.now().date())
    deeds.propose_all(about.session, about.body, day)
    return redirect("roll:session", slug=about.pk)


@endpoint(does=Deed.ADMIT, of=the_session, again=session)
def step(request: Request, about: SessionOf) -> HttpResponse:
    """One step for each of the credentials that were chosen."""
    chosen = request.POST.get("step", "")
    if chosen not in {way for _, way in STEPS}:
        raise OutOfOrder("roll.out.none-chosen")
    said = standing()
    day = deeds.day_of(about.session, said, timezone.now().date())
    numbers = [n for n in map(row_number, request.POST.getlist("credential")) if n is not None]
    deeds.take(numbers, about.session, chosen, request.POST.get("reason", ""), said, day)
    return redirect("roll:session", slug=about.pk)


@endpoint(reads=Deed.READ_CREDENTIALS, of=the_credential)
def credential(request: Request, about: Credential) -> HttpResponse:
    """One credential, with what may be done about it."""
    said = standing()
    values = {
        "about": about, "name": called([about])[about.pk], "session": said.named(about.session),
        "community": said.named(about.membership.community), "shapes": SHAPES, "slug": about.session.partition("/")[2],
        "reason": _reason(about) if request.reader.may(Deed.ADMIT, about.body) else "",
        "seat": about.membership.seat.partition("/")[2],
    }  # fmt: skip
    return page(request, "roll/credential.html", values)


def _reason(row: Credential) -> str:
    try:
        return vault.words_of(row.person, f"reason {row.pk}", bytes(row.reason)).decode()
    except vault.Erased:
        return ""


@endpoint(does=Deed.ADMIT, of=the_credential, again=credential)
def alternate(request: Request, about: Credential) -> HttpResponse:
    """Somebody on the roll is proposed as the alternate."""
    found: list[Person] = called_exactly(request.POST.get("name", ""), [about.body])
    if len(found) != 1:
        raise OutOfOrder("roll.out.several-called-so" if found else "roll.out.nobody-called-so", count=len(found))
    made = deeds.propose_alternate(about, found[0])
    return redirect("roll:credential", credential=made.pk)


@endpoint(does=Deed.ADMIT, of=the_credential, again=credential)
def suspend(request: Request, about: Credential) -> HttpResponse:
    """The member is suspended, or no longer."""
    if request.POST.get("lift") == "yes":
        deeds.lift(about)
    else:
        deeds.suspend(about, request.POST.get("decision", ""))
    return redirect("roll:credential", credential=about.pk)


@endpoint(does=Deed.ADMIT, of=the_credential, again=credential)
def key(request: Request, about: Credential) -> HttpResponse:
    """The delegate leaves a public key for the muster."""
    deeds.leave_key(about, request.POST.get("key", ""))
    return redirect("roll:credential", credential=about.pk)
