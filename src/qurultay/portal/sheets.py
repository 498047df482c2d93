"""What the site consists of: pages said in every language, and files that are the same in all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qurultay.portal.reading import Reading
from qurultay.portal.values import Value
from qurultay.portal.voice import Voice


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page before it is said in a language: the template, what it is called and about, and its values."""

    template: str
    view: Any
    title: Value = ""
    about: Value | None = None
    section: str = ""
    trail: tuple[Value, ...] = ()
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of every language's folder, and how its values are gathered."""

    path: str
    gather: Callable[[Reading], Page]


@dataclass(frozen=True, slots=True)
class Plain:
    """A file that is in no language, and how its bytes are made."""

    path: str
    make: Callable[[Reading], bytes]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A file of every language's folder that is no page: a feed, a calendar."""

    path: str
    make: Callable[[Reading, Voice], bytes]
