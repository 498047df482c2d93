"""The house that the secretariat works in, and what its record says: the register, the rules in force, public names.

The record is the truth and no row stands for it. It is verified when it is first asked for, and again from there on
whenever its checkpoint has changed; between two acts an answer costs one look at a small file.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from django.conf import settings

from qurultay.acts.book import Register
from qurultay.acts.constituting import Constituted
from qurultay.acts.rules import Rules
from qurultay.gazette.house import House
from qurultay.gazette.preflight import Known
from qurultay.portal.values import Named
from qurultay.press.preflight.facts_file import facts_beside
from qurultay.press.preflight.knowledge import Knowledge, of_record
from qurultay.record.errors import Broken
from qurultay.record.folder import Folder
from qurultay.record.parts import text_of
from qurultay.record.remembering import packed, unpacked
from qurultay.record.verify import Remembered, verify
from qurultay.secretariat.frame.order import OutOfOrder, because


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the record says at one head."""

    known: Known
    remembered: Remembered
    names: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def book(self) -> Register:
        """The register."""
        return self.known.book

    @property
    def body(self) -> Named:
        """The body whose record this is: the first assembly of the founding, else its first body."""
        founding = self.book.entries[0].act.body
        founded = founding.organisations if isinstance(founding, Constituted) else ()
        return self.named(next((each.id for each in founded if each.form == "assembly"), founded[0].id))

    @property
    def demonstration(self) -> bool:
        """Does the founding say that everything here is invented?"""
        founding = self.book.entries[0].act.body
        return isinstance(founding, Constituted) and founding.purpose == "demonstration"

    def rules(self, day: date) -> Rules:
        """The rules in force on a day."""
        return self.book.rules_on(day).rules

    def signatories(self, kind: str, body: str, day: date) -> list[str]:
        """Who should sign an act of this kind for a body: as many posts as are needed, the body's own first, the vacant last.

        A proposal: the clerk may name others that the table admits, and the desk says where nobody holds one of them.
        """
        row = self.rules(day).row(kind)
        if row is None:
            return []
        held = [post for post in row.posts if self.book.holder(post, day) is not None]
        own = [post for post in held if self.book.posts[post].what.body == body]
        return list(dict.fromkeys([*own, *held, *row.posts]))[: row.needs]

    def named(self, ref: str) -> Named:
        """Who or what this is, with its public name in each language: `body/assembly`, `community/tolun`, `post/speaker`."""
        return Named(ref=ref, words=self.names.get(ref, ()))


def house() -> House:
    """The house of this secretariat."""
    return House(Path(settings.HOUSE))


def standing() -> Standing:
    """What the record says now. Raises `OutOfOrder` where nothing is founded yet, or the record is not intact."""
    place = house().record / "checkpoint"
    try:
        mark = (str(place), place.read_bytes())
    except FileNotFoundError:
        raise OutOfOrder("frame.out.not-founded") from None
    with _LOCK:
        if _KEPT.get("mark") != mark:
            _KEPT.update(mark=mark, standing=_read_on(mark))
        found: Standing = _KEPT["standing"]
        return found


def standing_or_none() -> Standing | None:
    """The same for what stands around a page, which must come up whatever is wrong with the record."""
    try:
        return standing()
    except OutOfOrder:
        return None


def known() -> Known:
    """The register and the keys, as the desk asks for them."""
    return standing().known


_LOCK = Lock()
_KEPT: dict[str, Any] = {}


def _read_on(mark: tuple[str, bytes]) -> Standing:
    """Verified from where we stood before. Others still read what stood then, so verifying goes on in a copy of it."""
    before: Any = _KEPT.get("standing")
    same = before is not None and _KEPT["mark"][0] == mark[0]
    remembered = unpacked(packed(before.remembered)) if same else None
    try:
        with Folder(house().record) as source:
            state = verify(source, now=int(time.time()), remembered=remembered).remembered
            press = of_record(source, state.judge.book, Knowledge(facts=facts_beside(house().desk)))
            names = _names(source, state.judge.book)
    except Broken as bad:
        raise OutOfOrder("frame.out.record-broken", reason=because(bad.code, bad.sentence)) from None
    return Standing(known=Known(state.judge, state.pool, press), remembered=state, names=names)


def _names(source: Folder, book: Register) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for part, (_, digest) in book.names.items():
        kind, _, rest = part.partition(".")
        subject, _, language = rest.rpartition(".")
        words = text_of(source, digest) if kind == "name" else None
        if isinstance(words, str):
            found.setdefault(subject.replace("-", "/", 1), []).append((language, " ".join(words.split())))
    return MappingProxyType({ref: tuple(said) for ref, said in found.items()})
