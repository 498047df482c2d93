"""`qurultay check` on documents: what it says to a person and to a program, in a house, beside a record, and alone."""

import json
from pathlib import Path

import pytest

from tests.cli.clerk import LETTER as DRAFT
from tests.cli.clerk import Clerk
from tests.press.preflight.given import letter

LETTER = letter(
    "We ask you to open the files by 31 November 2026. It is said that some were lost.",
    "H.E. Kassym-Jomart Tokayev\nPresident of the Republic of Kazakhstan\nNur-Sultan",
    "Excellency",
    "3 November 2025",
)
PACK = "terms:\n  - {id: t, avoid: {en: Osmarkia}, use: {en: Osmark}, forbidden: yes, source: our bylaws}\n"


def codes(said: str) -> list[str]:
    return [each["code"] for each in json.loads(said)["findings"]]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Somebody with a document and no house."""
    monkeypatch.chdir(tmp_path)
    clerk = Clerk(tmp_path, monkeypatch)
    monkeypatch.delenv("QURULTAY_HOUSE")
    return clerk


def test_a_document_is_checked_without_a_house_and_an_error_ends_with_status_one(alone: Clerk) -> None:
    said = alone.types("check", alone.writes("letter.txt", LETTER))
    assert said.status == 1 and said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == "letter.txt: read as letter, language en, bears 2025-11-03"
    assert lines[1:5] == [
        "error address-not-valid (letter.txt, line 5)",
        "  words: Nur-Sultan",
        "  why: on 2025-11-03 Nur-Sultan was called Astana (Decrees of the President of Kazakhstan of 6 May 1998, of 23 March "
        "2019 (No. 6) and of 17 September 2022 (No. 1017))",
        "  to mend: write Astana",
    ]
    assert said.last == "2 errors, 3 warnings, 0 unknown, 1 confirmed"


def test_findings_can_be_read_by_a_program(alone: Clerk) -> None:
    said = alone.types("check", alone.writes("letter.txt", LETTER), "--json")
    assert said.status == 1
    data = json.loads(said.out)
    assert data["files"] == [{"name": "letter.txt", "language": "en", "form": "letter", "on": "2025-11-03"}]
    wrong = next(each for each in data["findings"] if each["code"] == "date-impossible")
    assert LETTER[wrong["start"] : wrong["end"]] == wrong["words"] == "31 November 2026"
    assert wrong["severity"] == "error" and wrong["line"] == 9 and wrong["reason"] and wrong["mend"]


def test_a_document_without_an_error_ends_well(alone: Clerk) -> None:
    page = alone.writes("text.txt", "We meet on 30 November 2026 in Astana.\n")
    assert codes(alone.does("check", page, "--json", "--as", "words", "--on", "2026-11-03")) == []


def test_facts_and_private_names_are_taken_from_files(alone: Clerk) -> None:
    page = alone.writes("text.txt", "We thank Sabira Onay for her years in Osmarkia.\n")
    pack, roll = alone.writes("pack.yaml", PACK), alone.writes("roll.txt", "Sabira Onay\n")
    said = alone.types("check", page, "--facts", pack, "--private", roll, "--as", "words", "--json")
    assert (said.status, set(codes(said.out))) == (1, {"term-forbidden", "private-name"})


def test_a_fault_in_the_facts_is_one_sentence_with_its_line(alone: Clerk) -> None:
    said = alone.types(
        "check", alone.writes("a.txt", "Words.\n"), "--facts", alone.writes("pack.yaml", "terms:\n  - {id: t}\n")
    )
    assert (said.status, said.out) == (1, "")
    assert said.err == "pack.yaml, line 2: 'avoid' is no list of names by language; write 'avoid: {en: …}'.\n"


def test_several_documents_are_compared_with_one_another(alone: Clerk) -> None:
    one = alone.writes("a.txt", "تولۇناي سۈرگۈندى ھۆكۈمىتى\n\n1. We pledge peace.\n\n2. We pledge work.\n")
    two = alone.writes("b.txt", "تولۇناي سۇرگۈندى ھۆكۈمىتى\n\n1. We pledge rest.\n\n2. We pledge bread.\n")
    assert "name-spelt-two-ways" in codes(alone.types("check", one, two, "--json").out)


def test_translations_in_files_of_one_name_are_held_against_each_other(alone: Clerk) -> None:
    one = alone.writes("text.en.txt", "We pledge to open 40 schools.\n")
    two = alone.writes("text.kk.txt", "Біз барлық елдердегі достарымызбен бірге 14 мектеп ашуға уәде береміз.\n")
    assert "translation-numbers" in codes(alone.types("check", one, two, "--as", "words", "--json").out)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--on", "soon"), "--on: 'soon' is no day"),
        (("--as", "poem"), "--as: write letter, text or words"),
    ],
)
def test_wrong_use_gets_a_sentence(alone: Clerk, words: tuple[str, str], sentence: str) -> None:
    assert sentence in alone.types("check", alone.writes("a.txt", "Words.\n"), *words).err


def test_the_signatory_of_a_letter_is_looked_up_in_the_record(clerk: Clerk) -> None:
    signed = letter("We ask you to act by 1 May 2027.", day="2 June 2024")
    own = clerk.writes("own.txt", signed.replace("A. Tornay", "Aydin Tornay"))
    other = clerk.writes("other.txt", signed.replace("A. Tornay", "Marat Kesh"))
    early = clerk.writes("early.txt", signed.replace("2 June 2024", "2 June 2020"))
    stranger = clerk.writes("stranger.txt", signed.replace("\nPresident\n", "\nGrand Secretary\n"))
    assert "signatory-right" in codes(clerk.types("check", own, "--json").out)
    assert "signatory-other" in codes(clerk.types("check", other, "--json").out)
    assert "signatory-vacant" in codes(clerk.types("check", early, "--json").out)
    assert "signatory-unknown" in codes(clerk.types("check", stranger, "--json", "--record", clerk.record).out)


def test_a_draft_shows_what_the_press_finds_and_an_error_keeps_it_off_the_desk(clerk: Clerk) -> None:
    draft = (
        "kind: issued\ndate: 2024-06-01\nissuers: [body/government]\nsignatories: [post/president, post/secretary]\n"
        "body: {form: notice, authentic: [en]}\nparts:\n  text.en: We meet on 31 November 2024. It is said that all will come.\n"
    )
    said = clerk.types("check", clerk.writes("notice.yaml", draft), "--json")
    assert [each["code"] for each in json.loads(said.out)["objections"]] == ["date-impossible"]
    assert json.loads(said.out)["objections"][0]["sentence"].startswith(
        "notice.yaml, line 7: text.en, line 1: that month has"
    )
    said = clerk.types("check", clerk.writes("notice.yaml", draft.replace("31 Nov", "30 Nov")))
    assert (
        said.status == 0
        and "Nothing stands in the way" in said.out
        and "warning claim-hedged (text.en, line 1)" in said.out
    )


def test_a_proposal_can_be_read_by_a_program_with_spans_and_confidence(alone: Clerk) -> None:
    words = "Declaration\n\n1. We pledge peace.\n\n2. We call on all states to act by 1 May 2027.\n"
    page = alone.writes("declaration.txt", words)
    data = json.loads(alone.does("draft", "declaration", page, "-o", alone.folder / "draft.yaml", "--json"))
    (call,) = data["provisions"][1]["operations"]
    assert (call["kind"], call["addressee"]["ref"], call["due"]["last"]) == ("call", "class/states", "2027-05-01")
    span = call["words"]["span"]
    assert words[span["start"] : span["end"]] == "We call on all states to act by 1 May 2027."
    assert 50 < call["confidence"] < 100 and data["draft"].endswith("draft.yaml")
    assert (alone.folder / "draft.yaml").is_file()


def test_what_the_press_remarks_is_said_again_to_whoever_signs_and_to_whoever_publishes(clerk: Clerk) -> None:
    """A warning stands in nobody's way at the check, so those who answer for the act hear of it from us."""
    worded = "we ask you to open the archive. It is said that it was burnt."
    id = clerk.lays_down(DRAFT.replace("we ask you to open the archive.", worded))
    shown = clerk.does("sign", id)
    assert "the press lets this pass" in shown and "hedged" in shown and "in the way" not in shown
    clerk.signs(id, "president", "secretary")
    clerk.waits(days=7)
    said = clerk.does("publish")
    assert f"{id}: signed with this remarked on it:" in said and "hedged" in said and "entered as act" in said


def test_an_act_with_nothing_remarked_on_it_is_signed_and_published_without_a_word(clerk: Clerk) -> None:
    id = clerk.lays_down(DRAFT)
    assert "the press lets this pass" not in clerk.does("sign", id)
    clerk.signs(id, "president", "secretary")
    clerk.waits(days=7)
    assert "remarked" not in clerk.does("publish")
