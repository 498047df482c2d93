"""Every sentence of the secretariat is there in every language, with the same places; and every one that is said exists."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.frame.catalogue import ROOMS, room_words, spoken

SOURCE = Path(str(files("qurultay.secretariat")))
PLACE = re.compile(r"\{(\w+)\}")
SAID = (
    re.compile(r"""\b(?:say|attribute_of|plain_of)\(\s*["']([a-z][\w.-]*\.[\w.-]*[\w-])["']\s*[,)]"""),
    re.compile(r"""\b(?:OutOfOrder|Saying\.of)\(\s*["']([a-z][\w.-]*[\w-])["']\s*[,)]"""),
)


def forms(words: str | dict[str, str]) -> list[str]:
    return [words] if isinstance(words, str) else list(words.values())


def said_keys() -> Iterator[tuple[str, str]]:
    """Every key that stands whole in a template or a module, and where."""
    for place in sorted(SOURCE.rglob("*")):
        if place.suffix in (".html", ".py"):
            text = place.read_text("utf-8")
            for each in SAID:
                yield from ((str(place.relative_to(SOURCE)), found) for found in each.findall(text))


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", [code for code in INTERFACE if code != "en"])
def test_every_sentence_is_there_in_every_language(room: str, code: str) -> None:
    english, other = room_words(room, "en"), room_words(room, code)
    assert sorted(set(english) ^ set(other)) == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", [code for code in INTERFACE if code != "en"])
def test_every_sentence_has_the_same_places_in_every_language(room: str, code: str) -> None:
    english, other = room_words(room, "en"), room_words(room, code)
    places = {key: set().union(*(PLACE.findall(form) for form in forms(said))) for key, said in english.items()}
    strays = {
        key: form
        for key in english.keys() & other.keys()
        for form in forms(other[key])
        if not set(PLACE.findall(form)) <= places[key]
    }
    lacking = {
        key for key in english.keys() & other.keys()
        if not any(set(PLACE.findall(form)) >= places[key] - {"count"} for form in forms(other[key]))
    }  # fmt: skip
    assert strays == {}
    assert sorted(lacking) == []


def test_every_sentence_that_is_said_exists() -> None:
    known = spoken("en")
    assert [(place, key) for place, key in said_keys() if not known.has(key)] == []


def test_no_sentence_is_glued_to_another_in_a_template() -> None:
    """Two sentences side by side on one line with nothing but a word between them are a fragment (look and voice §9)."""
    glued = re.compile(r"\{\{ say\([^}]*\) \}\}\s*[:;,–-]\s*\{\{")
    found = [
        (str(place.relative_to(SOURCE)), match[0])
        for place in sorted(SOURCE.rglob("*.html"))
        for match in glued.finditer(place.read_text("utf-8"))
    ]
    assert found == []
