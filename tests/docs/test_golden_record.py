"""The golden record is accepted for ever: its bytes were written once, and every later version must still read them."""

from dataclasses import replace
from pathlib import Path

import pytest

from qurultay.record.source import Folder
from qurultay.record.store import Record
from qurultay.record.verify import Report, verify
from qurultay.tlog.note import Line, parse
from qurultay.tlog.policy import parse as parse_policy
from tests.docs.golden import PASSKEY, SEEDS, at, key_of, tell, witness_key

GOLDEN = Path(__file__).resolve().parents[1] / "golden/record"
FOUNDED_AS = "065b197a1c2e6b7f7efccc98c7a3c4e539015c60b1227d70888fceb81f8f85e0"
HEAD = "90ee23bd973dbd0bd411875f2acf45403f993dc4e2c780e389824d1dcbd0dfc7"


@pytest.fixture(scope="module")
def report() -> Report:
    """What verifying the golden record finds."""
    policy = parse_policy((GOLDEN / "witness/policy").read_bytes())
    with Folder(GOLDEN) as source:
        return verify(source, now=at("2026-08-06"), fingerprint=FOUNDED_AS, policy=policy)


def test_the_golden_record_is_intact_for_ever(report: Report) -> None:
    assert (report.founding, report.size, report.head.root.hex()) == (FOUNDED_AS, 9, HEAD)
    assert report.anchored
    assert report.unknown_acts == ()
    assert (report.unknown_files, report.leftovers, report.begun) == ((), (), ())
    assert [seen.name for seen in report.witnessed.seen] == ["w1"]


def test_the_golden_record_means_today_what_it_meant_then(report: Report) -> None:
    book = report.book
    kinds = [entry.act.kind for entry in book.entries]
    assert kinds == [
        "constituted",
        "adopted",
        "key-enrolled",
        "issued",
        "reply-recorded",
        "corrected",
        "withheld",
        "contested",
        "issued",
    ]
    call = book.calls["act/1/provision/2/operation/1"]
    assert (call.letters, [reply.grade for reply in call.replies]) == ((3,), ["B"])
    assert list(book.commitments) == ["act/1/provision/1/operation/1"]
    assert [(day.month, day.day, day.counts_from) for day in book.observances.values()] == [(5, 2, 1926)]
    assert report.parts.withheld == ((0, "name.person-4.en"), (0, "name.person-4.ug"))
    assert report.parts.still_present == ()
    assert list(book.stopped) == [book.entries[8].text_hash]


def test_the_keys_of_the_golden_record_sign_its_acts_again_with_the_same_bytes(report: Report) -> None:
    """Ed25519 has one signature for one text, so today's signing is compared with the bytes of then."""
    owners = {key_of(owner).name: key_of(owner) for owner in SEEDS}
    again = 0
    with Folder(GOLDEN) as source:
        for entry, data in zip(report.book.entries, Record(source).notes(), strict=True):
            note = parse(data)
            for line in note.lines[:-1]:
                if line.key_id != PASSKEY.line(b"none").key_id:
                    assert owners[line.name].sign(note.text) == line
                    again += 1
            assert key_of("gate").cosign(note.text, entry.entered) == note.lines[-1]
    assert again == 26


def test_the_head_of_the_golden_record_is_signed_and_cosigned_again_with_the_same_bytes(report: Report) -> None:
    own: Line
    own, witnessed = report.note.lines
    signed = key_of("log").sign(report.note.text)
    assert own.signature == signed.signature
    assert replace(own, name=key_of("log").name, key_id=signed.key_id) == signed
    assert witness_key("witness0.example/w").cosign(report.note.text, at("2026-08-05", 10)) == witnessed


def test_todays_gate_makes_a_record_of_the_same_story(tmp_path: Path) -> None:
    story = tell(tmp_path)
    with Folder(story.record) as source:
        found = verify(source, now=at("2026-08-06"))
    assert found.size == 9
