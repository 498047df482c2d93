"""The chapter on following up: dated reports of what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from qurultay.acts.forms import Addressee, Amount, Body_, Ordinal, ProvisionLabel, Target, TextRef

Progress = Literal[
    "under-way", "kept", "kept-in-part", "extended", "dropped", "met", "met-in-part", "refused", "no-action"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """How far one commitment or call has come. "kept" and "met" need evidence; "extended" and "dropped" a decision."""

    of: Target
    state: Progress
    evidence: tuple[TextRef, ...] = ()
    due: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """What an indicator of a plan shows."""

    plan: TextRef
    indicator: ProvisionLabel
    value: Amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What an organ of somebody else has done about a matter; never more than that organ (§5 of the design)."""

    actor: Addressee
    organ: Literal["state", "government", "chamber", "committee", "court", "region", "party"]
    stance: Literal["recognises", "supports", "takes-note", "silent", "opposes", "withdrew"]
    on: TextRef
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What is known of a claim about an event, from how many independent origins."""

    number: Ordinal
    state: Literal["reported", "corroborated", "verified", "refuted", "unresolved"]
    origins: Ordinal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportTabled:
    """A dated report with its table: progress, outcomes, positions of others, or findings."""

    report: Literal["progress", "outcomes", "positions", "findings"]
    as_of: date
    body: Body_
    findings: tuple[Finding, ...] = ()
    measured: tuple[Measured, ...] = ()
    positions: tuple[Position, ...] = ()
    claims: tuple[Claim, ...] = ()
