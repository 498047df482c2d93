"""An act, as it is signed and as it stands in the record.

The text of an act is one line of canonical JSON. `Act` is that line read; `Entry` is the act with
what entering it added: its number, which is its place in the tree and is never signed, and the
second at which the gate entered it (design §3, rulings 1–4).
"""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Literal, get_args

from qurultay.acts import forms, schema
from qurultay.acts.kinds import KINDS, VERSIONS, Body, current, kind_of
from qurultay.acts.parts import is_part_name
from qurultay.tlog import canonical
from qurultay.tlog.errors import Refused

Relation = Literal["cites", "carries", "owes", "answers", "evidence", "amends", "replaces"]
Day = date
RELATIONS: tuple[str, ...] = get_args(Relation)
ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
MOST_TEXT = 40_960


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """The head the signers had verified: the act enters only on that branch (R3)."""

    root: forms.Root
    size: forms.Size


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A typed reference: what this act does with regard to another (R7)."""

    relation: Relation
    target: str

    @property
    def number(self) -> int:
        """The number of the act referred to.

        >>> Reference(relation="carries", target="act/17/provision/3/operation/1").number
        17
        """
        return number_in(self.target)


@lru_cache(1024)
def number_in(target: str) -> int:
    """The number in act/17/provision/3; -1 where the target is no act."""
    return int(target.split("/", 2)[1]) if target.startswith("act/") else -1


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """A kind or version this software does not know: intact, its meaning unknown. Nothing is read from it."""

    fields: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One official act, before it has a number."""

    kind: str
    v: int
    id: forms.ActId
    date: Day
    enter_by: Day
    issuers: tuple[forms.Body_, ...]
    signatories: tuple[forms.Signatory, ...]
    seen: Seen
    body: Body | Unknown
    record: forms.Hash | None = None
    basis: forms.Basis | None = None
    refs: tuple[Reference, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, str] = field(default_factory=dict)

    def targets(self, relation: Relation) -> tuple[str, ...]:
        """What this act refers to in that way."""
        return tuple(ref.target for ref in self.refs if ref.relation == relation)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An act entered in the record."""

    number: int
    act: Act
    entered: int
    text_hash: str

    @property
    def ref(self) -> str:
        """How later acts refer to it."""
        return f"act/{self.number}"

    @property
    def entered_at(self) -> datetime:
        """When the gate entered it, in UTC."""
        return datetime.fromtimestamp(self.entered, UTC)


def civil_date(seconds: int, offset: str) -> date:
    """The civil date of a moment at an offset from UTC: 12 November in Washington is the 13th in Ürümchi (T8).

    >>> civil_date(1699833600, "-05:00"), civil_date(1699833600, "+06:00")
    (datetime.date(2023, 11, 12), datetime.date(2023, 11, 13))

    A moment beyond all dates is the last one: whoever claims it is refused elsewhere.
    """
    days = (seconds + utc_offset(offset)) // 86_400
    return date.fromordinal(min(_EPOCH + days, _LAST_DAY))


_EPOCH, _LAST_DAY = date(1970, 1, 1).toordinal(), date.max.toordinal()


@lru_cache(256)
def utc_offset(offset: str) -> int:
    """The seconds by which a place is ahead of UTC.

    >>> utc_offset("+03:00"), utc_offset("-00:30")
    (10800, -1800)
    """
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return (-minutes if offset[0] == "-" else minutes) * 60


def new_act(body: Body, **fields: Any) -> Act:
    """An act of the newest version of its body's kind."""
    kind = kind_of(type(body))
    return Act(kind=kind, v=VERSIONS[kind], body=body, **fields)


def text_of(act: Act) -> bytes:
    """The bytes that are signed: one line of canonical JSON and a newline.

    Raises `Refused` where it is too long, and where the act was read from an older version: its bytes are kept.
    """
    if isinstance(act.body, Unknown):
        raise Refused("unknown-kind", "kind {kind} version {v} is not known to this software", kind=act.kind, v=act.v)
    if act.v != VERSIONS[act.kind]:
        newest = VERSIONS[act.kind]
        raise Refused(
            "unknown-kind",
            "kind {kind} is written in version {newest} and no longer in version {v}",
            kind=act.kind,
            newest=newest,
            v=act.v,
        )
    fields: dict[str, Any] = {
        "body": schema.written(act.body),
        "date": act.date.isoformat(),
        "enter_by": act.enter_by.isoformat(),
        "id": act.id,
        "issuers": list(act.issuers),
        "kind": act.kind,
        "parts": dict(act.parts),
        "refs": [{ref.relation: ref.target} for ref in act.refs],
        "sealed": dict(act.sealed),
        "seen": schema.written(act.seen),
        "signatories": list(act.signatories),
        "v": act.v,
    }
    if act.record is not None:
        fields |= {"record": act.record, "basis": act.basis}
    line = canonical.encode(fields) + b"\n"
    if len(line) > MOST_TEXT:
        raise Refused(
            "text-too-long",
            "the act is {size} bytes, {most} are allowed; put long matter into a part",
            size=len(line),
            most=MOST_TEXT,
        )
    return line


def text_hash(text: bytes) -> str:
    """SHA-256 of an act's text: what a stop, an announcement or an attestation names it by."""
    return hashlib.sha256(text).hexdigest()


_FIELDS = frozenset(
    [
        "basis",
        "body",
        "date",
        "enter_by",
        "id",
        "issuers",
        "kind",
        "parts",
        "record",
        "refs",
        "sealed",
        "seen",
        "signatories",
        "v",
    ]
)
_FOUNDING_FIELDS = _FIELDS - {"basis", "record"}
_KIND = re.compile(r"[a-z]+(?:-[a-z]+){0,3}")
_HASH = re.compile(r"[0-9a-f]{64}")


def read_act(text: bytes) -> Act:
    """The act in a signed text, or `Refused` saying which field is not as it must be.

    Reading is strict: the line must be the one canonical form of what it says, and hold exactly the
    fields of its kind and version (record format §2.2). A kind or version not known here is read as
    `Unknown`: its integrity can still be checked, its meaning cannot.
    """
    if len(text) > MOST_TEXT:
        raise Refused("text-too-long", "the act is {size} bytes, {most} are allowed", size=len(text), most=MOST_TEXT)
    if text[-1:] != b"\n" or b"\n" in text[:-1]:
        raise Refused("not-one-line", "the text of an act is one line ending in a line break")
    fields = canonical.decode(text[:-1])
    kind = fields.get("kind")
    if type(kind) is not str or (kind not in KINDS and _KIND.fullmatch(kind) is None):
        raise Refused("wrong-shape", "act.kind: write a kind such as issued")
    founding = kind == "constituted" and "record" not in fields
    if fields.keys() != (_FOUNDING_FIELDS if founding else _FIELDS):
        _name_the_field(fields, _FOUNDING_FIELDS if founding else _FIELDS)
    return Act(
        kind=kind,
        body=_read_body(kind, fields["v"], fields["body"]),
        parts=_read_parts("parts", fields["parts"]),
        sealed=_read_parts("sealed", fields["sealed"]),
        refs=_read_references(fields["refs"]),
        **(_read_founding_heads if founding else _read_heads)(fields),
    )


_HEADS: dict[str, Any] = {
    "v": forms.Ordinal,
    "id": forms.ActId,
    "date": date,
    "enter_by": date,
    "issuers": tuple[forms.Body_, ...],
    "signatories": tuple[forms.Signatory, ...],
    "seen": Seen,
}
_read_founding_heads = schema.fields_reader(_HEADS)
_read_heads = schema.fields_reader({**_HEADS, "record": forms.Hash, "basis": forms.Basis})


def _name_the_field(fields: dict[str, Any], wanted: frozenset[str]) -> None:
    unknown, missing = sorted(fields.keys() - wanted), sorted(wanted - fields.keys())
    if unknown:
        raise Refused("unknown-field", "an act has no field {field!r}", field=unknown[0][:40])
    raise Refused("missing-field", "the act lacks the field {field!r}", field=missing[0])


def _read_body(kind: str, version: Any, body: Any) -> Body | Unknown:
    if type(body) is not dict:
        raise Refused("wrong-shape", "act.body: write an object")
    lifted = current(kind, version, body) if type(version) is int else None
    if lifted is None:
        return Unknown(fields=canonical.rewritten(body))
    read: Body = schema.refuse(KINDS[kind], lifted, "body")
    return read


def _read_parts(called: str, value: Any) -> dict[str, str]:
    if type(value) is not dict:
        raise Refused("wrong-shape", "act.{called}: write an object of part names and hashes", called=called)
    is_hash = _HASH.fullmatch
    for name, digest in value.items():
        if not is_part_name(name):
            raise Refused(
                "part-name", "act.{called}: {name!r} is not on the list of part names", called=called, name=name[:64]
            )
        if type(digest) is not str or is_hash(digest) is None:
            raise Refused(
                "wrong-shape",
                "act.{called}.{name}: write a SHA-256 in 64 small hexadecimal digits",
                called=called,
                name=name,
            )
    return value


def _read_references(value: Any) -> tuple[Reference, ...]:
    if type(value) is not list:
        raise Refused("wrong-shape", "act.refs: write a list")
    return tuple([_read_reference(number, each) for number, each in enumerate(value, 1)])


def _read_reference(number: int, value: Any) -> Reference:
    if type(value) is not dict or len(value) != 1:
        raise Refused("wrong-shape", "act.refs.{number}: write one relation and its target", number=number)
    ((relation, target),) = value.items()
    if relation not in RELATIONS:
        raise Refused(
            "wrong-shape", "act.refs.{number}: the relations are {relations}", number=number, relations=RELATIONS
        )
    schema.refuse(forms.Target, target, f"refs.{number}.{relation}")
    return Reference(relation=relation, target=target)
