"""What every test may ask for.

Fixtures
    shared      the folder of conformance data and source documents that stands beside the repository
    tool        a program of the system by its name: `tool("openssl")`; `.ci/run` must install it. Where several do the
                same, the first that is there: `tool(*CHROMIUM)`
    axe         axe-core's script, which looks for barriers in pages; QURULTAY_AXE says where it is
    campaign    how many rounds of a long campaign to run: `campaign(1000)`

Options
    --campaign  the share of each campaign that is run: 0.1 by default, 1 before a piece of work is closed;
                properties are tried on 50 examples by default, on 500 then
    --part      which part of the tests to run: the `crowd`, those that open a `browser`, or those that take the time
                (`timing`), which must run alone; without it, all of them
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import cache
from math import ceil
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
MARKED = ("timing", "browser")
PARTS = ("crowd", *MARKED)
"""Each part is a run of its own. Whoever drives a browser leaves a loop behind in which no other can begin."""
CHROMIUM = ("chromium-headless-shell", "chromium")
"""The same engine twice. The first draws no window round its pages, which takes less than half of the time."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of the house."""
    parser.addoption("--campaign", type=float, default=0.1, help="share of each campaign that is run (default 0.1)")
    parser.addoption("--part", choices=PARTS, help="run one part of the tests only")


def pytest_configure(config: pytest.Config) -> None:
    """Gives properties their number of examples, and no deadline: a rule is not broken because its proof took long."""
    if config.getoption("--part") in MARKED:  # an example in a docstring bears no mark
        config.option.doctestmodules = False
    examples = max(25, round(500 * config.getoption("--campaign")))
    settings.register_profile("house", max_examples=examples, deadline=None, print_blob=True)
    settings.load_profile("house")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves files aside, unread, that do not speak of the mark of the part that is asked for."""
    wanted = config.getoption("--part")
    if wanted in MARKED and collection_path.match("test_*.py") and not speaks_of(wanted, collection_path):
        return True
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the tests of the part that is asked for: a stopwatch beside busy neighbours tells us nothing."""
    lost = [item.nodeid for item in items if part_of(item) in MARKED and not speaks_of(part_of(item), item.path)]
    if lost:
        raise pytest.UsageError(f"the mark of a part stands in the file of its tests, and not in another: {lost}")
    wanted = config.getoption("--part")
    if wanted is None:
        return
    kept = [item for item in items if part_of(item) == wanted]
    config.hook.pytest_deselected(items=[item for item in items if part_of(item) != wanted])
    items[:] = kept


def part_of(item: pytest.Item) -> str:
    """Which part a test belongs to. One that takes the time of a browser runs alone."""
    return next((part for part in MARKED if item.get_closest_marker(part)), "crowd")


@cache
def speaks_of(part: str, path: Path) -> bool:
    """Does a file hold the mark of this part?"""
    return f"mark.{part}" in path.read_text("utf-8")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of conformance data and source documents; it stands beside the repository and is no part of it."""
    folder = Path(os.environ.get("QURULTAY_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the folder {folder.name!r} with conformance data does not stand beside the repository")
    return folder


@pytest.fixture(scope="session")
def tool() -> Callable[..., Path]:
    """Where a program of the system is. One that is missing fails the test in CI and skips it elsewhere."""

    def find(*names: str) -> Path:
        found = next(filter(None, map(shutil.which, names)), None)
        return Path(found or missing(f"{' or '.join(names)} is not installed on this machine"))

    return find


@pytest.fixture(scope="session")
def axe() -> Path:
    """Where axe-core's `axe.min.js` is. It comes from npm, is no part of the project and may be missing like a tool."""
    found = Path(os.environ.get("QURULTAY_AXE", ""))
    if not found.is_file():
        missing("axe-core is not on this machine (QURULTAY_AXE names its axe.min.js)")
    return found


def missing(what: str) -> NoReturn:
    """Says that something is missing: an error where `CI=true`, a skipped test with its reason elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI must have it", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def campaign(pytestconfig: pytest.Config) -> Callable[[int], int]:
    """How many of the rounds of a full campaign to run here: the share that `--campaign` asks for, at least one."""
    share = pytestconfig.getoption("--campaign")
    return lambda rounds: max(1, ceil(rounds * share))
