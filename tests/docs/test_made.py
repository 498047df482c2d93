"""What the documentation says of the code is made from the code, and nothing in the code is left unsaid."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qurultay.acts.kinds import KINDS
from qurultay.record.errors import OBSTACLES, REASONS
from tests.docs.made import BLOCKS, REPOSITORY, made, pages

SOURCES = [
    path
    for floor in ("tlog", "assembly", "acts", "record", "gazette")
    for path in sorted((REPOSITORY / "src/qurultay" / floor).rglob("*.py"))
]
GATES_OWN = {"held", "part-stray", "stopped"}
"""What the gate alone objects to: no verifier meets it."""


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.name)
def test_a_page_says_what_the_code_says(page: Path) -> None:
    said = page.read_text()
    assert said == made(said), f"{page.name} is behind the code; run `python -m tests.docs.made` and read what changed"


def test_every_made_block_stands_on_some_page() -> None:
    words = "".join(page.read_text() for page in pages())
    assert set(re.findall(r"<!-- made: ([a-z-]+) -->", words)) == set(BLOCKS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_act_is_documented(kind: str) -> None:
    assert f"\n### {kind}\n" in (REPOSITORY / "docs/acts.md").read_text()


def test_every_code_that_the_sources_give_is_in_the_tables() -> None:
    given = {code for path in SOURCES for code in codes_given(path)}
    assert given - set(REASONS) - set(OBSTACLES) == GATES_OWN - set(OBSTACLES)
    page = (REPOSITORY / "docs/record.md").read_text()
    assert all(f"- `{code}`: " in page for code in GATES_OWN)


def test_every_reason_in_the_tables_is_given_somewhere() -> None:
    given = {code for path in SOURCES for code in _words(path)}
    assert {*REASONS, *OBSTACLES} - given == set()


def codes_given(path: Path) -> Iterator[str]:
    """The first words given to whatever says no."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            said = node.args[0]
            refuses = node.func.id in ("Refused", "Broken", "NotWitnessed", "Unwritten", "Breach", "Objection")
            if refuses and isinstance(said, ast.Constant):
                yield said.value


def _words(path: Path) -> Iterator[str]:
    """Every string in a module that is not the key of a table."""
    tree = ast.parse(path.read_text())
    keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys:
            yield node.value
