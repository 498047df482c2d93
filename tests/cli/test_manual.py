"""The page of commands is made from the commands, and each of them says what it does."""

import subprocess
import sys
from pathlib import Path

import pytest

from qurultay.cli.app import COMMANDS, command_named
from qurultay.cli.manual import manual
from tests.cli.clerk import Clerk

REPOSITORY = Path(__file__).resolve().parents[2]


def test_docs_commands_is_the_page_the_commands_make() -> None:
    written = (REPOSITORY / "docs/commands.md").read_text()
    assert manual() == written, "make it again: python -m qurultay.cli.manual > docs/commands.md"


def test_the_page_is_the_same_in_any_terminal_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"COLUMNS": "20", "LANG": "C", "PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-m", "qurultay.cli.manual"], capture_output=True, check=True, env=environment
    )
    assert done.stdout.decode() == manual()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_what_each_option_is_for(name: str) -> None:
    command = command_named(name)
    for each in (command, *getattr(command, "commands", {}).values()):
        assert each.help and each.help.strip().split("\n")[0].endswith((".", ":"))
        for parameter in each.params:
            assert parameter.help, f"{each.name} {parameter.name}"


def test_help_version_and_no_words_at_all_need_no_house(newcomer: Clerk) -> None:
    for words in (["--help"], ["--version"], ["verify", "--help"], ["key", "--help"], ["key", "new", "--help"]):
        said = newcomer.types(*words)
        assert said.status == 0 and said.out and not said.err
    assert all(name in newcomer.types("--help").out for name in COMMANDS)
    assert newcomer.types().status == 2 and newcomer.types("witness").status == 2
    wrong = newcomer.types("verfy")
    assert wrong.status == 2 and "Did you mean 'verify'?" in wrong.err
