"""Which act does this draft describe, with which words and files? Every fault is told with its line.

Reading stops at nothing half done: a draft either becomes a whole `DraftAct`, or a `Refusal` says what
to mend. Which signatures it needs and whether it may enter is decided at the gate, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from qurultay.acts import drafting, forms, schema
from qurultay.acts.act import RELATIONS
from qurultay.acts.kinds import Body
from qurultay.acts.parts import FILES, is_part_name
from qurultay.press.drafts import DraftDocument, Route, Value
from qurultay.press.files import read_beside
from qurultay.press.plain_text import as_part, decoded
from qurultay.press.refusal import Refusal, shown
from qurultay.tlog.errors import Refused

FIELDS = ("kind", "date", "issuers", "signatories", "basis", "refs", "enter_by", "body", "parts", "sealed")
Day: TypeAlias = date
_REQUIRED = ("kind", "date", "issuers", "signatories", "body")


@dataclass(frozen=True, kw_only=True)
class DraftAct:
    """What a draft says: everything an act holds but what is filled in when it is prepared for signing."""

    kind: str
    date: Day
    issuers: tuple[str, ...]
    signatories: tuple[str, ...]
    body: Body
    basis: str | None = None
    enter_by: Day | None = None
    refs: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    sealed: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def act_of(draft: DraftDocument) -> DraftAct:
    """The act that a draft describes, its parts read from the draft and from the files beside it.

    >>> from qurultay.press.drafts import read
    >>> text = "kind: closed\\ndate: 2026-09-12\\nissuers: []\\nsignatories: []\\nbody: {session: {session: session/4}}\\n"
    >>> act_of(read(text)).kind
    'closed'

    Raises `Refusal` with the line of the first fault.
    """
    data = draft.data
    for name in data:
        if name not in FIELDS:
            what = f"a draft has no field {shown(name)}"
            raise Refusal(draft.where((name,)), what, f"the fields are {', '.join(FIELDS)}")
    for name in _REQUIRED:
        if name not in data:
            raise Refusal(draft.where(), f"the field '{name}' is missing", f"add a line '{name}: …'")
    words, sealed = parts_of(draft, "parts"), parts_of(draft, "sealed")
    if both := words.keys() & sealed.keys():
        name = min(both)
        raise Refusal(
            draft.where(("sealed", name)), f"{name} stands under parts and under sealed", "keep one of the two"
        )
    kind = _word(draft, "kind")
    return DraftAct(
        kind=kind,
        date=_field(draft, "date", date),
        issuers=_field(draft, "issuers", tuple[forms.Body_, ...]),
        signatories=_field(draft, "signatories", tuple[forms.Signatory, ...]),
        body=_body(draft, kind),
        basis=_field(draft, "basis", forms.Basis) if data.get("basis") else None,
        enter_by=_field(draft, "enter_by", date) if data.get("enter_by") else None,
        refs=_references(draft),
        words=words,
        sealed=sealed,
    )


def parts_of(draft: DraftDocument, section: str) -> dict[str, bytes]:
    """The parts a draft brings: words stand in it, a file is named by `{file: NAME}`.

    Words are kept in NFC with line feeds and one at the end; files are kept to the byte.
    """
    held = draft.data.get(section) or {}
    if not isinstance(held, dict):
        raise Refusal(draft.where((section,)), f"{section} is no list of 'name: words'", "write one part on each line")
    return {name: _part(draft, section, name, value) for name, value in held.items()}


def _part(draft: DraftDocument, section: str, name: str, value: Value) -> bytes:
    where = draft.where((section, name))
    if not is_part_name(name):
        what = f"{shown(name)} is not on the list of part names"
        raise Refusal(where, what, "use a name such as title.en, text.ug or file.pdf")
    if isinstance(value, dict):
        named = value.get("file")
        if set(value) != {"file"} or not isinstance(named, str):
            raise Refusal(where, f"{name} is neither words nor a file", "write '{file: NAME}' for a file")
        data = read_beside(draft.path, named, where)
        return data if name in FILES else as_part(decoded(data, named), named).encode()
    if not isinstance(value, str) or name in FILES:
        raise Refusal(where, f"{name} stands here as words or a list", "name its file: '{file: NAME}'")
    if not value.strip():
        raise Refusal(where, f"{name} is empty", "write its words, or take the line away")
    return as_part(value, f"{where}, {name}").encode()


def _word(draft: DraftDocument, name: str) -> str:
    value = draft.data[name]
    if not isinstance(value, str):
        raise Refusal(draft.where((name,)), f"'{name}' is one word, not a list", "write it behind the ':'")
    return value


def _field(draft: DraftDocument, name: str, hint: Any) -> Any:
    try:
        return schema.refuse(hint, draft.data[name], name)
    except Refused as refused:
        raise _located(draft, refused) from None


def _body(draft: DraftDocument, kind: str) -> Body:
    try:
        return drafting.body_of(kind, _without_blanks(draft.data["body"]))
    except Refused as refused:
        raise _located(draft, refused) from None


def _without_blanks(value: Value) -> Value:
    """A field left blank says nothing, so it is as if it were not there; a field that must be there is then missed."""
    if isinstance(value, dict):
        return {key: _without_blanks(held) for key, held in value.items() if held != ""}
    return [_without_blanks(each) for each in value] if isinstance(value, list) else value


def _references(draft: DraftDocument) -> tuple[tuple[str, str], ...]:
    held = draft.data.get("refs") or []
    if not isinstance(held, list):
        raise Refusal(draft.where(("refs",)), "refs is no list", "write '- carries: act/17/provision/3/operation/1'")
    return tuple(_reference(draft, at, each) for at, each in enumerate(held))


def _reference(draft: DraftDocument, at: int, each: Value) -> tuple[str, str]:
    where = draft.where(("refs", at))
    pairs = list(each.items()) if isinstance(each, dict) else []
    if len(pairs) != 1 or pairs[0][0] not in RELATIONS:
        raise Refusal(where, "a reference is one relation and its act", f"the relations are {', '.join(RELATIONS)}")
    relation, target = pairs[0]
    try:
        return relation, schema.refuse(forms.Target, target, f"refs.{at + 1}.{relation}")
    except Refused as refused:
        raise _located(draft, refused) from None


def _located(draft: DraftDocument, refused: Refused) -> Refusal:
    """What the schema says of a field, with the line on which the field stands."""
    path, _, why = refused.sentence.partition(": ")
    return Refusal(draft.where(_route(draft, path)), f"{path} is not in order", why)


def _route(draft: DraftDocument, path: str) -> Route:
    """The way the schema's path leads: it counts rows from one, lists from nought."""
    route: Route = ()
    held: Value | None = draft.data
    for step in path.split("."):
        if isinstance(held, list) and step.isdecimal() and 0 < int(step) <= len(held):
            route, held = (*route, int(step) - 1), held[int(step) - 1]
        elif isinstance(held, dict) and step in held:
            route, held = (*route, step), held[step]
        else:
            break
    return route
