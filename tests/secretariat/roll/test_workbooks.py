"""A list in `.xlsx`, by three programs that are not ours, read as people see it; and files that mean harm.

`workbooks/` holds invented names: openpyxl 3.1 and XlsxWriter 3.3 wrote the files of their names, LibreOffice 7.4 saved the
first again as `.xlsx`, `.xls` and `.ods`, and msoffcrypto-tool locked it with a password.
"""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.roll import packages, workbooks
from qurultay.secretariat.roll.cells import Format, shown
from qurultay.secretariat.roll.lists import enter_list, headings, look_through
from qurultay.secretariat.roll.models import Membership
from qurultay.secretariat.roll.sheets import read
from qurultay.secretariat.roll.tables import Table, Unreadable

FILES = Path(__file__).parent / "workbooks"
BODY = "body/assembly"
SHEET = "xl/worksheets/sheet1.xml"


def kept(name: str) -> bytes:
    return (FILES / name).read_bytes()


def rows(table: Table) -> dict[int, list[str]]:
    return {line: list(cells) for line, cells in table.rows}


def remarks(table: Table) -> list[tuple[int, str, bool]]:
    return [(each.line, each.what.key, each.error) for each in table.remarks]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as bad:
        read(data, headings())
    return bad.value.saying.key


def changed(**parts: bytes | None) -> bytes:
    """XlsxWriter's file with other bytes in some of its parts; `_` stands for what a keyword cannot hold."""
    told = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels"): data for name, data in parts.items()
    }
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kept("xlsxwriter.xlsx"))) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            data = told.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return made.getvalue()


def sheet(inside: str, before: str = "") -> bytes:
    """The same file with this in its sheet."""
    return changed(
        xl__worksheets__sheet1_xml=f"{before}<worksheet><sheetData>{inside}</sheetData></worksheet>".encode()
    )


def typed(*cells: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{each}</t></is></c>' for each in cells) + "</row>"


HEAD = typed("name", "seat")

# --- what people see -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["openpyxl.xlsx", "libreoffice.xlsx"])
def test_the_first_sheet_that_is_shown_and_has_rows_is_read_as_people_see_it(name: str) -> None:
    table = workbooks.table_of(kept(name))
    found = rows(table)
    assert found[1][:5] == ["name", "legal name", "seat", "community", "from"]
    assert found[2] == [
        "Ayla",
        "Ayla Tornay",
        "1",
        "tolun",
        "2026-06-01",
        "2090-12-31",
        "ayla@mail.example",
        "998901234567",
    ]
    assert found[3][:5] == ["سابىرا", "سابىرا قادىر", "002", "tolun", "2026-06-02"]
    assert found[4][:5] == ["Әсем", "Әсем Тумарова", "5", "kesh", "2026-06-03"]
    assert (found[6][0], found[6][4]) == ("Tarim", "2026-06-02")
    # openpyxl reckons no formula; LibreOffice does.
    reckoned = [] if name == "libreoffice.xlsx" else [(6, "roll.cell-unreckoned", True)]
    assert remarks(table) == [(1, "roll.sheet-not-read", False), (4, "roll.row-hidden", False), *reckoned]
    assert dict(table.remarks[0].what.places) == {"read": "Members", "left": "Observers"}


def test_days_counted_from_1904_rich_words_results_and_failed_formulas_are_read_too() -> None:
    table = workbooks.table_of(kept("xlsxwriter.xlsx"))
    found = rows(table)
    assert (found[2][0], found[2][4], found[2][7]) == ("Ayla", "2026-06-01", "0044")
    assert found[3] == ["Tarim", "Tarim Qadir", "2"]
    assert (found[4][2], found[4][7]) == ("#DIV/0!", "TRUE")
    assert found[5][0] == "line one\r\nline two"
    assert remarks(table) == [(4, "roll.cell-broken", True)]


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "60"), ("61", "1900-03-01"), ("46174", "2026-06-01"),
        ("0", "0"), ("-1", "-1"), ("46174.5", "46174.5"), ("2958465", "2958465"), ("1E+400", "1E+400"), ("NaN", "NaN"),
        ("x", "x"), ("", ""),
    ],
)  # fmt: skip
def test_a_day_is_kept_as_how_many_went_by_and_1900_is_held_for_a_leap_year(value: str, seen: str) -> None:
    assert shown(value, Format(is_day=True)) == seen


@given(st.dates(date(1904, 1, 2), date(9990, 1, 1)))
def test_every_day_comes_back_from_either_beginning(day: date) -> None:
    for first, since in ((date(1899, 12, 30), False), (date(1904, 1, 1), True)):
        assert shown(str((day - first).days), Format(is_day=True, from_1904=since)) == day.isoformat()


@pytest.mark.django_db
def test_a_workbook_is_looked_through_and_entered_like_a_list_of_text(seated, now) -> None:
    data = sheet(typed("name", "seat", "from") + typed("Ayla", "1", "") + typed("Tarim", "2", ""))
    found = look_through(data, BODY, standing(), now)
    assert (found.sheet.encoding, found.errors, found.warnings) == ("XLSX", [], [])
    assert enter_list(data, BODY, standing(), now) == 2
    assert sorted(Membership.objects.values_list("seat", flat=True)) == ["seat/1", "seat/2"]


@pytest.mark.django_db
def test_what_is_left_out_hidden_or_failed_is_said_with_its_row(seated, now) -> None:
    found = look_through(kept("openpyxl.xlsx"), BODY, standing(), now)
    assert {(each.line, each.what.key) for each in found.warnings} >= {
        (1, "roll.sheet-not-read"),
        (4, "roll.row-hidden"),
    }
    assert [(each.line, each.what.key) for each in found.errors] == [(6, "roll.cell-unreckoned")]
    assert found.entries[1].seat == "seat/2", "where 002 is shown"


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [("libreoffice.xls", "old-format"), ("libreoffice.ods", "open-document"), ("locked.xlsx", "locked")],
)
def test_what_other_programs_keep_otherwise_is_named_in_the_refusal(name: str, key: str) -> None:
    assert refusal(kept(name)) == f"roll.file.{key}"


def in_zip(name: str, data: bytes = b"", how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as new:
        new.writestr(name, data)
    return made.getvalue()


RELATED = b'<Relationships><Relationship Id="a" Type="x/officeDocument" Target="%s"/></Relationships>'
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (kept("xlsxwriter.xlsx")[:-200], "broken"),
        (kept("xlsxwriter.xlsx")[:3000], "broken"),
        (b"PK\x03\x04\0\0\0\0", "broken"),
        (in_zip("a.txt"), "no-text"),
        (in_zip("_rels/.rels", RELATED % b"word/document.xml"), "no-text"),
        (in_zip("_rels/.rels", RELATED % b"xl/workbook.bin"), "no-text"),
        (in_zip("_rels/.rels", RELATED % b"../../etc/workbook.xml"), "broken"),
        (in_zip("_rels/.rels", RELATED % b"xl/workbook.xml", zipfile.ZIP_LZMA), "no-text"),
        (sheet(HEAD, ENTITIES), "broken"),
        (sheet(HEAD + '<row><c t="s"><v>99</v></c></row>'), "broken"),
        (sheet(HEAD + "<row>"), "broken"),
        (changed(xl__sharedStrings_xml=None), "broken"),
        (changed(xl__workbook_xml=b"<workbook><sheets/></workbook>"), "no-headings"),
        (sheet(""), "no-headings"),
        (sheet(HEAD), "empty"),
        (sheet(HEAD + typed("Ayla") * 2001), "too-long"),
    ],
)
def test_a_file_that_is_no_workbook_or_holds_no_list_is_refused_with_a_sentence(data: bytes, key: str) -> None:
    assert refusal(data) == f"roll.file.{key}"


@pytest.mark.parametrize(
    ("inside", "key"),
    [
        (" " * (packages.MOST_UNPACKED + 1), "too-much"),
        (HEAD + '<row r="7"><c r="CV7"><v>1</v></c></row>' * 100_000, "too-long"),
        (HEAD + "<row/>" * 500_000, "too-much"),
        (HEAD + "<a>" * 600_000, "too-much"),
    ],
)
def test_a_small_file_that_unpacks_into_very_much_is_refused_at_once(inside: str, key: str) -> None:
    data, began = sheet(inside), time.process_time()
    assert len(data) < 50_000
    assert refusal(data) == f"roll.file.{key}"
    assert time.process_time() - began < 5


def test_two_thousand_rows_are_read_and_a_cell_far_out_is_one_too_many() -> None:
    assert len(read(sheet(HEAD + typed("Ayla") * 2000), headings()).rows) == 2000
    far = read(
        sheet(HEAD + '<row r="1048576"><c r="A1048576"><v>7</v></c><c r="XFD1048576"><v>1</v></c></row>'), headings()
    )
    assert [(each.line, each.what.key) for each in far.remarks] == [(1_048_576, "roll.cells-too-many")]
    assert far.rows[0].cells["name"] == "7"
    assert len(rows(workbooks.table_of(sheet('<row><c r="XFD1"><v>1</v></c></row>')))[1]) == workbooks.MOST_COLUMNS + 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_spoilt_in_a_workbook_it_is_a_list_or_a_refusal(data: st.DataObject) -> None:
    part = data.draw(
        st.sampled_from(
            [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", ""]
        )
    )
    whole = kept("xlsxwriter.xlsx")
    with zipfile.ZipFile(io.BytesIO(whole)) as held:
        spoilt = bytearray(held.read(part) if part else whole)
    for at in data.draw(st.lists(st.integers(0, len(spoilt) - 1), min_size=1, max_size=4)):
        spoilt[at] = data.draw(st.sampled_from(b'<>&"/0 9\xffx'))
    whole = (
        changed(**{part.replace("/", "__").replace(".xml", "_xml").replace(".rels", "_rels"): bytes(spoilt)})
        if part
        else bytes(spoilt)
    )
    try:
        read(whole, headings())
    except Unreadable as bad:
        assert bad.saying.key.startswith("roll.file.")
