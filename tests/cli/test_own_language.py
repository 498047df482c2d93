"""Who sits at a terminal in Uyghur or Kazakh reads there what is objected to; programs read what they always read."""

import json
import shutil
from pathlib import Path

import pytest

from qurultay.cli import own_language
from tests.cli.clerk import Clerk

GOLDEN = Path(__file__).resolve().parents[1] / "golden/record"
DRAFT = "kind: issued\ndate: yesterday\nissuers: []\nsignatories: []\nbody: {form: letter, authentic: [en]}\n"


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody without a house."""
    monkeypatch.chdir(tmp_path)
    clerk = Clerk(tmp_path, monkeypatch)
    monkeypatch.delenv("QURULTAY_HOUSE")
    return clerk


@pytest.mark.parametrize(
    ("locale", "own"),
    [
        ("ug_CN.UTF-8", "draft.yaml، 2-قۇر: date توغرا ئەمەس؛ كۈننى YYYY-MM-DD شەكلىدە يېزىڭ، 'yesterday' دەپ ئەمەس."),
        ("kk_KZ.UTF-8", "draft.yaml, 2-жол: date дұрыс емес; күнді YYYY-MM-DD түрінде жазыңыз, 'yesterday' деп емес."),
    ],
    ids=["ug", "kk"],
)
def test_a_refusal_is_said_in_the_terminals_language_and_the_english_stands_beneath(
    alone: Clerk, monkeypatch: pytest.MonkeyPatch, locale: str, own: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    said = alone.types("check", alone.writes("draft.yaml", DRAFT))
    english = "draft.yaml, line 2: date is not in order; write a day as YYYY-MM-DD, not 'yesterday'."
    assert said.status == 1 and said.err.splitlines() == [own, f"  {english}"]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert alone.types("check", alone.folder / "draft.yaml").err.splitlines() == [english]


def test_a_finding_in_a_document_is_said_in_the_terminals_language_too(
    alone: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "ug")
    said = alone.types("check", alone.writes("letter.txt", "We meet on 31 November 2026, dear [name].\n"))
    assert "  letter.txt، 1-قۇر: ئۇ ئايدا 30 كۈن بار؛ كالېنداردا بار كۈننى يېزىڭ" in said.out.splitlines()
    assert "  why: that month has 30 days" in said.out.splitlines()


def test_the_verdict_that_programs_read_is_the_same_in_every_language(
    alone: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone.now = 2_000_000_000  # after the last act of that record
    shutil.copytree(GOLDEN, alone.folder / "copy")
    part = next((alone.folder / "copy/part").glob("*/*"))
    part.write_bytes(part.read_bytes() + b"x")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    plain, data = alone.types("verify", "copy"), alone.types("verify", "copy", "--json")
    monkeypatch.setenv("LC_ALL", "ug_CN.UTF-8")
    said = alone.types("verify", "copy")
    assert said.out.splitlines()[0].endswith("ئۆزگەرتىلگەن: SHA-256 قىممىتى ئۇنىڭ نامى ئەمەس")
    assert said.out.splitlines()[1:] == plain.out.splitlines() and said.last.endswith("(part-differs)")
    assert json.loads(alone.types("verify", "copy", "--json").out) == json.loads(data.out)


@pytest.mark.parametrize("locale", ["", "C", "POSIX", "en_GB.UTF-8", "de_DE", "ug-", "../kk"])
def test_where_no_language_of_ours_is_asked_for_the_english_is_all_there_is(
    monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert own_language.told("no-issuer", "name the body that issues the act") == ""
