"""Two records on one page: facts in the order of C10, both sides in the same words, exchanged like two columns."""

from __future__ import annotations

import re
from html import unescape

import pytest

from qurultay.acts.amending import Contested
from qurultay.acts.breach import Breach
from qurultay.portal.comparison_page import comparison_page, sections_of
from qurultay.portal.languages import INTERFACE, language
from qurultay.portal.voice import Voice
from qurultay.record.comparing import compare
from qurultay.record.unentered import Unentered
from tests.stories.splitting import Assembly, before_the_split, parted
from tests.stories.test_two_assemblies_from_one_record import LETTER, Split

ORDER = ["beginnings", "keys", "after", "undisputed", "sittings", "keepers", "muster", "witnesses", "ends"]
ENGLISH = Voice(language("en"))


def continued() -> tuple[Assembly, Assembly]:
    """One keeps the record and sits; the other continues it, and something there is contested."""
    split = Split()
    split.a.on("2027-03-09").hold_session("session/10")
    refs = (("amends", split.letter_b.ref),)
    split.b.enter(Contested(step="opened", ground="quorum"), refs=refs, signatories=("keeper/1",))
    return split.a, split.b


def forked() -> tuple[Assembly, Assembly]:
    """Two histories under one founding."""
    a, b = parted(before_the_split())
    a.on("2027-03-03").enter(LETTER, parts=a.said("text.en"))
    b.on("2027-03-04").enter(LETTER, parts=b.said("title.en", "text.en"))
    b.on("2027-03-05").hold_session("session/10")
    return a, b


@pytest.fixture(scope="module", params=[continued, forked], ids=["continuation", "fork"])
def sides(request: pytest.FixtureRequest) -> tuple[Assembly, Assembly]:
    found: tuple[Assembly, Assembly] = request.param()
    return found


def facts(a: Assembly, b: Assembly) -> list[tuple[str, ...]]:
    """Every sentence and row of the page, under its heading."""
    pair = (a.branch, b.branch)
    found: list[tuple[str, ...]] = []
    for section in sections_of(compare(*pair), pair):
        found += [(section.heading, ENGLISH.plain(each)) for each in section.words]
        rows = section.table.rows if section.table else ()
        found += [(section.heading, *(ENGLISH.plain(cell) for cell in row)) for row in rows]
    return found


def turned(fact: tuple[str, ...]) -> tuple[str, ...]:
    """What the same fact is where A and B have exchanged their names."""
    heading, *cells = fact
    names = {"A": "B", "B": "A"}
    swapped = [re.sub(r"\b[AB]\b(?! witness)", lambda name: names[name[0]], cell) for cell in cells]
    if heading not in ("sittings", "after") and len(swapped) > 1:
        swapped[-2:] = swapped[:-3:-1]
    return (heading, *swapped)


def test_the_facts_come_in_the_order_of_the_law(sides: tuple[Assembly, Assembly]) -> None:
    assert list(dict.fromkeys(heading for heading, *_ in facts(*sides))) == ORDER


def test_seen_from_the_other_side_only_the_names_are_exchanged(sides: tuple[Assembly, Assembly]) -> None:
    a, b = sides
    assert sorted(facts(b, a)) == sorted(map(turned, facts(a, b)))
    assert facts(a, b) != facts(b, a)


def test_the_muster_is_two_numbers_of_one_and_who_stands_by_both_is_named(sides: tuple[Assembly, Assembly]) -> None:
    said = [fact for fact in facts(*sides) if fact[0] == "muster"]
    assert said[0][1].startswith("It was taken in act 12 and has 9 seats.")


def test_who_stands_by_both_sides_is_counted_for_neither() -> None:
    said = [fact[1:] for fact in facts(*continued()) if fact[0] == "muster"]
    assert said[1] == ("Counted for neither, since they stand by both: seat 3",)
    assert said[2] == ("Seats that stand by it", "2 of 9", "5 of 9")


def test_a_contest_and_a_claim_are_told_on_the_side_they_are_on() -> None:
    said = {fact[1]: fact[2:] for fact in facts(*continued()) if fact[0] == "ends"}
    assert said["Under an open contest"] == ("None", "act 1")
    assert said["Acknowledges that the other continues it"] == ("No", "")


@pytest.mark.parametrize("code", INTERFACE)
def test_the_page_needs_nothing_else_and_says_no_verdict(code: str) -> None:
    a, b = continued()
    pair = (a.branch, b.branch)
    page = comparison_page(compare(*pair), pair, ("<a>.zip", "https://b.example"), code).decode()
    assert f'<html lang="{code}"' in page and page.count("<h1>") == 1
    assert not re.search(r"<script|<link|<img|src=|url\(|@import|href=", page)
    assert "&lt;a&gt;.zip" in page and "<a>" not in page
    assert "{" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    text = unescape(re.sub(r"<[^>]+>", " ", page))
    assert not re.search(r"\b(valid|legitimate|invalid|true record)\b", text)
    assert language(code).message("act.stands-never", {}) in re.sub(r"[\u2066-\u2069]", "", text)


def test_what_a_law_said_of_a_text_is_told_in_the_readers_language_and_in_its_own_words() -> None:
    a, b = continued()
    pair, against = (
        (a.branch, b.branch),
        Breach("missing-signature", "{signatory} has not signed", signatory="keeper/1"),
    )
    refused = Unentered(
        text="0" * 64, act=a.branch.entries[-1].act, signed=(), seen=(), entered=(None, None),
        against=(against.sentence, "in words that nobody knows"),
    )  # fmt: skip
    found = compare(*pair, (refused,))
    page = unescape(re.sub(r"<[^>]+>", "", comparison_page(found, pair, ("a", "b"), "ug").decode()))
    assert "1-ساقلىغۇچى تېخى ئىمزا قويمىدى (keeper/1 has not signed)" in re.sub(r"[\u2066-\u2069]", "", page)
    assert "in words that nobody knows" in page
    assert "Its law said then: keeper/1 has not signed" in comparison_page(found, pair, ("a", "b"), "en").decode()


def test_two_copies_of_one_record_do_not_part() -> None:
    first, second = parted(before_the_split())
    said = facts(first, second)
    assert ("beginnings", "They do not part: one is an earlier copy of the other, or both are the same.") in said
