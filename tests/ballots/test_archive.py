"""The archive is a file that only grows, and every byte of it has one reason to be there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots.archive.events import Event, Kind, State, after
from qurultay.ballots.archive.reader import Archive, Step
from qurultay.ballots.archive.records import MOST_BYTES, packed, packed_data, packed_event, packed_header
from qurultay.ballots.errors import Refused
from qurultay.ballots.judge import Judge, Mode

ARCHIVES = (
    "t20-B2048-single.bel",
    "t20-B2048-weights-blank-threshold.bel",
    "t20-RFC3526-nh.bel",
    "t22-Ed25519-single.bel",
)


def steps(data: bytes, mode: Mode = Mode.STRICT) -> list[Step]:
    return list(Archive(io.BytesIO(data)).steps(Judge(mode)))


def rewritten(data: bytes) -> Iterator[bytes]:
    time = Archive(io.BytesIO(data)).records.timestamp
    yield packed_header(time)
    for step in steps(data):
        yield from (packed_data(record.data, time) for record in step.data)
        yield packed_event(step.event.encode(), time)


@pytest.fixture(params=ARCHIVES)
def archive(request: pytest.FixtureRequest, shared: Path) -> bytes:
    return (shared / "data/elections" / request.param).read_bytes()


def test_an_archive_of_belenios_is_written_again_byte_for_byte(archive: bytes) -> None:
    assert b"".join(rewritten(archive)) == archive
    assert steps(archive)[-1].state is State.DECLARED


@given(data=st.data())
def test_no_bit_of_an_archive_can_be_turned(shared: Path, data: st.DataObject) -> None:
    whole = (shared / "data/elections" / "t22-Ed25519-single.bel").read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    with pytest.raises(Refused):
        steps(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])


@given(data=st.data())
def test_an_archive_that_is_cut_ends_at_an_event_or_is_refused(shared: Path, data: st.DataObject) -> None:
    whole = (shared / "data/elections" / "t22-Ed25519-single.bel").read_bytes()
    ends = [step.record.end for step in steps(whole)]
    cut = data.draw(st.one_of(st.sampled_from(ends), st.integers(0, len(whole))))
    if cut in ends:
        assert len(steps(whole[:cut])) == ends.index(cut) + 1
    else:
        with pytest.raises(Refused) as refused:
            steps(whole[:cut])
        assert refused.value.check in ("archive-cut", "archive-form", "event-missing")


TIME = 1795352926
SETUP = [b'{"a":1}', b"[]", b"[1]"]


def begun(*more: bytes) -> bytes:
    return packed_header(TIME) + b"".join(more)


def big(name: str, size: int) -> bytes:
    header = bytearray(packed(name, b"", TIME))
    header[124:135], header[148:156] = b"%011o" % size, b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


FALSE = {
    "nothing": (b"", "archive-cut"),
    "a JSON file": (b'{"version":1}'.ljust(600), "old-format"),
    "another tar": (packed("election.json", b"{}", TIME), "archive-form"),
    "version 2": (packed("BELENIOS", b'{"version":2,"timestamp":"1"}', 1), "archive-header"),
    "a bool for the version": (packed("BELENIOS", b'{"version":true,"timestamp":"1"}', 1), "json-type"),
    "a number for the time": (packed("BELENIOS", b'{"version":1,"timestamp":1}', 1), "json-type"),
    "another time in the header": (packed("BELENIOS", b'{"version":1,"timestamp":"1"}', 2), "archive-form"),
    "no event": (begun(), "event-missing"),
    "zeros at the end": (begun(b"\0" * 1024), "archive-form"),
    "another time in a record": (begun(packed_data(b"{}", TIME + 1)), "archive-form"),
    "a record under another name": (begun(packed("0" * 64 + ".data.json", b"{}", TIME)), "record-name"),
    "a record without a name": (begun(packed("readme", b"{}", TIME)), "record-name"),
    "a name in capitals": (begun(packed("A" * 64 + ".data.json", b"{}", TIME)), "record-name"),
    "something in the filling": (begun(packed_data(b"{}", TIME)[:-1] + b"x"), "archive-form"),
    "a record without its event": (begun(packed_data(b"{}", TIME)), "archive-cut"),
    "too many records": (begun(*(packed_data(b"%d" % n, TIME) for n in range(9))), "record-order"),
    "an event that is none": (begun(packed_event(b"{}", TIME)), "json-fields"),
    "an event of another type": (begun(packed_event(b'{"height":0,"type":"Party"}', TIME)), "event-order"),
    "an event with a bool": (begun(packed_event(b'{"height":false,"type":"Setup"}', TIME)), "json-type"),
    "a ballot before the setup": (begun(packed_event(b'{"height":0,"type":"EndBallots"}', TIME)), "event-missing"),
    "a height too many": (begun(packed_event(b'{"height":1,"type":"Setup"}', TIME)), "event-chain"),
    "a setup with nothing": (begun(packed_event(b'{"height":0,"type":"Setup"}', TIME)), "record-order"),
}


@pytest.mark.parametrize(("data", "check"), FALSE.values(), ids=FALSE)
def test_what_is_no_archive_is_refused(data: bytes, check: str) -> None:
    with pytest.raises(Refused) as refused:
        steps(data)
    assert refused.value.check == check


def test_a_record_of_a_gigabyte_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "bomb.bel"
    with path.open("wb") as file:
        file.write(begun(big("0" * 64 + ".data.json", 2**30)))
        file.truncate(2**30 + 2048)
    with Archive.open(path) as archive, pytest.raises(Refused) as refused:
        list(archive.steps(Judge()))
    assert refused.value.check == "record-size"
    assert MOST_BYTES < 2**30


def test_a_folder_of_an_abandoned_shape_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "election.json").write_text('{"public_key":{"group":{"g":"1","p":"2","q":"3"},"y":"4"}}')
    (tmp_path / "ballots.jsons").write_text("")
    for path in (tmp_path, tmp_path / "election.json"):
        (tmp_path / "election.json").write_text((tmp_path / "election.json").read_text().ljust(600))
        with pytest.raises(Refused) as refused:
            Archive.open(path)
        assert refused.value.check == "old-format"
        assert refused.value.sentence.count("\n") == 0


SUMS = [Kind.SETUP, Kind.BALLOT, Kind.END_BALLOTS, Kind.ENCRYPTED_TALLY, Kind.PARTIAL_DECRYPTION, Kind.RESULT]
RANKINGS = [*SUMS[:4], Kind.SHUFFLE, Kind.SHUFFLE, Kind.END_SHUFFLES, *SUMS[4:]]


def walked(steps: list[Kind], *, homomorphic: bool) -> State:
    state = State.NONE
    for step in steps:
        state = after(state, step, homomorphic=homomorphic)
    return state


@pytest.mark.parametrize("steps", [SUMS, RANKINGS], ids=["sums", "rankings"])
def test_an_election_goes_its_way(steps: list[Kind]) -> None:
    assert walked(steps, homomorphic=steps is SUMS) is State.DECLARED


@pytest.mark.parametrize("at", range(len(SUMS)))
def test_no_step_of_an_election_can_be_left_out_but_that_nobody_votes(at: int) -> None:
    without = SUMS[:at] + SUMS[at + 1 :]
    if SUMS[at] in (Kind.BALLOT, Kind.RESULT):
        assert walked(without, homomorphic=True) in (State.DECLARED, State.DECRYPTING)
    else:
        with pytest.raises(Refused, match=f"{SUMS[at]} is missing") as refused:
            walked(without, homomorphic=True)
        assert refused.value.check == "event-missing"


@pytest.mark.parametrize(
    ("steps", "check"),
    [
        ([*SUMS, Kind.RESULT], "result-again"),
        ([*SUMS, Kind.BALLOT], "event-order"),
        ([*SUMS, Kind.PARTIAL_DECRYPTION], "event-order"),
        ([*SUMS[:3], Kind.BALLOT], "event-order"),
        ([*SUMS[:3], Kind.END_BALLOTS], "event-order"),
        ([*SUMS[:4], Kind.ENCRYPTED_TALLY], "event-order"),
        ([*SUMS[:2], Kind.PARTIAL_DECRYPTION], "event-missing"),
        ([Kind.SETUP, Kind.SETUP], "event-order"),
        ([Kind.RESULT], "event-missing"),
    ],
)
def test_no_step_comes_too_early_too_late_or_again(steps: list[Kind], check: str) -> None:
    with pytest.raises(Refused) as refused:
        walked(steps, homomorphic=True)
    assert refused.value.check == check


def test_sums_are_not_shuffled_and_rankings_must_be() -> None:
    with pytest.raises(Refused, match="no place"):
        after(State.TALLIED, Kind.SHUFFLE, homomorphic=True)
    with pytest.raises(Refused, match="EndShuffles are missing"):
        after(State.TALLIED, Kind.PARTIAL_DECRYPTION, homomorphic=False)


def test_an_event_is_written_as_belenios_writes_it() -> None:
    event = Event(parent="a" * 64, height=3, kind=Kind.BALLOT, payload="b" * 64)
    expected = f'{{"parent":"{"a" * 64}","height":3,"type":"Ballot","payload":"{"b" * 64}"}}'
    assert event.encode().decode() == expected
    assert sha256(event.encode()).hexdigest() == sha256(expected.encode()).hexdigest()
