"""Every way to falsify an archive that we know of, and the check that finds it.

The archive is falsified by whoever runs the server: hashes and the chain of events are written anew. Each case is also
shown to Debian's belenios-tool, which lets some of them through; with `mode="belenios-2.0"` we say what it says.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from gmpy2 import mpz
from hypothesis import given, settings
from hypothesis import strategies as st

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.archive.records import BLOCK, packed, packed_data
from qurultay.ballots.ciphertext import encrypt, product
from qurultay.ballots.credentials import generate, public, secret
from qurultay.ballots.decryption.combination import decrypted
from qurultay.ballots.decryption.partial import partial_decryption
from qurultay.ballots.decryption.result import result
from qurultay.ballots.decryption.strong import strong_proof
from qurultay.ballots.election import fingerprint
from qurultay.ballots.errors import CHECKS
from qurultay.ballots.proofs import schnorr
from qurultay.ballots.proofs.disjunction import Secret, prove
from qurultay.ballots.randomness import seeded
from qurultay.ballots.running import Running
from qurultay.ballots.tally import RunningTally
from qurultay.ballots.trustees.keys import verification_key
from qurultay.ballots.trustees.structure import assemble, read_trustees
from qurultay.ballots.verify import verify
from tests.ballots.elections import OR_BLANK, PRESIDENT, hall
from tests.ballots.forge import Forged, accepted_by, taken_apart, written

HELD = hall((PRESIDENT, OR_BLANK), "BELENIOS-2048", 4, (1, 2, 1, 1))
ELECTION, GROUP = HELD.election, HELD.election.group
Q = int(GROUP.q)
RANDOM = seeded("tampering")
KEY = canonical.encode(verification_key(GROUP, HELD.x, RANDOM).to_json(GROUP))
TRUSTEES = read_trustees(GROUP, assemble(GROUP, [KEY]))


def made(voter: int, *choices: tuple[int, ...]) -> bytes:
    return ballot.make(ELECTION, HELD.credentials[voter], choices, RANDOM)


@cache
def honest() -> Forged:
    """An election that nobody falsified: three voters, one of whom voted twice."""
    records = {
        "election": ELECTION.data,
        "trustees": canonical.encode(TRUSTEES.to_json()),
        "credentials": HELD.public.encode(),
    }
    with TemporaryDirectory() as name:
        path = Path(name, f"{ELECTION.uuid}.bel")
        with Running.begin(path, 1795352926, **records) as running:
            for voter, choice in enumerate([(1, 0, 0), (0, 1, 0), (1, 0, 0), (0, 0, 1)]):
                running.cast(made(voter % 3, choice, (0, 1, 0)))
            running.close()
            part = partial_decryption(ELECTION, HELD.x, running.tally, RANDOM)
            strong = strong_proof(ELECTION, HELD.x, 1, running.tally, part, RANDOM)
            running.decrypt(1, canonical.encode(part.to_json(GROUP)), canonical.encode(strong.to_json()))
            running.declare()
        return taken_apart(path.read_bytes())


# What is done to a ballot, without signing it again and signing it again with the voter's own credential.


def in_ballot(change: Callable[[Any], object], nth: int = 1) -> bytes:
    return honest().changed(Kind.BALLOT, change, nth=nth).pack()


def signed_again(change: Callable[[Any], object], nth: int = 1, voter: int = 1) -> bytes:
    value = json.loads(honest().record(Kind.BALLOT, nth=nth))
    change(value)
    del value["signature"]
    digest = fingerprint(canonical.encode(value))
    x = secret(GROUP, ELECTION.uuid, HELD.credentials[voter])
    proof = schnorr.prove(GROUP, x, f"sig|{digest}|", RANDOM)
    return (
        honest()
        .put(Kind.BALLOT, canonical.encode(value | {"signature": {"hash": digest, "proof": proof.to_json()}}), nth=nth)
        .pack()
    )


def answer(value: Any) -> Any:
    return value["answers"][0]


def swapped(value: Any, *names: str) -> None:
    for name in names:
        held = answer(value)[name]
        held[0], held[1] = held[1], held[0]


def shifted(holder: Any, name: str, by: int) -> None:
    holder[name] = str(int(holder[name]) + by)


def zeroed(value: Any) -> None:
    proof = answer(value)["individual_proofs"][0][0]
    proof["response"] = "0" + proof["response"]


def negated(value: Any) -> None:
    choice = answer(value)["choices"][0]
    choice["alpha"] = str(GROUP.p - int(choice["alpha"]))  # type: ignore[attr-defined]  # this group is a field


def copied() -> bytes:
    """The ballot of voter 0, signed by voter 1."""
    credential = json.loads(honest().record(Kind.BALLOT, nth=1))["credential"]
    stolen = json.loads(honest().record(Kind.BALLOT, nth=0))["answers"]
    return signed_again(lambda value: value.update(answers=stolen, credential=credential))


def overvoted() -> bytes:
    """Two presidents at once: honest proofs of every choice, and an overall proof that was made for one."""
    y, S_0 = (
        ELECTION.raise_y,
        f"{ELECTION.fingerprint}|{GROUP.encode(public(GROUP, ELECTION.uuid, HELD.credentials[1]))}",
    )
    secrets = [Secret(m, mpz(RANDOM(Q))) for m in (1, 1, 0)]
    cast = [encrypt(GROUP, y, one.m, one.r) for one in secrets]
    individual = [
        prove(GROUP, y, [(one, 0), (one, 1)], f"prove|{S_0}|{choice.hashed(GROUP)}|", RANDOM)
        for one, choice in zip(secrets, cast, strict=True)
    ]
    S = f"{S_0}|{','.join(choice.hashed(GROUP) for choice in cast)}"
    total = Secret(1, mpz(sum(one.r for one in secrets)))
    overall = prove(GROUP, y, [(total, 1)], f"prove|{S}|{product(GROUP, cast).hashed(GROUP)}|", RANDOM)

    def change(value: Any) -> None:
        answer(value).update(
            choices=[one.to_json(GROUP) for one in cast],
            individual_proofs=[[proof.to_json() for proof in proofs] for proofs in individual],
            overall_proof=[proof.to_json() for proof in overall],
        )

    return signed_again(change)


def stranger() -> bytes:
    """A ballot by somebody who is not in the list."""
    return (
        honest().inserted(2, "Ballot", ballot.make(ELECTION, generate(RANDOM), [(1, 0, 0), (1, 0, 0)], RANDOM)).pack()
    )


def closed(*ballots: bytes) -> Forged:
    """An archive with these ballots, whatever they are, tallied and decrypted by a trustee who only sees the tally."""
    found = replace(honest(), steps=(honest().steps[0], *(("Ballot", (data,)) for data in ballots)))
    running, last = RunningTally(ELECTION), {ballot.read(ELECTION, data).credential: data for data in ballots}
    for credential, data in last.items():
        running.add(ballot.read(ELECTION, data).ciphertexts(), HELD.public.weight(credential))
    part = partial_decryption(ELECTION, HELD.x, running.sized().tally, RANDOM)
    record = canonical.encode(part.to_json(GROUP))
    owned = canonical.encode({"owner": 1, "payload": sha256(record).hexdigest()})
    plain = decrypted(TRUSTEES, running.sized().tally, {1: part}, (1,))
    declared = canonical.encode(result(ELECTION, running.weight, plain).to_json())
    steps: list[tuple[str, tuple[bytes, ...]]] = [
        ("EndBallots", ()),
        ("EncryptedTally", running.sized().encode(GROUP)),
        ("PartialDecryption", (record, owned)),
        ("Result", (declared,)),
    ]
    return replace(found, steps=(*found.steps, *steps))


def replayed(*order: int) -> bytes:
    """These ballots, of which 0 and 3 are the first and the second of one voter, and the tally of what comes last."""
    return closed(*(honest().record(Kind.BALLOT, nth=nth) for nth in order)).pack()


def moved(kind: Kind, to: Kind) -> bytes:
    at = honest().at(kind)
    return honest().without(kind).inserted(honest().at(to), str(kind), *honest().steps[at][1]).pack()


def again(kind: Kind) -> bytes:
    at = honest().at(kind)
    return honest().inserted(at + 1, str(kind), *honest().steps[at][1]).pack()


def in_setup(record: int, change: Callable[[Any], object]) -> bytes:
    return honest().changed(Kind.SETUP, change, record).pack()


def other_tally() -> bytes:
    """Another vote in the place of the product; what is decrypted is what the tally says."""
    return honest().changed(Kind.ENCRYPTED_TALLY, lambda value: [value[0][1:] + value[0][:1], value[1]]).pack()


def stray() -> bytes:
    whole = honest().pack()
    return whole[: 2 * BLOCK] + packed_data(b"{}", honest().time) + whole[2 * BLOCK :]


def event_changed(nth: int, **fields: Any) -> bytes:
    return honest().pack(lambda height, event: event | fields if height == nth else event)


@dataclass(frozen=True)
class Case:
    """The check that finds it, how it is made, and whether belenios-tool 2.0 lets it through."""

    check: str
    make: Callable[[], bytes]
    through: bool = False


CASES = {
    "01 result plus one": Case(
        "result-value", lambda: honest().changed(Kind.RESULT, lambda v: v["result"][0].__setitem__(0, 9)).pack()
    ),
    "02 ballot removed": Case("tally-ballots", lambda: honest().without(Kind.BALLOT, 1).pack()),
    "03 ballot cast twice": Case("ballot-again", lambda: replayed(0, 1, 1), through=True),
    "04 ciphertexts in another order": Case("ballot-choice", lambda: in_ballot(lambda v: swapped(v, "choices"))),
    "05 ciphertexts and proofs in another order": Case(
        "ballot-overall", lambda: in_ballot(lambda v: swapped(v, "choices", "individual_proofs"))
    ),
    "06 response plus one": Case(
        "ballot-choice", lambda: in_ballot(lambda v: shifted(answer(v)["individual_proofs"][0][0], "response", 1))
    ),
    "07 response plus q": Case(
        "number-form", lambda: in_ballot(lambda v: shifted(answer(v)["individual_proofs"][0][0], "response", Q))
    ),
    "08 response of the signature plus q": Case(
        "number-form", lambda: in_ballot(lambda v: shifted(v["signature"]["proof"], "response", Q))
    ),
    "09 leading zero": Case("number-form", lambda: signed_again(zeroed), through=True),
    "10 white space": Case(
        "json-form", lambda: honest().put(Kind.BALLOT, honest().record(Kind.BALLOT).replace(b",", b", ", 1)).pack()
    ),
    "11 unknown field": Case("json-fields", lambda: in_ballot(lambda v: v.update(note="hello"))),
    "12 hash of another election": Case(
        "ballot-election", lambda: in_ballot(lambda v: v.update(election_hash="A" * 43))
    ),
    "13 identifier of another election": Case(
        "ballot-election", lambda: in_ballot(lambda v: v.update(election_uuid="A" * 14))
    ),
    "14 credential that is not listed": Case("ballot-credential", stranger),
    "15 ballot copied from another voter": Case("ballot-choice", copied),
    "16 no signature": Case("json-fields", lambda: in_ballot(lambda v: v.pop("signature") and None)),
    "17 more choices than allowed": Case("ballot-overall", overvoted),
    "18 empty overall proof": Case("ballot-shape", lambda: signed_again(lambda v: answer(v).update(overall_proof=[]))),
    "19 individual proof missing": Case(
        "ballot-shape", lambda: signed_again(lambda v: answer(v)["individual_proofs"].pop() and None)
    ),
    "20 no answers": Case("ballot-shape", lambda: signed_again(lambda v: v.update(answers=[]))),
    "21 minus alpha": Case("group-member", lambda: signed_again(negated)),
    "22 another key": Case(
        "election-key", lambda: in_setup(0, lambda v: v.update(public_key=GROUP.encode(GROUP.power_g(mpz(5)))))
    ),
    "23 another question": Case(
        "ballot-election", lambda: in_setup(0, lambda v: v["questions"][0].update(question="Prime minister?"))
    ),
    "24 proof of a trustee's key": Case(
        "trustee-key", lambda: in_setup(1, lambda v: shifted(v[0][1]["pok"], "response", 1))
    ),
    "27 credential twice": Case("credential-list", lambda: in_setup(2, lambda v: [*v, v[0]])),
    "28 credential outside the group": Case("group-member", lambda: in_setup(2, lambda v: [*v, "2,1"])),
    "29 another weight": Case(
        "tally-ballots", lambda: in_setup(2, lambda v: [line.partition(",")[0] + ",3" for line in v])
    ),
    "33 trustee decrypts twice": Case("decryption-again", lambda: again(Kind.PARTIAL_DECRYPTION), through=True),
    "35 encrypted tally": Case("tally-ballots", other_tally, through=True),
    "36 number of ballots": Case(
        "tally-count",
        lambda: honest().changed(Kind.ENCRYPTED_TALLY, lambda v: v.update(num_tallied=9), 1).pack(),
        through=True,
    ),
    "37 no EndBallots": Case("event-missing", lambda: honest().without(Kind.END_BALLOTS).pack(), through=True),
    "38 ballot after EndBallots": Case(
        "event-order",
        lambda: honest().inserted(honest().at(Kind.ENCRYPTED_TALLY), "Ballot", made(3, (1, 0, 0), (1, 0, 0))).pack(),
    ),
    "39 ballot after Result": Case(
        "event-order",
        lambda: honest().inserted(len(honest().steps), "Ballot", made(3, (1, 0, 0), (1, 0, 0))).pack(),
    ),
    "40 two results": Case("result-again", lambda: again(Kind.RESULT), through=True),
    "41 no EncryptedTally": Case("event-missing", lambda: honest().without(Kind.ENCRYPTED_TALLY).pack(), through=True),
    "42 decryption before EndBallots": Case(
        "event-missing", lambda: moved(Kind.PARTIAL_DECRYPTION, Kind.END_BALLOTS), through=True
    ),
    "43 result of another shape": Case(
        "result-shape", lambda: honest().changed(Kind.RESULT, lambda v: v["result"][0].append(0)).pack()
    ),
    "44 negative count": Case(
        "number-form", lambda: honest().changed(Kind.RESULT, lambda v: v["result"][0].__setitem__(0, -1)).pack()
    ),
    "51 stray record": Case("record-order", stray),
    "52 name that is no hash": Case(
        "record-name", lambda: honest().pack() + packed("0" * 64 + ".data.json", b"{}", honest().time)
    ),
    "54 end of an ordinary tar": Case("archive-form", lambda: honest().pack() + b"\0" * 1024),
    "55 height left out": Case("event-chain", lambda: event_changed(3, height=9)),
    "56 event removed without chaining anew": Case("event-chain", lambda: event_changed(3, parent="0" * 64)),
    "57 another time": Case(
        "archive-form",
        lambda: honest().pack() + packed_data(b"{}", honest().time + 1),
    ),
    "58 version of the archive": Case(
        "archive-header", lambda: packed("BELENIOS", b'{"version":2,"timestamp":"1"}', 1) + honest().pack()[2 * BLOCK :]
    ),
    "59 second vote undone by the first": Case("ballot-again", lambda: replayed(0, 3, 0), through=True),
    "61 total weight": Case(
        "tally-count",
        lambda: honest().changed(Kind.ENCRYPTED_TALLY, lambda v: v.update(total_weight=9), 1).pack(),
        through=True,
    ),
    "66 field twice": Case(
        "json-form",
        lambda: honest().put(Kind.RESULT, honest().record(Kind.RESULT)[:-1] + b',"result":[[9,9,9],[9,9,9]]}').pack(),
    ),
    "67 bool for a number": Case("json-type", lambda: event_changed(1, height=True)),
    "68 hash in capitals": Case(
        "json-type",
        lambda: honest().pack(lambda h, e: e | {"payload": e["payload"].upper()} if h == 1 else e),
    ),
}


def test_an_honest_election_holds_here_and_with_debian(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    path = written(tmp_path, ELECTION.uuid, honest().pack())
    report = verify(path, workers=1).require()
    assert report.result == ([1, 2, 1], [0, 4, 0])
    assert accepted_by(tool("belenios-tool"), tmp_path)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_falsified_archive_is_refused_by_its_check(tmp_path: Path, case: Case) -> None:
    report = verify(written(tmp_path, ELECTION.uuid, case.make()), workers=1)
    assert report.findings, "nothing was found"
    assert report.findings[0].check == case.check
    assert report.findings[0].place or case.check in ("archive-form", "event-missing")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_debian_says_what_we_say_in_its_mode(tmp_path: Path, tool: Callable[[str], Path], case: Case) -> None:
    path = written(tmp_path, ELECTION.uuid, case.make())
    report = verify(path, workers=1, mode="belenios-2.0")
    assert (report.holds, accepted_by(tool("belenios-tool"), tmp_path)) == (case.through, case.through)
    if case.through:
        assert case.check in {remark.check for remark in report.remarks}


def test_53_an_archive_that_was_cut_at_an_event_needs_a_head_that_was_kept(tmp_path: Path) -> None:
    whole = honest().pack()
    shorter = honest().without(Kind.RESULT).pack()
    assert whole.startswith(shorter)
    before, after = (verify(written(tmp_path, ELECTION.uuid, data), workers=1).require() for data in (whole, shorter))
    assert before.head != after.head
    with pytest.raises(Exception, match="lacks the event"):
        Running.resume(tmp_path / f"{ELECTION.uuid}.bel", head=before.head)


# --- bytes and bombs -------------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(data=st.data())
def test_no_byte_of_any_record_can_be_changed_though_all_is_chained_anew(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    forged = honest()
    at = data.draw(st.integers(0, len(forged.steps) - 1).filter(lambda at: bool(honest().steps[at][1])), label="event")
    kind, records = forged.steps[at]
    nth = [found for found, _ in forged.steps[:at]].count(kind)
    record = data.draw(st.integers(0, len(records) - 1), label="record")
    was = records[record]
    place = data.draw(st.integers(0, len(was) - 1), label="byte")
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != was[place]), label="now")
    changed = was[:place] + bytes([byte]) + was[place + 1 :]
    packed = forged.put(Kind(kind), changed, record, nth).pack()
    report = verify(written(tmp_path_factory.mktemp("byte"), ELECTION.uuid, packed), workers=1)
    assert report.findings


BOMBS = {
    "an election of nested lists": (Kind.SETUP, 0, lambda: b"[" * 9_000_000),
    "trustees that are nested objects": (Kind.SETUP, 1, lambda: b'{"a":' * 4_000_000),
    "credentials that are all zero": (Kind.SETUP, 2, lambda: b"[" + b"0," * 9_000_000 + b"0]"),
    "credentials of one character": (Kind.SETUP, 2, lambda: b"[" + b'"ab",' * 4_000_000 + b'"ab"]'),
    "a ballot of one long string": (Kind.BALLOT, 0, lambda: b'"' + b"a" * 20_000_000 + b'"'),
    "a ballot of many fields": (Kind.BALLOT, 0, lambda: b"{" + b'"a":1,' * 3_000_000 + b'"a":1}'),
    "a tally that goes on": (Kind.ENCRYPTED_TALLY, 0, lambda: b"[" + b"[]," * 6_000_000 + b"[]]"),
    "a decryption that is a number": (Kind.PARTIAL_DECRYPTION, 0, lambda: b"9" * 20_000_000),
    "a result of zeros": (Kind.RESULT, 0, lambda: b'{"result":[[' + b"0," * 9_000_000 + b"0]]}"),
}
VERIFY = """
import resource, sys
from qurultay.ballots.verify import verify
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
report = verify(sys.argv[1], workers=1)
print(report.findings[0].check, report.findings[0].sentence)
"""


@pytest.mark.parametrize(("kind", "record", "bomb"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_in_an_archive_ends_in_a_sentence_within_a_gigabyte(
    tmp_path: Path, kind: Kind, record: int, bomb: Callable[[], bytes]
) -> None:
    path = written(tmp_path, ELECTION.uuid, honest().put(kind, bomb(), record).pack())
    done = subprocess.run([sys.executable, "-c", VERIFY, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    check, _, sentence = done.stdout.strip().partition(" ")
    assert check in CHECKS
    assert 10 < len(sentence) < 300
