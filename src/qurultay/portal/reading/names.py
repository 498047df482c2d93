"""Questions about what everything and everybody is called, and who has a page."""

from functools import cached_property
from typing import NamedTuple

from qurultay.acts.correspondence import names_given
from qurultay.acts.parts import name_part
from qurultay.portal.follow import Dealings, dealings
from qurultay.portal.reading.asking import Room, question


class NameParts(NamedTuple):
    """Which parts hold a name in this copy, by language, and whether one was ever given."""

    parts: tuple[tuple[str, str], ...]
    given: bool


class Names(Room):
    """Questions about what everything and everybody is called, and who has a page."""

    @question()
    def last(self, ref: str) -> NameParts:
        """The parts that name something or somebody, in the order of the body's languages."""
        present = self.material.present
        found = []
        for language in self._languages:
            held = self.book.names.get(name_part(ref, language))
            if held is not None and held[1] in present:
                found.append((language, held[1]))
        given = any(name_part(ref, language) in self._once_named for language in self._languages)
        return NameParts(tuple(found), given)

    @question()
    def first(self, ref: str) -> NameParts:
        """The parts that first named something or somebody: they stay the same when a name is given again."""
        held = [(language, self._named_first.get(name_part(ref, language))) for language in self._languages]
        return NameParts(tuple((language, digest) for language, digest in held if digest is not None), False)

    @question()
    def has_page(self, ref: str) -> bool:
        """Does something or somebody have a page? A person has one as the holder of a post or seat alone."""
        return ref in self._pages

    @question()
    def style(self, ref: str) -> tuple[tuple[str, str], ...]:
        """The parts that hold the form of address of an addressee."""
        return self._styles.get(ref, ())

    @question()
    def addressees(self) -> tuple[str, ...]:
        """Everybody outside with whom the body has dealt, in the order of the acts."""
        return tuple(self._dealings)

    @question()
    def dealings(self, addressee: str) -> Dealings:
        """What there is between the body and one addressee."""
        return self._dealings.get(addressee, Dealings((), (), (), ()))

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """Every language in which anything was ever said, the body's own first."""
        own = self.book.rules_on(self.day).rules.languages
        every = {name.rsplit(".", 1)[1] for e in self.book.entries for name in e.act.parts if name.count(".") > 0}
        every -= {"pdf", "docx", "txt", "csv", "json"}
        return (*own, *sorted(every - set(own)))

    @cached_property
    def _once_named(self) -> frozenset[str]:
        return frozenset(n for e in self.material.entries for n in e.act.parts if n.startswith("name."))

    @cached_property
    def _named_first(self) -> dict[str, str]:
        """Name part → the digest of the first that was not withheld and is in this copy."""
        found: dict[str, str] = {}
        named = set[str]()
        for entry in self.book.entries:
            gone = {name for name, _ in self.book.standing_of(entry.number).withheld}
            for name, digest in names_given(entry, named):
                if name not in gone and digest in self.material.present:
                    found.setdefault(name, digest)
            named |= {name.split(".")[1] for name in entry.act.parts if name.startswith("name.")}
        return found

    @cached_property
    def _pages(self) -> frozenset[str]:
        book = self.book
        holders = {tenure.person for held in book.tenures.values() for tenure in held}
        return frozenset((*book.posts, *book.organisations, *book.sessions, *holders, *self._dealings))

    @cached_property
    def _styles(self) -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, dict[str, str]] = {}
        for entry in self.book.entries:
            for name, digest in entry.act.parts.items():
                if name.startswith("style.") and digest in self.material.present:
                    _, subject, language = name.split(".")
                    found.setdefault(subject.replace("-", "/", 1), {})[language] = digest
        return {ref: tuple(sorted(held.items())) for ref, held in found.items()}

    @cached_property
    def _dealings(self) -> dict[str, Dealings]:
        return dealings(self.book)
