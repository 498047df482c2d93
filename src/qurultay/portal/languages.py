"""The languages of the interface: their words, their days, and how each counts.

A catalogue is one file, `words/CODE.json`. It holds whole sentences with named places, never fragments to be
glued: Uyghur and Kazakh put the verb last and add endings to names and numbers (look and voice §9). A
sentence that changes with what stands in it has forms:

    one, other     by the number in the place `count`
    vowel          where the number in `count`, or the word in `name`, ends in a vowel when it is spoken

Adding a language is adding a file; a test says what is missing in it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Final

from qurultay.press.bidi import Direction, direction

INTERFACE: Final = ("en", "ug", "kk")

OWN_NAMES: Final[Mapping[str, str]] = {
    "ar": "العربية", "ba": "Башҡортса", "bo": "བོད་ཡིག", "ckb": "کوردیی ناوەندی", "crh": "Qırımtatarca", "de": "Deutsch",
    "en": "English", "es": "Español", "fa": "فارسی", "fr": "Français", "he": "עברית", "it": "Italiano", "ja": "日本語",
    "kaa": "Qaraqalpaqsha", "kk": "Қазақша", "kk-arab": "قازاقشا", "ku": "Kurdî", "ky": "Кыргызча", "mn": "Монгол",
    "my": "မြန်မာ", "pl": "Polski", "ps": "پښتو", "pt": "Português", "ru": "Русский", "sah": "Сахалыы", "sv": "Svenska",
    "tg": "Тоҷикӣ", "tk": "Türkmençe", "tr": "Türkçe", "tt": "Татарча", "ug": "ئۇيغۇرچە", "ug-cyrl": "Уйғурчә",
    "ug-latn": "Uyghurche", "uk": "Українська", "ur": "اردو", "uz": "Oʻzbekcha", "zh": "中文",
}  # fmt: skip

Words = str | dict[str, str]
Places = Mapping[str, str | int]


class NoWords(LookupError):
    """A catalogue has no words for what a page wants to say."""


@dataclass(frozen=True)
class Language:
    """One language of the interface."""

    code: str
    name: str
    reviewed: bool
    comma: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    days: Mapping[str, str]
    words: Mapping[str, Words]

    @cached_property
    def direction(self) -> Direction:
        """Which way it is written."""
        return direction(self.code)

    def has(self, key: str) -> bool:
        """Does the catalogue hold a sentence of this key?"""
        return key in self.words

    def message(self, key: str, places: Places) -> str:
        """The sentence of this key, with these values in its places.

        >>> language("en").message("count.seats", {"count": 1})
        '1 seat'

        Raises `NoWords` where the catalogue has no such sentence, or the sentence a place that nothing was given for.
        """
        words = self.words.get(key)
        if words is None:
            words = self._name_of(key)
        if not isinstance(words, str):
            words = words.get(_form(self.code, words, places)) or words["other"]
        try:
            return words.format_map(places)
        except KeyError as place:
            raise NoWords(
                f"{self.code}: the sentence {key!r} has the place {place}, and nothing was given for it"
            ) from None

    def day(self, day: date) -> str:
        """A day in full.

        >>> [language(code).day(date(2023, 11, 12)) for code in ("en", "ug", "kk")]
        ['12 November 2023', '2023-يىلى 12-نويابىر', '2023 жылғы 12 қараша']
        """
        return self._written("full", day)

    def short_day(self, day: date) -> str:
        """A day in a narrow column.

        >>> language("en").short_day(date(2028, 3, 14)), language("kk").short_day(date(2028, 3, 14))
        ('14 Mar 2028', '2028-03-14')
        """
        return self._written("short", day)

    def month_day(self, day: date) -> str:
        """A day of any year.

        >>> language("ug").month_day(date(2028, 9, 12))
        '12-سېنتەبىر'
        """
        return self._written("of-the-year", day)

    def month_year(self, day: date) -> str:
        """A month of a year.

        >>> language("kk").month_year(date(2028, 9, 1))
        '2028 жылғы қыркүйек'
        """
        return self._written("month", day)

    def weekday(self, day: date) -> str:
        """The day of the week.

        >>> language("kk").weekday(date(2026, 9, 12))
        'сенбі'
        """
        return self.weekdays[day.weekday()]

    def _written(self, pattern: str, day: date) -> str:
        month = self.months[day.month - 1]
        return self.days[pattern].format(
            year=day.year, month=month, brief=month[:3], day=day.day, iso=day.isoformat(), weekday=self.weekday(day)
        )

    def _name_of(self, key: str) -> str:
        """A record may hold words in any language; one that we have no name for is called as it calls itself."""
        kind, _, code = key.partition(".")
        if kind == "lang":
            return OWN_NAMES.get(code, code)
        raise NoWords(f"the catalogue {self.code} has no words for {key!r}")


@lru_cache
def language(code: str) -> Language:
    """The language of this code.

    Raises `NoWords` for one that has no catalogue.
    """
    if code not in INTERFACE:
        raise NoWords(f"there is no catalogue for {code!r}; there are {', '.join(INTERFACE)}")
    held = json.loads(files("qurultay.portal").joinpath(f"words/{code}.json").read_text("utf-8"))
    return Language(
        code=code,
        name=OWN_NAMES[code],
        reviewed=held["reviewed"],
        comma=held["comma"],
        months=tuple(held["months"]),
        weekdays=tuple(held["weekdays"]),
        days=held["days"],
        words=held["words"],
    )


def own_name(code: str) -> str:
    """What a language calls itself; a language we do not know is called by its code.

    >>> own_name("kk"), own_name("xyz")
    ('Қазақша', 'xyz')
    """
    return OWN_NAMES.get(code, code)


# --- forms -----------------------------------------------------------------------------------------------

_VOWELS: Final = {"en": "aeiouy", "ug": "اەوۇۆۈېى", "kk": "аәеёиоөуұүыіэюя"}
_SPOKEN_WITH_VOWEL: Final = {"en": (), "ug": (20,), "kk": (20, 50)}
"""Tens that end in a vowel: yigirme; jiyrma, elw. So do two, six and seven in both: ikki alte yette, eki alty jeti."""


def _form(code: str, forms: Mapping[str, str], places: Places) -> str:
    count = places.get("count")
    if not isinstance(count, int):
        name = str(places.get("name", ""))
        return "vowel" if name[-1:].lower() in tuple(_VOWELS[code]) else "other"
    if "vowel" in forms and (count % 10 in (2, 6, 7) or count % 100 in _SPOKEN_WITH_VOWEL[code]):
        return "vowel"
    return "one" if count == 1 else "other"
