"""The credentials report of a session, its muster, its adoption and its act; and proxy papers, where there are proxies."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from qurultay.portal.values import Saying
from qurultay.secretariat.chamber import opening
from qurultay.secretariat.chamber.models import VoteEvent
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.pages.finding import the_report
from qurultay.secretariat.door.endpoint import endpoint
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.speaking import page
from qurultay.secretariat.frame.typed import chosen_row
from qurultay.secretariat.roll import reports
from qurultay.secretariat.roll.models import Credential, CredentialsReport, ProxyPaper
from qurultay.secretariat.roll.naming import called
from qurultay.secretariat.roll.pages.credentials import SessionOf, the_session
from qurultay.secretariat.roll.sheets import day


@endpoint(reads=Deed.READ_CREDENTIALS, of=the_session)
def report(request: Request, about: SessionOf) -> HttpResponse:
    """The report as it was last drawn up, and what comes next."""
    said = standing()
    row = CredentialsReport.objects.filter(session=about.session).exclude(state="replaced").order_by("pk").last()
    admitted = list(Credential.objects.filter(session=about.session, state="admitted").select_related("membership"))
    papers = list(ProxyPaper.objects.filter(session=about.session)) if orders().proxies else []
    values = {
        "about": about, "name": said.named(about.session), "body": said.named(about.body), "row": row,
        "communities": _communities(row, said), "votes": opening.could_adopt(row) if row else (),
        "proxies": orders().proxies, "papers": papers, "admitted": admitted,
        "names": called(admitted) if orders().proxies else {}, "day": date.fromisoformat(row.figures["day"]) if row else None,
    }  # fmt: skip
    return page(request, "chamber/credentials_report.html", values)


def _communities(row: CredentialsReport | None, said: object) -> list[tuple[dict[str, object], object]]:
    if row is None:
        return []
    return [(each, said.named(each["community"])) for each in row.figures["by_community"]]  # type: ignore[attr-defined]  # a Standing


@endpoint(does=Deed.ADMIT, of=the_session, again=report)
def draw_up(request: Request, about: SessionOf) -> HttpResponse:
    """The report is drawn up as things stand."""
    opening.draw_up(about.session, about.body, timezone.now())
    return redirect("chamber:credentials-report", slug=about.pk)


@endpoint(does=Deed.ADMIT, of=the_report, fresh=True)
def muster(request: Request, about: CredentialsReport) -> HttpResponse:
    """The muster is laid; the sheets are given out once."""
    data = reports.zipped(reports.lay_muster(about, standing()))
    answer = HttpResponse(data, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="muster-{about.session.partition("/")[2]}.zip"'
    return answer


@endpoint(does=Deed.KEEP_MINUTES, of=the_report)
def adopt(request: Request, about: CredentialsReport) -> HttpResponse:
    """The assembly adopted it, by this vote."""
    event = chosen_row(VoteEvent.objects.all(), request.POST.get("event", ""))
    opening.adopt(about, event, timezone.now())
    return redirect("chamber:credentials-report", slug=about.session.partition("/")[2])


@endpoint(does=Deed.DRAFT, of=the_report)
def draft(request: Request, about: CredentialsReport) -> HttpResponse:
    """The act that opens the session goes to the desk."""
    opening.draft(about, request.reader.account, timezone.now())
    return redirect("desk:desk")


@endpoint(does=Deed.ADMIT, of=the_session, again=report)
def proxy(request: Request, about: SessionOf) -> HttpResponse:
    """A proxy paper is handed in."""
    chosen = [request.POST.get(name, "") for name in ("giver", "holder")]
    rows = {str(each.pk): each for each in Credential.objects.filter(session=about.session)}
    found = day(request.POST.get("dated", "").strip())
    if isinstance(found, Saying):
        raise OutOfOrder(found.key, **dict(found.places))
    if not all(each in rows for each in chosen) or found is None:
        raise OutOfOrder("roll.out.none-chosen")
    opening.hand_in(about.session, rows[chosen[0]], rows[chosen[1]], found, timezone.now())
    return redirect("chamber:credentials-report", slug=about.pk)
