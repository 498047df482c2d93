"""What a ballot archive says by itself: the heads of its box, its ballots, its result and the count, against its acts.

Apart from `record.elections`, which decides what is checked, since this is what loads the arithmetic of secret elections.
"""

from qurultay.acts.book import ElectionState
from qurultay.ballots.archive.events import State
from qurultay.ballots.archive.reader import Step
from qurultay.ballots.report import Report
from qurultay.ballots.verify import verify_bytes
from qurultay.counting.recount import counts_in
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import Differs
from qurultay.record.errors import Absent, Broken
from qurultay.record.layout import MOST_BYTES, Kind, election_path
from qurultay.record.source import Source
from qurultay.tlog.tree import Frontier, leaf_hash


class Box:
    """The tree of a ballot box, grown while its archive is verified: what it began with, and its root after each event."""

    def __init__(self) -> None:
        self._tree = Frontier()
        self.setup: str | None = None
        self.roots = [self._tree.root()]

    def take(self, step: Step) -> None:
        """One event more."""
        if self.setup is None:
            self.setup = step.event.payload
        self._tree.append(leaf_hash(step.record.data))
        self.roots.append(self._tree.root())


def check_archive(source: Source, path: str, data: bytes, election: ElectionState) -> list[bytes]:
    """The archive holds by itself, began as was signed, and says what the acts say; the roots of its box, event by event.

    Raises `Broken`.
    """
    box = Box()
    report = verify_bytes(data, strong_proofs=_strong_proofs(source, election), witness=box.take)
    if report.findings:
        first = report.findings[0]
        raise Broken(
            "election-not-held",
            election.opened,
            "{path} does not hold: {first} ({check})",
            path=path,
            first=str(first),
            check=first.check,
        )
    if election.opening.setup not in (None, box.setup):
        raise Broken("election-differs", election.opened, "{path} began with another setup than was signed", path=path)
    _check_said(path, report, election)
    return box.roots


def _strong_proofs(source: Source, election: ElectionState) -> list[bytes]:
    kind = Kind.STRONG_PROOFS
    try:
        return source.read(election_path(election.id, kind), MOST_BYTES[kind]).splitlines()
    except Absent:
        return []


def _check_said(path: str, report: Report, election: ElectionState) -> None:
    """As many voted as the closing act says, and where a result was entered there is one."""
    closing = election.closing
    if closing is not None and closing.ballots != report.voters:
        raise Broken(
            "election-differs",
            election.closed,
            "the act says that {ballots} voted; {path} has ballots of {voters}",
            ballots=closing.ballots,
            path=path,
            voters=report.voters,
        )
    if election.elected is not None and report.state is not State.DECLARED:
        raise Broken(
            "election-differs",
            election.result,
            "a result was entered, but {path} is only {state}",
            path=path,
            state=report.state,
        )


def check_count(path: str, told: bytes, data: bytes, election: ElectionState) -> None:
    """The transcript says what counting the archive's ballots gives, by the rule that was signed before anybody voted.

    Raises `Broken`.
    """
    try:
        counts = counts_in(told, data, path)
    except (Differs, Uncountable) as bad:
        raise Broken("count-differs", election.opened, "{path}: {bad}", path=path, bad=str(bad)) from None
    for counted in counts:
        if counted.rule.name != election.opening.rule:
            signed, found = election.opening.rule, counted.rule.name
            raise Broken(
                "count-differs",
                election.opened,
                "{path} counts by the rule {found}; the election opened with {signed}",
                path=path,
                found=found,
                signed=signed,
            )
