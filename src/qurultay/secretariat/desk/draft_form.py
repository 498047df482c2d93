"""A form for every kind of act, made from the act's own schema, so that no kind has a form that is behind it.

A field that is one value is a field of the form; one that holds several, or fields within fields, is written as YAML in
a box of its own. What is filled in is put into the draft's text, whose comments stay; whoever wants to writes that text.
"""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union

from qurultay.acts.forms import Between
from qurultay.acts.kinds import KINDS as BODIES
from qurultay.acts.parts import is_part_name
from qurultay.acts.rules import ClassRow
from qurultay.gazette.beginnings import DraftTo, signers
from qurultay.press.draft_writing import commented, dump, text_of
from qurultay.press.drafts import Value, read
from qurultay.press.refusal import Refusal
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.frame.order import OutOfOrder, because

COMMON = (
    "adopted", "convened", "postponed", "opened", "closed", "minutes-approved", "elected", "appointed", "took-office",
    "issued", "reply-recorded", "report-tabled", "vacated", "impeded", "not-adopted", "repealed",
)  # fmt: skip
KINDS = tuple(kind for kind in BODIES if kind != "constituted")
OTHERS = tuple(kind for kind in KINDS if kind not in COMMON)
_WORDED = ("adopted", "issued", "minutes-approved", "report-tabled", "deposited", "reply-recorded", "not-adopted")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of the form: its name as a form sends it, the schema's word for it, and what stands in it."""

    name: str
    called: str
    how: Literal["words", "day", "number", "choice", "yaml", "lines"]
    value: str
    needed: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """The form of a draft: what every act says, what this kind says, its words in each language."""

    head: tuple[Field, ...]
    body: tuple[Field, ...]
    parts: tuple[Field, ...]


def empty(kind: str, body: str, at: Here) -> str:
    """The text of a draft of this kind with nothing filled in but what is plain: the day, the body, who would sign."""
    rows = _rows(kind, at)
    draft = DraftTo(kind, at.today, (body,), signers(at.book, rows, at.today), [])
    for name, hint, needed in _fields(kind):
        if needed:
            draft.body.add(name, body if name == "body" else at.today.isoformat() if hint is date else "")
    return draft.text("")


def form(draft: Draft, at: Here) -> Form | None:
    """The form with what the draft says filled in; None where its text cannot be read as a draft."""
    try:
        data = read(draft.text).data
    except Refusal:
        return None
    if data.get("kind") not in KINDS or not isinstance(data.get("body", {}), dict | str):
        return None
    head = (
        Field(name="date", called="date", how="day", value=_plain(data.get("date", "")), needed=True),
        Field(name="issuers", called="issuers", how="lines", value=_lines(data.get("issuers", [])), needed=True),
        Field(name="signatories", called="signatories", how="lines", value=_lines(data.get("signatories", [])), needed=True),
        Field(name="refs", called="refs", how="yaml", value=_yaml(data.get("refs", []))),
    )  # fmt: skip
    return Form(head, tuple(_body(str(data["kind"]), data.get("body", {}))), tuple(_parts(data, at)))


def filled(draft: Draft, asked: Mapping[str, str], at: Here) -> str:
    """The draft's text with what was filled in. Raises `OutOfOrder` naming a box whose YAML cannot be read."""
    asked_for = form(draft, at)
    if asked_for is None:
        raise OutOfOrder("desk.out.as-text")
    document = read(draft.text)
    data = dict(document.data)
    for field in asked_for.head:
        data[field.name] = _value(field, asked)
    held = {field.name.removeprefix("body."): _value(field, asked) for field in asked_for.body}
    old = document.data.get("body", {})
    keys = old.keys() if isinstance(old, dict) else ()
    data["body"] = {name: value for name, value in held.items() if value not in ("", [], {}) or name in keys}
    data["parts"] = _words(asked_for, data, asked)
    try:
        return dump(document, data)
    except Refusal as bad:
        raise OutOfOrder("desk.out.box", name="YAML", reason=because(bad.code, bad.sentence)) from None


def _body(kind: str, held: Value) -> Iterator[Field]:
    said = held if isinstance(held, dict) else {}
    for name, hint, needed in _fields(kind):
        value = said.get(name, "")
        how, options = _how(hint)
        if how != "yaml" and not isinstance(value, str):
            how, options = "yaml", ()
        shown = _yaml(value) if how == "yaml" else _plain(value)
        yield Field(name=f"body.{name}", called=name, how=how, value=shown, needed=needed, options=options)


def _parts(data: Mapping[str, Value], at: Here) -> Iterator[Field]:
    """Words that stand in the draft, and those that such an act usually has in each language of the body."""
    held = data.get("parts")
    said = held if isinstance(held, dict) else {}
    usual = ("title", "text") if data.get("kind") in _WORDED else ("reason",)
    names = [f"{name}.{language}" for language in at.standing.rules(at.today).languages for name in usual]
    for name in dict.fromkeys([*said, *names]):
        value = said.get(name, "")
        if isinstance(value, str):
            yield Field(name=f"part.{name}", called=name, how="words", value=value)


def _words(asked_for: Form, data: Mapping[str, Value], asked: Mapping[str, str]) -> Value:
    """The parts as the form has them; files, which it does not show, stay as they are."""
    held = data.get("parts")
    parts: dict[str, Value] = (
        {n: v for n, v in held.items() if not isinstance(v, str)} if isinstance(held, dict) else {}
    )
    for field in asked_for.parts:
        if words := _typed(asked, field.name).strip("\n"):
            parts[field.called] = words
    named, words = asked.get("more-name", "").strip(), _typed(asked, "more-words").strip("\n")
    if named and words:
        if not is_part_name(named):
            raise OutOfOrder("desk.out.part-name", name=named[:64])
        parts[named] = words
    return parts


def _value(field: Field, asked: Mapping[str, str]) -> Value:
    typed = _typed(asked, field.name)
    if field.how == "lines":
        return [each.strip() for each in typed.splitlines() if each.strip()]
    if field.how != "yaml":
        return typed.strip()
    if not typed.strip():
        return []
    try:
        return read("value:\n" + "".join(f"  {row}\n" for row in typed.splitlines())).data["value"]
    except Refusal as bad:
        raise OutOfOrder("desk.out.box", name=field.called, reason=because(bad.code, bad.sentence)) from None


def _typed(asked: Mapping[str, str], name: str) -> str:
    return asked.get(name, "").replace("\r\n", "\n")


def _fields(kind: str) -> Iterator[tuple[str, Any, bool]]:
    """The fields of a kind's body: name as drafts write it, what it may hold, whether it must be there."""
    cls = BODIES[kind]
    hints = typing.get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        yield field.name.rstrip("_"), _inner(hints[field.name]), needed


def _inner(hint: Any) -> Any:
    """What a field holds if it holds anything."""
    if typing.get_origin(hint) in (Union, types.UnionType):
        left = [each for each in typing.get_args(hint) if each is not type(None)]
        return left[0] if len(left) == 1 else object
    return hint


def _how(hint: Any) -> tuple[Literal["words", "day", "number", "choice", "yaml", "lines"], tuple[str, ...]]:
    if hint is date:
        return "day", ()
    if typing.get_origin(hint) is Literal:
        return "choice", tuple(str(each) for each in typing.get_args(hint))
    if typing.get_origin(hint) is typing.Annotated:
        return ("number" if isinstance(typing.get_args(hint)[1], Between) else "words"), ()
    return ("words" if hint in (str, int) else "yaml"), ()


def _rows(kind: str, at: Here) -> list[ClassRow]:
    """The rows of the rules that acts of this kind may fall under, the plainest first."""
    found = [row for row in at.standing.rules(at.today).classes if row.case.partition("/")[0] == kind]
    return sorted(found, key=lambda row: len(row.case))[:1]


def _lines(value: Value) -> str:
    return "\n".join(each for each in value if isinstance(each, str)) if isinstance(value, list) else _plain(value)


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else _yaml(value)


def _yaml(value: Value) -> str:
    if value in ("", [], {}):
        return ""
    written = text_of({"value": commented(value)}, {"value": value})
    rows = (
        written.partition("\n")[2].splitlines() if written.startswith("value:\n") else [written.removeprefix("value: ")]
    )
    return "\n".join(row.removeprefix("  ") for row in rows).strip("\n")
