"""The chapter on amending: nothing is edited, later acts correct, confirm, annul, withhold or contest."""

from dataclasses import dataclass
from typing import Literal

from qurultay.acts.forms import Hash, Slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One correction: a field of the act amended, or `parts.NAME`; what it said and what it shall say."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """The one act named by `amends` is to be read otherwise, as if always so; both readings are shown."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """The acts named by `amends` are no longer in question."""

    ground: Literal["in-question", "defective-signature", "defective-notice", "late", "impediment", "notice"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Annulled:
    """What `amends` names falls, from the start or from now; nothing else falls with it (G3).

    Where a tenure is restored, `seat` says whether the earlier holder returns or the later one stays (G4).
    """

    ground: Literal["count", "quorum", "forgery", "duress", "eligibility", "competence", "procedure"]
    from_: Literal["the-start", "now"]
    seat: Literal["returns", "stays"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """Parts of the one act named by `amends` are taken away; edited ones may stand in their place (G5, G6)."""

    names: tuple[str, ...]
    ground: Literal["safety", "request", "error", "court", "copyright"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contested:
    """An act named by `amends`, or a draft by the SHA-256 of its text, is contested: display changes, nothing else.

    Of a draft, it is a stop that binds the gate: the text enters only with one signature more (design §3a.5).
    """

    step: Literal["opened", "withdrawn", "decided"]
    ground: Slug
    draft: Hash | None = None
