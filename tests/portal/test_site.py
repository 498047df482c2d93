"""The site of a full history: everything leads somewhere, nothing comes from elsewhere, nobody's words become markup."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest

from qurultay.portal.build import build_from
from qurultay.portal.languages import language
from qurultay.press.bidi import direction
from qurultay.tlog.proof import parse_proof
from qurultay.tlog.tree import leaf_hash, node_hash
from tests.portal.history import ADDRESS, Tolunay, history
from tests.portal.pages import ReadPage, read_all

CODES = ("en", "ug", "kk")


@pytest.fixture(scope="module")
def hall() -> Tolunay:
    return history()


@pytest.fixture(scope="module")
def root(hall: Tolunay, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_from(hall.material, folder)
    return folder


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, ReadPage]:
    return read_all(root)


def words(page: ReadPage) -> str:
    return re.sub(r"\s+", " ", page.text)


def test_every_link_of_every_page_leads_to_a_page_or_a_place_on_one(root: Path, pages: dict[str, ReadPage]) -> None:
    lost = []
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("mailto:", f"{ADDRESS}/")):
                continue
            target, _, anchor = link.partition("#")
            where = _resolved(path, unquote(target.partition("?")[0])) if target else path
            if not (root / where).is_file() or (anchor and where in pages and anchor not in pages[where].ids):
                lost.append((path, link))
    assert lost == []


def _resolved(path: str, link: str) -> str:
    steps: list[str] = list(PurePosixPath(path).parent.parts)
    for step in link.split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, ReadPage]) -> None:
    loads = {(page.path, *load) for page in pages.values() for load in page.loads}
    assert [load for load in loads if re.match(r"[a-z]+:|//|/", load[3])] == []


def test_only_the_bodys_own_address_is_named_and_only_as_a_link(pages: dict[str, ReadPage]) -> None:
    named = {link for page in pages.values() for link in page.links if re.match(r"[a-z]+:", link)}
    assert {link.split(":")[0] for link in named} == {"https", "mailto"}
    assert all(link.startswith((f"{ADDRESS}/", "mailto:?subject=")) for link in named)


def test_a_page_allows_itself_nothing_but_its_own_files(pages: dict[str, ReadPage]) -> None:
    assert {page.policy.split(";")[0] for page in pages.values()} == {"default-src 'none'"}
    assert [page.path for page in pages.values() if page.inline] == []
    assert not [page.path for page in pages.values() if "unsafe" in page.policy or "http" in page.policy]


def test_every_element_of_every_page_is_closed_where_it_must_be(pages: dict[str, ReadPage]) -> None:
    assert {page.path: page.wrong + page.open_ for page in pages.values() if page.wrong or page.open_} == {}


def test_a_place_on_a_page_has_one_name(pages: dict[str, ReadPage]) -> None:
    assert {page.path for page in pages.values() if len(set(page.ids)) != len(page.ids)} == set()


def test_headings_go_down_one_step_at_a_time_and_there_is_one_first(pages: dict[str, ReadPage]) -> None:
    for page in pages.values():
        assert page.headings.count(1) == 1, page.path
        later = list(zip(page.headings, page.headings[1:], strict=False))
        assert [pair for pair in later if pair[1] > pair[0] + 1] == [], page.path


def test_whoever_names_a_language_names_its_direction(pages: dict[str, ReadPage]) -> None:
    for page in pages.values():
        assert page.languages[0][0] == "html", page.path
        for tag, lang, way in page.languages:
            if lang:
                assert way == direction(lang), (page.path, tag, lang, way)


def test_each_page_stands_at_the_same_path_in_every_language(pages: dict[str, ReadPage]) -> None:
    by_language = [{path[3:] for path in pages if path.startswith(f"{code}/")} for code in CODES]
    assert by_language[0] == by_language[1] == by_language[2]
    assert len(by_language[0]) > 80


def test_a_title_full_of_markup_stays_a_title(pages: dict[str, ReadPage], root: Path, hall: Tolunay) -> None:
    number = hall.at["hostile"].number
    for code in CODES:
        page = pages[f"{code}/act/{number}.html"]
        assert "<script>alert(1)</script> & “quotes” '\"" in words(page)
        assert "A <b>bold</b> statement about {{ 7 * 7 }}." in words(page)
    for path in root.rglob("*.html"):
        assert b"<script>alert" not in path.read_bytes(), path


def test_a_demonstration_says_so_on_every_page(pages: dict[str, ReadPage]) -> None:
    said = {code: language(code).message("page.demonstration", {"body": ""}).strip() for code in CODES}
    for path, page in pages.items():
        if path != "index.html":
            assert said[path[:2]] in words(page), path


def test_a_withheld_name_is_nowhere_in_the_site(root: Path, pages: dict[str, ReadPage]) -> None:
    for name in ("Nurek Beltir", "نۇرەك", "Нүрек"):
        assert [path for path in root.rglob("*") if path.is_file() and name.encode() in path.read_bytes()] == []
    assert "holder 2 (name withheld on request)" in words(pages["en/offices/index.html"])


def test_corrected_words_stand_beside_those_first_adopted(root: Path, hall: Tolunay) -> None:
    page = (root / f"en/text/{hall.at['declaration'].number}.html").read_text("utf-8")
    assert "<del>third</del> <ins>second</ins>" in page
    changed = (root / f"en/act/{hall.at['corrected'].number}.html").read_text("utf-8")
    assert "<del>third</del> <ins>second</ins>" in changed


def test_a_text_shows_what_came_of_each_operation(pages: dict[str, ReadPage], hall: Tolunay) -> None:
    page = words(pages[f"en/text/{hall.at['declaration'].number}.html"])
    assert "Pledge Kept in part, reported 20 November 2026" in page
    assert "Pledge Late: due 1 December 2026" in page
    assert "Call Waiting since 12 September 2026 Governments" in page
    assert "Kept each year on 19 May" in page
    assert "Repealed on 5 December 2026" in page


def test_a_letter_whose_call_was_repealed_says_that_its_addressee_is_to_be_told(
    pages: dict[str, ReadPage], hall: Tolunay
) -> None:
    assert "the addressee is to be told" in words(pages[f"en/act/{hall.at['letter'].number}.html"])


def test_an_annulled_election_stays_readable_under_a_notice(pages: dict[str, ReadPage], hall: Tolunay) -> None:
    vice = words(pages[f"en/act/{hall.at['vice'].number}.html"])
    assert f"act {hall.at['annulled'].number} annulled this act on 5 December 2026, from its start: forgery" in vice
    assert "Contested in" in words(pages[f"en/act/{hall.at['lost'].number}.html"])


def test_pages_with_derived_states_name_the_day_of_the_last_act(pages: dict[str, ReadPage]) -> None:
    for path in ("index", "follow-up/index", "offices/index", "texts/index", "rules/index"):
        assert "7 December 2026" in words(pages[f"en/{path}.html"]), path


def test_a_text_without_words_in_the_readers_language_says_so(pages: dict[str, ReadPage], hall: Tolunay) -> None:
    page = words(pages[f"kk/text/{hall.at['declaration'].number}.html"])
    assert language("kk").message("text.not-in-yours", {"language": "ұйғыр"})[:20] in page


def test_a_translation_that_nobody_reviewed_is_marked(pages: dict[str, ReadPage], hall: Tolunay) -> None:
    page = words(pages[f"en/text/{hall.at['declaration'].number}.html"])
    assert "This translation (English) has not been reviewed. The authentic text decides: Uyghur." in page


def test_the_note_beside_a_page_is_the_act_as_signed(root: Path, hall: Tolunay) -> None:
    for number, note in enumerate(hall.notes):
        assert (root / f"act/{number}.note").read_bytes() == note


def test_the_proof_beside_a_page_holds(root: Path, hall: Tolunay) -> None:
    for number, note in enumerate(hall.notes):
        proof = parse_proof((root / f"act/{number}.tlog-proof").read_bytes())
        assert proof.index == number
        proof.check(leaf_hash(note))


def test_the_path_on_a_page_leads_to_a_node_on_the_page_about_checking(root: Path, hall: Tolunay) -> None:
    from base64 import b64decode, b64encode

    checking = (root / "en/verify.html").read_text("utf-8")
    for number in (0, 5, len(hall.notes) - 1):
        page = (root / f"en/act/{number}.html").read_text("utf-8")
        leaf, *hashes = re.findall(r"(?:leaf|\d+|node)  ([A-Za-z0-9+/]{43}=)", page)
        *siblings, top = hashes
        node, place = b64decode(leaf), number
        for sibling in map(b64decode, siblings):
            node = node_hash(sibling, node) if place & 1 else node_hash(node, sibling)
            place >>= 1
        assert b64encode(node).decode() == top
        assert top in checking


def test_files_of_acts_can_be_taken_and_are_known_by_their_fingerprints(root: Path, hall: Tolunay) -> None:
    number = hall.at["declaration"].number
    assert (root / f"file/{number}.pdf").read_bytes() == b"%PDF-1.7 the declaration"
    assert f"{number},file.pdf," in (root / "data/files.csv").read_text("utf-8")


def test_persons_have_pages_only_as_holders_of_posts_and_seats(pages: dict[str, ReadPage], hall: Tolunay) -> None:
    holders = {t.person.split("/")[1] for held in hall.book.tenures.values() for t in held}
    assert {path for path in pages if path.startswith("en/person/")} == {f"en/person/{n}.html" for n in holders}
