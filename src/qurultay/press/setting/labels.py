"""The few words that a paper says itself: “A reply is asked for by …”, “Short code”. All else is the body's own.

A catalogue is one file, `words/CODE.json`, of whole sentences with named places. A language that has none gets the
English words and days as `2026-11-28`, which mean the same everywhere. The Uyghur and Kazakh words await a reader.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

SPOKEN = ("en", "ug", "kk")


@dataclass(frozen=True)
class Labels:
    """The words of a paper in one language."""

    language: str
    words: Mapping[str, str]
    months: tuple[str, ...]

    def say(self, key: str, **places: object) -> str:
        """The sentence of this key, with these values in its places.

        >>> labels("en").say("number", number="2026/14")
        'No. 2026/14'
        """
        return self.words[key].format(**places)

    def day(self, day: date) -> str:
        """A day as letters write it.

        >>> [labels(code).day(date(2023, 11, 12)) for code in ("en", "ug", "kk", "tr")]
        ['12 November 2023', '2023-يىلى 12-نويابىر', '2023 жылғы 12 қараша', '2023-11-12']
        """
        if self.language not in SPOKEN:
            return day.isoformat()
        return self.say("days", year=day.year, day=day.day, month=self.months[day.month - 1])


@lru_cache(maxsize=16)
def labels(language: str) -> Labels:
    """The labels for a text in this language."""
    code = language if language in SPOKEN else "en"
    held = json.loads(files(__package__).joinpath(f"words/{code}.json").read_text("utf-8"))
    return Labels(language, {k: v for k, v in held.items() if k != "months"}, tuple(held["months"]))
