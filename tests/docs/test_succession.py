"""What the page on carrying on says is shown by the tests it names, and it explains every default there is."""

import ast
import dataclasses
import re

from qurultay.acts.rules import Rules
from tests.docs.made import REPOSITORY

PAGE = (REPOSITORY / "docs/succession.md").read_text()


def test_every_test_that_the_table_of_attackers_names_is_there() -> None:
    named = re.findall(r"`([a-z/_]+\.py)::(test_\w+)`", PAGE)
    assert len(named) >= 12
    for path, name in named:
        tree = ast.parse((REPOSITORY / "tests" / path).read_text())
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, (path, name)


def test_each_of_the_seven_has_a_row_with_a_test() -> None:
    rows = [row for row in PAGE.split("## Who can do what")[1].split("\n## ")[0].splitlines() if "::" in row]
    assert [row.split("|")[1].strip() for row in rows] == [
        "the operator", "one officer", "two officers", "three of seven keepers", "four of seven keepers",
        "a former president with his key", "a rival with the server",
    ]  # fmt: skip


def test_every_default_of_the_rules_is_explained_and_is_what_the_page_says() -> None:
    said = dict(re.findall(r"^\| (`[a-z_`, 0-9]+`) \| ([^|]+) \|", PAGE.split("## The defaults")[1], re.MULTILINE))
    explained = {name: words for names, words in said.items() for name in re.findall(r"[a-z_0-9]+", names)}
    for field in dataclasses.fields(Rules):
        if field.default is not dataclasses.MISSING:
            assert field.name in explained, field.name
            if isinstance(field.default, int) and field.name != "witnesses_needed":
                number = int(re.findall(r"\d+", explained[field.name])[0])
                days = field.name.startswith("hold_") and "days" in explained[field.name]
                assert number * (24 if days else 1) == field.default, field.name
