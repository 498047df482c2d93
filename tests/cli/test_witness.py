"""Witnesses over HTTP: two of them, a reader who wants both, and one who does not answer."""

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qurultay.cli.witness_server import WitnessServer
from qurultay.record import keyfile
from qurultay.record.witness import MOST_BODY, Witness
from qurultay.tlog.keys import SigningKey, parse_vkey, vkey
from tests.cli.clerk import LETTER, PASSPHRASE, Clerk

WITNESSES = ("ngo-a.example/w", "branch-b.example/w")


def key_of(clerk: Clerk, name: str) -> SigningKey:
    """The key of a witness, made by its own command the first time."""
    path = clerk.folder / f"{name.partition('.')[0]}.key"
    if not path.exists():
        said = clerk.does("witness", "new", name, "-o", path)
        assert f"witness w {name}+" in said
    return keyfile.load(path, PASSPHRASE)


@contextmanager
def answering(clerk: Clerk, name: str) -> Iterator[str]:
    """A witness at an address, which watches the clerk's record."""
    line = (clerk.record / "witness/policy").read_text().splitlines()[0]
    origin, material = parse_vkey(line.removeprefix("log "))
    logs = {origin: [material]}
    witness = Witness(clerk.folder / f"seen-{name.partition('.')[0]}", key_of(clerk, name), logs)
    with WitnessServer(witness, logs, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.address
        server.stop()


def policy(clerk: Clerk, addresses: list[str], needed: int) -> Path:
    """A policy of both witnesses, also of one that has no address."""
    lines = [
        f"witness w{n} {vkey(name, key_of(clerk, name).cosigner_material)} {address}".rstrip()
        for n, (name, address) in enumerate(zip(WITNESSES, addresses, strict=True), 1)
    ]
    return clerk.writes(f"policy-{needed}", "\n".join([*lines, f"group all {needed} w1 w2", "quorum all"]) + "\n")


def issue(clerk: Clerk, text: str = LETTER) -> str:
    letter = clerk.lays_down(text)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    return clerk.does("publish", letter)


def test_publishing_shows_the_head_to_every_witness_and_a_reader_may_want_both(clerk: Clerk) -> None:
    with answering(clerk, WITNESSES[0]) as a, answering(clerk, WITNESSES[1]) as b:
        asked = policy(clerk, [a, b], 2)
        (clerk.house / "witnesses").write_text(asked.read_text())
        assert "witnessed by 2 of 2: ngo-a.example/w, branch-b.example/w" in issue(clerk)
        said = clerk.does("verify", clerk.record, "--policy", asked)
        assert said.splitlines()[-1].endswith("witnessed by 2 of 2")
        assert "w1 saw this head on 2 June 2024 at 09:01 UTC (your list)" in said
        assert "witnessed by 2 of 2" in issue(clerk, LETTER.replace("2024-06-01\n", "2024-06-02\n", 1))
    assert clerk.does("verify", clerk.record, "--policy", asked).splitlines()[-1].startswith("intact: 3 acts")


def test_a_reader_who_wants_more_witnesses_than_there_are_is_told(clerk: Clerk) -> None:
    with answering(clerk, WITNESSES[0]) as a:
        (clerk.house / "witnesses").write_text(policy(clerk, [a, "http://127.0.0.1:9"], 1).read_text())
        said = clerk.types("publish")
        letter = issue(clerk)
    assert said.status == 0 and "witnessed by 1 of 2: ngo-a.example/w" in letter
    one, both = policy(clerk, ["", ""], 1), policy(clerk, ["", ""], 2)
    assert clerk.does("verify", clerk.record, "--policy", one).splitlines()[-1].endswith("witnessed by 1 of 2")
    refused = clerk.types("verify", clerk.record, "--policy", both)
    assert (refused.status, refused.last) == (1, "not witnessed enough: 1 of 2")
    unknown = clerk.does("verify", clerk.record)
    assert "ngo-a.example/w, not on the record's own list; its line was not checked" in unknown


def test_a_witness_that_cannot_be_reached_stops_nothing(clerk: Clerk) -> None:
    (clerk.house / "witnesses").write_text(policy(clerk, ["http://127.0.0.1:9", ""], 1).read_text())
    letter = clerk.lays_down(LETTER)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    said = clerk.types("publish", letter)
    assert said.status == 0 and "entered as act 1" in said.out and "witnessed by 0 of 1" in said.out
    assert "cannot be reached" in said.err and "The act is entered" in said.err


def test_a_head_that_too_few_have_seen_is_not_remembered(clerk: Clerk) -> None:
    both = policy(clerk, ["", ""], 2)
    assert clerk.types("verify", clerk.record, "--policy", both).last == "not witnessed enough: 0 of 2"
    assert not list((clerk.folder / "state").rglob("heads/*")) or clerk.types("verify", clerk.record).status == 0


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", None, 404),
        ("GET", "/../../etc/passwd", None, 404),
        ("POST", "/elsewhere", b"old 0\n\n", 404),
        ("POST", "/add-checkpoint", b"", 400),
        ("POST", "/add-checkpoint", b"old 0\n\nnot a head\n", 400),
        ("POST", "/add-checkpoint", b"x" * (MOST_BODY + 1), 413),
        ("PUT", "/add-checkpoint", b"x", 501),
    ],
)
def test_a_witness_answers_strangers_briefly(
    clerk: Clerk, method: str, path: str, body: bytes | None, status: int
) -> None:
    with answering(clerk, WITNESSES[0]) as address:
        request = urllib.request.Request(address + path, data=body, method=method)
        with pytest.raises(OSError) as caught:
            urllib.request.urlopen(request, timeout=10)
    if isinstance(caught.value, urllib.error.HTTPError):  # else it hung up on a body it will not read
        caught.value.close()
        assert caught.value.code == status


def test_the_largest_head_a_witness_has_seen_can_be_fetched_from_it(clerk: Clerk) -> None:
    from hashlib import sha256

    with answering(clerk, WITNESSES[0]) as address:
        (clerk.house / "witnesses").write_text(policy(clerk, [address, ""], 1).read_text())
        issue(clerk)
        head = (clerk.record / "checkpoint").read_bytes()
        place = sha256(head.partition(b"\n")[0]).hexdigest()
        with urllib.request.urlopen(f"{address}/{place}/checkpoint", timeout=10) as answer:
            assert answer.read() == head


def test_a_witness_is_told_which_records_to_watch(clerk: Clerk) -> None:
    key_of(clerk, WITNESSES[0])
    said = clerk.refused(
        "witness", "serve", "--key", clerk.folder / "ngo-a.key", "--state", clerk.folder / "s", "--log", "nonsense"
    )
    assert re.search("names no record to watch .*witness/policy", said)
