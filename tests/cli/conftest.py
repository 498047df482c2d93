"""A founded house for each test that asks for one: founded once, copied for each."""

from pathlib import Path

import pytest

from tests.cli.clerk import START, Clerk, copy_of
from tests.cli.deeds import OWNERS, with_a_court


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with a founding and nothing else. Copy it; never change it."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patch:
        clerk = Clerk(folder, patch)
        clerk.begins()
        clerk.founds()
    return folder


@pytest.fixture
def clerk(founded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk in a founded house of this test alone."""
    return copy_of(founded, tmp_path, monkeypatch, START + 60)


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody with an empty folder."""
    return Clerk(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def founded_with_a_court(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded house whose court decides contests, for the stories. Copy it; never change it."""
    folder = tmp_path_factory.mktemp("court")
    with pytest.MonkeyPatch.context() as patch:
        clerk = Clerk(folder, patch)
        clerk.begins()
        with_a_court(clerk)
        clerk.does("check", clerk.house / "founding.yaml")
        (id,) = clerk.waiting()
        clerk.signs(id, *OWNERS)
        clerk.does("publish")
    return folder


@pytest.fixture
def court(founded_with_a_court: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk in a house with a court, of this test alone."""
    return copy_of(founded_with_a_court, tmp_path, monkeypatch, START + 60)
