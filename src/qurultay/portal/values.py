"""What pages are made of: words in several languages, names of things, sentences to be said, days, codes.

None of these is in one language. A page is gathered once from the record and then said in each
language by a `Voice`; so the views cannot forget a language, and the templates cannot read the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Union

Phrase = tuple[tuple[str, str], ...]
"""The same words in several languages: (language, words), the body's first language first."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something or somebody with a name: what it is, its names, and whether a name was withheld."""

    ref: str
    words: Phrase = ()
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the software, by its key in the catalogues, with what stands in its named places."""

    key: str
    places: tuple[tuple[str, "Value"], ...] = ()

    @classmethod
    def of(cls, key: str, /, **places: "Value") -> "Saying":
        """The sentence with these places.

        >>> Saying.of("act.number", number=17)
        Saying(key='act.number', places=(('number', 17),))
        """
        return cls(key, tuple(places.items()))


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another page of the site: `path` is within the reader's language."""

    path: str
    words: "Value"


@dataclass(frozen=True, slots=True)
class Code:
    """Characters that are no words: a fingerprint, a command, an address."""

    text: str


@dataclass(frozen=True, slots=True)
class Several:
    """A row of things, said as the language enumerates."""

    items: tuple["Value", ...]

    def __iter__(self) -> Iterator["Value"]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class State:
    """Where something stands: a shape (done, part, open, late, wait, gone) and the words that say it."""

    shape: str
    words: "Value"


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of any year: 19 May."""

    day: date


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from A to E."""

    letter: str


Value = Union[  # noqa: UP007 - it names itself, and such a name can only be quoted inside `Union`
    Phrase, Named, Saying, Link, Code, Several, State, Grade, MonthDay, date, datetime, int, str
]
Fact = tuple[str, Value]
"""A line of a list of facts: the key of its label in the catalogues, and what is said."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called, its columns by key or by what they say, and its rows. One column heads each row."""

    name: Value
    columns: tuple["Value", ...]
    rows: tuple[tuple["Value | None", ...], ...]
    head: int = 0
