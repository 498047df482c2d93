"""An act enters one record, once, on the branch its signers saw, in its time, by a body, on a basis (R1–R8, T1–T3)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from qurultay.acts.act import Seen, Unknown
from qurultay.acts.amending import Change, Corrected, Withheld
from qurultay.acts.carrying_on import OperatorChanged
from qurultay.acts.constituting import Concluded, Established, Organisation
from qurultay.acts.register import register
from qurultay.acts.resolving import Adopted, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.tlog.armour import armour
from tests.hall import GRAVE, Hall, constitution, key_text, parts, rules, seeded

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


def test_an_act_signed_for_another_record_does_not_enter() -> None:
    hall = Hall()
    assert hall.refuses("other-record", LETTER, record="ab" * 32) == (
        f"the act was signed for record {'ab' * 8}, this one is {hall.book.founding[:16]}"
    )


def test_an_id_stands_once_in_a_record_so_a_text_enters_once() -> None:
    hall = Hall()
    entry = hall.enter(LETTER, id="m3t8w1pz")
    assert hall.book.ids["m3t8w1pz"] == entry.number
    assert hall.refuses("id-again", LETTER, id="m3t8w1pz").startswith(
        "id m3t8w1pz already stands in the record as act 1"
    )


def test_signers_sign_the_history_they_saw_and_a_signature_is_not_carried_to_another_branch() -> None:
    hall = Hall()
    hall.letter()
    other = Seen(root=armour(bytes(32)), size=1)
    assert "another branch" in hall.refuses("other-branch", LETTER, seen=other)
    ahead = Seen(root=armour(bytes(32)), size=3)
    assert hall.refuses("seen-ahead", LETTER, seen=ahead) == "the signers saw 3 acts; 2 stood before this one"


def test_an_act_names_only_acts_its_signers_had_seen() -> None:
    hall = Hall()
    first = hall.letter()
    sentence = hall.refuses("seen-too-early", LETTER, refs=(("cites", first.ref),), seen_size=1)
    assert sentence == "act/1 was not among the 1 acts the signers had seen; sign again on a later head"
    hall.enter(LETTER, refs=(("cites", first.ref),), seen_size=2)


def test_an_act_names_only_what_exists() -> None:
    hall = Hall()
    text = hall.adopt("call")
    for target in (
        "act/9",
        f"{text.ref}/provision/2",
        f"{text.ref}/provision/1/operation/2",
        "act/0/provision/1",
        f"{text.ref}/call/1",
    ):
        hall.refuses("no-such-act", LETTER, refs=(("cites", target),))
    hall.enter(LETTER, refs=(("cites", f"{text.ref}/provision/1/operation/1"),))


def test_an_act_not_entered_by_its_last_day_is_void() -> None:
    hall = Hall()
    act = hall.draft(LETTER, enter_by=hall.today + timedelta(days=3))
    keys = [hall.signers[s] for s in act.signatories]
    assert hall.days(3).objections(act, keys) == []
    assert hall.days(1).objections(act, keys) == ["entered-too-late"]


def test_the_last_day_of_entry_is_not_before_the_act_s_own_date() -> None:
    hall = Hall()
    assert hall.refuses("enter-by", LETTER, also=("entered-too-late",), enter_by=date(2026, 5, 31)) == (
        "enter_by 2026-05-31 is before the act's date 2026-06-01"
    )


def test_an_act_that_may_wait_longer_than_its_class_allows_is_grave_and_says_why() -> None:
    """Thirty days, and twice the hold of the class: two days for ordinary acts, sixty for entrenched ones."""
    hall = Hall()
    hall.enter(LETTER, enter_by=date(2026, 7, 3))
    late = date(2026, 7, 4)
    hall.refuses("late-without-reason", LETTER, enter_by=late, signatories=GRAVE)
    hall.refuses("no-presiding-signature", LETTER, enter_by=late, parts=parts("reason.en"))
    hall.enter(LETTER, enter_by=late, parts=parts("reason.en"), signatories=GRAVE)


def test_an_act_entered_more_than_three_days_after_its_date_is_shown_as_late() -> None:
    hall = Hall()
    early = hall.letter(date=hall.today, enter_by=date(2026, 6, 30))
    drafted = [hall.draft(LETTER, id=f"1ate000{n}") for n in (1, 2)]
    in_time = hall.days(3).sign_and_enter(drafted[0], [hall.signers[s] for s in drafted[0].signatories])
    late = hall.days(1).sign_and_enter(drafted[1], [hall.signers[s] for s in drafted[1].signatories])
    assert [hall.book.days_late(entry) for entry in (early, in_time, late)] == [0, 0, 4]


def test_no_act_comes_from_the_future() -> None:
    """The civil date is that of the record's seat: at 21:00 UTC it is already tomorrow there (T1, T8)."""
    hall = Hall()
    hall.clock = datetime(2026, 6, 1, 20, 59, tzinfo=UTC)
    assert hall.refuses("from-the-future", LETTER, date=date(2026, 6, 2)) == (
        "the act bears 2026-06-02, but it is only 2026-06-01 at the record's seat; future effect goes into its own field"
    )
    hall.clock = datetime(2026, 6, 1, 21, 0, tzinfo=UTC)
    hall.enter(LETTER, date=date(2026, 6, 2))


def test_an_act_is_not_dated_before_the_one_it_rests_on() -> None:
    hall = Hall()
    text = hall.days(5).adopt("call")
    letter = hall.letter()
    before = {"date": date(2026, 6, 5)}
    assert hall.refuses("before-its-basis", LETTER, basis=text.ref, also=("no-basis",), **before) == (
        "the act bears 2026-06-05, before act 1 of 2026-06-06, which it rests on"
    )
    reply = ReplyRecorded(from_="addressee/osmark", received=date(2026, 6, 5), answers=(), words="not-published")
    hall.refuses("before-its-basis", reply, refs=(("answers", letter.ref),), **before)
    repeal = Repealed(body="body/assembly", from_=hall.today, how="acclamation")
    hall.refuses("before-its-basis", repeal, refs=(("amends", text.ref),), **before)
    newer = Adopted(text="resolution", body="body/assembly", how="acclamation", authentic=("en",))
    hall.refuses("before-its-basis", newer, refs=(("replaces", text.ref),), **before)
    hall.enter(LETTER, refs=(("cites", text.ref),), **before)


def test_entries_never_go_back_in_time() -> None:
    hall = Hall()
    hall.clock -= timedelta(seconds=1)
    assert "set the clock right" in hall.refuses("entered-backwards", LETTER)


def test_an_act_is_issued_by_a_body_there_is() -> None:
    hall = Hall()
    hall.refuses("no-issuer", LETTER, issuers=())
    assert hall.refuses("no-such-body", LETTER, issuers=("body/assembly", "body/senate")) == (
        "body/senate is not a body of this record on 2026-06-01"
    )
    hall.enter(LETTER, issuers=("body/assembly", "body/government"))


def test_an_act_rests_on_a_rule_in_force_or_on_an_adopted_text_in_force() -> None:
    hall = Hall()
    text, letter = hall.adopt("decision"), hall.letter()
    hall.enter(LETTER, basis=text.ref)
    hall.enter(LETTER, basis=f"{text.ref}/provision/1")
    assert "no rule 'letters'" in hall.refuses("no-basis", LETTER, basis="act/0/rule/letters")
    assert "are those of act 0" in hall.refuses("no-basis", LETTER, basis=f"{text.ref}/rule/issued")
    assert "neither a rule nor an adopted text" in hall.refuses("no-basis", LETTER, basis=letter.ref)
    hall.amend(Repealed(body="body/assembly", from_=hall.today, how="acclamation"), text)
    assert "not in force" in hall.refuses("no-basis", LETTER, basis=text.ref)
    assert "not in force" in hall.refuses("no-basis", LETTER, basis=f"{text.ref}/provision/1")


def test_a_body_is_established_by_a_resolution_and_not_by_a_rule_alone() -> None:
    hall = Hall()
    committee = Established(organisations=(Organisation(id="body/archive", form="committee"),))
    assert "name the resolution" in hall.refuses("no-basis", committee, signatories=GRAVE)
    text = hall.adopt("decision")
    hall.enter(committee, basis=f"{text.ref}/provision/1", signatories=GRAVE)
    assert hall.book.organisations["body/archive"].established == 2


def test_a_kind_that_is_not_known_here_is_not_entered_but_a_stranger_who_knows_more_may_have_entered_it() -> None:
    hall = Hall()
    act = replace(hall.draft(LETTER), kind="canonised", body=Unknown(fields="{}"))
    found = hall.judge.objections(act, "0" * 64, [], int(hall.clock.timestamp()))
    assert [each.code for each in found] == ["unknown-kind"]
    foreign = replace(act, record="ab" * 32, id=hall.entries[0].act.id)
    found = hall.judge.objections(foreign, "0" * 64, [], int(hall.clock.timestamp()))
    assert {each.code for each in found} == {"other-record", "id-again", "unknown-kind"}


def test_a_case_without_a_row_in_the_rules_cannot_be_signed() -> None:
    classes = tuple(row for row in rules().classes if row.case not in ("issued/warning", "late"))
    hall = Hall(constitution(rules=rules(classes=classes)))
    basis = "act/0/rule/issued"
    warning = Issued(form="warning", authentic=("en",))
    assert "no row for issued/warning" in hall.refuses("no-class", warning, basis=basis)
    hall.refuses("no-class", LETTER, enter_by=date(2026, 7, 30), parts=parts("reason.en"), signatories=GRAVE)


def test_a_document_older_than_the_record_is_deposited_and_claims_no_authority() -> None:
    hall = Hall()
    old = Deposited(
        form="declaration", bears="1933-11", handed_in_by="post/secretary", language="ug", reports_on="communique"
    )
    entry = hall.enter(old, parts=parts("text.ug"))
    assert hall.book.deposits[entry.number].bears == "1933-11"
    assert not hall.book.texts and not hall.book.calls
    for bears in ("2026-06-02", "2026-07", "2027", "2025-02-30"):
        hall.refuses("provision", replace(old, bears=bears))
    assert "no post/ghost" in hall.refuses("office", replace(old, handed_in_by="post/ghost"))


def test_after_the_record_is_concluded_only_corrections_and_withholding_follow() -> None:
    hall = Hall()
    letter = hall.letter(parts=parts("title.en", "name.class-states.en"))
    hall.entrench(Concluded(how="dissolved"))
    assert hall.book.concluded == register(hall.entries).concluded == 3
    assert "only corrections and withholding" in hall.refuses("concluded", LETTER)
    old, new = letter.act.parts["title.en"], parts("title.en", words="better")
    hall.amend(Corrected(changes=(Change(field="parts.title.en", was=old, now=new["title.en"]),)), letter, parts=new)
    hall.amend(Withheld(names=("name.class-states.en",), ground="safety"), letter)


def test_another_operator_enters_from_his_own_act_on() -> None:
    hall = Hall()
    gate, log = seeded("gate", 2), seeded("log", 2)
    change = OperatorChanged(gate=armour(gate.cosigner_material), log=key_text(log))
    hall.gate = gate
    hall.enter(change, signatories=GRAVE)
    assert [key.ended_by for key in hall.book.keys_of("gate")] == [1, None]
    assert [key.ended_by for key in hall.book.keys_of("log")] == [1, None]
    hall.refuses("key-again", change, signatories=GRAVE)
    hall.refuses(
        "key-type", replace(change, gate=key_text(seeded("gate", 3)), log=key_text(seeded("log", 3))), signatories=GRAVE
    )
    twice = replace(change, gate=armour(seeded("gate", 4).cosigner_material), log=key_text(seeded("gate", 4)))
    hall.refuses("key-again", twice, signatories=GRAVE)


def test_a_date_is_the_civil_date_where_the_session_sits() -> None:
    """12 November in Washington is already the 13th in Ürümchi: a session in the east decides before the seat wakes."""
    hall = Hall()
    hall.fill_seats()
    hall.clock = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
    hall.convene(
        "session/1", opens=date(2026, 6, 12), closes=date(2026, 6, 13), zone="Asia/Vladivostok", offset="+10:00"
    )
    hall.clock = datetime(2026, 6, 11, 14, 30, tzinfo=UTC)  # The 12th in Vladivostok, still the 11th at the seat.
    hall.open("session/1", date=date(2026, 6, 12))
    hall.adopt("decision", body={"session": "session/1"}, date=date(2026, 6, 12))
    hall.refuses("from-the-future", LETTER, date=date(2026, 6, 12))
