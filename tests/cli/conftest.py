"""A founded house for each test that asks for one: founded once, copied for each."""

from pathlib import Path

import pytest

from tests.cli.clerk import Clerk, copy_of


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
    from tests.cli.clerk import START

    return copy_of(founded, tmp_path, monkeypatch, START + 60)


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody with an empty folder."""
    return Clerk(tmp_path, monkeypatch)
