"""Every way to falsify what trustees and mixers do, in the archive, and the check that finds it.

The numbers are those of `test_tampering`. Here trustee 1 must decrypt, and two of trustees 2, 3 and 4.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from qurultay.ballots import ballot, canonical
from qurultay.ballots.archive.events import Kind
from qurultay.ballots.ciphertext import read_ciphertext
from qurultay.ballots.credentials import generate, listed, public
from qurultay.ballots.decryption.beside import path_beside
from qurultay.ballots.mixnet.shuffle import make_shuffle
from qurultay.ballots.questions import Homomorphic, NonHomomorphic
from qurultay.ballots.randomness import SYSTEM, seeded
from qurultay.ballots.running import Running
from qurultay.ballots.tally import read_tally
from qurultay.ballots.tallying import decryption_by, shuffle_by
from qurultay.ballots.trustees.keys import verification_key
from qurultay.ballots.verify import verify
from tests.ballots.council import Council, council
from tests.ballots.forge import Forged, accepted_by, taken_apart, written

ADOPT = Homomorphic(question="Adopt?", answers=("yes", "no"), min=1, max=1)
ORDER = NonHomomorphic(question="In which order?", answers=("A", "B", "C"))
TIME = 1795352926


@cache
def hall() -> Council:
    return council((ADOPT,))


@cache
def ranked() -> Council:
    return council((ORDER,), singles=2, group=None, name="RFC-3526-2048")


def held(hall: Council, votes: list[list[int]], mixers: tuple[int, ...], parts: tuple[int, ...]) -> Forged:
    """An election that nobody falsified."""
    group, random = hall.election.group, seeded("voters")
    credentials = [generate(random) for _ in votes]
    known = listed(group, [(public(group, hall.election.uuid, each), 1) for each in credentials], weighted=False)
    records = {
        "election": hall.election.data,
        "trustees": canonical.encode(hall.trustees.to_json()),
        "credentials": known.encode(),
    }
    with TemporaryDirectory() as name:
        path = Path(name, f"{hall.election.uuid}.bel")
        with Running.begin(path, TIME, **records) as running:
            for credential, vote in zip(credentials, votes, strict=True):
                running.cast(ballot.make(hall.election, credential, [vote], SYSTEM))
            running.close()
            for owner in mixers:
                running.shuffle(owner, shuffle_by(owner, running.setup, running.rankings, SYSTEM)[0])
            if mixers:
                running.end_shuffles()
            for owner in parts:
                part = decryption_by(hall.x[owner], running.setup, running.tally, SYSTEM)
                running.decrypt(owner, part.partial, part.strong)
            running.declare()
        return taken_apart(path.read_bytes())


@cache
def honest() -> Forged:
    return held(hall(), [[1, 0], [1, 0], [0, 1]], (), (1, 2, 3, 4))


@cache
def mixed() -> Forged:
    return held(ranked(), [[1, 2, 3], [3, 2, 1], [2, 1, 3]], (1, 2), (1, 2))


def plus_one(holder: Any, name: str) -> None:
    holder[name] = str(int(holder[name]) + 1)


def in_trustees(change: Callable[[Any], object]) -> Callable[[], Forged]:
    return lambda: honest().changed(Kind.SETUP, change, record=1)


def in_part(change: Callable[[Any], object], nth: int = 0) -> Callable[[], Forged]:
    return lambda: honest().changed(Kind.PARTIAL_DECRYPTION, change, nth=nth)


def without_parts(*owners: int) -> Callable[[], Forged]:
    """Without what those trustees decrypted; in the honest election trustee n has the n-th part."""

    def removed() -> Forged:
        forged = honest()
        for owner in sorted(owners, reverse=True):
            forged = forged.without(Kind.PARTIAL_DECRYPTION, owner - 1)
        return forged

    return removed


def other_factor(value: Any) -> None:
    value["decryption_factors"][0].reverse()


def other_owner(nth: int, owner: int) -> Callable[[], Forged]:
    return lambda: honest().changed(Kind.PARTIAL_DECRYPTION, lambda v: v.update(owner=owner), record=1, nth=nth)


def forged_part(owner: int, *, declared: bool) -> Forged:
    """Trustee `owner` forges its first factor and passes Belenios' own proof."""
    tally = tuple(
        tuple(hall_ciphertext(one) for one in question)
        for question in json.loads(honest().record(Kind.ENCRYPTED_TALLY))
    )
    partial = hall().forged(owner, tally).partial
    found = honest().put(
        Kind.PARTIAL_DECRYPTION, canonical.encode(partial.to_json(hall().election.group)), nth=owner - 1
    )
    return found if declared else found.without(Kind.RESULT)


def hall_ciphertext(value: Any) -> Any:
    return read_ciphertext(hall().election.group, value)


TRUSTEES: dict[str, tuple[str, Callable[[], Forged]]] = {
    "25 threshold": ("trustee-certificate", in_trustees(lambda v: v[1][1].update(threshold=3))),
    "25 threshold of one": ("trustee-certificate", in_trustees(lambda v: v[1][1].update(threshold=1))),
    "26 signature of coefficients": (
        "trustee-coefficients",
        in_trustees(lambda v: plus_one(v[1][1]["coefexps"][0]["signature"], "response")),
    ),
    "26 signature of a certificate": (
        "trustee-certificate",
        in_trustees(lambda v: plus_one(v[1][1]["certs"][0]["signature"], "challenge")),
    ),
    "26 signatures of the ceremony": ("trustee-coefficients", in_trustees(lambda v: v[1][1]["signatures"].reverse())),
    "26 signature of a key": (
        "trustee-key",
        in_trustees(lambda v: plus_one(v[1][1]["verification_keys"][2]["signature"], "response")),
    ),
    "24 proof of a key": (
        "trustee-key",
        in_trustees(lambda v: plus_one(v[1][1]["verification_keys"][0]["pok"], "response")),
    ),
    "trustees in another order": ("trustee-key", in_trustees(lambda v: v[1][1]["verification_keys"].reverse())),
    "a trustee more": ("election-key", in_trustees(lambda v: [*v, ["Single", another_key()]])),
    "a trustee less": ("election-key", in_trustees(lambda v: v[1:])),
    "30 factor": ("decryption-proof", in_part(other_factor)),
    "30 factor of a trustee of the group": ("decryption-proof", in_part(other_factor, 2)),
    "30 proof": ("decryption-proof", in_part(lambda v: plus_one(v["decryption_proofs"][0][0], "response"))),
    "30 a factor too few": ("decryption-shape", in_part(lambda v: v["decryption_factors"][0].pop() and None)),
    "30 questions too many": ("decryption-shape", in_part(lambda v: v["decryption_proofs"].append([]))),
    "31 fewer than the threshold": ("decryption-missing", without_parts(2, 4)),
    "32 another trustee's number": ("decryption-proof", other_owner(1, 3)),
    "32 a number of nobody": ("trustee-owner", other_owner(0, 5)),
    "34 the mandatory trustee missing": ("decryption-missing", without_parts(1)),
    "60 forged factor": ("result-value", lambda: forged_part(1, declared=True)),
}


def another_key() -> Any:
    group = hall().election.group
    return verification_key(group, hall().x[1] + 1, SYSTEM).to_json(group)


def in_shuffle(change: Callable[[Any], object], nth: int = 0) -> Callable[[], Forged]:
    return lambda: mixed().changed(Kind.SHUFFLE, change, nth=nth)


def swapped(value: Any) -> None:
    listed = value["ciphertexts"][0]
    listed[0], listed[1] = listed[1], listed[0]


def of_another_election() -> Forged:
    """A shuffle of the right ciphertexts, proven for an election that differs in its trustees."""
    other = council((ORDER,), singles=1, group=None, name="RFC-3526-2048")
    tally = read_tally(ranked().election, mixed().record(Kind.ENCRYPTED_TALLY))
    shuffle = make_shuffle(other.election, tally, SYSTEM).to_json(ranked().election.group)
    return mixed().put(Kind.SHUFFLE, canonical.encode(shuffle))


SHUFFLES: dict[str, tuple[str, Callable[[], Forged]]] = {
    "62 ciphertexts in another order, the proof as it was": ("shuffle-proof", in_shuffle(swapped)),
    "62 ciphertext dropped": ("shuffle-shape", in_shuffle(lambda v: v["ciphertexts"][0].pop() and None)),
    "62 ciphertext added": ("shuffle-shape", in_shuffle(lambda v: v["ciphertexts"][0].append(v["ciphertexts"][0][0]))),
    "62 ciphertext counted twice": (
        "shuffle-proof",
        in_shuffle(lambda v: v["ciphertexts"][0].__setitem__(0, v["ciphertexts"][0][1])),
    ),
    "62 no proof": ("shuffle-shape", in_shuffle(lambda v: v.update(proofs=[]))),
    "62 proof for another election": ("shuffle-proof", of_another_election),
    "62 shuffles in another order": ("shuffle-proof", lambda: reordered()),
    "62 a shuffle less": ("decryption-proof", lambda: mixed().without(Kind.SHUFFLE, 1)),
    "62 a shuffle of nobody": (
        "trustee-owner",
        lambda: mixed().changed(Kind.SHUFFLE, lambda v: v.update(owner=3), record=1),
    ),
    "62 no shuffle": ("event-missing", lambda: mixed().without(Kind.SHUFFLE, 1).without(Kind.SHUFFLE, 0)),
    "37 no EndShuffles": ("event-missing", lambda: mixed().without(Kind.END_SHUFFLES)),
    "43 a ranking too short": ("result-shape", lambda: in_ranks(lambda v: v["result"][0][0].pop() and None)),
    "43 a count for a ranking": ("json-type", lambda: in_ranks(lambda v: v.update(result=[[1, 1, 1]]))),
    "43 a ranking less": ("result-value", lambda: in_ranks(lambda v: v["result"][0].pop() and None)),
    "44 a negative rank": ("number-form", lambda: in_ranks(lambda v: v["result"][0][0].__setitem__(0, -1))),
    "01 another rank": ("result-value", lambda: in_ranks(lambda v: v["result"][0][0].__setitem__(0, 9))),
    "01 rankings in another order": ("result-value", lambda: in_ranks(lambda v: v["result"][0].reverse())),
}


def reordered() -> Forged:
    first, second = mixed().at(Kind.SHUFFLE, 0), mixed().at(Kind.SHUFFLE, 1)
    forged = mixed()
    data = forged.steps[second][1]
    return forged.without(Kind.SHUFFLE, 1).inserted(first, str(Kind.SHUFFLE), *data)


def in_ranks(change: Callable[[Any], object]) -> Forged:
    return mixed().changed(Kind.RESULT, change)


THROUGH = {"26 signatures of the ceremony", "26 signature of a key", "32 another trustee's number"}
"""What Debian's version lets through: it knows no signatures of the stronger ceremony, and of two parts under one number
it looks at one."""


@pytest.mark.parametrize("name", TRUSTEES)
def test_what_is_falsified_of_trustees_is_found_here_and_by_debian(
    tmp_path: Path, tool: Callable[[str], Path], name: str
) -> None:
    check, make = TRUSTEES[name]
    found = verify(written(tmp_path, hall().election.uuid, make().pack()), workers=1).findings
    assert [bad.check for bad in found][:1] == [check]
    assert accepted_by(tool("belenios-tool"), tmp_path) is (name in THROUGH)


@pytest.mark.parametrize("name", SHUFFLES)
def test_what_is_falsified_of_shuffles_is_found(tmp_path: Path, name: str) -> None:
    check, make = SHUFFLES[name]
    found = verify(written(tmp_path, ranked().election.uuid, make().pack()), workers=1).findings
    assert [bad.check for bad in found][:1] == [check]


def test_the_honest_elections_hold_here_and_with_debian(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    for forged, who, result in ((honest(), hall(), [2, 1]), (mixed(), ranked(), [[1, 2, 3], [2, 1, 3], [3, 2, 1]])):
        folder = tmp_path / who.election.uuid
        folder.mkdir()
        found = verify(written(folder, who.election.uuid, forged.pack()), workers=1).require().result
        assert found is not None
        assert sorted(found[0], key=str) == sorted(result, key=str)
        assert accepted_by(tool("belenios-tool"), folder)


def test_60_a_forger_is_named_where_debian_sees_nothing(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    forged = forged_part(1, declared=False)
    path = written(tmp_path, hall().election.uuid, forged.pack())
    assert accepted_by(tool("belenios-tool"), tmp_path)
    (found,) = verify(path, workers=1).findings
    assert found.check == "decryption-strong"
    tally = tuple(tuple(map(hall_ciphertext, q)) for q in json.loads(forged.record(Kind.ENCRYPTED_TALLY)))
    part = hall().forged(1, tally)
    digest = sha256(forged.record(Kind.PARTIAL_DECRYPTION)).hexdigest()
    line = canonical.encode(part.strong.to_json() | {"payload": digest})
    path_beside(path).write_bytes(line + b"\n")
    named = verify(path, workers=1).findings
    assert ("decryption-strong", "strong proof 1, trustee 1") in [(bad.check, bad.place) for bad in named]


def test_60_a_forger_of_a_group_changes_nothing_and_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, hall().election.uuid, forged_part(2, declared=True).pack())
    report = verify(path, workers=1)
    assert [(bad.check, bad.place) for bad in report.findings] == [("decryption-strong", "trustee 2")]
    assert report.result == ([2, 1],)
