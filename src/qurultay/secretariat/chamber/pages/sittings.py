"""The pages of sessions and sittings: the list, planning, calling, the agenda with the place marked."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.assembly.sittings import SESSION, SITTING, SessionState, SittingState, SittingStep
from qurultay.secretariat.chamber import sessions as deeds
from qurultay.secretariat.chamber import sittings as sitting_deeds
from qurultay.secretariat.chamber.agenda import KINDS
from qurultay.secretariat.chamber.calendar import calendar
from qurultay.secretariat.chamber.clock import field, typed_day, typed_moment, when
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import AgendaItem, Minutes, Session, Sitting
from qurultay.secretariat.chamber.pages.finding import the_session, the_sitting
from qurultay.secretariat.chamber.parts.agenda import tree
from qurultay.secretariat.chamber.procedure import CHAIR
from qurultay.secretariat.chamber.texts import languages
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed, bodies
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import NotHere, OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page, voice
from qurultay.secretariat.frame.typed import amount, in_tongues


@endpoint(reads=Deed.FOLLOW)
def sessions(request: Request) -> HttpResponse:
    """Every session that the reader may follow."""
    rows = deeds.following(bodies(request.reader.held, Deed.FOLLOW)).prefetch_related("sittings")
    return page(
        request, "chamber/sessions.html", {"sessions": list(rows[:200]), "named": standing().named, "when": when}
    )


@endpoint(reads=Deed.CALL)
def plan(request: Request) -> HttpResponse:
    """The form for a new session."""
    book, today = standing(), timezone.now().date()
    held = bodies(request.reader.held, Deed.CALL)
    choice = [ref for ref in book.book.organisations if held is None or ref in held]
    rules = book.rules(today)
    values = {
        "bodies": [book.named(ref) for ref in choice],
        "tongues": rules.languages,
        "zone": rules.zone,
        "modes": deeds.MODES,
    }
    return page(request, "chamber/plan.html", values)


@endpoint(does=Deed.CALL, again=plan)
def planned(request: Request) -> HttpResponse:
    """Plan a session of a body in which the reader may call one."""
    typed, body = request.POST, request.POST.get("body", "")
    if not request.reader.may(Deed.CALL, body) or body not in standing().book.organisations:
        raise NotHere
    opens, closes, zone = typed_day(typed.get("opens", "")), typed_day(typed.get("closes", "")), typed.get("zone", "")
    made = deeds.plan(
        body=body, title=in_tongues(typed, "title"), place=in_tongues(typed, "place"), opens=opens, closes=closes,
        zone=zone, mode=typed.get("mode", ""),
    )  # fmt: skip
    return redirect("chamber:session", made.pk)


@endpoint(reads=Deed.FOLLOW, of=the_session)
def session(request: Request, session: Session) -> HttpResponse:
    """One session: what it is, its sittings, what can be done with it now."""
    can = request.reader.may(Deed.CALL, session.body)
    values = {
        "session": session,
        "sittings": list(session.sittings.all()),
        "steps": [step for (state, step), (_, by) in SESSION.items() if state == session.state and by in CHAIR]
        if can
        else [],
        "notice": deeds.notice(session, timezone.now()) if can and session.state == SessionState.PLANNED else None,
        "report": deeds.there(session, timezone.now()) if can and session.state == SessionState.CALLED else None,
        "named": standing().named,
        "credential": credential_of(request.reader.account, session),
        "modes": deeds.MODES,
        "when": when,
        "field": field,
    }
    return page(request, "chamber/session.html", values)


@endpoint(does=Deed.CALL, of=the_session, again=session)
def step(request: Request, session: Session) -> HttpResponse:
    """Call, move, open, close or give up a session."""
    typed, account, now = request.POST, request.reader.account, timezone.now()
    match typed.get("step", ""):
        case "call":
            deeds.call(session, account, now, short=typed.get("short") == "yes")
        case "postpone":
            deeds.postpone(session, typed_day(typed.get("opens", "")), typed_day(typed.get("closes", "")), account, now)
        case "open":
            deeds.open_(session, account, now, objecting=_objecting(typed.get("objecting", "")))
        case "close":
            deeds.close(session, account, now)
        case "cancel":
            deeds.cancel(session)
        case _:
            raise OutOfOrder("chamber.out.session.which-step")
    return redirect("chamber:session", session.pk)


def _objecting(typed: str) -> int:
    return amount(typed, OutOfOrder("chamber.out.session.count")) or 0


@endpoint(does=Deed.CALL, of=the_session, again=session)
def cut_offs(request: Request, session: Session) -> HttpResponse:
    """Until when motions and amendments may be handed in."""
    motions, amendments = (typed_moment(request.POST.get(name, ""), session.zone) for name in ("motions", "amendments"))
    deeds.set_cut_offs(session, motions, amendments)
    return redirect("chamber:session", session.pk)


@endpoint(does=Deed.CALL, of=the_session, again=session)
def schedule(request: Request, session: Session) -> HttpResponse:
    """One more sitting."""
    opens, closes = (typed_moment(request.POST.get(name, ""), session.zone) for name in ("opens", "closes"))
    if opens is None or closes is None:
        raise OutOfOrder("chamber.out.session.moment")
    made = sitting_deeds.schedule(session, opens, closes, request.POST.get("mode", ""))
    return redirect("chamber:sitting", made.pk)


@endpoint(reads=Deed.FOLLOW, of=the_session)
def session_calendar(request: Request, session: Session) -> HttpResponse:
    """The sittings of a session for one's own calendar."""
    made = calendar(session, voice(request.reader.language), request.get_host().partition(":")[0], timezone.now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{session.ref.replace("/", "-")}.ics"'
    return response


@endpoint(reads=Deed.FOLLOW, of=the_sitting)
def sitting(request: Request, sitting: Sitting) -> HttpResponse:
    """One sitting: its agenda with the place marked, and what the chair can do now."""
    can = request.reader.may(Deed.KEEP_AGENDA, sitting.body)
    steps = [step for (state, step), (_, by) in SITTING.items() if state == sitting.state and by in CHAIR]
    values = {
        "sitting": sitting,
        "items": tree(sitting),
        "steps": steps if can else [],
        "can": can,
        "kinds": KINDS,
        "others": list(sitting.session.sittings.exclude(pk=sitting.pk).exclude(state=SittingState.ADJOURNED)) if can else [],
        "tongues": languages(sitting.session),
        "minutes": _minutes(request, sitting),
        "proposed": any(each.item.state == AgendaItem.State.PROPOSED for each in tree(sitting)),
        "when": when,
    }  # fmt: skip
    return page(request, "chamber/sitting.html", values)


def _minutes(request: Request, sitting: Sitting) -> Minutes | None:
    """The minutes of a sitting; a draft for those alone who keep them."""
    found = Minutes.objects.filter(sitting=sitting).first()
    seen = found is not None and (found.state != "draft" or request.reader.may(Deed.KEEP_MINUTES, sitting.body))
    return found if seen else None


@endpoint(does=Deed.KEEP_AGENDA, of=the_sitting, again=sitting)
def sitting_step(request: Request, sitting: Sitting) -> HttpResponse:
    """Call to order, suspend, resume, adjourn."""
    wanted = request.POST.get("step", "")
    if wanted not in set(SittingStep):
        raise OutOfOrder("chamber.out.session.which-step")
    sitting_deeds.take(sitting, SittingStep(wanted), timezone.now())
    return redirect("chamber:sitting", sitting.pk)
