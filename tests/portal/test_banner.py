"""What stands at the top of every page of a record that is contested, recovering, concluded or continues another (C11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qurultay.acts.amending import Contested
from qurultay.acts.constituting import Concluded
from qurultay.portal.build import build_from
from qurultay.portal.languages import language
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.views.banner import banners_of
from qurultay.portal.voice import Voice
from qurultay.record.source import Memory
from tests.portal.pages import read_all
from tests.portal.troubled import Troubled, announce_nothing
from tests.stories.splitting import Assembly, before_the_split, continuing, parted

VOICES = {code: Voice(language(code)) for code in ("en", "ug", "kk")}


@pytest.fixture(scope="module")
def year() -> Troubled:
    return Troubled()


def read(hall: Assembly) -> Reading:
    return Reading(material_in(Memory(dict(hall.files))))


def top(reading: Reading, code: str = "en") -> list[str]:
    return [VOICES[code].plain(each.words) for each in banners_of(reading)]


def test_a_record_without_trouble_has_nothing_at_its_top(year: Troubled) -> None:
    assert top(year.reading("elected")) == []


def test_an_open_contest_is_named_and_a_decided_one_is_not(year: Troubled) -> None:
    assert top(year.reading("contested")) == [
        "Something in this record is contested and not decided: act 20. A contest changes nothing but what is shown. "
        "This page says what was signed and entered, not who is right."
    ]
    assert top(year.reading("decided")) == []


def test_every_page_in_every_language_says_it_first(year: Troubled, tmp_path: Path) -> None:
    build_from(year.material("contested"), tmp_path / "site")
    reading = year.reading("contested")
    pages = read_all(tmp_path / "site")
    assert len(pages) > 60
    for path, page in pages.items():
        code = path.split("/")[0]
        words = re.sub(r"[\s\u2066-\u2069]+", " ", page.text)
        for said in top(reading, code) if code in VOICES else [top(reading, code)[0] for code in VOICES]:
            at = words.find(said)
            assert -1 < at < 4_000, path
            if code in VOICES:
                assert at < words.index(VOICES[code].plain(language_of(code))), path
    assert {page.path: page.wrong for page in pages.values() if page.wrong} == {}


def language_of(code: str) -> str:
    return language(code).name


def test_both_sides_of_a_split_say_it_in_the_same_words() -> None:
    """Each contests an act of the time after the fork; only the number of the act could differ, and here it does not."""
    here, there = parted(before_the_split())
    for side, keeper in ((here, "keeper/1"), (there, "keeper/7")):
        side.on("2027-04-01")
        text = side.hold_session("session/11")
        side.enter(Contested(step="opened", ground="quorum"), refs=(("amends", text.ref),), signatories=(keeper,))
    assert [top(read(here), code) for code in VOICES] == [top(read(there), code) for code in VOICES]
    assert len(top(read(here))) == 1


def test_a_recovery_is_said_from_its_announcement_until_it_is_done(year: Troubled) -> None:
    number = year.at["announced"].number
    assert top(year.reading("office")) == []
    (said,) = top(year.reading("announced"))
    assert said.startswith(f"The keepers have announced that they will let the body act again (act {number}).")
    assert top(year.reading("recovered")) == []


def test_a_recovery_that_nobody_does_is_not_said_for_ever() -> None:
    hall = before_the_split()
    announce_nothing(hall)
    hall.on("2027-05-30").hold_session("session/10")  # the 90th day
    assert len(top(read(hall))) == 1
    hall.on("2027-06-05").hold_session("session/11")
    assert top(read(hall)) == []


def test_a_concluded_record_names_its_successor() -> None:
    hall = before_the_split()
    hall.announced(Concluded(how="handed-over", successor="ab" * 32), parts=hall.said("reason.en"))
    number = len(hall.notes) - 1
    assert top(read(hall)) == [
        f"This record is concluded (act {number}) and names the record abababababababab as the one that follows. "
        "Nothing but corrections and withholding enters here any more."
    ]


def test_a_continuation_says_what_it_says_of_itself_and_never_that_it_does() -> None:
    first = before_the_split()
    size = len(first.notes)
    second = continuing((first, size), day="2027-05-01", ground="operator-lost")
    (said,) = top(read(second))
    assert said == (
        f"This record says of itself that it continues the record {first.book.founding[:16]} from act {size - 1} on "
        "(the operator was lost). Whether it does is seen only where both are laid side by side."
    )
