"""One value has one line, and one line has one meaning."""

import contextlib
import json
import sys
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import canonical
from qurultay.tlog.canonical import LARGEST_INTEGER, MOST_DEPTH, decode, encode
from qurultay.tlog.errors import Refused
from tests.tlog.conftest import Refusal

KEYS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,63}", fullmatch=True)
WORDS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"))
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: not canonical.FORBIDDEN.search(text))
)
INTEGERS = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
VALUES = st.recursive(
    WORDS | INTEGERS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=6)


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth - 1):
        value = {"in": value}
    return value


@given(OBJECTS)
def test_what_is_written_is_read_as_it_was(value: dict[str, Any]) -> None:
    assert decode(encode(value), most_bytes=1 << 20) == value


@given(OBJECTS)
def test_our_writing_is_that_of_the_rfc(value: dict[str, Any]) -> None:
    rfc8785 = pytest.importorskip("rfc8785", reason="rfc8785, the other implementation of RFC 8785, is not installed")
    assert encode(value) == rfc8785.dumps(value)


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode) | VALUES.map(json.dumps).map(str.encode))
def test_whatever_the_bytes_reading_gives_a_value_with_one_writing_or_refuses(data: bytes) -> None:
    try:
        value = decode(data)
    except Refused:
        return
    assert encode_like_a_reader(value) == data


def encode_like_a_reader(value: dict[str, Any]) -> bytes:
    """As `encode`, but with the characters this Unicode does not know, which only writers refuse."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(st.data())
def test_a_changed_byte_is_refused_or_says_something_else(data: st.DataObject) -> None:
    line = encode({"a": 1, "body": {"words": "Төлынай", "list": ["x", 7]}, "z-9.b_c": "تولۇناي"})
    at = data.draw(st.integers(0, len(line) - 1))
    changed = bytearray(line)
    changed[at] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(Refused):
        assert decode(bytes(changed)) != decode(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"a":-0}',
        b'{"a":"\\u0070"}',
        b'{"a":"\\/"}',
        b'{"a": 1}',
        b'{"a":1 }',
        b'{"a":1,\t"b":2}',
        b'{"a":1,\n"b":2}',
        b'{"b":1,"a":2}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\udc00\\ud800"}',
        b'{"a":"\\u00e9"}',
        b'{"a":"\\u0000A"}'.replace(b"0000", b"000A"),
    ],
)
def test_a_second_way_to_write_the_same_is_refused(line: bytes, refused: Refusal) -> None:
    with refused("not-canonical"):
        decode(line)


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b'{"a":01}', b'{"a":+1}', b'{"a":.1}', b"{'a':1}", b'{"a":1}x', b'{"a":1}{"a":1}', b'{"a":1}\n', b'{"a":1}\r\n',
     b' {"a":1}', b'\xef\xbb\xbf{"a":1}', b'{"a":"\t"}', b'{"a":"\x00"}', b'{"a":1,}', b'{a:1}', b'{"a":"\\x41"}', b'{"a":tru}',
     b'\x1e{"a":1}', b'{"a":undefined}', b'{"a":"']
)  # fmt: skip
def test_what_is_no_json_is_refused(line: bytes, refused: Refusal) -> None:
    with refused("not-json"):
        decode(line)


@pytest.mark.parametrize("number", ["1.0", "1e0", "1E2", "-1.5", "NaN", "Infinity", "-Infinity", "9007199254740992",
                                    "-9007199254740992", "99999999999999999", "1" * 18, "9" * 5000, "-" + "9" * 5000])  # fmt: skip
def test_a_number_that_is_no_exact_integer_is_refused(number: str, refused: Refusal) -> None:
    with refused("bad-number"):
        decode(b'{"a":%s}' % number.encode())
    with refused("bad-number"):
        decode(b'{"a":[{"b":[%s]}]}' % number.encode())


@pytest.mark.parametrize("number", [LARGEST_INTEGER, -LARGEST_INTEGER, 0, 10**15, -(10**15)])
def test_the_largest_integers_are_still_read(number: int) -> None:
    assert decode(encode({"a": number})) == {"a": number}


@pytest.mark.parametrize("number", [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1, 10**400])
def test_a_larger_integer_is_not_written(number: int, refused: Refusal) -> None:
    with refused("bad-number"):
        encode({"a": [number]})


@pytest.mark.parametrize("word", ["true", "false", "null"])
@pytest.mark.parametrize("shape", ['{"a":%s}', '{"a":[%s]}', '{"a":[1,%s]}', '{"a":{"b":[{"c":%s}]}}'])
def test_true_false_and_null_are_refused_wherever_they_stand(word: str, shape: str, refused: Refusal) -> None:
    with refused("bad-value"):
        decode((shape % word).encode())


def test_the_words_true_and_null_may_stand_in_a_text() -> None:
    assert decode(encode({"a": "it is true: null and void", "true": [",false,"]}))["a"] == "it is true: null and void"


@pytest.mark.parametrize("value", [1.0, True, False, None, b"x", {1, 2}, object(), float("nan"), 1j])
def test_a_value_of_another_type_is_not_written(value: object, refused: Refusal) -> None:
    for whole in (value, {"a": value}, {"a": [("b", value)]}):
        with refused("bad-value"):
            encode(whole)


@pytest.mark.parametrize("line", [b"[]", b'"a"', b"7", b"[{}]"])
def test_a_line_that_is_no_object_is_refused(line: bytes, refused: Refusal) -> None:
    with refused("not-an-object"):
        decode(line)


@pytest.mark.parametrize(
    "key", ["", "A", "aB", "-a", ".a", "a b", "a\u00a0b", "nаme", "a" * 65, "ü", "a/b", "a\n", "_a"]
)
def test_a_name_that_is_not_plain_is_refused(key: str, refused: Refusal) -> None:
    for value in ({key: 1}, {"a": [{key: 1}]}):
        with refused("bad-key"):
            decode(encode_like_a_reader(value))
        with refused("bad-key"):
            encode(value)


def test_a_name_that_is_no_text_is_not_written(refused: Refusal) -> None:
    for key in (1, None, True, 1.5, b"a", ("a",)):
        with refused("bad-key"):
            encode({key: 1})


@pytest.mark.parametrize(
    "character",
    ["\u202e", "\u202a", "\u2066", "\u2069", "\u2028", "\u2029", "\u0085", "\x7f", "\x9f", "\ufeff", "\ue000", "\uf8ff",
     "\U000f0000", "\U0010fffd"],
)  # fmt: skip
def test_a_character_that_hides_or_turns_the_text_is_refused(character: str, refused: Refusal) -> None:
    for text in (character, f"ab{character}cd", f"т{character}"):
        with refused("forbidden-character"):
            decode(encode_like_a_reader({"a": text}))
        with refused("forbidden-character"):
            encode({"a": text})


@pytest.mark.parametrize(
    "escape", [r"\n", r"\t", r"\b", r"\f", r"\r", r"\u0000", r"\u001f", r"\\\n", r"\"\n", r"\\\\\t"]
)
def test_an_escaped_control_character_is_refused(escape: str, refused: Refusal) -> None:
    with refused("forbidden-character"):
        decode(b'{"a":"%s"}' % escape.encode())
    with refused("forbidden-character"):
        encode({"a": json.loads(f'"{escape}"')})


@pytest.mark.parametrize("text", ["\\", '"', "\\n", '\\"', "\\\\n", '\\\\"n', 'a"\\b', "\\u0041", "ü\\"])
def test_backslashes_and_quotation_marks_are_ordinary_characters(text: str) -> None:
    assert decode(encode({"a": text})) == {"a": text}


def test_a_lone_surrogate_is_neither_written_nor_read(refused: Refusal) -> None:
    with refused("forbidden-character"):
        encode({"a": "\ud800"})
    with refused("not-utf8"):
        decode(b'{"a":"\xed\xa0\x80"}')


@pytest.mark.parametrize("data", [b"\xff", b'{"a":"\xc0\xaf"}', b'{"a":"\xf4\x90\x80\x80"}', b'{"a":"\xe2\x82'])
def test_bytes_that_are_not_utf8_are_refused(data: bytes, refused: Refusal) -> None:
    with refused("not-utf8"):
        decode(data)


@pytest.mark.parametrize(
    "text", ["e\u0301", "\u212b", "\u1100\u1161", "a\u0323\u0301".replace("\u0323\u0301", "\u0301\u0323"), "\u0958"]
)
def test_the_decomposed_twin_of_a_text_is_refused(text: str, refused: Refusal) -> None:
    assert unicodedata.normalize("NFC", text) != text
    with refused("not-nfc"):
        decode(encode_like_a_reader({"a": text}))
    with refused("not-nfc"):
        encode({"a": text})


@given(
    st.lists(
        st.text(st.sampled_from('a"\u0301\u0338\u0323é=<>\u1100\u1161\u11a8\u093c\u0915\\'), max_size=6), max_size=4
    )
)
def test_the_line_is_in_normal_form_when_each_of_its_texts_is(texts: list[str]) -> None:
    line = json.dumps(texts, ensure_ascii=False)
    assert unicodedata.is_normalized("NFC", line) == all(unicodedata.is_normalized("NFC", text) for text in texts)


@pytest.mark.parametrize("character", ["\u0378", "\ufffe", "\uffff", "\ufdd0", "\U0003fffe", "\U000e0000"])
def test_an_unassigned_character_is_not_written_but_read(character: str, refused: Refusal) -> None:
    with refused("unassigned-character"):
        encode({"a": character})
    assert decode(encode_like_a_reader({"a": character})) == {"a": character}


def test_the_forbidden_characters_are_those_of_their_categories() -> None:
    def by_category(code: int) -> bool:
        turns = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code == 0xFEFF
        return turns or unicodedata.category(chr(code)) in {"Cc", "Cs", "Co", "Zl", "Zp"}

    for code in range(sys.maxunicode + 1):
        assert bool(canonical.FORBIDDEN.search(chr(code))) == by_category(code), hex(code)


def test_nesting_is_read_to_its_limit_and_no_deeper(refused: Refusal) -> None:
    assert decode(encode(nested(MOST_DEPTH))) == nested(MOST_DEPTH)
    for depth in (MOST_DEPTH + 1, 100, 500):
        with refused("too-deep"):
            encode(nested(depth))
        with refused("too-deep"):
            decode(b'{"in":' * (depth - 1) + b"{}" + b"}" * (depth - 1))


def test_many_brackets_side_by_side_or_in_a_text_are_no_depth() -> None:
    value = {"a": [{} for _ in range(40)], "b": "{[" * 40}
    assert decode(encode(value)) == value


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"a":['])
def test_twenty_thousand_brackets_are_refused(opening: bytes, refused: Refusal) -> None:
    with refused("too-deep"):
        decode(opening * 20_000, most_bytes=1 << 20)


def test_a_value_that_contains_itself_is_not_written(refused: Refusal) -> None:
    value: dict[str, Any] = {}
    value["a"] = [value]
    with refused("too-deep"):
        encode(value)


def test_ten_megabytes_are_refused_without_being_read(refused: Refusal) -> None:
    began = time.perf_counter()
    with refused("too-long"):
        decode(b'{"a":"' + b"x" * 10_000_000 + b'"}')
    assert time.perf_counter() - began < 1


def test_tuples_are_written_as_lists() -> None:
    assert encode({"a": (1, ("b",))}) == b'{"a":[1,["b"]]}'


def test_remembering_names_does_not_grow_without_end_nor_forget_how() -> None:
    many = encode({f"n{number}": 1 for number in range(5000)})
    for line in [b'{"k%d":1}' % number for number in range(6000)] + [many]:
        assert decode(line, most_bytes=1 << 20)
        assert len(canonical._PLAIN_KEYS) <= canonical._MOST_PLAIN_KEYS
    assert decode(b'{"never-seen-before":1}') == {"never-seen-before": 1}
    assert "never-seen-before" in canonical._PLAIN_KEYS
