"""The credentials report: drawn up from the roll and the record, adopted by the assembly, laid down where others find it.

Its figures are frozen in the row, as they were read out. `entitled` is what the record's filled seats make it, and no
number here can say otherwise: whoever reads the act that opens the session recomputes it (R9).
"""

import io
import json
import os
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from qurultay.acts.muster_sheets import Laid, lay
from qurultay.assembly.credentials import Report, Seated, report
from qurultay.portal.languages import INTERFACE
from qurultay.portal.values import Saying
from qurultay.secretariat.frame.house import Standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.speaking import voice
from qurultay.secretariat.roll.credentials import is_decided, locked, papers, sitters
from qurultay.secretariat.roll.models import Credential, CredentialsReport
from qurultay.secretariat.roll.places import seats
from qurultay.tlog.armour import unarmour

_S = CredentialsReport.State


def figures(session: str, body: str, standing: Standing, day: date, *, present: Iterable[int], proxies: int) -> Report:
    """The counts of a session on a day; `present` are the credentials of those who are there."""
    rows = Credential.objects.filter(session=session).select_related("membership", "person")
    least = standing.rules(day).group_least
    return report(_seated(body, standing, day), papers(rows, present), proxies=proxies, least=least)


def _seated(body: str, standing: Standing, day: date) -> list[Seated]:
    """The seats of the record; of a body that has none there, its members as the roll has them."""
    if standing.book.has_seats(body):
        filled = {each.id for each in standing.book.filled(body, day)}
        held = seats(standing.book, body, day)
        return [Seated(seat=each.ref, community=each.community, filled=each.ref in filled) for each in held]
    return [Seated(seat=f"member/{each.pk}", community=each.community) for each in sitters(body, day)]


def draw_up(
    session: str, body: str, standing: Standing, day: date, now: datetime, *, present: Iterable[int], proxies: int
) -> CredentialsReport:
    """A report as things stand; one drawn up before it and not adopted is replaced. Raises `OutOfOrder`."""
    with transaction.atomic():
        locked(session)
        _refuse_adopted(session)
        found = figures(session, body, standing, day, present=present, proxies=proxies)
        before = CredentialsReport.objects.filter(session=session, state=_S.DRAWN_UP)
        muster, mustered = next(((b.muster, b.mustered) for b in before if b.mustered == found.entitled), ("", 0))
        before.update(state=_S.REPLACED)
        return CredentialsReport.objects.create(
            session=session, body=body, figures=_written(found, day), made=now, muster=muster, mustered=mustered
        )


def _written(found: Report, day: date) -> dict[str, Any]:
    kept = {"vacant": found.vacant, "entitled": found.entitled, "tells_all": found.tells_all}
    figures: dict[str, Any] = json.loads(json.dumps(asdict(found) | kept))
    return figures | {"day": day.isoformat()}


def _refuse_adopted(session: str) -> None:
    if CredentialsReport.objects.filter(session=session, state=_S.ADOPTED).exists():
        raise OutOfOrder("roll.out.report-adopted")


def adopt(row: CredentialsReport, how: str, now: datetime) -> None:
    """The assembly has adopted the report: `how` names its vote, or says that nobody objected. Raises `OutOfOrder`."""
    with transaction.atomic():
        held = CredentialsReport.objects.select_for_update().get(pk=row.pk)
        if held.state != _S.DRAWN_UP:
            raise OutOfOrder("roll.out.report-over")
        _refuse_adopted(held.session)
        held.state, held.adopted, held.how = _S.ADOPTED, now, how
        held.save(update_fields=["state", "adopted", "how"])


# --- the muster ------------------------------------------------------------------------------------------------------


def lay_muster(row: CredentialsReport, standing: Standing) -> Laid:
    """The muster over all who are entitled, each with the key they left; its root stands in the report from now on.

    The salts are on the sheets alone, which are given out once and kept nowhere: whoever loses theirs cannot be helped.
    """
    with transaction.atomic():
        rows = [each for each in locked(row.session) if each.state == Credential.State.ADMITTED]
        held = CredentialsReport.objects.select_for_update().get(pk=row.pk)
        if held.state != _S.DRAWN_UP:
            raise OutOfOrder("roll.out.report-over")
        keys = {each.membership.seat: each.key for each in rows}
        out = set(held.figures["suspended"])
        day = date.fromisoformat(held.figures["day"])
        entitled = [each.seat for each in _seated(row.body, standing, day) if each.filled and each.seat not in out]
        if not entitled:
            raise OutOfOrder("roll.out.nobody-entitled")
        laid = lay([(seat, unarmour(keys[seat]) if keys.get(seat) else None) for seat in entitled], os.urandom)
        held.muster, held.mustered = laid.muster.root, len(entitled)
        held.save(update_fields=["muster", "mustered"])
        return laid


def zipped(laid: Laid) -> bytes:
    """The sheets in one archive, a file for each seat, made in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for seat, sheet in laid.sheets.items():
            words = json.dumps(sheet, indent=1, sort_keys=True) + "\n"
            archive.writestr(zipfile.ZipInfo(f"{seat.replace('/', '-')}.json"), words)
    return made.getvalue()


# --- the act ---------------------------------------------------------------------------------------------------------


def act_of(row: CredentialsReport, standing: Standing, today: date) -> str:
    """The draft of the act that opens the session with these counts. Raises `OutOfOrder` while it would be refused.

    The communities' figures go into it only if all of them may be said: the record wants them to add up.
    """
    said = row.figures
    if row.state != _S.ADOPTED:
        raise OutOfOrder("roll.out.report-not-adopted")
    now = figures(row.session, row.body, standing, today, present=(), proxies=0)
    if (now.entitled, list(now.suspended)) != (said["entitled"], said["suspended"]):
        raise OutOfOrder("roll.out.report-stale", entitled=now.entitled, said=said["entitled"])
    session: dict[str, Any] = {
        "session": row.session,
        "entitled": str(said["entitled"]),
        "present": str(said["present"]),
    }
    if said["suspended"]:
        session["suspended"] = said["suspended"]
    if said["tells_all"] and all(each["community"] for each in said["by_community"]):
        session["by_community"] = [
            {"community": each["community"], "present": str(each["present"])} for each in said["by_community"]
        ]
    if row.muster and row.mustered == said["entitled"]:
        session["muster"] = row.muster
    fields = {
        "kind": "opened", "date": today.isoformat(), "issuers": [row.body],
        "signatories": standing.signatories("opened", row.body, today),
        "refs": [{"cites": act} for act in _decisions(row, standing, today)],
        "body": {"session": session},
        "parts": {f"summary.{code}": _summary(said, code) for code in _languages(standing, today)},
    }  # fmt: skip
    return json.dumps({name: each for name, each in fields.items() if each}, ensure_ascii=False, indent=1) + "\n"


def _decisions(row: CredentialsReport, standing: Standing, day: date) -> list[str]:
    """The acts by which the suspended are suspended, which the act that opens must name (V14). Raises `OutOfOrder`."""
    out = Credential.objects.filter(session=row.session, suspended=True, kind="member").select_related("membership")
    named = [each for each in out if each.membership.seat in row.figures["suspended"]]
    if not all(is_decided(each, standing, day) for each in named):
        raise OutOfOrder("roll.out.not-decided")
    return sorted({each.suspended_by for each in named})


def _summary(said: dict[str, Any], code: str) -> str:
    return (
        voice(code).plain(Saying.of("roll.report.summary", present=said["present"], entitled=said["entitled"])) + "\n"
    )


def _languages(standing: Standing, day: date) -> list[str]:
    found = [code for code in standing.rules(day).languages if code in INTERFACE]
    return found or ["en"]
