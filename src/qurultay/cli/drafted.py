"""Drafts that commands write: who would sign them under the rules in force, and the file they go into."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from qurultay.acts.act import Reference, Seen, new_act
from qurultay.acts.book import Register
from qurultay.acts.kinds import Body
from qurultay.acts.law import rows_of
from qurultay.acts.rules import ClassRow
from qurultay.cli import screen
from qurultay.cli.record_here import Verified
from qurultay.cli.refusing import Unusable
from qurultay.press.draft_page import Noted, Page
from qurultay.press.drafts import Value
from qurultay.record.disk import in_words
from qurultay.tlog.armour import armour

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DRAFT", help="The file to write; it must not exist.")
]


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

    def text(self) -> str:
        """The draft as YAML, with comments for the clerk."""
        refs: Value = [{"amends": target} for target in self.targets]
        page = Page()
        if self.opening:
            page.head(self.opening)
        page.head("Fill in what is open, then run `qurultay check` on this file.")
        page.add("kind", self.kind)
        page.add("date", self.day.isoformat(), "the day of this act")
        page.add("issuers", list(self.issuers), "the bodies whose act this is")
        page.add("signatories", list(self.signatories), "the posts that sign, as the rules in force ask for")
        page.add("refs", refs)
        page.add("body", self.body)
        page.add("parts", self.parts, "words such as reason.en, each of which can be withheld later")
        return page.text()


def opening(found: Verified, trial: Body, targets: list[str], words: str = "") -> DraftTo:
    """A draft of an act like `trial`, signed by those whom the rules in force ask for."""
    book, day = found.book, found.today
    issuers = book.entries[0].act.issuers or tuple(book.organisations)[:1]
    act = new_act(
        trial,
        id="00000000",
        date=day,
        enter_by=day,
        issuers=issuers,
        signatories=(),
        seen=Seen(root=armour(found.report.head.root), size=book.size),
        refs=tuple(Reference(relation="amends", target=target) for target in targets),
        record=book.founding,
    )
    own = _own_posts(book, targets, day) if act.kind == "corrected" else ()
    return DraftTo(act.kind, day, issuers, signers(book, rows_of(act, book) or (), day, own), targets, words)


def _own_posts(book: Register, targets: Sequence[str], day: date) -> tuple[str, ...]:
    """An act is corrected by the posts that signed it, as far as they are held."""
    signed = book.entries[int(targets[0].split("/")[1])].act.signatories
    return tuple(post for post in signed if post.startswith("keeper/") or book.holder(post, day) is not None)


def _cases(book: Register, kind: str, targets: Sequence[str]) -> list[str]:
    """A confirmation or repeal falls under the case of what it touches (design §3a.8)."""
    if kind not in ("confirmed", "repealed"):
        return [kind]
    return list(dict.fromkeys(book.entries[int(target.split("/")[1])].act.kind for target in targets))


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


def write_draft(draft: DraftTo, output: Path | None, name: str) -> None:
    """Write the draft and say what comes next. A file that is there is never overwritten."""
    write_new(output or Path(name), draft.text())


def write_new(path: Path, text: str, *, said: bool = True) -> None:
    """Write a new file and say how to go on, unless a program reads. Raises `Unusable` where there is one already."""
    with in_words("no draft was written"):
        try:
            with open(path, "x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise Unusable(
                f"{str(path)!a} is there already and is not overwritten; name another file with --output."
            ) from None
    if said:
        screen.say(f"The draft is {path}. Edit it, then: qurultay check {path}")
