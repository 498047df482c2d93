"""Does this JSON object say exactly what this kind of act may say?

Each kind of act is a frozen dataclass. `reader` turns its annotations, once, into a function that
reads a decoded JSON object and refuses everything else: an unknown field, a missing one, a value of
another shape. `written` goes the other way. A field that has a default is left out when it holds it,
so that every value has exactly one form; a reader that meets the default written out refuses it.
A trailing underscore belongs to Python alone: `from_` is written `from`.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal, Union

from qurultay.acts.forms import Between, Form
from qurultay.tlog.errors import Refused
from qurultay.tlog.sentence import Sentence

Read = Callable[[Any], Any]
REMEMBERED, SHORT, FEW = 1024, 64, 8
"""How many words of each shape are remembered, and lists of so few: acts repeat the same posts, bodies and days."""


class _Bad(Exception):
    """A value of the wrong shape; the path to it is gathered on the way out."""

    def __init__(self, why: str) -> None:
        self.why, self.path = why, []  # type: tuple[str, list[str]]


def refuse(cls: Any, value: object, called: str) -> Any:
    """Read `value` as a `cls`, or raise `Refused` naming the field that is wrong.

    >>> from qurultay.acts.resolving import Operation
    >>> refuse(Operation, {"kind": "pledge"}, "operation").kind
    'pledge'
    """
    try:
        return reader(cls)(value)
    except _Bad as bad:
        raise _refused(bad, called) from None


def _refused(bad: _Bad, called: str) -> Refused:
    where = ".".join([called, *reversed(bad.path)])
    return Refused("wrong-shape", "{where}: {why}", where=where, why=Sentence.of(bad.why))


def fields_reader(hints: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The function that reads the named fields of an object, each by its own annotation, looked up once and for all."""
    reads = [(name, reader(hint)) for name, hint in hints.items()]

    def read(fields: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, read_one in reads:
            try:
                found[name] = read_one(fields[name])
            except _Bad as bad:
                raise _refused(bad, name) from None
        return found

    return read


@cache
def reader(hint: Any) -> Read:
    """The function that reads one annotation."""
    if hint is date:
        return _read_date
    if hint is int:
        return _read_int(Between(-(2**53) + 1))
    if hint is str:
        return _read_text
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        _base, form = typing.get_args(hint)
        return _read_int(form) if isinstance(form, Between) else _read_form(form)
    if origin is Literal:
        return _read_choice(typing.get_args(hint))
    if origin is tuple:
        item = typing.get_args(hint)[0]
        return (_read_words if _is_word(item) else _read_list)(reader(item))
    if origin in (Union, types.UnionType):
        (inner,) = [a for a in typing.get_args(hint) if a is not type(None)]
        return reader(inner)
    if dataclasses.is_dataclass(hint):
        return _read_object(typing.cast(type, hint))
    raise TypeError(f"no reader for {hint!r}")


def _is_word(hint: Any) -> bool:
    return any(isinstance(form, Form) for form in typing.get_args(hint)[1:])


def _read_date(value: Any) -> date:
    found = _day(value) if type(value) is str and len(value) == 10 else None
    if found is None:
        raise _Bad(Sentence("write a day as YYYY-MM-DD, not {value}", value=_short(value)))
    return found


@lru_cache(REMEMBERED)
def _day(value: str) -> date | None:
    """A day in the one form we write; years leave room for every period the rules can add to them."""
    if value[4] == value[7] == "-" and "1000" <= value < "9000":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return None


def _read_text(value: Any) -> str:
    if type(value) is not str:
        raise _Bad(Sentence("write text, not {value}", value=_short(value)))
    return value


def _read_int(form: Between) -> Read:
    def read(value: Any) -> int:
        if type(value) is not int or not form.least <= value <= form.most:
            pattern = "write a whole number from {least} to {most}, not {value}"
            raise _Bad(Sentence(pattern, least=form.least, most=form.most, value=_short(value)))
        return value

    return read


def _read_form(form: Form) -> Read:
    whole = form.compiled().fullmatch
    known: dict[str, str] = {}

    def read(value: Any) -> str:
        if type(value) is not str:
            raise _other(form, value)
        found = known.get(value)
        if found is not None:
            return found
        if whole(value) is None:
            raise _other(form, value)
        if len(value) <= SHORT:
            _remember(known, value, value)
        return value

    return read


def _other(form: Form, value: Any) -> _Bad:
    return _Bad(Sentence("write {called}, not {value}", called=Sentence.of(form.called), value=_short(value)))


def _remember(known: dict[Any, Any], key: Any, value: Any) -> None:
    if len(known) >= REMEMBERED:
        known.clear()
    known[key] = value


def _read_choice(choices: tuple[str, ...]) -> Read:
    allowed = frozenset(choices)

    def read(value: Any) -> str:
        if type(value) is not str or value not in allowed:
            raise _Bad(Sentence("write one of {choices}, not {value}", choices=choices, value=_short(value)))
        return value

    return read


def _read_list(item: Read) -> Read:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise _Bad(Sentence("write a list, not {value}", value=_short(value)))
        try:
            return tuple([item(each) for each in value])
        except _Bad as bad:
            bad.path.append(str(next(n for n, each in enumerate(value, 1) if _fails(item, each))))
            raise

    return read


def _read_words(item: Read) -> Read:
    """A list of words. The same posts sign and the same bodies issue, so short lists that were read are kept whole."""
    whole = _read_list(item)
    known: dict[tuple[str, ...], tuple[str, ...]] = {}

    def read(value: Any) -> tuple[str, ...]:
        if type(value) is list and len(value) <= FEW:
            try:
                found = known.get(tuple(value))
            except TypeError:  # Something in it is no word, and `whole` says so.
                found = None
            if found is not None:
                return found
        words: tuple[str, ...] = whole(value)
        if len(words) <= FEW and all(len(word) <= SHORT for word in words):
            _remember(known, words, words)
        return words

    return read


def _fails(item: Read, value: Any) -> bool:
    try:
        item(value)
    except _Bad:
        return True
    return False


def _read_object(cls: type) -> Read:
    hints = typing.get_type_hints(cls, include_extras=True)
    fields = {f.name.rstrip("_"): f for f in dataclasses.fields(cls)}
    reads = {key: (key, f.name, reader(hints[f.name]), f.default) for key, f in fields.items()}
    required = {key for key, f in fields.items() if f.default is dataclasses.MISSING}
    shapes: dict[tuple[str, ...], list[tuple[str, str, Read, Any]]] = {}

    def shape(value: dict[str, Any]) -> list[tuple[str, str, Read, Any]]:
        """How the fields of an object are read that has these and no others; looked up once for each choice of them."""
        if not required <= value.keys():
            raise _Bad(Sentence("missing: {fields}", fields=sorted(required - value.keys())))
        unknown = [key for key in value if key not in reads]
        if unknown:
            pattern = "there is no field {field} here; the fields are {fields}"
            raise _Bad(Sentence(pattern, field=_short(unknown[0]), fields=sorted(reads)))
        _remember(shapes, tuple(value), found := [reads[key] for key in value])
        return found

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise _Bad(Sentence("write an object, not {value}", value=_short(value)))
        found: dict[str, Any] = {}
        for key, name, read_one, default in shapes.get(tuple(value)) or shape(value):
            try:
                found[name] = got = read_one(value[key])
            except _Bad as bad:
                bad.path.append(key)
                raise
            if default is not dataclasses.MISSING and got == default:
                raise _Bad(Sentence("leave {key} out where it says nothing", key=key))
        return cls(**found)

    return read


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def written(value: Any) -> Any:
    """The JSON object of a value: the inverse of reading it.

    >>> from qurultay.acts.resolving import Operation
    >>> written(Operation(kind="call", addressee="class/states"))
    {'kind': 'call', 'addressee': 'class/states'}
    """
    if isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [written(each) for each in value]
    return {
        f.name.rstrip("_"): written(held)
        for f in dataclasses.fields(value)
        if (held := getattr(value, f.name)) != f.default or f.default is dataclasses.MISSING
    }
