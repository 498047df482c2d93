"""The locks in `requirements/` say exactly what is installed, by hash, and never from where."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
LOCKS = sorted((REPOSITORY / "requirements").iterdir())
PIN = re.compile(r"^([a-z0-9-]+)==(\S+?)(?: ; .+)? \\$", re.MULTILINE)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(name: str) -> dict[str, str]:
    """The packages of one lock with their versions."""
    return dict(PIN.findall((REPOSITORY / "requirements" / name).read_text()))


def asked_for(requirements: list[str]) -> set[str]:
    """The bare names in a list of requirements, spelt as locks spell them."""
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[._-]+", "-", name[0]).lower() for name in names if name}


@pytest.fixture(scope="module")
def project() -> dict[str, dict[str, list[str]]]:
    """The project as `pyproject.toml` describes it."""
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_no_address_and_no_option(lock: Path) -> None:
    assert "://" not in lock.read_text()
    assert not re.search(r"^-", lock.read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_line_of_a_lock_is_a_pin_or_its_hash(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    assert lines
    for line, next_line in zip(lines, [*lines[1:], ""], strict=True):
        assert PIN.match(line) or HASH.match(line), line
        assert not PIN.match(line) or HASH.match(next_line), f"{line} has no hash"


@pytest.mark.parametrize("name", ["press.lock", "web.lock", "dev.lock"])
def test_a_later_lock_keeps_the_pins_of_the_base(name: str) -> None:
    assert pins("base.lock").items() <= pins(name).items()


def test_the_locks_hold_what_the_project_asks_for(project: dict[str, dict[str, list[str]]]) -> None:
    assert asked_for(project["project"]["dependencies"]) <= pins("base.lock").keys()
    assert asked_for(project["dependency-groups"]["dev"]) <= pins("dev.lock").keys()
    assert asked_for(project["build-system"]["requires"]) == pins("build.lock").keys()


def test_uv_is_brought_in_by_a_single_pin() -> None:
    assert pins("uv.txt").keys() == {"uv"}
