"""What may a page ask of the record? These questions, and no others.

A page is made from the answers to the questions it asked, so it changes exactly when one of those answers
does. `Reading` answers and remembers who asked what. After one more act the same questions are put again,
by their *marks* alone: a mark is a small value that is another whenever the answer is. That takes a second
where writing every page anew takes minutes, and forgets nothing, because a view has nothing else to ask.

A question never asks another one; what combines several answers stands below the questions.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property, wraps
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar, cast

from qurultay.acts.act import Act, Entry
from qurultay.acts.acting import Acting, acting
from qurultay.acts.book import (
    Call,
    Commitment,
    ElectionState,
    EnrolledKey,
    Letter,
    Observance,
    OrganisationState,
    Plan,
    PostState,
    Question,
    Register,
    RulesInForce,
    SessionState,
    Tenure,
    TextState,
)
from qurultay.acts.correspondence import names_given
from qurultay.acts.parts import FILES, name_part
from qurultay.acts.register import register
from qurultay.acts.rules import ClassRow, Majority
from qurultay.acts.standing import Standing
from qurultay.counting.count import Count
from qurultay.counting.recount import counts_in
from qurultay.portal.evidence import Evidence, Shown
from qurultay.portal.follow import Dealings, Follow, dealings, followers
from qurultay.portal.holding import Acted, Waiting, acted, waiting
from qurultay.portal.material import Material
from qurultay.portal.record_state import RecordState, state_of
from qurultay.portal.shelves import BLOCK, Block, Shelf, block_of, shelved
from qurultay.portal.stood import Stood, stood
from qurultay.portal.values import Named, Phrase
from qurultay.record.layout import Kind, election_path
from qurultay.tlog.tree import leaf_hash

Asked = tuple[Hashable, ...]
Answer = TypeVar("Answer", bound=Callable[..., Any])
_MARKS: dict[str, Callable[..., object]] = {}


def question(mark: Callable[..., object] | None = None) -> Callable[[Answer], Answer]:
    """Makes a method a question: asking is remembered, answering is done once. Without a mark the answer is its own."""

    def decorate(answer: Answer) -> Answer:
        name = answer.__name__
        _MARKS[name] = mark or answer

        @wraps(answer)
        def ask(self: "Reading", *about: Hashable) -> object:
            asked = (name, *about)
            self.asked[asked] = None
            if asked not in self.answers:
                self.answers[asked] = answer(self, *about)
            return self.answers[asked]

        return cast(Answer, ask)

    return decorate


class Identity(NamedTuple):
    """Whose record it is."""

    label: str
    founding: str
    purpose: str
    languages: tuple[str, ...]
    authentic: tuple[str, ...]
    addresses: tuple[str, ...]


class Sitting(NamedTuple):
    """A seat on a day: whose community it is, and the tenure of who sits in it; None where it stands empty."""

    seat: str
    community: str | None
    tenure: Tenure | None


class Names(NamedTuple):
    """Which parts hold a name in this copy, by language, and whether one was ever given."""

    parts: tuple[tuple[str, str], ...]
    given: bool


class Reading:
    """The record as the pages read it: answers to questions, and who asked them."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._book = register(material.entries)
        self._book.founding = leaf_hash(material.notes[0]).hex()
        self.fingerprints: dict[str, str] = {}
        self.first_names = False
        self.answers: dict[Asked, object] = {}
        self.asked: dict[Asked, None] = {}
        self.day = self._book.entry_day(self._book.entries[-1])
        """The day of the last act: whatever is derived is derived for this day."""

    def mark(self, key: Asked) -> str:
        """The mark of a question's answer as it is now."""
        name, *about = key
        return repr(_MARKS[cast(str, name)](self, *about))

    @cached_property
    def evidence(self) -> Evidence:
        """What shows where each act stands in the log and who signed it."""
        return Evidence(self.material, self._book)

    @cached_property
    def _followers(self) -> list[list[Follow]]:
        return followers(self._book.entries, self._book)

    @cached_property
    def _named_first(self) -> dict[str, str]:
        """Name part → the digest of the first that was not withheld and is in this copy."""
        found: dict[str, str] = {}
        named = set[str]()
        for entry in self._book.entries:
            gone = {name for name, _ in self._book.standing_of(entry.number).withheld}
            for name, digest in names_given(entry, named):
                if name not in gone and digest in self.material.present:
                    found.setdefault(name, digest)
            named |= {name.split(".")[1] for name in entry.act.parts if name.startswith("name.")}
        return found

    @cached_property
    def _shelves(self) -> tuple[Shelf, ...]:
        return shelved(self._book.entries)

    @cached_property
    def _shelf(self) -> dict[tuple[str, str], Shelf]:
        return {(shelf.sort, shelf.about): shelf for shelf in self._shelves}

    @cached_property
    def _once_named(self) -> frozenset[str]:
        return frozenset(n for e in self.material.entries for n in e.act.parts if n.startswith("name."))

    # --- questions about the whole ---------------------------------------------------------------------

    @question(mark=lambda self: self.material.head[0])
    def whole(self) -> Register:
        """The whole register. A page that asks this is made anew after every act: there must be few of them."""
        return self._book

    @question()
    def identity(self) -> Identity:
        """Whose record this is, and in which languages."""
        rules = self._book.rules_on(self.day).rules
        book = self._book
        return Identity(book.label, book.founding, book.purpose, rules.languages, rules.authentic, rules.addresses)

    @question()
    def state(self) -> RecordState:
        """What every page says of the record as a whole: contested, recovering, concluded, continuing another."""
        return state_of(self._book)

    @question()
    def today(self) -> date:
        """The day of the last act. Ask only where a state is worked out for it: the page then changes with the day."""
        return self.day

    @question(mark=lambda self: [(shelf.sort, shelf.about, len(shelf.numbers)) for shelf in self._shelves])
    def shelves(self) -> tuple[Shelf, ...]:
        """Every list of acts. It grows with every act; a page of one list asks for its block."""
        return self._shelves

    @question()
    def block(self, sort: str, about: str, place: int) -> Block:
        """One page of a list of acts."""
        return block_of(self._shelf[sort, about], place)

    @question()
    def shelf_page(self, sort: str, about: str) -> str | None:
        """The newest page of a list of acts, where there is such a list."""
        shelf = self._shelf.get((sort, about))
        return None if shelf is None else shelf.page(shelf.blocks - 1)

    # --- questions about one act ------------------------------------------------------------------------

    @question(mark=lambda self, number: (*self._reading_mark(number), *self._missing(number)))
    def read(self, number: int) -> tuple[Entry, tuple[str, ...]]:
        """An act as it is to be read, corrections in place, and those of its parts that are not in this copy."""
        return self._book.entries[number], self._missing(number)

    @question(mark=lambda self, number: self.material.entries[number].text_hash)
    def original(self, number: int) -> Entry:
        """An act as it was entered."""
        return self.material.entries[number]

    @question(mark=lambda self, number: self.material.entries[number].text_hash)
    def note(self, number: int) -> bytes:
        """The bytes of an act's note, as they are hashed and stored."""
        return self.material.notes[number]

    @question(mark=lambda self, number: self.evidence.proof_mark(number))
    def proof(self, number: int) -> bytes:
        """The `.tlog-proof` file of an act. Raises `LookupError` where there is no head for it."""
        return self.evidence.proof(number)

    @question(mark=lambda self, number: self._said_of(number))
    def said_of(self, number: int) -> tuple[Standing, tuple[Question, str] | None]:
        """What later acts have said of an act, and why it is in question on the day of the last act."""
        return self._book.standing_of(number), self._doubt(number)

    @question()
    def stood(self, number: int) -> tuple[Stood, ...]:
        """Who stands by an act, muster by muster."""
        return stood(self._book, self._book.entries[number].text_hash)

    @question()
    def entered_as(self, text_hash: str) -> int | None:
        """The number under which a text entered; None where it has not."""
        return self._by_text.get(text_hash)

    @question()
    def announced_in(self, number: int) -> tuple[int, ...]:
        """The acts that announced an act."""
        return tuple(self._book.announced.get(self._book.entries[number].text_hash, ()))

    @question(mark=lambda self, number: [(f.number, f.relation, f.target) for f in self._followers[number]])
    def followed(self, number: int) -> tuple[Follow, ...]:
        """What followed an act."""
        return tuple(self._followers[number])

    @question()
    def days_late(self, number: int) -> int:
        """How many days after its date an act was entered, where its session sat; 0 where nobody need be told (T2)."""
        return self._book.days_late(self._book.entries[number])

    @question(mark=lambda self, number: self.evidence.shown_mark(number))
    def shown(self, number: int) -> Shown:
        """What shows an act to be what it claims: who signed it, where it stands, who has seen it."""
        return self.evidence.shown(number)

    # --- questions about names and places ---------------------------------------------------------------

    @question()
    def names(self, ref: str) -> Names:
        """The parts that name something or somebody, in the order of the body's languages."""
        present = self.material.present
        found = []
        for language in self._languages:
            held = self._book.names.get(name_part(ref, language))
            if held is not None and held[1] in present:
                found.append((language, held[1]))
        given = any(name_part(ref, language) in self._once_named for language in self._languages)
        return Names(tuple(found), given)

    @question()
    def names_first(self, ref: str) -> Names:
        """The parts that first named something or somebody: they stay the same when a name is given again."""
        held = [(language, self._named_first.get(name_part(ref, language))) for language in self._languages]
        return Names(tuple((language, digest) for language, digest in held if digest is not None), False)

    @question()
    def has_page(self, ref: str) -> bool:
        """Does something or somebody have a page? A person has one as the holder of a post or seat alone."""
        return ref in self._pages

    @question()
    def style(self, ref: str) -> tuple[tuple[str, str], ...]:
        """The parts that hold the form of address of an addressee."""
        return self._styles.get(ref, ())

    @question()
    def organisation(self, ref: str) -> OrganisationState | None:
        """A body and its life."""
        return self._book.organisations.get(ref)

    @question()
    def post(self, ref: str) -> PostState | None:
        """A post and its life."""
        return self._book.posts.get(ref)

    @question()
    def posts_in(self, body: str) -> tuple[str, ...]:
        """The posts of a body, those that have ended too."""
        return tuple(ref for ref, post in self._book.posts.items() if post.what.body == body)

    @question()
    def bodies_in(self, body: str) -> tuple[str, ...]:
        """The bodies within a body."""
        return tuple(ref for ref, each in self._book.organisations.items() if each.what.within == body)

    @question()
    def seating(self, body: str) -> tuple[Sitting, ...]:
        """The seats of a body on the day of the last act: whose community each is, and who sits there."""
        book, found = self._book, []
        for seat in book.seats_of(body, self.day):
            held = book.holder(seat.id, self.day)
            found.append(
                Sitting(seat.id, seat.community, held if held is not None and held.runs_on(self.day) else None)
            )
        return tuple(found)

    @question()
    def guaranteed(self) -> tuple[tuple[str, int], ...]:
        """How many seats each community is guaranteed."""
        return tuple((ref, each.guaranteed) for ref, each in self._book.communities.items())

    @question()
    def holder(self, place: str) -> Tenure | None:
        """Who holds a post or seat on the day of the last act."""
        return self._book.holder(place, self.day)

    @question()
    def acting(self, post: str) -> Acting | None:
        """Who acts for a post on the day of the last act, if anybody."""
        return acting(self._book, post, self.day)

    @question()
    def acted(self, post: str) -> tuple[Acted, ...]:
        """Who acted for a post, from when until when."""
        return acted(self._book, post, self.day)

    @question()
    def waiting(self, post: str) -> tuple[Waiting, ...]:
        """Who was chosen for a post and has not taken office by the day of the last act."""
        return waiting(self._book, post, self.day)

    @question()
    def keys_of(self, post: str) -> tuple[EnrolledKey, ...]:
        """Every key with which holders of a post signed, and sign, acts."""
        return tuple(key for key in self._book.keys.values() if key.post == post and key.use == "acts")

    @question()
    def held_by(self, person: str) -> tuple[Tenure, ...]:
        """Every post and seat somebody held, in the order in which they began."""
        return tuple(self._held_by.get(person, ()))

    @question()
    def tenures(self, place: str) -> tuple[Tenure, ...]:
        """Everybody who held a post or seat, in order."""
        return tuple(self._book.tenures.get(place, ()))

    @question()
    def row_in(self, rules: int, case: str) -> ClassRow | None:
        """The row of a case in the rules that an act adopted."""
        held = next((r for r in self._book.rules_history if r.act == rules), None)
        return held.rules.row(case) if held else None

    @question(mark=lambda self, day: self._book.rules_on(day).act)
    def rules_on(self, day: date) -> int:
        """The act that adopted the rules in force on a day."""
        return self._book.rules_on(day).act

    @question()
    def majority(self, rules: int, name: str) -> Majority | None:
        """A majority by its name, in the rules that an act adopted."""
        held = next((r for r in self._book.rules_history if r.act == rules), None)
        return held.rules.majority(name) if held else None

    @question()
    def session(self, ref: str) -> SessionState | None:
        """A session from its call to its minutes."""
        return self._book.sessions.get(ref)

    @question()
    def election(self, ref: str) -> ElectionState | None:
        """An election from its opening to its result."""
        return self._book.elections.get(ref)

    @question()
    def community_of(self, seat: str) -> str | None:
        """The community to which a seat is guaranteed."""
        held = self._book.seats.get(seat)
        return held.community if held else None

    @question()
    def communities(self) -> tuple[str, ...]:
        """The communities, in the order of the founding."""
        return tuple(self._book.communities)

    # --- questions about texts and what came of them -----------------------------------------------------

    @question(mark=lambda self, number: self._text_mark(number))
    def text(self, number: int) -> TextState | None:
        """An adopted text and how its provisions stand."""
        return self._book.texts.get(number)

    @question()
    def call(self, ref: str) -> tuple[Call, str] | None:
        """A call and where it stands on the day of the last act."""
        held = self._book.calls.get(ref)
        return None if held is None else (held, held.state(self.day))

    @question()
    def commitment(self, ref: str) -> tuple[Commitment, str] | None:
        """A commitment and where it stands on the day of the last act."""
        held = self._book.commitments.get(ref)
        return None if held is None else (held, held.state(self.day))

    @question()
    def observance(self, ref: str) -> Observance | None:
        """A day the body keeps."""
        return self._book.observances.get(ref)

    @question()
    def plan(self, number: int) -> Plan | None:
        """A plan's indicators and what was measured."""
        return self._book.plans.get(number)

    @question()
    def acts_in(self, sort: str, about: str) -> tuple[int, ...]:
        """The numbers of all acts of a list, oldest first."""
        shelf = self._shelf.get((sort, about))
        return () if shelf is None else shelf.numbers

    @question()
    def letter(self, number: int) -> Letter | None:
        """A letter, the calls it carries and the replies to it."""
        return self._book.letters.get(number)

    @question()
    def addressees(self) -> tuple[str, ...]:
        """Everybody outside with whom the body has dealt, in the order of the acts."""
        return tuple(self._dealings)

    @question()
    def ref_blocks(self, sort: str) -> int:
        """On how many pages the whole list of calls or commitments stands."""
        return max(1, -(-len(self._refs(sort)) // BLOCK))

    @question()
    def refs(self, sort: str, place: int) -> tuple[str, ...]:
        """One page of the whole list of calls or commitments, oldest first."""
        return self._refs(sort)[place * BLOCK : (place + 1) * BLOCK]

    @question()
    def election_files(self, opened: str) -> tuple[str, ...]:
        """The files of an election that are in this copy of the record."""
        return tuple(path for path in self.material.elections if path.startswith(f"election/{opened}."))

    @question(mark=lambda self, opened: [sha256(data).hexdigest() for data in self._counted(opened)])
    def counts(self, opened: str) -> tuple[Count, ...]:
        """The counts of an election, question by question, made anew; none where no transcript is in this copy."""
        files = self._counted(opened)
        return counts_in(*files, opened) if files else ()

    @question()
    def dealings(self, addressee: str) -> Dealings:
        """What there is between the body and one addressee."""
        return self._dealings.get(addressee, Dealings((), (), (), ()))

    @question()
    def rules_of(self, number: int) -> RulesInForce | None:
        """The rules that an act adopted."""
        return next((held for held in self._book.rules_history if held.act == number), None)

    @question()
    def files(self) -> tuple[tuple[int, str], ...]:
        """Every file of an act that is in this copy: the act and the part's name."""
        return tuple(
            (entry.number, name)
            for entry in self._book.entries
            for name, digest in entry.act.parts.items()
            if name in FILES and digest in self.material.present
        )

    @question(mark=lambda self, number, name: self._book.entries[number].act.parts.get(name))
    def file(self, number: int, name: str) -> bytes:
        """The bytes of a file of an act, as its reader would hold them."""
        return self.material.words(self._book.entries[number].act.parts[name]) or b""

    # --- what combines answers ---------------------------------------------------------------------------

    def entry(self, number: int) -> Entry:
        """An act as it is to be read, corrections in place."""
        return self.read(number)[0]

    def act(self, number: int) -> Act:
        """What an act says, as it is to be read."""
        return self.read(number)[0].act

    def missing(self, number: int) -> tuple[str, ...]:
        """The names of those parts of an act, as it is to be read, that are not in this copy."""
        return self.read(number)[1]

    def standing(self, number: int) -> Standing:
        """What later acts have said of an act."""
        return self.said_of(number)[0]

    def doubt(self, number: int) -> tuple[Question, str] | None:
        """Why an act is in question, and how that stands on the day of the last act."""
        return self.said_of(number)[1]

    def said(self, digest: str) -> str | None:
        """The words of a part by its hash: the same for ever, where they are here at all."""
        if digest not in self.material.present:
            return None
        data = self.material.words(digest)
        return None if data is None else data.decode("utf-8", "replace").rstrip("\n")

    def fingerprint(self, number: int, name: str) -> str | None:
        """The SHA-256 of a file as a reader would hold it; remembered, for files are large and never change."""
        digest = self.act(number).parts[name]
        if digest not in self.fingerprints:
            data = self.material.words(digest)
            if data is None:
                return None
            self.fingerprints[digest] = sha256(data).hexdigest()
        return self.fingerprints[digest]

    def part(self, number: int, name: str) -> str | None:
        """The words of a part of an act, as it is to be read; None where it has none or they are not here."""
        digest = self.act(number).parts.get(name)
        return None if digest is None or name in self.missing(number) else self.said(digest)

    def phrase(self, number: int, word: str) -> Phrase:
        """A part of an act in every language it has, the body's first language first."""
        act, missing = self.act(number), self.missing(number)
        found = []
        for language in self._order(act, word):
            name = f"{word}.{language}"
            if name not in missing and (words := self.said(act.parts[name])) is not None:
                found.append((language, words))
        return tuple(found)

    def _order(self, act: Act, word: str) -> list[str]:
        held = [name[len(word) + 1 :] for name in act.parts if name.startswith(word + ".")]
        rank = {language: place for place, language in enumerate(self.identity().languages)}
        return sorted(held, key=lambda language: (rank.get(language, len(rank)), language))

    def named(self, ref: str) -> Named:
        """Something or somebody with the names this copy has: the last given, or for the search index the first."""
        names = self.names_first(ref) if self.first_names else self.names(ref)
        words = tuple((language, self.said(digest) or "") for language, digest in names.parts)
        return Named(ref, words, withheld=names.given and not words)

    # --- marks that are cheaper than answers --------------------------------------------------------------

    def _missing(self, number: int) -> tuple[str, ...]:
        parts, present = self._book.entries[number].act.parts, self.material.present
        return tuple([name for name, digest in parts.items() if digest not in present])

    def _said_of(self, number: int) -> object:
        standing, doubt = self._book.standing.get(number), self._doubt(number)
        return "" if standing is None and doubt is None else (standing, doubt)

    def _doubt(self, number: int) -> tuple[Question, str] | None:
        found = self._book.doubt(number)
        return None if found is None else (found, found.state(self.day))

    def _reading_mark(self, number: int) -> tuple[object, ...]:
        return self.material.entries[number].text_hash[:24], *self._book.standing_of(number).corrected_by

    def _text_mark(self, number: int) -> object:
        text = self._book.texts.get(number)
        if text is None:
            return None
        ends = [
            (p.until, p.repealed_by, p.replaced_by, p.annulled) for p in text.provisions.values() if p.until != date.max
        ]
        entry = self.material.entries[number].text_hash
        return entry, text.from_, text.until, text.repealed_by, text.replaced_by, text.annulled, ends

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        """Every language in which anything was ever said, the body's own first."""
        own = self._book.rules_on(self.day).rules.languages
        every = {name.rsplit(".", 1)[1] for e in self._book.entries for name in e.act.parts if name.count(".") > 0}
        every -= {"pdf", "docx", "txt", "csv", "json"}
        return (*own, *sorted(every - set(own)))

    @cached_property
    def _by_text(self) -> dict[str, int]:
        return {entry.text_hash: entry.number for entry in self._book.entries}

    @cached_property
    def _pages(self) -> frozenset[str]:
        book = self._book
        holders = {tenure.person for held in book.tenures.values() for tenure in held}
        return frozenset((*book.posts, *book.organisations, *book.sessions, *holders, *self._dealings))

    @cached_property
    def _held_by(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for tenure in sorted((t for held in self._book.tenures.values() for t in held), key=lambda t: t.from_):
            found.setdefault(tenure.person, []).append(tenure)
        return found

    def _counted(self, opened: str) -> tuple[bytes, bytes] | tuple[()]:
        """The transcripts of an election's counts and its archive, where both are in this copy."""
        told, archive = (self.material.box(election_path(opened, kind)) for kind in (Kind.COUNT, Kind.ARCHIVE))
        return (told, archive) if told is not None and archive is not None else ()

    def _refs(self, sort: str) -> tuple[str, ...]:
        return tuple(self._book.calls if sort == "calls" else self._book.commitments)

    @cached_property
    def _dealings(self) -> dict[str, Dealings]:
        return dealings(self._book)

    @cached_property
    def _styles(self) -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, dict[str, str]] = {}
        for entry in self._book.entries:
            for name, digest in entry.act.parts.items():
                if name.startswith("style.") and digest in self.material.present:
                    _, subject, language = name.split(".")
                    found.setdefault(subject.replace("-", "/", 1), {})[language] = digest
        return {ref: tuple(sorted(held.items())) for ref, held in found.items()}
