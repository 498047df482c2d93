"""What was tried, by somebody who wanted to break it, and held only after it was mended: each attack is a test.

The attackers: who runs the gate and holds the log's key, one or two officers, a keeper, a former officer, a mirror.
"""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from qurultay.acts.act import Entry, text_hash, text_of
from qurultay.acts.amending import Annulled, Change, Corrected, Withheld
from qurultay.acts.carrying_on import Announced
from qurultay.acts.constituting import RulesAdopted, Seats
from qurultay.acts.convening import Contest, ElectionOpening, Opened
from qurultay.acts.office import Appointed, Assignment, Elected, KeyEnrolled, Vacated
from qurultay.acts.resolving import Adopted, Figures, Operation, Provision, Repealed
from qurultay.acts.rules import Rules, WitnessKey
from qurultay.acts.writing import Issued
from qurultay.record.errors import Broken
from qurultay.record.judging import judge_all
from qurultay.record.remembering import packed, unpacked
from qurultay.tlog import canonical
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from tests.hall import OFFICERS, Hall, Refusal, constitution, key_text, rules, seeded
from tests.record.forge import STRANGER, WITNESS, a_part, checked, files_of, forge_note, head_of, small_record

GRAVE = ("post/president", "post/secretary", "post/speaker")
LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")


def hall() -> Hall:
    """Seats are filled; it is the tenth of June."""
    made = Hall()
    made.fill_seats()
    return made.on("2026-06-10")


def unknown_note(hall: Hall, *, entered: int | None = None, **changed: Any) -> bytes:
    """An act of a kind that this software does not know, entered by the gate alone: nobody signed it."""
    fields = canonical.decode(text_of(hall.draft(LETTER, signatories=()))[:-1])
    fields |= {"kind": "foretold", "id": f"zzzz{len(hall.notes):04d}", "body": {}} | changed
    text = canonical.encode(fields) + b"\n"
    when = int(hall.clock.timestamp()) if entered is None else entered
    return Note(text, (hall.gate.cosign(text, when),)).encode()


def broken(files: dict[str, bytes], **asked: Any) -> str:
    """The code under which a record is refused."""
    with pytest.raises(Broken) as found:
        checked(files, **asked)
    return found.value.code


# Acts of kinds nobody knows.


def test_an_unknown_act_cannot_set_the_clock_back_for_a_former_officer() -> None:
    """The gate enters an unknown act "long ago", and after it a letter on a day when the former president still held."""
    made = hall()
    former = made.signers["post/president"]
    made.elect("post/president", "person/21")
    made.on("2026-06-20").take_office("post/president", "person/21")
    made.on("2026-07-01")
    back = datetime(2026, 6, 12, tzinfo=UTC)
    unknown = unknown_note(made, entered=int(back.timestamp()), date="2026-06-12")
    made.on("2026-06-12")
    letter = forge_note(made, made.draft(LETTER), [former, made.signers["post/secretary"]])
    assert broken(files_of([*made.notes, unknown, letter])) == "entered-backwards"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"record": "ab" * 32}, "other-record"),
        ({"id": "fndng000"}, "id-again"),
        ({"date": "2027-01-01"}, "from-the-future"),
    ],
)
def test_an_unknown_act_keeps_the_rules_that_every_act_keeps(changed: dict[str, str], code: str) -> None:
    made = hall()
    assert broken(files_of([*made.notes, unknown_note(made, **changed)])) == code


def test_nothing_is_read_from_an_unknown_act_not_even_a_name() -> None:
    made = hall()
    note = unknown_note(made, parts={"name.person-1.en": "ab" * 32})
    judged = judge_all([*made.notes, note])
    assert judged.book.unknown == [2]
    assert "name.person-1.en" not in judged.book.names


def test_an_unknown_act_is_read_alike_whatever_characters_this_python_knows() -> None:
    """U+0378 is no character today; it may be one in the next version, and nobody may then judge otherwise."""
    made = hall()
    note = unknown_note(made, body={"words": "x"}).replace(b'"words":"x"', '"words":"\u0378"'.encode())
    text = note[: note.index(b"\n") + 1]
    note = Note(text, (made.gate.cosign(text, int(made.clock.timestamp())),)).encode()
    assert judge_all([*made.notes, note]).book.unknown == [2]


def test_a_line_under_an_unknown_act_is_by_a_key_enrolled_before_it() -> None:
    """Else the verdict would hang on whether the enrolment stands in the same bundle of 256."""
    made = hall()
    fresh = seeded("post/president", 9)
    text = unknown_note(made).partition(b"\n\n")[0] + b"\n"
    early = Note(text, (fresh.sign(text), made.gate.cosign(text, int(made.clock.timestamp())))).encode()
    enrolled = KeyEnrolled(use="acts", key=key_text(fresh), post="post/president", person="person/1")
    after = forge_note(made, made.draft(enrolled, signatories=GRAVE), [*(made.signers[s] for s in GRAVE), fresh])
    assert broken(files_of([*made.notes, early, after])) == "unknown-signer"


# What a mirror can do, who has no key at all.


def test_a_mirror_cannot_make_the_kept_heads_take_for_ever() -> None:
    """Two megabytes of empty lines, which would once have been copied a million times."""
    _, files = small_record()
    assert broken({**files, "witness/heads": b"\n" * (2 << 20)}) == "bad-heads"


# What a reader remembers.


def with_a_false_signature(made: Hall) -> bytes:
    text = text_of(made.draft(LETTER, id="fa1se000"))
    lines = [replace(made.signers[o].sign(text), signature=bytes(64)) for o in OFFICERS]
    return Note(text, (*lines, made.gate.cosign(text, int(made.clock.timestamp())))).encode()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_verification_that_failed_leaves_nothing_behind_in_what_was_remembered(workers: int) -> None:
    """With workers the acts are judged before their signatures are proven; asked again, the answer is the same."""
    made = hall()
    remembered = checked(files_of(made.notes)).remembered
    forged = files_of([*made.notes, with_a_false_signature(made)])
    for _ in range(3):
        assert broken(forged, remembered=remembered, workers=workers) == "bad-signature"
    made.enter(LETTER)
    assert checked(files_of(made.notes), remembered=remembered, workers=workers).size == 3


def test_a_fork_of_what_is_known_to_be_good_is_refused_before_anything_is_read_from_it() -> None:
    made = hall()
    known = checked(files_of(made.notes)).head
    act = made.draft(
        Corrected(changes=(Change(field="date", was="a", now="b"),)),
        refs=(("amends", "act/77"),),
        basis="act/0/rule/corrected",
    )
    fork = files_of([made.notes[0], forge_note(made, act, []), made.notes[1]])
    assert broken(fork, known_good=known) == "forked"
    assert broken(files_of(made.notes[:1]), known_good=known) == "rolled-back"


def test_the_first_thing_that_is_broken_is_the_same_however_many_workers_look() -> None:
    made = hall()
    alone = made.draft(LETTER, signatories=("post/president",))
    first = forge_note(made, alone, [made.signers["post/president"]])
    files = files_of([*made.notes, first, with_a_false_signature(made), b"no note at all"])
    found = []
    for workers in (1, 2):
        with pytest.raises(Broken) as caught:
            checked(files, workers=workers)
        found.append((caught.value.code, caught.value.number))
    assert found == [("too-few-signatures", 2)] * 2


class _Opens:
    """Unpickled, it would open a file of whoever reads it."""

    def __init__(self, *calls: Any) -> None:
        self.calls = calls

    def __reduce__(self) -> Any:
        return self.calls


@pytest.mark.parametrize("called", ["Path", "Folder", "Zip"])
def test_what_a_reader_keeps_can_hold_values_and_call_nothing_else(called: str, tmp_path: Path) -> None:
    """A name that our modules import, or a class of ours that opens files, is refused like any other."""
    data = packed(checked(small_record()[1]).remembered)
    assert unpacked(data) is not None
    form = data[: data.index(b"\n") + 1]
    evil = b"cqurultay.record.source\n" + called.encode() + b"\n(V" + str(tmp_path).encode() + b"\ntR."
    if called != "Zip":
        pickle.loads(evil)  # it is well formed, and would do what it says
    assert unpacked(form + evil) is None


# What later acts must not spoil for earlier files.


def a_witness(key: SigningKey = WITNESS) -> WitnessKey:
    return WitnessKey(name=key.name, key=armour(key.cosigner_material))


def kept_head(made: Hall, log: SigningKey) -> bytes:
    head = head_of(made.notes, log)
    return replace(head, lines=(*head.lines, WITNESS.cosign(head.text, made.entries[-1].entered + 30))).encode()


def test_kept_heads_stay_good_when_the_rules_that_named_their_witness_are_annulled() -> None:
    made = hall()
    new = replace(made.book.rules, version=2, witnesses=(a_witness(),), witnesses_needed=1)
    adopted = made.enter(RulesAdopted(rules=new), signatories=GRAVE)
    heads = kept_head(made, seeded("log"))
    made.on("2026-06-13").enter(
        Annulled(ground="procedure", from_="the-start"), refs=(("amends", adopted.ref),), signatories=GRAVE
    )
    assert checked(files_of(made.notes) | {"witness/heads": heads}).size == 4


def test_kept_heads_stay_good_when_the_log_key_that_signed_them_is_annulled() -> None:
    made = Hall(constitution(rules=rules(witnesses=(a_witness(),))))
    enrolled = made.enter(KeyEnrolled(use="log", key=key_text(seeded("log", 2))), signatories=GRAVE)
    heads = kept_head(made, seeded("log", 2))
    made.on("2026-06-13").enter(
        Annulled(ground="procedure", from_="the-start"), refs=(("amends", enrolled.ref),), signatories=GRAVE
    )
    assert checked(files_of(made.notes) | {"witness/heads": heads}).size == 3


def test_the_words_of_a_law_cannot_be_taken_away_by_withholding_a_letter_that_names_the_same_part() -> None:
    made = hall()
    digest, file = a_part("the constitution")
    law = Adopted(
        text="constitution",
        body="body/assembly",
        how="without-a-vote",
        authentic=("en",),
        provisions=(Provision(label="1"),),
    )
    made.enter(law, parts={"text.en": digest})
    letter = made.enter(LETTER, parts={"title.en": digest})
    made.enter(Withheld(names=("title.en",), ground="safety"), refs=(("amends", letter.ref),))
    assert broken(files_of(made.notes)) == "part-missing"
    report = checked(files_of(made.notes, {digest: file}))
    assert report.parts.still_present == ()


# Keys and witnesses that would leave a record nobody can verify.

WEAK = b"\x01" + bytes(31)


@pytest.mark.parametrize(
    ("witnesses", "needed"),
    [
        ((WitnessKey(name="w.example/a", key=armour(b"\x04" + WEAK)),), 0),
        ((WitnessKey(name="w.example/a", key=armour(WITNESS.material)),), 0),
        ((a_witness(), a_witness()), 0),
        ((a_witness(), replace(a_witness(STRANGER), name=WITNESS.name)), 2),
        ((WitnessKey(name="w.example/a", key=armour(seeded("log").cosigner_material)),), 0),
        ((WitnessKey(name="w.example/a", key=armour(seeded("post/teller").cosigner_material)),), 0),
        ((replace(a_witness(), name="tolunay.example/board"),), 0),
    ],
    ids=[
        "weak",
        "no-cosigner",
        "twice",
        "one-voice-for-two",
        "the-logs-key",
        "an-officers-key",
        "under-the-records-name",
    ],
)
def test_rules_never_name_witnesses_of_whom_no_policy_can_be_made(
    witnesses: tuple[WitnessKey, ...], needed: int
) -> None:
    """Such rules would enter, and no verifier could judge the record any more: not even the gate when it opens again."""
    made = hall()
    new = replace(made.book.rules, version=2, witnesses=witnesses, witnesses_needed=needed)
    with pytest.raises(Refusal) as found:
        made.enter(RulesAdopted(rules=new), signatories=GRAVE)
    assert set(found.value.codes) == {"rules"}
    with pytest.raises(Refusal):
        Hall(constitution(rules=rules(witnesses=witnesses, witnesses_needed=needed)))


def test_a_key_that_proves_nothing_is_no_log_key_and_no_ballot_box() -> None:
    weak = armour(b"\x01" + WEAK)
    election = ElectionOpening(
        protocol="belenios-1",
        contests=(Contest(fills=("post/president",), candidates=("person/5",)),),
        rule="simple",
        closes=date(2026, 7, 1),
        box=weak,
        entitled=9,
    )
    for body, signatories in ((KeyEnrolled(use="log", key=weak), GRAVE), (Opened(election=election), OFFICERS)):
        with pytest.raises(Refusal) as found:
            hall().enter(body, signatories=signatories)
        assert "key-type" in found.value.codes


def test_a_witness_whom_the_rules_name_never_becomes_the_log() -> None:
    made = Hall(constitution(rules=rules(witnesses=(a_witness(),))))
    with pytest.raises(Refusal) as found:
        made.enter(KeyEnrolled(use="log", key=key_text(WITNESS)), signatories=GRAVE)
    assert found.value.codes == ["key-again"]


# Acts that cost their reader more than their signer.


def in_time(deed: Callable[[], Any]) -> Any:
    """What the deed gives, if it takes no longer than an honest act of that size could excuse."""
    start = perf_counter()
    try:
        return deed()
    finally:
        assert perf_counter() - start < 3


def long_text() -> Adopted:
    provisions = tuple(Provision(label=str(n), operations=(Operation(kind="pledge"),)) for n in range(1, 700))
    return Adopted(
        text="resolution",
        body="body/assembly",
        how="without-a-vote",
        authentic=("en",),
        number="r/1",
        provisions=provisions,
    )


def test_hundreds_of_corrections_in_one_act_are_refused_at_once() -> None:
    made = hall()
    text = made.enter(long_text())
    change = Change(field="body.number", was="r/1", now="r/2")
    with pytest.raises(Refusal) as found:
        in_time(lambda: made.enter(Corrected(changes=(change,) * 600), refs=(("amends", text.ref),)))
    assert found.value.codes == ["not-correctable"]


def test_repeals_of_repeals_and_revivals_do_not_multiply() -> None:
    made = hall()
    text = made.enter(long_text())
    repeal = Repealed(body="body/assembly", from_=made.today, how="without-a-vote")
    first = made.enter(repeal, refs=(("amends", text.ref),), basis="act/0/rule/adopted")
    again = replace(repeal, revives=(text.ref,) * 3000)
    in_time(lambda: made.enter(again, refs=(("amends", first.ref),), basis="act/0/rule/adopted"))
    for _ in range(40):
        named = tuple(("amends", f"act/{n}") for n in range(max(first.number, len(made.notes) - 2), len(made.notes)))
        in_time(lambda named=named: made.enter(repeal, refs=named, basis="act/0/rule/adopted"))  # type: ignore[misc]


def test_a_founding_with_seats_without_number_is_refused_at_once() -> None:
    with pytest.raises(Broken):
        in_time(lambda: Hall(constitution(seats=(Seats(body="body/assembly", first=1, last=2**53 - 1),))))


def test_what_a_newer_version_entered_is_not_corrected_by_an_older_one() -> None:
    made = hall()
    note = unknown_note(made, kind="issued", v=2)
    judge = judge_all([*made.notes, note])
    made.judge = judge
    made.notes.append(note)
    with pytest.raises(Refusal) as found:
        made.enter(Corrected(changes=(Change(field="body.number", was="x", now="y"),)), refs=(("amends", "act/2"),))
    assert found.value.codes == ["not-correctable"]


# What officers did without those whose word it takes.

KEEPERS = tuple(f"keeper/{n}" for n in range(1, 5))


def refused(made: Hall, body: Any, **fields: Any) -> set[str]:
    """The codes under which an act is refused."""
    with pytest.raises(Refusal) as found:
        made.enter(body, **fields)
    return set(found.value.codes)


def entrench(made: Hall, new: Rules, in_force: date | None = None) -> Entry:
    """Rules are changed with four keepers, thirty days after their notice."""
    signatories = (*GRAVE, *KEEPERS)
    act = made.draft(
        RulesAdopted(rules=new, in_force=in_force), signatories=signatories, enter_by=made.today + timedelta(days=80)
    )
    made.enter(Announced(class_="entrenched", text=text_hash(text_of(act))), signatories=("post/president",))
    made.on(made.today + timedelta(days=31))
    return made.sign_and_enter(act, [made.signers[s] for s in signatories])


def test_what_took_keepers_to_change_is_not_annulled_without_them() -> None:
    """Three officers would have had the older, weaker rules back."""
    made = hall()
    adopted = entrench(made, replace(made.book.rules, version=2, contest_days=20))
    annulled = Annulled(ground="procedure", from_="the-start")
    codes = refused(made, annulled, refs=(("amends", adopted.ref),), signatories=GRAVE)
    assert codes == {"too-few-keepers", "not-announced"}


def test_rules_that_are_still_to_come_are_not_brought_forward_without_keepers() -> None:
    made = hall()
    entrench(made, replace(made.book.rules, version=2, contest_days=20), in_force=date(2030, 1, 1))
    earlier = RulesAdopted(rules=replace(made.book.rules, version=3, contest_days=20))
    assert "too-few-keepers" in refused(made, earlier, signatories=GRAVE)


def test_who_holds_over_gains_nothing_by_an_earlier_date() -> None:
    made = hall()
    made.elect("post/president", "person/5", until="2026-07-31")
    made.on("2026-06-20").take_office("post/president", "person/5")
    law = Adopted(text="resolution", body="body/assembly", how="without-a-vote", authentic=("en",))
    made.on("2026-08-10")
    assert made.book.holder("post/president", made.today).person == "person/5"
    signatories = ("post/president", "post/vice-president")
    assert refused(made, law, signatories=signatories) == {"caretaker"}
    assert refused(made, law, signatories=signatories, date=date(2026, 7, 30)) == {"caretaker"}


def test_two_officers_do_not_appoint_the_assembly_away() -> None:
    made = hall()
    until = date(2030, 1, 1)
    others = tuple(
        Assignment(to=f"seat/{n}", person=f"person/{900 + n}", from_=made.today, until=until) for n in range(1, 10)
    )
    assert refused(made, Appointed(to=others)) == {"office"}


def test_nobody_is_given_two_seats_of_one_body() -> None:
    until = date(2030, 1, 1)
    winners = tuple(
        Assignment(to=f"seat/{n}", person="person/77", from_=date(2026, 6, 1), until=until) for n in range(1, 10)
    )
    codes = refused(Hall(), Elected(winners=winners, how="open-vote"), signatories=("post/speaker", "post/teller"))
    assert codes == {"office"}


def test_a_term_that_runs_is_not_ended_by_somebody_else_taking_office() -> None:
    """Neither by appointment, nor by the winner of an older election: removal is an act of its own."""
    made = hall()
    made.elect("post/president", "person/5")
    made.on("2026-06-20").elect("post/president", "person/9")
    made.on("2026-06-28").take_office("post/president", "person/9")
    with pytest.raises(Refusal) as found:
        made.take_office("post/president", "person/5")
    assert found.value.codes == ["office"]
    made.on("2026-07-20").enter(
        Appointed(to=(Assignment(to="post/president", person="person/8", from_=made.today, until=date(2028, 1, 1)),)),
        signatories=("post/secretary", "post/vice-president", "post/speaker"),
    )
    with pytest.raises(Refusal) as found:
        made.take_office("post/president", "person/8")
    assert found.value.codes == ["office"]


@pytest.mark.parametrize("name", ["gate", "log", "keeper-1", "election-m3t8w1pz"])
def test_no_post_signs_under_the_name_of_the_gate_the_log_a_keeper_or_a_ballot_box(name: str) -> None:
    founding = constitution()
    post = replace(founding.posts[0], id=f"post/{name}")
    with pytest.raises(Refusal) as found:
        Hall(replace(founding, posts=(*founding.posts, post)))
    assert found.value.codes == ["office"]


def test_the_edited_words_of_a_law_are_not_withheld_in_their_turn() -> None:
    made = hall()
    law = Adopted(text="constitution", body="body/assembly", how="without-a-vote", authentic=("en",))
    text = made.enter(law, parts={"text.en": "ab" * 32})
    edited = made.enter(
        Withheld(names=("text.en",), ground="safety"), refs=(("amends", text.ref),), parts={"text.en": "cd" * 32}
    )
    assert refused(made, Withheld(names=("text.en",), ground="safety"), refs=(("amends", edited.ref),)) == {"withheld"}


def test_where_all_seats_are_vacant_nobody_votes() -> None:
    """One "member" who is in no seat removed the president, and adopted a constitution."""
    figures = Figures(for_=1, against=0, abstained=0, present=1, entitled=1)
    made = Hall().on("2026-06-10")
    removed = Vacated(place="post/president", person="person/1", how="removed", figures=figures, majority="two-thirds")
    assert refused(made, removed, signatories=("post/speaker", "post/teller")) == {"figures"}
    law = Adopted(
        text="constitution", body="body/assembly", how="vote", figures=figures, majority="simple", authentic=("en",)
    )
    assert refused(made, law) == {"figures"}
