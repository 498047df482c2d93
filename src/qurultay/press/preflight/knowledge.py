"""What the checks know besides the words: facts, who holds which office of the body, names that must not go out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from qurultay.acts.book import Register
from qurultay.press.preflight.facts import Facts
from qurultay.press.preflight.facts_file import shipped


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
