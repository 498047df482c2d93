"""The gate enters nothing that the press calls wrong, unless a waiver that everybody signed says why it is to stand."""

from pathlib import Path

import pytest

from qurultay.acts.amending import Change, Corrected
from qurultay.acts.writing import Deposited
from qurultay.gazette.gate import Gate
from qurultay.gazette.preflight import objections_if_signed, remarks
from qurultay.press.preflight.knowledge import Knowledge
from tests.gazette.gatehouse import LETTER, Gatehouse

WRONG = b"Excellency,\n\nWe meet again on 31 November 2026.\n"
WEAK = b"Excellency,\n\nIt is said that the school was closed.\n"


def put(house: Gatehouse, gate: Gate, words: dict[str, bytes], body: object = LETTER, **fields: object) -> set[str]:
    """The codes of what stands in the way of an act with these words; empty if it was entered."""
    act = house.draft(gate, body, words=words, **fields)
    submission = house.signed(act, act.act.signatories)
    house.now += 8 * 86_400
    against = {each.code for each in gate.objections(submission, house.now)}
    if against:
        assert house.refused(gate, submission) == against
    else:
        gate.publish(submission, house.now)
    return against


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    return Gatehouse(tmp_path)


def test_an_error_in_the_words_stands_in_the_way_at_the_desk_and_at_the_gate(house: Gatehouse) -> None:
    with house.found() as gate:
        act = house.draft(gate, words={"text.en": WRONG})
        at_desk = {each.code for each in objections_if_signed(gate.known, act.text, act.parts, house.now)}
        assert at_desk == put(house, gate, {"text.en": WRONG}) == {"date-impossible"}
        assert put(house, gate, {"text.en": WRONG.replace(b"31 Nov", b"30 Nov")}) == set()


def test_the_objection_says_where_and_how_to_mend_it(house: Gatehouse) -> None:
    with house.found() as gate:
        act = house.draft(gate, words={"text.en": WRONG})
        (said,) = objections_if_signed(gate.known, act.text, act.parts, house.now)
        assert said.sentence == "text.en, line 3: that month has 30 days; write a day that is in the calendar"


def test_a_waiver_that_was_signed_with_the_act_lets_one_finding_stand(house: Gatehouse) -> None:
    waiver = b"date-impossible in text.en: quoted from the notice as it hung there\n"
    other = b"date-impossible in title.en: quoted from the notice as it hung there\n"
    elsewhere = b'date-impossible in text.en at "31 April": quoted from the notice as it hung there\n'
    with house.found() as gate:
        assert put(house, gate, {"text.en": WRONG, "waivers.en": other}) == {"date-impossible"}
        assert put(house, gate, {"text.en": WRONG, "waivers.en": elsewhere}) == {"date-impossible"}
        assert put(house, gate, {"text.en": WRONG, "waivers.en": waiver}) == set()
        entry = gate.book.entries[-1]
        assert "waivers.en" in entry.act.parts


@pytest.mark.parametrize(
    "line",
    ["date-impossible in text.en: no", "date-impossible: it is meant so", "no-such-code in text.en: it is meant so"],
)
def test_a_waiver_without_a_code_a_part_and_a_reason_is_refused(house: Gatehouse, line: str) -> None:
    with house.found() as gate:
        assert "waiver-malformed" in put(house, gate, {"text.en": WRONG, "waivers.en": f"{line}\n".encode()})


def test_no_reason_excuses_a_private_name(house: Gatehouse) -> None:
    words = {
        "text.en": b"We thank Sabira Onay.\n",
        "waivers.en": b"private-name in text.en: she asked us to name her\n",
    }
    house.found().close()
    known = Knowledge(private=frozenset({"Sabira Onay"}))
    with Gate(house.folder / "record", house.folder / "home", house.keys, house.now, known) as gate:
        assert put(house, gate, words) == {"private-name", "waiver-malformed"}


def test_a_warning_is_shown_and_does_not_stand_in_the_way(house: Gatehouse) -> None:
    with house.found() as gate:
        act = house.draft(gate, words={"text.en": WEAK})
        assert "claim-hedged" in {each.code for each in remarks(gate.known, act.text, act.parts)}
        assert put(house, gate, {"text.en": WEAK}) == set()


def test_a_document_older_than_the_record_keeps_its_faults(house: Gatehouse) -> None:
    old = Deposited(form="letter", bears="2021-11-03", handed_in_by="post/secretary", language="en", reports_on="none")
    with house.found() as gate:
        assert put(house, gate, {"text.en": WRONG}, old) == set()


def test_what_the_body_knows_beside_its_record_is_checked_too(house: Gatehouse) -> None:
    (house.folder / "facts.yaml").write_text(
        "terms:\n  - {id: t, avoid: {en: Tolunia}, use: {en: Tolunay}, forbidden: yes, source: provision 5}\n"
    )
    words = {"text.en": b"Excellency,\n\nthe people of Tolunia greet you.\n"}
    with house.found() as gate:
        assert put(house, gate, words) == {"term-forbidden"}
        assert put(house, gate, {"text.en": words["text.en"].replace(b"Tolunia", "“Tolunia”".encode())}) == set()


def test_a_correction_must_be_right_too(house: Gatehouse) -> None:
    words = b"Excellency,\n\nour friends greet you. We met on 30 November 2026.\n"
    with house.found() as gate:
        assert put(house, gate, {"text.en": words}) == set()
        number = gate.size - 1
        digest, file = next(iter(house.draft(gate, words={"text.en": WRONG}).parts.items()))
        change = Change(field="parts.text.en", was=gate.book.entries[number].act.parts["text.en"], now=digest)
        act = house.draft(
            gate, Corrected(changes=(change,)), kept={"text.en": (digest, file)}, refs=[("amends", f"act/{number}")]
        )
        against = gate.objections(house.signed(act, act.act.signatories), house.now + 9 * 86_400)
        assert "date-impossible" in {each.code for each in against}
