"""Open data says what the register says, for programs that never heard of us."""

import csv
import io
import json

from qurultay.portal import open_data
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.record.source import Memory
from tests.record.forge import small_record


def reading() -> Reading:
    return Reading(material_in(Memory(small_record()[1])))


def table(name: str) -> list[dict[str, str]]:
    columns, rows = open_data.TABLES[name]
    data = open_data._table(columns, rows)(reading())
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_act_has_its_line_in_the_table_of_acts() -> None:
    hall, _ = small_record()
    rows = table("acts")
    assert [row["act"] for row in rows] == [str(n) for n in range(len(hall.notes))]
    assert rows[3]["text_sha256"] == hall.entries[3].text_hash


def test_a_call_says_which_letter_carried_it_and_how_it_stands_on_which_day() -> None:
    (row,) = (row for row in table("calls") if row["call"].endswith("operation/1"))
    assert (row["addressee"], row["letters"], row["state"], row["state_on"]) == (
        "class/states",
        "7",
        "waiting",
        "2026-07-20",
    )


def test_terms_are_those_of_the_register_and_persons_are_holders_only() -> None:
    people = json.loads(open_data.popolo(reading()))
    held = {row["person"] for row in table("terms")}
    assert {person["id"] for person in people["persons"]} == held
    assert {m["on_behalf_of_id"] for m in people["memberships"] if "on_behalf_of_id" in m} == {
        "community/tolun",
        "community/kesh",
        "community/arda",
    }
    (president,) = (p for p in people["persons"] if p["id"] == "person/21")
    assert president["name"].startswith("Words of")


def test_a_cell_that_a_spreadsheet_would_run_is_only_words() -> None:
    assert open_data._cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert open_data._cell("-2+3|' /C calc'!A0") == "'-2+3|' /C calc'!A0", (
        "it begins as a number and goes on as a formula"
    )
    assert open_data._cell("-2") == "-2" and open_data._cell("-2.5") == "-2.5" and open_data._cell(-2) == "-2"
    assert open_data._cell("-cmd") == "'-cmd"


def test_the_same_record_gives_the_same_bytes() -> None:
    assert [sheet.make(reading()) for sheet in open_data.sheets(reading())] == [
        sheet.make(reading()) for sheet in open_data.sheets(reading())
    ]
