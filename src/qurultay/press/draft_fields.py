"""Everything that is wrong with the fields of a draft, each with its line, and not only the first.

The schema of an act stops at the first field it cannot read, which is right for bytes that were signed. A clerk who
types a draft wants all of them at once; so the same schema is asked field by field here.
"""

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

from qurultay.acts import drafting, schema
from qurultay.acts.kinds import KINDS, Body
from qurultay.press.drafts import DraftDocument, Route, Value
from qurultay.press.refusal import Refusal, Unready, shown
from qurultay.tlog.errors import Refused
from qurultay.tlog.sentence import Sentence


def read_field(draft: DraftDocument, route: Route, hint: Any, value: Any) -> Any:
    """One field of a draft, read as its schema asks. Raises `Refusal` with the line, or `Unready` with several."""
    faults = list(_faults(draft, route, hint, value))
    if faults:
        raise Unready(faults)
    return _whole(draft, route, hint, value)


def read_body(draft: DraftDocument, kind: str) -> Body:
    """The body of a draft. Raises `Refusal` for a kind that does not exist, `Unready` for what is wrong in the body."""
    cls = KINDS.get(kind)
    if cls is None:
        what = Sentence("there is no kind {kind}", kind=shown(kind))
        raise Refusal(draft.where(("kind",)), what, Sentence("the kinds are {kinds}", kinds=sorted(KINDS)))
    body: Body = read_field(draft, ("body",), cls, drafting.typed(cls, without_blanks(draft.data["body"])))
    return body


def without_blanks(value: Value) -> Value:
    """A field left blank says nothing, so it is as if it were not there; a field that must be there is then missed."""
    if isinstance(value, dict):
        return {key: without_blanks(held) for key, held in value.items() if held != ""}
    return [without_blanks(each) for each in value] if isinstance(value, list) else value


def path_of(route: Route) -> str:
    """How a field is called in a sentence: rows are counted from one.

    >>> path_of(("body", "provisions", 0, "label"))
    'body.provisions.1.label'
    """
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in route)


def _whole(draft: DraftDocument, route: Route, hint: Any, value: Any) -> Any:
    try:
        return schema.refuse(hint, value, path_of(route))
    except Refused as refused:
        path, why = _told(refused)
        raise Refusal(draft.where(route_of(draft, path)), Sentence("{path} is not in order", path=path), why) from None


def _told(refused: Refused) -> tuple[str, str]:
    """Which field it is, and why; the schema says both in one sentence."""
    facts = Sentence.of(refused.sentence).facts
    path, _, why = refused.sentence.partition(": ")
    return facts.get("where", path), facts.get("why", why)


def _faults(draft: DraftDocument, route: Route, hint: Any, value: Any) -> Iterator[Refusal]:
    """The faults of a field and of all that is in it; where it is of the wrong shape itself, that alone."""
    hint = _bare(hint)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        hints = typing.get_type_hints(hint, include_extras=True)
        by_key = {field.name.rstrip("_"): (field, hints[field.name]) for field in dataclasses.fields(hint)}
        for key, held in value.items():
            if key in by_key:
                yield from _faults(draft, (*route, key), by_key[key][1], held)
            else:
                what = Sentence("{route} has no field {key}", route=path_of(route), key=shown(key))
                yield Refusal(
                    draft.where((*route, key)), what, Sentence("the fields are {fields}", fields=sorted(by_key))
                )
        for key, (field, _) in by_key.items():
            if field.default is dataclasses.MISSING and key not in value:
                what = Sentence("{route} lacks the field '{key}'", route=path_of(route), key=key)
                yield Refusal(draft.where(route), what, Sentence("add a line '{key}: …'", key=key))
    elif typing.get_origin(hint) is tuple and isinstance(value, list):
        for at, held in enumerate(value):
            yield from _faults(draft, (*route, at), typing.get_args(hint)[0], held)
    else:
        try:
            _whole(draft, route, hint, value)
        except Refusal as fault:
            yield fault


def _bare(hint: Any) -> Any:
    """The annotation without `| None`."""
    inner = [each for each in typing.get_args(hint) if each is not type(None)]
    return inner[0] if type(None) in typing.get_args(hint) else hint


def route_of(draft: DraftDocument, path: str) -> Route:
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
