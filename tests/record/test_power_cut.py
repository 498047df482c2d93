"""The power is cut after every single operation, and whatever the disk then holds is a whole record that goes on."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qurultay.record.errors import Absent, Broken, Unwritten
from qurultay.record.source import Folder
from qurultay.record.writer import Writer
from tests.record.power import WAYS, Model, Paper, lay_out
from tests.record.test_writer import cosigned
from tests.record.workshop import act, found, grow, intact, part, refuse_broken, reopen, sign

Operation = tuple[str, str, bytes | str]

RETURNED = "returned"
"""Written down when an entry has returned: from then on it must survive."""


def history(base: Path, paper: Paper) -> list[Operation]:
    """What the disk was asked to do by a founding and some entries, across the edge of a tile, with a crash between."""

    def enter(writer: Writer, count: int) -> None:
        grow(writer, count)
        paper.note(RETURNED, f"{base}/{writer.head.size}")

    def unwilling(head: object) -> None:
        raise KeyboardInterrupt

    base.mkdir()
    with found(base, paper) as writer:
        paper.note(RETURNED, f"{base}/1")
        enter(writer, 2)
        writer.gather(lambda _, head: cosigned(head, 86_400))
        enter(writer, 251)
        with pytest.raises(KeyboardInterrupt):
            writer.append([b"never entered\n"] * 3, dict([part(900)]), unwilling)
    with reopen(base, paper) as writer:
        enter(writer, 1)
        enter(writer, 1)
        enter(writer, 2)
    return paper.done


class Forgetful(Paper):
    """Leaves one kind of settling out of the list, as a writer would that forgot it."""

    def __init__(self, base: Path, forgets: str) -> None:
        super().__init__(base)
        self.forgets = forgets

    def note(self, what: str, path: str, with_: bytes | str = "") -> None:
        fresh_folder = bool(self.done) and self.done[-1][0] == "mkdir"
        forgotten = {
            "files": what == "fsync",
            "folders": what == "settle",
            "parents": what == "settle" and fresh_folder,
        }
        if not forgotten[self.forgets]:
            super().note(what, path, with_)


def states(done: list[Operation]) -> Iterator[tuple[int, int, int, Model]]:
    """Every moment: how many operations were done, what size had returned, what size had been shown, and the disk."""
    model, returned, shown = Model(), 0, 0
    yield 0, 0, 0, model
    for count, operation in enumerate(done, 1):
        if operation[0] == RETURNED:
            returned = int(operation[1])
        else:
            model.replay(operation)
        if operation[0] == "rename" and operation[2] == "record/checkpoint":
            shown += 1
        yield count, returned, shown, model


def refuse_lost(files: dict[str, bytes], base: Path, returned: int) -> None:
    """Refuses a disk on which a stranger does not find a whole record, or the secretariat cannot go on with it."""
    lay_out(files, base)
    size = 0
    try:
        with Folder(base / "record") as folder:
            size = refuse_broken(folder).size
    except Absent as missing:
        assert returned == 0 or missing.path not in ("record", "checkpoint"), "the record is gone"
        assert "record/checkpoint" not in files, missing
    assert size >= returned
    go_on(base, size, returned)


def go_on(base: Path, size: int, returned: int) -> None:
    """The next entry follows on what was there, or on an entry that was begun, and nothing else is left."""
    founded = (base / "home/head").exists()
    assert founded or not returned
    with reopen(base) if founded else found(base) as writer:
        assert writer.head.size >= max(size, returned)
        grow(writer, 1)
        stands = writer.head.size
    assert intact(base) == stands
    shutil.rmtree(base)


def broken(done: list[Operation], base: Path, rounds: int, ways: tuple[str, ...] = WAYS) -> list[str]:
    """What was found broken in so many of the states, taken evenly."""
    found, dice = list[str](), random.Random(len(done))
    step = max(1, len(ways) * len(done) // rounds)
    turn = 0
    for count, returned, _, model in states(done):
        for way in ways:
            turn += 1
            if turn % step:
                continue
            try:
                refuse_lost(model.after(way, dice), base / f"{count}-{way}", returned)
            except (AssertionError, Broken, Unwritten) as why:
                found.append(f"after {count} operations, {way}: {why!r}")
    return found


def test_no_cut_of_the_power_breaks_a_record(tmp_path: Path, campaign: Callable[[int], int]) -> None:
    done = history(tmp_path / "run", Paper(tmp_path / "run"))
    assert len(done) > 150
    assert not broken(done, tmp_path, campaign(4 * len(done)))


@pytest.mark.parametrize("forgets", ["files", "folders", "parents"])
def test_the_model_sees_what_a_writer_forgets_to_settle(tmp_path: Path, forgets: str) -> None:
    """A check that cannot fail proves nothing: with one kind of fsync left out, records are seen broken."""
    done = history(tmp_path / "run", Forgetful(tmp_path / "run", forgets))
    ways = ("lost",) if forgets != "files" else ("hollow",)
    assert broken(done, tmp_path, 60, ways)


def test_the_model_sees_a_head_that_is_shown_before_it_is_kept(tmp_path: Path) -> None:
    """The two last steps of an entry exchanged: the power is cut between them, and the key signs a second history."""
    done = history(tmp_path / "run", Paper(tmp_path / "run"))
    places = [at for at, operation in enumerate(done) if operation[0] == "write" and operation[1] == "home/head.tmp"]
    late = list(done)
    for at in reversed(places):
        kept, shown = late[at : at + 4], late[at + 4 : at + 8]
        assert [operation[1] for operation in shown][:1] == ["record/checkpoint.tmp"]
        late[at : at + 8] = shown + kept
    assert broken(late, tmp_path, 4 * len(late) // 10, ("kept",))


def test_what_a_reader_was_shown_is_what_the_record_becomes(tmp_path: Path, campaign: Callable[[int], int]) -> None:
    """A head that stood in `checkpoint` for a moment is continued, even where the disk lost the renaming."""
    done = history(tmp_path / "run", Paper(tmp_path / "run"))
    heads = [operation[2] for operation in done if operation[:2] == ("write", "record/checkpoint.tmp")]
    sizes = [int(bytes(head).split(b"\n")[1]) for head in heads if isinstance(head, bytes)]
    dice = random.Random(7)
    step = max(1, len(done) // campaign(len(done)))
    for count, _, shown, model in states(done):
        if shown and count % step == 0:
            base = tmp_path / str(count)
            lay_out(model.after("lost", dice), base)
            with reopen(base) as writer:
                assert writer.head.size >= sizes[shown - 1]
            shutil.rmtree(base)


def test_the_history_has_what_can_go_wrong_in_it(tmp_path: Path) -> None:
    done = history(tmp_path / "run", Paper(tmp_path / "run"))
    assert {operation[0] for operation in done} == {"write", "fsync", "rename", "settle", "mkdir", "remove", RETURNED}
    paths = {operation[1] for operation in done}
    digest, _ = part(900)
    assert f"part/{digest[:2]}/{digest}" in {path.removeprefix("record/") for path in paths}
    assert {"record/tile/0/000.tmp", "record/tile/1/000.p/1.tmp", "record/witness/heads.tmp"} <= paths
    assert intact(tmp_path / "run") == 258
    assert act(257) in list(_notes(tmp_path / "run")) and sign


def _notes(base: Path) -> Iterator[bytes]:
    with Folder(base / "record") as folder:
        yield from refuse_broken(folder).notes()
