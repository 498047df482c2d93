"""Every way an act can be out of order, tried once: the closed list of codes, each with the act that earns it.

A code that no attempt here reaches fails the last test: what cannot happen has no place on the list.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from qurultay.acts.act import Act, Unknown, text_hash, text_of
from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.breach import BREACHES
from qurultay.acts.carrying_on import Announced, Attested, Recovered, Seated
from qurultay.acts.constituting import Concluded, Constituted, Dissolved, Established, RulesAdopted, Seats
from qurultay.acts.convening import Closed as Closing
from qurultay.acts.convening import Convened, ElectionClosing, MinutesApproved, Opened, SessionOpening
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.law import breaches
from qurultay.acts.office import Assignment, Elected, Impeded, KeyEnrolled, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, Figures, Operation, Provision
from qurultay.acts.rules import ClassRow
from qurultay.acts.writing import Issued, ReplyRecorded
from qurultay.record.authority import Signed
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from tests.acts.test_muster import SEATS, opened, stand
from tests.hall import FOUNDED, OFFICERS, Hall, Refusal, constitution, key_text, rules, seeded
from tests.tlog.passkeys import Passkey

GRAVE = ("post/vice-president", "post/secretary", "post/speaker")
KEEPERS = tuple(f"keeper/{n}" for n in range(1, 5))
LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
TEXT = Adopted(
    text="resolution",
    body="body/assembly",
    how="without-a-vote",
    authentic=("en",),
    provisions=(Provision(label="1", operations=(Operation(kind="pledge"),)),),
)
EARNED: dict[str, list[Callable[[Hall], list[str]]]] = {}


def earns(code: str) -> Callable[[Callable[[Hall], list[str]]], Callable[[Hall], list[str]]]:
    """An attempt whose codes must include this one."""

    def note(attempt: Callable[[Hall], list[str]]) -> Callable[[Hall], list[str]]:
        EARNED.setdefault(code, []).append(attempt)
        return attempt

    return note


def codes(
    hall: Hall, body: Any, by: tuple[str, ...] | None = None, keys: tuple[SigningKey, ...] = (), **said: Any
) -> list[str]:
    """What is said of the act, signed by its signatories or by others."""
    act = hall.draft(body, **said)
    return hall.objections(act, [*(hall.signers[each] for each in (act.signatories if by is None else by)), *keys])


def founding(**changed: Any) -> list[str]:
    """What is said of a founding that differs."""
    try:
        Hall(constitution(**changed))
    except Refusal as refusal:
        return refusal.codes
    return []


def amends(hall: Hall, number: int | None = None) -> tuple[tuple[str, str], ...]:
    return (("amends", f"act/{len(hall.notes) - 1 if number is None else number}"),)


# Identity, time and references.

earns("other-record")(lambda hall: codes(hall, LETTER, record="0" * 64))
earns("id-again")(lambda hall: codes(hall, LETTER, id="fndng000"))
earns("seen-too-early")(
    lambda hall: codes(hall, LETTER, refs=(("cites", f"act/{hall.enter(LETTER).number}"),), seen_size=1)
)
earns("entered-too-late")(lambda hall: codes(hall.on("2026-08-01"), LETTER, date=FOUNDED, enter_by=date(2026, 7, 31)))
earns("enter-by")(lambda hall: codes(hall, LETTER, enter_by=FOUNDED - timedelta(days=1)))
earns("late-without-reason")(lambda hall: codes(hall, LETTER, enter_by=FOUNDED + timedelta(days=60)))
earns("from-the-future")(lambda hall: codes(hall, LETTER, date=FOUNDED + timedelta(days=1)))
earns("no-basis")(lambda hall: codes(hall, LETTER, basis="act/0/rule/praised"))
earns("no-such-act")(lambda hall: codes(hall, LETTER, refs=(("cites", "act/7"),)))
earns("may-not-amend")(lambda hall: codes(hall, Corrected(changes=()), refs=(("amends", "act/0"),)))
earns("nothing-amended")(lambda hall: codes(hall, Withheld(names=("text.en",), ground="safety")))
earns("no-such-body")(lambda hall: codes(hall, LETTER, issuers=("body/court",)))
earns("no-issuer")(lambda hall: codes(hall, LETTER, issuers=()))


@earns("unknown-kind")
def a_kind_nobody_here_knows(hall: Hall) -> list[str]:
    act: Act = replace(hall.draft(LETTER), kind="sung", body=Unknown(fields="{}"))
    return [breach.code for breach in breaches(act, hall.book, int(hall.clock.timestamp()))]


@earns("concluded")
def a_letter_after_the_end(hall: Hall) -> list[str]:
    end = hall.draft(Concluded(how="dissolved"), signatories=(*GRAVE, *KEEPERS), enter_by=date(2026, 8, 1))
    hall.enter(Announced(class_="entrenched", text=text_hash(text_of(end))))
    hall.on("2026-07-15").sign_and_enter(end, [hall.signers[each] for each in end.signatories])
    return codes(hall, LETTER)


@earns("seen-ahead")
def signers_who_saw_the_future(hall: Hall) -> list[str]:
    act = hall.draft(LETTER)
    return hall.objections(replace(act, seen=replace(act.seen, size=9)), [hall.signers[each] for each in OFFICERS])


@earns("other-branch")
def signers_who_saw_another_record(hall: Hall) -> list[str]:
    act = hall.draft(LETTER)
    other = replace(act, seen=replace(act.seen, root=armour(b"\0" * 32)))
    return hall.objections(other, [hall.signers[each] for each in OFFICERS])


@earns("before-its-basis")
def dated_before_what_it_rests_on(hall: Hall) -> list[str]:
    hall.on("2026-06-10").enter(LETTER)
    return codes(hall, Withheld(names=("text.en",), ground="safety"), refs=amends(hall), date=date(2026, 6, 9))


@earns("entered-backwards")
def a_clock_that_was_set_back(hall: Hall) -> list[str]:
    hall.on("2026-06-10").enter(LETTER)
    return codes(hall.on("2026-06-09"), LETTER)


# Who signed.

earns("no-signatory")(lambda hall: codes(hall, LETTER, signatories=()))
earns("no-signatory")(lambda hall: codes(hall, LETTER, by=(), signatories=("post/treasurer",)))
earns("signatory-twice")(lambda hall: codes(hall, LETTER, signatories=("post/president", "post/president")))
earns("missing-signature")(lambda hall: codes(hall, LETTER, by=("post/president",)))
earns("stray-signature")(lambda hall: codes(hall, LETTER, by=(*OFFICERS, "post/teller")))
earns("key-twice")(lambda hall: codes(hall, LETTER, by=(*OFFICERS, "post/president")))
earns("too-few-signatures")(lambda hall: codes(hall, LETTER, signatories=("post/president",)))
earns("too-few-keepers")(lambda hall: codes(hall, Concluded(how="dissolved"), signatories=(*GRAVE, *KEEPERS[:3])))
earns("not-announced")(lambda hall: codes(hall, Concluded(how="dissolved"), signatories=(*GRAVE, *KEEPERS)))
earns("not-holder-on-date")(lambda hall: codes(hall.on("2026-09-20"), LETTER))
earns("outgoing-holder")(lambda hall: codes(hall, elected("post/speaker"), signatories=("post/speaker", "post/teller")))


def elected(post: str = "post/president") -> Elected:
    won = Assignment(to=post, person="person/21", from_=FOUNDED, until=date(2030, 5, 31))
    return Elected(winners=(won,), how="secret-ballot")


def new_president(hall: Hall, **said: Any) -> None:
    hall.elect("post/president", "person/21", **said)
    hall.on(hall.today + timedelta(days=10)).take_office("post/president", "person/21")


@earns("not-holder-at-entry")
def signed_while_in_office_and_entered_after(hall: Hall) -> list[str]:
    former = hall.signers["post/president"]
    new_president(hall)
    act = hall.draft(LETTER, date=date(2026, 6, 5))
    return hall.objections(act, [former, hall.signers["post/secretary"]])


@earns("key-ended")
def signed_with_a_key_that_rests(hall: Hall) -> list[str]:
    hall.enter(
        Impeded(post="post/president", person="person/1", cause="ill", since=FOUNDED), signatories=("post/secretary",)
    )
    return codes(hall, LETTER)


@earns("person-twice")
def one_person_in_two_posts(hall: Hall) -> list[str]:
    hall.elect("post/president", "person/3")
    hall.on("2026-06-10").take_office(
        "post/president", "person/3", signatories=("post/vice-president", "post/secretary", "post/speaker")
    )
    return codes(hall, LETTER)


@earns("no-presiding-signature")
def a_grave_act_of_the_executive_alone(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    alone = ("post/president", "post/vice-president", "post/secretary")
    return codes(hall, Annulled(ground="forgery", from_="now"), refs=amends(hall), signatories=alone)


@earns("holder-alone")
def a_resignation_signed_by_others(hall: Hall) -> list[str]:
    return codes(hall, Vacated(place="post/president", person="person/1", how="resigned"))


@earns("caretaker")
def somebody_who_holds_over(hall: Hall) -> list[str]:
    new_president(hall, until="2026-06-20")
    return codes(hall.on("2026-06-25"), TEXT)


@earns("no-class")
def a_case_the_rules_do_not_know(_: Hall) -> list[str]:
    held = rules()
    return codes(
        Hall(constitution(rules=replace(held, classes=tuple(r for r in held.classes if r.case != "issued")))), LETTER
    )


@earns("passkey-rules")
def a_passkey_at_another_origin(_: Hall) -> list[str]:
    hall = Hall(constitution(rules=rules(signing_origin="https://elsewhere.example")))
    passkey, act = Passkey(private=ec.derive_private_key(7, ec.SECP256R1())), hall.draft(LETTER)
    signed = [Signed(hall.signers[post].name, passkey.material) for post in OFFICERS]
    return [b.code for b in hall.judge.objections(act, text_hash(text_of(act)), signed, int(hall.clock.timestamp()))]


@earns("stopped-by-muster")
def an_entrenched_text_that_a_majority_of_the_muster_stopped(hall: Hall) -> list[str]:
    hall.fill_seats()
    opened(hall)
    changed = RulesAdopted(rules=rules(version=2, hold_hours_grave=240))
    act = hall.draft(changed, signatories=(*GRAVE, *KEEPERS), enter_by=date(2026, 8, 20))
    digest = text_hash(text_of(act))
    hall.enter(Announced(class_="entrenched", text=digest), signatories=OFFICERS[:1])
    stop = hall.enter(Contested(step="opened", ground="quorum", draft=digest), signatories=("post/teller",))
    stands = tuple(stand(hall, seat, stop.text_hash) for seat in SEATS[:5])
    hall.enter(Attested(attestations=stands), signatories=(), by=())
    return hall.on("2026-07-02").objections(act, [hall.signers[each] for each in act.signatories])


@earns("second-stop")
def a_text_stopped_twice(hall: Hall) -> list[str]:
    stop = Contested(step="opened", ground="doubt", draft="d" * 64)
    hall.enter(stop, signatories=("keeper/1",))
    return codes(hall, stop, signatories=("keeper/2",), id="secnd000")


# Keys.

ANOTHER = seeded("post/president", 5)
SECOND = KeyEnrolled(use="acts", key=key_text(ANOTHER), post="post/president", person="person/1")
earns("no-possession")(lambda hall: codes(hall, SECOND, signatories=GRAVE))
earns("key-again")(lambda hall: codes(hall, replace(SECOND, key=key_text(seeded("keeper/3"))), signatories=GRAVE))
earns("key-type")(lambda hall: codes(hall, KeyEnrolled(use="gate", key=key_text(ANOTHER)), signatories=GRAVE))


@earns("suspension")
def a_second_suspension_by_the_same_officer(hall: Hall) -> list[str]:
    for post, person in (("post/president", "person/1"), ("post/teller", "person/5")):
        body = Impeded(post=post, person=person, cause="ill", since=FOUNDED)
        found = codes(hall, body, signatories=("post/secretary",))
        if not found:
            hall.enter(body, signatories=("post/secretary",))
    return found


# Founding, rules, offices.

earns("founding")(lambda hall: founding(keepers=constitution().keepers[:4]))


def another() -> Seated:
    """Somebody else in the president's place."""
    return Seated(post="post/president", person="person/50", key=key_text(seeded("post/president", 5)))


earns("founding")(lambda hall: codes(hall, constitution(), signatories=GRAVE))
earns("seats")(lambda hall: founding(seats=(Seats(body="body/assembly", first=1, last=9),) * 2))
earns("rules")(lambda hall: founding(rules=rules(keepers_needed=3)))
earns("rules")(lambda hall: codes(hall, RulesAdopted(rules=rules(version=3)), signatories=GRAVE))
earns("no-muster")(lambda hall: codes(hall, Recovered(signers=(another(),)), signatories=KEEPERS))
earns("recovery")(lambda hall: codes(hall, Recovered(), signatories=KEEPERS))
earns("attested")(lambda hall: codes(hall, Attested(attestations=()), signatories=()))
earns("office")(lambda hall: codes(hall, elected("post/treasurer"), signatories=("post/speaker", "post/teller")))
earns("office")(lambda hall: codes(hall, Dissolved(ends=("body/court",)), signatories=(*GRAVE, *KEEPERS)))
earns("office")(lambda hall: codes(hall, Established(from_=FOUNDED - timedelta(days=1)), signatories=GRAVE))


earns("name")(lambda hall: codes(hall, LETTER, parts={"name.person-7.en": "0" * 64}))


@earns("contest-period")
def in_office_on_the_day_of_the_election(hall: Hall) -> list[str]:
    hall.elect("post/president", "person/21")
    key = seeded("post/president", 1)
    took = TookOffice(post="post/president", person="person/21", key=key_text(key))
    return codes(hall.on("2026-06-04"), took, keys=(key,), signatories=GRAVE)


@earns("election")
def a_result_of_no_election(hall: Hall) -> list[str]:
    result = replace(elected(), how="ballot-box", election="m3t8w1pz")
    return codes(hall, result, signatories=("post/speaker", "post/teller"))


earns("election")(
    lambda hall: codes(
        hall,
        Closing(
            election=ElectionClosing(opened="m3t8w1pz", archive="0" * 64, size=1, root=armour(b"\0" * 32), ballots=1)
        ),
    )
)

# Meetings and texts.

earns("session")(lambda hall: codes(hall, MinutesApproved(session="session/9")))
earns("session")(lambda hall: codes(hall, replace(TEXT, session="session/9")))


@earns("credentials")
def more_entitled_than_there_are(hall: Hall) -> list[str]:
    hall.fill_seats()
    remote = {"mode": "remote", "zone": "Europe/Istanbul", "offset": "+03:00"}
    hall.enter(Convened(session="session/1", body="body/assembly", opens=FOUNDED, closes=FOUNDED, **remote))  # type: ignore[arg-type]  # three words
    return codes(hall, Opened(session=SessionOpening(session="session/1", entitled=10, present=9)))


@earns("figures")
def a_vote_that_does_not_carry(hall: Hall) -> list[str]:
    hall.fill_seats()
    tied = Figures(for_=4, against=4, abstained=1, present=9, entitled=9)
    return codes(hall, replace(TEXT, how="vote", figures=tied, majority="simple"))


@earns("quorum")
def a_text_adopted_by_too_few(hall: Hall) -> list[str]:
    hall.fill_seats()
    hall.convene("session/1", opens=FOUNDED, closes=FOUNDED)
    hall.enter(Opened(session=SessionOpening(session="session/1", entitled=9, present=4)))
    return codes(hall, replace(TEXT, session="session/1"))


@earns("label-again")
def a_number_used_twice(hall: Hall) -> list[str]:
    hall.enter(replace(LETTER, number="letter/2026/1"))
    return codes(hall, replace(LETTER, number="letter/2026/1"), id="again000")


earns("provision")(lambda hall: codes(hall, replace(TEXT, provisions=TEXT.provisions * 2)))


@earns("evidence")
def kept_and_nothing_to_show_for_it(hall: Hall) -> list[str]:
    pledge = f"{hall.enter(TEXT).ref}/provision/1/operation/1"
    found = (Finding(of=pledge, state="kept"),)
    return codes(hall, ReportTabled(report="progress", as_of=FOUNDED, body="body/assembly", findings=found))


earns("reply")(
    lambda hall: codes(
        hall, ReplyRecorded(from_="addressee/osmark", received=FOUNDED, answers=(), words="not-published")
    )
)

# Amending.


def changed(field: str, was: str, now: str) -> Corrected:
    return Corrected(changes=(Change(field=field, was=was, now=now),))


@earns("not-correctable")
def whom_a_letter_was_sent_to(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    return codes(hall, changed("body.addressee", "addressee/osmark", "addressee/other"), refs=amends(hall))


@earns("was-differs")
def two_corrections_that_cross(hall: Hall) -> list[str]:
    letter = hall.enter(replace(LETTER, number="letter/2026/1"))
    hall.enter(changed("body.number", "letter/2026/1", "letter/2026/2"), refs=amends(hall))
    return codes(hall, changed("body.number", "letter/2026/1", "letter/2026/3"), refs=amends(hall, letter.number))


@earns("withheld")
def a_part_that_is_not_there(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    return codes(hall, Withheld(names=("text.en",), ground="safety"), refs=amends(hall))


@earns("annulment")
def a_seat_where_nothing_is_restored(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    body = Annulled(ground="forgery", from_="now", seat="returns")
    return codes(hall, body, refs=amends(hall), signatories=GRAVE)


@earns("contest")
def a_contest_decided_that_nobody_opened(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    return codes(hall, Contested(step="decided", ground="doubt"), refs=amends(hall))


@earns("may-not-amend")
def a_confirmation_of_what_nobody_questions(hall: Hall) -> list[str]:
    hall.enter(LETTER)
    return codes(hall, Confirmed(ground="late"), refs=amends(hall))


@earns("rules")
def a_table_in_which_two_officers_do_everything(_: Hall) -> list[str]:
    low = ClassRow(case="elected", class_="ordinary", needs=1, posts=OFFICERS)
    rest = tuple(row for row in rules().classes if row.case != "elected")
    return founding(rules=rules(classes=(low, *rest)))


ATTEMPTS = [(code, attempt) for code, attempts in EARNED.items() for attempt in attempts]


@pytest.mark.parametrize(("code", "attempt"), ATTEMPTS, ids=[code for code, _ in ATTEMPTS])
def test_whoever_tries_it_is_told_so(code: str, attempt: Callable[[Hall], list[str]]) -> None:
    assert code in attempt(Hall())


def test_the_same_acts_in_order_are_let_in() -> None:
    """The attempts fail for what is wrong with them, and not because nothing enters here."""
    hall = Hall()
    assert codes(hall, LETTER) == codes(hall, TEXT) == founding() == []
    assert codes(hall, elected(), signatories=("post/speaker", "post/teller")) == []
    assert codes(hall, SECOND, signatories=GRAVE, keys=(ANOTHER,)) == []
    assert isinstance(hall.entries[0].act.body, Constituted)


def test_every_code_on_the_list_is_earned_by_some_act() -> None:
    assert set(EARNED) == set(BREACHES)
