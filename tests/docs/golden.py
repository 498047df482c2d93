"""How the golden record was made: founded and carried on through the gate, with keys from seeds everybody knows.

The record in `tests/golden/record/` was made once and is never made again: whoever changes the format must still be
able to read it. What is made here today is a record of the same story, for tests that need a fresh one.

The seeds, the salts and the passkey's number stand in this file for all to read. Never found a record with them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from qurultay.acts.amending import Change, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.classes import default_classes
from qurultay.acts.constituting import Community, Constituted, FoundingHolder, Keeper, Organisation, Post, Seats
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.rules import Majority, Quorum, Rules, WitnessKey
from qurultay.acts.writing import Answer, Issued, ReplyRecorded
from qurultay.gazette.gate import Gate, GateKeys, Submission
from qurultay.gazette.preparing import Prepared, prepare, salted
from qurultay.record.asking import ask
from qurultay.record.witness import Witness
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Line
from qurultay.tlog.policy import Key
from qurultay.tlog.tree import EMPTY_ROOT
from tests.tlog.passkeys import Passkey

LABEL = "tolunay.example"
POSTS = {
    "post/president": ("executive", 1),
    "post/vice-president": ("executive", 2),
    "post/secretary": ("secretary", 3),
    "post/speaker": ("presiding", 4),
    "post/teller": ("teller", 8),
}
"""Each post with its role and the byte that its seed is thirty-two of."""
SEEDS = (
    {post: byte for post, (_, byte) in POSTS.items()}
    | {"log": 5, "gate": 6}
    | {f"keeper/{n}": 0x20 + n for n in range(1, 8)}
)
WITNESSES = {"witness0.example/w": 0x10, "witness1.example/w": 0x11}
NAMES = {
    1: ("Aysha Tolun", "ئايشە تولۇن"),
    2: ("Baray Kesh", "باراي كەش"),
    3: ("Sabira Onay", "سابىرا ئوناي"),
    4: ("Daniyar Arda", "دانىيار ئاردا"),
    5: ("Erke Tolun", "ئەركە تولۇن"),
}
"""Invented people, in English and in unreviewed Uyghur."""
DECLARATION = """\
The General Assembly of Tolunay, met for the first time, declares:

§ 1 A yearly account
We shall publish a yearly account of what was promised and what was done.

§ 2 To all states
We call upon all states to keep their archives on Tolunay open.

§ 3 A day of remembrance
We keep the second day of May as a day of remembrance.

§ end
So declared by acclamation.
"""
LETTER = """\
Excellency,

The General Assembly of Tolunay asks your ministry to keep its archives on Tolunay open to every reader.

With respect,
"""


def key_of(owner: str) -> SigningKey:
    """The key of a post, a keeper, the gate or the log; 32 times the byte in `SEEDS`."""
    name = f"{LABEL}/{owner.removeprefix('post/').replace('/', '-')}"
    return SigningKey.from_seed(name, bytes([SEEDS[owner]]) * 32)


def witness_key(name: str) -> SigningKey:
    """The key of a witness."""
    return SigningKey.from_seed(name, bytes([WITNESSES[name]]) * 32)


PASSKEY = Passkey(private=ec.derive_private_key(0x7001, ec.SECP256R1()), name=f"{LABEL}/vice-president")
"""The vice-president's passkey."""


def counted(seed: str) -> Callable[[int], bytes]:
    """Bytes that look random and are the same each time: for this record alone, since salts must never be derived."""
    state = [0]

    def draw(count: int) -> bytes:
        state[0] += 1
        return (sha256(f"{seed} {state[0]}".encode()).digest() * 2)[:count]

    return draw


def founding_rules() -> Rules:
    """The shipped table over the five posts; two witnesses, of whom one is needed."""
    return Rules(
        version=1,
        zone="Europe/Istanbul",
        offset="+03:00",
        languages=("en", "ug", "kk"),
        authentic=("en",),
        classes=default_classes(tuple(POSTS)[:3], tuple(POSTS)[3:], 4),
        transition=("post/speaker", "post/teller", "post/secretary", "post/vice-president"),
        majorities=(Majority(name="simple", of="votes-cast", num=1, den=2, test="more-than"),),
        quorum=Quorum(num=1, den=2, test="more-than"),
        keepers_needed=4,
        witnesses=tuple(WitnessKey(name=n, key=armour(witness_key(n).cosigner_material)) for n in WITNESSES),
        witnesses_needed=1,
        signing_origin=PASSKEY.origin,
    )


def constitution() -> Constituted:
    """Five posts, nine seats of two communities, seven keepers."""
    return Constituted(
        label=LABEL,
        purpose="demonstration",
        organisations=(
            Organisation(id="body/assembly", form="assembly"),
            Organisation(id="body/government", form="government"),
        ),
        communities=(
            Community(id="community/tolun", guaranteed=4),
            Community(id="community/kesh", guaranteed=3),
        ),
        posts=tuple(
            Post(
                id=post,
                body="body/government" if role == "executive" else "body/assembly",
                role=role,  # type: ignore[arg-type]  # the roles above
                signs="yes",
                term_months=48,
            )
            for post, (role, _) in POSTS.items()
        ),
        seats=(
            Seats(body="body/assembly", first=1, last=5, community="community/tolun"),
            Seats(body="body/assembly", first=6, last=9, community="community/kesh"),
        ),
        holders=tuple(
            FoundingHolder(post=post, person=f"person/{n}", key=armour(key_of(post).material))
            for n, post in enumerate(POSTS, 1)
        ),
        keepers=tuple(
            Keeper(
                id=f"keeper/{n}",
                key=armour(key_of(f"keeper/{n}").material),
                area=f"area/{n}",
                outside="institution" if n == 7 else None,
            )
            for n in range(1, 8)
        ),
        gate=armour(key_of("gate").cosigner_material),
        log=armour(key_of("log").material),
        rules=founding_rules(),
    )


def at(day: str, hour: int = 9) -> int:
    """Seconds at an hour of a day, UTC."""
    return int(datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00").timestamp())


@dataclass
class Story:
    """A record in the making: the gate, what is put to it, and the witness that looks on."""

    base: Path
    random: Callable[[int], bytes] = field(default_factory=lambda: counted("golden"))
    passkeys: Mapping[str, Passkey] = field(default_factory=dict)
    gate: Gate = field(init=False)

    @property
    def record(self) -> Path:
        """Where the record lies."""
        return self.base / "record"

    def found(self, day: str) -> None:
        """Act 0, with the names of the five holders as parts."""
        body = constitution()
        owners = [*POSTS, *(keeper.id for keeper in body.keepers)]
        words = {
            f"name.person-{n}.{lang}": f"{name}\n".encode()
            for n, names in NAMES.items()
            for lang, name in zip(("en", "ug"), names, strict=True)
        }
        prepared = prepare(
            body,
            Register(),
            EMPTY_ROOT,
            signatories=owners,
            issuers=("body/assembly",),
            today=date.fromisoformat(day),
            random=self.random,
            words=words | {"title.en": b"General Assembly of Tolunay\n"},
        )
        keys = GateKeys(gate=key_of("gate"), log=key_of("log"))
        submission = self.signed(prepared, owners, at(day))
        self.gate = Gate.found(self.record, self.base / "home", keys, submission, at(day))

    def draft(self, body: Any, day: str, signatories: Sequence[str], **fields: Any) -> Prepared:
        """An act prepared on the present head."""
        issuers = fields.pop("issuers", ("body/assembly",))
        return self.gate.draft(
            body,
            signatories=signatories,
            issuers=issuers,
            today=date.fromisoformat(day),
            random=self.random,
            **fields,
        )

    def signed(self, prepared: Prepared, signatories: Sequence[str], since: int) -> Submission:
        """What is put to the gate: the lines of the signatories, and the parts that are not sealed."""
        lines = [self.line(who, prepared.text) for who in signatories]
        if isinstance(prepared.act.body, KeyEnrolled):
            lines.append(PASSKEY.line(PASSKEY.signed(prepared.text)))
        open_parts = {digest: prepared.parts[digest] for digest in prepared.act.parts.values()}
        return Submission(text=prepared.text, lines=tuple(lines), parts=open_parts, held_since=since)

    def line(self, who: str, text: bytes) -> Line:
        """The signature of a post or keeper, by passkey where it has one by now."""
        passkey = self.passkeys.get(who)
        return passkey.line(passkey.signed(text)) if passkey else key_of(who).sign(text)

    def enter(self, body: Any, day: str, signatories: Sequence[str], held_hours: int = 24, **fields: Any) -> Prepared:
        """Draft, sign, wait for the hold, publish."""
        prepared = self.draft(body, day, signatories, **fields)
        self.publish(prepared, day, held_hours)
        return prepared

    def publish(self, prepared: Prepared, day: str, held_hours: int) -> int:
        """Sign on the day, wait, publish."""
        submission = self.signed(prepared, prepared.act.signatories, at(day))
        return self.gate.publish(submission, at(day) + held_hours * 3600)

    def witness(self, moment: int) -> None:
        """The first witness cosigns the head."""
        name = next(iter(WITNESSES))
        origin = self.gate.head.origin
        witness = Witness(self.base / "witness", witness_key(name), {origin: [key_of("log").material]})
        known = Key(name=name, material=witness_key(name).cosigner_material)
        self.gate.ask_witnesses(
            lambda record, head: ask(record, head, [known], lambda b: witness.add_checkpoint(b, moment))
        )


OFFICERS = ("post/president", "post/secretary")


def tell(base: Path) -> Story:
    """Nine acts: founding, declaration, passkey, letter, reply, correction, withholding, stop, and what was stopped."""
    story = Story(base)
    story.found("2026-06-01")
    story.witness(at("2026-06-01") + 60)
    _declare(story)
    _enrol(story)
    _write(story)
    _amend(story)
    _stop(story)
    story.witness(at("2026-08-05", 10))
    story.gate.close()
    return story


def _declare(story: Story) -> None:
    """Act 1."""
    provisions = (
        Provision(label="1", operations=(Operation(kind="pledge", owner="body/government", due=date(2027, 6, 5)),)),
        Provision(label="2", operations=(Operation(kind="call", addressee="class/states"),)),
        Provision(label="3", operations=(Operation(kind="observance", month=5, day=2, counts_from=1926),)),
    )
    body = Adopted(
        text="declaration",
        body="body/assembly",
        how="acclamation",
        authentic=("en",),
        provisions=provisions,
        number="declaration/2026/1",
    )
    words = {"title.en": b"Declaration of Tolunay\n", "text.en": DECLARATION.encode()}
    story.enter(body, "2026-06-05", OFFICERS, words=words)


def _enrol(story: Story) -> None:
    """Act 2: the vice-president's passkey, which signs its own enrolment; a key is grave and waits seven days."""
    body = KeyEnrolled(use="acts", key=armour(PASSKEY.material), post="post/vice-president", person="person/2")
    story.enter(body, "2026-06-08", (*OFFICERS, "post/speaker"), 168)
    story.passkeys = {"post/vice-president": PASSKEY}
    story.witness(at("2026-06-15", 10))


def _write(story: Story) -> None:
    """Acts 3 and 4: a letter that carries the call of the declaration, signed by a key file and a passkey; a reply."""
    words = {
        "title.en": b"Leter on the archives\n",
        "text.en": LETTER.encode(),
        "asks.en": "§ 1\nto keep its archives on Tolunay open to every reader\n".encode(),
        "name.addressee-osmark-culture.en": b"Ministry of Culture of Osmark\n",
    }
    call = "act/1/provision/2/operation/1"
    story.enter(
        Issued(form="letter", authentic=("en",), addressee="addressee/osmark-culture", number="letter/2026/1"),
        "2026-06-20",
        ("post/president", "post/vice-president"),
        issuers=("body/government",),
        refs=[("carries", call)],
        words=words,
        sealed={"file.pdf": b"%PDF-1.7 the letter as it was sent\n"},
    )
    story.enter(
        ReplyRecorded(
            from_="addressee/osmark-culture",
            received=date(2026, 7, 18),
            answers=(Answer(call=call, grade="B"),),
            words="not-published",
        ),
        "2026-07-20",
        OFFICERS,
        refs=[("answers", "act/3")],
    )


def _amend(story: Story) -> None:
    """Acts 5 and 6: the letter's title is corrected; a name is withheld, and its file goes."""
    was = story.gate.book.entries[3].act.parts["title.en"]
    hashes, files = salted({"title.en": b"Letter on the archives\n"}, story.random)
    now = hashes["title.en"]
    story.enter(
        Corrected(changes=(Change(field="parts.title.en", was=was, now=now),)),
        "2026-07-22",
        ("post/president", "post/vice-president"),
        refs=[("amends", "act/3")],
        kept={"title.en": (now, files[now])},
    )
    names = ("name.person-4.en", "name.person-4.ug")
    story.enter(Withheld(names=names, ground="safety"), "2026-07-25", OFFICERS, 0, refs=[("amends", "act/0")])


def _stop(story: Story) -> None:
    """Acts 7 and 8: a keeper stops a statement by the hash of its text; three persons sign it, and it enters."""
    signatories = ("post/president", "post/vice-president", "post/secretary")
    body = Issued(form="statement", authentic=("en",), number="statement/2026/1")
    words = {"text.en": b"On the second of May we remember.\n"}
    stopped = story.draft(body, "2026-08-01", signatories, words=words)
    story.enter(Contested(step="opened", ground="wording", draft=stopped.text_hash), "2026-08-02", ("keeper/2",), 0)
    story.publish(stopped, "2026-08-04", 24)
