"""The page on counting, done word for word: every command it shows is typed, and the drawings are what they draw."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from qurultay.counting.rule import methods
from tests.cli.clerk import Clerk

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "counting.md").read_text(encoding="utf-8")
_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def clerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody in a copy of the folder that the page speaks of."""
    shutil.copytree(DOCS / "count", tmp_path / "count")
    monkeypatch.chdir(tmp_path / "count")
    return Clerk(tmp_path, monkeypatch)


def test_every_command_on_the_page_says_what_the_page_says(clerk: Clerk) -> None:
    """An ellipsis stands for lines left out."""
    typed = 0
    for block in _CONSOLE.findall(PAGE):
        for command, said in re.findall(r"^\$ qurultay (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            out = clerk.does(*shlex.split(command))
            pattern = ".*?".join(re.escape(part) for part in said.split("…\n"))
            assert re.fullmatch(pattern, out, re.DOTALL), out
            typed += 1
    assert typed == 3


@pytest.mark.parametrize(("code", "name"), [("en", "count-votes.svg"), ("ug", "count-votes-uyghur.svg")])
def test_the_drawings_on_the_page_are_those_of_its_example(clerk: Clerk, code: str, name: str) -> None:
    clerk.does(
        "count", "council.blt", "--rule", "scottish", "--constraints", "guarantee.yaml", "--lots", "lots.txt", "--svg",
        "drawn.svg", "--language", code,
    )  # fmt: skip
    assert Path("drawn.svg").read_text(encoding="utf-8") == (DOCS / "pictures" / name).read_text(encoding="utf-8")


def test_every_rule_the_page_recommends_is_there() -> None:
    table = PAGE.partition("## Which rule")[2].partition("## Few")[0]
    recommended = {
        each
        for row in re.findall(r"^\| .*?\| (.*?) \|", table, re.MULTILINE)
        for each in re.findall(r"`([a-z-]+)`", row)
    }
    assert recommended and recommended <= set(methods())
