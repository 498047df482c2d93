"""Why something was refused is said in the reader's language as exactly as in English."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

import pytest

from qurultay.acts.breach import Breach
from qurultay.gazette.objections import OWN
from qurultay.portal.languages import language
from qurultay.portal.reasons import MENDS, obstacle, reason, reasons, with_reasons
from qurultay.portal.values import Named
from qurultay.portal.voice import Voice
from qurultay.press.drafts import read
from qurultay.press.preflight.codes import CODES
from qurultay.press.preflight.finding import Finding
from qurultay.press.refusal import Refusal
from qurultay.record.errors import OBSTACLES, REASONS
from qurultay.tlog.sentence import Sentence
from tests.portal.conftest import STATIC
from tests.portal.said_by_the_floors import MET, places_of, said_in

OTHERS = ("ug", "kk")
ENGLISH = reasons("en")
VOICES = {code: Voice(with_reasons(language(code))) for code in ("en", *OTHERS)}
SAID = set().union(*map(said_in, MET))


def called(ref: str) -> Named:
    names = {"post/president": (("ug", "رەئىس"), ("en", "President")), "person/7": (("ug", "ئالىم"),)}
    return Named(ref=ref, words=names.get(ref, ()))


def plain(code: str, said: object) -> str:
    return VOICES[code].plain(said)  # type: ignore[arg-type]


# Everything is there.


@pytest.mark.parametrize("code", OTHERS)
def test_every_code_of_the_closed_tables_is_explained_in_every_language(code: str) -> None:
    held = reasons(code)
    codes, obstacles = {*REASONS, *OWN, *CODES, "not-readable"}, set(OBSTACLES)
    assert {key.removeprefix("reason.codes.") for key in held if key.startswith("reason.codes.")} == codes
    assert {key.removeprefix("reason.obstacles.") for key in held if key.startswith("reason.obstacles.")} == obstacles
    assert {key.removeprefix("reason.mends.") for key in held if key.startswith("reason.mends.")} == set(MENDS)


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_that_a_secretary_meets_is_there_in_every_language(code: str) -> None:
    held = {key.removeprefix("reason.sentences.") for key in reasons(code) if key.startswith("reason.sentences.")}
    assert sorted(SAID - held) == []
    assert sorted(held - SAID) == []


def test_english_says_what_the_floors_say_and_nothing_of_its_own() -> None:
    assert set(ENGLISH) == set(reasons("ug")) == set(reasons("kk"))
    assert ENGLISH["reason.sentences.{signatory} has not signed"] == "{signatory} has not signed"


@pytest.mark.parametrize("code", OTHERS)
def test_a_reason_names_the_same_things_in_every_language(code: str) -> None:
    assert {key for key, words in reasons(code).items() if places_of(words) != places_of(ENGLISH[key])} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_reason_is_plain_words_in_one_form_of_unicode(code: str) -> None:
    for key, words in reasons(code).items():
        assert words == unicodedata.normalize("NFC", words), key
        assert words.strip() == words or ENGLISH[key].strip() != ENGLISH[key], key
        assert not re.search(r"[<>\u200b-\u200f\u202a-\u202e\u2066-\u2069]|  ", words), key


TYPED = frozenset((
    "act", "amends", "answers", "body", "carries", "checkpoint", "cites", "election", "en", "end", "enter",
    "evidence", "docx", "file", "group", "id", "in", "issued", "keep", "key", "known", "kind", "kk", "log", "met",
    "none", "on", "parts", "press", "quorum", "qurultay", "refs", "reviewed", "sealed", "sign", "ug", "witness",
    "zip",
))  # fmt: skip
"""Words in small Latin letters that are typed as they are: fields, languages, commands."""


@pytest.mark.parametrize("code", OTHERS)
def test_no_latin_word_stands_in_a_reason_but_those_that_are_typed_as_they_are(code: str) -> None:
    """What stands in Latin letters is the name of a format, a rule, a field or a command, and in the English sentence too."""
    latin = re.compile("[A-Za-z][A-Za-z0-9]*(?:[./_:-]+[A-Za-z0-9]+)*")
    strange = {
        (key, word)
        for key, words in reasons(code).items()
        for word in latin.findall(re.sub(r"\{\w+(?::\w+)?\}", "", words))
        if word not in re.sub(r"\{\w+(?:![a-z])?(?::\w+)?\}", "", ENGLISH[key])
        or (len(word) > 1 and re.fullmatch("[A-Z]?[a-z]+", word) and word not in TYPED | {"Word", "Markdown"})
    }
    assert strange == set()


def test_an_uyghur_reason_is_in_the_letters_of_uyghur() -> None:
    """The tables of the press say which letters only look like those of Uyghur."""
    from qurultay.press.preflight.scripts import _NOT_UYGHUR_LETTER

    assert {key for key, words in reasons("ug").items() if _NOT_UYGHUR_LETTER.search(words)} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_of_reasons_says_each_thing_once_and_that_nobody_has_reviewed_it(code: str) -> None:
    seen: list[list[str]] = []
    text = (STATIC.parent / f"reasons/{code}.json").read_text("utf-8")
    held = json.loads(text, object_pairs_hook=lambda pairs: seen.append([key for key, _ in pairs]) or dict(pairs))
    assert all(len(keys) == len(set(keys)) for keys in seen)
    assert held["reviewed"] is False


# And says what the English says.


def test_a_reason_names_the_office_the_person_the_day_and_the_act() -> None:
    bad = Breach(
        "not-holder-on-date",
        "{person} signed as {post}, but {holder} held it on {date}",
        person="person/7", post="post/president", holder="person/9", date=date(2026, 6, 2),
    )  # fmt: skip
    said = plain("ug", reason(bad.code, bad.sentence, called))
    assert said == "ئالىم رەئىس نامىدا ئىمزا قويغان، لېكىن 2026-يىلى 2-ئىيۇن كۈنى ئۇ ۋەزىپىدە 9-شەخس ئىدى"
    act = Breach("may-not-amend", "{target} was confirmed by act {by} already", target="act/17", by=21)
    assert plain("kk", reason(act.code, act.sentence, called)) == "17-акт 21-актімен бекітіліп қойған"


def test_a_finding_keeps_its_place_its_words_and_how_to_mend_it() -> None:
    found = Finding(
        code="placeholder",
        part="text.ug",
        line=3,
        reason=Sentence("{words!r} was left to be filled in", words="[name]"),
    )
    said = plain("ug", reason(found.code, found.said(), called))
    assert said == "text.ug، 3-قۇر: «[name]» تولدۇرۇلماي قالغان؛ ئۇ يەرگە كېرەكلىكىنى يېزىڭ"


def test_a_line_of_yaml_that_cannot_be_read_is_named_with_its_fault_and_its_mend() -> None:
    with pytest.raises(Refusal) as bad:
        read("kind: issued\nkind: closed\n")
    said = plain("ug", reason(bad.value.code, bad.value.sentence, called))
    assert said == "draft، 2-قۇر: 'kind' ئىككى قېتىم تۇرىدۇ (بىرىنچىسى 1-قۇردا)؛ ئىككىسىدىن بىرىنى قالدۇرۇڭ."


def test_a_sentence_without_words_of_its_own_is_said_as_its_code_means() -> None:
    inside = Sentence("{where}: {what}", where="draft.yaml", what=Sentence("the moon is blue"))
    assert plain("kk", reason("no-basis", inside, called)).startswith("draft.yaml: негіз болған ереже")
    general = reason("rules", "the rules in force have version 3; the next is 4", called)
    assert plain("ug", general) == reasons("ug")["reason.codes.rules"]
    assert reason("no-such-code", inside, called) is None
    assert plain("ug", obstacle("disk-full")).startswith("دىسكىدا بوش ئورۇن يوق")


def test_what_a_stranger_typed_is_never_read_as_a_place_or_as_markup() -> None:
    bad = Breach("no-basis", "{basis} is neither a rule nor an adopted text", basis="{post}<b>")
    assert plain("ug", reason(bad.code, bad.sentence, called)).startswith("{post}<b> ")
    assert "<code>{post}&lt;b&gt;</code>" in VOICES["ug"].tell(reason(bad.code, bad.sentence, called))
    words = "words {that} have braces"
    assert Sentence.of(words) == words


def test_a_sentence_is_the_string_it_says_and_goes_from_one_process_to_another() -> None:
    import pickle

    said = Sentence("{posts} were vacant on {day}", posts=["post/a", "post/b"], day=date(2026, 6, 2))
    assert said == "post/a, post/b were vacant on 2026-06-02"
    again = pickle.loads(pickle.dumps(said))
    assert (again, again.pattern, again.facts) == (said, said.pattern, said.facts)
