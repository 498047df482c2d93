"""Five hundred private words are planted; none of them is in anything that leaves the house, or could."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from qurultay.secretariat.chamber import live
from qurultay.secretariat.chamber.pack import pack
from qurultay.secretariat.desk import publishing
from qurultay.secretariat.door import sheets
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.speaking import voice
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.models import Person
from qurultay.secretariat.roll.private import Private
from qurultay.site.journal import Plainly
from tests.gazette.gatehouse import HOUR
from tests.secretariat.sitting import BODY, in_session
from tests.secretariat.test_desk import laid, sign
from tests.secretariat.test_safety import PRIVATE, urlpatterns

PERSONS = 100
__all__ = ["urlpatterns"]


@pytest.fixture
def planted(db, house) -> list[str]:
    """A hundred persons with five private words each."""
    persons = [Person.objects.create(body=BODY, account=Account.objects.open(f"a-{n}")) for n in range(PERSONS)]
    told = [
        Private(
            legal_name=f"Zlegal{n:03}z",
            email=f"zmail{n:03}z@z.example",
            telephone=f"+00 777 {n:06}",
            address=f"Zstreet{n:03}z",
            notes=f"Znote{n:03}z",
        )
        for n in range(PERSONS)
    ]
    vault.seal(zip(persons, told, strict=True))
    return [word for each in told for word in (each.legal_name, each.email, each.telephone, each.address, each.notes)]


@pytest.fixture
def written(tmp_path: Path):
    """Whatever any logger writes while the test runs, as the house writes it."""

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    lines: list[str] = []
    handler = Kept(level=logging.DEBUG)
    handler.setFormatter(Plainly())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def holding(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """Files below a folder whose bytes hold one of these words."""
    found = []
    for place in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = place.read_bytes()
        found += [(str(place.relative_to(folder)), word) for word in words if word.encode() in data]
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/x.bin").write_bytes(b"\x00Zlegal007z\xff")
    assert holding(tmp_path, ["Zlegal006z", "Zlegal007z"]) == [("deep/x.bin", "Zlegal007z")]


def test_nothing_planted_is_in_the_record_the_site_its_feeds_the_desk_or_the_live_pages(
    planted, house, hour, written
) -> None:
    assert len(planted) == 500
    waiting = laid(hour)
    hall = in_session()
    live.changed(hall.sitting)
    parts = [live.parts_of(hall.sitting, page, code) for page in ("floor", "screen") for code in ("en", "ug", "kk")]
    assert holding(house.folder / "desk", planted) == []
    sign(waiting, hour, "post/president", "post/secretary")
    said = publishing.publish([waiting.id], house.keys, hour(24 * HOUR))
    assert said.entered == [1] and said.faults == []
    site = house.folder / "site"
    assert list(site.rglob("*.html")) and list(site.rglob("*.xml")), "pages and feeds"
    assert holding(house.folder, planted) == [], (
        "the record, the site with its feeds, the desk, the vault, marks of live pages"
    )
    assert not any(word in str(parts) for word in planted)
    assert not any(word in line for word in planted for line in written)


@pytest.mark.parametrize("code", ["en", "ug"])
def test_nothing_planted_is_in_the_papers_of_a_sitting(planted, house, tool, tmp_path: Path, code: str) -> None:
    hall = in_session()
    (tmp_path / "pack.pdf").write_bytes(pack(hall.sitting, voice(code), timezone.now()))
    told = subprocess.run(
        [tool("pdftotext"), tmp_path / "pack.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() and not any(word in told for word in planted)
    assert holding(tmp_path, planted) == []


def test_nothing_planted_is_on_an_error_page_or_in_a_mail(planted, settings, arrive, house, written) -> None:
    settings.ROOT_URLCONF = "tests.secretariat.test_safety"
    stranger, guest = Client(raise_request_exception=False), arrive("observer@body/government").browser
    guest.raise_request_exception = False
    answers = []
    for person in Person.objects.all()[:20]:
        for browser in (stranger, guest):
            answers += [
                browser.get(f"/roll/person/{person.pk}"),
                browser.post(f"/roll/person/{person.pk}/change", {"name": planted[0]}),
            ]
    answers += [
        stranger.get("/broken"),
        stranger.get("/nowhere"),
        stranger.put("/"),
        stranger.get("/", headers={"host": "x.example"}),
    ]
    answers += [Client(enforce_csrf_checks=True).post("/door/sign-in", {"name": planted[0]})]
    assert {each.status_code for each in answers} >= {302, 400, 403, 404, 405, 500}
    shown = [word for word in [*planted[1:], PRIVATE] for each in answers if word in each.text]
    assert shown == []
    assert not any(word in line for word in [*planted, PRIVATE] for line in written)
    assert mail.outbox == []


def test_a_sheet_says_nothing_of_whose_it_is(planted, arrive, house) -> None:
    registrar = arrive("registrar@").browser
    owner = Person.objects.first().account
    answer = registrar.post(f"/door/accounts/{owner.pk}/sheet")
    assert answer.status_code == 200 and owner.name in answer.text
    assert not any(word in answer.text for word in planted)
    assert sheets.good(timezone.now())
