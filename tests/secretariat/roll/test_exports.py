"""The roll leaves the house on the word of three, once, and every copy can be told apart."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import exports, vault
from qurultay.secretariat.roll.models import Export
from qurultay.secretariat.roll.private import Private
from tests.secretariat.roll.rolls import BODY, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(seated, now, arrive):
    """Who asks, and two who may approve."""
    entered(now)
    return arrive(f"registrar@{BODY}"), arrive("secretary@"), arrive("auditor@")


def asked(three, now, form: str = "csv") -> Export:
    return exports.ask(BODY, three[0].account, "to post the letters of invitation", form, now)


def approved(three, now, form: str = "csv") -> Export:
    export = asked(three, now, form)
    for each in three[1:]:
        exports.approve(export, each.account, now)
    return export


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_two_others_must_approve(three, now) -> None:
    export = asked(three, now)
    with pytest.raises(OutOfOrder, match="own-export"):
        exports.approve(export, three[0].account, now)
    for each in three[1:]:
        with pytest.raises(OutOfOrder, match="two-approve"):
            exports.take(export, three[0].account, now)
        exports.approve(export, each.account, now)
    assert len(rows(exports.take(export, three[0].account, now))) == 9


def test_one_who_approves_twice_is_one(three, now) -> None:
    export = asked(three, now)
    exports.approve(export, three[1].account, now)
    with pytest.raises(OutOfOrder, match="approved-already"):
        exports.approve(export, three[1].account, now)
    with pytest.raises(OutOfOrder, match="two-approve"):
        exports.take(export, three[0].account, now)


def test_it_is_taken_once_by_whoever_asked_and_in_time(three, now) -> None:
    export = approved(three, now)
    with pytest.raises(OutOfOrder, match="not-your-export"):
        exports.take(export, three[1].account, now)
    with pytest.raises(OutOfOrder, match="export-over"):
        exports.take(export, three[0].account, now + timedelta(hours=24))
    exports.take(export, three[0].account, now + timedelta(hours=23, minutes=59))
    with pytest.raises(OutOfOrder, match="export-over"):
        exports.take(export, three[0].account, now)


def test_one_refusal_ends_it(three, now) -> None:
    export = approved(three, now)
    exports.refuse(export, now)
    with pytest.raises(OutOfOrder, match="export-over"):
        exports.take(export, three[0].account, now)


def test_a_copy_tells_whose_it_is_also_by_one_row_of_it(three, now) -> None:
    first, second = approved(three, now), approved(three, now)
    data = {each.pk: exports.take(each, three[0].account, now).decode() for each in (first, second)}
    for export in (first, second):
        lines = data[export.pk].splitlines()[1:]
        assert all(exports.whose(line) == [export] for line in lines)
        [invented] = [line for line in lines if export.canary in line]
        assert exports.whose(invented.replace(export.code, "")) == [export]
        assert invented.count(",") == lines[0].count(",") and "@mail.example" in invented
    assert exports.whose("Ayla Tornay,Legal Ayla Tornay") == []


def test_a_spreadsheet_runs_nothing_of_it(three, now) -> None:
    from qurultay.secretariat.roll.models import Person

    vault.seal(
        [(Person.objects.order_by("pk").first(), Private(name="=HYPERLINK(1)", notes="@SUM(A1)", telephone="+00 555"))]
    )
    data = exports.take(approved(three, now), three[0].account, now)
    [row] = [each for each in rows(data) if each["notes"]]
    assert (row["name"], row["notes"], row["telephone"]) == ("'=HYPERLINK(1)", "'@SUM(A1)", "+00 555")


@pytest.mark.parametrize("typed", ["see; =1+1", 'a;"=1+1"', "a|@SUM(A1)", "\uff1d1+1", "b;+cmd", "c; -1+cmd"])
def test_a_spreadsheet_that_divides_cells_otherwise_runs_nothing_of_it(three, now, typed: str) -> None:
    from qurultay.secretariat.roll.models import Person

    vault.seal([(Person.objects.order_by("pk").first(), Private(name="Ayla", notes=typed))])
    data = exports.take(approved(three, now), three[0].account, now).decode("utf-8-sig")
    for divider in ",;|\t":
        cells = re.split(f'[{divider}"\r\n]', data)
        assert [
            each for each in cells if each.strip()[:1] in ("=", "@", "\uff1d") or ("cmd" in each and "'" not in each)
        ] == []


def test_the_spreadsheet_is_one_of_words_alone(three, now) -> None:
    data = exports.take(approved(three, now, "ods"), three[0].account, now)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.namelist()[0] == "mimetype" and archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
    content = archive.read("content.xml").decode()
    names = {
        "t": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "o": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    }
    table = ElementTree.fromstring(content)
    assert len(table.findall(".//t:table-row", names)) == 10
    kinds = {cell.get(f"{{{names['o']}}}value-type") for cell in table.findall(".//t:table-cell", names)}
    assert kinds == {"string"} and "formula" not in content


# --- by the browser --------------------------------------------------------------------------------------------------


def test_three_people_take_the_roll_out_and_each_leaves_a_trace(three, now) -> None:
    asker, secretary, auditor = (each.browser for each in three)
    asker.post("/roll/of/assembly/exports/ask", {"purpose": "invitations", "form": "csv"})
    export = Export.objects.get()
    assert asker.post(f"/roll/exports/{export.pk}/take").status_code == 422
    assert "invitations" in secretary.get("/roll/exports").text
    secretary.post(f"/roll/exports/{export.pk}/approve")
    auditor.post(f"/roll/exports/{export.pk}/approve")
    answer = asker.post(f"/roll/exports/{export.pk}/take")
    assert answer.headers["Content-Type"].startswith("text/csv") and b"Legal Ayla Tornay" in answer.content
    assert answer.headers["Cache-Control"] == "no-store"
    said = [
        (each.account, each.deed, each.thing)
        for each in Trace.objects.filter(thing=f"export/{export.pk}").order_by("pk")
    ]
    assert said == [(three[1].account, "approve-export", f"export/{export.pk}"), (three[2].account, "approve-export", f"export/{export.pk}"), (three[0].account, "ask-export", f"export/{export.pk}")]  # fmt: skip


def test_a_passkey_used_long_ago_takes_nothing_out(three, now) -> None:
    from qurultay.secretariat.door.middleware import METHODS

    export = approved(three, now)
    session = three[0].browser.session
    session[METHODS] = [each | {"at": time.time() - 1000} for each in session[METHODS]]
    session.save()
    answer = three[0].browser.post(f"/roll/exports/{export.pk}/take")
    assert answer.status_code == 403 and b"Legal" not in answer.content
    assert Export.objects.get().taken is None


@pytest.mark.parametrize("role", ["registrar@body/government", "teller@", "delegate@", "officer@", "observer@"])
def test_nobody_else_approves_or_takes(three, now, arrive, role) -> None:
    export = approved(three, now)
    browser = arrive(role).browser
    for way in ("approve", "refuse", "take"):
        assert browser.post(f"/roll/exports/{export.pk}/{way}").status_code in (403, 404)
    assert Export.objects.get().taken is None


def test_nothing_of_the_file_is_left_in_the_house(three, now, seated, tmp_path) -> None:
    exports.take(approved(three, now), three[0].account, now)
    found = [path for path in tmp_path.rglob("*") if path.is_file() and b"Legal Ayla" in path.read_bytes()]
    assert found == []
