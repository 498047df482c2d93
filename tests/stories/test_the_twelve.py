"""The twelve stories of the register law are each told twice, by acts and by what anybody can type; its refusals, each once."""

from pathlib import Path

import pytest

from qurultay.acts.breach import BREACHES
from tests.acts.test_breaches import EARNED

TESTS = Path(__file__).resolve().parent.parent
STORIES = (
    "the_president_will_not_leave", "an_election_annulled_after_letters", "a_key_used_after_an_arrest",
    "two_assemblies_from_one_record", "reunion", "nine_years_without_quorum", "every_key_lost", "the_operator_is_expelled",
    "a_repealed_resolution_and_its_letters", "a_name_withdrawn", "a_body_that_is_older_than_its_record",
    "handed_over_and_concluded",
)  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_by_acts_and_by_the_command_line(story: str) -> None:
    assert (TESTS / "stories" / f"test_{story}.py").is_file()
    typed = "".join(path.read_text() for path in (TESTS / "cli").glob("test_stories_of_*.py"))
    assert typed.count(f"def test_{story}(") == 1


REFUSALS = {
    "an act for another branch": "other-branch",
    "entered after its last day": "entered-too-late",
    "the same text twice": "id-again",
    "one person as two signatories": "person-twice",
    "one key twice": "key-twice",
    "dated before its basis": "before-its-basis",
    "dated in the future": "from-the-future",
    "holder on the date and not at entry": "not-holder-at-entry",
    "holder at entry and not on the date": "not-holder-on-date",
    "rules that ask for less, by an ordinary act": "not-announced",
    "a removal by annulment": "annulment",
    "a suspension below the number of signatures": "suspension",
    "a second stop": "second-stop",
    "entitled is not the filled seats less the suspended": "credentials",
    "a label used again": "label-again",
    "a correction of a figure": "not-correctable",
    "words of a provision in force withheld without an edited part": "withheld",
    "anything after the conclusion": "concluded",
}
"""Register law §9; that a continuation without keepers is shown as a claim is no refusal, and told in the stories."""


@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_of_the_law_has_a_sentence_of_its_own_and_an_act_that_earns_it(refusal: str) -> None:
    code = REFUSALS[refusal]
    assert EARNED[code] and BREACHES[code]
    assert list(BREACHES.values()).count(BREACHES[code]) == 1 and list(REFUSALS.values()).count(code) == 1
