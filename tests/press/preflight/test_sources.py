"""The two public documents this system was drawn from: what is wrong in them is found, and what is right is confirmed."""

from collections import Counter
from pathlib import Path

import pytest

from qurultay.press.preflight import Finding, check
from qurultay.press.preflight.reading import version_of


@pytest.fixture(scope="module")
def findings(shared: Path) -> list[Finding]:
    names = ("declaration-2023.txt", "letter-2021.txt")
    return list(check([version_of((shared / "source" / name).read_text(encoding="utf-8"), name) for name in names]))


def of(findings: list[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def test_the_anniversary_in_the_letter_is_the_thirtieth_and_its_own_words_say_so(findings: list[Finding]) -> None:
    (wrong,) = of(findings, "anniversary-wrong")
    assert (wrong.part, wrong.words, wrong.how) == (
        "letter-2021.txt",
        "20th Anniversary of Kazakhstan's Independence",
        "write 30",
    )
    assert "1991" in wrong.reason and "past thirty years" in wrong.reason
    assert [f.part for f in of(findings, "anniversary-own-words")] == ["letter-2021.txt"]


def test_the_ninetieth_and_the_seventy_ninth_are_confirmed(findings: list[Finding]) -> None:
    right = of(findings, "anniversary-right")
    assert [f.words.split()[0] for f in right] == ["90th", "79th"]
    assert {f.part for f in right} == {"declaration-2023.txt"}


def test_the_official_name_is_spelt_in_two_ways_across_them(findings: list[Finding]) -> None:
    (two,) = of(findings, "name-spelt-two-ways")
    assert "سۇرگۈندى" in two.words and "سۈرگۈندى" in two.reason


def test_no_call_has_a_deadline_and_the_letter_asks_for_no_reply_by_a_day(findings: list[Finding]) -> None:
    assert Counter(f.part for f in of(findings, "call-undated")) == {"declaration-2023.txt": 8, "letter-2021.txt": 2}
    assert [f.part for f in of(findings, "reply-undated")] == ["letter-2021.txt"]


def test_the_hedges_of_the_letter_have_no_finding_behind_them(findings: list[Finding]) -> None:
    hedges = " ".join(f.words for f in of(findings, "claim-hedged"))
    assert all(word in hedges for word in ("rumors", "unverified", "no official account", "may have been", "seems to"))
    assert {f.part for f in of(findings, "claim-hedged")} == {"letter-2021.txt"}


def test_the_citation_the_addressee_and_the_quoted_names_are_in_order(findings: list[Finding]) -> None:
    assert [f.words for f in of(findings, "citation-right")] == ["1514 (XV)"]
    assert [f.part for f in of(findings, "addressee-right")] == ["letter-2021.txt"]
    assert {f.code for f in findings if f.severity == "error"} == {"anniversary-wrong", "name-spelt-two-ways"}
