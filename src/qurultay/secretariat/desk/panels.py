"""What the desk shows of each draft that waits: what it is, who has signed, when its hour comes, what stands against it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from qurultay.acts.act import Act
from qurultay.acts.amending import Contested
from qurultay.gazette.objections import Objection
from qurultay.gazette.preflight import hold_of, released_at
from qurultay.gazette.publishing import against_entry, stops, waits_in_public
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.portal.values import Named, Phrase
from qurultay.record.parts import SALT
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.signatories import Signature, person_of, signatures, unexplained
from qurultay.secretariat.door.models import Account


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A draft on the desk as somebody sees it."""

    waiting: Waiting
    row: Draft | None
    body: str
    title: Phrase
    signatures: tuple[Signature, ...]
    mine: tuple[Signature, ...]
    still: tuple[Objection, ...]
    against: tuple[Objection, ...]
    public: tuple[Objection, ...]
    class_: str
    hold: int
    released: datetime | None
    left: int
    stops: str

    @property
    def pk(self) -> str:
        """Its id, by which a trace names it."""
        return self.waiting.id

    @property
    def id(self) -> str:
        """Its id."""
        return self.waiting.id

    @property
    def act(self) -> Act:
        """The act."""
        return self.waiting.act

    @property
    def ripe(self) -> bool:
        """May it enter now?"""
        return self.released is not None and self.left <= 0 and not self.against

    @property
    def passed(self) -> int:
        """How many minutes of its hold have run."""
        return max(0, (self.hold - max(0, self.left)) // 60)

    @property
    def hour(self) -> tuple[bool, int, int]:
        """What panels are ordered by: those with an hour first, by their hour; then the others as they were laid down."""
        return (self.released is None, int(self.released.timestamp()) if self.released else 0, self.waiting.laid)


def panel_of(waiting: Waiting, row: Draft | None, at: Here, account: Account | None) -> Panel:
    """The panel of a draft, for this account."""
    waiting = at.desk.review(waiting.id, at.known, at.now)
    given, who = tuple(signatures(waiting, at)), person_of(account)
    class_, hold = hold_of(waiting.act, at.book)
    complete = waiting.complete is not None
    released = released_at(waiting.act, at.book, waiting.complete) if waiting.complete is not None else None
    public = tuple(waits_in_public(at.known, waiting, at.now)) if complete else ()
    against = against_entry(at.desk, at.known, waiting, at.now) if complete else []
    return Panel(
        waiting=waiting,
        row=row,
        body=row.body if row is not None else next(iter(waiting.act.issuers), ""),
        title=title_of(waiting),
        signatures=given,
        mine=tuple(each for each in given if who and each.person == who and not each.given),
        still=() if complete else tuple(unexplained(at.desk.still_to_sign(waiting, at.known, at.now), given)),
        against=tuple(each for each in against if each not in public),
        public=public,
        class_=class_,
        hold=hold,
        released=datetime.fromtimestamp(released, UTC) if released is not None else None,
        left=released - at.now if released is not None else 0,
        stops=_stopped(waiting, at) if stops(waiting) else "",
    )


def kind_key(act: Act) -> str:
    """The sentence that names this kind of act, as the portal does."""
    body = act.body
    if isinstance(body, Contested) and body.draft is not None:
        return "kind.contested.draft"
    return f"kind.{act.kind}"


def title_of(waiting: Waiting) -> Phrase:
    """The title in each of its languages; nothing where it has none."""
    return tuple(
        (name.removeprefix("title."), " ".join(words.split()))
        for name, words in words_of(waiting)
        if name.startswith("title.")
    )


def words_of(waiting: Waiting, *, sealed: bool = False) -> list[tuple[str, str]]:
    """Its words by the names of their parts, the sealed ones too for those who answer for them; a file is none."""
    files, found = part_files(waiting), []
    for name, digest in {**waiting.act.parts, **(waiting.act.sealed if sealed else {})}.items():
        data = files.get(digest)
        if data is not None and not name.startswith(("file.", "image.", "seal.")):
            found.append((name, data[SALT:].decode("utf-8", "replace")))
    return found


def office(signature: Signature, at: Here) -> Named:
    """The office under which a signature is given, by its public name."""
    return at.standing.named(signature.office)


def _stopped(waiting: Waiting, at: Here) -> str:
    body = waiting.act.body
    digest = body.draft if isinstance(body, Contested) else None
    return next((each.id for each in at.desk.look().waiting if each.text_hash == digest), "")
