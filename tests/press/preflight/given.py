"""What the tests of the checks begin with: Tolunay's facts, and a short way to ask what is found in some words."""

from datetime import date
from functools import cache

from qurultay.cli.tolunay import FACTS
from qurultay.press.preflight import Finding, Knowledge, check
from qurultay.press.preflight.facts_file import load_facts
from qurultay.press.preflight.reading import limits, version_of
from qurultay.press.preflight.version import Form

ON = date(2026, 11, 3)
LETTER = "{day}\n\n{to}\n\n{greeting},\n\n{words}\n\nYours sincerely,\n\nA. Tornay\nPresident\n"


@cache
def known() -> Knowledge:
    """The shipped facts and Tolunay's."""
    return Knowledge(facts=load_facts(FACTS))


def found(
    words: str,
    language: str | None = "en",
    on: date | None = ON,
    form: Form | None = "words",
    know: Knowledge | None = None,
) -> list[Finding]:
    """Everything that is found in these words."""
    version = version_of(words, "a.txt", language, form, on)
    return [*check([version], know or known()), *limits(version)]


def codes(
    words: str,
    language: str | None = "en",
    on: date | None = ON,
    form: Form | None = "words",
    know: Knowledge | None = None,
) -> list[str]:
    """The codes of what is found."""
    return [finding.code for finding in found(words, language, on, form, know)]


def letter(
    words: str,
    to: str = "The Director\nNorthern Archive",
    greeting: str = "Dear Director",
    day: str = "3 November 2026",
) -> str:
    """A letter with these words in it."""
    return LETTER.format(words=words, to=to, greeting=greeting, day=day)
