"""What the checks know besides the words: facts, who holds which office of the body, names that must not go out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qurultay.acts.book import Register
from qurultay.press.preflight.facts import Facts, OfficialName
from qurultay.press.preflight.facts_file import shipped
from qurultay.record.parts import text_of
from qurultay.record.source import Source


@dataclass(frozen=True, kw_only=True)
class Offices:
    """The posts of a body as its register has them, and the public names of persons."""

    book: Register
    name_of: Callable[[str], tuple[str, ...]]
    """The public names of a person (`person/7`), in all languages; empty where none is public."""

    def post(self, slug: str) -> str | None:
        """The post with this handle, if the body has it."""
        ref = f"post/{slug}"
        return ref if ref in self.book.posts else None

    def signs(self, post: str) -> bool:
        """Does this post sign acts?"""
        return self.book.posts[post].what.signs != "no"

    def holder(self, post: str, on: date) -> str | None:
        """Who held the post on this day."""
        held = self.book.holder(post, on)
        return held.person if held is not None else None


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """Facts, the body's offices where there is a record, and private names from a roll that is kept elsewhere."""

    facts: Facts = field(default_factory=shipped)
    offices: Offices | None = None
    private: frozenset[str] = frozenset()


def of_record(source: Source, book: Register, known: Knowledge) -> Knowledge:
    """The same, and what a record says: its bodies' official names, its offices, the public names of persons."""
    named: dict[str, dict[str, tuple[str, ...]]] = {}
    for part, (_, digest) in book.names.items():
        kind, _, rest = part.partition(".")
        subject, _, language = rest.rpartition(".")
        words = text_of(source, digest) if kind == "name" and subject.startswith(("body-", "person-")) else None
        if isinstance(words, str):
            named.setdefault(subject.replace("-", "/", 1), {})[language] = (" ".join(words.split()),)
    bodies = {
        ref: OfficialName(id=ref, names=names, source="the record's own name")
        for ref, names in named.items()
        if ref.startswith("body/")
    }

    def name_of(person: str) -> tuple[str, ...]:
        return tuple(name for names in named.get(person, {}).values() for name in names)

    offices = Offices(book=book, name_of=name_of)
    return Knowledge(facts=Facts(bodies=bodies).extended(known.facts), offices=offices, private=known.private)
