"""Hostile input to `draft`, `check`, `sign`, `publish` and `verify`: a clear sentence, in bounded time, nothing written."""

import resource
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.clerk import LETTER, Clerk

SECONDS = 20


@pytest.fixture(autouse=True)
def within_bounds(clerk: Clerk) -> Iterator[None]:
    """No hostile input takes long, changes the record, or grows the program beyond what a small machine has."""
    record = _everything(clerk.record)
    begun, most = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - begun < SECONDS
    # The most this process ever had: another test may have had more, and then this one did not go beyond it.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss <= max(most, 600 * 1024)
    assert _everything(clerk.record) == record


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sparse(path: Path, size: int = 100 << 20) -> Path:
    """A file of that size that takes no room."""
    with open(path, "wb") as file:
        file.truncate(size)
    return path


DRAFTS = {
    "a tag": "kind: !!python/object/apply:os.system [id]\n",
    "an alias": "kind: &a issued\nbody: *a\n",
    "a bomb of aliases": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)),
    "brackets": "kind: " + "[" * 100_000,
    "indentation": "\n".join(" " * n + "a:" for n in range(300)),
    "a doubled key": "kind: issued\nkind: deposited\n",
    "a broken quotation": 'kind: "issued\n',
    "a tab": "kind:\n\tissued\n",
    "two documents": "kind: issued\n---\nkind: issued\n",
    "a directive": "%YAML 1.1\n---\nkind: issued\n",
    "a NUL": "kind: iss\0ued\n",
    "an escaped surrogate": 'kind: "\\ud800"\n',
    "an override": LETTER.replace("On the archive", "On the \u202earchive"),
    "an escaped override": LETTER.replace("title.en: On the archive", 'title.en: "On the \\u202e archive"'),
    "a list": "- kind\n- issued\n",
    "nothing": "",
    "a merge": "<<: {kind: issued}\nbody: {}\n",
    "many words": "kind: issued\n" + "x" * (600 << 10),
    "a name of nothing": "? [a, b]\n: c\n",
    "a file outside": LETTER.replace("title.en: On the archive", "title.en: {file: ../../../../etc/passwd}"),
    "an absolute file": LETTER.replace("title.en: On the archive", "title.en: {file: /etc/passwd}"),
    "a part off the list": LETTER.replace("title.en", "medical-report.en"),
    "a script for a name": LETTER.replace("title.en", "<script>alert(1)</script>"),
    "a huge number": LETTER.replace("{kind: call,", "{kind: observance, month: " + "9" * 5000 + ","),
    "no letter of Latin": "نامى: ئىش\n",
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_hostile_draft_is_refused_with_a_sentence(clerk: Clerk, name: str) -> None:
    path = clerk.folder / "draft.yaml"
    path.write_bytes(DRAFTS[name].encode("utf-8", "surrogatepass"))
    said = clerk.refused("check", path)
    assert "draft.yaml" in said and len(said) < 4000
    assert not any(c in said for c in "\u202e\x00\x1b")
    assert clerk.waiting() == []


def test_a_draft_that_is_no_plain_small_file_is_refused_unread(clerk: Clerk) -> None:
    assert "512 kB" in clerk.refused("check", sparse(clerk.folder / "huge.yaml"))
    assert "not a file of words" in clerk.refused("check", clerk.folder)
    assert "not a file of words" in clerk.refused("check", "/dev/zero")
    assert "cannot be opened" in clerk.refused("check", clerk.folder / "missing.yaml")
    (clerk.folder / "latin.yaml").write_bytes(b"kind: \xff\xfe\n")
    assert "not UTF-8" in clerk.refused("check", clerk.folder / "latin.yaml")


def test_files_named_by_a_draft_are_bounded_and_never_links_that_lead_out(clerk: Clerk) -> None:
    sparse(clerk.folder / "big.pdf")
    (clerk.folder / "deep").mkdir()
    (clerk.folder / "deep/link.txt").symlink_to(clerk.key("president"))
    for name in ("big.pdf", "/dev/zero", "deep"):
        text = LETTER.replace("title.en: On the archive", f"title.en: On the archive\n  file.pdf: {{file: {name}}}")
        assert "draft.yaml, line 14" in clerk.refused("check", clerk.writes("draft.yaml", text))
    (clerk.folder / "deep/draft.yaml").write_text(LETTER.replace("On the archive\n", "{file: link.txt}\n", 1))
    assert "leads out of the draft's folder" in clerk.refused("check", clerk.folder / "deep/draft.yaml")
    assert clerk.waiting() == []


def test_a_title_with_a_script_is_words_to_us_and_stays_words(clerk: Clerk) -> None:
    title = "</title><script>alert(1)</script> [bold red]x[/]"
    id = clerk.lays_down(LETTER.replace("On the archive", f"'{title}'"))
    assert title in clerk.does("sign", id)


def test_hostile_documents_are_refused_before_a_draft_is_written(clerk: Clerk) -> None:
    output = clerk.folder / "out.yaml"
    (clerk.folder / "bidi.txt").write_text("We adopt \u202ethis.\n")
    (clerk.folder / "bytes.txt").write_bytes(bytes(range(256)))
    (clerk.folder / "nothing.txt").write_text("")
    sparse(clerk.folder / "huge.txt")
    for name in ("bidi.txt", "bytes.txt", "nothing.txt", "huge.txt", "missing.txt"):
        for kind in ("declaration", "letter"):
            said = clerk.refused("draft", kind, clerk.folder / name, "-o", output)
            assert name in said or said.startswith("the document")
    assert not output.exists()


def test_a_flood_of_repeated_words_is_read_in_bounded_time(clerk: Clerk) -> None:
    text = "1. We call upon the international community to act. " * 4000 + "\n" + "(" * 20000
    said = clerk.types("draft", "declaration", clerk.writes("flood.txt", text), "-o", clerk.folder / "flood.yaml")
    assert said.status in (0, 1) and "fault in qurultay" not in said.err


DESK = {
    "a link for the act": lambda folder: (_drop(folder / "act.txt"), (folder / "act.txt").symlink_to("/etc/passwd")),
    "a huge act": lambda folder: sparse(folder / "act.txt"),
    "an act that was changed": lambda folder: _change(folder / "act.txt", b"letter", b"notice"),
    "another act": lambda folder: (folder / "act.txt").write_bytes(b"{}\n"),
    "deep JSON": lambda folder: (folder / "hold.json").write_bytes(b"[" * 4000 + b"\n"),
    "a hold of words": lambda folder: _change(folder / "hold.json", b'"laid":', b'"laid":"x","late":'),
    "a huge hold": lambda folder: sparse(folder / "hold.json"),
    "a signature of nobody": lambda folder: _sig(folder, b"\xe2\x80\x94 tolunay.example/president AAAAAAAAAAAA\n"),
    "a signature that is none": lambda folder: _sig(folder, b"I sign.\n"),
    "two signatures in a file": lambda folder: _sig(
        folder, b"\xe2\x80\x94 a/b AAAAAAAAAAAA\n\xe2\x80\x94 a/c AAAAAAAAAAAA\n"
    ),
    "a part that was changed": lambda folder: next((folder / "parts").iterdir()).write_bytes(b"x" * 64),
    "a huge part": lambda folder: sparse(next((folder / "parts").iterdir()), 1 << 30),
    "a stray file": lambda folder: (folder / "keys.txt").write_text("x"),
    "a stray folder": lambda folder: (folder / "sig/deep").mkdir(parents=True),
    "a pipe": lambda folder: __import__("os").mkfifo(folder / "sig.fifo"),
}


def _drop(path: Path) -> None:
    path.unlink()


def _change(path: Path, old: bytes, new: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(old, new))


def _sig(folder: Path, data: bytes) -> None:
    (folder / "sig").mkdir()
    (folder / "sig/president-00000000.sig").write_bytes(data)


@pytest.mark.parametrize("name", DESK)
def test_a_hostile_folder_on_the_desk_is_refused_and_stops_no_other_draft(clerk: Clerk, name: str) -> None:
    good = clerk.lays_down(LETTER)
    clerk.signs(good, "president", "secretary")
    bad = clerk.lays_down(LETTER.replace("archive", "library"), "other.yaml")
    DESK[name](clerk.desk / bad)
    said = clerk.types("publish", bad)
    assert said.status == 1 or name in ("a stray folder",), said
    assert "Traceback" not in said.err and "fault in qurultay" not in said.err, said.err
    listed = clerk.types("sign")
    assert good in listed.out and "fault in qurultay" not in listed.err


def test_names_that_lead_out_of_the_desk_are_no_drafts(clerk: Clerk) -> None:
    for name in ("../record", "..", "/etc", "a" * 300, "m3t8w1p\u202e", "", "m3t8w1pz/../../keys"):
        assert clerk.refused("sign", name) and clerk.refused("publish", name)


def zipped(path: Path, members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in members:
            packed.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return path


def test_hostile_zips_and_folders_are_broken_with_a_reason(clerk: Clerk) -> None:
    head = (clerk.record / "checkpoint").read_bytes()
    cases = {
        zipped(clerk.folder / "bomb.zip", [("checkpoint", head), ("part/aa/" + "a" * 64, bytes(80 << 20))]): "zip-bomb",
        zipped(clerk.folder / "climb.zip", [("../../evil", b"x"), ("checkpoint", head)]): "unsafe-name",
        zipped(clerk.folder / "bidi.zip", [("check\u202epoint", head)]): "unsafe-name",
        zipped(clerk.folder / "empty.zip", []): "absent",
        sparse(clerk.folder / "zeros.zip"): "bad-zip",
        clerk.writes("words.zip", "not a zip"): "bad-zip",
    }
    for path, code in cases.items():
        said = clerk.types("verify", path)
        assert said.status == 1 and said.last.endswith(f"({code})"), said
    assert not (clerk.folder.parent / "evil").exists()


def test_a_hostile_policy_or_passphrase_file_is_wrong_use_or_a_sentence(clerk: Clerk) -> None:
    sparse(clerk.folder / "huge")
    (clerk.folder / "bytes").write_bytes(b"\x00\xff" * 100)
    for name in ("huge", "bytes", "missing"):
        assert clerk.types("verify", clerk.record, "--policy", clerk.folder / name).status == 2
        assert clerk.refused("publish", "--passphrase-file", clerk.folder / name)


def test_a_checkpoint_that_claims_too_much_is_refused_at_once(clerk: Clerk) -> None:
    copy = clerk.folder / "copy"
    copy.mkdir()
    lines = (clerk.record / "checkpoint").read_bytes().split(b"\n")
    lines[1] = str(2**60).encode()
    (copy / "checkpoint").write_bytes(b"\n".join(lines))
    said = clerk.types("verify", copy)
    assert said.status == 1 and said.last.startswith("broken: "), said


def test_key_files_of_others_or_of_no_kind_are_refused(clerk: Clerk) -> None:
    id = clerk.lays_down(LETTER)
    open_to_all = clerk.writes("open.key", clerk.key("president").read_text())
    open_to_all.chmod(0o644)
    assert "can be read by others" in clerk.refused("sign", id, "--key", open_to_all, answers="yes\n")
    garbage = clerk.writes("garbage.key", "x" * 100)
    garbage.chmod(0o600)
    assert clerk.refused("sign", id, "--key", garbage, answers="yes\n")
    assert clerk.refused("sign", id, "--key", sparse(clerk.folder / "huge.key"), answers="yes\n")
    assert "belongs to none of the signatories" in clerk.refused(
        "sign", id, "--key", clerk.key("teller"), answers="yes\n"
    )


def test_a_fault_of_ours_is_told_as_one_without_a_traceback(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    from qurultay.cli import verify

    def stumble(*_: object) -> None:
        raise RuntimeError("not for the public: the roll")

    monkeypatch.setattr(verify, "memory", stumble)
    said = clerk.types("verify", clerk.record)
    assert said.status == 1 and "a fault in qurultay itself (RuntimeError in verify.py" in said.err
    assert "the roll" not in said.err and "Traceback" not in said.err


def test_memory_stays_bounded_when_a_bomb_is_verified_by_a_program_of_its_own(clerk: Clerk) -> None:
    bomb = zipped(clerk.folder / "bomb.zip", [("checkpoint", b"x"), ("tile/0/000", bytes(200 << 20))])
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)); "
        "from qurultay.cli import main; sys.argv = ['qurultay', 'verify', sys.argv[1]]; main()"
    )
    done = subprocess.run([sys.executable, "-c", code, bomb], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1 and done.stdout.rstrip().endswith(")"), done
    assert struct.calcsize("P") == 8
