"""One writer at a time enters acts, all or none; the key never signs two histories; parts leave for good."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from qurultay.record.errors import Broken, Unwritten
from qurultay.record.home import Home
from qurultay.record.layout import POLICY
from qurultay.record.source import open_source
from qurultay.record.store import Record
from qurultay.record.writer import Writer, origin_of
from qurultay.tlog import checkpoint
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import leaf_hash
from tests.record.workshop import (
    LABEL,
    LOG,
    act,
    found,
    grow,
    has_part,
    home_of,
    intact,
    part,
    refuse_broken,
    reopen,
    sign,
)

DAY = 86_400


def refused(code: str, reading: object) -> str:
    """The sentence in which writing is refused."""
    assert callable(reading)
    with pytest.raises(Unwritten) as found:
        reading()
    assert found.value.code == code, str(found.value)
    return str(found.value)


# ---- entering


def test_a_record_is_founded_under_its_fingerprint(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        assert writer.head.origin == origin_of(LABEL, act(0)) == f"{LABEL}/{leaf_hash(act(0)).hex()[:16]}"
        assert writer.head.size == 1
    assert intact(tmp_path) == 1


def test_acts_enter_one_by_one_across_every_edge_of_the_tiles(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        assert grow(writer, 252) == range(1, 253)
        for size in range(253, 260):
            assert grow(writer, 1) == range(size, size + 1)
            assert intact(tmp_path) == size + 1
        assert grow(writer, 600) == range(260, 860)
    assert intact(tmp_path) == 860


def test_a_new_writer_goes_on_where_the_last_one_stopped(tmp_path: Path) -> None:
    found(tmp_path).close()
    for size in range(1, 6):
        with reopen(tmp_path) as writer:
            assert grow(writer, 1) == range(size, size + 1)
    assert intact(tmp_path) == 6


def test_only_the_newest_partial_tiles_are_left(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        for _ in range(5):
            grow(writer, 1)
    partial = sorted(
        str(path.relative_to(tmp_path / "record")) for path in tmp_path.glob("record/tile/**/*") if path.is_file()
    )
    assert partial == ["tile/0/000.p/6", "tile/entries/000.p/6"]
    with reopen(tmp_path) as writer:
        grow(writer, 250)
    whole = sorted(str(path.relative_to(tmp_path / "record")) for path in tmp_path.glob("record/tile/*/*"))
    assert whole == ["tile/0/000", "tile/1/000.p", "tile/entries/000"], "no empty folder is left either"


def test_many_acts_under_one_head_are_one_entry(tmp_path: Path) -> None:
    signed = []

    def counting(head: Checkpoint) -> Note:
        signed.append(head.size)
        return sign(head)

    with found(tmp_path) as writer:
        writer.append([act(n) for n in range(1, 520)], dict(part(n) for n in range(1, 520) if has_part(n)), counting)
    assert signed == [520]
    assert intact(tmp_path) == 520


@pytest.mark.parametrize("note", [b"", b"x" * 65_536])
def test_a_note_that_no_bundle_can_hold_does_not_enter(tmp_path: Path, note: bytes) -> None:
    with found(tmp_path) as writer:
        with pytest.raises(Refused):
            writer.append([act(1), note], {}, sign)
        assert intact(tmp_path) == 1
        grow(writer, 1)
    assert intact(tmp_path) == 2


def test_the_longest_note_enters(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        writer.append([b"x" * 65_535], {}, sign)
        assert Record(open_source(tmp_path / "record")).note(1) == b"x" * 65_535


def test_nothing_enters_without_an_act(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        refused("nothing-to-enter", lambda: writer.append([], {}, sign))


def test_a_part_must_be_named_by_its_hash(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        digest, _ = part(1)
        refused("bad-part", lambda: writer.append([act(1)], {digest: b"other words" * 9}, sign))
        refused("bad-part", lambda: writer.append([act(1)], {"../../etc/passwd": b"x" * 40}, sign))
    assert intact(tmp_path) == 1


def test_nothing_enters_that_the_key_did_not_sign(tmp_path: Path) -> None:
    def another(head: Checkpoint) -> Note:
        return sign(Checkpoint(head.origin, head.size + 1, head.root))

    def stranger(head: Checkpoint) -> Note:
        return sign(head, seed=bytes(32))

    def forger(head: Checkpoint) -> Note:
        (line,) = sign(head).lines
        return Note(head.text(), (type(line)(line.name, line.key_id, bytes(64)),))

    def unwilling(head: Checkpoint) -> Note:
        raise KeyboardInterrupt

    with found(tmp_path) as writer:
        for signer in (another, stranger, forger):
            refused("bad-head", lambda signer=signer: writer.append([act(9)], dict([part(9)]), signer))
        with pytest.raises(KeyboardInterrupt):
            writer.append([act(9)], dict([part(9)]), unwilling)
        grow(writer, 1)
    assert intact(tmp_path) == 2, "and no word of what did not enter is left"


# ---- founding


def test_a_record_is_founded_once(tmp_path: Path) -> None:
    found(tmp_path).close()
    assert "open that record" in refused("founded-already", lambda: found(tmp_path))
    other = Home(tmp_path / "other")
    refused("founded-already", lambda: Writer.found(tmp_path / "record", other, LABEL, act(7), {}, sign, [LOG]))
    assert intact(tmp_path) == 1


def test_a_record_is_not_founded_among_other_things(tmp_path: Path) -> None:
    (tmp_path / "record").mkdir()
    (tmp_path / "record/letter.docx").write_bytes(b"")
    assert "letter.docx" in refused("not-empty", lambda: found(tmp_path))


def test_a_label_that_cannot_sign_founds_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Writer.found(tmp_path / "record", home_of(tmp_path), "Not A Label", act(0), {}, sign, [LOG])
    found(tmp_path).close()
    assert intact(tmp_path) == 1


def test_there_is_nothing_to_open_before_the_founding(tmp_path: Path) -> None:
    refused("not-founded", lambda: reopen(tmp_path))
    (tmp_path / "record").mkdir()
    refused("not-founded", lambda: reopen(tmp_path))


# ---- one writer, one history


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        assert "another program" in refused("held", lambda: reopen(tmp_path))
        shutil.copytree(tmp_path / "home", tmp_path / "copied")
        copied = Home(tmp_path / "copied")
        refused("held", lambda: Writer(tmp_path / "record", copied, [LOG]))
        grow(writer, 1)
    with reopen(tmp_path) as writer:
        grow(writer, 1)
    assert intact(tmp_path) == 3


def test_a_restored_backup_does_not_fork_the_record(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        grow(writer, 2)
        shutil.copytree(tmp_path / "record", tmp_path / "backup")
        grow(writer, 300)
        newest = writer.head
    shutil.move(tmp_path / "record", tmp_path / "lost")
    shutil.copytree(tmp_path / "backup", tmp_path / "record")
    before = sorted(path for path in tmp_path.glob("record/**/*"))
    said = refused("newer-head", lambda: reopen(tmp_path))
    assert "303 acts" in said and "restore the newer copy" in said
    assert sorted(path for path in tmp_path.glob("record/**/*")) == before, "the backup is left as it is"
    shutil.rmtree(tmp_path / "record")
    shutil.move(tmp_path / "lost", tmp_path / "record")
    with reopen(tmp_path) as writer:
        assert writer.head == newest


def test_a_backup_that_has_every_file_but_the_checkpoint_is_completed(tmp_path: Path) -> None:
    """A copy made while the record grew: the checkpoint was copied first, the tiles last."""
    with found(tmp_path) as writer:
        old = (tmp_path / "record/checkpoint").read_bytes()
        grow(writer, 300)
    (tmp_path / "record/checkpoint").write_bytes(old)
    with reopen(tmp_path) as writer:
        assert writer.head.size == 301
    assert intact(tmp_path) == 301


def test_a_backup_with_other_tiles_of_the_same_size_is_refused(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        shutil.copytree(tmp_path / "record", tmp_path / "fork")
        shutil.copytree(tmp_path / "home", tmp_path / "stale")
        grow(writer, 1)
    with Writer(tmp_path / "fork", Home(tmp_path / "stale"), [LOG]) as other:
        other.append([b"another history\n"], {}, sign)
    refused("forked", lambda: Writer(tmp_path / "fork", home_of(tmp_path), [LOG]))
    with Writer(tmp_path / "fork", Home(tmp_path / "stale"), [LOG]) as other:
        other.append([b"and more of it\n"], {}, sign)
    refused("forked", lambda: Writer(tmp_path / "fork", home_of(tmp_path), [LOG]))
    refused("newer-head", lambda: Writer(tmp_path / "record", Home(tmp_path / "stale"), [LOG]))


def test_a_record_that_grew_under_a_copy_of_the_key_is_followed(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        grow(writer, 1)
    shutil.copytree(tmp_path / "home", tmp_path / "copied")
    with Writer(tmp_path / "record", Home(tmp_path / "copied"), [LOG]) as other:
        grow(other, 300)
    with reopen(tmp_path) as writer:
        assert writer.head.size == 302
        kept = home_of(tmp_path).head()
        assert kept is not None and kept[0] == writer.head


def test_a_newer_head_that_the_key_did_not_sign_is_not_followed(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        shutil.copytree(tmp_path / "home", tmp_path / "copied")
        grow(writer, 1)
    shutil.rmtree(tmp_path / "home")
    shutil.move(tmp_path / "copied", tmp_path / "home")
    path = tmp_path / "record/checkpoint"
    head, _ = checkpoint.parse(path.read_bytes())
    path.write_bytes(sign(head, seed=bytes(32)).encode())
    refused("bad-head", lambda: reopen(tmp_path))


def test_a_key_on_a_new_machine_begins_with_the_newest_head_that_others_saw(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        grow(writer, 3)
    seen = (tmp_path / "record/checkpoint").read_bytes()
    shutil.rmtree(tmp_path / "home")
    assert "adopt the newest" in refused("no-kept-head", lambda: reopen(tmp_path))
    refused("bad-head", lambda: home_of(tmp_path).adopt(b"no head"))
    home_of(tmp_path).adopt(seen)
    refused("founded-already", lambda: home_of(tmp_path).adopt(seen))
    with reopen(tmp_path) as writer:
        grow(writer, 1)
    assert intact(tmp_path) == 5


def test_the_head_of_another_record_is_not_taken_for_this_one(tmp_path: Path) -> None:
    found(tmp_path).close()
    other = Home(tmp_path / "other")
    with Writer.found(tmp_path / "second", other, LABEL, act(7), {}, sign, [LOG]) as writer:
        writer.append([act(8)], {}, sign)
    refused("another-record", lambda: Writer(tmp_path / "record", other, [LOG]))
    refused("another-record", lambda: Writer(tmp_path / "second", home_of(tmp_path), [LOG]))


def test_a_damaged_head_beside_the_key_signs_nothing(tmp_path: Path) -> None:
    found(tmp_path).close()
    (tmp_path / "home/head").write_bytes(b"")
    refused("bad-head", lambda: reopen(tmp_path))


def test_a_record_whose_tiles_were_changed_is_not_continued(tmp_path: Path) -> None:
    found(tmp_path).close()
    tile = tmp_path / "record/tile/0/000.p/1"
    tile.write_bytes(bytes(32))
    with pytest.raises(Broken) as broken:
        reopen(tmp_path)
    assert broken.value.code == "root-differs"


def test_what_is_kept_beside_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    found(tmp_path).close()
    home = tmp_path / "home"
    assert home.stat().st_mode & 0o777 == 0o700
    assert {path.name for path in home.iterdir()} == {"lock", "head"}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in home.iterdir())


# ---- parts


def withheld(number: int) -> bytes:
    """A note whose text is of the kind that withholds."""
    key = SigningKey.from_seed(f"{LABEL}/secretary", bytes(32))
    text = b'{"id":"%d","kind":"withheld"}\n' % number
    return Note(text, (key.sign(text),)).encode()


def test_a_part_leaves_after_the_act_that_withholds_it(tmp_path: Path) -> None:
    digest, _ = part(0)
    path = tmp_path / "record" / "part" / digest[:2] / digest
    with found(tmp_path) as writer:
        for number in (0, 1, -1):
            refused("not-withheld", lambda number=number: writer.withhold(number, [digest]))
        assert path.exists()
        (number,) = writer.append([withheld(1)], {}, sign)
        writer.withhold(number, [digest])
        assert not path.exists()
        writer.withhold(number, [digest])
        with pytest.raises(Broken):
            writer.withhold(number, ["../../checkpoint"])
        grow(writer, 1)
    with open_source(tmp_path / "record") as source:
        assert Record(source).size == 3


def test_a_part_that_an_earlier_act_has_stays_when_a_later_entry_fails(tmp_path: Path) -> None:
    def unwilling(head: Checkpoint) -> Note:
        raise KeyboardInterrupt

    with found(tmp_path) as writer, pytest.raises(KeyboardInterrupt):
        writer.append([act(1)], dict([part(0), part(1)]), unwilling)
    with reopen(tmp_path):
        pass
    assert intact(tmp_path) == 1


# ---- witnesses, policy, elections


def cosigned(data: bytes, time: int, seed: bytes = bytes([16]) * 32) -> bytes:
    """The head with the line of a witness."""
    _, note = checkpoint.parse(data)
    line = SigningKey.from_seed("witness0.example/w", seed).cosign(note.text, time)
    kept = [one for one in note.lines if one.name != line.name]
    return Note(note.text, (*kept, line)).encode()


def test_witnesses_are_asked_about_the_committed_head_alone(tmp_path: Path) -> None:
    asked: list[int] = []

    def ask(record: Record, head: bytes) -> bytes:
        assert (tmp_path / "record/checkpoint").read_bytes() == head
        refuse_broken(record.source)
        asked.append(record.size)
        return cosigned(head, 100 * DAY)

    with found(tmp_path) as writer:
        grow(writer, 1)
        note = writer.gather(ask)
        assert [line.name for line in note.lines] == [writer.head.origin, "witness0.example/w"]
        grow(writer, 1)
        assert len(checkpoint.parse((tmp_path / "record/checkpoint").read_bytes())[1].lines) == 1
    assert asked == [2]
    assert intact(tmp_path) == 3


def test_one_cosigned_head_a_day_is_kept(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        for time in (100 * DAY, 100 * DAY + 5, 101 * DAY - 1, 101 * DAY, 103 * DAY, 99 * DAY):
            writer.gather(lambda _, head, time=time: cosigned(head, time))
            grow(writer, 1)
    with open_source(tmp_path / "record") as source:
        kept = Record(source).kept_heads()
        assert [head.size for head, _ in kept] == [1, 4, 5]
        assert [int.from_bytes(note.lines[1].signature[:8], "big") for _, note in kept] == [
            100 * DAY,
            101 * DAY,
            103 * DAY,
        ]
    assert intact(tmp_path) == 7


def test_a_witness_that_is_silent_or_lies_does_not_touch_the_record(tmp_path: Path) -> None:
    def silent(record: Record, head: bytes) -> bytes:
        raise TimeoutError

    def another(record: Record, head: bytes) -> bytes:
        return sign(Checkpoint(writer.head.origin, 7, writer.head.root)).encode()

    def without_the_log(record: Record, head: bytes) -> bytes:
        return Note(checkpoint.parse(head)[1].text, checkpoint.parse(cosigned(head, DAY))[1].lines[1:]).encode()

    with found(tmp_path) as writer:
        before = (tmp_path / "record/checkpoint").read_bytes()
        with pytest.raises(TimeoutError):
            writer.gather(silent)
        refused("bad-head", lambda: writer.gather(another))
        refused("bad-head", lambda: writer.gather(without_the_log))
        refused("bad-head", lambda: writer.gather(lambda record, head: b"what?"))
        assert (tmp_path / "record/checkpoint").read_bytes() == before
        grow(writer, 1)
    assert intact(tmp_path) == 2


def test_a_head_cosigned_earlier_is_not_lost_when_the_record_is_opened_again(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        writer.gather(lambda _, head: cosigned(head, DAY))
    with reopen(tmp_path) as writer:
        note = writer.gather(lambda _, head: cosigned(head, 2 * DAY, bytes(32)))
        assert len(note.lines) == 2
    assert intact(tmp_path) == 1


def test_policy_and_elections_are_kept_and_nothing_else(tmp_path: Path) -> None:
    with found(tmp_path) as writer:
        writer.keep(POLICY, b"quorum none\n")
        written = os.stat(tmp_path / "record" / POLICY).st_ino
        writer.keep(POLICY, b"quorum none\n")
        assert os.stat(tmp_path / "record" / POLICY).st_ino == written, "what has not changed is not written again"
        writer.keep("election/m3t8w1pz.bel", b"archive")
        for path in ("checkpoint", "tile/0/000", "witness/heads", "index.html"):
            refused("not-kept-here", lambda path=path: writer.keep(path, b""))
        refused("not-kept-here", lambda: writer.keep(POLICY, bytes((1 << 20) + 1)))
        with pytest.raises(Broken):
            writer.keep("../outside", b"")
    with open_source(tmp_path / "record") as source:
        assert Record(source).policy() == b"quorum none\n"
