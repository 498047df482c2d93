"""How a draft begins: who would sign it under the rules in force, and what it is to say, for a clerk to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from qurultay.acts.act import Act, Entry, Reference, Seen, new_act
from qurultay.acts.book import Register
from qurultay.acts.kinds import Body
from qurultay.acts.law import rows_of
from qurultay.acts.rules import ClassRow
from qurultay.press.draft_page import Noted, Page
from qurultay.press.drafts import Value
from qurultay.record.source import Source
from qurultay.tlog.armour import armour


class Present(Protocol):
    """A record as it is now: the register, the newest root, the civil date at its seat, its words."""

    @property
    def book(self) -> Register:
        """The register as authority reads it."""

    @property
    def root(self) -> bytes:
        """The root of the newest head."""

    @property
    def today(self) -> date:
        """The civil date at its seat."""

    @property
    def source(self) -> Source:
        """Where its files lie."""

    def as_read(self, entry: Entry) -> Act:
        """An act as it is to be read today, corrections in their places."""


@dataclass(frozen=True)
class DraftTo:
    """A draft while it is being written."""

    kind: str
    day: date
    issuers: tuple[str, ...]
    signatories: tuple[str, ...]
    targets: list[str]
    opening: str = ""
    body: Noted = field(default_factory=Noted)
    parts: Noted = field(default_factory=Noted)

    def text(self, then: str = "Fill in what is open, then run `qurultay check` on this file.") -> str:
        """The draft as YAML, with comments for the clerk; `then` says what comes after writing."""
        refs: Value = [{"amends": target} for target in self.targets]
        page = Page()
        for words in (self.opening, then):
            if words:
                page.head(words)
        page.add("kind", self.kind)
        page.add("date", self.day.isoformat(), "the day of this act")
        page.add("issuers", list(self.issuers), "the bodies whose act this is")
        page.add("signatories", list(self.signatories), "the posts that sign, as the rules in force ask for")
        page.add("refs", refs)
        page.add("body", self.body)
        page.add("parts", self.parts, "words such as reason.en, each of which can be withheld later")
        return page.text()


def opening(now: Present, trial: Body, targets: list[str], words: str = "") -> DraftTo:
    """A draft of an act like `trial`, signed by those whom the rules in force ask for."""
    book, day = now.book, now.today
    issuers = book.entries[0].act.issuers or tuple(book.organisations)[:1]
    act = new_act(
        trial,
        id="00000000",
        date=day,
        enter_by=day,
        issuers=issuers,
        signatories=(),
        seen=Seen(root=armour(now.root), size=book.size),
        refs=tuple(Reference(relation="amends", target=target) for target in targets),
        record=book.founding,
    )
    own = _own_posts(book, targets, day) if act.kind == "corrected" else ()
    return DraftTo(act.kind, day, issuers, signers(book, rows_of(act, book) or (), day, own), targets, words)


def signers(book: Register, rows: Sequence[ClassRow], day: date, own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Posts that are held and together satisfy the rows: as many as are needed, one who completes, keepers."""
    chosen = dict.fromkeys(own)
    for row in rows:
        held = [post for post in row.posts if post.startswith("keeper/") or book.holder(post, day) is not None]
        counted = sum(post in row.posts for post in chosen)
        chosen |= dict.fromkeys([post for post in held if post not in chosen][: max(0, row.needs - counted)])
        chosen |= dict.fromkeys([post for post in row.also if book.holder(post, day) is not None][:1])
        chosen |= dict.fromkeys(f"keeper/{number}" for number in range(1, row.keepers + 1))
    return tuple(chosen)


def _own_posts(book: Register, targets: Sequence[str], day: date) -> tuple[str, ...]:
    """An act is corrected by the posts that signed it, as far as they are held."""
    signed = book.entries[int(targets[0].split("/")[1])].act.signatories
    return tuple(post for post in signed if post.startswith("keeper/") or book.holder(post, day) is not None)
