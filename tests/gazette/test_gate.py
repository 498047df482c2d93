"""The gate: what enters, what does not, and that nothing is ever half entered."""

import shutil
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.amending import Annulled, Change, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.convening import Convened
from qurultay.acts.office import KeyRevoked
from qurultay.gazette.draft_acts import prepare_draft
from qurultay.gazette.gate import Gate
from qurultay.gazette.objections import Objected
from qurultay.press.draft_act import DraftAct
from qurultay.record.errors import OBSTACLES, REASONS, Broken, Unwritten
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.tlog.note import Note
from tests.gazette.gatehouse import DAY, HOUR, LETTER, Gatehouse
from tests.hall import POSTS, constitution, key_text, rules, seeded

ORDINARY = ("post/president", "post/vice-president", "post/secretary")
EXECUTIVE = ("post/president", "post/vice-president")
SUSPEND = KeyRevoked(name="tolunay.example/teller", key=key_text(seeded("post/teller")), how="suspended", ground="lost")
CASES: dict[str, tuple[Any, dict[str, Any], str]] = {
    "a letter": (LETTER, {}, "ordinary"),
    "a session": (
        Convened(session="session/1", body="body/assembly", opens=date(2026, 7, 20), closes=date(2026, 7, 22), mode="remote", zone="UTC", offset="+00:00"),
        {"issuers": ("body/assembly",)},
        "ordinary",
    ),
    "new rules": (RulesAdopted(rules=replace(rules(), version=2, notice_days=40)), {"issuers": ("body/assembly",)}, "grave"),
    "an annulment": (Annulled(ground="procedure", from_="the-start"), {"refs": [("amends", "act/1")]}, "grave"),
    "a suspension": (SUSPEND, {}, "notice"),
    "a contest": (Contested(step="opened", ground="facts"), {"refs": [("amends", "act/1")]}, "anybody"),
}  # fmt: skip


def suffices(case: str, signers: tuple[str, ...]) -> bool:
    """What the shipped table asks for, said again in other words (register law §3)."""
    ordinary = sum(post in ORDINARY for post in signers)
    completing = sum(post in ("post/speaker", "post/teller") for post in signers)
    match case:
        case "ordinary":
            return ordinary >= 2
        case "grave":
            return ordinary >= 2 and completing >= 1
        case "notice":
            return bool(signers)
        case _:
            return bool(signers)


@pytest.mark.parametrize("name", CASES)
def test_who_may_sign_what_for_every_choice_of_officers(house: Gatehouse, gate: Gate, name: str) -> None:
    house.enter(gate)
    body, fields, case = CASES[name]
    for count in range(0, 4):
        for signers in combinations(POSTS, count):
            act = house.draft(gate, body, signatories=signers, **fields)
            codes = {each.code for each in gate.objections(house.signed(act, signers), house.now)} - {"held"}
            assert (codes == set()) == suffices(case, signers), (signers, codes)
            if signers:
                codes = {each.code for each in gate.objections(house.signed(act, signers[1:]), house.now)}
                assert "missing-signature" in codes


def test_one_person_or_one_key_is_one_signature(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate)
    twice = house.signed(act, ("post/president", "post/president"), since=0)
    assert "duplicate-line" in house.refused(gate, twice)
    alone = house.draft(gate, signatories=("post/president",))
    assert "too-few-signatures" in house.refused(gate, house.signed(alone, ("post/president",), since=0))
    named = house.draft(gate, signatories=("post/president", "post/president"))
    assert "signatory-twice" in house.refused(gate, house.signed(named, ("post/president",), since=0))


def test_the_same_text_again_is_harmless_and_gives_the_number_it_has(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate)
    submission = house.signed(act, act.act.signatories)
    house.now += DAY
    assert gate.publish(submission, house.now) == 1
    head = gate.head
    assert gate.publish(submission, house.now + 5) == 1 and gate.publish_many([(submission, house.now)] * 3) == [
        1,
        1,
        1,
    ]
    other = house.signed(act, ("post/secretary", "post/president"))
    assert gate.publish(other, house.now) == 1 and gate.head == head


def test_all_objections_are_told_at_once_and_nothing_is_entered(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(
        gate,
        signatories=("post/president", "post/nobody"),
        issuers=("body/nobody",),
        words={"title.en": b"no line end"},
    )
    submission = replace(
        house.signed(act, ()), lines=(seeded("post/teller").sign(act.text),), parts={**act.parts, "0" * 64: b"x"}
    )
    codes = house.refused(gate, submission)
    assert codes >= {
        "missing-signature", "stray-signature", "no-signatory", "no-such-body", "part-words", "part-differs", "part-stray", "held",
    }  # fmt: skip


def test_an_ordinary_act_waits_a_day_a_grave_one_a_week_a_notice_not_at_all(house: Gatehouse, gate: Gate) -> None:
    for body, fields, seconds in (
        (LETTER, {}, DAY),
        (RulesAdopted(rules=replace(rules(), version=2)), {"signatories": (*ORDINARY[:2], "post/speaker")}, 7 * DAY),
    ):
        act = house.draft(gate, body, issuers=("body/assembly",), **fields)
        submission = house.signed(act, act.act.signatories)
        house.now += seconds - 1
        assert house.refused(gate, submission) == {"held"}
        house.now += 1
        gate.publish(submission, house.now)
    act = house.draft(gate, SUSPEND, signatories=("post/secretary",))
    assert gate.publish(house.signed(act, ("post/secretary",)), house.now) == 3


def test_no_hold_began_before_what_the_signers_had_seen_was_entered(house: Gatehouse, gate: Gate) -> None:
    house.enter(gate)
    act = house.draft(gate)
    backdated = house.signed(act, act.act.signatories, since=0)
    assert house.refused(gate, backdated) == {"held"}
    house.now += DAY
    assert gate.publish(backdated, house.now) == 2


def test_an_entrenched_act_enters_after_a_notice_of_its_text_and_thirty_days(house: Gatehouse, gate: Gate) -> None:
    changed = replace(rules(), version=2, contest_days=4)
    signers = (*ORDINARY[:2], "post/speaker", *(f"keeper/{n}" for n in range(1, 5)))
    house.now += HOUR
    act = house.draft(gate, RulesAdopted(rules=changed), signatories=signers, issuers=("body/assembly",))
    submission = house.signed(act, signers)
    assert house.refused(gate, submission) == {"not-announced"}
    notice = house.draft(gate, Announced(class_="entrenched", text=act.text_hash), signatories=("post/secretary",))
    gate.publish(house.signed(notice, ("post/secretary",)), house.now)
    house.now += 30 * DAY - 1
    assert house.refused(gate, submission) == {"not-announced"}
    house.now += 1
    assert gate.publish(submission, house.now) == 2


def test_a_text_that_was_stopped_needs_one_signature_more(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate, signatories=ORDINARY)
    fewer = house.draft(gate)
    for each in (act, fewer):
        stop = house.draft(
            gate, Contested(step="opened", ground="facts", draft=each.text_hash), signatories=("keeper/3",)
        )
        gate.publish(house.signed(stop, ("keeper/3",)), house.now)
    assert house.refused(gate, house.signed(fewer, fewer.act.signatories, since=0)) == {"too-few-signatures", "held"}
    house.now += DAY
    assert gate.publish(house.signed(act, ORDINARY, since=0), house.now) == 3


def test_an_act_signed_on_another_history_or_for_another_record_does_not_enter(
    house: Gatehouse, gate: Gate, tmp_path: Path
) -> None:
    other = Gatehouse(tmp_path / "other")
    with other.found(constitution(purpose="record")) as elsewhere:
        act = other.draft(elsewhere)
        assert house.refused(gate, house.signed(act, act.act.signatories)) >= {"other-record", "other-branch"}


def test_an_act_entered_after_its_last_day_is_refused(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate)
    house.now += 33 * DAY
    assert "entered-too-late" in house.refused(gate, house.signed(act, act.act.signatories, since=0))


def test_several_acts_under_one_head_enter_all_or_none(house: Gatehouse, gate: Gate) -> None:
    acts = [house.draft(gate) for _ in range(3)]
    good = [house.signed(act, act.act.signatories, since=0) for act in acts]
    house.now += DAY
    bad = replace(good[2], lines=good[2].lines[:1])
    with pytest.raises(Objected):
        gate.publish_many([(good[0], house.now), (good[1], house.now), (bad, house.now)])
    assert gate.size == 1 and gate.head.size == 1
    assert gate.publish_many([(each, house.now) for each in good]) == [1, 2, 3] and gate.head.size == 4


def test_withholding_removes_the_files_also_after_a_crash_in_between(
    house: Gatehouse, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = house.enter(gate, words={"title.en": b"A name\n"})
    digest = gate.book.entries[number].act.parts["title.en"]
    place = house.folder / "record/part" / digest[:2] / digest
    monkeypatch.setattr(gate, "_finish_withholding", lambda *_: (_ for _ in ()).throw(Unwritten("disk-failed", "cut")))
    with pytest.raises(Unwritten):
        house.enter(gate, Withheld(names=("title.en",), ground="safety"), refs=[("amends", f"act/{number}")], wait=0)
    assert place.exists()
    gate.close()
    with house.open() as again:
        assert again.size == 3 and not place.exists()
        again.withhold(2)
    with Folder(house.folder / "record") as source:
        assert verify(source, now=house.now).parts.withheld == ((number, "title.en"),)


def test_a_correction_puts_words_in_place_and_both_stay(house: Gatehouse, gate: Gate) -> None:
    number = house.enter(gate, words={"title.en": b"On the archive\n"})
    was = gate.book.entries[number].act.parts["title.en"]
    draft = DraftAct(
        kind="corrected", date=house.today, issuers=("body/government",), signatories=ORDINARY[::2],
        body=Corrected(changes=(Change(field="parts.title.en", was=was, now="the part below"),)),
        refs=(("amends", f"act/{number}"),), words={"title.en": b"On the archives\n"},
    )  # fmt: skip
    act = prepare_draft(draft, gate.known, house.random)
    house.now += DAY
    assert gate.publish(house.signed(act, ORDINARY[::2], since=0), house.now) == 2
    with Folder(house.folder / "record") as source:
        assert verify(source, now=house.now).parts.present == 2


def test_only_one_gate_is_open_at_a_time_and_the_next_finds_everything(house: Gatehouse, gate: Gate) -> None:
    house.enter(gate)
    with pytest.raises(Unwritten, match="another program is writing"):
        house.open()
    gate.close()
    with house.open() as again:
        assert (again.size, again.founding) == (2, gate.founding)


def test_a_founding_that_is_not_signed_by_all_its_keys_founds_nothing(house: Gatehouse) -> None:
    del house.signers["keeper/7"]
    with pytest.raises(KeyError):
        house.found()
    house.signers["keeper/7"] = seeded("keeper/6", 1)
    with pytest.raises(Objected) as refused:
        house.found()
    assert {each.code for each in refused.value.objections} & {"unknown-signer", "no-possession"}
    assert not (house.folder / "record/checkpoint").exists()


def test_every_objection_has_a_code_of_the_closed_table(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate, issuers=())
    for objection in gate.objections(house.signed(act, ()), house.now):
        assert objection.code in {**REASONS, **OBSTACLES} and objection.sentence[0] != "<"


def test_what_somebody_appended_with_a_copy_of_the_log_key_is_judged_in_full(house: Gatehouse, gate: Gate) -> None:
    gate.close()
    shutil.copytree(house.folder / "home", house.folder / "copied")
    with Gate(house.folder / "record", house.folder / "copied", house.keys, house.now) as other:
        act = house.draft(other)
        forged = replace(seeded("post/secretary").sign(act.text), signature=bytes(64))
        text_lines = (seeded("post/president").sign(act.text), forged, house.keys.gate.cosign(act.text, house.now))
        other._writer.append([Note(act.text, text_lines).encode()], {}, other._sign_head)
    with pytest.raises(Broken, match="act 1: the signature of"):
        house.open()
