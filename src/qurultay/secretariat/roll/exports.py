"""The roll leaves the house only on the word of three: who asks, and two others who approve, each by passkey just now.

The file is made when it is taken and kept nowhere. It can be told by whom a copy of it was carried out: every row bears
the code of the export, and among the persons stands one who was invented for it.
"""

import csv
import io
import secrets
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from django.db import transaction

from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.entries import COLUMNS
from qurultay.secretariat.roll.letters import harmless
from qurultay.secretariat.roll.models import Approval, Export, Person
from qurultay.secretariat.roll.private import Private

LASTS = timedelta(hours=24)
NEEDED = 2
MOST_PURPOSE = 200
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"


def ask(body: str, by: Account, purpose: str, form: str, now: datetime) -> Export:
    """Somebody asks to take the roll out, and says what for. Raises `OutOfOrder`."""
    if not purpose.strip():
        raise OutOfOrder("roll.out.no-purpose")
    if len(purpose) > MOST_PURPOSE:
        raise OutOfOrder("frame.out.too-long", most=MOST_PURPOSE)
    code, number = _drawn(8), secrets.randbelow(9000) + 1000
    return Export.objects.create(
        body=body, asked_by=by, asked=now, expires=now + LASTS, purpose=" ".join(purpose.split()),
        form="ods" if form == "ods" else "csv", code=code, canary=f"{_drawn(6)}{number}",
    )  # fmt: skip


def approve(export: Export, by: Account, now: datetime) -> None:
    """One of two approves. Raises `OutOfOrder` for whoever asked, whoever approved already, and when it is over."""
    with transaction.atomic():
        held = _open(export, now)
        if held.asked_by_id == by.pk:
            raise OutOfOrder("roll.out.own-export")
        if held.approvals.filter(account=by).exists():
            raise OutOfOrder("roll.out.approved-already")
        Approval.objects.create(export=held, account=by, given=now)


def refuse(export: Export, now: datetime) -> None:
    """One who could approve refuses, and it is over; whoever asked may take it back the same way."""
    with transaction.atomic():
        held = _open(export, now)
        held.refused = now
        held.save(update_fields=["refused"])


def take(export: Export, by: Account, now: datetime) -> bytes:
    """The file, once, for whoever asked. Raises `OutOfOrder` before two others approved, and afterwards."""
    with transaction.atomic():
        held = _open(export, now)
        if held.asked_by_id != by.pk:
            raise OutOfOrder("roll.out.not-your-export")
        if held.approvals.exclude(account=by).count() < NEEDED:
            raise OutOfOrder("roll.out.two-approve", count=held.approvals.count())
        held.taken = now
        held.save(update_fields=["taken"])
    rows = [[*COLUMNS, "copy"], *_rows(held)]
    return _ods(rows) if held.form == "ods" else _csv(rows)


def whose(text: str) -> list[Export]:
    """The exports of which a copy, or a piece of one, is: by the code in its rows, or by the one invented for it."""
    return [each for each in Export.objects.order_by("pk") if each.code in text or each.canary in text]


def _open(export: Export, now: datetime) -> Export:
    held = Export.objects.select_for_update().get(pk=export.pk)
    if held.is_over(now):
        raise OutOfOrder("roll.out.export-over")
    return held


def _drawn(size: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(size))


# --- rows ------------------------------------------------------------------------------------------------------------


def _rows(export: Export) -> Iterator[list[str]]:
    persons = Person.objects.filter(body=export.body).exclude(wrapped_key=b"").prefetch_related("memberships")
    told = [(person, vault.opened(person)) for person in persons.order_by("pk")]
    invented = secrets.randbelow(len(told) + 1)
    for number, (person, private) in enumerate(told):
        if number == invented:
            yield _invented(export, [each for _, each in told])
        yield from _of(person, private, export)
    if invented == len(told):
        yield _invented(export, [each for _, each in told])


def _of(person: Person, private: Private, export: Export) -> Iterator[list[str]]:
    for each in person.memberships.all() or [None]:
        places = {"seat": "", "post": "", "community": "", "since": "", "until": ""}
        if each is not None:
            places |= {"seat": each.seat, "post": each.post, "community": each.community.partition("/")[2]}
            places |= {"since": each.since.isoformat(), "until": each.until.isoformat() if each.until else ""}
        given = vars(private) | places | {"person": person.ref}
        yield [*(given[column] for column in COLUMNS), export.code]


def _invented(export: Export, told: Sequence[Private]) -> list[str]:
    """Somebody who looks like the others: a first name of one, a last of another, an address where most have theirs."""
    first = secrets.choice([each.name.split()[0] for each in told if each.name] or ["Ayla"])
    last = secrets.choice([each.legal_name.split()[-1] for each in told if each.legal_name] or ["Tornay"])
    hosts = [each.email.rpartition("@")[2] for each in told if "@" in each.email] or ["mail.example"]
    given = {
        "name": first, "legal_name": f"{first} {last}", "email": f"{export.canary}@{max(set(hosts), key=hosts.count)}",
    }  # fmt: skip
    return [*(given.get(column, "") for column in COLUMNS), export.code]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """As CSV that a spreadsheet runs nothing of, whichever mark it takes for the divider of cells."""
    written = io.StringIO()
    csv.writer(written).writerows([map(harmless, row) for row in rows])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


# --- a table of OpenDocument -----------------------------------------------------------------------------------------

_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><m:manifest xmlns:m="{_NAMES}:manifest:1.0" m:version="1.3">'
    f'<m:file-entry m:full-path="/" m:version="1.3" m:media-type="{_MEDIA}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
_CONTENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><o:document-content xmlns:o="{_NAMES}:office:1.0" '
    f'xmlns:t="{_NAMES}:table:1.0" xmlns:x="{_NAMES}:text:1.0" o:version="1.3"><o:body><o:spreadsheet>'
    "<t:table t:name={name}>{rows}</t:table></o:spreadsheet></o:body></o:document-content>"
)


def _ods(rows: Sequence[Sequence[str]]) -> bytes:
    """As a spreadsheet in which every cell is words: there is no formula in it to run."""
    said = "".join(f"<t:table-row>{''.join(map(_cell, row))}</t:table-row>" for row in rows)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _MEDIA, compress_type=zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _MANIFEST)
        archive.writestr(zipfile.ZipInfo("content.xml"), _CONTENT.format(name=quoteattr("roll"), rows=said))
    return made.getvalue()


def _cell(words: str) -> str:
    return f'<t:table-cell o:value-type="string"><x:p>{escape(words)}</x:p></t:table-cell>'
