"""Random lives of an assembly: whatever officers try, and the law lets through, in an order nobody thought of.

Lines are taken as holding without any arithmetic of signatures, so that thousands of lives are lived; everything
else is the law of the gate. What is refused is part of the life: it must leave no trace.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from qurultay.acts.act import Act, Entry, text_hash, text_of
from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced, Recovered, Seated
from qurultay.acts.constituting import Constituted, Dissolved, Established, Organisation, Post, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed, SessionClosing, SessionOpening
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.register import enter
from qurultay.acts.resolving import Adopted, Figures, NotAdopted, Operation, Provision, Repealed
from qurultay.acts.restoring import restored_by
from qurultay.acts.rules import Succession
from qurultay.acts.writing import Answer, Deposited, Issued, ReplyRecorded
from qurultay.record.authority import Signed
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.tree import leaf_hash
from tests.hall import POSTS, Hall, Refusal, constitution, key_text, rules, seeded

SIGNERS = (
    ("post/president", "post/secretary"),
    ("post/vice-president", "post/secretary", "post/speaker"),
    ("post/president", "post/vice-president", "post/secretary", "post/speaker"),
    ("post/speaker", "post/teller"),
    ("post/vice-president", "post/secretary", "post/teller"),
)
LINES = (
    Succession(post="post/president", then=("post/vice-president", "post/speaker")),
    Succession(post="post/secretary", then=("post/teller", "post/speaker")),
)
FOUNDING = constitution(
    rules=rules(contest_days=0, enter_days=400, founding_days=400, hold_hours_entrenched=24, succession=LINES)
)
FOUR = ("keeper/1", "keeper/2", "keeper/4", "keeper/6")


class Chamber(Hall):
    """A hall whose lines hold by word alone. It keeps every attempt with what was said of it."""

    def __init__(self, founding: Constituted = FOUNDING) -> None:
        self.attempts: list[tuple[int, Act, list[Signed], int, list[str]]] = []
        super().__init__(founding)

    def sign_and_enter(self, act: Act, keys: list[SigningKey]) -> Entry:
        text, second = text_of(act), int(self.clock.timestamp())
        signed = [Signed(key.name, key.material) for key in keys]
        found = self.judge.objections(act, text_hash(text), signed, second)
        self.attempts.append((len(self.notes), act, signed, second, [breach.code for breach in found]))
        if found:
            raise Refusal(found)
        entry = Entry(number=len(self.notes), act=act, entered=second, text_hash=text_hash(text))
        self.judge.book = enter(self.judge.book, entry)
        if entry.number == 0:
            self.judge.book.founding = leaf_hash(text).hex()
        self.judge.tree.append(leaf_hash(text))
        self.judge.roots.append(self.judge.tree.root())
        self.notes.append(text)
        return entry


class Life:
    """One life, lived by chance."""

    def __init__(self, seed: int, steps: int = 40) -> None:
        self.chance, self.hall, self.made = Random(seed), Chamber(), 0
        self.hall.fill_seats()
        self.begin()
        self.live(steps)

    def begin(self) -> None:
        """What happens before chance begins; nothing, but in lives that need something."""

    def live(self, steps: int, *more: Callable[["Life"], None]) -> None:
        """Live on, with these deeds besides the usual ones."""
        for _ in range(steps):
            self.hall.on(self.hall.today + timedelta(days=self.chance.choice((0, 0, 0, 1, 2, 7))))
            try:
                self.chance.choice((*DEEDS, *more))(self)
            except Refusal:
                continue

    @property
    def entries(self) -> list[Entry]:
        return self.hall.entries

    def some(self, *options: Any) -> Any:
        return self.chance.choice(options)

    def day(self, least: int = 0, most: int = 40) -> date:
        return self.hall.today + timedelta(days=self.chance.randint(least, most))

    def new(self) -> int:
        self.made += 1
        return self.made

    def one_of(self, *kinds: type) -> str:
        """Some act so far; mostly one of those kinds, if kinds are named."""
        fitting = [e.ref for e in self.entries if isinstance(e.act.body, kinds)] if kinds else []
        if fitting and self.chance.random() < 0.9:
            return self.chance.choice(fitting)
        return self.chance.choice(self.entries).ref

    def part_of(self, ref: str) -> str:
        """The act, or sometimes a provision of it."""
        body = self.entries[int(ref.split("/")[1])].act.body
        if isinstance(body, Adopted) and body.provisions and self.chance.random() < 0.5:
            return f"{ref}/provision/{self.chance.choice(body.provisions).label}"
        return ref

    def able(self) -> tuple[str, ...]:
        """The posts whose holder has a key in force today."""
        book, day = self.hall.book, self.hall.today
        lines = {post: book.keys.get((key.name, key.material)) for post, key in self.hall.signers.items()}
        holders = {post: book.holder(post, day) for post in POSTS}
        return tuple(
            post
            for post, held in holders.items()
            if held and (key := lines[post]) and key.person == held.person and key.in_force(day) and held.runs_on(day)
        )

    def do(self, body: Any, *refs: tuple[str, str], **fields: Any) -> Entry:
        """Enter it, signed by those who can or, now and then, by whoever dares."""
        signers = fields.pop("signatories", None)
        if signers is None:
            signers = self.able() if self.chance.random() < 0.9 else self.chance.choice(SIGNERS)
        return self.hall.enter(body, refs=refs, signatories=signers, id=drawn_id(self), **fields)


def drawn_id(life: Life) -> str:
    return "".join(life.chance.choice("0123456789abcdef") for _ in range(8))


def meet(life: Life) -> None:
    name, opens = f"session/{life.new()}", life.day(0, 3)
    zone = {"mode": "remote", "zone": "Europe/Istanbul", "offset": "+03:00"}
    life.do(Convened(session=name, body="body/assembly", opens=opens, closes=opens + timedelta(days=9), **zone))
    if life.chance.random() < 0.3:
        life.do(Postponed(session=name, opens=opens + timedelta(days=1), closes=opens + timedelta(days=5)))
        life.hall.on(opens + timedelta(days=1))
    entitled = len(life.hall.book.filled("body/assembly", life.hall.today))
    life.hall.on(max(opens, life.hall.today))
    life.do(Opened(session=SessionOpening(session=name, entitled=entitled, present=entitled)))
    if life.chance.random() < 0.5:
        life.do(Closed(session=SessionClosing(session=name)))
        life.do(MinutesApproved(session=name))


def operations(life: Life) -> tuple[Operation, ...]:
    made = []
    for _ in range(life.chance.randint(0, 2)):
        kind = life.some("pledge", "call", "observance", "decision")
        kept = {"month": 11, "day": 12} if kind == "observance" else {}
        made.append(
            Operation(kind=kind, addressee="class/states", due=life.some(None, life.day()), **kept)  # type: ignore[arg-type]  # month and day
        )
    return tuple(made)


def adopt(life: Life) -> None:
    provisions = tuple(
        Provision(label=label, operations=operations(life)) for label in life.some(("1",), ("1", "2a", "3"))
    )
    replaced = (("replaces", life.part_of(life.one_of(Adopted))),) if life.chance.random() < 0.3 else ()
    life.do(
        Adopted(
            text="resolution",
            body="body/assembly",
            how="without-a-vote",
            authentic=("en",),
            provisions=provisions,
            number=life.some(None, f"resolution/{life.new()}"),
            from_=life.some(None, life.day()),
            until=life.some(None, None, life.day(40, 60)),
        ),
        *replaced,
        parts={"title.en": "0" * 64},
    )


def repeal(life: Life) -> None:
    target = life.part_of(life.one_of(Adopted))
    revived = [t for t, text in life.hall.book.texts.items() if text.repealed_by is not None]
    revives = (life.part_of(f"act/{life.chance.choice(revived)}"),) if revived and life.chance.random() < 0.5 else ()
    body = Repealed(body="body/assembly", from_=life.day(), how="without-a-vote", revives=revives)
    life.do(body, ("amends", target))


def lose(life: Life) -> None:
    life.do(NotAdopted(text="resolution", body="body/assembly", outcome="withdrawn"))


def issue(life: Life) -> None:
    carried = [("carries", ref) for ref in life.hall.book.calls if life.chance.random() < 0.4]
    body = Issued(
        form=life.some("letter", "warning"),
        authentic=("en",),
        addressee="addressee/osmark",
        number=life.some(None, f"letter/{life.new()}"),
        calls=(Operation(kind="call", addressee="addressee/osmark"),) * life.some(0, 1, 2),
        reply_by=life.some(None, life.day()),
    )
    life.do(body, *carried, parts={"title.en": "1" * 64, "text.en": "2" * 64})


def reply(life: Life) -> None:
    letters = list(life.hall.book.letters.values())
    if letters:
        letter = life.chance.choice(letters)
        answers = tuple(Answer(call=call, grade="C") for call in letter.carries)
        body = ReplyRecorded(from_="addressee/osmark", received=life.day(-9, 0), answers=answers, words="not-published")
        life.do(body, ("answers", f"act/{letter.number}"))


def report(life: Life) -> None:
    open_ = [*life.hall.book.commitments, *life.hall.book.calls]
    found = tuple(
        Finding(
            of=ref, state=life.some("under-way", "kept", "extended"), evidence=(life.one_of(Adopted),), due=life.day()
        )
        for ref in life.chance.sample(open_, min(2, len(open_)))
    )
    life.do(ReportTabled(report="progress", as_of=life.day(-9, 0), body="body/assembly", findings=found))


def deposit(life: Life) -> None:
    provisions = (Provision(label="1", operations=operations(life)),)
    life.do(
        Deposited(
            form="declaration",
            bears="1933-11-12",
            handed_in_by="post/secretary",
            language="en",
            reports_on="adopted-text",
            provisions=provisions,
        )
    )


def elect(life: Life) -> None:
    place = life.some(*POSTS, "seat/1", "seat/9")
    first = life.day(0, 10)
    winner = Assignment(
        to=place, person=f"person/{200 + life.new()}", from_=first, until=first + timedelta(days=life.some(5, 90, 700))
    )
    body = life.some(
        Elected(winners=(winner,), how="open-vote"), Appointed(to=(winner,)), Appointed(to=(winner,), when="vacancy")
    )
    signers = tuple(post for post in life.able() if post != place)
    life.do(body, signatories=signers)
    if place.startswith("post/"):
        life.hall.on(life.hall.today + timedelta(days=life.some(1, 3)))
        enter_office(life, place, winner.person)


def enter_office(life: Life, place: str, person: str) -> None:
    key = seeded(place, life.new())
    part = {f"name.{person.replace('/', '-')}.en": sha256(person.encode()).hexdigest()}
    life.do(TookOffice(post=place, person=person, key=key_text(key)), with_keys=(key,), parts=part)
    life.hall.signers[place] = key


def take_up_vacancy(life: Life) -> None:
    for place, (_, waiting) in life.hall.book.designated.items():
        enter_office(life, place, waiting.person)


def leave(life: Life) -> None:
    place = life.some(*POSTS, "seat/1", "seat/2")
    held = life.hall.book.holder(place, life.hall.today)
    if held is None:
        return
    how, happened = (
        life.some("resigned", "died", "disqualified"),
        life.some(None, None, life.day(-5, 0).isoformat(), "2026-06"),
    )
    alone = (place,) if how == "resigned" and place.startswith("post/") else tuple(p for p in life.able() if p != place)
    life.do(Vacated(place=place, person=held.person, how=how, happened=happened), signatories=alone)


def remove(life: Life) -> None:
    held = life.hall.book.holder("post/president", life.hall.today)
    if held is not None:
        carried = Figures(for_=8, against=1, abstained=0, present=9, entitled=9)
        body = Vacated(
            place="post/president", person=held.person, how="removed", figures=carried, majority="two-thirds"
        )
        life.do(body, signatories=tuple(post for post in life.able() if post != "post/president"))


def hinder(life: Life) -> None:
    place = life.some(*POSTS)
    held = life.hall.book.holder(place, life.hall.today)
    if held is not None:
        life.do(
            Impeded(post=place, person=held.person, cause="detained", since=life.day(-9, 0)),
            signatories=(life.some(*POSTS),),
        )


def another_key(life: Life) -> None:
    place = life.some(*POSTS)
    held, key = life.hall.book.holder(place, life.hall.today), seeded(place, life.new())
    if held is not None:
        life.do(KeyEnrolled(use="acts", key=key_text(key), post=place, person=held.person), with_keys=(key,))


def revoke(life: Life) -> None:
    key = life.chance.choice([key for key in life.hall.book.keys.values() if key.use == "acts"])
    how = life.some("revoked", "suspended")
    body = KeyRevoked(
        name=key.name, key=armour(key.material), how=how, ground="lost", since=life.some(None, life.day(-9, 0))
    )
    life.do(body, signatories=None if how == "revoked" else (life.some(*POSTS),))


def found_committee(life: Life) -> None:
    number = life.new()
    life.do(
        Established(
            organisations=(Organisation(id=f"body/committee-{number}", form="committee"),),
            posts=(
                Post(
                    id=f"post/chair-{number}", body=f"body/committee-{number}", role="other", signs="no", term_months=0
                ),
            ),
            from_=life.some(None, life.day()),
        ),
        basis=life.part_of(life.one_of(Adopted)),
    )


def dissolve(life: Life) -> None:
    ends = [
        ref
        for ref in (*life.hall.book.organisations, *life.hall.book.posts)
        if ref.split("-")[0] in ("body/committee", "post/chair")
    ]
    keepers = tuple(f"keeper/{n}" for n in range(1, 5))
    if ends:
        body = Dissolved(ends=(life.chance.choice(ends),), from_=life.some(None, life.day(2, 40)))
        signers = (*life.able(), *keepers)
        act = life.hall.draft(body, signatories=signers, id=drawn_id(life))
        life.do(Announced(class_="entrenched", text=text_hash(text_of(act))))
        life.hall.on(life.hall.today + timedelta(days=2))
        life.hall.sign_and_enter(act, [life.hall.signers[each] for each in signers])


def new_rules(life: Life) -> None:
    version = life.hall.book.rules_history[-1].rules.version + 1
    changed = replace(FOUNDING.rules, version=version, notice_days=life.some(10, 30, 50), key_days=life.some(60, 731))
    life.do(RulesAdopted(rules=changed, in_force=life.some(None, life.day())))


def annul(life: Life) -> None:
    kinds = life.some(
        (Annulled,),
        (Annulled,),
        (Elected, TookOffice, Vacated),
        (Adopted, Repealed),
        (),
        (Corrected, Confirmed),
        (KeyEnrolled, KeyRevoked, RulesAdopted),
    )
    target = life.part_of(life.one_of(*kinds))
    seat = life.some("returns", "stays") if restored_by(life.hall.book, int(target.split("/")[1])) else None
    life.do(
        Annulled(ground=life.some("forgery", "duress"), from_=life.some("the-start", "now"), seat=seat),
        ("amends", target),
    )


def confirm(life: Life) -> None:
    numbers = [
        *life.hall.book.questions,
        *[e.number for e in life.entries if isinstance(e.act.body, Impeded | KeyRevoked | Issued)],
    ]
    if numbers:
        life.do(Confirmed(ground="in-question"), ("amends", f"act/{life.chance.choice(numbers)}"))


def correct(life: Life) -> None:
    target = life.one_of(Issued, Adopted)
    act = life.entries[int(target.split("/")[1])].act
    if "title.en" in act.parts:
        said = life.hall.book.changes.get((int(target.split("/")[1]), "parts.title.en"))
        now = sha256(str(life.new()).encode()).hexdigest()
        change = Change(field="parts.title.en", was=said[-1][1] if said else act.parts["title.en"], now=now)
        signers = tuple(dict.fromkeys((*act.signatories, *life.able())))
        life.do(Corrected(changes=(change,)), ("amends", target), parts={"title.en": now}, signatories=signers)


def withhold(life: Life) -> None:
    life.do(
        Withheld(names=(life.some("title.en", "text.en"),), ground="safety"), ("amends", life.one_of(Issued, Adopted))
    )


def contest(life: Life) -> None:
    life.do(
        Contested(step=life.some("opened", "opened", "withdrawn", "decided"), ground="doubt"),
        ("amends", life.one_of(Elected, Issued)),
    )


def recover(life: Life) -> None:
    """Keepers announce a recovery and, two days later, do it; officers may have objected, and life goes on between."""
    hall, posts = life.hall, life.chance.sample(POSTS, life.some(1, 2))
    seats, keys = [], []
    for post in posts:
        held = hall.book.holder(post, hall.today)
        keys.append(seeded(post, 1000 + life.new()))
        stays = held is not None and life.chance.random() < 0.5
        person = held.person if held is not None and stays else f"person/{900 + life.new()}"
        seats.append(Seated(post=post, person=person, key=key_text(keys[-1])))
    lost = {}
    if life.chance.random() < 0.2:
        number = life.new()
        lost = {
            "gate": armour(seeded("gate", number).cosigner_material),
            "log": key_text(seeded("log", number)),
        }
    signatories = FOUR[: life.some(3, 4, 4, 4, 4)]
    act = hall.draft(
        Recovered(signers=tuple(seats)),
        signatories=signatories,
        enter_by=hall.today + timedelta(days=300),
        id=drawn_id(life),
    )
    notice = life.do(Announced(class_="recovery", text=text_hash(text_of(act)), **lost), signatories=signatories)
    if life.chance.random() < 0.2:
        life.do(Contested(step="opened", ground="doubt"), ("amends", notice.ref), signatories=("post/speaker",))
    hall.on(hall.today + timedelta(days=life.some(0, 2, 2)))
    hall.sign_and_enter(act, [*(hall.signers[keeper] for keeper in signatories), *keys])
    hall.signers |= dict(zip(posts, keys, strict=True))


DEEDS: tuple[Callable[[Life], None], ...] = (
    meet, adopt, adopt, adopt, repeal, repeal, lose, issue, issue, reply, report, deposit, elect, elect, elect,
    take_up_vacancy, leave, leave, remove, hinder, another_key, revoke, found_committee, dissolve, new_rules,
    annul, annul, annul, annul, confirm, confirm, correct, correct, withhold, contest, recover,
)  # fmt: skip
