"""What a paper of the house is: tagged, archival, the same for the same words, and its text can be had again."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from qurultay.acts.convening import Convened, MinutesApproved
from qurultay.acts.office import Assignment, Elected
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Issued
from qurultay.cli.credentials import sheets_for
from qurultay.press.refusal import Refusal
from qurultay.press.setting import typesetter
from qurultay.press.setting.certificate import Credential, certificate, credentials
from qurultay.press.setting.letter import letter, readdressed
from qurultay.press.setting.minutes import minutes
from qurultay.press.setting.original import carried
from qurultay.press.setting.paragraphs import blocks_of, notes_in
from qurultay.press.setting.resolution import resolution
from qurultay.press.setting.sheet import Sheet, Title, Words
from qurultay.press.setting.typesetter import NoPress, set_paper
from tests.press import papers
from tests.press.pictures import FOLDER, pictures

HOUSE = papers.hall()


def a_letter(*chosen: str, **words: str) -> Sheet:
    said = papers.LETTER | {name.replace("_", "."): text for name, text in words.items()}
    return letter(papers.original(papers.letter_act(HOUSE), said, HOUSE, *chosen))


def a_declaration(*chosen: str) -> Sheet:
    return resolution(papers.original(papers.declaration_act(HOUSE), papers.DECLARATION, HOUSE, *chosen))


@pytest.mark.parametrize("language", papers.LANGUAGES)
@pytest.mark.parametrize("made", [a_letter, a_declaration])
def test_the_words_of_a_paper_can_be_copied_and_searched(
    made: Callable[[str], Sheet], language: str, tool: Callable[[str], Path]
) -> None:
    sheet = made(language)
    pdf = set_paper(sheet)
    assert papers.recovered(sheet.words(), papers.by_poppler(pdf, tool("pdftotext"))) >= 0.98
    # pdfium takes an e-mail address or a citation in Uyghur words apart at each sign and gives the pieces from the
    # right, whatever a PDF says (CPDF_TextPage::CloseTempLine); no letter is lost by that. Without them it is as good.
    turned = language == "ug" and made is a_letter
    assert papers.recovered(sheet.words(), papers.by_pdfium(pdf)) >= (0.96 if turned else 0.98)
    assert papers.kept(sheet.words(), papers.by_pdfium(pdf)) == 1


def test_noto_arabic_faces_are_not_used_because_their_text_cannot_be_copied() -> None:
    families = {font.family for font in typesetter._fonts().fonts()}
    assert families == {"Amiri", "Noto Serif"}


def test_a_citation_a_telephone_number_and_a_day_stand_in_uyghur_as_they_are_read(tool: Callable[[str], Path]) -> None:
    text = re.sub(
        "[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", papers.by_poppler(set_paper(a_letter("ug")), tool("pdftotext"))
    )
    for island in ("217 A (III", "+00 555 0100", "reports@osmark.example", "A/RES/1514(XV"):
        assert island in text


def test_chromium_copies_a_telephone_number_a_short_code_and_an_address_out_of_a_uyghur_letter_as_they_are() -> None:
    """Its reader reverses what the words of a PDF, or its preferences, let it take apart."""
    said = papers.by_pdfium(set_paper(a_letter("ug"))).replace("\u00a0", " ")
    for line in (
        "+00 555 0100",
        "m3t8w1pz",
        "https://tolunay.example/ug/verify.html?code=m3t8w1pz",
        "Government of Tolunay",
    ):
        assert line in said
    without = papers.LETTER["text.ug"].replace("reports@osmark.example", "").replace("A/RES/1514(XV)", "")
    sheet = a_letter("ug", text_ug=without)
    assert papers.recovered(sheet.words(), papers.by_pdfium(set_paper(sheet))) >= 0.98


def test_the_same_words_give_the_same_bytes_and_other_words_others() -> None:
    assert set_paper(a_letter("ug")) == set_paper(a_letter("ug"))
    assert set_paper(a_letter("ug")) != set_paper(a_letter("kk"))


def test_a_letter_set_among_many_at_once_is_the_letter_set_alone() -> None:
    first = a_letter("en", "ug")
    alone = subprocess.run(
        [sys.executable, "-c", SET_ALONE], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    with ThreadPoolExecutor(3) as workers:
        made = [*workers.map(lambda n: set_paper(readdressed(first, f"Archive {n}\n{n} Paper Lane")), range(40))]
    assert made[17] == alone.stdout
    assert len(set(made)) == 40


SET_ALONE = """
import sys
from tests.press.test_setting import a_letter, readdressed, set_paper
sys.stdout.buffer.write(set_paper(readdressed(a_letter("en", "ug"), "Archive 17\\n17 Paper Lane")))
"""


def test_a_letter_to_another_addressee_differs_in_the_address_alone() -> None:
    first, other = a_letter("en"), readdressed(a_letter("en"), "Archive 17")
    assert "Archive 17" in other.words() and "Vankel" not in other.words()
    assert (
        readdressed(
            other, "H.E. Ms Teodra Vankel\nMinister of Culture of the Republic of Osmark\n4 Harbour Street, Osmark City"
        )
        == first
    )


def test_a_paper_claims_archival_and_accessible_form_and_says_nothing_of_who_made_it() -> None:
    with pikepdf.open(io.BytesIO(set_paper(a_letter("en")))) as pdf:
        claims = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in claims
        assert "<pdfuaid:part>1</pdfuaid:part>" in claims
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "en"
        assert set(pdf.docinfo.keys()) <= {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
        assert str(pdf.docinfo["/Author"]) == "Government of Tolunay"
        assert str(pdf.docinfo["/Creator"]).startswith("Typst")


def test_a_paper_carries_its_acts_id_and_body_and_nothing_that_would_close_a_circle() -> None:
    act = papers.letter_act(HOUSE)
    with pikepdf.open(io.BytesIO(set_paper(a_letter("en")))) as pdf:
        (name,) = pdf.attachments.keys()
        held = pdf.attachments[name].get_file().read_bytes()
        assert str(pdf.attachments[name].obj.AFRelationship) == "/Source"
    assert held.decode() == carried(act)
    assert set(json.loads(held)) == {"body", "date", "id", "kind", "record", "v"}


def test_tables_notes_and_provisions_are_tagged_as_what_they_are() -> None:
    assert {"/Table", "/THead", "/TH", "/TD", "/Note", "/P", "/Figure"} <= tags(set_paper(a_letter("en")))
    assert {"/H1", "/L", "/LI", "/Lbl", "/LBody", "/P"} <= tags(set_paper(a_declaration("ug")))


def tags(pdf: bytes) -> set[str]:
    """The structure types in the tag tree."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            str(each.S)
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
        }


def test_each_language_begins_a_page_and_the_authentic_one_comes_first() -> None:
    sheet = a_declaration()
    said = sheet.words()
    assert said.index("خىتابنامە") < said.index("Declaration of") < said.index("декларациясы")
    assert "This is a translation; the authentic text is in Uyghur." in said
    with pikepdf.open(io.BytesIO(set_paper(sheet))) as pdf:
        assert len(pdf.pages) == 3


def test_a_letter_says_who_signs_as_the_office_was_held_on_its_day() -> None:
    said = a_letter("en").words()
    assert said.endswith(
        "Ayla Tornay\nPresident\nTarim Yazbek\nSecretary of State\n1 See A/RES/1514(XV), adopted on 14 December 1960."
    )


def test_the_asks_of_a_letter_are_numbered_where_they_are_made() -> None:
    asks = [
        span.words for block in a_letter("en").blocks if isinstance(block, Words) for span in block.spans if span.ask
    ]
    assert asks == ["use the name “Tolunay” in its maps", "name an office"]


def test_paper_comes_in_both_sizes() -> None:
    for paper, width in (("a4", 595), ("us-letter", 612)):
        made = letter(papers.original(papers.letter_act(HOUSE), papers.LETTER, HOUSE, "en", paper=paper))  # type: ignore[arg-type]  # the two words
        with pikepdf.open(io.BytesIO(set_paper(made))) as pdf:
            assert round(float(pdf.pages[0].MediaBox[2])) == width


def test_a_language_the_act_has_no_words_in_is_refused_with_those_it_has() -> None:
    with pytest.raises(Refusal, match="it has no text in fr; name one of its languages: en, kk, ug"):
        a_letter("fr")


def test_another_kind_of_act_is_refused_by_each_form() -> None:
    act = papers.letter_act(HOUSE)
    for form, why in ((resolution, "no adopted text"), (certificate, "no election"), (minutes, "no minutes")):
        with pytest.raises(Refusal, match=why):
            form(papers.original(act, papers.LETTER, HOUSE))  # type: ignore[operator]  # three functions of one shape
    with pytest.raises(Refusal, match="no letter"):
        letter(papers.original(papers.declaration_act(HOUSE), papers.DECLARATION, HOUSE))


@pytest.mark.parametrize("language", papers.LANGUAGES)
def test_a_certificate_names_each_who_was_elected_on_a_page_of_its_own(language: str) -> None:
    winners = tuple(
        Assignment(to=f"seat/{n}", person=f"person/{n}", from_=date(2026, 7, 1), until=date(2030, 6, 30))
        for n in (1, 3)
    )
    act = HOUSE.draft(Elected(winners=winners, how="secret-ballot", entitled=812, voted=540), id="40bctfdq")
    made = certificate(papers.original(act, {}, HOUSE, language))
    with pikepdf.open(io.BytesIO(set_paper(made))) as pdf:
        assert len(pdf.pages) == 2
    assert "540" in made.words() and papers.named("person/3", language) in made.words()
    alone = certificate(papers.original(act, {}, HOUSE, language), "person/1")
    assert [each for each in alone.blocks if isinstance(each, Title)] == [
        Title(language=language, words=papers.named("person/1", language))
    ]


def test_a_credential_sheet_keeps_its_code_together_and_carries_no_act() -> None:
    act = papers.declaration_act(HOUSE)
    held = {1: Credential(name="Sabira Onay", place="Seat 12", code="7Q4M-K2PD-99XC")}
    made = credentials(papers.original(act, {}, HOUSE, "en"), held)
    assert made.attached == () and "7Q4M-K2PD-99XC" in made.words()
    assert set_paper(made).startswith(b"%PDF-1.7")


def test_minutes_say_what_the_register_knows_of_the_session() -> None:
    house = papers.hall()
    house.fill_seats()
    house.hold_session("session/4", days=1)
    house.enter(
        Adopted(text="decision", body="body/assembly", how="acclamation", authentic=("en",), session="session/4")
    )
    act = house.draft(MinutesApproved(session="session/4"), id="6cadgsea")
    said = minutes(papers.original(act, {"text.en": "The session was quiet.\n"}, house, "en")).words()
    assert "Fourth Session" in said and "9 of 9" in said and "adopted" in said and "The session was quiet." in said


# --- what a stranger or a slip of the hand may put into it -----------------------------------------------------------

MARKUP = (
    '#import "@preview/evil:1.0.0": * #panic()',
    ']#read("/etc/passwd")[',
    "$ sum_(i=0)^n $ *bold* _it_ `raw` <label> @ref // comment",
    '\\u{202e} "); } {{ 7*7 }} ${jndi} <script>alert(1)</script>',
)


@pytest.mark.parametrize("hostile", MARKUP)
def test_markup_in_a_name_is_set_as_the_letters_it_is(hostile: str, tool: Callable[[str], Path]) -> None:
    sheet = a_letter("en", title_en=hostile, text_en=f"Dear {hostile},\n\nWe write.\n", asks_en="")
    text = papers.by_poppler(set_paper(sheet), tool("pdftotext"))
    assert papers.letters(hostile) in papers.letters(text)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066", "\ue000", "\ud800"])
@pytest.mark.parametrize("part", ["text_en", "title_en"])
def test_a_hidden_character_is_refused_wherever_it_stands(part: str, character: str) -> None:
    with pytest.raises(Refusal, match=f"U\\+{ord(character):04X} is "):
        act = HOUSE.draft(Issued(form="statement", authentic=("en",)), id="m3t8w1pz")
        held = papers.LETTER | {part.replace("_", "."): f"Dear{character} friend.\n", "asks.en": ""}
        set_paper(letter(papers.original(act, held, HOUSE, "en")))


def test_a_letter_that_no_face_has_is_refused_and_named() -> None:
    with pytest.raises(Refusal, match="cannot be set"):
        set_paper(a_letter("en", text_en="Dear \U00013000 friend.\n", asks_en=""))


def test_a_text_of_ten_megabytes_is_refused_before_anything_is_set() -> None:
    with pytest.raises(Refusal, match="two million letters"):
        set_paper(a_letter("en", text_en="word " * 2_000_000, asks_en=""))


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(typesetter, "import_module", gone)
    with pytest.raises(NoPress, match=r"typst is not installed; .* pip install 'qurultay\[press\]'"):
        typesetter._typst()


def test_a_note_is_called_once_and_one_that_nobody_calls_stays_a_paragraph() -> None:
    paragraphs = ["A word[1] and[2] more.", "[1] First.", "[3] Not called."]
    notes = notes_in(paragraphs)
    blocks = blocks_of(paragraphs, "en", notes)
    assert notes == {"1": "First."} and len(blocks) == 2
    first = blocks[0]
    assert isinstance(first, Words) and [span.note for span in first.spans] == ["First.", ""]


def test_a_draft_says_that_it_is_one_and_bears_no_code() -> None:
    held = papers.original(papers.letter_act(HOUSE), papers.LETTER, HOUSE, "en")
    made = letter(replace(held, stamp=True))
    assert made.foot.code == "" and made.foot.stamp == "Draft, not yet an act" and made.attached == ()


@pytest.mark.parametrize("name", ["papers", "declarations"])
def test_the_pictures_in_the_documentation_show_what_is_set(name: str) -> None:
    """Somebody has looked at them: after a change, make them again and look again (tests/press/pictures.py)."""
    made, kept = pictures()[name].convert("L"), Image.open(FOLDER / f"{name}.png").convert("L")
    assert made.size == kept.size
    unlike = ImageStat.Stat(ImageChops.difference(made, kept)).mean[0]
    assert unlike < 0.5, f"the pictures differ by {unlike:.2f} of 255 on the average"


def a_call(tmp_path: Path, rows: str) -> Callable[[], Sheet]:
    """Sheets for a session that is called, with codes from a file."""
    house, codes = papers.hall(), tmp_path / "codes.csv"
    house.fill_seats()
    called = Convened(
        session="session/4", body="body/assembly", opens=house.today, closes=house.today, mode="remote",
        zone="Europe/Istanbul", offset="+03:00",
    )  # fmt: skip
    codes.write_text(rows, encoding="utf-8")
    return lambda: sheets_for(papers.original(house.draft(called), {}, house, "kk"), codes)


def test_every_filled_seat_gets_a_sheet_and_only_its_bearer_the_code(tmp_path: Path) -> None:
    made = a_call(tmp_path, "seat,name,code\n2,Sabira Onay,7Q4M-K2PD\nseat/9,,99XC-1TRW\n")()
    with pikepdf.open(io.BytesIO(set_paper(made))) as pdf:
        assert len(pdf.pages) == 9
    said = made.words()
    assert said.count("7Q4M-K2PD") == said.count("99XC-1TRW") == 1 and "Sabira Onay" in said


@pytest.mark.parametrize(
    ("rows", "why"),
    [("seat,code\n77,X\n", "seat 77 is not filled"), ("place,code\n2,X\n", "there are no columns `seat` and `code`")],
)
def test_codes_for_nobody_are_refused(tmp_path: Path, rows: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        a_call(tmp_path, rows)()
