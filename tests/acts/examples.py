"""One full example of every kind: every field says something, so that every field stands in a golden text.

They need not be lawful (an act opens a session or an election, never both); they show what can be written.
"""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from qurultay.acts.act import Act, Reference, Seen, new_act
from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced, Attestation, Attested, NewKeeperKey, OperatorChanged, Recovered, Seated
from qurultay.acts.constituting import (
    Community,
    Concluded,
    Constituted,
    Dissolved,
    Established,
    FoundingHolder,
    Keeper,
    Organisation,
    Post,
    Predecessor,
    RulesAdopted,
    Run,
    Seats,
)
from qurultay.acts.convening import (
    Closed,
    CommunityPresent,
    Contest,
    Convened,
    ElectionClosing,
    ElectionOpening,
    MinutesApproved,
    Opened,
    Postponed,
    SessionClosing,
    SessionOpening,
    Sitting,
)
from qurultay.acts.following import Claim, Finding, Measured, Position, ReportTabled
from qurultay.acts.kinds import Body, kind_of
from qurultay.acts.office import (
    Appointed,
    Assignment,
    Elected,
    Impeded,
    KeyEnrolled,
    KeyRevoked,
    TookOffice,
    Vacated,
)
from qurultay.acts.resolving import (
    Adopted,
    CommunityOutcome,
    Figures,
    Indicator,
    NotAdopted,
    Operation,
    Provision,
    Repealed,
)
from qurultay.acts.rules import ClassRow, Majority, Quorum, Rules, Succession, WitnessKey
from qurultay.acts.writing import Answer, Deposited, Issued, ReplyRecorded, StatedHolder
from qurultay.tlog.armour import armour
from qurultay.tlog.tree import EMPTY_ROOT


def digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def root(word: str) -> str:
    return armour(sha256(word.encode()).digest())


def key(owner: str, type_: bytes = b"\x01") -> str:
    """A key nobody has the other half of: 32 bytes from a word."""
    return armour(type_ + sha256(owner.encode()).digest())


DAY, LATER, LAST = date(2026, 6, 1), date(2026, 7, 15), date(2030, 5, 31)
ASSIGNED = Assignment(to="post/president", person="person/7", from_=DAY, until=LAST)
SEATED = Assignment(to="seat/12", person="person/8", from_=DAY, until=LAST)
FIGURES = Figures(for_=30, against=5, abstained=2, present=40, entitled=41, blank=1, invalid=2)
OPERATION = Operation(
    kind="observance",
    addressee="class/democratic-nations",
    owner="body/government",
    due=LATER,
    month=11,
    day=12,
    counts_from=1933,
)
CALL = replace(OPERATION, kind="call", addressee="addressee/osmark-culture")
PROVISIONS = (Provision(label="1", operations=(OPERATION, CALL)), Provision(label="3a"))
ORGANISATION = Organisation(id="body/health", form="committee", within="body/assembly")
COMMUNITY = Community(id="community/tolun", guaranteed=12)
POST = Post(
    id="post/president", body="body/assembly", role="executive", signs="yes", term_months=48, holds_over_days=60
)
SEATS = Seats(body="body/assembly", first=1, last=60, community="community/tolun")
RULES = Rules(
    version=2,
    zone="Europe/Istanbul",
    offset="+03:00",
    languages=("en", "ug", "kk"),
    authentic=("en", "ug"),
    classes=(
        ClassRow(
            case="elected",
            class_="grave",
            needs=2,
            posts=("post/president", "keeper/3"),
            also=("post/speaker",),
            keepers=1,
        ),
    ),
    transition=("post/speaker", "post/secretary"),
    majorities=(Majority(name="two-thirds", of="in-office", num=2, den=3, test="at-least", communities="each"),),
    quorum=Quorum(num=1, den=2, test="more-than"),
    keepers_needed=4,
    hold_hours_ordinary=12,
    hold_hours_grave=96,
    hold_hours_entrenched=700,
    enter_days=20,
    contest_days=10,
    notice_days=14,
    founding_days=60,
    key_days=365,
    objection_days=7,
    withheld_in_30_days=3,
    group_least=6,
    contest_bodies=("post/arbiter",),
    witnesses=(WitnessKey(name="witness.example/a", key=key("witness", b"\x04")),),
    witnesses_needed=1,
    signing_origin="https://sign.tolunay.example",
    signing_page=digest("page"),
    synced_passkeys="no",
    addresses=("https://tolunay.example",),
    concurrent=("community/tolun",),
    convening_days=7,
    succession=(Succession(post="post/president", then=("post/speaker", "post/secretary")),),
    acting_days=60,
    second_quorum=Quorum(num=1, den=3, test="at-least"),
)

BODIES: tuple[Body, ...] = (
    Constituted(
        label="tolunay.example",
        purpose="demonstration",
        organisations=(ORGANISATION,),
        communities=(COMMUNITY,),
        posts=(POST,),
        seats=(SEATS,),
        holders=(FoundingHolder(post="post/president", person="person/7", key=key("president")),),
        keepers=(
            Keeper(
                id="keeper/3",
                key=key("keeper"),
                area="area/2",
                community="community/tolun",
                outside="institution",
                alternate=digest("alternate"),
            ),
        ),
        gate=key("gate", b"\x04"),
        log=key("log"),
        rules=RULES,
        continues=(
            Predecessor(
                record=digest("before"),
                size=214,
                root=root("before"),
                takes=(Run(first=200, last=208),),
                muster=root("muster"),
                entitled=39,
            ),
        ),
        ground="operator-lost",
    ),
    RulesAdopted(rules=RULES, in_force=LATER),
    Established(organisations=(ORGANISATION,), communities=(COMMUNITY,), posts=(POST,), seats=(SEATS,), from_=LATER),
    Dissolved(ends=("body/health", "post/envoy"), seats=("seat/60",), from_=LATER),
    Concluded(how="merged", successor=digest("successor"), address="https://other.example"),
    Convened(
        session="session/4",
        body="body/assembly",
        opens=LATER,
        closes=LATER,
        mode="hybrid",
        zone="America/New_York",
        offset="-05:00",
        sittings=(Sitting(day=LATER, form="planning"), Sitting(day=LATER)),
        ordinal=4,
        guests=("addressee/osmark-culture",),
        second_of="session/3",
    ),
    Postponed(session="session/4", opens=LATER, closes=LATER),
    Opened(
        session=SessionOpening(
            session="session/4",
            entitled=40,
            present=38,
            suspended=("seat/12",),
            by_community=(CommunityPresent(community="community/tolun", present=9),),
            muster=root("muster"),
        ),
        election=ElectionOpening(
            protocol="belenios-1",
            contests=(Contest(fills=("post/president", "seat/3"), candidates=("person/7", "person/8")),),
            rule="approval",
            closes=LATER,
            box=key("box"),
            entitled=40,
            session="session/4",
            setup=digest("setup"),
        ),
    ),
    Closed(
        session=SessionClosing(session="session/4"),
        election=ElectionClosing(opened="m3t8w1pz", archive=digest("archive"), size=39, root=root("box"), ballots=38),
    ),
    MinutesApproved(session="session/4", sitting=LATER),
    Elected(
        winners=(ASSIGNED, SEATED),
        how="ballot-box",
        election="m3t8w1pz",
        size=45,
        root=root("last head"),
        session="session/4",
        archive=digest("archive"),
        entitled=40,
        voted=38,
    ),
    Appointed(to=(ASSIGNED,), when="vacancy"),
    TookOffice(
        post="post/president", person="person/7", key=key("president"), oath_by="post/speaker", salt=digest("salt")
    ),
    Impeded(post="post/president", person="person/7", cause="detained", since=DAY),
    Vacated(
        place="seat/12", person="person/8", how="removed", happened="2026-05", figures=FIGURES, majority="two-thirds"
    ),
    KeyEnrolled(use="pdf", key=key("second"), post="post/president", person="person/7", keeper="keeper/3"),
    KeyRevoked(name="tolunay.example/president", key=key("president"), how="revoked", ground="compromised", since=DAY),
    Adopted(
        text="plan",
        body="body/assembly",
        how="vote",
        authentic=("en", "ug"),
        provisions=PROVISIONS,
        session="session/4",
        figures=FIGURES,
        majority="two-thirds",
        outcome="met",
        communities=(CommunityOutcome(community="community/tolun", outcome="excused"),),
        moved_by="body/health",
        number="plan/2026/2",
        indicators=(
            Indicator(
                id="1a",
                objective="1",
                unit="% of schools",
                baseline="-0.25",
                target="12",
                due=LATER,
                owner="body/health",
            ),
        ),
        from_=LATER,
        until=LAST,
        sitting=2,
    ),
    NotAdopted(
        text="resolution",
        body="body/assembly",
        outcome="tied",
        session="session/4",
        figures=FIGURES,
        majority="simple",
    ),
    Repealed(
        body="body/assembly",
        from_=LATER,
        how="without-a-vote",
        revives=("act/9/provision/3",),
        figures=FIGURES,
        majority="simple",
        session="session/4",
    ),
    Issued(
        form="letter",
        authentic=("en",),
        number="letter/2026/14",
        addressee="addressee/osmark-culture",
        calls=(CALL,),
        reply_by=LATER,
        unused=(12, 13),
    ),
    ReplyRecorded(
        from_="addressee/osmark-culture",
        received=DAY,
        answers=(Answer(call="act/9/provision/3/operation/1", grade="B"), Answer(call="act/10/call/1", grade="E")),
        words="with-consent",
    ),
    Deposited(
        form="declaration",
        bears="1933-11-12",
        handed_in_by="post/secretary",
        language="ug-arab",
        reports_on="communique",
        provisions=PROVISIONS,
        calls=(CALL,),
        addressee="class/states",
        stated=(StatedHolder(post="post/president", person=7),),
        session_ordinal=1,
        session="session/1",
    ),
    ReportTabled(
        report="findings",
        as_of=DAY,
        body="body/assembly",
        findings=(Finding(of="act/9/provision/1/operation/1", state="extended", evidence=("act/11",), due=LAST),),
        measured=(Measured(plan="act/12", indicator="1a", value="0.25"),),
        positions=(
            Position(actor="addressee/osmark", organ="chamber", stance="recognises", on="act/9/provision/3", since=DAY),
        ),
        claims=(Claim(number=3, state="corroborated", origins=2),),
    ),
    Corrected(
        changes=(
            Change(field="body.number", was="letter/2026/14", now="letter/2026/15"),
            Change(field="parts.title.ug", was="قۇرۇلتاي", now="Құрылтай №1"),
        )
    ),
    Confirmed(ground="impediment"),
    Annulled(ground="duress", from_="the-start", seat="returns"),
    Withheld(names=("name.person-7.en", "text.ug"), ground="safety"),
    Contested(step="opened", ground="forged-count", draft=digest("draft")),
    Announced(class_="recovery", text=digest("announced"), gate=key("gate", b"\x04"), log=key("log")),
    Attested(
        attestations=(
            Attestation(
                key=key("delegate"),
                stands_by=digest("text"),
                signature=root("signature"),
                seat="seat/3",
                keeper="keeper/3",
                salt=digest("salt"),
                index=4,
                proof=(root("left"), root("right")),
            ),
        )
    ),
    OperatorChanged(gate=key("new gate", b"\x04"), log=key("new log"), addresses=("https://new.example",)),
    Recovered(
        signers=(Seated(post="post/president", person="person/9", key=key("caretaker")),),
        keepers=(NewKeeperKey(keeper="keeper/3", key=key("a keeper who follows")),),
        gate=key("new gate", b"\x04"),
        log=key("new log"),
    ),
)

REFS = (
    Reference(relation="cites", target="act/9/provision/3a"),
    Reference(relation="carries", target="act/9/provision/3/operation/1"),
    Reference(relation="owes", target="act/9/provision/1/operation/2"),
    Reference(relation="answers", target="act/10"),
    Reference(relation="evidence", target="act/11"),
    Reference(relation="amends", target="act/13"),
    Reference(relation="replaces", target="act/8"),
)


def full(body: Body) -> Act:
    """The act with that body, its heading filled as well; a founding names no record, no basis and no other act."""
    named: dict[str, Any] = {
        "record": digest("founding"),
        "basis": "act/0/rule/vacated/removed",
        "refs": REFS,
        "seen": Seen(root=root("seen"), size=14),
    }
    founding = {"seen": Seen(root=armour(EMPTY_ROOT), size=0)}
    return new_act(
        body,
        id="m3t8w1pz",
        date=DAY,
        enter_by=LATER,
        issuers=("body/assembly", "body/government"),
        signatories=("post/president", "keeper/3"),
        parts={"title.en": digest("title.en"), "name.person-7.ug": digest("name"), "file.pdf": digest("file")},
        sealed={"text.en": digest("sealed")},
        **(founding if isinstance(body, Constituted) else named),
    )


EXAMPLES: dict[str, Act] = {kind_of(type(body)): full(body) for body in BODIES}
