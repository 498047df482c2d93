"""How the sources are written: small modules with a noun for a name, and every one says what it answers."""

from __future__ import annotations

import ast
import contextlib
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# Migrations are written by Django: their names are numbers, and they say what they do by doing it.
SOURCES = sorted(path for path in (REPOSITORY / "src").rglob("*.py") if path.parent.name != "migrations")
IDS = [str(path.relative_to(REPOSITORY / "src/qurultay")) for path in SOURCES]

MOST_LINES = 400
# Modules that may be longer, each with its reason.
LONGER: dict[str, str] = {}

# Rooms where anything may be put: the thing itself has a name, and that is the module's.
NO_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "core", "base"}

# Programs without which there would be no shell to run the tests from.
EVERYWHERE = {"bash", "dash", "sh", "sha256sum"}

# Spelt in pieces, so that this page does not find itself: machines and registries are nobody's business here.
NOT_OURS = re.compile(
    "|".join(
        [
            r"(?<![\w./~$}:-])/" + r"(?:root|work|Users/\w+|home/\w+|opt/(?:wheels|pypi))(?:/|\b)",
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
        ]
    )
)


@pytest.fixture(scope="module")
def texts(tool: Callable[[str], Path]) -> dict[str, str]:
    """The words of every text file that is in the repository, or will be with the next commit."""
    listed = subprocess.run(
        [tool("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy of the sources is no git checkout, so nobody can say which files belong to it")
    return dict(readable(listed.stdout.split("\0")))


def readable(names: list[str]) -> Iterator[tuple[str, str]]:
    """The names of those files that are there and hold text, each with its words."""
    for name in names:
        if (REPOSITORY / name).is_file():
            with contextlib.suppress(UnicodeDecodeError):
                yield name, (REPOSITORY / name).read_bytes().decode()


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """What other modules may use: the classes and functions of a module whose names do not begin with `_`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_every_module_and_all_it_offers_says_what_it_answers(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree), "the module has no docstring"
    silent = [node.name for node in public(tree) if not ast.get_docstring(node)]
    assert not silent, f"no docstring: {', '.join(silent)}"


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_a_module_stays_readable_in_one_sitting(path: Path) -> None:
    name = str(path.relative_to(REPOSITORY / "src/qurultay"))
    lines = len(path.read_text().splitlines())
    assert lines <= MOST_LINES or name in LONGER, f"{lines} lines; split it, or say in LONGER why it must be long"


def test_no_excuse_outlives_its_long_module() -> None:
    lengths = {name: len(path.read_text().splitlines()) for name, path in zip(IDS, SOURCES, strict=True)}
    assert all(LONGER.values())
    assert [name for name in LONGER if lengths.get(name, 0) <= MOST_LINES] == []


def test_every_module_is_named_after_what_is_in_it() -> None:
    assert [name for name in IDS if NO_NAMES & set(name.removesuffix(".py").split("/"))] == []


def test_no_file_tells_of_a_machine_or_a_registry(texts: dict[str, str]) -> None:
    found = [(name, match[0]) for name, words in texts.items() for match in NOT_OURS.finditer(words)]
    assert found == []


def test_every_text_is_in_normal_form_c_with_plain_line_ends(texts: dict[str, str]) -> None:
    odd = [name for name, words in texts.items() if not unicodedata.is_normalized("NFC", words) or "\r" in words]
    assert odd == []


def test_ci_installs_every_program_that_a_test_asks_for(texts: dict[str, str]) -> None:
    installed = set(re.findall(r"^    ([\w-]+):[\w-]+", texts[".ci/run"], re.MULTILINE)) | EVERYWHERE
    asked = {
        (name, program)
        for name, words in texts.items()
        if name.startswith("tests/") and name != "tests/house/test_conftest.py"
        for program in re.findall(r"\btool\(\"([\w.-]+)\"\)", words)
    }
    assert {(name, program) for name, program in asked if program not in installed} == set()
