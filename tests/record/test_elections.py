"""A ballot box and its record: opened, closed and decided by acts, and verified with the record by any stranger.

Whoever runs the gate holds the box too. What he then cannot do: exchange what was signed before the vote, take ballots
away under a head that was given out, or have a result entered that the ballots do not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from qurultay.acts.convening import Closed, Contest, ElectionClosing, ElectionOpening, Opened
from qurultay.acts.office import Assignment, Elected
from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.decryption.beside import path_beside
from qurultay.ballots.errors import Refused
from qurultay.ballots.heads import box_of, check_heads, origin_of
from qurultay.ballots.randomness import seeded as drawn
from qurultay.ballots.running import Running
from qurultay.ballots.setup import setup_data
from qurultay.ballots.tallying import decryption_by
from qurultay.ballots.trustees.keys import verification_key
from qurultay.ballots.trustees.structure import assemble
from qurultay.counting.belenios import read_archive
from qurultay.counting.count import count
from qurultay.counting.rule import rule_named
from qurultay.counting.transcript import line, transcript
from qurultay.gazette.gate import Gate
from qurultay.record.errors import Broken
from qurultay.record.folder import Folder
from qurultay.record.verify import Report, verify
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.note import Note
from qurultay.tlog.tree import Frontier
from tests.ballots.elections import hall as polled
from tests.ballots.forge import taken_apart
from tests.gazette.gatehouse import Gatehouse
from tests.hall import key_text, seeded

TRANSITION = ("post/speaker", "post/teller")
OFFICERS = ("post/president", "post/secretary")
BOX = seeded("box")


@dataclass(frozen=True)
class Held:
    """An election of three voters, of whom two voted, at its stages: the archive when it closed, and at the end."""

    setup: str
    closed: bytes
    closing: Frontier
    declared: bytes
    last: Frontier
    strong: bytes


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    poll, random = polled(), drawn("an election in a record")
    group, path = poll.election.group, tmp_path_factory.mktemp("box") / "box.bel"
    key = canonical.encode(verification_key(group, poll.x, random).to_json(group))
    records = (poll.election.data, assemble(group, [key]), poll.public.encode())
    with Running.begin(
        path, 1_780_000_000, election=records[0], trustees=records[1], credentials=records[2]
    ) as election:
        for credential, choices in zip(poll.credentials, ([1, 0, 0], [0, 1, 0]), strict=False):
            election.cast(ballot.make(poll.election, credential, [choices], random))
        election.close()
        closed, closing = path.read_bytes(), box_of(path)
        part = decryption_by(poll.x, election.setup, election.tally, random)
        election.decrypt(part.owner, part.partial, part.strong)
        election.declare()
    setup = sha256(setup_data(records)).hexdigest()
    return Held(setup, closed, closing, path.read_bytes(), box_of(path), path_beside(path).read_bytes())


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    return Gatehouse(tmp_path)


@pytest.fixture
def gate(house: Gatehouse) -> Iterator[Gate]:
    with house.found() as gate:
        house.now += 60
        yield gate


class Box:
    """The election in a record, from its opening on."""

    def __init__(self, house: Gatehouse, gate: Gate, held: Held, **said: object) -> None:
        self.house, self.gate, self.held = house, gate, held
        opening = ElectionOpening(
            protocol="belenios-1",
            contests=(Contest(fills=("post/president",), candidates=("person/21", "person/22", "person/23")),),
            rule="simple",
            closes=date(2026, 7, 1),
            box=key_text(BOX),
            entitled=3,
            setup=held.setup,
        )
        opened = house.enter(gate, Opened(election=replace(opening, **said)))  # type: ignore[arg-type]
        self.id = gate.book.entries[opened].act.id
        self.closing = ElectionClosing(
            opened=self.id, size=held.closing.size, root=armour(held.closing.root()), ballots=2
        )
        winner = Assignment(to="post/president", person="person/21", from_=date(2026, 8, 1), until=date(2030, 7, 31))
        self.elected = Elected(
            winners=(winner,),
            how="ballot-box",
            election=self.id,
            archive=sha256(held.declared).hexdigest(),
            size=held.last.size,
            root=armour(held.last.root()),
            voted=2,
        )

    def keep(self, data: bytes, ending: str = "bel") -> None:
        self.gate.keep_archive(f"election/{self.id}.{ending}", data)

    def head(self, tree: Frontier) -> bytes:
        """A head of the box, signed with its key."""
        origin = origin_of(self.gate.head.origin, self.id)
        text = Checkpoint(origin, tree.size, tree.root()).text()
        return Note(text, (replace(BOX, name=origin).sign(text),)).encode()

    def refusals(self, body: object, by: tuple[str, ...] = OFFICERS) -> set[str]:
        act = self.house.draft(self.gate, body, signatories=by, issuers=("body/assembly",))
        self.house.now += 8 * 86_400
        return self.house.refused(self.gate, self.house.signed(act, by, since=0))

    def close(self) -> int:
        return self.house.enter(self.gate, Closed(election=self.closing))

    def result(self) -> int:
        return self.house.enter(self.gate, self.elected, signatories=TRANSITION, issuers=("body/assembly",))

    def verified(self) -> Report:
        with Folder(self.house.folder / "record") as source:
            return verify(source, now=self.house.now)

    def broken(self) -> tuple[str, str]:
        with pytest.raises(Broken) as caught:
            self.verified()
        return caught.value.code, caught.value.sentence


@pytest.fixture
def box(house: Gatehouse, gate: Gate, held: Held) -> Box:
    return Box(house, gate, held)


@pytest.fixture
def decided(box: Box, held: Held) -> Box:
    """Held from opening to result."""
    box.keep(held.closed)
    box.keep(box.head(held.closing), "checkpoint")
    box.close()
    box.keep(held.declared)
    box.keep(held.strong, "strong.jsons")
    box.keep(box.head(held.last), "checkpoint")
    box.result()
    return box


def test_an_election_is_opened_closed_and_decided_by_acts_and_verified_with_the_record(decided: Box) -> None:
    report = decided.verified()
    assert report.elections == (decided.id,)
    assert report.book.elections[decided.id].elected == decided.elected


def test_a_box_does_not_close_before_its_archive_is_there_and_goes_on_from_the_head_named(box: Box, held: Held) -> None:
    assert box.refusals(Closed(election=box.closing)) == {"election-differs"}
    box.keep(held.closed)
    wrong = replace(box.closing, root=armour(bytes(32)))
    assert box.refusals(Closed(election=wrong)) == {"election-differs"}
    assert box.refusals(Closed(election=replace(box.closing, ballots=3))) == {"election-differs"}
    assert box.close() == 2


def test_a_result_is_not_entered_before_it_is_declared_and_named_whole(box: Box, held: Held) -> None:
    box.keep(held.closed)
    box.close()
    assert box.refusals(box.elected, TRANSITION) == {"election-differs"}
    box.keep(held.declared)
    assert box.refusals(replace(box.elected, archive=None), TRANSITION) >= {"election"}
    assert box.refusals(replace(box.elected, size=None, root=None), TRANSITION) == {"election"}
    assert box.refusals(replace(box.elected, size=held.closing.size), TRANSITION) >= {"election"}
    assert box.refusals(replace(box.elected, root=armour(bytes(32))), TRANSITION) == {"election-differs"}
    assert box.result() == 3


def test_what_was_signed_before_the_vote_is_not_exchanged_after_it(house: Gatehouse, gate: Gate, held: Held) -> None:
    other = Box(house, gate, held, setup="ab" * 32)
    other.keep(held.closed)
    assert other.refusals(Closed(election=other.closing)) == {"election-differs"}
    assert other.broken()[0] == "election-differs"
    assert "began with another setup than was signed" in other.broken()[1]


def test_an_archive_cut_below_a_head_that_was_given_out_is_refused(box: Box, held: Held) -> None:
    box.keep(held.closed)
    box.keep(box.head(held.closing), "checkpoint")
    forged = taken_apart(held.closed)
    box.keep(forged.without(Kind.BALLOT, 1).without(Kind.END_BALLOTS).without(Kind.ENCRYPTED_TALLY).pack())
    code, why = box.broken()
    assert code == "election-differs" and "was given out" in why


def test_a_head_by_another_key_is_no_head_of_the_box(box: Box, held: Held) -> None:
    box.keep(held.closed)
    origin = origin_of(box.gate.head.origin, box.id)
    text = Checkpoint(origin, held.closing.size, held.closing.root()).text()
    box.keep(Note(text, (replace(seeded("another-box"), name=origin).sign(text),)).encode(), "checkpoint")
    assert box.broken()[0] == "election-differs"


def test_a_falsified_archive_does_not_hold_even_where_every_act_names_it(
    house: Gatehouse, gate: Gate, held: Held
) -> None:
    """The operator counts a vote more for the third candidate, chains everything anew, and names the new archive."""

    def one_more(result: dict[str, list[list[int]]]) -> None:
        result["result"][0][2] += 1

    data = taken_apart(held.declared).changed(Kind.RESULT, one_more).pack()
    with Archive(BytesIO(data)):
        pass
    path = house.folder / "forged.bel"
    path.write_bytes(data)
    box = Box(house, gate, held)
    box.keep(held.closed)
    box.close()
    box.keep(data)
    tree = box_of(path)
    named = replace(box.elected, archive=sha256(data).hexdigest(), size=tree.size, root=armour(tree.root()))
    assert box.refusals(named, TRANSITION) == {"election-not-held"}
    code, why = box.broken()
    assert code == "election-not-held" and "(result-value)" in why


def test_a_false_strong_proof_beside_the_archive_is_refused(decided: Box, held: Held) -> None:
    decided.keep(held.strong.replace(b'"owner":1', b'"owner":2', 1), "strong.jsons")
    assert decided.broken()[0] == "election-not-held"


def transcript_of(data: bytes, rule: str) -> bytes:
    """The count of the first question, as its transcript."""
    poll = read_archive(data, "box.bel", wanted=("votes",))
    return line(transcript(count(poll.contest, poll.profile, rule_named(rule)), source=poll.source)).encode() + b"\n"


def counted(house: Gatehouse, gate: Gate, held: Held, rule: str) -> Box:
    """Closed and declared, with a count by that rule beside the archive."""
    box = Box(house, gate, held, rule="run-off")
    box.keep(held.closed)
    box.close()
    box.keep(held.declared)
    box.keep(transcript_of(held.declared, rule), "count.json")
    return box


def test_a_count_beside_the_archive_is_counted_again(house: Gatehouse, gate: Gate, held: Held) -> None:
    box = counted(house, gate, held, "run-off")
    assert box.result() == 3
    assert box.verified().elections == (box.id,)
    box.keep(transcript_of(held.declared, "run-off").replace(b'"1"', b'"2"', 1), "count.json")
    code, why = box.broken()
    assert code == "count-differs" and "counting the ballots gives" in why


def test_a_count_is_by_the_rule_that_was_signed_before_anybody_voted(house: Gatehouse, gate: Gate, held: Held) -> None:
    box = counted(house, gate, held, "plurality")
    assert box.refusals(box.elected, TRANSITION) == {"count-differs"}
    assert "counts by the rule plurality; the election opened with run-off" in box.broken()[1]


def test_nothing_is_counted_that_was_not_declared(house: Gatehouse, gate: Gate, held: Held) -> None:
    box = counted(house, gate, held, "run-off")
    box.keep(held.closed)
    assert box.broken()[0] == "count-differs"


@pytest.mark.parametrize("told", [b"", b"\n", b"{}\n", b"[" * 5000, b"\xff"])
def test_what_is_no_transcript_is_refused_as_one(house: Gatehouse, gate: Gate, held: Held, told: bytes) -> None:
    box = counted(house, gate, held, "run-off")
    box.keep(told, "count.json")
    assert box.broken()[0] == "count-differs"


def test_the_archive_of_a_decided_election_may_not_go_missing_or_be_another(decided: Box, held: Held) -> None:
    decided.keep(held.closed)
    assert decided.broken()[0] == "election-differs"
    (decided.house.folder / f"record/election/{decided.id}.bel").unlink()
    assert "is not there" in decided.broken()[1]


def test_a_voter_who_kept_a_head_shows_what_was_taken_away(held: Held, tmp_path: Path) -> None:
    path, origin = tmp_path / "box.bel", "tolunay.example/0123456789abcdef/election/m3t8w1pz"
    path.write_bytes(held.closed)
    kept = Checkpoint(origin, held.closing.size, held.closing.root())
    check_heads(path, origin, [kept])
    forged = taken_apart(held.closed)
    path.write_bytes(forged.without(Kind.ENCRYPTED_TALLY).pack())
    with pytest.raises(Refused, match="events were taken away") as caught:
        check_heads(path, origin, [kept])
    assert caught.value.check == "box-head"
    path.write_bytes(forged.without(Kind.BALLOT, 0).inserted(2, Kind.BALLOT, forged.record(Kind.BALLOT, nth=0)).pack())
    with pytest.raises(Refused, match="had other events"):
        check_heads(path, origin, [kept])
    with pytest.raises(Refused, match="not of"):
        check_heads(path, "another/box", [kept])
