"""A program that is entering acts is killed, again and again: the record is always whole, and always goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qurultay.record.source import Folder
from tests.record.workshop import grow, intact, refuse_broken, reopen

REPOSITORY = Path(__file__).resolve().parents[2]


def appending(base: Path, *nth: str) -> subprocess.Popen[str]:
    """The program, at work."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.record.appender", str(base), *nth],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def refuse_harmed(base: Path, returned: int) -> None:
    """What a stranger finds right after the kill, and what the next writer makes of it."""
    if (base / "record/checkpoint").exists():
        with Folder(base / "record") as folder:
            size = refuse_broken(folder).size
        assert returned <= size <= returned + 3
    else:
        assert returned == 0
    if (base / "home/head").exists():
        with reopen(base) as writer:
            stands = writer.head.size
            assert returned <= stands <= returned + 3
            grow(writer, 1)
        assert intact(base) == stands + 1


def test_a_record_survives_the_death_of_its_writer_at_any_moment(
    tmp_path: Path, campaign: Callable[[int], int]
) -> None:
    """Half of the kills come from outside, at any time; half from inside, in the middle of a chosen operation."""
    dice = random.Random(300)
    for turn in range(campaign(300)):
        # A young record over and over, for the founding and the first folders; an old one across the edges of tiles.
        base = tmp_path / ("old" if turn % 4 else f"young{turn}")
        inside = turn % 2 == 0
        before = intact(base) if (base / "record/checkpoint").exists() else 0
        program = appending(base, *([str(dice.randrange(1, 120))] if inside else []))
        assert program.stdout is not None
        if inside:
            said = program.stdout.read().split()
        else:
            said = [program.stdout.readline().strip()]
            time.sleep(dice.random() * 0.03)
            program.kill()
            said += program.stdout.read().split()
        assert program.wait() == -9
        program.stdout.close()
        refuse_harmed(base, max([before, *map(int, said)]))
    assert intact(tmp_path / "old") > campaign(300) // 2
