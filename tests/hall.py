"""A small assembly in memory, for tests: founded, with keys made from seeds, entering acts one by one.

It uses the very `Judge` of the gate and the verifier, so a test that enters an act here has had it
judged; one that expects a refusal gets the codes of all objections.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from qurultay.acts.act import Act, Entry, Reference, Seen, new_act, number_in, text_hash, text_of
from qurultay.acts.breach import Breach
from qurultay.acts.carrying_on import Announced
from qurultay.acts.classes import cases_of, default_classes
from qurultay.acts.constituting import (
    Community,
    Constituted,
    Established,
    FoundingHolder,
    Keeper,
    Organisation,
    Post,
    Seats,
)
from qurultay.acts.convening import Convened, Opened, SessionOpening
from qurultay.acts.office import Appointed, Assignment, Elected, KeyEnrolled, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.rules import Majority, Quorum, Rules
from qurultay.acts.writing import Issued
from qurultay.record.authority import Signed
from qurultay.record.judging import Judge, KeyPool, ReadNote, check_lines, read_note
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import EMPTY_ROOT

LABEL = "tolunay.example"
FOUNDED = date(2026, 6, 1)
OFFICERS = ("post/president", "post/secretary")
POSTS = ("post/president", "post/vice-president", "post/secretary", "post/speaker", "post/teller")
GRAVE = (*OFFICERS, "post/speaker")
KEEPERS = tuple(f"keeper/{n}" for n in range(1, 5))
"""Those who complete a grave act, and keepers enough to let the body act again."""
ROLES = ("executive", "executive", "secretary", "presiding", "teller")
COMMUNITIES = (("tolun", 1, 4), ("kesh", 5, 7), ("arda", 8, 9))


class Refusal(Exception):
    """An act was refused; `codes` are the codes of all objections."""

    def __init__(self, objections: list[Any]) -> None:
        self.codes = [o.code for o in objections]
        self.sentences = [o.sentence for o in objections]
        super().__init__("; ".join(f"{o.code}: {o.sentence}" for o in objections))


def seeded(owner: str, again: int = 0) -> SigningKey:
    """The key of a post, keeper or machine of the hall; another `again` gives another key of the same name."""
    name = f"{LABEL}/{owner.removeprefix('post/').replace('/', '-')}"
    return SigningKey.from_seed(name, sha256(f"{owner} {again}".encode()).digest())


def key_text(key: SigningKey) -> str:
    """The key as a skeleton holds it."""
    return armour(key.material)


def parts(*names: str, words: str = "") -> dict[str, str]:
    """Parts of these names, each with a hash that hangs on the name and the words."""
    return {name: sha256(f"{name} {words}".encode()).hexdigest() for name in names}


def amends(*targets: Entry | str) -> tuple[tuple[str, str], ...]:
    """References of an amending act."""
    return tuple(("amends", target if isinstance(target, str) else target.ref) for target in targets)


def rules(**changed: Any) -> Rules:
    """The hall's rules: the shipped table over its five posts."""
    held = Rules(
        version=1,
        zone="Europe/Istanbul",
        offset="+03:00",
        languages=("en", "ug", "kk"),
        authentic=("en",),
        classes=default_classes(
            ("post/president", "post/vice-president", "post/secretary"), ("post/speaker", "post/teller"), 4
        ),
        transition=("post/speaker", "post/teller", "post/secretary", "post/vice-president"),
        majorities=(
            Majority(name="simple", of="votes-cast", num=1, den=2, test="more-than"),
            Majority(name="two-thirds", of="in-office", num=2, den=3, test="at-least"),
        ),
        quorum=Quorum(num=1, den=2, test="more-than"),
        keepers_needed=4,
        contest_days=3,
    )
    return replace(held, **changed)


def constitution(**changed: Any) -> Constituted:
    """The founding: five posts, nine seats of three communities, seven keepers."""
    held = Constituted(
        label=LABEL,
        purpose="demonstration",
        organisations=(
            Organisation(id="body/assembly", form="assembly"),
            Organisation(id="body/government", form="government"),
        ),
        communities=tuple(Community(id=f"community/{name}", guaranteed=2) for name, _, _ in COMMUNITIES),
        posts=tuple(
            Post(
                id=post,
                body="body/government" if role == "executive" else "body/assembly",
                role=role,
                signs="yes",
                term_months=48,
            )  # type: ignore[arg-type]  # the roles above
            for post, role in zip(POSTS, ROLES, strict=True)
        ),
        seats=tuple(
            Seats(body="body/assembly", first=a, last=b, community=f"community/{c}") for c, a, b in COMMUNITIES
        ),
        holders=tuple(
            FoundingHolder(post=p, person=f"person/{n}", key=key_text(seeded(p))) for n, p in enumerate(POSTS, 1)
        ),
        keepers=tuple(
            Keeper(
                id=f"keeper/{n}",
                key=key_text(seeded(f"keeper/{n}")),
                area=f"area/{n}",
                outside="institution" if n == 7 else None,
            )
            for n in range(1, 8)
        ),
        gate=armour(seeded("gate").cosigner_material),
        log=key_text(seeded("log")),
        rules=rules(),
    )
    return replace(held, **changed)


class Hall:
    """An assembly that enters acts and remembers everything needed to enter the next one."""

    def __init__(self, founding: Constituted | None = None) -> None:
        self.judge = Judge()
        self.pool = KeyPool()
        self.notes: list[bytes] = []
        self.clock = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
        self.signers: dict[str, SigningKey] = {p: seeded(p) for p in POSTS} | {
            f"keeper/{n}": seeded(f"keeper/{n}") for n in range(1, 8)
        }
        self.gate = seeded("gate")
        self.found(founding or constitution())

    @property
    def book(self):  # type: ignore[no-untyped-def]  # tests read it freely
        return self.judge.book

    @property
    def today(self) -> date:
        """The civil date at the hall's seat."""
        return (self.clock + timedelta(hours=3)).date()

    def on(self, day: date | str, hour: int = 9) -> "Hall":
        """Set the clock to a day."""
        chosen = date.fromisoformat(day) if isinstance(day, str) else day
        self.clock = datetime(chosen.year, chosen.month, chosen.day, hour, tzinfo=UTC)
        return self

    def days(self, number: int) -> "Hall":
        """Let so many days go by."""
        self.clock += timedelta(days=number)
        return self

    def found(self, body: Constituted) -> Entry:
        owners = [h.post for h in body.holders] + [k.id for k in body.keepers]
        act = new_act(
            body, id="fndng000", date=self.today, enter_by=self.today + timedelta(days=30), issuers=("body/assembly",),
            signatories=tuple(owners), seen=Seen(root=armour(EMPTY_ROOT), size=0),
        )  # fmt: skip
        return self.sign_and_enter(act, [self.signers[o] for o in owners])

    def draft(
        self,
        body: Any,
        *,
        signatories: tuple[str, ...] = OFFICERS,
        refs: tuple[tuple[str, str], ...] = (),
        **fields: Any,
    ) -> Act:
        """An act ready to be signed, with what it does not say filled in."""
        size = fields.pop("seen_size", len(self.notes))
        day = fields.pop("date", self.today)
        if (
            isinstance(body, Vacated)
            and "parts" not in fields
            and not any(relation == "evidence" for relation, _ in refs)
        ):
            fields.setdefault("sealed", parts("file.pdf"))  # what shows a death or a resignation
        act = new_act(
            body,
            id=fields.pop(
                "id",
                sha256(f"{len(self.notes)} {body!r}".encode()).hexdigest()[:8].translate(str.maketrans("ilou", "1100")),
            ),
            date=day,
            enter_by=fields.pop("enter_by", day + timedelta(days=30)),
            issuers=fields.pop("issuers", ("body/assembly",)),
            signatories=signatories,
            seen=fields.pop("seen", Seen(root=armour(self.judge.roots[size]), size=size)),
            record=fields.pop("record", self.book.founding),
            refs=tuple(Reference(relation=r, target=t) for r, t in refs),  # type: ignore[arg-type]  # relations as words
            **fields,
        )
        if act.basis is None:
            case = (
                next(iter(cases_of(act, self.book)), act.kind)
                if all(0 <= number_in(t) < len(self.notes) for _, t in refs)
                else act.kind
            )
            act = replace(act, basis=f"act/{self.book.rules_on(day).act}/rule/{case}")
        return act

    def enter(
        self, body: Any, *, by: tuple[str, ...] | None = None, with_keys: tuple[SigningKey, ...] = (), **fields: Any
    ) -> Entry:
        """Draft, sign as the signatories (or as `by`) and enter; raises `Refusal`."""
        act = self.draft(body, **fields)
        keys = [self.signers[s] for s in (act.signatories if by is None else by)]
        return self.sign_and_enter(act, [*keys, *with_keys])

    def sign_and_enter(self, act: Act, keys: list[SigningKey]) -> Entry:
        text = text_of(act)
        time = int(self.clock.timestamp())
        note = Note(text, (*(key.sign(text) for key in keys), self.gate.cosign(text, time)))
        read = read_note(len(self.notes), note.encode())
        return self.take(read, note.encode())

    def take(self, read: ReadNote, data: bytes) -> Entry:
        """Judge a note and keep it."""
        pool = KeyPool(dict(self.pool.keys), self.pool.label)
        pool.learn(read.act)
        signed = check_lines(read.number, read.note, pool)
        objections = self.judge.objections(read.act, read.text_hash, signed[:-1], read.entered)
        if objections:
            raise Refusal(objections)
        entry = self.judge.enter(read, signed)
        self.pool = pool
        self.notes.append(data)
        return entry

    def breaches(self, act: Act, keys: list[SigningKey]) -> list[Breach]:
        """Everything out of order, were it entered now."""
        digest = text_hash(text_of(act))
        signed = [Signed(k.name, k.material) for k in keys]
        return self.judge.objections(act, digest, signed, int(self.clock.timestamp()))

    def objections(self, act: Act, keys: list[SigningKey]) -> list[str]:
        """The codes of everything out of order, were it entered now."""
        return [breach.code for breach in self.breaches(act, keys)]

    def refuses(
        self,
        code: str,
        body: Any,
        *,
        also: tuple[str, ...] = (),
        by: tuple[str, ...] | None = None,
        with_keys: tuple[SigningKey, ...] = (),
        **fields: Any,
    ) -> str:
        """The first sentence under this code; no other code stands against the act but those in `also`."""
        act = self.draft(body, **fields)
        keys = [self.signers[s] for s in (act.signatories if by is None else by)]
        found = self.breaches(act, [*keys, *with_keys])
        assert {each.code for each in found} == {code, *also}, [f"{each.code}: {each.sentence}" for each in found]
        return next(each.sentence for each in found if each.code == code)

    @property
    def entries(self) -> list[Entry]:
        return self.judge.book.entries

    # Steps that many stories share.

    def fill_seats(self, *, first_person: int = 101, until: str = "2030-12-31") -> Entry:
        """All nine seats are filled by appointment of the founders."""
        seats = tuple(
            Assignment(
                to=f"seat/{n}", person=f"person/{first_person + n}", from_=self.today, until=date.fromisoformat(until)
            )
            for n in range(1, 10)
        )
        return self.enter(Appointed(to=seats))

    def hold_session(self, name: str = "session/1", *, days: int = 3) -> Entry:
        """A session is called and opened with all sitters present."""
        self.enter(
            Convened(
                session=name,
                body="body/assembly",
                opens=self.today,
                closes=self.today + timedelta(days=days - 1),
                mode="in-person",
                zone="Europe/Istanbul",
                offset="+03:00",
            )
        )
        return self.enter(Opened(session=SessionOpening(session=name, entitled=9, present=9)))

    def elect(
        self,
        post: str,
        person: str,
        *,
        until: str = "2030-05-31",
        signatories: tuple[str, ...] = ("post/speaker", "post/teller"),
    ) -> Entry:
        """Somebody is elected to a post by secret ballot."""
        return self.enter(
            Elected(
                winners=(Assignment(to=post, person=person, from_=self.today, until=date.fromisoformat(until)),),
                how="secret-ballot",
            ),
            signatories=signatories,
        )

    def take_office(
        self,
        post: str,
        person: str,
        *,
        signatories: tuple[str, ...] = ("post/secretary", "post/vice-president", "post/speaker"),
    ) -> Entry:
        """The elected person takes office with a key that nobody had before."""
        key = next(key for n in count(1) if (key := seeded(post, n)).material[1:] not in self.book.materials)
        entry = self.enter(
            TookOffice(post=post, person=person, key=key_text(key)),
            signatories=signatories,
            with_keys=(key,),
            parts={f"name.{person.replace('/', '-')}.en": sha256(person.encode()).hexdigest()},
        )
        self.signers[post] = key
        return entry

    def seat_officers(self) -> "Hall":
        """All five officers are elected, person/21 to person/25, and take office on 5 June with keys of their own."""
        for places, by in (
            (POSTS[:3], ("post/speaker", "post/teller")),
            (POSTS[3:], ("post/vice-president", "post/secretary")),
        ):
            term = {"from_": self.today, "until": date(2030, 5, 31)}
            winners = tuple(Assignment(to=post, person=f"person/{21 + POSTS.index(post)}", **term) for post in places)
            self.enter(Elected(winners=winners, how="secret-ballot"), signatories=by)
        self.days(4)
        for number, post in enumerate(POSTS, 21):
            self.take_office(post, f"person/{number}")
        return self

    def new_key(self, post: str, *, signatories: tuple[str, ...] = GRAVE) -> Entry:
        """The holder of a post enrols a further key and signs with it from now on."""
        held, key = self.book.holder(post, self.today), seeded(post, len(self.notes))
        body = KeyEnrolled(use="acts", key=key_text(key), post=post, person=held.person)
        entry = self.enter(body, signatories=signatories, with_keys=(key,))
        self.signers[post] = key
        return entry

    def found_post(self, post: str, *, signs: Any = "yes") -> Entry:
        """A post comes into being by a resolution."""
        new = Post(id=post, body="body/government", role="other", signs=signs, term_months=48)
        return self.enter(Established(posts=(new,)), basis=self.adopt("decision").ref, signatories=GRAVE)

    def convene(self, session: str, *, opens: date, closes: date, **fields: Any) -> Entry:
        """A session of the assembly is called."""
        where = {"mode": "in-person", "zone": "Europe/Istanbul", "offset": "+03:00"} | fields
        return self.enter(Convened(session=session, body="body/assembly", opens=opens, closes=closes, **where))

    def open(self, session: str, **fields: Any) -> Entry:
        """A session opens with all nine sitters present."""
        return self.enter(Opened(session=SessionOpening(session=session, entitled=9, present=9)), **fields)

    def adopt(self, *operations: str, body: dict[str, Any] | None = None, **fields: Any) -> Entry:
        """A resolution is adopted by acclamation; each of its provisions does one of these things."""
        said: dict[str, dict[str, Any]] = {
            "call": {"addressee": "class/states"},
            "appeal": {"addressee": "class/states"},
            "observance": {"month": 2, "day": 29},
        }
        provisions = tuple(
            Provision(label=str(n), operations=(Operation(kind=kind, **said.get(kind, {})),))  # type: ignore[arg-type]  # kinds as words
            for n, kind in enumerate(operations, 1)
        )
        text = Adopted(
            text="resolution", body="body/assembly", how="acclamation", authentic=("en",), provisions=provisions
        )
        return self.enter(replace(text, **(body or {})), **fields)

    def letter(
        self,
        addressee: str = "addressee/osmark",
        *carries: str,
        body: dict[str, Any] | None = None,
        refs: tuple[tuple[str, str], ...] = (),
        **fields: Any,
    ) -> Entry:
        """A letter is issued, which carries these calls."""
        letter = Issued(form="letter", authentic=("en",), addressee=addressee)
        carried = tuple(("carries", call) for call in carries)
        return self.enter(replace(letter, **(body or {})), refs=(*carried, *refs), **fields)

    def amend(self, body: Any, *targets: Entry | str, **fields: Any) -> Entry:
        """An amending act enters that names these."""
        return self.enter(body, refs=amends(*targets), **fields)

    def announce(self, act: Act) -> Entry:
        """An entrenched act is announced, and its hold runs to the second."""
        notice = self.enter(Announced(class_="entrenched", text=text_hash(text_of(act))))
        self.clock += timedelta(hours=self.book.rules.hold_hours_entrenched)
        return notice

    def entrench(
        self,
        body: Any,
        *,
        signatories: tuple[str, ...] = (*GRAVE, *KEEPERS),
        with_keys: tuple[SigningKey, ...] = (),
        **fields: Any,
    ) -> Entry:
        """An entrenched act is announced and, when its hold has run, enters."""
        enter_by = self.today + timedelta(days=60)
        act = self.draft(body, signatories=signatories, enter_by=enter_by, **fields)
        keys = [*(self.signers[s] for s in signatories), *with_keys]
        self.announce(act)
        return self.sign_and_enter(act, keys)
