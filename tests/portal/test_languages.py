"""Every language says everything, in whole sentences with the same places, and counts as it counts."""

from __future__ import annotations

import json
import re
from datetime import date
from string import Formatter

import pytest

from qurultay.acts.kinds import KINDS
from qurultay.portal.languages import INTERFACE, Language, NoWords, Words, language, own_name
from tests.portal.conftest import STATIC

LANGUAGES = [language(code) for code in INTERFACE]
OTHERS = [one for one in LANGUAGES if one.code != "en"]


def places(sentence: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}


def forms(words: Words) -> list[str]:
    return [words] if isinstance(words, str) else list(words.values())


@pytest.mark.parametrize("other", OTHERS, ids=lambda one: one.code)
def test_no_language_lacks_a_sentence_that_another_has(other: Language) -> None:
    assert set(other.words) == set(language("en").words)


@pytest.mark.parametrize("other", OTHERS, ids=lambda one: one.code)
def test_a_sentence_has_the_same_places_in_every_language(other: Language) -> None:
    for key, words in language("en").words.items():
        mine, theirs = (set().union(*map(places, forms(one))) for one in (words, other.words[key]))
        assert mine == theirs, key


@pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.code)
def test_only_the_singular_may_leave_something_out(one: Language) -> None:
    for key, words in one.words.items():
        if isinstance(words, dict):
            assert "other" in words and set(words) <= {"one", "other", "vowel"}, key
            whole = places(words["other"])
            assert all(places(words[form]) == whole for form in words if form != "one"), key


@pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.code)
def test_a_sentence_is_text_and_never_markup_nor_hidden_signs(one: Language) -> None:
    for key, words in one.words.items():
        for sentence in forms(words):
            assert sentence.strip() == sentence != "", key
            assert not re.search(r"[<>&\u200b-\u200f\u202a-\u202e\u2066-\u2069]|  ", sentence), key


@pytest.mark.parametrize("code", INTERFACE)
def test_a_catalogue_says_each_thing_once(code: str) -> None:
    text = (STATIC.parent / f"words/{code}.json").read_text("utf-8")
    seen: list[str] = []
    json.loads(text, object_pairs_hook=lambda pairs: seen.extend(key for key, _ in pairs))
    repeated = {key for key in seen if "." in key and seen.count(key) > 1}
    assert repeated == set()


def test_the_words_that_no_native_reader_has_reviewed_say_so() -> None:
    assert {one.code: one.reviewed for one in LANGUAGES} == {"en": True, "ug": False, "kk": False}


@pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.code)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_act_has_a_name_in_every_language(one: Language, kind: str) -> None:
    assert one.has(f"kind.{kind}")


def test_what_software_should_not_say_is_not_said() -> None:
    """Look and voice §9: never these words, no exclamation marks."""
    for key, words in language("en").words.items():
        for sentence in forms(words):
            assert not re.search(
                r"\b(?:invalid|error|successful|successfully|please|oops|click|blob|hash|ID)\b|!", sentence
            ), key


DAY = date(2028, 3, 1)


def test_a_day_is_written_as_letters_in_that_language_write_it() -> None:
    assert [one.day(DAY) for one in LANGUAGES] == ["1 March 2028", "2028-يىلى 1-مارت", "2028 жылғы 1 наурыз"]
    assert [one.short_day(DAY) for one in LANGUAGES] == ["1 Mar 2028", "2028-03-01", "2028-03-01"]
    assert [one.month_day(DAY) for one in LANGUAGES] == ["1 March", "1-مارت", "1 наурыз"]
    assert [one.month_year(DAY) for one in LANGUAGES] == ["March 2028", "2028-يىلى مارت", "2028 жылғы наурыз"]
    assert [one.weekday(DAY) for one in LANGUAGES] == ["Wednesday", "چارشەنبە", "сәрсенбі"]


@pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.code)
def test_a_year_has_twelve_months_and_a_week_seven_days(one: Language) -> None:
    assert (len(set(one.months)), len(set(one.weekdays))) == (12, 7)


def sample(code: str, **said: Words) -> Language:
    known = language(code)
    return Language(
        code=code, name=known.name, reviewed=False, comma=known.comma, months=known.months, weekdays=known.weekdays,
        days=known.days, words=said,
    )  # fmt: skip


def test_a_number_takes_the_form_its_language_asks_for() -> None:
    english = sample("en", call={"one": "one call", "other": "{count} calls"})
    assert [english.message("call", {"count": n}) for n in (0, 1, 2)] == ["0 calls", "one call", "2 calls"]
    uyghur = sample("ug", met={"vowel": "{count} سى", "other": "{count} ى"})
    assert [uyghur.message("met", {"count": n})[-2:].strip() for n in (1, 2, 3, 6, 7, 12, 20, 50)] == [
        "ى", "سى", "ى", "سى", "سى", "سى", "سى", "ى",
    ]  # fmt: skip
    kazakh = sample("kk", met={"vowel": "v", "other": "c"})
    assert "".join(kazakh.message("met", {"count": n}) for n in (2, 3, 20, 30, 50)) == "vcvcv"


def test_a_name_that_ends_in_a_vowel_may_take_another_form() -> None:
    uyghur = sample("ug", of={"vowel": "{name} v", "other": "{name} c"})
    assert [uyghur.message("of", {"name": name})[-1] for name in ("ئايلا", "سابىر", "")] == ["v", "c", "c"]


def test_what_stands_in_a_place_is_never_read_as_a_place() -> None:
    assert sample("en", say="{name}!").message("say", {"name": "{count} {0}"}) == "{count} {0}!"


def test_a_sentence_that_lacks_something_is_refused_by_name() -> None:
    with pytest.raises(NoWords, match=r"en has no words for 'no\.such'"):
        language("en").message("no.such", {})
    with pytest.raises(NoWords, match=r"'ref\.act' has the place 'number'"):
        language("en").message("ref.act", {})
    with pytest.raises(NoWords, match="no catalogue for 'xx'; there are en, ug, kk"):
        language("xx")


def test_words_of_a_record_may_be_in_a_language_we_have_no_name_for() -> None:
    assert language("en").message("lang.kk", {}) == "Kazakh"
    assert language("en").message("lang.sah", {}) == own_name("sah") == "Сахалыы"
    assert language("en").message("lang.xyz", {}) == "xyz"
