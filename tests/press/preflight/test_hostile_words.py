"""Words that nobody wrote in good faith: every check answers in a time that grows no faster than they do.

Each piece is repeated to a million letters in the full campaign, and to a tenth of that otherwise; the limit is generous,
because a check that looks back over the whole text for every find takes minutes and not seconds.
"""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.press.preflight import Version, check
from qurultay.press.preflight.check import CHECKS
from qurultay.press.preflight.codes import CODES
from qurultay.press.preflight.names import spelt_two_ways
from qurultay.press.preflight.reading import version_of
from qurultay.press.preflight.translations import check_translations
from qurultay.press.preflight.version import MOST_CHARACTERS
from qurultay.press.preflight.waivers import read_waivers
from qurultay.press.refusal import Refusal
from tests.press.preflight.given import ON, known

LETTERS = 1_000_000
PIECES = [
    "a", "A ", "1 ", "\n", " \n", "(", "[", "[name ", "{{", "“", "'a ", "\"", "12 November 2023 ", "from 12 to 10 November ",
    "Monday, ", "03/04/2026 ", "2025-2024 ", "the 90th anniversary of the First Republic (1931–1938) and ", "past thirty years ",
    "fifty years ago ", "A/RES/", "1514 (XV) ", "resolution 61/295 of ", "article 5 of the Rome Statute ", "IX (IX) ", "MDCL",
    "National Assembly Tolunay of ", "Tolunia ", "Nur-Sultan ", "+00 5", "a@b.", "1. a\n2. b\n", "§ 1\na\n", "it is said that ",
    "reasonable grounds to believe ", "the archive was burnt ", "\u0410a", "____ ", "first of ", "\U0001d400", "a\u0308",
]  # fmt: skip
FOREIGN = [("ug", "خە"), ("ug", "2023-يىلى 12-نويابىر "), ("ug", "بىرىنچى جۇمھۇرىيەتنىڭ 94 يىللىقى "), ("kk", "2023 жылғы 12 қараша "),
           ("kk", "Бірінші республиканың 94 жылдығы "), ("kk", "Толуния ")]  # fmt: skip
ALL = [*(("en", piece) for piece in PIECES), *FOREIGN]


@pytest.mark.parametrize(("language", "piece"), ALL, ids=[f"{n}-{language}" for n, (language, _) in enumerate(ALL)])
def test_a_million_letters_of_one_piece_take_every_check_seconds(
    language: str, piece: str, campaign: Callable[[int], int]
) -> None:
    text = piece * (campaign(LETTERS) // len(piece))
    version = Version(name="a.en", text=text, language=language, form="text", on=ON)
    other = Version(name="a.kk", text=text, language="kk", form="text", on=ON)
    for each in CHECKS:
        before = time.process_time()
        for finding in each(version, known()):
            assert finding.code in CODES
        assert time.process_time() - before < 20, each.__name__
    before = time.process_time()
    assert all(finding.part for finding in spelt_two_ways([version]))
    assert all(finding.part == "a.kk" for finding in check_translations([version, other]))
    assert time.process_time() - before < 20


WORDS = st.lists(st.sampled_from([*PIECES, *(piece for _, piece in FOREIGN), "We call on ", "all states", "to act", ". ", "\n\n", "é", "😀"]),
                 max_size=30).map("".join)  # fmt: skip


@given(WORDS)
def test_whatever_the_words_are_the_findings_are_of_the_closed_table_and_point_into_them(words: str) -> None:
    version = version_of(words, "a.txt")
    for finding in check([version], known()):
        assert finding.code in CODES
        assert 0 <= finding.start <= finding.end <= len(version.text)
        assert finding.sentence().startswith("a.txt")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * (MOST_CHARACTERS + 1), "more than 1200000 characters"),
        ("We \u202emet.", "bidi override"),
        ("We \x07met.", "control character"),
        ("We \ud800met.", "lone surrogate"),
    ],
)
def test_what_cannot_be_checked_gets_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        version_of(text, "a.txt")
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_markup_in_the_words_stays_words() -> None:
    version = version_of("<script>alert(1)</script> We meet on 31 November 2026 {{ name }}.", "a.txt")
    assert {f.code for f in check([version], known())} >= {"date-impossible", "placeholder"}


def test_a_waiver_of_a_hundred_thousand_lines_is_read_soon() -> None:
    before = time.process_time()
    waivers, faults = read_waivers("a in b: " * 100_000 + "\n" + "x\n" * 100_000, "waivers.en")
    assert (len(waivers), len(faults)) == (0, 100_001)
    assert time.process_time() - before < 20
