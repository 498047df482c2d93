"""A list is looked through whole, says everything that is wrong at once, and is entered whole or not at all."""

from __future__ import annotations

import time

import pytest

from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.lists import enter_list, look_through
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.tables import Unreadable

BODY = "body/assembly"
HEAD = "name,legal name,seat,community,from,until,e-mail,telephone"
pytestmark = pytest.mark.django_db


def looked(text: str | bytes, now):
    data = text if isinstance(text, bytes) else text.encode()
    return look_through(data, BODY, standing(), now)


def keys(found) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.what.key) for each in found]


def test_everything_wrong_is_said_at_once_with_line_and_column(seated, now) -> None:
    found = looked(
        f"{HEAD}\n"
        "Ayla,,1,tolun,,,,\n"
        "Tarim,,1,tolun,,,,\n"  # the seat a second time
        ",,2,tolun,,,,\n"  # nobody
        "Sabira,,77,tolun,,,,\n"  # no such seat
        "Sanat,,3,kesh,,,,\n"  # of another community
        "Arda,,4,nowhere,,,,\n"
        "Kesh,,5,kesh,3/4/2027,,,\n"  # two days
        "Osman,,6,kesh,2026-06-10,2026-06-01,,\n"
        "=HYPERLINK(1),,7,kesh,,,not an address,abc\n",
        now,
    )
    assert keys(found.errors) == [
        (3, "seat", "roll.out.twice-in-list"),
        (4, "name", "roll.out.no-name"),
        (5, "seat", "roll.out.no-seat"),
        (6, "community", "roll.out.community"),
        (7, "community", "roll.out.no-community"),
        (7, "community", "roll.out.community"),
        (8, "since", "roll.day.ambiguous"),
        (9, "until", "roll.out.reversed"),
        (9, "since", "roll.out.term"),
        (10, "name", "roll.odd.formula"),
        (10, "email", "roll.out.email"),
        (10, "telephone", "roll.out.telephone"),
    ]
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("data", "encoding", "divider"),
    [
        (f"{HEAD}\nZoë,,1,,,,,\n".encode(), "UTF-8", ","),
        (f"\ufeff{HEAD}\nZoë,,1,,,,,\n".encode(), "UTF-8", ","),
        (f"{HEAD}\nZoë,,1,,,,,\n".replace(",", ";").encode("cp1252"), "Windows-1252", ";"),
        (f"{HEAD}\r\nZoë,,1,,,,,\r\n".replace(",", "\t").encode("utf-16"), "UTF-16", "\t"),
        (f"{HEAD}\nZoë,,1,,,,,\n".encode("utf-16-le"), "UTF-16", ","),
        (f"sep=;\n{HEAD}\nZoë,,1,,,,,\n".replace(",", ";").encode(), "UTF-8", ";"),
    ],
)  # fmt: skip
def test_what_spreadsheets_save_is_read(seated, now, data: bytes, encoding: str, divider: str) -> None:
    found = looked(data, now)
    assert (found.sheet.encoding, found.sheet.divider) == (encoding, divider)
    assert found.errors == []
    assert [(entry.private.name, entry.seat) for entry in found.entries] == [("Zoë", "seat/1")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("аты,орын\nАсем Тумарова,1\n".encode("cp1251"), "roll.file.encoding"),
        (b"\xff\xfea", "roll.file.encoding"),
        (b"PK\x03\x04\0\0\0\0", "roll.file.broken"),
        (b"", "roll.file.no-headings"),
        (b"one,two\n1,2\n", "roll.file.no-headings"),
        (b"name,seat\n", "roll.file.empty"),
        (b'name,seat\n"Ayla,1\n', "roll.file.quotes"),
        (b"name,seat\n" + b"Ayla,1\n" * 2001, "roll.file.too-long"),
        (b"name\n" + b"a" * 2_000_000, "roll.file.too-large"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(seated, now, data: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as bad:
        looked(data, now)
    assert bad.value.saying.key == key


def test_headings_are_those_of_the_template_in_every_language(seated, now) -> None:
    from qurultay.portal.languages import INTERFACE
    from qurultay.secretariat.roll.lists import heading

    for code in INTERFACE:
        found = looked(
            f"{heading('name', code)};{heading('seat', code)};{heading('since', code)}\nAyla;1;1.6.2026\n", now
        )
        assert (code, keys(found.remarks)) == (code, [])
        assert found.entries[0].since.isoformat() == "2026-06-01"


def test_the_record_fills_in_community_term_and_person(seated, now) -> None:
    [entry] = looked("name,seat\nAyla,1\n", now).entries
    assert (entry.community, entry.person) == ("community/tolun", "person/101")
    assert (entry.since.isoformat(), entry.until.isoformat()) == ("2026-06-01", "2090-12-31")


def test_what_only_seems_right_is_pointed_at_and_does_not_stand_in_the_way(seated, now) -> None:
    found = looked("name,seat,nickname\nАyla,1,x\nTarim\u200f,9,\nTarim,2,\n", now)
    assert keys(found.warnings) == [
        (1, "nickname", "roll.column-unknown"),
        (2, "name", "roll.odd.mixed"),
        (3, "name", "roll.odd.hidden"),
        (3, "seat", "roll.warn.vacant"),
        (3, "name", "roll.warn.same-name"),
        (4, "name", "roll.warn.same-name"),
    ]
    assert found.errors == []
    assert found.entries[1].private.name == "Tarim"


def test_all_or_nothing_is_entered(seated, now) -> None:
    with pytest.raises(OutOfOrder):
        enter_list(b"name,seat\nAyla,1\nTarim,1\n", BODY, standing(), now)
    assert not Person.objects.exists() and not Membership.objects.exists()
    assert enter_list(b"name,seat\nAyla,1\nTarim,2\n", BODY, standing(), now) == 2
    assert [vault.opened(each).name for each in Person.objects.order_by("pk")] == ["Ayla", "Tarim"]
    with pytest.raises(OutOfOrder):
        enter_list(b"name,seat\nSabira,3\nAyla,1\n", BODY, standing(), now)
    assert Person.objects.count() == 2


@pytest.mark.timing
def test_five_hundred_rows_are_looked_through_and_entered_in_a_moment(seated, now) -> None:
    rows = "".join(f"Delegate {n},Legal {n},,kesh,2026-06-01,,d{n}@x.example,+00 555 {n:04}\n" for n in range(500))
    began = time.perf_counter()
    assert enter_list(f"{HEAD}\n{rows}".encode(), BODY, standing(), now) == 500
    assert time.perf_counter() - began < 5
