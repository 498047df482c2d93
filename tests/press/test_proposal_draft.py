"""From a document to a draft a clerk can read, and from the draft to an act: nothing is lost, no name stands in a skeleton."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from qurultay.acts import drafting
from qurultay.acts.parts import admit_words
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited, Issued
from qurultay.press.desk import Desk
from qurultay.press.draft_act import DraftAct, act_of
from qurultay.press.draft_writing import dump
from qurultay.press.drafts import load, read
from qurultay.press.files import place_beside
from qurultay.press.importer import read_declaration, read_letter
from qurultay.press.proposal_draft import declaration_draft, letter_draft
from qurultay.press.provision_text import read_asks, read_text
from qurultay.press.refusal import Refusal
from qurultay.press.source_file import MOST_TEXT, read_source

DOCUMENTS = Path(__file__).parent / "documents"
TODAY = date(2028, 5, 9)
DESK = Desk(today=TODAY)
ALL = sorted(path.name for path in DOCUMENTS.iterdir())


def drafted(source: Path, folder: Path) -> DraftAct:
    """The act of the draft that the importer writes for a document, read back from its file."""
    draft = folder / "DRAFT.yaml"
    desk = Desk(today=TODAY, source=place_beside(source, draft))
    words = read_source(source)
    is_letter = source.name.startswith("letter")
    text = letter_draft(read_letter(words), desk) if is_letter else declaration_draft(read_declaration(words), desk)
    draft.write_text(text, encoding="utf-8")
    return act_of(load(draft))


def test_the_source_declaration_becomes_a_deposit_that_shows_everything(shared: Path, tmp_path: Path) -> None:
    act = drafted(shared / "source" / "declaration-2023.txt", tmp_path)
    body = act.body
    assert isinstance(body, Deposited)
    assert (act.kind, act.date, body.bears, body.reports_on) == ("deposited", TODAY, "2023-11-12", "communique")
    assert (body.form, body.language, body.session_ordinal) == ("declaration", "en", 9)
    assert [holder.post for holder in body.stated] == ["post/president", "post/vice-president", "post/prime-minister"]
    assert [len(p.operations) for p in body.provisions] == [1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2, 2]
    written = read_text(act.words["text.en"].decode())
    assert [p.label for p in written.provisions] == [str(n) for n in range(1, 13)]
    assert len(written.preamble) == 5 and len(written.closing) == 1
    assert "2023-11-10 to 2023-11-12" in act.words["summary.en"].decode()


def test_the_source_letter_becomes_a_deposit_with_its_asks_word_for_word(shared: Path, tmp_path: Path) -> None:
    act = drafted(shared / "source" / "letter-2021.txt", tmp_path)
    body = act.body
    assert isinstance(body, Deposited)
    assert (body.form, body.bears, body.addressee) == ("letter", "2021-11-03", "addressee/president-of-kazakhstan")
    assert [call.addressee for call in body.calls] == ["addressee/government-of-kazakhstan"] * 2
    asks, words = read_asks(act.words["asks.en"].decode()), act.words["text.en"].decode()
    assert len(asks) == 2 and all(ask in words for ask in asks)
    assert len(act.words["style.addressee-president-of-kazakhstan.en"].decode().splitlines()) == 6


@pytest.mark.parametrize("name", ["declaration-2023.txt", "letter-2021.txt"])
def test_the_document_itself_is_kept_to_the_byte(shared: Path, tmp_path: Path, name: str) -> None:
    act = drafted(shared / "source" / name, tmp_path)
    assert act.words["file.txt"] == (shared / "source" / name).read_bytes()


@pytest.mark.parametrize("name", ["declaration-2023.txt", "letter-2021.txt"])
def test_no_persons_name_stands_in_the_skeleton(shared: Path, tmp_path: Path, name: str) -> None:
    act = drafted(shared / "source" / name, tmp_path)
    skeleton = str(drafting.words_of(act.body)).lower()
    names = [data.decode() for part, data in act.words.items() if part.startswith("name.person-")]
    assert names
    assert not any(word.lower() in skeleton for person in names for word in person.split() if len(word) > 2)


@pytest.mark.parametrize("name", ALL)
def test_every_document_gives_a_draft_that_becomes_an_act(tmp_path: Path, name: str) -> None:
    act = drafted(DOCUMENTS / name, tmp_path)
    assert isinstance(act.body, Deposited)
    assert act.body.provisions or act.body.calls
    for part, data in act.words.items():
        admit_words(part, data)


def test_a_clerk_who_says_so_gets_an_adopted_text_or_a_letter_to_issue() -> None:
    words = (DOCUMENTS / "resolution-in-un-style.txt").read_text(encoding="utf-8")
    adopted = act_of(read(declaration_draft(read_declaration(words), DESK, "adopted")))
    stated = act_of(read(declaration_draft(read_declaration(words), DESK, "issued")))
    written = (DOCUMENTS / "letter-to-a-minister.txt").read_text(encoding="utf-8")
    letter = act_of(read(letter_draft(read_letter(written), DESK, "issued")))
    assert isinstance(adopted.body, Adopted) and len(adopted.body.provisions) == 10
    assert isinstance(stated.body, Issued) and stated.body.form == "statement" and len(stated.body.calls) == 6
    assert isinstance(letter.body, Issued) and letter.body.form == "letter" and len(letter.body.calls) == 3
    assert letter.body.calls[1].due == date(2027, 6, 1)


def test_a_draft_says_beside_each_operation_where_it_was_read_and_how_plainly() -> None:
    text = declaration_draft(
        read_declaration("We met.\n\n1. We pledge peace.\n\n2. We call on all states to act.\n"), DESK
    )
    assert "- kind: pledge  # line 3, 90 %: “pledge”" in text
    assert "- kind: call  # line 5, 94 %: “call on”" in text
    assert "# QUESTION: Is this the adopted text itself" in text


def test_a_document_without_a_day_asks_for_it_and_is_no_act_until_it_is_given() -> None:
    text = declaration_draft(read_declaration("1. We pledge peace.\n\n2. We call on all states to act.\n"), DESK)
    assert "# QUESTION: Which day does the document bear? Please write it below." in text
    with pytest.raises(Refusal, match=r"^draft, line \d+: body lacks the field 'bears'"):
        act_of(read(text))


def test_a_clerks_correction_changes_one_line_and_keeps_every_comment() -> None:
    draft = read(declaration_draft(read_declaration("1. We pledge peace.\n\n2. We call on all states to act.\n"), DESK))
    wanted = read(draft.text.replace("class/states", "class/democratic-nations")).data
    before, after = draft.text.splitlines(), dump(draft, wanted).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.split(" #")[0].strip(), new.split(" #")[0].strip()) for old, new in changed] == [
        ("addressee: class/states", "addressee: class/democratic-nations")
    ]


GOOD = """\
kind: deposited
date: 2028-05-09
issuers: [body/assembly]
signatories:
  - post/secretary
refs:
  - cites: act/12
body:
  form: declaration
  bears: 2023-11-12
  handed_in_by: post/secretary
  language: en
  reports_on: none
  provisions:
    - label: 1
      operations:
        - kind: observance
          month: 1
          day: 19
parts:
  title.en: A title
sealed: {}
"""


def test_a_good_draft_becomes_an_act() -> None:
    act = act_of(read(GOOD))
    assert isinstance(act.body, Deposited)
    assert act.body.provisions[0].operations[0].day == 19
    assert (act.refs, act.words, act.basis) == ((("cites", "act/12"),), {"title.en": b"A title\n"}, None)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: deposited", "kind: donated", "draft, line 1: there is no kind 'donated'; the kinds are"),
        ("kind: deposited", "kind: [a]", "draft, line 1: 'kind' is one word, not a list"),
        ("date: 2028-05-09", "date: 9 May 2028", "draft, line 2: date is not in order; write a day as YYYY-MM-DD"),
        ("date: 2028-05-09\n", "", "draft, line 1: the field 'date' is missing; add a line 'date: …'."),
        ("issuers: [body/assembly]", "issuers: assembly", "draft, line 3: issuers is not in order; write a list"),
        (
            "post/secretary\nrefs",
            "secretary\nrefs",
            "draft, line 5: signatories.1 is not in order; write a post or a keeper",
        ),
        ("cites: act/12", "cites: act/x", "draft, line 7: refs.1.cites is not in order"),
        ("cites: act/12", "mentions: act/12", "draft, line 7: a reference is one relation and its act"),
        ("refs:\n  - cites: act/12", "refs: act/12", "draft, line 6: refs is no list"),
        ("day: 19", "day: 32", "draft, line 19: body.provisions.1.operations.1.day is not in order"),
        ("day: 19", "day: nineteen", "write a whole number from 1 to 31, not 'nineteen'"),
        ("label: 1", "label: I", "draft, line 15: body.provisions.1.label is not in order"),
        ("  language: en\n", "", "draft, line 8: body lacks the field 'language'"),
        (
            "  language: en",
            "  language: en\n  colour: red",
            "draft, line 13: body has no field 'colour'; the fields are",
        ),
        ("sealed: {}", "titel: x", "draft, line 22: a draft has no field 'titel'; the fields are kind, id, date"),
        ("sealed: {}", "sealed: {title.en: x}", "title.en stands under parts and under sealed"),
        ("title.en: A title", "titel.en: A title", "draft, line 21: 'titel.en' is not on the list of part names"),
        ("title.en: A title", "title.en: ''", "draft, line 21: title.en is empty"),
        ("title.en: A title", "title.en: [a]", "draft, line 21: title.en stands here as words or a list"),
        (
            "title.en: A title",
            "file.pdf: words",
            "draft, line 21: file.pdf stands here as words or a list; name its file",
        ),
        ("title.en: A title", "file.pdf: {path: a}", "draft, line 21: file.pdf is neither words nor a file"),
        (
            "title.en: A title",
            "file.pdf: {file: ../a.pdf}",
            "draft, line 21: the file '../a.pdf' is not named by a plain path",
        ),
        (
            "title.en: A title",
            "file.pdf: {file: nowhere.pdf}",
            "draft, line 21: 'nowhere.pdf': the file cannot be opened",
        ),
        ("parts:\n  title.en: A title", "parts: words", "draft, line 20: parts is no list of 'name: words'"),
    ],
)
def test_a_faulty_draft_is_told_its_line_and_how_to_mend_it(old: str, new: str, sentence: str) -> None:
    text = GOOD.replace(old, new)
    assert text != GOOD
    with pytest.raises(Refusal) as refused:
        act_of(read(text))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_words_may_stand_in_a_file_beside_the_draft(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes("§ 1\r\nWe pledge.\r\n".encode())
    (tmp_path / "draft.yaml").write_text(
        GOOD.replace("title.en: A title", "text.en: {file: text.txt}"), encoding="utf-8"
    )
    assert act_of(load(tmp_path / "draft.yaml")).words == {"text.en": "§ 1\nWe pledge.\n".encode()}


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"PK\x03\x04 zipped", "a.docx: the file is damaged and cannot be unpacked; save the document again"),
        ("a.txt", b"%PDF-1.7", "a.txt: the PDF is damaged and cannot be read; save it as plain text"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0",
            "a.doc: old Word files cannot be read, only plain text, Markdown, .docx and PDF",
        ),
        ("a.html", b"<p>", "a.html: HTML files cannot be read"),
        ("a.txt", b"caf\xe9", "a.txt, byte 3: 0xe9 is not UTF-8 here"),
        ("a.txt", b"We \0", "a.txt, line 1, character 4: U+0000 is a NUL character"),
        ("a.txt", b"x" * (MOST_TEXT + 1), "a.txt: the file has more than 4 MB"),
    ],
)
def test_a_document_that_cannot_be_read_gets_a_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refusal) as refused:
        read_source(tmp_path / name)
    assert sentence in str(refused.value)


def test_markdown_is_read_like_plain_text(tmp_path: Path) -> None:
    shutil.copy(DOCUMENTS / "programme-in-roman.md", tmp_path / "a.md")
    assert read_declaration(read_source(tmp_path / "a.md")).title is not None
