"""`verify URL`: a record is mirrored into a folder and verified there, also from a server that means no good."""

import functools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.amending import Withheld
from qurultay.cli import sources
from qurultay.cli.mirror import Named, mirror
from qurultay.cli.refusing import Unusable
from qurultay.cli.remote import Limits, Remote
from qurultay.record.errors import Broken
from tests.cli.clerk import LETTER, Clerk
from tests.hall import Hall, parts

Answer = Callable[[BaseHTTPRequestHandler], None]


class Plain(SimpleHTTPRequestHandler):
    """A folder over http; it remembers what it was asked for."""

    asked: list[str] = []  # noqa: RUF012 (one list for one test, emptied by `folder_at`)

    def log_message(self, format: str, *arguments: Any) -> None:
        """No noise."""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def folder_at(folder: Path) -> Iterator[str]:
    Plain.asked = []
    with serving(functools.partial(Plain, directory=str(folder))) as address:
        yield address


@contextmanager
def hostile(answer: Answer) -> Iterator[str]:
    """A server that answers every request in this way."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, format: str, *arguments: Any) -> None:
            """No noise."""

    with serving(Handler) as address:
        yield address


def sends(data: bytes, *headers: tuple[str, str], status: int = 200) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def issue(clerk: Clerk, text: str = LETTER) -> None:
    letter = clerk.lays_down(text)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish", letter)


def test_a_record_is_verified_over_http_and_only_known_names_are_asked_for(clerk: Clerk) -> None:
    issue(clerk)
    (clerk.record / "secret.txt").write_text("x")
    with folder_at(clerk.record) as address:
        said = clerk.does("verify", address)
    assert said.splitlines()[-1].startswith("intact: 2 acts, founded as ")
    assert Plain.asked[0] == "/checkpoint" and not any("secret" in path or ".." in path for path in Plain.asked)
    assert len(set(Plain.asked)) == len(Plain.asked)


def test_a_kept_mirror_is_a_copy_and_the_next_time_brings_only_what_is_new(clerk: Clerk) -> None:
    issue(clerk)
    mirrored = clerk.folder / "mirror"
    with folder_at(clerk.record) as address:
        clerk.does("verify", address, "--keep", mirrored)
        first = len(Plain.asked)
        clerk.does("verify", address, "--keep", mirrored)
        assert len(Plain.asked) - first < first - 10
    assert clerk.types("verify", mirrored).status == 0
    clerk.writes("mirror/mine.txt", "x")
    with folder_at(clerk.record) as address:
        assert "is no file of a record; name an empty folder" in clerk.refused("verify", address, "--keep", mirrored)


def test_a_mirror_follows_a_withholding(clerk: Clerk) -> None:
    issue(clerk)
    mirrored, name = clerk.folder / "mirror", "name.addressee-osmark-culture.en"
    digest = json.loads(clerk.does("show", 1, "--json"))["parts"][name]["sha256"]
    with folder_at(clerk.record) as address:
        clerk.does("verify", address, "--keep", mirrored)
    assert (mirrored / "part" / digest[:2] / digest).exists()
    clerk.does("withhold", 1, "--part", name, "-o", clerk.folder / "w.yaml")
    id = clerk.does("check", clerk.folder / "w.yaml").split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "vice-president")
    clerk.does("publish", id)
    with folder_at(clerk.record) as address:
        assert "still in this copy" in clerk.does("verify", address, "--keep", mirrored)
        assert not (mirrored / "part" / digest[:2] / digest).exists()
        assert "still in this copy" not in clerk.does("verify", address, "--keep", mirrored)
        assert not any(digest in path for path in Plain.asked)


def test_a_mirror_fetches_a_file_that_another_act_keeps() -> None:
    """Words withheld from one act are still those of another that was given the very same part (G5)."""
    hall = Hall()
    shared, alone = parts("title.en"), parts("summary.en")
    first, second = hall.letter(parts=shared | alone), hall.letter(parts=shared)
    hall.amend(Withheld(names=("title.en", "summary.en"), ground="safety"), first)
    named = Named()
    for note in hall.notes:
        named.take(note)
    assert list(named.wanted()) == list(shared.values())
    hall.amend(Withheld(names=("title.en",), ground="safety"), second)
    named.take(hall.notes[-1])
    assert list(named.wanted()) == []


def test_where_a_partial_tile_is_gone_the_full_one_is_taken(tmp_path: Path) -> None:
    from benchmarks.records import write_record

    write_record(tmp_path / "long", tmp_path / "home", 280)
    head = (tmp_path / "long/checkpoint").read_bytes()
    write_record(tmp_path / "short", tmp_path / "home2", 20)
    (tmp_path / "long/checkpoint").write_bytes((tmp_path / "short/checkpoint").read_bytes())
    with folder_at(tmp_path / "long") as address:
        mirror(Remote(address), tmp_path / "copy")
    assert (tmp_path / "copy/tile/entries/000").exists() and not (tmp_path / "copy/tile/entries/000.p").exists()
    assert head != (tmp_path / "copy/checkpoint").read_bytes()


def test_a_rollback_at_an_address_is_noticed(clerk: Clerk, founded: Path) -> None:
    issue(clerk)
    with folder_at(clerk.record) as address:
        assert clerk.types("verify", address).status == 0
    with folder_at(founded / "house/record") as address:
        said = clerk.types("verify", address)
    assert said.status == 1 and said.last.endswith("(rolled-back)")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (sends(b"x" * 20_000), "checkpoint has more than 16384 bytes"),
        (sends(b"x", ("Content-Length", "500")), "broke off"),
        (sends(b"x", ("Content-Encoding", "gzip")), "packs what it sends"),
        (sends(b"", status=500), "answered 500"),
        (sends(b"", ("Location", "http://127.0.0.1:9/checkpoint"), status=302), "to another server"),
        (sends(b"", ("Location", "file:///etc/passwd"), status=302), "answered 302"),
        (sends(b"", ("Location", "/checkpoint"), status=301), ""),
        (sends(b"", status=404), "there is no file `checkpoint` at this address"),
        (sends(b"<html>not a record</html>\n"), "the checkpoint"),
        (lambda handler: handler.wfile.write(b"garbage\r\n\r\n"), ""),
        (lambda handler: handler.connection.close(), ""),
    ],
)
def test_a_hostile_server_gets_a_sentence(clerk: Clerk, answer: Answer, sentence: str) -> None:
    with hostile(answer) as address:
        said = clerk.types("verify", address)
    assert said.status == 1 and sentence in said.out + said.err, said
    assert "fault in qurultay" not in said.err


def test_a_server_that_trickles_or_falls_silent_is_left(tmp_path: Path) -> None:
    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.02)

    with hostile(trickle) as address, pytest.raises(Unusable, match="too slowly"):
        mirror(Remote(address, Limits(grace=0.2, slowest=1 << 20)), tmp_path / "a")
    with hostile(lambda handler: time.sleep(0.5)) as address, pytest.raises(Unusable, match="could not be read"):
        mirror(Remote(address, Limits(silence=0.1)), tmp_path / "b")
    assert not (tmp_path / "a/checkpoint").exists() and not (tmp_path / "b").exists()


def test_a_checkpoint_of_more_acts_than_it_serves_ends_soon(clerk: Clerk, tmp_path: Path) -> None:
    lines = (clerk.record / "checkpoint").read_bytes().split(b"\n")
    for size, wrong in ((10**15, Unusable), (900_000, Broken)):
        lines[1] = str(size).encode()
        with hostile(sends(b"\n".join(lines))) as address, pytest.raises(wrong):
            mirror(Remote(address), tmp_path / str(size))


def test_a_server_that_never_ends_is_bounded_by_what_one_reader_bears(clerk: Clerk, tmp_path: Path) -> None:
    head = (clerk.record / "checkpoint").read_bytes()

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(head if handler.path == "/checkpoint" else b"\0\0" * 200)

    with hostile(endless) as address, pytest.raises((Unusable, Broken)):
        mirror(Remote(address, Limits(bytes=1000)), tmp_path / "copy")


def test_no_proxy_of_the_environment_comes_in_between(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with folder_at(clerk.record) as address:
        assert clerk.types("verify", address).status == 0


def test_an_address_is_plain(clerk: Clerk) -> None:
    for address in (
        "http://",
        "http://user:word@host/",
        "https://host/?a=b",
        "http://host:port/",
        "http://ho st/",
        "http://хост/",
    ):
        assert "The address is not one to read from" in clerk.refused("verify", address)
    assert sources.is_address("HTTPS://a") and not sources.is_address("ftp://a")
