"""What the gate enters every verifier accepts, and the gate opens again: attempts to make it otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from qurultay.acts.amending import Annulled, Change, Corrected, Withheld
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.office import KeyEnrolled
from qurultay.acts.resolving import Adopted
from qurultay.acts.rules import WitnessKey
from qurultay.gazette.gate import Gate, GateKeys
from qurultay.gazette.objections import Objected
from qurultay.record.errors import Unwritten
from qurultay.record.folder import Folder
from qurultay.record.store import Record
from qurultay.record.verify import Report, verify
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import parse as parse_head
from qurultay.tlog.note import Note
from tests.gazette.gatehouse import DAY, LETTER, Gatehouse
from tests.hall import constitution, key_text, rules, seeded
from tests.record.forge import STRANGER, WITNESS

GRAVE = ("post/president", "post/secretary", "post/speaker")
ANNULLED = Annulled(ground="procedure", from_="the-start")


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    return Gatehouse(tmp_path)


@pytest.fixture
def gate(house: Gatehouse) -> Iterator[Gate]:
    body = constitution(rules=rules(witnesses=(WitnessKey(name=WITNESS.name, key=armour(WITNESS.cosigner_material)),)))
    with house.found(body) as gate:
        house.now += 60
        yield gate


def as_a_stranger(house: Gatehouse) -> Report:
    """The record as somebody else finds it, and the gate opened again."""
    with Folder(house.folder / "record") as source:
        return verify(source, now=house.now)


def reopened(house: Gatehouse, gate: Gate) -> int:
    gate.close()
    with house.open() as again:
        return again.size


def codes(house: Gatehouse, gate: Gate, body: object, signatories: tuple[str, ...], **fields: object) -> set[str]:
    """What the gate says to an act that every signatory signed, long ago."""
    act = house.draft(gate, body, signatories=signatories, **fields)
    house.now += 8 * DAY
    return house.refused(gate, house.signed(act, signatories, since=0))


def files_of(house: Gatehouse) -> set[str]:
    return {path.name for path in (house.folder / "record/part").rglob("*") if path.is_file()}


def test_a_part_without_room_for_its_salt_is_not_entered(house: Gatehouse, gate: Gate) -> None:
    act = house.draft(gate, words={"file.pdf": b"%PDF"})
    short = b"%PDF"
    text = act.text.replace(act.act.parts["file.pdf"].encode(), sha256(short).hexdigest().encode())
    lines = tuple(house.signers[o].sign(text) for o in act.act.signatories)
    submission = replace(
        house.signed(act, ()), text=text, lines=lines, parts={sha256(short).hexdigest(): short}, held_since=0
    )
    assert "part-differs" in house.refused(gate, submission)


def test_a_withholding_is_annulled_only_with_the_parts_it_had_taken_away(house: Gatehouse, gate: Gate) -> None:
    letter = house.enter(gate, words={"title.en": b"To whom it may concern\n"})
    digest = gate.book.entries[letter].act.parts["title.en"]
    file = (house.folder / "record/part" / digest[:2] / digest).read_bytes()
    withheld = house.enter(gate, Withheld(names=("title.en",), ground="safety"), refs=(("amends", f"act/{letter}"),))
    assert digest not in files_of(house)
    annulled = {"refs": (("amends", f"act/{withheld}"),)}
    assert codes(house, gate, ANNULLED, GRAVE, **annulled) == {"part-missing"}
    act = house.draft(gate, ANNULLED, signatories=GRAVE, **annulled)
    house.now += 8 * DAY
    gate.publish(replace(house.signed(act, GRAVE, since=0), parts={digest: file}), house.now)
    assert as_a_stranger(house).parts.withheld == ()
    assert digest in files_of(house)


def test_annulling_a_correction_expects_no_words_that_were_withheld_with_it(house: Gatehouse, gate: Gate) -> None:
    letter = house.enter(gate, words={"title.en": b"A mistaken title\n"})
    was = gate.book.entries[letter].act.parts["title.en"]
    act = house.draft(gate, Corrected(changes=(Change(field="date", was="a", now="b"),)), words={"title.en": b"A title\n"},
                      refs=(("amends", f"act/{letter}"),))  # fmt: skip
    change = Change(field="parts.title.en", was=was, now=act.act.parts["title.en"])
    kept = {"title.en": (act.act.parts["title.en"], act.parts[act.act.parts["title.en"]])}
    corrected = house.enter(gate, Corrected(changes=(change,)), kept=kept, refs=(("amends", f"act/{letter}"),))
    house.enter(gate, Withheld(names=("title.en",), ground="safety"), refs=(("amends", f"act/{letter}"),))
    assert files_of(house) == set()
    house.enter(gate, ANNULLED, signatories=GRAVE, refs=(("amends", f"act/{corrected}"),))
    assert as_a_stranger(house).size == reopened(house, gate)


def test_the_file_of_a_law_stays_when_a_letter_that_names_the_same_part_is_withheld(
    house: Gatehouse, gate: Gate
) -> None:
    law = Adopted(text="constitution", body="body/assembly", how="without-a-vote", authentic=("en",))
    adopted = house.enter(gate, law, words={"text.en": b"All are equal.\n"}, issuers=("body/assembly",))
    digest = gate.book.entries[adopted].act.parts["text.en"]
    file = (house.folder / "record/part" / digest[:2] / digest).read_bytes()
    letter = house.enter(gate, kept={"title.en": (digest, file)})
    house.enter(gate, Withheld(names=("title.en",), ground="safety"), refs=(("amends", f"act/{letter}"),))
    assert digest in files_of(house)
    assert as_a_stranger(house).size == reopened(house, gate)


def test_a_record_is_not_founded_for_a_log_whose_key_the_gate_has_not(house: Gatehouse) -> None:
    house.keys = GateKeys(gate=seeded("gate"), log=seeded("log", 7))
    with pytest.raises(Objected) as found:
        house.found()
    assert [each.code for each in found.value.objections] == ["wrong-log-key"]
    assert not (house.folder / "record").exists()


@pytest.mark.parametrize("use", ["log", "gate"])
def test_a_gate_that_has_not_the_next_key_says_so_before_it_enters(house: Gatehouse, gate: Gate, use: str) -> None:
    following = seeded(use, 2)
    key = key_text(following) if use == "log" else armour(following.cosigner_material)
    found = codes(house, gate, KeyEnrolled(use=use, key=key), GRAVE)  # type: ignore[arg-type]  # one of the uses
    assert found == {"unknown-signer"}


def test_rules_that_no_verifier_could_read_are_an_objection_and_nothing_is_entered(
    house: Gatehouse, gate: Gate
) -> None:
    twice = WitnessKey(name="w.example/a", key=armour(STRANGER.cosigner_material))
    new = replace(gate.book.rules, version=2, witnesses=(twice, twice))
    assert codes(house, gate, RulesAdopted(rules=new), GRAVE, issuers=("body/assembly",)) == {"rules"}
    assert as_a_stranger(house).size == reopened(house, gate) == 1


@pytest.mark.parametrize("away", [-30 * DAY, 30 * DAY, 3650 * DAY])
def test_a_witness_with_a_clock_of_its_own_stands_against_no_act_that_follows(
    house: Gatehouse, gate: Gate, away: int
) -> None:
    """A line from long ago, or from years to come, once kept, would have contradicted every later entry."""
    house.enter(gate)

    def asked(record: Record, head: bytes) -> bytes:
        _, note = parse_head(head)
        return Note(note.text, (*note.lines, WITNESS.cosign(note.text, house.now + away))).encode()

    assert len(gate.ask_witnesses(asked).lines) == 1
    house.enter(gate)
    assert as_a_stranger(house).size == reopened(house, gate) == 3


def test_a_gate_whose_clock_is_behind_a_witness_says_so(house: Gatehouse, gate: Gate) -> None:
    house.enter(gate)

    def asked(record: Record, head: bytes) -> bytes:
        _, note = parse_head(head)
        return Note(note.text, (*note.lines, WITNESS.cosign(note.text, house.now + 500))).encode()

    gate.ask_witnesses(asked)
    act = house.draft(gate)
    house.now -= 3 * 3600
    submission = house.signed(act, act.act.signatories, since=0)
    assert house.refused(gate, submission) - {"held"} == {"head-times", "entered-backwards"}


def test_what_answers_for_a_witness_with_no_head_at_all_is_refused(house: Gatehouse, gate: Gate) -> None:
    with pytest.raises(Unwritten):
        gate.ask_witnesses(lambda record, head: b"no head")
    house.enter(gate, LETTER)
