"""Who is erased is gone: from the database, what it writes ahead, its files, and for whoever kept an old copy.

The database runs in a program of its own, which is killed while it erases; see `erasing.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
PERSONS, KILLS = 60, 200


class Roll:
    """A roll in a folder of its own, and the program that works on it."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        (folder / "temporary").mkdir(parents=True)
        given = {
            "DJANGO_SETTINGS_MODULE": "tests.secretariat.own_house",
            "OWN_HOUSE": str(folder),
            "OWN_DATABASE": database,
            "TMPDIR": str(folder / "temporary"),
        }
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.secretariat.roll.erasing"],
            env=os.environ | given, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Roll:
        return self

    def __exit__(self, *_: object) -> None:
        with self.program:
            pass

    def run(self, *order: object) -> str:
        """What the program says to an order."""
        assert self.program.stdin is not None and self.program.stdout is not None
        print(*order, file=self.program.stdin, flush=True)
        said, line = "", self.program.stdout.readline()
        while line and not line.startswith("ended "):
            said, line = said + line, self.program.stdout.readline()
        assert line == "ended 0\n", f"{order}: {line or 'the program itself ended'}"
        return said

    def asked(self, *arguments: object) -> dict:
        return json.loads(self.run(*arguments))


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory, campaign: Callable[[int], int]) -> Iterator[Roll]:
    """A roll on SQLite, with persons enough for every erasure that is tried on it."""
    with Roll(tmp_path_factory.mktemp("sqlite") / "roll") as roll:
        roll.run("found", PERSONS + campaign(KILLS))
        yield roll


@pytest.fixture(scope="module")
def on_postgres(tmp_path_factory: pytest.TempPathFactory, postgres, campaign: Callable[[int], int]) -> Iterator[Roll]:
    """A roll on PostgreSQL."""
    with Roll(tmp_path_factory.mktemp("postgres") / "roll", postgres.new("roll")) as roll:
        roll.run("found", PERSONS + campaign(KILLS))
        yield roll


def where(folder: Path, needles: list[bytes]) -> set[tuple[str, bytes]]:
    """Which of these bytes stand in which file of a folder."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {(name, needle) for name, data in files.items() for needle in needles if needle in data}


def test_no_byte_of_an_erased_person_is_left_in_sqlite_or_beside_it(on_sqlite: Roll) -> None:
    told = on_sqlite.asked("told")
    words = [each.encode() for each in told["words"]]
    keys, row = [bytes.fromhex(k) for k in told["keys"]], [bytes.fromhex(r) for r in told["row"]]
    before = where(on_sqlite.folder, [*words, *keys, *row, told["account"].encode()])
    # The search finds what is there: the row and the account. Private words and their key are nowhere in clear.
    assert {each for _, each in before} == {*row, told["account"].encode()}
    assert on_sqlite.run("once").strip() == "[]"
    assert where(on_sqlite.folder, [*words, *keys, *row, told["account"].encode()]) == set()


def test_no_private_word_and_no_key_is_ever_in_postgresql_and_old_rows_open_no_more(
    on_postgres: Roll, postgres
) -> None:
    told = on_postgres.asked("told")
    words = [each.encode() for each in told["words"]]
    keys, row = [bytes.fromhex(k) for k in told["keys"]], [bytes.fromhex(r) for r in told["row"]]
    assert on_postgres.run("once").strip() == "[]"  # among other things: what was kept of the row cannot be opened
    for folder in (postgres.folder, on_postgres.folder):
        assert where(folder, [*words, *keys]) == set()
    # PostgreSQL forgets nothing: the sealed row is still in its files. That is why the key lies elsewhere, and is gone.
    assert {each for _, each in where(postgres.folder, row)} == set(row)


def test_nothing_that_was_typed_uploaded_or_looked_at_is_on_the_disk_before_or_after(filled, tmp_path: Path) -> None:
    shutil.copytree(filled.folder, tmp_path / "roll")
    with Roll(tmp_path / "roll") as roll:
        roll.run("found", 3)
        used = roll.asked("used")
        word = b"Xusedwordx"
        assert {each for _, each in where(roll.folder, [word, b"planted-account-used"])} == {b"planted-account-used"}
        left = roll.asked("forgotten", used["person"])
    assert where(roll.folder, [word, b"planted-account-used"]) == set()
    # The seat had a credential, so its row stays, empty; the account is shut and nobody is in by it.
    assert left == {
        "sessions": False, "sealed": 0, "papers": 1, "active": False, "traces": ["read-roll", "keep-roll", "erase"],
    }  # fmt: skip


@pytest.mark.slow
def test_nothing_is_lost_or_half_done_however_an_erasure_is_killed(
    on_sqlite: Roll, campaign: Callable[[int], int]
) -> None:
    kills = campaign(KILLS)
    found = on_sqlite.asked("campaign", kills)
    assert found["faults"] == []
    assert found["within"] >= kills
    assert found["committed"] >= kills // 3 and found["not committed"] >= kills // 3


@pytest.mark.slow
def test_nothing_is_lost_or_half_done_on_postgresql_either(on_postgres: Roll, campaign: Callable[[int], int]) -> None:
    kills = campaign(40)
    found = on_postgres.asked("campaign", kills)
    assert (found["faults"], found["within"] >= kills) == ([], True)


def test_the_campaign_finds_an_erasure_that_notes_too_late_what_must_go(tmp_path: Path) -> None:
    with Roll(tmp_path / "roll") as roll:
        roll.run("found", PERSONS)
        faults = roll.asked("naive", 10)["faults"]
    assert any("old bytes can still be opened" in each for each in faults)
