"""The floors of the house are kept by a linter, and the linter is seen to object: each contract is broken on purpose.

A contract that nobody has ever seen broken may be one that cannot break.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACT = "importlinter:contract:"

# The contract, the module where somebody forgets it, and what is written there.
BREAKAGES = [
    pytest.param("floors", "utils/__init__.py", "", id="a_new_top_level_folder"),
    pytest.param("floors", "ballots/intruder.py", "import qurultay.record", id="ballots_climb_to_the_record"),
    pytest.param("floors", "acts/intruder.py", "import qurultay.gazette", id="acts_climb_to_the_gate"),
    pytest.param("floors", "counting/intruder.py", "import qurultay.ballots", id="counting_looks_next_door"),
    pytest.param("framework", "portal/intruder.py", "import django.http", id="the_portal_learns_django"),
    pytest.param("quiet", "record/intruder.py", "import urllib.request", id="the_record_opens_the_network"),
    pytest.param("quiet", "tlog/intruder.py", "def late():\n    import sqlite3", id="the_log_opens_a_database_later"),
    pytest.param("stdlib_only", "acts/intruder.py", "import jinja2", id="acts_learn_templates"),
    pytest.param("keys", "assembly/intruder.py", "import cryptography", id="the_assembly_takes_keys_itself"),
    pytest.param("one_door", "portal/intruder.py", "import qurultay.record.writer", id="the_portal_writes_a_record"),
    pytest.param("rooms", "secretariat/attic/__init__.py", "", id="a_room_nobody_planned"),
    pytest.param(
        "rooms", "secretariat/desk/__init__.py", "import qurultay.secretariat.polls", id="a_desk_in_the_polls"
    ),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources to break things in."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(REPOSITORY / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(REPOSITORY / ".importlinter", copy)
    for room in ("desk", "polls"):
        (copy / "src/qurultay/secretariat" / room).mkdir(exist_ok=True)
        (copy / "src/qurultay/secretariat" / room / "__init__.py").touch()
    return copy


def lint(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the linter says of this copy of the house."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", *arguments],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def contracts() -> set[str]:
    """The identifiers of all contracts."""
    plan = ConfigParser()
    plan.read(REPOSITORY / ".importlinter")
    return {section.removeprefix(CONTRACT) for section in plan.sections() if section.startswith(CONTRACT)}


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    said = lint(house)
    assert said.returncode == 0, said.stdout + said.stderr
    assert " 0 broken" in said.stdout


@pytest.mark.parametrize(("contract", "place", "written"), BREAKAGES)
def test_a_forbidden_import_is_refused(house: Path, contract: str, place: str, written: str) -> None:
    module = house / "src/qurultay" / place
    before = module.read_text() if module.exists() else None
    module.parent.mkdir(exist_ok=True)
    module.write_text(f'"""An intruder."""\n{written}\n')
    try:
        said = lint(house, "--contract", contract)
    finally:
        module.write_text(before) if before is not None else module.unlink()
        if not any(module.parent.glob("*.py")):
            shutil.rmtree(module.parent)
    assert said.returncode == 1, said.stdout + said.stderr
    assert " 1 broken" in said.stdout, said.stdout + said.stderr


def test_every_contract_has_been_seen_broken() -> None:
    assert {case.values[0] for case in BREAKAGES} == contracts()


def test_the_door_to_the_store_is_guarded_from_the_day_it_exists() -> None:
    writer = REPOSITORY / "src/qurultay/record/writer.py"
    assert writer.exists() == ("one_door" in contracts()), (
        "guard qurultay.record.writer by a `protected` contract `one_door` in .importlinter, and break it on this page"
    )
