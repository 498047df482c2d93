"""A facts pack as a file: YAML as a clerk writes it, every fault told with its line.

Each section is a list of entries, each entry has an `id` (some are made from it) and a `source`: a fact whose origin nobody
can name is none. Read like a draft (`press/drafts.py`): no tags, no anchors, no key twice, `NO` is a word.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from qurultay.press.drafts import DraftDocument, Route, load, read
from qurultay.press.importer.numerals import digits
from qurultay.press.preflight.facts import (
    Claim,
    Contact,
    Event,
    Facts,
    Names,
    Office,
    OfficialName,
    Place,
    Resolution,
    Style,
    Term,
    Treaty,
    Valid,
)
from qurultay.press.refusal import Refusal, shown
from qurultay.tlog.sentence import Sentence

BESIDE = "facts.yaml"
"""A body's own pack lies beside its record under this name."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
Kind = TypeVar("Kind", bound=str)


@cache
def shipped() -> Facts:
    """The packs that come with the program."""
    found = Facts()
    for each in sorted(files("qurultay.press.preflight").joinpath("facts").iterdir(), key=lambda f: f.name):
        if each.name.endswith(".yaml"):
            found = found.extended(facts_in(read(each.read_text(encoding="utf-8"), Path(each.name))))
    return found


def load_facts(path: Path) -> Facts:
    """The shipped packs and this one before them.

    Raises `Refusal` with the line of the first entry that is not as it must be.
    """
    return shipped().extended(facts_in(load(path)))


def facts_beside(record: Path) -> Facts:
    """The shipped packs, and the body's own where one lies beside its record."""
    own = record.parent / BESIDE
    return load_facts(own) if own.is_file() else shipped()


class Row:
    """One entry of a pack, asked field by field; what is missing or unknown is refused with its line."""

    def __init__(self, document: DraftDocument, route: Route, held: Any, fields: str) -> None:
        self.document, self.route = document, route
        if not isinstance(held, dict):
            raise self.refusal("an entry is a list of 'name: value' fields", "write 'id: …' and the fields below it")
        self.held = cast(dict[str, Any], held)
        for name in self.held:
            if name not in fields.split():
                raise self.refusal(
                    Sentence("an entry here has no field {name}", name=shown(name)),
                    Sentence("the fields are {fields}", fields=fields),
                    name,
                )

    def refusal(self, what: str, mend: str, *route: str | int) -> Refusal:
        """A refusal at this entry or one of its fields."""
        return Refusal(self.document.where((*self.route, *route)), what, mend)

    def text(self, name: str, default: str | None = None) -> str:
        """A field of plain words."""
        value = self.held.get(name, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.refusal(
                Sentence("the entry lacks '{name}'", name=name),
                Sentence("add a line '{name}: …'", name=name),
                *([name] if value else []),
            )
        return " ".join(value.split())

    def one_of(self, name: str, allowed: tuple[Kind, ...]) -> Kind:
        """A field that is one of a few words."""
        value = self.text(name)
        if value not in allowed:
            raise self.refusal(
                Sentence("{value} is no {name}", value=shown(value), name=name),
                Sentence("write one of {allowed}", allowed=allowed),
                name,
            )
        return value

    def number(self, name: str) -> int:
        """A field that is a whole number."""
        value = digits(self.text(name))
        if not value.isdecimal() or len(value) > 6:
            raise self.refusal(Sentence("{value} is no whole number", value=shown(value)), "write figures alone", name)
        return int(value)

    def day(self, name: str) -> date | None:
        """A field that is a day, or None where it is not there."""
        if name not in self.held:
            return None
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.refusal(
                Sentence("{words} is no day", words=shown(self.text(name))),
                "write the year, month and day as 2026-05-19",
                name,
            ) from None

    def names(self, name: str, required: bool = True) -> Names:
        """Names by language: one, or a list."""
        held = self.held.get(name, {} if not required else None)
        if not isinstance(held, dict) or (required and not held):
            raise self.refusal(
                Sentence("'{name}' is no list of names by language", name=name),
                Sentence("write '{name}: {{en: …}}'", name=name),
                name,
            )
        return {language: self._listed((name, language), value) for language, value in held.items()}

    def _listed(self, at: tuple[str, str], value: Any) -> tuple[str, ...]:
        if _LANGUAGE.fullmatch(at[1]) is None:
            raise self.refusal(
                Sentence("{words} is no language code", words=shown(at[1])), "write a code such as en, ug or kk", *at
            )
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(each, str) and each.strip() for each in listed):
            raise self.refusal("a name is empty", "write it, or take the line away", *at)
        return tuple(" ".join(each.split()) for each in listed)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, empty where the field is not there."""
        held = self.held.get(name, [])
        return tuple(str(each) for each in (held if isinstance(held, list) else [held]))

    def rows(self, name: str, fields: str) -> "Iterator[Row]":
        """The entries of a list inside this one."""
        held = self.held.get(name)
        if not isinstance(held, list) or not held:
            raise self.refusal(
                Sentence("'{name}' is no list", name=name),
                Sentence("write '{name}:' and an entry below it", name=name),
                name,
            )
        return (Row(self.document, (*self.route, name, at), each, fields) for at, each in enumerate(held))


def facts_in(document: DraftDocument) -> Facts:
    """What a pack says.

    >>> from qurultay.press.drafts import read
    >>> pack = read("contacts:\\n  - {id: office@tolunay.example, source: our site}\\n")
    >>> list(facts_in(pack).contacts)
    ['office@tolunay.example']
    """
    unknown = [name for name in document.data if name not in (*SECTIONS, "pack", "as_of")]
    if unknown:
        what = Sentence("a facts pack has no section {unknown}", unknown=shown(unknown[0]))
        raise Refusal(document.where((unknown[0],)), what, Sentence("the sections are {sections}", sections=SECTIONS))
    return Facts(**{name: _section(document, name) for name in SECTIONS})


def _section(document: DraftDocument, name: str) -> Mapping[str, Any]:
    fields, made = SECTIONS[name]
    held = document.data.get(name) or []
    if not isinstance(held, list):
        raise Refusal(document.where((name,)), Sentence("{name} is no list", name=name), "begin each entry with '- '")
    found: dict[str, Any] = {}
    for at, each in enumerate(held):
        row = Row(document, (name, at), each, fields)
        id, entry = row.text("id"), made(row)
        if id in found:
            raise row.refusal(
                Sentence("the id {id} stands twice", id=shown(id)), "give each entry an id of its own", "id"
            )
        found[id] = entry
    return found


def _event(row: Row) -> Event:
    on = re.fullmatch(r"(\d{4})(?:-(\d{2})-(\d{2}))?", row.text("on"))
    if on is None:
        raise row.refusal("'on' is neither a year nor a day", "write 1991 or 1991-12-16", "on")
    until = row.number("until") if "until" in row.held else None
    return Event(id=row.text("id"), names=row.names("names"), year=int(on[1]), month=int(on[2]) if on[2] else None,
                 day=int(on[3]) if on[3] else None, until=until, source=row.text("source"))  # fmt: skip


def _valid(row: Row) -> Valid:
    return Valid(names=row.names("names"), first=row.day("from"), last=row.day("until"))


def _place(row: Row) -> Place:
    forms = tuple(_valid(each) for each in row.rows("forms", "names from until"))
    kinds: tuple[Literal["state", "city", "office", "organisation"], ...] = ("state", "city", "office", "organisation")
    return Place(id=row.text("id"), kind=row.one_of("kind", kinds), forms=forms, source=row.text("source"))


def _office(row: Row) -> Office:
    holders = tuple(_valid(each) for each in row.rows("holders", "names from until"))
    known = row.day("known")
    if known is None:
        raise row.refusal("the entry lacks 'known'", "write until which day its holders are known")
    return Office(id=row.text("id"), names=row.names("names"), holders=holders, known=known, source=row.text("source"))


def _style(row: Row) -> Style:
    return Style(id=row.text("id"), posts=row.names("posts"), address=row.names("address"),
                 salutation=row.names("salutation"), source=row.text("source"))  # fmt: skip


def _resolution(row: Row) -> Resolution:
    on = row.day("on")
    if on is None:
        raise row.refusal("the entry lacks 'on'", "write the day of adoption")
    return Resolution(id=row.text("id"), organ=row.one_of("organ", ("ga", "sc")), number=row.number("number"),
                      session=row.text("session", ""), on=on, source=row.text("source"))  # fmt: skip


def _treaty(row: Row) -> Treaty:
    years = tuple(int(year) for year in row.words("years"))
    return Treaty(id=row.text("id"), names=row.names("names"), articles=row.number("articles"), also=row.words("also"),
                  years=years, source=row.text("source"))  # fmt: skip


def _body(row: Row) -> OfficialName:
    return OfficialName(id=row.text("id"), names=row.names("names"), source=row.text("source"))


def _term(row: Row) -> Term:
    return Term(id=row.text("id"), avoid=row.names("avoid"), use=row.names("use"), apart=row.names("apart", False),
                forbidden=row.text("forbidden", "no") == "yes", quoted=row.text("quoted", "yes") == "yes",
                source=row.text("source"))  # fmt: skip


def _claim(row: Row) -> Claim:
    states: tuple[Literal["reported", "corroborated", "verified", "established", "disputed", "refuted"], ...] = (
        "reported", "corroborated", "verified", "established", "disputed", "refuted",
    )  # fmt: skip
    return Claim(
        id=row.text("id"), about=row.names("about"), state=row.one_of("state", states), source=row.text("source")
    )


def _contact(row: Row) -> Contact:
    return Contact(id=row.text("id"), source=row.text("source"))


SECTIONS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "events": ("id names on until source", _event),
    "places": ("id kind forms source", _place),
    "offices": ("id names holders known source", _office),
    "styles": ("id posts address salutation source", _style),
    "resolutions": ("id organ number session on source", _resolution),
    "treaties": ("id names articles also years source", _treaty),
    "bodies": ("id names source", _body),
    "terms": ("id avoid use apart forbidden quoted source", _term),
    "claims": ("id about state source", _claim),
    "contacts": ("id source", _contact),
}
"""Section → the fields of its entries, and how an entry is made."""
