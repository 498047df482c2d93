"""Publishing is cut off at any moment, and done by two at once: an act is entered once, whole, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.db import connections

from qurultay.acts.act import civil_date
from qurultay.record import keyfile, pkcs8
from qurultay.record.disk import Disk
from qurultay.record.errors import Unwritten
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.secretariat.desk import open_keys, public_site, publishing
from qurultay.secretariat.desk.here import here, reconcile
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.progress import how_far, write_progress
from qurultay.secretariat.desk.running import running
from qurultay.secretariat.frame import house as frame_house
from tests.gazette.gatehouse import DAY, OPENED, Gatehouse
from tests.secretariat.test_desk import STATEMENT, laid, sign

PASSPHRASE = "four words are good"

OPERATIONS = ("write_new", "fsync", "rename", "fsync_dir", "mkdir", "unlink")


@pytest.fixture
def gate_files(house: Gatehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of the house's gate and log, under a passphrase, sealed with less work than a thief should have."""
    monkeypatch.setattr(pkcs8, "P", 1)
    monkeypatch.setattr(pkcs8, "N", 1024)
    (house.folder / "keys").mkdir(mode=0o700)
    for owner in ("gate", "log"):
        path, seed = house.folder / f"keys/{owner}.key", sha256(f"{owner} 0".encode()).digest()
        keyfile.create(path, f"tolunay.example/{owner}", PASSPHRASE, seed, bytes(keyfile.SALT))


def deadly(nth: int) -> None:
    """From now on this program dies in the middle of the nth operation of the disk."""
    left = [nth]

    def made(plain: Callable[..., Any]) -> Callable[..., Any]:
        def operation(self: Disk, *given: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return plain(self, *given)

        return operation

    for name in OPERATIONS:
        setattr(Disk, name, made(getattr(Disk, name)))


def apart(does: Callable[[], Any]) -> int:
    """A program of its own that does this, with connections and locks of its own."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        does()
    finally:
        os._exit(0)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def size(folder: Path) -> int:
    with Folder(folder / "record") as source:
        return verify(source, now=OPENED + 4000 * DAY).head.size


def refuse_harmed(house: Gatehouse, before: int, id: str, now: int) -> None:
    """The record is whole at the old or the new size; going on enters the act once, and rows and site follow."""
    assert size(house.folder) in (before, before + 1)
    waiting = reconcile(here(now))
    row = Draft.objects.get(text_hash__gt="", number=None) if waiting else Draft.objects.latest("pk")
    assert (row.act_id, row.number) == (id, None if waiting else before)
    said = publishing.publish([id], house.keys, now)
    assert (said.entered, said.faults) == ([before], [])
    assert size(house.folder) == before + 1
    row.refresh_from_db()
    assert (row.number, here(now).desk.look().waiting) == (before, ())
    assert not public_site.site_is_behind()
    assert (house.folder / f"site/en/act/{before}.html").is_file()


@pytest.mark.django_db(transaction=True)
def test_publishing_survives_a_kill_at_any_moment(
    house: Gatehouse, hour: Callable[..., int], campaign: Callable[[int], int], tmp_path: Path
) -> None:
    """Every other kill comes from inside, in the middle of an operation of the disk; the others from outside, at any time."""
    dice, killed, turn = random.Random(211), 0, 0
    shutil.copytree(house.folder, tmp_path / "young")
    while killed < campaign(200):
        turn += 1
        assert turn < 2 * campaign(200) + 10, "most of the kills came too late"
        if turn % 20 == 0:  # a young record again, before its founders' days are over
            hour(OPENED + DAY - hour())
            shutil.rmtree(house.folder)
            shutil.copytree(tmp_path / "young", house.folder)
            frame_house._KEPT.clear()
            Draft.objects.all().delete()
        before = size(house.folder)
        text = STATEMENT.replace("2026-06-02", civil_date(hour(), "+03:00").isoformat())
        waiting = laid(hour, text + f"  summary.en: Paper number {turn}.\n")
        sign(waiting, hour, "post/president", "post/secretary")
        now = hour(DAY)
        nth = dice.randrange(1, 60) if turn % 2 else 0

        def publishes(id: str = waiting.id, nth: int = nth, now: int = now) -> None:
            if nth:
                deadly(nth)
            publishing.publish([id], house.keys, now, say=write_progress)

        child = apart(publishes)
        if not nth:
            time.sleep(dice.random() * 0.2)
            os.kill(child, signal.SIGKILL)
        died = ended(child) == -signal.SIGKILL
        killed += died
        if died:
            said = how_far()
            assert said is None or said.step in ("cut-off", "done")
        refuse_harmed(house, before, waiting.id, now)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_enter_an_act_once(house: Gatehouse, hour: Callable[..., int]) -> None:
    ids = []
    for number in range(3):
        waiting = laid(hour, STATEMENT + f"  summary.en: Paper number {number}.\n")
        sign(waiting, hour, "post/president", "post/secretary")
        ids.append(waiting.id)
    now = hour(DAY)
    children = [apart(lambda order=order: publishing.publish(order, house.keys, now)) for order in (ids, ids[::-1])]
    assert [ended(child) for child in children] == [0, 0]
    assert size(house.folder) == 4
    reconcile(here(now))
    assert sorted(Draft.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert here(now).desk.look().waiting == ()


@pytest.mark.django_db(transaction=True)
def test_a_thread_publishes_while_the_page_says_how_far_it_is(house: Gatehouse, hour: Callable[..., int]) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    thread = publishing.start([waiting.id], house.keys, hour(DAY))
    assert how_far().step in ("entering", "witnesses", "site", "done")
    thread.join(60)
    said = how_far()
    assert (said.step, said.entered) == ("done", [1])


def test_what_goes_wrong_is_said_where_one_looks(house: Gatehouse, hour: Callable[..., int], db: None) -> None:
    """Another program writes on and on: the thread ends with the sentence, and the draft stays."""
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    patience, publishing.PATIENCE = publishing.PATIENCE, 0
    try:
        with house.open():
            publishing._publish_apart((waiting.id,), house.keys, hour(DAY))
    finally:
        publishing.PATIENCE = patience
    said = how_far()
    assert said.step == "failed" and "another program is writing" in said.faults[0]
    assert here(hour()).desk.at(waiting.id).complete is not None


@pytest.mark.django_db(transaction=True)
def test_whoever_publishes_types_the_passphrase_and_it_is_kept_nowhere(
    house: Gatehouse, hour: Callable[..., int], officer: Callable[..., Any], gate_files: None
) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    hour(DAY)
    president = officer("person/1")
    address = f"/desk/waiting/{waiting.id}/publish"
    assert 'type="password"' in president.browser.get(f"/desk/waiting/{waiting.id}").text
    refused = president.browser.post(address, {"passphrase": "not this one, surely"})
    assert (refused.status_code, "do not open with this passphrase" in refused.text) == (422, True)
    assert "not this one" not in refused.text
    assert president.browser.post(address, {"passphrase": PASSPHRASE}).headers["Location"] == "/desk/progress"
    for thread in [each for each in threading.enumerate() if each.name == "publishing"]:
        thread.join(60)
    assert "Entered as act 1." in president.browser.get("/desk/progress").text
    kept = [path for path in house.folder.rglob("*") if path.is_file() and PASSPHRASE.encode() in path.read_bytes()]
    assert kept == [] and PASSPHRASE.encode() not in Path(connections["default"].settings_dict["NAME"]).read_bytes()


@pytest.mark.django_db(transaction=True)
def test_where_the_gate_stands_open_the_clock_enters_what_is_ripe(
    house: Gatehouse, hour: Callable[..., int], gate_files: None, settings: Any
) -> None:
    settings.SIGNING_ORIGIN = ""
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    hour(DAY)
    with running(PASSPHRASE, every=0):
        until = time.monotonic() + 60
        while size(house.folder) == 1 and time.monotonic() < until:
            time.sleep(0.1)
    open_keys._KEYS.clear()
    assert size(house.folder) == 2
    assert not [each for each in threading.enumerate() if each.name == "clock of the desk"]


def test_keys_that_do_not_open_are_said_at_the_start(house: Gatehouse, gate_files: None) -> None:
    with pytest.raises(Unwritten, match="the passphrase is wrong"), running("not this one, surely"):
        pass
    assert not open_keys.keys_open()


def test_the_signing_origin_is_served_while_the_secretariat_runs(house: Gatehouse, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.SIGNING_ORIGIN = f"http://sign.localhost:{port}"
    with running(every=3600), urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.read() == (house.folder / "secretariat/signing/sign.html").read_bytes()
        assert "script-src 'sha256-" in answer.headers["Content-Security-Policy"]
    with pytest.raises(OSError):
        urlopen(f"http://127.0.0.1:{port}/")
