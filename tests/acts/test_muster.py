"""The muster: delegates who choose to stand by a text are counted by key and seat, never by name (C1, §3a.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.amending import Annulled, Contested
from qurultay.acts.carrying_on import Announced, Attestation, Attested
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.convening import Convened, Opened, SessionOpening
from qurultay.acts.muster import (
    Muster,
    carried_by_muster,
    contradicting,
    last_sign_of_life,
    leaf,
    message,
    musters,
    standing_by,
)
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from tests.hall import Hall, Refusal, constitution, rules, seeded

GRAVE = ("post/president", "post/secretary", "post/speaker")
SEATS = tuple(f"seat/{n}" for n in range(1, 10))


def delegate(seat: str) -> SigningKey:
    """The key that a delegate left at the muster."""
    return seeded(seat)


def salt(seat: str) -> bytes:
    """The salt on the delegate's credential sheet."""
    return sha256(f"salt {seat}".encode()).digest()


MUSTER = Muster(tuple(leaf(salt(seat), delegate(seat).material, seat) for seat in SEATS))


def opened(hall: Hall, name: str = "session/1", muster: str = MUSTER.root) -> None:
    """A session of nine sitters opens and commits to their muster."""
    call = Convened(
        session=name, body="body/assembly", opens=hall.today, closes=hall.today, mode="in-person",
        zone="Europe/Istanbul", offset="+03:00",
    )  # fmt: skip
    hall.enter(call)
    hall.enter(Opened(session=SessionOpening(session=name, entitled=9, present=9, muster=muster)))


def stand(hall: Hall, seat: str, text: str, **changed: object) -> Attestation:
    """A delegate's attestation, as the sheet lets anybody make it."""
    index = SEATS.index(seat)
    held = Attestation(
        key=armour(delegate(seat).material),
        stands_by=text,
        signature=armour(delegate(seat).attest(message(hall.book.founding, text))),
        seat=seat,
        salt=salt(seat).hex(),
        index=index,
        proof=MUSTER.proof(index),
    )
    return replace(held, **changed)  # type: ignore[arg-type]  # the fields of an attestation


def by_keeper(hall: Hall, keeper: str, text: str) -> Attestation:
    """A keeper's sign of life."""
    key = hall.signers[keeper]
    signature = armour(key.attest(message(hall.book.founding, text)))
    return Attestation(key=armour(key.material), stands_by=text, signature=signature, keeper=keeper)


def gather(hall: Hall, *attestations: Attestation) -> int:
    """The gate enters attestations; nobody signs but the gate."""
    return hall.enter(Attested(attestations=attestations), signatories=(), by=()).number


def test_attestations_stand_under_the_entry_line_alone_unless_the_rules_ask_for_somebody() -> None:
    hall = Hall()
    said = Attested(attestations=(by_keeper(hall, "keeper/1", hall.entries[0].text_hash),))
    hall.refuses("attested", said, signatories=("post/president",))
    hall.refuses("attested", said, signatories=("keeper/1",))
    hall.refuses("stray-signature", said, signatories=(), by=("post/president",))
    hall.enter(said, signatories=(), by=())
    asked = tuple(
        replace(row, needs=1, posts=("post/president", "post/secretary")) if row.case == "attested" else row
        for row in rules().classes
    )
    other = Hall(constitution(rules=rules(classes=asked)))
    said = Attested(attestations=(by_keeper(other, "keeper/1", other.entries[0].text_hash),))
    other.refuses("too-few-signatures", said, also=("no-signatory",), signatories=())
    other.enter(said, signatories=("post/president",))


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.fill_seats()
    opened(hall)
    return hall


def why_not(hall: Hall, *attestations: Attestation) -> str:
    with pytest.raises(Refusal) as caught:
        gather(hall, *attestations)
    assert set(caught.value.codes) == {"attested"}
    return "; ".join(caught.value.sentences)


def test_delegates_stand_by_an_act_and_are_counted_by_seat(hall: Hall) -> None:
    text = hall.entries[1].text_hash
    gather(hall, *(stand(hall, seat, text) for seat in SEATS[:4]))
    assert standing_by(hall.book, text, musters(hall.book)[0]) == SEATS[:4]
    assert not carried_by_muster(hall.book, text)
    gather(hall, stand(hall, "seat/5", text))
    assert carried_by_muster(hall.book, text)


def test_half_of_the_muster_is_no_majority_whoever_kept_silent() -> None:
    muster = Muster(tuple(leaf(salt(seat), delegate(seat).material, seat) for seat in SEATS[:8]))
    hall = Hall()
    hall.fill_seats()
    hall.enter(
        Convened(session="session/1", body="body/assembly", opens=hall.today, closes=hall.today, mode="remote",
                 zone="Europe/Istanbul", offset="+03:00")
    )  # fmt: skip
    decision = hall.adopt("decision")
    opening = SessionOpening(session="session/1", entitled=8, present=8, suspended=("seat/9",), muster=muster.root)
    hall.enter(Opened(session=opening), refs=(("cites", decision.ref),))
    text = hall.entries[0].text_hash
    sheets = [stand(hall, seat, text, proof=muster.proof(n)) for n, seat in enumerate(SEATS[:5])]
    gather(hall, *sheets[:4])
    assert not carried_by_muster(hall.book, text)
    gather(hall, sheets[4])
    assert carried_by_muster(hall.book, text)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"salt": "00" * 32}, "no leaf of any muster"),
        ({"seat": "seat/2"}, "no leaf of any muster"),
        ({"index": 1}, "no leaf of any muster"),
        ({"proof": ()}, "no leaf of any muster"),
        ({"key": armour(seeded("stranger").material)}, "does not fit the text"),
        ({"stands_by": "ab" * 32}, "no act entered or announced here"),
        ({"keeper": "keeper/1"}, "one of the two"),
        ({"seat": None}, "one of the two"),
    ],
)
def test_an_attestation_that_differs_from_its_sheet_is_refused(
    changed: dict[str, object], said: str, hall: Hall
) -> None:
    assert said in why_not(hall, replace(stand(hall, "seat/1", hall.entries[1].text_hash), **changed))


def test_nobody_stands_by_a_text_twice_and_an_act_carries_at_most_sixty_four(hall: Hall) -> None:
    own = stand(hall, "seat/1", hall.entries[1].text_hash)
    assert "already stands by that text" in why_not(hall, own, own)
    gather(hall, own)
    assert "already stands by that text" in why_not(hall, own)
    assert "1 to 64" in why_not(hall, *(own for _ in range(65)))
    assert "1 to 64" in why_not(hall)


def test_an_attestation_made_for_another_record_counts_nowhere_else(hall: Hall) -> None:
    text = hall.entries[1].text_hash
    signature = armour(delegate("seat/1").attest(message("0" * 64, text)))
    assert "does not fit the text" in why_not(hall, stand(hall, "seat/1", text, signature=signature))


def test_whoever_stands_by_an_act_and_by_its_annulment_is_counted_for_neither_and_shown(hall: Hall) -> None:
    letter = hall.elect("post/president", "person/21")
    undone = hall.enter(Annulled(ground="count", from_="the-start"), signatories=GRAVE, refs=(("amends", letter.ref),))
    gather(hall, *(stand(hall, s, letter.text_hash) for s in SEATS[:3]), stand(hall, "seat/1", undone.text_hash))
    session = musters(hall.book)[0]
    assert standing_by(hall.book, letter.text_hash, session) == ("seat/2", "seat/3")
    assert standing_by(hall.book, undone.text_hash, session) == ()
    assert contradicting(hall.book, letter.text_hash) == ("seat/1",)


def test_a_muster_whose_opening_is_annulled_counts_no_longer(hall: Hall) -> None:
    text = hall.entries[0].text_hash
    gather(hall, *(stand(hall, seat, text) for seat in SEATS[:5]))
    assert carried_by_muster(hall.book, text)
    opening = hall.book.sessions["session/1"].opened
    hall.enter(Annulled(ground="forgery", from_="the-start"), signatories=GRAVE, refs=(("amends", f"act/{opening}"),))
    assert not carried_by_muster(hall.book, text)


def test_a_keeper_gives_a_sign_of_life_with_the_key_in_force_alone(hall: Hall) -> None:
    text = hall.entries[-1].text_hash
    assert last_sign_of_life(hall.book, "keeper/3") == 0
    number = gather(hall, by_keeper(hall, "keeper/3", text))
    assert last_sign_of_life(hall.book, "keeper/3") == number
    hall.signers["keeper/4"] = seeded("keeper/4", 9)
    assert "not the key of keeper/4" in why_not(hall, by_keeper(hall, "keeper/4", text))


def entrenched(hall: Hall) -> RulesAdopted:
    """Rules that change what is entrenched: the hold of grave acts."""
    return RulesAdopted(rules=rules(version=2, hold_hours_grave=240))


def test_instead_of_keepers_a_majority_of_the_muster_carries_an_entrenched_act(hall: Hall) -> None:
    act = hall.draft(entrenched(hall), signatories=GRAVE, enter_by=date(2026, 8, 20))
    keys = [hall.signers[post] for post in GRAVE]
    digest = text_hash(text_of(act))
    hall.enter(Announced(class_="entrenched", text=digest), signatories=("post/president",))
    gather(hall, *(stand(hall, seat, digest) for seat in SEATS[:4]))
    hall.on("2026-07-02")
    assert hall.objections(act, keys) == ["too-few-keepers"]
    gather(hall, stand(hall, "seat/9", digest))
    assert hall.objections(act, keys) == []
    assert hall.sign_and_enter(act, keys).number == hall.book.rules_history[-1].act


def test_a_muster_that_opened_after_the_announcement_carries_nothing(hall: Hall) -> None:
    act = hall.draft(entrenched(hall), signatories=GRAVE, enter_by=date(2026, 8, 20))
    digest = text_hash(text_of(act))
    hall.enter(Announced(class_="entrenched", text=digest), signatories=("post/president",))
    opening = hall.book.sessions["session/1"].opened
    hall.enter(Annulled(ground="quorum", from_="the-start"), signatories=GRAVE, refs=(("amends", f"act/{opening}"),))
    opened(hall, "session/2")
    gather(hall, *(stand(hall, seat, digest) for seat in SEATS))
    hall.on("2026-07-02")
    assert "too-few-keepers" in hall.objections(act, [hall.signers[post] for post in GRAVE])


def test_an_entrenched_act_is_stopped_by_a_majority_of_the_muster_and_by_nobody_less(hall: Hall) -> None:
    """An officer's stop alone binds an ordinary act; what is entrenched only falls to delegates who stand by that stop."""
    by = (*GRAVE, *(f"keeper/{n}" for n in range(1, 5)))
    act = hall.draft(entrenched(hall), signatories=by, enter_by=date(2026, 8, 20))
    keys, digest = [hall.signers[each] for each in by], text_hash(text_of(act))
    hall.enter(Announced(class_="entrenched", text=digest), signatories=("post/president",))
    stop = hall.enter(Contested(step="opened", ground="quorum", draft=digest), signatories=("post/teller",))
    hall.on("2026-07-02")
    gather(hall, *(stand(hall, seat, stop.text_hash) for seat in SEATS[:4]))
    assert hall.objections(act, keys) == []
    gather(hall, stand(hall, "seat/9", stop.text_hash))
    assert hall.objections(act, keys) == ["stopped-by-muster"]
    gather(hall, stand(hall, "seat/9", digest))  # who stands by both is counted for neither
    assert hall.objections(act, keys) == []


def test_a_muster_that_sat_after_the_announcement_stops_nothing(hall: Hall) -> None:
    by = (*GRAVE, *(f"keeper/{n}" for n in range(1, 5)))
    act = hall.draft(entrenched(hall), signatories=by, enter_by=date(2026, 8, 20))
    digest = text_hash(text_of(act))
    hall.enter(Announced(class_="entrenched", text=digest), signatories=("post/president",))
    other = Muster(tuple(leaf(salt(seat), seeded(seat, 2).material, seat) for seat in SEATS))
    opened(hall.days(1), "session/2", other.root)
    stop = hall.enter(Contested(step="opened", ground="quorum", draft=digest), signatories=("post/teller",))
    for seat in SEATS[:5]:
        key, index = seeded(seat, 2), SEATS.index(seat)
        signed = armour(key.attest(message(hall.book.founding, stop.text_hash)))
        gather(
            hall,
            stand(hall, seat, stop.text_hash, key=armour(key.material), signature=signed, proof=other.proof(index)),
        )
    hall.on("2026-07-05")
    assert hall.objections(act, [hall.signers[each] for each in by]) == []
