"""From a clerk's draft, in which every value is text, to the typed body of an act.

A draft is YAML in which nothing is guessed: `ordinal: 4` arrives as the text "4". Which fields are
numbers is said by the kind's own schema, so it is read from there.
"""

import dataclasses
import types
import typing
from typing import Any, Union

from qurultay.acts import schema
from qurultay.acts.forms import Between
from qurultay.acts.kinds import KINDS, Body
from qurultay.tlog.errors import Refused


def body_of(kind: str, words: Any) -> Body:
    """The body that a draft describes.

    >>> body_of("closed", {"session": {"session": "session/4"}}).session.session
    'session/4'

    Raises `Refused`: "unknown-kind", or "wrong-shape" with the path of the field.
    """
    cls = KINDS.get(kind)
    if cls is None:
        raise Refused("wrong-shape", f"kind: there is no kind {kind!r}; the kinds are {', '.join(sorted(KINDS))}")
    body: Body = schema.refuse(cls, typed(cls, words), "body")
    return body


def words_of(body: Body) -> dict[str, Any]:
    """The body as a draft writes it: every number as text."""
    worded: dict[str, Any] = _worded(schema.written(body))
    return worded


def _worded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _worded(held) for key, held in value.items()}
    return [_worded(each) for each in value] if isinstance(value, list) else str(value)


def typed(hint: Any, value: Any) -> Any:
    """`value` with the numbers in it as numbers, where the annotation asks for numbers; all else as it is."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _number(value) if isinstance(arguments[1], Between) else value
    if origin in (Union, types.UnionType):
        return typed(next(a for a in arguments if a is not type(None)), value)
    if origin is tuple and isinstance(value, list):
        return [typed(arguments[0], each) for each in value]
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        hints = typing.get_type_hints(hint, include_extras=True)
        by_key = {name.rstrip("_"): each for name, each in hints.items()}
        return {key: typed(by_key[key], held) if key in by_key else held for key, held in value.items()}
    return value


def _number(value: Any) -> Any:
    """A whole number in plain digits; anything else is left for the schema to refuse."""
    plain = isinstance(value, str) and len(value) < 17 and value.isascii() and value.removeprefix("-").isdigit()
    return int(value) if plain and str(int(value)) == value else value
