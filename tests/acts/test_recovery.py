"""Recovery: k keepers let the body act again, after a month in public, and can do nothing else (A2, C8, §3a.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from qurultay.acts.act import Act, text_hash, text_of
from qurultay.acts.amending import Contested
from qurultay.acts.carrying_on import Announced, NewKeeperKey, OperatorChanged, Recovered, Seated
from qurultay.acts.office import Impeded, Vacated
from qurultay.acts.register import register
from qurultay.acts.writing import Issued
from qurultay.record.errors import Broken
from qurultay.record.judging import judge_all
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from tests.acts.test_muster import SEATS, gather, opened, stand
from tests.hall import POSTS, Hall, key_text, seeded

FOUR = tuple(f"keeper/{n}" for n in range(1, 5))
LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
NEW_GATE, NEW_LOG = seeded("gate", 2), seeded("log", 2)
LOST = {"gate": armour(NEW_GATE.cosigner_material), "log": key_text(NEW_LOG)}


def seat(post: str, person: str) -> tuple[Seated, SigningKey]:
    """Somebody the keepers give a key of a post."""
    key = seeded(post, 5)
    return Seated(post=post, person=person, key=key_text(key)), key


class Recovery:
    """A recovery from its draft to its entry, by keepers of a hall."""

    def __init__(self, hall: Hall, body: Recovered, *keys: SigningKey, by: tuple[str, ...] = FOUR) -> None:
        self.hall, self.keys, self.by = hall, keys, by
        last = hall.today + timedelta(days=90)
        self.act: Act = hall.draft(
            body, signatories=by, enter_by=last, parts={"reason.en": text_hash(b"why")}, date=hall.today
        )
        self.digest = text_hash(text_of(self.act))

    def announce(self, **lost: str) -> int:
        """k keepers say in public what is to come."""
        body = Announced(class_="recovery", text=self.digest, **lost)
        return self.hall.enter(body, signatories=self.by).number

    @property
    def signers(self) -> list[SigningKey]:
        return [*(self.hall.signers[keeper] for keeper in self.by), *self.keys]

    def objections(self) -> list[str]:
        return self.hall.objections(self.act, self.signers)

    def enter(self) -> int:
        return self.hall.sign_and_enter(self.act, self.signers).number


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.fill_seats()
    opened(hall)
    return hall


def lost_keys(hall: Hall, posts: tuple[str, ...] = POSTS[:2]) -> Recovery:
    """A year on: every officer's key is lost, and the terms of the founders have run out."""
    hall.on("2027-06-01")
    seats = [seat(post, f"person/{50 + n}") for n, post in enumerate(posts)]
    return Recovery(hall, Recovered(signers=tuple(s for s, _ in seats)), *(key for _, key in seats))


def test_keepers_seat_caretakers_a_month_after_they_said_so(hall: Hall) -> None:
    recovery = lost_keys(hall)
    assert recovery.objections() == ["not-announced"]
    recovery.announce()
    hall.on("2027-06-30")
    assert recovery.objections() == ["not-announced"]
    hall.on("2027-07-01", 10)
    assert recovery.objections() == []
    number = recovery.enter()
    held = hall.book.holder("post/president", hall.today)
    assert (held.person, held.caretaker, held.source) == ("person/50", True, number)
    assert held.until == hall.today + timedelta(days=90)


def test_three_keepers_can_announce_nothing_and_recover_nothing(hall: Hall) -> None:
    hall.on("2027-06-01")
    given, key = seat("post/president", "person/50")
    three = Recovery(hall, Recovered(signers=(given,)), key, by=FOUR[:3])
    notice = hall.draft(Announced(class_="recovery", text=three.digest), signatories=FOUR[:3])
    assert hall.objections(notice, three.signers[:3]) == ["too-few-keepers"]
    assert "too-few-keepers" in three.objections()


@pytest.mark.parametrize(("days", "said"), [(90, []), (91, ["recovery"])])
def test_a_recovery_comes_within_ninety_days_of_its_date_or_is_done_anew(
    days: int, said: list[str], hall: Hall
) -> None:
    """Another late act asks more officers; here there may be none, and old signatures of keepers are a kit for a coup."""
    recovery = lost_keys(hall)
    given, key = seat("post/president", "person/50")
    body = Recovered(signers=(given,))
    late = hall.draft(body, signatories=FOUR, enter_by=hall.today + timedelta(days=days), parts={"reason.en": "0" * 64})
    hall.enter(Announced(class_="recovery", text=text_hash(text_of(late))), signatories=FOUR)
    hall.on(hall.today + timedelta(days=31))
    keys = [*(hall.signers[keeper] for keeper in FOUR), key]
    assert hall.objections(late, keys) == said
    if said:
        sentences = [breach.sentence for breach in hall.breaches(late, keys)]
        assert sentences == [
            "a recovery of 2027-06-01 may enter until 2027-08-30, not until 2027-08-31; keepers sign and announce it anew (T2)"
        ]
        officers = hall.draft(
            body,
            signatories=(*POSTS, *FOUR),
            enter_by=date(2027, 8, 31),
            parts={"reason.en": "0" * 64},
            date=recovery.act.date,
        )
        assert "recovery" in hall.objections(officers, [*keys, *(hall.signers[post] for post in POSTS)])


def test_neither_is_its_announcement_kept_for_a_better_day(hall: Hall) -> None:
    recovery = lost_keys(hall)
    notice = Announced(class_="recovery", text=recovery.digest)
    for days, said in ((90, []), (91, ["recovery"])):
        act = hall.draft(notice, signatories=FOUR, enter_by=hall.today + timedelta(days=days))
        assert hall.objections(act, recovery.signers[:4]) == said


def test_officers_cannot_recover_in_the_keepers_place(hall: Hall) -> None:
    given, key = seat("post/president", "person/50")
    body = Recovered(signers=(given,))
    act = hall.draft(body, signatories=POSTS, enter_by=hall.today + timedelta(days=90))
    assert "too-few-keepers" in hall.objections(act, [*(hall.signers[p] for p in POSTS), key])


@pytest.mark.parametrize("lives", [4, 3])
def test_recovery_is_possible_while_k_keepers_live_and_never_with_one_less(lives: int, hall: Hall) -> None:
    by = tuple(f"keeper/{n}" for n in range(7, 7 - lives, -1))
    hall.on("2027-06-01")
    given, key = seat("post/president", "person/50")
    recovery = Recovery(hall, Recovered(signers=(given,)), key, by=by)
    if lives < 4:
        return None if "too-few-keepers" in recovery.objections() else pytest.fail("three keepers recovered")
    recovery.announce()
    hall.on("2027-07-02")
    recovery.enter()
    return None


def test_a_caretaker_writes_and_convenes_and_does_not_make_rules(hall: Hall) -> None:
    recovery = lost_keys(hall, ("post/president", "post/secretary"))
    recovery.announce()
    hall.on("2027-07-02")
    recovery.enter()
    by = {"post/president": recovery.keys[0], "post/secretary": recovery.keys[1]}
    hall.signers |= by
    hall.enter(LETTER)
    appointing = hall.draft(OperatorChanged(**LOST))
    assert "caretaker" in hall.objections(appointing, list(by.values()))


def test_caretakers_carry_the_body_to_an_election_and_go_when_those_elected_take_office(hall: Hall) -> None:
    recovery = lost_keys(hall, POSTS)
    recovery.announce()
    hall.on("2027-07-02")
    recovery.enter()
    hall.signers |= dict(zip(POSTS, recovery.keys, strict=True))
    hall.on("2027-07-10").hold_session("session/2")
    hall.elect("post/president", "person/71", until="2031-07-09")
    hall.on("2027-07-14").take_office("post/president", "person/71")
    assert hall.book.holder("post/president", hall.today).person == "person/71"
    assert hall.book.holder("post/secretary", hall.today).caretaker


def test_who_holds_the_post_gets_another_key_and_stays_who_they_were(hall: Hall) -> None:
    held = hall.book.holder("post/president", hall.today)
    given, key = seat("post/president", held.person)
    recovery = Recovery(hall, Recovered(signers=(given,)), key)
    recovery.announce()
    hall.on("2026-07-02")
    recovery.enter()
    after = hall.book.holder("post/president", hall.today)
    assert (after.person, after.caretaker) == (held.person, False)
    letter = hall.draft(LETTER)
    assert hall.objections(letter, [hall.signers["post/president"], hall.signers["post/secretary"]])[0] == "key-ended"
    assert hall.objections(letter, [key, hall.signers["post/secretary"]]) == []


def test_keepers_remove_nobody_unless_a_majority_of_the_muster_stands_by_it(hall: Hall) -> None:
    given, key = seat("post/president", "person/50")
    recovery = Recovery(hall, Recovered(signers=(given,)), key)
    recovery.announce()
    hall.on("2026-07-02")
    assert recovery.objections() == ["no-muster"]
    gather(hall, *(stand(hall, s, recovery.digest) for s in SEATS[:5]))
    assert recovery.objections() == []


def test_the_post_of_somebody_detained_can_be_kept_by_a_caretaker(hall: Hall) -> None:
    given, key = seat("post/secretary", "person/50")
    recovery = Recovery(hall, Recovered(signers=(given,)), key)
    recovery.announce()
    hall.on("2026-07-02")
    assert recovery.objections() == ["no-muster"]
    body = Impeded(post="post/secretary", person="person/3", cause="detained", since=date(2026, 6, 30))
    hall.enter(body, signatories=("post/president",))
    assert recovery.objections() == []


def test_an_officers_objection_asks_for_the_muster_besides_the_keepers(hall: Hall) -> None:
    own, key = seat("post/president", "person/1")
    recovery = Recovery(hall, Recovered(signers=(own,)), key)
    number = recovery.announce()
    objection = Contested(step="opened", ground="no-key-was-lost")
    contest = hall.enter(objection, signatories=("post/speaker",), refs=(("amends", f"act/{number}"),))
    hall.on("2026-07-02")
    assert recovery.objections() == ["no-muster"]
    gather(hall, *(stand(hall, s, recovery.digest) for s in SEATS[:5]))
    assert recovery.objections() == []
    assert contest.number > number


def test_an_objection_that_was_withdrawn_raises_nothing(hall: Hall) -> None:
    own, key = seat("post/president", "person/1")
    recovery = Recovery(hall, Recovered(signers=(own,)), key)
    refs = (("amends", f"act/{recovery.announce()}"),)
    for step in ("opened", "withdrawn"):
        body = Contested(step=step, ground="no-key-was-lost")  # type: ignore[arg-type]  # both are steps
        hall.enter(body, signatories=("post/speaker",), refs=refs)
    hall.on("2026-07-02")
    assert recovery.objections() == []


def test_a_keepers_objection_alone_does_not_raise_the_bar(hall: Hall) -> None:
    own, key = seat("post/president", "person/1")
    recovery = Recovery(hall, Recovered(signers=(own,)), key)
    refs = (("amends", f"act/{recovery.announce()}"),)
    hall.enter(Contested(step="opened", ground="no-key-was-lost"), signatories=("keeper/7",), refs=refs)
    hall.on("2026-07-02")
    assert recovery.objections() == []


class TestTheOperatorIsLost:
    """The keepers name another gate and log: those enter and head at once, and little else happens for a month."""

    def begun(self, hall: Hall) -> Recovery:
        hall.on("2027-06-01")
        given, key = seat("post/president", "person/50")
        recovery = Recovery(hall, Recovered(signers=(given,)), key)
        hall.gate = NEW_GATE
        recovery.announce(**LOST)
        return recovery

    def test_the_announcement_is_entered_by_the_new_gate_and_not_by_the_old(self, hall: Hall) -> None:
        hall.on("2027-06-01")
        given, key = seat("post/president", "person/50")
        recovery = Recovery(hall, Recovered(signers=(given,)), key)
        with pytest.raises(Broken) as caught:
            recovery.announce(**LOST)
        assert caught.value.code == "wrong-gate"

    def test_until_it_is_done_only_keepers_acts_and_objections_enter(self, hall: Hall) -> None:
        recovery = self.begun(hall)
        assert "recovery" in hall.objections(hall.draft(LETTER), [])
        notice = Contested(step="opened", ground="not-lost")
        act = hall.draft(notice, signatories=("keeper/5",), refs=(("amends", "act/1"),))
        assert hall.objections(act, [hall.signers["keeper/5"]]) == []
        gather(hall, stand(hall, "seat/1", recovery.digest))

    def test_when_it_is_done_the_body_goes_on_under_the_new_gate(self, hall: Hall) -> None:
        recovery = self.begun(hall)
        hall.on("2027-07-02")
        recovery.enter()
        assert hall.book.recovering is None
        assert [k.material for k in hall.book.keys_of("log") if k.ended_by is None] == [NEW_LOG.material]
        assert "recovery" not in hall.objections(hall.draft(LETTER), [])

    def test_the_register_read_at_once_knows_it_too(self, hall: Hall) -> None:
        recovery = self.begun(hall)
        assert register(hall.entries).recovering == hall.book.recovering
        hall.on("2027-07-02")
        recovery.enter()
        judged = judge_all(hall.notes).book
        once = register(hall.entries)
        assert (once.keys, once.tenures, once.stands) == (judged.keys, judged.tenures, judged.stands)

    def test_gate_and_log_are_named_together_and_only_for_a_recovery(self, hall: Hall) -> None:
        digest = "ab" * 32
        half = hall.draft(Announced(class_="recovery", text=digest, gate=LOST["gate"]), signatories=FOUR)
        keys = [hall.signers[k] for k in FOUR]
        assert hall.objections(half, keys) == ["recovery"]
        other = hall.draft(Announced(class_="entrenched", text=digest, **LOST), signatories=("post/president",))
        assert hall.objections(other, [hall.signers["post/president"]]) == ["recovery"]
        one = LOST | {"log": armour(b"\x01" + NEW_GATE.cosigner_material[1:])}
        same = hall.draft(Announced(class_="recovery", text=digest, **one), signatories=FOUR)
        assert hall.objections(same, keys) == ["key-again"]


@pytest.mark.parametrize(
    "body",
    [
        Recovered(),
        Recovered(signers=(seat("post/treasurer", "person/50")[0],)),
        Recovered(signers=(seat("post/president", "person/50")[0], seat("post/secretary", "person/50")[0])),
        Recovered(keepers=(NewKeeperKey(keeper="keeper/9", key=key_text(seeded("keeper/9"))),)),
    ],
    ids=["nothing", "no such post", "one person twice", "no such keeper"],
)
def test_what_keepers_may_do_is_a_closed_list(body: Recovered, hall: Hall) -> None:
    hall.on("2027-06-01")
    keys = [seeded(e.post, 5) for e in body.signers] + [seeded(k.keeper) for k in body.keepers]
    recovery = Recovery(hall, body, *keys)
    recovery.announce()
    hall.on("2027-07-02")
    assert recovery.objections() == ["recovery"]


def test_a_key_that_the_keepers_give_back_signs_the_recovery_too(hall: Hall) -> None:
    hall.on("2027-06-01")
    given, _ = seat("post/president", "person/50")
    recovery = Recovery(hall, Recovered(signers=(given,)))
    recovery.announce()
    hall.on("2027-07-02")
    assert recovery.objections() == ["no-possession"]


def test_a_key_that_was_used_before_is_not_given_back(hall: Hall) -> None:
    old = hall.signers["post/secretary"]
    hall.on("2027-06-01")
    again = Seated(post="post/secretary", person="person/50", key=key_text(old))
    recovery = Recovery(hall, Recovered(signers=(again,)), old)
    recovery.announce()
    hall.on("2027-07-02")
    assert "key-again" in recovery.objections()


def test_a_keeper_who_follows_another_signs_from_then_on(hall: Hall) -> None:
    fresh = seeded("keeper/4", 2)
    body = Recovered(keepers=(NewKeeperKey(keeper="keeper/4", key=key_text(fresh)),))
    recovery = Recovery(hall, body, fresh, by=("keeper/1", "keeper/2", "keeper/3", "keeper/5"))
    recovery.announce()
    hall.on("2026-07-02")
    recovery.enter()
    assert hall.book.keepers["keeper/4"].key == key_text(fresh)
    notice = hall.draft(
        Contested(step="opened", ground="a-test"), signatories=("keeper/4",), refs=(("amends", "act/1"),)
    )
    assert hall.objections(notice, [seeded("keeper/4")])[0] == "key-ended"
    assert hall.objections(notice, [fresh]) == []


def test_a_caretaker_leaves_like_anybody_else(hall: Hall) -> None:
    recovery = lost_keys(hall, ("post/president", "post/secretary"))
    recovery.announce()
    hall.on("2027-07-02")
    recovery.enter()
    hall.signers["post/president"] = recovery.keys[0]
    hall.enter(Vacated(place="post/president", person="person/50", how="resigned"), signatories=("post/president",))
    assert hall.book.holder("post/president", hall.today) is None
    assert not any(k.in_force(hall.today) for k in hall.book.keys.values() if k.person == "person/50")
