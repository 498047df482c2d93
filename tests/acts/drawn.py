"""Anything an annotation of an act allows, for properties: the same annotations that `schema` reads, drawn from."""

import dataclasses
import types
import typing
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, Union

from hypothesis import strategies as st

from qurultay.acts.act import Act, Seen, new_act
from qurultay.acts.forms import Between, Form, KeyText
from qurultay.acts.kinds import KINDS
from qurultay.tlog.armour import armour
from qurultay.tlog.tree import EMPTY_ROOT

KEY = typing.get_args(KeyText)[1]
LARGEST = 2**53 - 1
WORDS = st.text(st.sampled_from("abz019 -/.\"\\<'éäЁқئۇ‌中🏔"), max_size=12).map(
    lambda s: unicodedata.normalize("NFC", s)
)
"""Words of several scripts, quotation marks, a joiner and a mountain."""


@cache
def drawn(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of one annotation."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _formed(arguments[1])
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(drawn(arguments[0]), max_size=2).map(tuple)
    if origin in (Union, types.UnionType):
        (inner,) = [each for each in arguments if each is not type(None)]
        return st.none() | drawn(inner)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint, include_extras=True)
        return st.builds(hint, **{field.name: drawn(hints[field.name]) for field in dataclasses.fields(hint)})
    return {date: st.dates(date(1000, 1, 1), date(8999, 12, 31)), int: st.integers(-LARGEST, LARGEST), str: WORDS}[hint]


def _formed(form: Between | Form) -> st.SearchStrategy[Any]:
    if isinstance(form, Between):
        return st.integers(form.least, form.most)
    if form is KEY:
        return st.binary(min_size=31, max_size=34).map(armour)  # Keys of hundreds of bytes only take time.
    return st.from_regex(form.compiled(), fullmatch=True)


def act_of(body: Any) -> Act:
    """An act with that body, the rest of it plain."""
    return new_act(
        body,
        id="a1b2c3d4",
        date=date(2026, 6, 1),
        enter_by=date(2026, 7, 1),
        issuers=("body/assembly",),
        signatories=("post/president",),
        seen=Seen(root=armour(EMPTY_ROOT), size=0),
        record="0" * 64,
        basis="act/0/rule/issued",
    )


def hints_of(cls: Any) -> dict[str, Any]:
    """Each field, by its name in Python, with what may stand there."""
    return typing.get_type_hints(cls, include_extras=True)


def values_in(cls: Any) -> dict[str, type]:
    """The class of value that a field holds, alone, optional or in a list, by its name in the record."""
    return {
        name.rstrip("_"): each
        for name, hint in hints_of(cls).items()
        for each in (hint, *typing.get_args(hint))
        if isinstance(each, type) and dataclasses.is_dataclass(each)
    }


def numbers_of(cls: Any) -> Iterator[tuple[str, Between]]:
    """The fields that hold a number, with its bounds."""
    for name, hint in hints_of(cls).items():
        for each in (hint, *typing.get_args(hint)):
            if typing.get_origin(each) is typing.Annotated and isinstance(form := typing.get_args(each)[1], Between):
                yield name, form


def all_values() -> list[type]:
    """Every class of value that stands in a body, bodies included."""
    found: dict[type, None] = {}
    waiting: list[type] = list(KINDS.values())
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found[cls] = None
            waiting.extend(values_in(cls).values())
    return sorted(found, key=lambda cls: cls.__name__)
