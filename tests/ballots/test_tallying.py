"""From the encrypted tally to the result, together with belenios-tool: its trustees and ours in the same elections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gmpy2 import mpz

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.closing import Closing
from qurultay.ballots.credentials import PublicCredentials
from qurultay.ballots.decryption.strong import read_strong_proof
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Group, group_named
from qurultay.ballots.judge import Judge
from qurultay.ballots.questions import Homomorphic, NonHomomorphic
from qurultay.ballots.randomness import SYSTEM
from qurultay.ballots.setup import Setup, read_setup
from qurultay.ballots.tally import SizedTally
from qurultay.ballots.tallying import Declaration, declaration, decryption_by, shuffle_by, strong_proof_by
from qurultay.ballots.trustees.keys import new_private_key, read_private_key, verification_key
from qurultay.ballots.trustees.pedersen import private_key
from qurultay.ballots.trustees.pki import Form
from qurultay.ballots.trustees.structure import assemble
from tests.ballots.ceremony import hold
from tests.ballots.council import Council, council
from tests.ballots.debian import Debian

NAMES = ("BELENIOS-2048", "RFC-3526-2048")
RFC = "RFC-3526-2048"
PLAIN = {"answers": ["A", "B"], "min": 0, "max": 2, "question": "Who?"}
OR_BLANK = {"answers": ["yes", "no"], "blank": True, "min": 1, "max": 1, "question": "Adopt?"}
RANKED = {"type": "NonHomomorphic", "value": {"answers": ["A", "B", "C"], "question": "In which order?"}}


def refused(check: str) -> Any:
    """The next statement is refused by this check."""
    return pytest.raises(Refused, check=lambda bad: bad.check == check)


def closing_of(path: Path) -> Closing:
    """An archive as far as it is, everything after the ballots checked."""
    closing: Closing | None = None
    judge = Judge()
    with Archive.open(path) as archive:
        for step in archive.steps(judge):
            data = [record.data for record in step.data]
            match step.event.kind:
                case Kind.SETUP:
                    closing = Closing(setup=read_setup(*data[:3]), counted=None, object=judge.object)
                case Kind.ENCRYPTED_TALLY:
                    assert closing is not None
                    closing.take_tally(*data)
                case Kind.SHUFFLE:
                    assert closing is not None
                    closing.take_shuffle(*data)
                case Kind.PARTIAL_DECRYPTION:
                    assert closing is not None
                    closing.take_part(*data)
                case Kind.RESULT:
                    assert closing is not None
                    closing.take_result(*data)
    assert closing is not None
    return closing


def lines(*records: bytes) -> str:
    """Records as belenios-tool takes them from its standard input."""
    return "".join(f"{record.decode()}\n" for record in records)


def mixed_trustees(debian: Debian) -> tuple[Path, list[Path]]:
    """A mandatory trustee of belenios-tool's, and three with a threshold of two whose ceremony we held in its form."""
    group = group_named(debian.group)
    single = debian.single()
    held = hold(group, 3, 2, SYSTEM, Form.DEBIAN)
    keys = []
    for number, (seed, sealed) in enumerate(zip(held.seeds, held.concluded.private_keys, strict=True), 1):
        debian.write(f"trustee{number}.dkey", sealed + b"\n")
        keys.append(debian.write(f"trustee{number}.key", seed + "\n"))
    debian.write("threshold.json", held.concluded.parameters + b"\n")
    return single, keys


# elections held elsewhere


@pytest.mark.parametrize(
    ("file", "answers"),
    [
        ("t20-B2048-single.bel", ((1, 2, 0, 1, 1),)),
        ("t20-B2048-weights-blank-threshold.bel", ((1, 5, 15, 1), (11, 1))),
        ("t20-RFC3526-nh.bel", (((1, 2, 3, 4, 5),) * 10,)),
    ],
)
def test_elections_held_elsewhere_have_the_result_they_declare(shared: Path, file: str, answers: Any) -> None:
    closing = closing_of(shared / "data/elections" / file)
    assert closing.declared is not None
    assert closing.dissenting == ()
    assert closing.declared.answers == answers


# one election, two programs


@pytest.mark.parametrize(("name", "weights"), [(NAMES[0], (1_000_000_000, 2, 3_000_000_000)), (RFC, (5, 2))])
def test_trustees_of_both_programs_open_a_weighted_election_with_blank_votes(
    tmp_path: Path, tool: Callable[[str], Path], name: str, weights: tuple[int, ...]
) -> None:
    debian, group = Debian(tmp_path, tool("belenios-tool"), name), group_named(name)
    single, keys = mixed_trustees(debian)
    credentials = debian.credentials(weights)
    debian.open([PLAIN, OR_BLANK])
    cast = ([[1, 0], [0, 1, 0]], [[1, 1], [1, 0, 0]], [[1, 0], [0, 0, 1]])
    for credential, choice in zip(credentials, cast, strict=False):
        debian.vote(credential, choice)
    debian.close()
    debian.decrypt(keys[2], 4)
    closing = closing_of(debian.archive)
    part = decryption_by(_private(group, keys[0]), closing.setup, closing.tally, SYSTEM)
    assert part.owner == 2
    debian.event("PartialDecryption", lines(part.partial, part.owned))
    debian.decrypt(single, 1)
    closing = closing_of(debian.archive)
    assert list(closing.parts) == [4, 2, 1]
    with pytest.raises(Refused, match="the part of trustee 4 was set aside: it came without the strong proof"):
        declared_by(closing, [part.strong])
    # Trustees who decrypt with belenios-tool prove it with the same key and ours.
    proofs = [part.strong]
    for owner, x in ((1, read_private_key(group, single.read_bytes())), (4, _private(group, keys[2]))):
        record = canonical.encode(closing.parts[owner].to_json(group))
        proofs.append(strong_proof_by(x, closing.setup, closing.tally, record, SYSTEM))
    declared = declared_by(closing, proofs)
    assert declared.combined.used == (1, 2, 4)
    answers = debian.declare()
    assert canonical.decode(declared.record) == {"result": answers}
    assert answers[0] == [canonical.written_count(sum(weights)), weights[1]]
    debian.verify()
    assert closing_of(debian.archive).declared == declared.result


@pytest.mark.parametrize("name", NAMES)
def test_trustees_of_our_strong_ceremony_open_what_belenios_tool_verifies(
    tmp_path: Path, tool: Callable[[str], Path], name: str
) -> None:
    debian, group = Debian(tmp_path, tool("belenios-tool"), name), group_named(name)
    held = hold(group, 3, 2, SYSTEM)
    x = new_private_key(group, SYSTEM)
    public = canonical.encode(verification_key(group, x, SYSTEM).to_json(group))
    credentials = debian.credentials([1, 1])
    debian.open([PLAIN], trustees=assemble(group, [public], [held.concluded.parameters]))
    for credential in credentials:
        debian.vote(credential, [[1, 0]])
    debian.close()
    closing = closing_of(debian.archive)
    shares = zip(held.seeds[1:], held.concluded.private_keys[1:], strict=True)
    proofs = []
    for private in (x, *(private_key(group, *share) for share in shares)):
        part = decryption_by(private, closing.setup, closing.tally, SYSTEM)
        assert closing.take_part(part.partial, part.owned) == part.owner
        proofs.append(part.strong)
        debian.event("PartialDecryption", lines(part.partial, part.owned))
    declared = declared_by(closing, proofs)
    debian.event("Result", lines(declared.record))
    debian.verify()
    assert declared.result.answers == ((2, 0),)
    assert closing_of(debian.archive).declared == declared.result


def test_rankings_are_mixed_and_opened_by_both_programs_in_turn(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    debian, group = Debian(tmp_path, tool("belenios-tool"), RFC), group_named(RFC)
    keys = [debian.single(), debian.single()]
    said = [[1, 2, 3], [3, 2, 1], [0, 255, 7]]
    credentials = debian.credentials([1] * len(said))
    debian.open([RANKED, PLAIN])
    for credential, ranks in zip(credentials, said, strict=True):
        debian.vote(credential, [ranks, [1, 0]])
    debian.close()
    closing = closing_of(debian.archive)
    debian.event("Shuffle", lines(*shuffle_by(1, closing.setup, closing.rankings, SYSTEM)))
    debian.shuffle(2)
    debian.event("EndShuffles")
    closing = closing_of(debian.archive)
    debian.decrypt(keys[0], 1)
    part = decryption_by(read_private_key(group, keys[1].read_bytes()), closing.setup, closing.tally, SYSTEM)
    debian.event("PartialDecryption", lines(part.partial, part.owned))
    answers = debian.declare()
    debian.verify()
    declared = closing_of(debian.archive).declared
    assert declared is not None
    assert canonical.decode(canonical.encode(declared.to_json())) == {"result": answers}
    assert sorted(answers[0]) == sorted(said)
    assert answers[1] == [3, 0]


def test_a_ballot_that_ranks_more_than_was_asked_is_read_alike(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    debian, group = Debian(tmp_path, tool("belenios-tool"), RFC), group_named(RFC)
    key = debian.single()
    (credential,) = debian.credentials([1])
    debian.open([RANKED])
    election = closing_of(debian.archive).setup.election
    # The election is asked to rank five where it asks for three: the voter's own program may do so.
    longer = replace(election, questions=(replace(election.questions[0], answers=tuple("ABCDE")),))
    debian.event("Ballot", lines(ballot.make(longer, credential, [[9, 8, 1, 2, 3]], SYSTEM)))
    debian.close()
    closing = closing_of(debian.archive)
    debian.event("Shuffle", lines(*shuffle_by(1, closing.setup, closing.rankings, SYSTEM)))
    debian.event("EndShuffles")
    closing = closing_of(debian.archive)
    part = decryption_by(read_private_key(group, key.read_bytes()), closing.setup, closing.tally, SYSTEM)
    debian.event("PartialDecryption", lines(part.partial, part.owned))
    answers = debian.declare()
    closing.take_part(part.partial, part.owned)
    declared = declared_by(closing, [part.strong])
    assert canonical.decode(declared.record) == {"result": answers} == {"result": [[[1, 2, 3]]]}
    assert declared.result.overlong == ((1, 1),)
    debian.verify()


# who may do what


@pytest.fixture(scope="module")
def hall() -> Council:
    question = NonHomomorphic(question="In which order?", answers=("A", "B", "C"))
    plain = Homomorphic(question="Who?", answers=("A", "B"), min=0, max=2)
    return council((question, plain), singles=1, group=(3, 2), name=RFC)


def begun(hall: Council) -> Closing:
    """The tally of two ballots, before anybody mixes."""
    credentials = PublicCredentials(weights={}, weighted=False)
    setup = Setup(election=hall.election, trustees=hall.trustees, credentials=credentials)
    tally = hall.tally((((1, 2, 3), (3, 2, 1)), (1, 2)))
    return Closing(setup=setup, counted=SizedTally(ballots=2, weight=2, tally=tally), object=Judge().object)


def test_the_tally_goes_from_shuffles_to_parts_to_the_result(hall: Council) -> None:
    closing = begun(hall)
    for owner in (2, 1):
        closing.take_shuffle(*shuffle_by(owner, closing.setup, closing.rankings, SYSTEM))
    proofs = []
    for owner in (1, 4, 3):
        part = decryption_by(hall.x[owner], closing.setup, closing.tally, SYSTEM)
        assert closing.take_part(part.partial, part.owned) == owner == part.owner
        proofs.append(part.strong)
    declared = declared_by(closing, proofs)
    assert declared.combined.used == (1, 3, 4)
    closing.take_result(declared.record)
    assert sorted(declared.result.answers[0]) == [(1, 2, 3), (3, 2, 1)]
    assert declared.result.answers[1] == (1, 2)


def test_nobody_mixes_under_a_number_that_is_not_given(hall: Council) -> None:
    closing = begun(hall)
    shuffle, _ = shuffle_by(1, closing.setup, closing.rankings, SYSTEM)
    with refused("trustee-owner"):
        closing.take_shuffle(shuffle, canonical.encode({"owner": 5, "payload": "0" * 64}))
    with refused("trustee-owner"):
        shuffle_by(0, closing.setup, closing.rankings, SYSTEM)


def test_a_shuffle_that_is_refused_leaves_the_rankings_as_they_were(hall: Council) -> None:
    closing = begun(hall)
    shuffle, owned = shuffle_by(1, closing.setup, closing.rankings, SYSTEM)
    value = canonical.decode(shuffle)
    value["ciphertexts"][0].reverse()
    before = closing.rankings
    with refused("shuffle-proof"):
        closing.take_shuffle(canonical.encode(value), owned)
    assert closing.rankings == before
    closing.take_shuffle(shuffle, owned)


def test_a_private_key_of_nobody_decrypts_nothing(hall: Council) -> None:
    closing = begun(hall)
    with refused("trustee-key"):
        decryption_by(hall.x[1] + 1, closing.setup, closing.tally, SYSTEM)


def test_nobody_proves_the_part_of_another(hall: Council) -> None:
    closing = begun(hall)
    part = decryption_by(hall.x[1], closing.setup, closing.tally, SYSTEM)
    with refused("decryption-proof"):
        strong_proof_by(hall.x[2], closing.setup, closing.tally, part.partial, SYSTEM)


def test_an_election_without_rankings_has_nothing_to_mix() -> None:
    plain = Homomorphic(question="Who?", answers=("A", "B"), min=0, max=2)
    hall = council((plain,), group=None)
    credentials = PublicCredentials(weights={}, weighted=False)
    setup = Setup(election=hall.election, trustees=hall.trustees, credentials=credentials)
    with refused("shuffle-shape"):
        shuffle_by(1, setup, (), SYSTEM)


def declared_by(closing: Closing, proofs: Sequence[bytes]) -> Declaration:
    """The declaration with the strong proofs that were sent."""
    strong = [read_strong_proof(closing.setup.election.group, line) for line in proofs]
    sized = closing.sized or closing.counted
    assert sized is not None
    return declaration(closing.setup, closing.tally, sized.weight, closing.parts, {one.owner: one for one in strong})


def _private(group: Group, key: Path) -> mpz:
    return private_key(group, key.read_text().strip(), key.with_suffix(".dkey").read_bytes())
