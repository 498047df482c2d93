"""`qurultay verify`: its last line, its exit status, what it remembers, what it never says."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qurultay.record.errors import REASONS
from tests.cli.clerk import LETTER, Clerk

INTACT = re.compile(r"intact: (\d+) acts, founded as ([0-9a-f]{64}), witnessed by (\d+) of (\d+)")
BROKEN = re.compile(r"broken: (?:act \d+: )?[^\n]+ \(([a-z0-9-]+)\)")


def issue(clerk: Clerk, text: str = LETTER) -> None:
    """One letter more in the record."""
    letter = clerk.lays_down(text)
    clerk.signs(letter, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish", letter)


def broken(clerk: Clerk, *words: object) -> str:
    """The reason code of a record that must be broken."""
    said = clerk.types("verify", *words)
    assert said.status == 1 and said.err == "", said
    found = BROKEN.fullmatch(said.last)
    assert found and found[1] in REASONS, said.last
    return found[1]


def test_the_last_line_says_intact_with_size_founding_and_witnesses(clerk: Clerk) -> None:
    said = clerk.types("verify", clerk.record)
    found = INTACT.fullmatch(said.last)
    assert said.status == 0 and found is not None and (found[1], found[3], found[4]) == ("1", "0", "0")
    assert "nobody outside has vouched that others are shown the same record" in said.out
    assert "compare it with a printed one" in said.out
    assert "compare" not in clerk.does("verify", clerk.record, "--fingerprint", found[2])


def test_a_fingerprint_may_be_typed_as_it_is_printed_in_groups(clerk: Clerk) -> None:
    name = INTACT.fullmatch(clerk.types("verify", clerk.record).last)[2]  # type: ignore[index]  # it is intact
    grouped = " ".join(name[at : at + 4] for at in range(0, 64, 4)).upper()
    assert clerk.types("verify", clerk.record, "--fingerprint", grouped).status == 0
    assert broken(clerk, clerk.record, "--fingerprint", "0" * 64) == "another-founding"
    assert clerk.types("verify", clerk.record, "--fingerprint", "12").status == 2


def test_wrong_use_is_status_two_and_a_missing_record_one_sentence(clerk: Clerk) -> None:
    for words in (
        [],
        ["x", "y"],
        ["--workers", "many", clerk.record],
        ["--act", "-1", clerk.record],
        ["--no-checks", clerk.record],
    ):
        assert clerk.types("verify", *words).status == 2
    assert "neither a folder nor a zip" in clerk.refused("verify", clerk.folder / "nothing")
    empty = clerk.folder / "empty"
    empty.mkdir()
    assert broken(clerk, empty) == "absent"


def test_each_tampering_has_its_own_reason(clerk: Clerk) -> None:
    issue(clerk)
    part = next((clerk.record / "part").rglob("*" * 1 + "[0-9a-f]" * 8))
    for change, code in (
        (
            lambda record: (record / "checkpoint").write_bytes((clerk.record / "checkpoint").read_bytes()[:-2]),
            "not-a-note",
        ),
        (lambda record: (record / part.relative_to(clerk.record)).write_bytes(b"x" * 40), "part-differs"),
        (lambda record: (record / part.relative_to(clerk.record)).unlink(), "part-missing"),
        (lambda record: shutil.rmtree(record / "tile/entries"), "absent"),
        (lambda record: (record / "tile/0/000.p/2").write_bytes(bytes(64)), "tile-differs"),
        (lambda record: (record / "tile/elsewhere").write_bytes(b""), "stray-file"),
        (lambda record: (record / "witness/policy").write_bytes(b"quorum none\n"), "policy-differs"),
        (lambda record: (record / "link").symlink_to("/etc/passwd"), "link"),
    ):
        copy = clerk.folder / "copy"
        shutil.copytree(clerk.record, copy)
        change(copy)
        assert broken(clerk, copy) == code
        shutil.rmtree(copy)


def test_files_that_are_no_part_of_the_record_are_named_and_not_read(clerk: Clerk) -> None:
    (clerk.record / "index.html").write_text("<script>alert(1)</script>")
    (clerk.record / "checkpoint.tmp").write_text("")
    said = clerk.does("verify", clerk.record)
    assert (
        "no part of the record, not read: 'index.html'" in said and "left over from writing: 'checkpoint.tmp'" in said
    )
    data = json.loads(clerk.does("verify", clerk.record, "--json"))
    assert (data["unknown_files"], data["leftovers"]) == (["index.html"], ["checkpoint.tmp"])


def test_a_record_that_grew_shorter_is_noticed_the_second_time_also_from_another_copy(
    clerk: Clerk, founded: Path
) -> None:
    issue(clerk)
    clerk.does("verify", clerk.record)
    stick = clerk.folder / "stick"
    shutil.copytree(founded / "house/record", stick)
    assert broken(clerk, stick) == "rolled-back"


def test_another_record_in_a_known_place_is_noticed_and_can_be_meant(
    clerk: Clerk, newcomer: Clerk, tmp_path: Path
) -> None:
    clerk.does("verify", clerk.record)
    other = Clerk(tmp_path / "other", clerk._patch, clerk.now)
    other.folder.mkdir()
    other._patch.setenv("XDG_STATE_HOME", str(clerk.folder / "state"))
    other.begins()
    name = other.founds()
    shutil.rmtree(clerk.record)
    shutil.copytree(other.record, clerk.record)
    said = clerk.types("verify", clerk.record)
    assert said.status == 1 and "(another-founding)" in said.last and "give its --fingerprint" in said.err
    assert clerk.types("verify", clerk.record, "--fingerprint", name).status == 0
    assert clerk.types("verify", clerk.record).status == 0


def test_without_a_home_nothing_is_remembered_and_nothing_is_written(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(clerk.folder.rglob("*"))
    for home in ("", None, "relative/home"):
        monkeypatch.delenv("XDG_STATE_HOME", raising=False)
        monkeypatch.delenv("HOME", raising=False)
        if home is not None:
            monkeypatch.setenv("HOME", home)
        monkeypatch.chdir(clerk.folder)
        assert clerk.types("verify", clerk.record).status == 0
    assert sorted(clerk.folder.rglob("*")) == before


def test_a_memory_that_cannot_be_written_is_said_and_the_verdict_stands(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clerk.folder / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(clerk.folder / "file"))
    said = clerk.types("verify", clerk.record)
    assert said.status == 0 and "could not be remembered" in said.err and INTACT.fullmatch(said.last)


def test_a_zip_is_verified_where_it_lies_whoever_packed_it(clerk: Clerk) -> None:
    clerk.does("export", clerk.folder / "record.zip")
    assert INTACT.fullmatch(clerk.types("verify", clerk.folder / "record.zip").last)
    with zipfile.ZipFile(clerk.folder / "other.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(path for path in clerk.record.rglob("*") if path.is_file()):
            packed.write(file, f"record/{file.relative_to(clerk.record)}")
    assert INTACT.fullmatch(clerk.types("verify", clerk.folder / "other.zip").last)


def test_one_act_can_be_told_with_its_proof_and_a_program_reads_stable_keys(clerk: Clerk) -> None:
    issue(clerk)
    said = clerk.does("verify", clerk.record, "--act", 1)
    assert (
        "act 1: issued of 2024-06-01" in said
        and "signed by: tolunay.example/president, tolunay.example/secretary" in said
    )
    data = json.loads(clerk.does("verify", clerk.record, "--act", 1, "--json"))
    assert data["verdict"] == "intact" and data["act"]["kind"] == "issued" and data["witnessed"]["by"] == 0
    assert broken(clerk, clerk.record, "--act", 7) == "absent"
    (clerk.record / "checkpoint").unlink()
    data = json.loads(clerk.types("verify", clerk.record, "--json").out)
    assert (data["verdict"], data["code"], data["act"]) == ("broken", "absent", None)


def test_only_lines_are_printed_when_nobody_watches_and_no_isolates(clerk: Clerk) -> None:
    said = clerk.does("register") + clerk.does("show", 0) + clerk.does("verify", clerk.record)
    assert "سابىرا ئوناي" in said
    assert not re.search("[\u2066-\u2069\x1b]", said)


QUIET = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "sqlite3.connect", "subprocess.Popen", "os.system", "socket.bind"):
        print("forbidden:", event, arguments)
        sys.stdout.flush()
        import os; os._exit(9)
sys.addaudithook(refuse)
from qurultay.cli import main
sys.argv = ["qurultay", "verify", sys.argv[1]]
try:
    main()
finally:
    heavy = {"django", "jinja2", "ruamel", "rich", "pydantic", "urllib.request", "http.client", "sqlite3",
        "qurultay.ballots", "gmpy2", "typst", "pyhanko", "multiprocessing.pool"} & set(sys.modules)
    print("loaded:", sorted(heavy), file=sys.stderr)
"""


def test_verify_opens_no_connection_database_or_program_and_loads_none_of_the_heavy_things(clerk: Clerk) -> None:
    environment = {**os.environ, "XDG_STATE_HOME": str(clerk.folder / "state"), "COVERAGE_PROCESS_START": ""}
    done = subprocess.run(
        [sys.executable, "-c", QUIET, clerk.record], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done
    assert INTACT.fullmatch(done.stdout.splitlines()[-1]) and "loaded: []" in done.stderr


def test_what_other_rules_judged_is_judged_again(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    from qurultay.cli import memory

    clerk.does("verify", clerk.record)
    assert "checked when this head was verified here before" in clerk.does("verify", clerk.record)
    monkeypatch.setattr(memory, "software", lambda: "another")
    assert "each by a key of this record" in clerk.does("verify", clerk.record)
    assert "checked when this head was verified here before" in clerk.does("verify", clerk.record)
