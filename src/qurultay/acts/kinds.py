"""The closed set of kinds: which body belongs to which kind and version, and how old versions are read.

A kind's name and version stand in signed bytes for ever, so they are strings of our own and never a
Python path. A new version is a new entry here with a pure function that lifts the old body to the
new one on reading; the old bytes stay in `tests/golden/` (design §3).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced, Attested, OperatorChanged, Recovered
from qurultay.acts.constituting import Concluded, Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.following import ReportTabled
from qurultay.acts.office import Appointed, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, NotAdopted, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.tlog.errors import Refused

Body = (
    Constituted | RulesAdopted | Established | Dissolved | Concluded
    | Convened | Postponed | Opened | Closed | MinutesApproved
    | Elected | Appointed | TookOffice | Impeded | Vacated | KeyEnrolled | KeyRevoked
    | Adopted | NotAdopted | Repealed
    | Issued | ReplyRecorded | Deposited
    | ReportTabled
    | Corrected | Confirmed | Annulled | Withheld | Contested
    | Announced | Attested | OperatorChanged | Recovered
)  # fmt: skip

CHAPTERS: dict[str, tuple[type[Body], ...]] = {
    "constituting": (Constituted, RulesAdopted, Established, Dissolved, Concluded),
    "convening": (Convened, Postponed, Opened, Closed, MinutesApproved),
    "holding office": (Elected, Appointed, TookOffice, Impeded, Vacated, KeyEnrolled, KeyRevoked),
    "resolving": (Adopted, NotAdopted, Repealed),
    "writing": (Issued, ReplyRecorded, Deposited),
    "following": (ReportTabled,),
    "amending": (Corrected, Confirmed, Annulled, Withheld, Contested),
    "carrying on": (Announced, Attested, OperatorChanged, Recovered),
}


def kind_of(body: type[Body]) -> str:
    """The kind's name in an act.

    >>> kind_of(TookOffice)
    'took-office'
    """
    return "".join("-" + c.lower() if c.isupper() else c for c in body.__name__).lstrip("-")


KINDS: dict[str, type[Body]] = {kind_of(body): body for chapter in CHAPTERS.values() for body in chapter}
VERSIONS: dict[str, int] = dict.fromkeys(KINDS, 1) | {
    "constituted": 3,
    "rules-adopted": 3,
    "convened": 2,
    "key-enrolled": 2,
    "opened": 2,
    "closed": 2,
    "elected": 2,
    "recovered": 2,
}

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Without:
    """Lifts a body to the next version, which only has more to say: what this one could not say, it must not say."""

    fields: tuple[str, ...]
    version: int = 1

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        for path in self.fields:
            *steps, field = path.split(".")
            for held in _at(body, steps):
                if field in held:
                    raise Refused(
                        "wrong-shape",
                        "body.{path}: version {version} has no such field; write version {next}",
                        path=path,
                        version=self.version,
                        next=self.version + 1,
                    )
        return body


@dataclass(frozen=True)
class Always:
    """Lifts a body to a version in which a field may be left out that version 1 always has."""

    field: str

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        *steps, field = self.field.split(".")
        for held in _at(body, steps):
            if field not in held:
                raise Refused(
                    "wrong-shape", "body.{path}: version 1 always has this field; write version 2", path=self.field
                )
        return body


@dataclass(frozen=True)
class Never:
    """Lifts a body to a version that knows one choice more, which version 1 does not know."""

    field: str
    choice: str

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get(self.field) == self.choice:
            raise Refused(
                "wrong-shape",
                "body.{field}: version 1 does not know {later!r}; write version 2",
                field=self.field,
                later=self.choice,
            )
        return body


def _at(value: Any, steps: list[str]) -> Iterator[dict[str, Any]]:
    """The objects at the end of a path; the shape of what lies on the way is checked when it is read."""
    if isinstance(value, list):
        for each in value:
            yield from _at(each, steps)
    elif isinstance(value, dict) and not steps:
        yield value
    elif isinstance(value, dict):
        yield from _at(value.get(steps[0]), steps[1:])


UPCASTS: dict[tuple[str, int], Upcast] = {
    ("constituted", 1): Without(
        ("rules.succession", "rules.acting_days", "continues.takes", "continues.muster", "continues.entitled")
    ),
    ("constituted", 2): Without(("rules.second_quorum",), version=2),
    ("rules-adopted", 1): Without(("rules.succession", "rules.acting_days")),
    ("rules-adopted", 2): Without(("rules.second_quorum",), version=2),
    ("convened", 1): Without(("second_of",)),
    ("opened", 1): Without(("election.setup",)),
    ("closed", 1): Always("election.archive"),
    ("elected", 1): Without(("size", "root")),
    ("key-enrolled", 1): Never("use", "pdf"),
    ("recovered", 1): Without(("keepers",)),
}
"""(kind, version) → the function that lifts that version's body to the next one."""


def current(kind: str, version: int, body: dict[str, Any]) -> dict[str, Any] | None:
    """The body in today's form, or None where this software does not know the kind or version."""
    newest = VERSIONS.get(kind)
    if newest is None or not 1 <= version <= newest:
        return None
    for step in range(version, newest):
        body = UPCASTS[kind, step](body)
    return body
