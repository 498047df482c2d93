"""What the checks know: events with their days, names and holders with the time for which they hold, terms, citations.

A pack says for each entry where it was taken from. A body's own pack goes before the shipped one: an entry with the same
id takes the shipped entry's place. What is in no pack is unknown, and a check says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Literal, TypeAlias

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""Names by language code, the official one first."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, or a state that existed: its first day as far as it is known, and its last year."""

    id: str
    names: Names
    year: int
    month: int | None = None
    day: int | None = None
    until: int | None = None
    source: str


@dataclass(frozen=True, kw_only=True)
class Valid:
    """A name and the days on which it holds, both ends included."""

    names: Names
    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Does the name hold on this day?"""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A state, city, office or organisation and what it was called when."""

    id: str
    kind: Literal["state", "city", "office", "organisation"]
    forms: tuple[Valid, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office outside the body, and who is known to have held it. Nothing is known beyond `known`."""

    id: str
    names: Names
    holders: tuple[Valid, ...]
    known: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Style:
    """How the holders of some posts are addressed on the envelope and greeted in the letter."""

    id: str
    posts: Names
    address: Names
    salutation: Names
    source: str


@dataclass(frozen=True, kw_only=True)
class Resolution:
    """A resolution of the United Nations: organ, number, session in Roman figures (or none), day of adoption."""

    id: str
    organ: Literal["ga", "sc"]
    number: int
    session: str = ""
    on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Treaty:
    """A treaty or declaration with articles: how many there are, those with a letter, the years it is known by."""

    id: str
    names: Names
    articles: int
    also: tuple[str, ...] = ()
    years: tuple[int, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class OfficialName:
    """What a body is called in each language, byte for byte; further names it also uses stand behind the first."""

    id: str
    names: Names
    source: str


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word a body does not use of its own, what it writes instead, and why. A quoted mention is no use."""

    id: str
    avoid: Names
    use: Names
    forbidden: bool = False
    quoted: bool = True
    apart: Names = field(default_factory=dict)
    """Longer names in which the word may stand."""
    source: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A checkable proposition a body has looked into, and how far it has come (design §5: graded claims)."""

    id: str
    about: Names
    state: Literal["reported", "corroborated", "verified", "established", "disputed", "refuted"]
    source: str


@dataclass(frozen=True, kw_only=True)
class Contact:
    """An address, number or link that is meant for everybody."""

    id: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything the packs say, by id."""

    events: Mapping[str, Event] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    treaties: Mapping[str, Treaty] = field(default_factory=dict)
    bodies: Mapping[str, OfficialName] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    def extended(self, own: "Facts") -> "Facts":
        """These facts with a body's own before them.

        >>> shipped = Facts(contacts={"a@b.example": Contact(id="a@b.example", source="site")})
        >>> sorted(shipped.extended(Facts()).contacts)
        ['a@b.example']
        """
        return Facts(**{f.name: {**getattr(self, f.name), **getattr(own, f.name)} for f in fields(self)})
