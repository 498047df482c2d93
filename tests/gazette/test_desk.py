"""The desk: drafts gather signatures, wait, change, become acts and leave."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.office import Assignment, Elected, KeyEnrolled, KeyRevoked, TookOffice
from qurultay.gazette.desk import Desk
from qurultay.gazette.gate import Gate
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import Known, expected, objections_if_signed, released_at
from qurultay.gazette.preparing import Prepared
from qurultay.gazette.waiting import part_files
from qurultay.press.refusal import Refusal
from qurultay.record.disk import Disk
from qurultay.record.errors import Unwritten
from tests.gazette.gatehouse import DAY, LETTER, Gatehouse
from tests.hall import OFFICERS, key_text, seeded

WORDS = {"title.en": b"On the archive\n"}


def lay(house: Gatehouse, act: Prepared, draft: bytes = b"kind: issued\n", source: str = "letter.yaml") -> str:
    """A draft on the desk; its id."""
    return house.desk.lay_down(act, draft, source, house.now).id


def sign(house: Gatehouse, gate: Gate, id: str, *owners: str) -> Any:
    """These owners sign, one after the other."""
    for owner in owners:
        waiting = house.desk.sign(id, house.signers[owner].sign(house.desk.at(id).text), gate.known, house.now)
    return waiting


def still(house: Gatehouse, gate: Gate, id: str) -> list[str]:
    """The codes of who has still to sign."""
    return [each.code for each in house.desk.still_to_sign(house.desk.at(id), gate.known, house.now)]


def test_a_draft_gathers_signatures_waits_becomes_an_act_and_leaves_the_desk(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate, words=WORDS))
    assert [w.id for w in house.desk.look().waiting] == [id] and len(still(house, gate, id)) == 2
    assert sign(house, gate, id, "post/president").complete is None
    house.now += 100
    waiting = sign(house, gate, id, "post/secretary")
    assert waiting.complete == house.now and still(house, gate, id) == []
    assert released_at(waiting.act, gate.book, waiting.complete) == house.now + DAY
    house.now += DAY - 1
    assert house.refused(gate, house.desk.submission(id)) == {"held"}
    house.now += 1
    assert gate.publish(house.desk.submission(id), house.now) == 1
    entered = {entry.text_hash: entry.number for entry in gate.book.entries}
    assert house.desk.clear_away(entered) == [(id, 1)] and house.desk.clear_away(entered) == []
    assert list(house.desk.folder.iterdir()) == []


def test_a_draft_without_all_its_signatures_is_ripe_for_no_gate(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate))
    house.now += 30 * DAY
    assert "held" in house.refused(gate, house.desk.submission(id))
    sign(house, gate, id, "post/president")
    assert {"held", "missing-signature"} <= house.refused(gate, house.desk.submission(id))


def test_only_a_line_that_holds_by_a_key_of_a_signatory_is_taken(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate))
    text = house.desk.at(id).text
    for line, code in (
        (seeded("post/teller").sign(text), "stray-signature"),
        (seeded("post/president", 1).sign(text), "stray-signature"),
        (seeded("gate").cosign(text, house.now), "stray-signature"),
        (seeded("post/president").sign(text.replace(b"letter", b"notice")), "bad-signature"),
    ):
        with pytest.raises(Objected) as refused:
            house.desk.sign(id, line, gate.known, house.now)
        assert refused.value.objections[0].code == code
    assert house.desk.at(id).lines == ()
    sign(house, gate, id, "post/president", "post/president")
    assert len(house.desk.at(id).lines) == 1


def test_a_key_that_an_act_enrols_signs_it_too(house: Gatehouse, gate: Gate) -> None:
    new = seeded("post/secretary", 1)
    body = KeyEnrolled(use="acts", post="post/secretary", person="person/3", key=key_text(new))
    id = lay(house, house.draft(gate, body, signatories=("post/president", "post/secretary", "post/speaker")))
    sign(house, gate, id, "post/president", "post/secretary", "post/speaker")
    assert still(house, gate, id) == ["no-possession"]
    assert house.desk.sign(id, new.sign(house.desk.at(id).text), gate.known, house.now).complete == house.now


def test_a_founding_gathers_its_signatures_on_the_desk_before_there_is_a_record(house: Gatehouse) -> None:
    from qurultay.acts.book import Register
    from qurultay.gazette.preparing import prepare
    from tests.hall import constitution

    body = constitution()
    owners = [h.post for h in body.holders] + [k.id for k in body.keepers]
    act = prepare(
        body, Register(), b"", signatories=owners, issuers=("body/assembly",), today=house.today, random=house.random
    )
    id, nothing = lay(house, act), Known()
    assert (
        len(expected(nothing, act.act, house.now)) == 12
        and objections_if_signed(nothing, act.text, act.parts, house.now) == []
    )
    for owner in owners:
        waiting = house.desk.sign(id, house.signers[owner].sign(act.text), nothing, house.now)
        assert (waiting.complete is None) == (owner != owners[-1])
    with Gate.found(
        house.folder / "record", house.folder / "home", house.keys, house.desk.submission(id), house.now
    ) as gate:
        assert gate.size == 1


def test_when_a_key_ends_whoever_signed_with_it_must_sign_again_and_the_hold_begins_anew(
    house: Gatehouse, gate: Gate
) -> None:
    id = lay(house, house.draft(gate))
    sign(house, gate, id, "post/president", "post/secretary")
    old, new = seeded("post/secretary"), seeded("post/secretary", 1)
    grave = ("post/president", "post/vice-president", "post/speaker")
    enrolled = KeyEnrolled(use="acts", post="post/secretary", person="person/3", key=key_text(new))
    house.enter(gate, enrolled, also=(new,), signatories=grave, wait=8 * DAY)
    revoked = KeyRevoked(name=old.name, key=key_text(old), how="revoked", ground="lost")
    house.enter(gate, revoked, signatories=grave, wait=8 * DAY)
    waiting = house.desk.review(id, gate.known, house.now)
    assert waiting.complete is None and still(house, gate, id) == ["key-ended"]
    assert "sign again with the present key" in house.desk.still_to_sign(waiting, gate.known, house.now)[0].sentence
    with pytest.raises(Objected) as refused:
        sign(house, gate, id, "post/secretary")
    assert refused.value.objections[0].code == "key-ended"
    house.signers["post/secretary"] = new
    assert sign(house, gate, id, "post/secretary").complete == house.now
    assert house.refused(gate, house.desk.submission(id)) == {"held"}
    house.now += DAY
    assert gate.publish(house.desk.submission(id), house.now) == 3


def test_when_an_office_changes_hands_the_successor_signs_too(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate))
    sign(house, gate, id, *OFFICERS)
    winner = Assignment(to="post/president", person="person/21", from_=date(2026, 6, 9), until=date(2030, 6, 8))
    house.enter(
        gate, Elected(winners=(winner,), how="secret-ballot"), signatories=("post/speaker", "post/teller"), wait=8 * DAY
    )
    house.now += 5 * DAY
    new = seeded("post/president", 1)
    body = TookOffice(post="post/president", person="person/21", key=key_text(new))
    signers = ("post/secretary", "post/vice-president", "post/speaker")
    house.enter(gate, body, also=(new,), signatories=signers, words={"name.person-21.en": b"Somebody\n"}, wait=7 * DAY)
    assert house.desk.review(id, gate.known, house.now).complete is None
    assert still(house, gate, id) == ["not-holder-at-entry"]
    house.signers["post/president"] = new
    assert sign(house, gate, id, "post/president").complete == house.now
    assert len(house.desk.at(id).lines) == 3
    house.now += DAY
    assert gate.publish(house.desk.submission(id), house.now) == 3


def test_a_draft_is_the_same_only_with_the_same_words(house: Gatehouse, gate: Gate) -> None:
    waiting = house.desk.at(lay(house, house.draft(gate, words=WORDS)))
    assert house.desk.says_the_same(waiting, b"kind: issued\n", WORDS)
    assert not house.desk.says_the_same(waiting, b"kind: issued \n", WORDS)
    assert not house.desk.says_the_same(waiting, b"kind: issued\n", {"title.en": b"On the archives\n"})
    assert not house.desk.says_the_same(waiting, b"kind: issued\n", {})
    assert house.desk.from_source("letter.yaml") == [waiting] and house.desk.from_source("") == []


def test_part_files_travel_with_the_draft_and_are_checked(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate, words=WORDS, sealed={"reason.en": b"For our eyes\n"})
    waiting = house.desk.at(lay(house, act))
    assert part_files(waiting) == act.parts and len(act.parts) == 2


class Failing(Disk):
    """A disk whose operation number `at` fails."""

    def __init__(self, at: int) -> None:
        self.left = at

    def rename(self, old: str, new: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(28, "No space left on device", new)
        super().rename(old, new)


def test_a_draft_that_could_not_be_laid_down_whole_is_not_there(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate, words=WORDS)
    for at in range(4):
        desk = Desk(house.desk.folder, Failing(at))
        with pytest.raises(Unwritten, match="the draft is not on the desk"):
            desk.lay_down(act, b"kind: issued\n", "", house.now)
        assert house.desk.look().waiting == () and not (house.desk.folder / act.act.id).exists()


def test_what_a_killed_program_left_behind_counts_for_nothing(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate))
    (house.desk.folder / id / "hold.json.tmp").write_bytes(b"half")
    half = house.desk.folder / "00000000"
    half.mkdir()
    (half / "draft.yaml").write_bytes(b"kind: issued\n")
    (house.desk.folder / "notes.txt").write_text("buy bread")
    look = house.desk.look()
    assert [w.id for w in look.waiting] == [id] and look.faults == ()


def test_the_desk_is_for_its_owner_alone(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate, words=WORDS))
    for path in (house.desk.folder / id).rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_an_unreadable_desk_is_a_sentence(tmp_path: Path) -> None:
    assert Desk(tmp_path / "none").look().waiting == ()
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="the desk: it cannot be read"):
        Desk(tmp_path / "file").look()
    with pytest.raises(Refusal, match="no draft "):
        Desk(tmp_path).at("../x")


def test_what_nobody_can_mend_by_signing_is_told_before_anybody_signs(house: Gatehouse, gate: Gate) -> None:
    def codes(**fields: Any) -> set[str]:
        act = house.draft(gate, **fields)
        return {each.code for each in objections_if_signed(gate.known, act.text, act.parts, house.now)}

    assert codes() == set()
    assert codes(signatories=("post/president",)) == {"too-few-signatures"}
    assert codes(signatories=("post/president", "post/cook")) == {"no-signatory", "too-few-signatures"}
    assert "no-such-act" in codes(refs=[("cites", "act/7")])
    assert "from-the-future" in codes(today=date(2027, 1, 1))
    act = house.draft(gate, LETTER, words=WORDS)
    missing = objections_if_signed(gate.known, act.text, {}, house.now)
    assert [each.code for each in missing] == ["part-missing"]
    assert [each.code for each in objections_if_signed(gate.known, b"{}\n", {}, house.now)] == ["wrong-shape"]


def test_signatures_brought_on_a_stick_count_when_the_desk_looks_again(house: Gatehouse, gate: Gate) -> None:
    id = lay(house, house.draft(gate))
    sign(house, gate, id, "post/president")
    text = house.desk.at(id).text
    (house.desk.folder / id / "sig/secretary-00000000.sig").write_bytes(seeded("post/secretary").sign(text).encode())
    assert house.desk.at(id).complete is None
    assert house.desk.review(id, gate.known, house.now).complete == house.now
    os.remove(house.desk.folder / id / "sig/secretary-00000000.sig")
    assert house.desk.review(id, gate.known, house.now).complete is None
    wrong = replace(seeded("post/secretary").sign(text), signature=bytes(64))
    (house.desk.folder / id / "sig/secretary-00000000.sig").write_bytes(wrong.encode())
    assert "take its file out of" in house.desk.still_to_sign(house.desk.at(id), gate.known, house.now)[0].sentence
