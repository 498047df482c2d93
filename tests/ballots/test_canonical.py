"""One value has one record, and a record that is written otherwise is refused without harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.ballots import canonical
from qurultay.ballots.errors import CHECKS, Refused, within

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.text() | st.integers(-(10**18), 10**18) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_as_what_it_was(value: object) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value, indent=1).encode()))
def test_bytes_are_read_and_written_alike_or_refused(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except Refused as refused:
        assert refused.check in ("json", "json-form", "number-form")
    else:
        assert canonical.encode(value) == data


BOMBS = {
    "deep lists": (b"[" * 2_000_000 + b"]" * 2_000_000, "json"),
    "deep objects": (b'{"a":' * 500_000 + b"1" + b"}" * 500_000, "json"),
    "a number of a million digits": (b"9" * 1_000_000, "number-form"),
    "a fraction": (b"1.0", "number-form"),
    "an exponent": (b"1e400", "number-form"),
    "not a number": (b"NaN", "number-form"),
    "an endless number": (b"-Infinity", "number-form"),
    "a doubled field": (b'{"a":1,"a":1}', "json-form"),
    "a space": (b'{"a": 1}', "json-form"),
    "a line end": (b'{"a":1}\n', "json-form"),
    "an escaped letter": (b'"\\u0041"', "json-form"),
    "an escaped solidus": (b'"\\/"', "json-form"),
    "half a surrogate": (b'"\\ud800"', "json-form"),
    "minus nothing": (b"-0", "json-form"),
    "no UTF-8": (b'"\xff"', "json"),
    "a byte order mark": (b'\xef\xbb\xbf{"a":1}', "json"),
    "nothing": (b"", "json"),
    "two values": (b"1 2", "json"),
    "too many bytes": (b'"' + b"a" * canonical.MOST_BYTES + b'"', "record-size"),
}


@pytest.mark.parametrize(("data", "check"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_ends_in_a_sentence(data: bytes, check: str) -> None:
    with pytest.raises(Refused) as refused:
        canonical.decode(data)
    assert refused.value.check == check
    assert len(str(refused.value)) < 300


def test_a_field_stands_once_and_in_its_order() -> None:
    names = ("parent", "height", "payload")
    whole = {"parent": 1, "height": 2, "payload": 3}
    assert canonical.fields(whole, names) == whole
    assert canonical.fields({"height": 2}, names, ("parent", "payload")) == {"height": 2}
    for wrong in ({}, {"height": 1, "parent": 2, "payload": 3}, whole | {"more": 4}, {"parent": 1, "payload": 3}):
        with pytest.raises(Refused) as refused:
            canonical.fields(wrong, names)
        assert refused.value.check == "json-fields"


@pytest.mark.parametrize("value", [True, 1.5, "1", None, [1], {}])
def test_a_bool_is_no_number(value: object) -> None:
    with pytest.raises(Refused) as refused:
        canonical.small(value)
    assert refused.value.check == "json-type"


@pytest.mark.parametrize("value", [-1, 2**30])
def test_a_plain_number_is_small(value: int) -> None:
    with pytest.raises(Refused) as refused:
        canonical.small(value)
    assert refused.value.check == "number-form"


@pytest.mark.parametrize("number", [0, 1, 2**30 - 1, 2**30, 7_000_000_000])
def test_a_count_is_a_number_up_to_thirty_bits_and_a_string_beyond(number: int) -> None:
    assert canonical.count(canonical.written_count(number)) == number
    assert isinstance(canonical.written_count(number), str) == (number >= 2**30)


@pytest.mark.parametrize("written", ["1073741823", "0", "07000000000", "-7000000000", 2**30, "7e9", 10**18])
def test_a_count_has_one_form(written: object) -> None:
    with pytest.raises(Refused):
        canonical.count(written)


def test_a_refusal_says_where_it_is_from_the_outside_in() -> None:
    with pytest.raises(Refused) as refused, within("ballot 4"):
        canonical.each([[1], ["x"]], lambda item: canonical.each(item, canonical.small, "choice"), "question")
    assert refused.value.place == "ballot 4, question 2, choice 1"
    assert str(refused.value).startswith("ballot 4, question 2, choice 1: here stands a string")


def test_a_refusal_gives_a_check_of_the_table() -> None:
    assert all(sentence and not sentence.endswith(".") for sentence in CHECKS.values())
    with pytest.raises(LookupError):
        Refused("whatever", "a sentence")
