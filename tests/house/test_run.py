"""`./run` is the first thing a newcomer meets: it works from any folder, with no home, and says what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
NEEDED = ("sh", "dirname", "cat", "cksum", "grep")


@pytest.fixture
def bare(tmp_path: Path, tool: Callable[[str], Path]) -> Path:
    """A folder to use as the whole PATH: the few programs every system has, and neither Python nor uv."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        (folder / name).symlink_to(tool(name))
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What `./run` needs of a checkout, in a folder with a space in its name."""
    folder = tmp_path / "our assembly"
    folder.mkdir()
    shutil.copy(REPOSITORY / "run", folder)
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    shutil.copytree(REPOSITORY / "requirements", folder / "requirements")
    return folder


def program(path: Path, text: str) -> None:
    """Writes a small shell script that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def run(checkout: Path, *arguments: str, path: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What `./run` says where nothing but the PATH is set: no home, no locale."""
    return subprocess.run(
        [checkout / "run", *arguments], cwd=cwd, env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("shell", ["sh", "dash"])
@pytest.mark.parametrize("script", ["run"])
def test_the_script_is_plain_shell(shell: str, script: str, tool: Callable[[str], Path]) -> None:
    read = subprocess.run([tool(shell), "-n", REPOSITORY / script], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_where_python_is_too_old_one_sentence_says_so(checkout: Path, bare: Path, tmp_path: Path) -> None:
    program(bare / "python3", '[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')
    said = run(checkout, "demo", path=bare, cwd=tmp_path)
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == (
        "run: qurultay needs Python 3.11 or newer, and here is Python 3.9.2; install a newer one and run this again."
    )


def test_where_there_is_no_python_one_sentence_says_so(checkout: Path, bare: Path, tmp_path: Path) -> None:
    said = run(checkout, path=bare, cwd=tmp_path)
    assert said.returncode == 1
    assert "needs Python 3.11 or newer, and here is no Python 3;" in said.stderr


def test_a_python_that_only_says_it_is_missing_is_passed_over(checkout: Path, bare: Path, tmp_path: Path) -> None:
    program(bare / "python3", 'echo "pyenv: command not found" >&2; exit 127')
    program(bare / "python3.12", f'[ "$1" = -m ] && echo "made by $0" >&2 && exit 1; exec {sys.executable} "$@"')
    said = run(checkout, path=bare, cwd=tmp_path)
    assert said.returncode == 1
    assert f"made by {bare}/python3.12" in said.stderr
    assert "Python's own venv does not work here" in said.stderr


def test_a_ready_environment_hands_the_words_on_where_the_reader_stands(
    checkout: Path, bare: Path, tmp_path: Path
) -> None:
    venv = checkout / ".venv"
    program(venv / "bin/qurultay", 'pwd; printf "<%s>" "$@"')
    (venv / "bin/python").symlink_to(sys.executable)
    made_for = f"{{ echo '{checkout}' && cat pyproject.toml requirements/*; }} | cksum >.venv/ready-base"
    subprocess.run(["sh", "-c", made_for], cwd=checkout, check=True)
    said = run(checkout, "verify", "a record", "--json", path=bare, cwd=tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == f"{tmp_path}\n<verify><a record><--json>"


def test_changed_locks_ask_for_a_new_installation(checkout: Path, bare: Path, tmp_path: Path) -> None:
    venv = checkout / ".venv"
    program(venv / "bin/qurultay", "echo stale")
    program(venv / "bin/python", 'echo "python $*" >&2; [ "$1" = -c ] || [ "$3" = --version ]')
    (venv / "ready-base").write_text("of another day\n")
    said = run(checkout, "demo", path=bare, cwd=tmp_path)
    assert said.returncode == 1
    assert "stale" not in said.stdout
    assert "run: the environment is missing or older than the locks" in said.stderr
    assert "run: the packages could not be installed" in said.stderr


def test_the_two_commands_of_the_readme_are_those_of_ci() -> None:
    readme, ci = (REPOSITORY / "README.md").read_text(), (REPOSITORY / ".ci/run").read_text()
    assert "./run demo" in readme
    assert "./run test" in readme
    assert "\n./run test" in ci
