"""A plain line is judged by a count of its quotation marks: never otherwise than by writing its value again."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qurultay.tlog import canonical, note
from qurultay.tlog.armour import armour
from qurultay.tlog.canonical import MOST_DEPTH, decode
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, parse
from tests.tlog.conftest import Refusal

NAMES = st.sampled_from(["a", "b", "c", "no", "n1", "Big", ""])
WORDS = st.sampled_from(['"x"', '""', '"a:b"', '"{}"', '"x y"', r'"\""', r'"\\"', r'"\u0061"', '"ü"', '"\x7f"'])
NUMBERS = st.sampled_from(["1", "7", "0", "-0", "-1", "9007199254740991", "9007199254740992", "1.0", "true"])


def members(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Objects whose members come in any order, and may stand twice."""
    each = st.tuples(NAMES, inner).map(lambda pair: f'"{pair[0]}":{pair[1]}')
    return st.lists(each, max_size=4).map(lambda found: "{" + ",".join(found) + "}")


def listed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=3).map(lambda found: "[" + ",".join(found) + "]")


LINES = members(st.recursive(WORDS | NUMBERS, lambda inner: members(inner) | listed(inner), max_leaves=8))


def said(line: bytes) -> Any:
    try:
        return decode(line)
    except Refused as bad:
        return bad.code, bad.sentence


@given(LINES.map(str.encode))
@example(b'{"a":1,"a":1}')
@example(b'{"a":"x","a":"x"}')
@example(b'{"a":{},"a":{"b":"","b":""}}')
@example(b'{"b":1,"a":1}')
@example(b'{"a":[{"b":1,"a":1}]}')
@example(b'{"a":-0}')
def test_a_line_is_judged_as_if_its_value_were_written_again(line: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_texts_in_order", lambda value: -1)
        the_long_way = said(line)
    assert said(line) == the_long_way


def test_some_lines_are_judged_without_being_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "_WRITER", None)
    assert decode(b'{"a":["x",{"b":1}],"c":{}}') == {"a": ["x", {"b": 1}], "c": {}}


@pytest.mark.parametrize("inner", ["1", '"x"', "{}", "[]"])
def test_a_plain_line_is_read_to_its_depth_and_no_deeper(inner: str, refused: Refusal) -> None:
    room = MOST_DEPTH - (inner in ("{}", "[]"))
    assert decode(('{"a":' * room + inner + "}" * room).encode())
    with refused("too-deep"):
        decode(('{"a":' * (room + 1) + inner + "}" * (room + 1)).encode())


def test_remembering_the_order_of_members_does_not_grow_without_end() -> None:
    for number in range(3000):
        assert decode(b'{"k%d":1}' % number)
        assert len(canonical._ORDERED) <= canonical._MOST_ORDERED
    with pytest.raises(Refused, match="canonical"):
        decode(b'{"k2999":1,"k1":1}')


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("— a.example " + armour(bytes(68))[:-2] + "B=", "bad-base64"),
        ("— a.example " + armour(bytes(68))[:-1], "bad-base64"),
        ("— a.example " + armour(bytes(4)), "bad-line"),
        ("— a.example ", "bad-line"),
        ("— a.example  " + armour(bytes(68)), "bad-line"),
        ("—a.example " + armour(bytes(68)), "bad-line"),
    ],
)
def test_a_line_of_a_name_read_before_is_looked_at_like_any_other(row: str, code: str, refused: Refusal) -> None:
    good = Line("a.example", bytes(4), bytes(64))
    assert parse(b"text\n\n" + good.encode()).lines == (good,)
    assert note._NAMES_READ["— a.example".encode()] == "a.example"
    with refused(code):
        parse(f"text\n\n{row}\n".encode())


def test_a_name_that_only_strangers_may_have_is_not_remembered_as_one_of_ours(refused: Refusal) -> None:
    row = Line("Witness_1", bytes(4), bytes(64)).encode()
    assert parse(b"text\n\n" + row, strict_names=False)
    with refused("bad-line"):
        parse(b"text\n\n" + row)


def test_remembering_names_of_lines_does_not_grow_without_end() -> None:
    for number in range(note._MOST_NAMES_READ + 10):
        assert parse(b"text\n\n" + Line(f"n{number}", bytes(4), bytes(64)).encode())
        assert len(note._NAMES_READ) <= note._MOST_NAMES_READ
