"""An election is verified from nothing but its archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from qurultay.ballots.archive.events import Kind
from qurultay.ballots.engine import ENGINES
from qurultay.ballots.errors import Refused
from qurultay.ballots.verify import verify
from tests.ballots.forge import written
from tests.ballots.test_tampering import ELECTION, honest

RESULTS = {
    "t20-B2048-single.bel": ([1, 2, 0, 1, 1],),
    "t20-B2048-weights-blank-threshold.bel": ([1, 5, 15, 1], [11, 1]),
    "t20-RFC3526-nh.bel": ([[1, 2, 3, 4, 5]] * 10,),
    "t22-Ed25519-single.bel": ([4, 4, 4, 4, 4],),
}


@pytest.mark.parametrize(("name", "result"), RESULTS.items(), ids=RESULTS)
@pytest.mark.parametrize("mode", ["strict", "belenios-2.0"])
def test_elections_of_belenios_are_verified_with_equal_results(
    shared: Path, name: str, result: tuple[object, ...], mode: str
) -> None:
    report = verify(shared / "data/elections" / name, workers=1, mode=mode).require()
    assert report.result == result
    assert report.state == "declared"
    assert report.remarks == ()
    assert report.checked["ballots"] == report.ballots


@pytest.mark.parametrize("engine", ENGINES)
def test_other_processes_and_machines_find_what_one_finds(shared: Path, engine: str) -> None:
    path = shared / "data/elections/t20-B2048-weights-blank-threshold.bel"
    alone = verify(path, workers=1)
    assert verify(path, workers=2, engine_name=engine).to_json() == alone.to_json()


@pytest.mark.parametrize(("name", "workers"), [("local", 0), ("cloud", 1)])
def test_an_engine_that_does_not_exist_does_no_work(shared: Path, name: str, workers: int) -> None:
    with pytest.raises(Refused) as refused:
        verify(shared / "data/elections/t20-B2048-single.bel", workers=workers, engine_name=name)
    assert refused.value.check == "engine"


def test_a_report_of_many_faults_is_the_same_however_many_work(tmp_path: Path) -> None:
    forged = honest()
    for nth in (0, 1, 3):
        forged = forged.changed(Kind.BALLOT, lambda value: value.update(election_uuid="A" * 14), nth=nth)
    forged = forged.inserted(
        2, "Ballot", forged.record(Kind.BALLOT, nth=2).replace(b'"credential":"', b'"credential":"1')
    )
    path = written(tmp_path, ELECTION.uuid, forged.pack())
    alone = verify(path, workers=1)
    assert [refused.place.partition(",")[0] for refused in alone.findings[:4]] == [f"ballot {n}" for n in (1, 2, 3, 5)]
    assert [refused.check for refused in alone.findings[:2]] == ["ballot-election", "ballot-credential"]
    assert verify(path, workers=2).to_json() == alone.to_json()
