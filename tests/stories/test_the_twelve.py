"""The twelve stories of the register law are each told twice: by acts, and by what anybody can type."""

from pathlib import Path

import pytest

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
