"""The delegates of Tolunay elect their President by ballot box: what a stranger finds in the record and on its page."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qurultay.acts.book import ElectionState
from qurultay.ballots.archive.events import State
from qurultay.ballots.verify import verify as verify_archive
from qurultay.portal.frame import frame_of
from qurultay.portal.languages import INTERFACE, language
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.speaker import Speaker
from qurultay.portal.views.elections import election_page
from qurultay.record.errors import Broken
from qurultay.record.layout import Kind, election_path
from qurultay.record.source import open_source
from qurultay.record.verify import verify
from tests.stories.tolunay import NOW, Tolunay

NAMES = {
    "en": ("Ayla Tornay", "Asel Dumanay", "Nurek Beltir"),
    "ug": ("ئايلا تورناي", "ئاسېل دۇماناي", "نۇرەك بەلتىر"),
    "kk": ("Айла Торнай", "Әсел Думанай", "Нүрек Белтір"),
}


@pytest.fixture(scope="module")
def election(tolunay: Tolunay) -> ElectionState:
    (held,) = tolunay.report.book.elections.values()
    return held


def file(tolunay: Tolunay, election: ElectionState, kind: Kind) -> Path:
    return tolunay.record / election_path(election.id, kind)


def test_the_box_opened_before_the_session_and_closed_during_it(tolunay: Tolunay, election: ElectionState) -> None:
    days = [tolunay.act(name).date.isoformat() for name in ("president-box-opened", "president-box-closed")]
    assert days == ["2023-09-04", "2023-09-11"]
    assert election.opening.contests[0].candidates == ("person/8", "person/4", "person/2")
    assert tolunay.report.elections == (election.id,)


def test_fifty_seven_delegates_voted_and_one_of_them_twice(tolunay: Tolunay, election: ElectionState) -> None:
    report = verify_archive(file(tolunay, election, Kind.ARCHIVE))
    assert (report.holds, report.state, report.voters, report.ballots) == (True, State.DECLARED, 57, 58)
    assert report.result == ([2, 38, 11, 6],)
    assert (report.checked["credentials"], report.checked["strong proofs"]) == (60, 2)


def test_no_name_stands_where_it_could_never_be_withheld(tolunay: Tolunay, election: ElectionState) -> None:
    data = b"".join(file(tolunay, election, kind).read_bytes() for kind in (Kind.ARCHIVE, Kind.COUNT))
    assert b"person/8" in data
    assert not any(name.encode() in data for names in NAMES.values() for name in names)


def test_belenios_tool_finds_the_election_in_order(
    tolunay: Tolunay, election: ElectionState, tool: Callable[[str], Path], tmp_path: Path
) -> None:
    shutil.copy(file(tolunay, election, Kind.ARCHIVE), tmp_path)
    said = subprocess.run(
        [tool("belenios-tool"), "election", "verify", "--dir", tmp_path], capture_output=True, text=True, check=True
    )
    assert "all checks passed" in said.stderr


def test_a_vote_more_in_the_count_breaks_the_record(tolunay: Tolunay, election: ElectionState, tmp_path: Path) -> None:
    copy = tmp_path / "record"
    shutil.copytree(tolunay.record, copy)
    told = copy / election_path(election.id, Kind.COUNT)
    counted = json.loads(told.read_bytes())
    assert counted["elected"] == ["person/8"]
    told.write_bytes(told.read_bytes().replace(b'"person/4":"11"', b'"person/4":"12"'))
    with open_source(copy) as source, pytest.raises(Broken) as caught:
        verify(source, now=NOW)
    assert caught.value.code == "count-differs"


@pytest.mark.parametrize("code", INTERFACE)
def test_its_page_draws_the_count_with_the_names_that_are_parts(
    tolunay: Tolunay, election: ElectionState, code: str
) -> None:
    with open_source(tolunay.record) as source:
        reading = Reading(material_in(source))
        speaker = Speaker(frame_of(reading), [language(code)])
        page = speaker.page(election_page(election.id, reading), f"election/{election.id}.html", code).decode()
    drawn = page[page.index('<svg class="chart"') :].partition("</svg>")[0]
    assert all(name in drawn for name in NAMES[code]) and "person/" not in drawn
    assert "belenios-tool election verify" in page and f"{election.id}.count.json" in page
    assert page.count("<td>38</td>") == 1
