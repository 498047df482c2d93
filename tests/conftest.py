"""What every test may ask for.

Fixtures
    shared      the folder of conformance data and source documents that stands beside the repository
    tool        a program of the system by its name: `tool("openssl")`; `.ci/run` must install it
    axe         axe-core's script, which looks for barriers in pages; QURULTAY_AXE says where it is
    campaign    how many rounds of a long campaign to run: `campaign(1000)`

Options
    --campaign  the share of each campaign that is run: 0.1 by default, 1 before a piece of work is closed;
                properties are tried on 50 examples by default, on 500 then
    --alone     `no` leaves out what must run alone (markers `browser` and `timing`), `only` runs nothing else
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
ALONE = ("browser", "timing")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the two options of the house."""
    parser.addoption("--campaign", type=float, default=0.1, help="share of each campaign that is run (default 0.1)")
    parser.addoption("--alone", choices=("no", "only"), help="leave out, or run only, what must run alone")


def pytest_configure(config: pytest.Config) -> None:
    """Gives properties their number of examples, and no deadline: a rule is not broken because its proof took long."""
    examples = max(25, round(500 * config.getoption("--campaign")))
    settings.register_profile("house", max_examples=examples, deadline=None, print_blob=True)
    settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the tests that `--alone` asks for: a browser or a stopwatch beside busy neighbours tells us nothing."""
    wanted = config.getoption("--alone")
    if wanted is None:
        return
    alone = {item for item in items if any(item.get_closest_marker(name) for name in ALONE)}
    kept = [item for item in items if (item in alone) == (wanted == "only")]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of conformance data and source documents; it stands beside the repository and is no part of it."""
    folder = Path(os.environ.get("QURULTAY_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the folder {folder.name!r} with conformance data does not stand beside the repository")
    return folder


@pytest.fixture(scope="session")
def tool() -> Callable[[str], Path]:
    """Where a program of the system is. One that is missing fails the test in CI and skips it elsewhere."""

    def find(name: str) -> Path:
        return Path(shutil.which(name) or missing(f"{name} is not installed on this machine"))

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
