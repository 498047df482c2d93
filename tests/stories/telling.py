"""How a story is told: a hall that keeps the words of its acts, and hands its whole history to a stranger.

Acts enter through the gate's own `Judge`; at the end the stranger gets the files alone, verifies them,
and reads the register, and what stands above each act, off what was verified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from qurultay.acts.act import Entry
from qurultay.acts.book import Register
from qurultay.acts.constituting import Constituted, Organisation, Post
from qurultay.acts.office import Assignment, Elected, TookOffice
from qurultay.acts.register import register
from qurultay.acts.standing import UNTOUCHED
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.views.notices import notices_of
from qurultay.record.source import Memory
from qurultay.record.verify import Report
from tests.hall import POSTS, Hall, Refusal, constitution, key_text, rules, seeded
from tests.record.forge import a_part, checked, files_of

LANGUAGES = ("en", "ug", "kk")
GRAVE = ("post/president", "post/secretary", "post/speaker")
COURT = ("post/court", "post/vice-president", "post/secretary", "post/speaker")

PAGES = (
    "tenures", "keys", "sessions", "texts", "calls", "commitments", "replies", "observances", "series", "unused",
    "questions", "stopped",
)  # fmt: skip
"""What is the same whether acts were entered one by one or read at once: authority reads no corrections (R0)."""


def with_a_court(**changed: Any) -> Constituted:
    """The hall's founding, with thirty days for contests and a court that decides them (A13)."""
    plain = constitution()
    court = Post(id="post/court", body="body/court", role="other", signs="yes", term_months=48)
    owned = plain.holders[0]
    return replace(
        plain,
        organisations=(*plain.organisations, Organisation(id="body/court", form="court")),
        posts=(*plain.posts, court),
        holders=(
            *plain.holders,
            replace(owned, post="post/court", person="person/6", key=key_text(seeded("post/court"))),
        ),
        rules=rules(contest_days=30, contest_bodies=("post/court",), **changed),
    )


@dataclass(frozen=True)
class Told:
    """A history as a stranger has it: verified from its files, and read."""

    report: Report
    files: Mapping[str, bytes]

    @property
    def entries(self) -> list[Entry]:
        return self.report.book.entries

    def book(self, on: str | None = None, known: Entry | None = None) -> Register:
        """The register of a day, as it was known when an act had just been entered."""
        day = None if on is None else date.fromisoformat(on)
        return register(self.entries, on=day, known=None if known is None else known.number + 1)

    def holder(self, post: str, on: str, known: Entry | None = None) -> str | None:
        """Who held a post on a day."""
        held = self.book(on, known).holder(post, date.fromisoformat(on))
        return None if held is None else held.person

    def question(self, entry: Entry, on: str, known: Entry | None = None) -> str | None:
        """Is an act in question, and how does that stand on a day?"""
        found = self.book(on, known).questions.get(entry.number)
        return None if found is None else found.state(date.fromisoformat(on))

    def call(self, ref: str, on: str, known: Entry | None = None) -> str:
        """Where a call stands on a day."""
        return self.book(on, known).calls[ref].state(date.fromisoformat(on))

    def pledge(self, ref: str, on: str, known: Entry | None = None) -> str:
        """Where a pledge stands on a day."""
        return self.book(on, known).commitments[ref].state(date.fromisoformat(on))

    def said_above(self, entry: Entry) -> list[str]:
        """What a reader is told before reading an act, by its keys in the catalogues."""
        return [notice.words.key for notice in notices_of(self.reading, entry.number)]  # type: ignore[union-attr]  # sayings all

    @cached_property
    def reading(self) -> Reading:
        return Reading(material_in(Memory(dict(self.files))))


class Story(Hall):
    """A hall whose acts have words, and whose history can be carried away."""

    def __init__(self, founding: Constituted | None = None) -> None:
        self.words: dict[str, bytes] = {}
        super().__init__(founding)

    def found(self, body: Constituted) -> Entry:
        self.signers |= {h.post: seeded(h.post) for h in body.holders}
        return super().found(body)

    def said(self, *names: str) -> dict[str, str]:
        """Parts of these names, each with words of its own."""
        found = {name: a_part(f"{len(self.notes)} {name}") for name in names}
        self.words |= dict(found.values())
        return {name: digest for name, (digest, _) in found.items()}

    def named(self, *persons: str) -> dict[str, str]:
        """The public names of these persons, in every language of the assembly."""
        return self.said(*(f"name.{person.replace('/', '-')}.{lang}" for person in persons for lang in LANGUAGES))

    def gone(self, digests: Mapping[str, str], *names: str) -> None:
        """Words are taken away, as the gate takes away what was withheld."""
        for name in names:
            del self.words[digests[name]]

    def refused(self, body: Any, **said: Any) -> list[str]:
        """The codes with which an act is refused; that it is refused is part of the story."""
        before = len(self.notes)
        with pytest.raises(Refusal) as caught:
            self.enter(body, **said)
        assert len(self.notes) == before
        return sorted(set(caught.value.codes))

    def why_not(self, body: Any, **said: Any) -> str:
        """The sentences with which it is refused."""
        with pytest.raises(Refusal) as caught:
            self.enter(body, **said)
        return "; ".join(caught.value.sentences)

    def elect_officers(self, persons: Mapping[str, str], until: str, **sooner: str) -> tuple[Entry, Entry]:
        """All posts are filled in two elections, since nobody signs the election of their own successor."""

        def chosen(*posts: str) -> Elected:
            ends = {post: date.fromisoformat(sooner.get(post.removeprefix("post/"), until)) for post in posts}
            winners = [Assignment(to=post, person=persons[post], from_=self.today, until=ends[post]) for post in posts]
            return Elected(winners=tuple(winners), how="secret-ballot")

        others = [post for post in persons if post not in ("post/speaker", "post/teller")]
        return (
            self.enter(chosen(*others), signatories=("post/speaker", "post/teller")),
            self.enter(chosen("post/speaker", "post/teller"), signatories=("post/secretary", "post/vice-president")),
        )

    def take_office(
        self,
        post: str,
        person: str,
        *,
        again: int = 1,
        signatories: tuple[str, ...] = ("post/secretary", "post/vice-president", "post/speaker"),
    ) -> Entry:
        """The elected person takes office under a public name, with a key of their own."""
        key = seeded(post, again)
        body = TookOffice(post=post, person=person, key=key_text(key))
        entry = self.enter(body, signatories=signatories, with_keys=(key,), parts=self.named(person))
        self.signers[post] = key
        return entry

    def fill_posts(self, persons: Mapping[str, str], **sooner: str) -> None:
        """The first year: seats are filled, a session elects all officers, and they take office."""
        self.on("2026-06-02").fill_seats()
        self.on("2026-06-10").hold_session("session/1")
        self.elect_officers(persons, "2030-05-31", **sooner)
        self.on("2026-07-13")
        for post, person in persons.items():
            self.take_office(post, person)

    def told(self, known: Entry | None = None) -> Told:
        """The history up to an act, verified by a stranger; its register is the same read at once as one by one."""
        notes = self.notes if known is None else self.notes[: known.number + 1]
        files = files_of(notes, self.words)
        report = checked(files)
        assert report.size == len(notes)
        once = register(report.book.entries)
        for page in PAGES:
            assert getattr(once, page) == getattr(report.book, page), page
        assert {n: s for n, s in report.book.standing.items() if s != UNTOUCHED} == once.standing
        return Told(report, files)


def five(first: int) -> dict[str, str]:
    """The five posts of the hall, to be held by persons numbered from here."""
    return {post: f"person/{first + n}" for n, post in enumerate(POSTS)}
