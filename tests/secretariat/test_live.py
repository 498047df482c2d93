"""What changed in a sitting comes to every open page, and everything works without that."""

import json
import os
import re
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from qurultay.secretariat.chamber import live, speakers
from qurultay.secretariat.frame.house import house as the_house
from qurultay.secretariat.frame.tickets import Ticket, key_at, stamp_of
from tests.secretariat.conftest import came_in
from tests.secretariat.sitting import NINE, Hall, in_session


@pytest.fixture
def hall(db, house) -> Hall:
    return in_session(3)


def ticket(kind: str, sitting: int, language: str = "en", until: int = 1 << 40) -> str:
    return Ticket(kind=kind, sitting=sitting, language=language, until=until).signed(key_at(live.folder()))


def test_a_change_is_told_only_once_it_is_committed(hall, django_capture_on_commit_callbacks) -> None:
    before = stamp_of(live.folder(), hall.sitting.pk)
    with django_capture_on_commit_callbacks() as told:
        speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    assert stamp_of(live.folder(), hall.sitting.pk) == before
    for tell in told:
        tell()
    assert stamp_of(live.folder(), hall.sitting.pk) != before


def test_a_folder_that_cannot_be_written_stops_no_deed(hall, caplog, django_capture_on_commit_callbacks) -> None:
    the_house().secretariat.mkdir()
    live.folder().write_text("in the way")
    with django_capture_on_commit_callbacks(execute=True):
        speakers.ask(hall.item, hall.delegates[1], "pro", NINE)
    assert hall.item.turns.count() == 1
    assert "not told" in caplog.text


def test_the_parts_are_given_to_whoever_signed_a_ticket_for_them(hall, client) -> None:
    speakers.ask(hall.item, hall.delegates[2], "contra", NINE)
    address = "/sessions/parts/floor?" + urlencode({"ticket": ticket("render", hall.sitting.pk, "ug")})
    parts = client.get(address).json()
    assert "2-ئورۇن" in parts["speakers"]
    assert 'name="csrfmiddlewaretoken" value=""' in parts["speakers"]


@pytest.mark.parametrize("spoilt", ["kind", "forged", "late", "empty", "bytes"])
def test_a_ticket_that_is_not_for_this_opens_nothing(hall, client, spoilt: str) -> None:
    given = {
        "kind": ticket("floor", hall.sitting.pk),
        "forged": ticket("render", hall.sitting.pk).replace(f".{hall.sitting.pk}.", ".99."),
        "late": ticket("render", hall.sitting.pk, until=int(time.time()) - 1),
        "empty": "",
        "bytes": "render.1.en.9999999999.ڭ",
    }[spoilt]
    answer = client.get("/sessions/parts/floor?" + urlencode({"ticket": given}))
    assert answer.status_code == 404


def test_the_screen_of_the_room_asks_for_nobodys_name_and_speaks_two_languages(hall, client) -> None:
    speakers.ask(hall.item, hall.delegates[2], "contra", NINE)
    answer = client.get("/sessions/screen?" + urlencode({"ticket": ticket("screen", hall.sitting.pk)}))
    assert answer.status_code == 200
    assert "Next: Seat 2" in answer.text
    assert "2-ئورۇن" in answer.text
    assert "<form" not in answer.text


def test_the_link_to_the_screen_is_given_to_the_chair_alone(hall, arrive) -> None:
    address = f"/sessions/sittings/{hall.sitting.pk}/screen"
    found = re.search(
        r'href="(/sessions/screen\?ticket=[^"]+)"', arrive("presiding-officer@").browser.get(address).text
    )
    assert found is not None
    assert arrive("delegate@body/assembly").browser.get(address).status_code == 403
    assert arrive().browser.get(found[1]).status_code == 200


def test_the_page_is_whole_without_the_side_process(hall) -> None:
    answer = came_in(hall.delegates[1].person.account).get(f"/sessions/sittings/{hall.sitting.pk}/floor")
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in answer.text
    assert 'name="kind" value="pro"' in answer.text
    assert 'name="csrfmiddlewaretoken" value=""' not in answer.text


@contextmanager
def side_process(folder: Path, source: str, files: int = 1024) -> Iterator[str]:
    """The side process as `qurultay secretariat` starts it, where the system lets a program open so many files at first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    told = {"QURULTAY_LIVE_FOLDER": str(folder), "QURULTAY_LIVE_SOURCE": source, "QURULTAY_LIVE_READERS": source}
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "--factory", "qurultay.site.live:app", "--port", str(port), "--log-level", "warning",
         "--timeout-graceful-shutdown", "1"],
        env=os.environ | told, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, most)),
    )  # fmt: skip
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def events(stream) -> Iterator[dict[str, str]]:
    """What a page gets from its stream."""
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


@pytest.mark.django_db(transaction=True)
def test_what_changes_comes_to_an_open_page_in_its_language(house, live_server) -> None:
    hall = in_session(3)
    with side_process(live.folder(), live_server.url) as side:
        address = f"{side}/live?" + urlencode({"ticket": ticket("floor", hall.sitting.pk, "kk")})
        with urllib.request.urlopen(address, timeout=20) as stream:
            heard = events(stream)
            assert "Сөйлеуді күтіп тұрған ешкім жоқ" in next(heard)["speakers"]
            speakers.ask(hall.item, hall.delegates[3], "pro", NINE)
            assert "3-орын" in next(heard)["speakers"]


def test_a_stranger_hears_nothing(hall, tmp_path) -> None:
    with side_process(live.folder(), "http://127.0.0.1:9") as side:
        for path, status in (
            ("/live", 403),
            ("/live?ticket=x", 403),
            (f"/else?{urlencode({'ticket': ticket('floor', 1)})}", 404),
        ):
            with pytest.raises(HTTPError) as refused:
                urllib.request.urlopen(side + path, timeout=10)
            assert refused.value.code == status
            refused.value.close()


def test_a_stream_ends_with_its_ticket(hall) -> None:
    with side_process(live.folder(), "http://127.0.0.1:9") as side:
        address = f"{side}/live?" + urlencode({"ticket": ticket("floor", hall.sitting.pk, until=int(time.time()) + 2)})
        with urllib.request.urlopen(address, timeout=10) as stream:
            assert stream.read().endswith(b": still here\n\nevent: over\ndata: \n\n")


def test_another_ticket_is_given_to_whoever_still_follows_and_to_nobody_else(hall, arrive) -> None:
    observer = arrive("observer@body/assembly", passkey=False)
    address = f"/sessions/sittings/{hall.sitting.pk}/ticket"
    assert observer.browser.get(address).text.startswith("floor.")
    observer.account.roles.update(until=NINE)
    assert observer.browser.get(address).status_code == 403
    observer.browser.post("/door/sign-out")
    assert observer.browser.get(address).status_code == 302


def test_more_pages_listen_than_a_program_may_open_files_at_first(hall) -> None:
    with side_process(live.folder(), "http://127.0.0.1:9", files=64) as side, ExitStack() as open_pages:
        address = f"{side}/live?" + urlencode({"ticket": ticket("floor", hall.sitting.pk)})
        for _ in range(100):
            stream = open_pages.enter_context(urllib.request.urlopen(address, timeout=10))
            assert stream.readline() == b": still here\n"


@pytest.mark.parametrize(("role", "passkey", "status"), [("observer", False, 200), ("presiding-officer", True, 302)])
def test_a_page_left_open_keeps_in_who_follows_and_not_who_presides(
    hall, arrive, monkeypatch, role: str, passkey: bool, status: int
) -> None:
    browser, began = arrive(f"{role}@body/assembly", passkey=passkey).browser, time.time()
    address = f"/sessions/sittings/{hall.sitting.pk}/ticket"
    for minutes in (10, 20, 30, 40):
        monkeypatch.setattr("qurultay.secretariat.door.middleware.time.time", lambda now=minutes: began + now * 60)
        answer = browser.get(address)
    assert answer.status_code == status
