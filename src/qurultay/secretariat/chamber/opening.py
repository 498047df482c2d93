"""A session opens with its credentials report: who is there is counted, the assembly adopts it, the act is drafted.

The roll keeps the papers and the report; here are the sittings in which people are present and the vote that adopted it.
"""

from collections.abc import Sequence
from datetime import date, datetime

from qurultay.assembly.proxies import Proxy, standing_proxies
from qurultay.secretariat.chamber.models import Presence, Session, VoteEvent
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.seating import today
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import reports
from qurultay.secretariat.roll.credentials import day_of, give_proxy
from qurultay.secretariat.roll.models import Credential, CredentialsReport, ProxyPaper


def day(session: str, body: str, now: datetime) -> date:
    """The day on which the credentials are judged, by the clock of the session's place."""
    held = Session.objects.filter(ref=session, body=body).first()
    return day_of(session, standing(), today(held, now) if held is not None else now.date())


def present(session: str) -> set[int]:
    """The credentials of those who are there, in whatever sitting of the session is being held."""
    there = Presence.objects.filter(sitting__session__ref=session, left=None)
    return set(there.values_list("credential_id", flat=True))


def proxies(session: str) -> int:
    """How many proxies stand (V15); none where the standing orders have none."""
    if not orders().proxies:
        return 0
    rows = ProxyPaper.objects.filter(session=session)
    papers = [Proxy(giver=str(row.giver_id), holder=str(row.holder_id), dated=row.dated) for row in rows]
    return len(standing_proxies(papers, {str(pk) for pk in present(session)}))


def draw_up(session: str, body: str, now: datetime) -> CredentialsReport:
    """The report as things stand. Raises `OutOfOrder`."""
    on = day(session, body, now)
    return reports.draw_up(session, body, standing(), on, now, present=present(session), proxies=proxies(session))


def could_adopt(row: CredentialsReport) -> Sequence[VoteEvent]:
    """The declared votes of the session on a matter of procedure by which the report may have been adopted."""
    found = VoteEvent.objects.filter(
        sitting__session__ref=row.session, state=VoteEvent.State.DECLARED, result="adopted", motion=None,
        declared__gte=row.made,
    )  # fmt: skip
    return list(found.order_by("pk"))


def adopt(row: CredentialsReport, event: VoteEvent | None, now: datetime) -> None:
    """The assembly adopted the report by this vote. Raises `OutOfOrder`."""
    if event is None or event not in could_adopt(row):
        raise OutOfOrder("chamber.out.report-no-vote")
    reports.adopt(row, f"vote/{event.pk}", now)


def draft(row: CredentialsReport, by: Account | None, now: datetime) -> Draft:
    """The act that opens the session, with the counts of the report, as a draft. Raises `OutOfOrder`."""
    text = reports.act_of(row, standing(), day(row.session, row.body, now))
    source = f"credentials-report/{row.pk}"
    return drafting.begin(kind="opened", body=row.body, text=text, source=source, by=by, now=int(now.timestamp()))


def hand_in(session: str, giver: Credential, holder: Credential, dated: date, now: datetime) -> ProxyPaper:
    """A proxy paper is handed in, where the standing orders allow proxies. Raises `OutOfOrder`."""
    on = day(session, giver.body, now)
    return give_proxy(giver, holder, dated, on, allowed=orders().proxies)
