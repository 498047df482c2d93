"""What a person asked to have written is there whole, or it is not there."""

import os
from pathlib import Path

import pytest

from qurultay.record.whole import new_file, new_folder


def test_a_file_that_the_disk_cuts_short_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "draft.yaml"

    def full(file: int) -> None:
        assert path.read_bytes() == b"kind: issued\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        new_file(path, b"kind: issued\n")
    assert not path.exists()
    monkeypatch.undo()
    new_file(path, b"kind: issued\n")
    assert path.read_bytes() == b"kind: issued\n"


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("draft.yaml", "link"):
        with pytest.raises(FileExistsError):
            new_file(tmp_path / name, b"yours")
    assert path.read_text() == "mine" and not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("was_there", [True, False])
@pytest.mark.parametrize("end", [OSError(28, "full"), KeyboardInterrupt()], ids=["a full disk", "Ctrl-C"])
def test_a_folder_whose_filling_fails_is_as_it_was(tmp_path: Path, was_there: bool, end: BaseException) -> None:
    folder, other = tmp_path / "house", tmp_path / "other"
    other.mkdir()
    (other / "kept").write_text("")
    if was_there:
        folder.mkdir()
    with pytest.raises(type(end)), new_folder(folder):
        (folder / "keys").mkdir()
        (folder / "keys/gate.key").write_text("x")
        (folder / "link").symlink_to(other)
        raise end
    assert list(folder.iterdir()) == [] if was_there else not folder.exists()
    assert (other / "kept").exists(), "what a link leads to is not ours"


def test_a_folder_with_something_in_it_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(FileExistsError), new_folder(tmp_path):
        raise AssertionError("never begun")
    with pytest.raises(FileExistsError), new_folder(tmp_path / "mine"):
        raise AssertionError("never begun")
    assert (tmp_path / "mine").read_text() == "mine"
