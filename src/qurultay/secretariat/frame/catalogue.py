"""The words of the secretariat in the languages of the interface.

A room keeps its own sentences in `words/CODE.json` beside its code, and where it has many in a file for each matter,
`words/CODE-votes.json`; here they are laid over those of the portal, which bring months, days and the names of offices. How a catalogue is written: `qurultay.portal.languages`.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from qurultay.portal.languages import INTERFACE, Language, Words, language
from qurultay.portal.reasons import with_reasons

ROOMS = ("frame", "door", "roll", "desk", "chamber")


class TwiceSaid(ValueError):
    """Two rooms, or a room and the portal, have a sentence of one key."""


def room_words(room: str, code: str) -> Mapping[str, Words]:
    """The sentences of one room in one language; none where it has no file yet. Raises `TwiceSaid`."""
    folder = files(f"qurultay.secretariat.{room}") / "words"
    found: dict[str, Words] = {}
    for place in sorted(folder.iterdir(), key=lambda each: each.name) if folder.is_dir() else ():
        if place.name.partition(".")[0].partition("-")[0] == code:
            _add(found, json.loads(place.read_text("utf-8")), f"{code}: {place.name}")
    return found


def _add(words: dict[str, Words], more: Mapping[str, Words], whence: str) -> None:
    for key, said in more.items():
        if key in words:
            raise TwiceSaid(f"{whence} says {key!r} again; give it a name that begins with the room's")
        words[key] = said


@cache
def spoken(code: str) -> Language:
    """The language with the words of every room.

    >>> spoken("ug").direction
    'rtl'

    Raises `TwiceSaid` where a key stands twice: which sentence a page then got would hang on the order of rooms.
    """
    base = language(code)
    words = dict(base.words)
    for room in ROOMS:
        _add(words, room_words(room, code), f"{code}: {room}")
    return with_reasons(replace(base, words=MappingProxyType(words)))


def chosen(wanted: str | None) -> str:
    """The language of the interface that comes nearest to what somebody asks for; English where none does.

    >>> chosen("ug-CN,ug;q=0.9"), chosen("kk"), chosen("eo"), chosen(None)
    ('ug', 'kk', 'en', 'en')
    """
    for asked in (wanted or "").split(","):
        code = asked.partition(";")[0].strip().partition("-")[0].lower()
        if code in INTERFACE:
            return code
    return INTERFACE[0]
