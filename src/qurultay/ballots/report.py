"""What verifying an election found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qurultay.ballots.archive.events import State
from qurultay.ballots.errors import CHECKS, Refused
from qurultay.ballots.judge import Mode

MOST_FINDINGS = 200
"""A report stays readable; how many there were in all is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was checked, and what did not hold. `findings` are refused, `remarks` only said.

    `checked` counts what was looked at: events, credentials, trustees, ballots, shuffles, decryptions, strong proofs,
    results. `head` is the SHA-256 of the last event, `sha256` that of the whole archive, `result` what was declared,
    `found` the number of all findings, of which the first two hundred are kept.
    """

    mode: Mode
    state: State
    name: str
    uuid: str
    fingerprint: str
    head: str
    sha256: str
    ballots: int
    voters: int
    weight: int
    result: tuple[Any, ...] | None
    checked: Mapping[str, int]
    findings: tuple[Refused, ...]
    remarks: tuple[Refused, ...]
    found: int

    @property
    def holds(self) -> bool:
        """Did everything hold that was checked?"""
        return not self.findings

    def require(self) -> "Report":
        """The report itself, for whoever must not go on otherwise. Raises the first finding (`Refused`)."""
        if self.findings:
            raise self.findings[0]
        return self

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "holds": self.holds,
            "mode": str(self.mode),
            "state": str(self.state),
            "name": self.name,
            "uuid": self.uuid,
            "fingerprint": self.fingerprint,
            "head": self.head,
            "sha256": self.sha256,
            "ballots": self.ballots,
            "voters": self.voters,
            "weight": self.weight,
            "result": None if self.result is None else list(self.result),
            "checked": dict(self.checked),
            "found": self.found,
            "findings": [_finding(refused) for refused in self.findings],
            "remarks": [_finding(refused) for refused in self.remarks],
        }


def _finding(refused: Refused) -> dict[str, str]:
    return {
        "check": refused.check,
        "must": CHECKS[refused.check],
        "place": refused.place,
        "sentence": refused.sentence,
    }
