"""`qurultay serve`: the files of one folder for one machine, each with its type, and nothing beside them."""

import http.client
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from qurultay.cli.static_files import StaticServer
from tests.cli.clerk import Clerk


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "act/1").mkdir(parents=True)
    for name, words in {
        "index.html": "home",
        "act/1/index.html": "an act",
        "style.css": "a{}",
        "search.js": "1",
        "faces/a.woff2": "x",
        "feed.atom": "<feed/>",
        "404.html": "no such page here",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(words)
    (tmp_path / "secret").write_text("secret")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "out").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[StaticServer]:
    with StaticServer(site, 0) as server:
        thread = threading.Thread(target=server._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.stop()


def ask(server: StaticServer, path: str, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    host, port = server.address.removeprefix("http://").rstrip("/").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in ({"Host": f"{host}:{port}"} | headers).items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    try:
        return answer.status, answer.getheader("Content-Type", ""), answer.read()
    finally:
        connection.close()


def test_files_have_their_types_and_folders_their_index(server: StaticServer) -> None:
    assert ask(server, "/") == (200, "text/html; charset=utf-8", b"home")
    assert ask(server, "/act/1/") == ask(server, "/act/1") == (200, "text/html; charset=utf-8", b"an act")
    assert ask(server, "/style.css?v=1")[1] == "text/css; charset=utf-8"
    assert ask(server, "/search.js")[1] == "text/javascript; charset=utf-8"
    assert ask(server, "/faces/a.woff2")[1] == "font/woff2"
    assert ask(server, "/feed.atom")[1] == "application/atom+xml"
    assert ask(server, "/", "HEAD") == (200, "text/html; charset=utf-8", b"")


@pytest.mark.parametrize(
    "path",
    ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/link", "/out/secret", "/pipe", "//secret", "/a\\..\\secret", "/%00", "/%ff",
     "/" + "a/" * 500, "/.%2e/.%2e/etc/passwd", "/act/1/../../../secret"],
)  # fmt: skip
def test_nothing_outside_the_folder_is_reached(server: StaticServer, path: str) -> None:
    status, _, body = ask(server, path)
    assert status == 404 and b"secret" not in body


def test_only_reading_and_only_for_this_machine(server: StaticServer) -> None:
    assert ask(server, "/", "POST")[0] == 501 and ask(server, "/", "DELETE")[0] == 501
    assert ask(server, "/", Host="evil.example")[0] == 421
    assert ask(server, "/", Host="localhost:8000")[0] == 200
    assert server.address.startswith("http://127.0.0.1:")


def test_a_folder_without_a_site_is_a_sentence(newcomer: Clerk) -> None:
    assert "There is no site in" in newcomer.refused("serve", newcomer.folder)
    assert "is no house" in newcomer.refused("serve")
