"""What a clumsy hand types: a slip costs a sentence, and the next try finds everything as it was."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.clerk import LABEL, LETTER, Clerk

UYGHUR = "تەكلىپ 1.yaml"
MISPLACED = (
    ("key", "new", f"{LABEL}/president", "-o", "{nowhere}/president.key"),
    ("correct", "0", "--part", "title.en", "-o", "{nowhere}/correction.yaml"),
    ("draft", "letter", "{letter}", "-o", "{nowhere}/draft.yaml"),
    ("export", "{nowhere}/record.zip"),
    ("export", "{letter}"),
    ("export", "{letter}", "--act", "0"),
    ("init", "{letter}", "--label", LABEL),
)


@pytest.mark.parametrize("words", MISPLACED, ids=lambda words: " ".join(words[:2]))
def test_whoever_names_a_place_that_is_not_there_is_not_sent_to_look_after_a_disk(
    words: tuple[str, ...], clerk: Clerk
) -> None:
    letter = clerk.writes("letter.txt", "Excellency,\n\nwe ask you to keep the archives open.\n")
    said = clerk.refused(*(word.format(nowhere=clerk.folder / "nowhere", letter=letter) for word in words))
    assert "disk" not in said and said.count("\n") == 1
    assert "nowhere" in said or "letter.txt" in said
    assert not (clerk.folder / "nowhere").exists() and letter.read_text().startswith("Excellency")


def test_a_house_that_could_not_be_begun_leaves_nothing_in_the_way(newcomer: Clerk) -> None:
    newcomer.goes_by("QURULTAY_PASSPHRASE", "short")
    assert "at least 10 characters" in newcomer.refused("init", newcomer.house, "--label", LABEL)
    assert not newcomer.house.exists()
    newcomer.goes_by("QURULTAY_PASSPHRASE", "four words are good")
    newcomer.does("init", newcomer.house, "--label", LABEL)


def test_a_name_in_uyghur_letters_is_shown_in_them(clerk: Clerk) -> None:
    path = clerk.folder / UYGHUR
    clerk.does("correct", "0", "--part", "title.en", "-o", path)
    assert UYGHUR in clerk.refused("correct", "0", "--part", "title.en", "-o", path)
    # What turns a line round, or steers a terminal, is still written out.
    (clerk.folder / "a\u202eb\x1b").write_text("")
    said = clerk.refused("correct", "0", "--part", "title.en", "-o", clerk.folder / "a\u202eb\x1b")
    assert "a\\u202eb\\x1b" in said


@pytest.mark.parametrize("spelling", ["act/0", "{0}", "{1}", "{2}"])
def test_an_act_is_found_however_its_number_or_code_was_copied(spelling: str, clerk: Clerk) -> None:
    code = next(line for line in clerk.does("show", 0).splitlines() if line.startswith("id: ")).removeprefix("id: ")
    misread = code.replace("0", "O").replace("1", "l")
    assert "act 0: constituted" in clerk.does(
        "show", spelling.format(code.upper(), f" {code[:4]} {code[4:]} ", f"{misread[:4]}-{misread[4:]}")
    )


@pytest.mark.parametrize("nothing", ["1", "-", "act/", "act/act/0", "٠", "0 0"])
def test_what_is_no_act_is_told_with_the_last_there_is(nothing: str, clerk: Clerk) -> None:
    assert "The record ends at act 0." in clerk.refused("show", "--", nothing)


def test_a_day_before_the_founding_is_answered_with_the_first_that_there_is(clerk: Clerk) -> None:
    clerk.does("register", "--on", "2024-06-01")
    for day in ("2024-05-31", "0001-01-01"):
        assert "The record begins on 1 June 2024" in clerk.refused("register", "--on", day)


@pytest.mark.parametrize("command", ["confirm", "repeal", "annul"])
@pytest.mark.parametrize("within", ["provision/1", "provision", "provision/1/2", "operation/1"])
def test_a_provision_that_an_act_does_not_have_is_named_before_a_draft_is_written(
    command: str, within: str, clerk: Clerk
) -> None:
    assert "Act 0 has no provision" in clerk.refused(command, f"0/{within}", "-o", clerk.folder / "draft.yaml")
    assert not (clerk.folder / "draft.yaml").exists()


def test_a_part_that_an_act_does_not_have_cannot_be_withheld(clerk: Clerk) -> None:
    said = clerk.refused("withhold", 0, "--part", "titel.en", "-o", clerk.folder / "draft.yaml")
    assert "'titel.en'" in said and "title.en" in said
    assert not (clerk.folder / "draft.yaml").exists()


def test_one_act_goes_into_a_new_folder_and_nowhere_else(clerk: Clerk) -> None:
    assert "name one instead of a zip" in clerk.refused("export", clerk.folder / "act.zip", "--act", 0)
    clerk.does("export", clerk.folder / "act", "--act", 0)
    assert "not empty" in clerk.refused("export", clerk.folder / "act", "--act", 0)


def test_the_folder_one_stands_in_has_a_name_in_the_sentence(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clerk.folder)
    assert clerk.refused("key", "restore", ".", "-o", "back.key").startswith("'.': this is not a file")


def test_ctrl_c_while_the_program_is_still_loading_leaves_no_traceback(tmp_path: Path) -> None:
    """The program is held up where it begins to load; a real interrupt meets it there."""
    (tmp_path / "typer.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nraise SystemExit(9)\n")
    left = subprocess.run(
        [sys.executable, "-c", "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
         "from qurultay.cli import main; main()"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (left.returncode, left.stdout, left.stderr) == (128 + signal.SIGINT, "", "")


def test_a_draft_on_the_desk_is_found_however_its_code_was_copied(clerk: Clerk) -> None:
    id = clerk.lays_down(LETTER)
    for copied in (id.upper(), f"{id[:4]} {id[4:]}", id.replace("0", "O").replace("1", "l")):
        assert f"draft {id}" in clerk.does("sign", copied)
        assert f"{id}: person/1 held post/president" in clerk.refused("publish", copied)
    for other in ("", ".", "..", "../desk", id[:7], id + id[0]):
        clerk.refused("publish", "--", other)


def test_a_draft_is_never_read_as_a_document_because_another_file_stands_beside_it(clerk: Clerk) -> None:
    draft, words = clerk.writes("draft.yaml", LETTER), clerk.writes("letter.txt", "Excellency,\n")
    for files in ((draft, draft), (words, draft)):
        assert "A draft is checked by itself; give 'draft.yaml' alone." in clerk.refused("check", *files)
    assert clerk.waiting() == []
