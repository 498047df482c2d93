"""What a ballot archive says by itself: the heads of its box, its ballots and its result, against what its acts say.

Apart from `record.elections`, which decides what is checked, since this is what loads the arithmetic of secret elections.
"""

from io import BytesIO

from qurultay.acts.book import ElectionState
from qurultay.ballots.archive.events import State
from qurultay.ballots.archive.reader import Archive
from qurultay.ballots.errors import Refused as NotHeld
from qurultay.ballots.heads import growing
from qurultay.ballots.verify import verify_bytes
from qurultay.record.errors import Absent, Broken
from qurultay.record.layout import MOST_BYTES, Kind, election_path
from qurultay.record.source import Source
from qurultay.tlog.tree import Frontier


def roots_of(path: str, data: bytes, election: ElectionState) -> list[bytes]:
    """The root of the box after each of its events, and that it began with the setup that the opening act names.

    Raises `Broken`.
    """
    roots = [Frontier().root()]
    try:
        with Archive(BytesIO(data)) as archive:
            for step, tree in growing(archive):
                if tree.size == 1 and election.opening.setup not in (None, step.event.payload):
                    raise Broken(
                        "election-differs", election.opened, f"{path} began with another setup than was signed"
                    )
                roots.append(tree.root())
    except NotHeld as bad:
        raise _not_held(path, bad.check, str(bad), election) from None
    return roots


def check_ballots(source: Source, path: str, data: bytes, election: ElectionState) -> None:
    """The archive holds by itself: every ballot, shuffle, decryption and the result; and says what the acts say.

    Raises `Broken`.
    """
    try:
        strong = source.read(
            election_path(election.id, Kind.STRONG_PROOFS), MOST_BYTES[Kind.STRONG_PROOFS]
        ).splitlines()
    except Absent:
        strong = []
    report = verify_bytes(data, strong_proofs=strong)
    if report.findings:
        first = report.findings[0]
        raise _not_held(path, first.check, str(first), election)
    closing = election.closing
    if closing is not None and closing.ballots != report.voters:
        raise Broken(
            "election-differs",
            election.closed,
            f"the act says that {closing.ballots} voted; {path} has ballots of {report.voters}",
        )
    if election.elected is not None and report.state is not State.DECLARED:
        raise Broken("election-differs", election.result, f"a result was entered, but {path} is only {report.state}")


def _not_held(path: str, check: str, why: str, election: ElectionState) -> Broken:
    return Broken("election-not-held", election.opened, f"{path} does not hold: {why} ({check})")
