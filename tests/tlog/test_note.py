"""A note has one text, its lines, and no second way to be written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.tlog import keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.errors import Refused
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import MOST_BYTES, MOST_LINES, MOST_TEXT, Line, Note, parse
from tests.tlog.conftest import Refusal

LINE = Line("tolunay.example/president", b"\x01\x02\x03\x04", bytes(64))
ROW = LINE.encode()
NOTE = b"text\n\n" + ROW
NAMES = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,62}(/[a-z0-9][a-z0-9-]{0,40}){0,5}", fullmatch=True)
LINES = st.builds(Line, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=90))
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n")).map(lambda text: f"{text}\n".encode())


@given(TEXTS, st.lists(LINES, min_size=1, max_size=6, unique_by=lambda line: (line.name, line.key_id)))
def test_a_note_is_read_as_it_was_written(text: bytes, lines: list[Line]) -> None:
    note = Note(text, tuple(lines))
    assert parse(note.encode(), most_bytes=1 << 20) == note


@given(st.data())
def test_a_changed_byte_in_the_lines_is_refused_or_changes_a_line(data: st.DataObject) -> None:
    note = parse(NOTE)
    changed = bytearray(NOTE)
    changed[data.draw(st.integers(len(note.text), len(NOTE) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        other = parse(bytes(changed))
    except Refused:
        return
    assert other.encode() == bytes(changed)
    assert other.lines != note.lines


@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([ROW, b"\n", b"text", b"\n\n", b"\xe2\x80\x94 ", b" ", b"a"])).map(b"".join)
)
def test_whatever_the_bytes_a_note_is_read_with_one_writing_or_refused(data: bytes) -> None:
    for strict in (True, False):
        try:
            note = parse(data, strict_names=strict)
        except Refused:
            continue
        assert note.encode() == data


def test_the_text_is_what_stands_before_the_last_blank_line() -> None:
    signature_in_text = b"one\n\n" + ROW
    note = parse(signature_in_text + b"\n" + ROW)
    assert note.text == signature_in_text
    assert len(note.lines) == 1


def test_lines_break_at_newlines_alone() -> None:
    text = "one\u0085two\u2028three\u2029four\n".encode()
    assert parse(text + b"\n" + ROW).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n" + ROW,
        b"text\n\n" + ROW[:-1],
        b"text\n\n" + ROW + b"\n",
        b"text\n\n" + ROW + b"\n\n",
        b"\n" + ROW,
        ROW,
    ],
    ids=[
        "empty",
        "no lines",
        "blank end",
        "no blank line",
        "no last newline",
        "blank last line",
        "two",
        "no text",
        "line",
    ],
)
def test_what_has_not_the_three_parts_is_no_note(data: bytes, refused: Refusal) -> None:
    with refused("not-a-note"):
        parse(data)


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("—".encode(), b"-"),
        ROW.replace("—".encode(), b"--"),
        ROW.replace("—".encode(), "–".encode()),
        ROW.replace("—".encode(), "― ".encode()),
        b" " + ROW,
        ROW.replace(b"president ", b"president  "),
        ROW.replace(b"president ", b"president\xc2\xa0"),
        ROW[:-1] + b" \n",
        ROW.replace(b"tolunay", b"Tolunay"),
        ROW.replace(b"tolunay", "tоlunay".encode()),
        ROW.replace(b"tolunay.example", b"tolunay.example+"),
        ROW.replace(b"/president", b"/president/"),
        ROW.replace(b"/president", b"//president"),
        ROW.replace(b"/president", b"/a/b/c/d/e/f"),
        ROW.replace(b"tolunay.example", b"a" * 64),
        ROW.replace(b"president ", b""),
        ROW[:-1] + b"=\n",
        ROW[:-1] + b"==\n",
        ROW[:60] + b" " + ROW[60:],
        ROW[:60] + b"-_" + ROW[62:],
        "— tolunay.example/president \n".encode(),
        b"\n",
    ],
)
def test_a_line_of_another_form_is_refused(row: bytes) -> None:
    with pytest.raises(Refused) as caught:
        parse(b"text\n\n" + ROW.replace(b"president", b"secretary") + row)
    assert caught.value.code in {"bad-line", "bad-base64", "not-a-note"}


def test_a_line_of_stray_text_is_refused(refused: Refusal) -> None:
    with refused("bad-line"):
        parse(b"text\n\n" + ROW + b"more words\n")


def test_a_line_too_short_for_a_signature_is_refused(refused: Refusal) -> None:
    for size in (1, 3, 4):
        with refused("bad-line"):
            parse(f"text\n\n— tolunay.example {armour(bytes(size))}\n".encode())


def test_stray_last_bits_of_base64_are_refused(refused: Refusal) -> None:
    blob = armour(bytes(68))
    assert blob.endswith("AA=")
    with refused("bad-base64"):
        parse(f"text\n\n— tolunay.example {blob[:-2]}B=\n".encode())
    with refused("bad-base64"):
        parse(f"text\n\n— tolunay.example {blob[:-1]}\n".encode())


@given(st.binary(min_size=1, max_size=70), st.data())
def test_bytes_have_one_base64(data: bytes, draw: st.DataObject) -> None:
    text = armour(data)
    assert unarmour(text) == unarmour(text.encode()) == data
    at = draw.draw(st.integers(0, len(text) - 1))
    other = text[:at] + draw.draw(st.characters(max_codepoint=0x2FF)) + text[at + 1 :]
    try:
        assert (unarmour(other) == data) == (other == text)
    except Refused as bad:
        assert bad.code == "bad-base64"


@pytest.mark.parametrize(
    "text",
    ["A", "AA", "AAA", "AA=", "A===", "AAAA=", "AA==AA==", "AAAA\n", " AAAA", "AA AA", "AB==", "AAB=", "é", "AAA-"],
)
def test_base64_written_otherwise_is_refused(text: str, refused: Refusal) -> None:
    with refused("bad-base64"):
        unarmour(text)


def test_the_same_key_twice_is_refused_even_with_another_signature(refused: Refusal) -> None:
    other = Line(LINE.name, LINE.key_id, bytes([1]) * 64).encode()
    for row in (ROW, other):
        with refused("duplicate-line"):
            parse(NOTE + row)


def test_two_keys_of_one_name_and_two_names_of_one_id_may_sign() -> None:
    rotated = Line(LINE.name, b"\x09\x02\x03\x04", bytes(64)).encode()
    namesake = Line("tolunay.example/secretary", LINE.key_id, bytes(64)).encode()
    assert len(parse(NOTE + rotated + namesake).lines) == 3


def test_thirty_two_lines_are_read_and_no_more(refused: Refusal) -> None:
    rows = [Line(f"tolunay.example/keeper-{n}", bytes(4), bytes(64)).encode() for n in range(MOST_LINES + 1)]
    assert len(parse(b"text\n\n" + b"".join(rows[:MOST_LINES])).lines) == 32
    with refused("too-many-lines"):
        parse(b"text\n\n" + b"".join(rows))


def test_a_note_of_65535_bytes_is_read_and_none_larger(refused: Refusal) -> None:
    text = b"x" * 1000 + b"\n"
    head = len(text) + 1 + len("— a ".encode()) + 1
    # 65,535 less the rest is no multiple of four: take the largest blob that fits, and fill up with text.
    blob = bytes((MOST_BYTES - head) // 4 * 3)
    fill = MOST_BYTES - head - len(armour(blob))
    data = Note(b"y" * fill + text, (Line("a", blob[:4], blob[4:]),)).encode()
    assert len(data) == MOST_BYTES
    assert parse(data).encode() == data
    with refused("too-long"):
        parse(b"y" + data)


def test_a_text_of_40960_bytes_is_read_and_none_larger(refused: Refusal) -> None:
    text = b"x" * (MOST_TEXT - 1) + b"\n"
    assert parse(text + b"\n" + ROW).text == text
    with refused("too-long"):
        parse(b"x" + text + b"\n" + ROW)
    assert parse(b"x" + text + b"\n" + ROW, most_text=50_000)


@pytest.mark.parametrize("byte", [*range(0, 10), *range(11, 32), 127])
def test_a_control_character_is_refused_in_the_text_and_in_the_lines(byte: int, refused: Refusal) -> None:
    with refused("forbidden-character"):
        parse(b"te" + bytes([byte]) + b"xt\n\n" + ROW)
    with refused("forbidden-character"):
        parse(NOTE[:-20] + bytes([byte]) + NOTE[-20:])


def test_line_breaks_of_another_system_are_refused(refused: Refusal) -> None:
    with refused("not-a-note"):
        parse(NOTE.replace(b"\n", b"\r\n"))


def test_bytes_that_are_not_utf8_are_refused(refused: Refusal) -> None:
    with refused("not-utf8"):
        parse(b"te\xffxt\n\n" + ROW)


def test_a_note_without_lines_or_with_a_text_that_does_not_end_cannot_be_made(refused: Refusal) -> None:
    for text, lines in ((b"text", (LINE,)), (b"", (LINE,)), (b"text\n", ())):
        with refused("not-a-note"):
            Note(text, lines)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\n— b", "a" * 256, "a\u202eb", "a\x1bb"])
def test_a_name_that_no_note_could_carry_is_not_written(name: str, refused: Refusal) -> None:
    with refused("bad-name"):
        Line(name, bytes(4), bytes(64)).encode()


@pytest.mark.parametrize(
    "name", ["Quasimodo.example/Salvatore", "oid/1.3.6.1", "witness_1", "тоlunay", "a/b/c/d/e/f/g"]
)
def test_lines_of_strangers_may_have_names_that_ours_may_not(name: str, refused: Refusal) -> None:
    data = b"text\n\n" + Line(name, bytes(4), bytes(64)).encode()
    assert parse(data, strict_names=False).lines[0].name == name
    with refused("bad-line"):
        parse(data)


@pytest.mark.parametrize("name", ["a\u202eb", "a\u2003b", "a+b", "\u2066a", "a" * 256])
def test_a_stranger_s_name_that_would_disturb_a_report_is_refused(name: str) -> None:
    with pytest.raises(Refused) as caught:
        parse(f"text\n\n— {name} {armour(bytes(68))}\n".encode(), strict_names=False)
    assert caught.value.code in {"bad-name", "bad-line"}


def test_the_example_of_the_specification_is_read_and_its_key_verifies_it(shared: Path) -> None:
    note = parse((shared / "data/tlog/note-example.txt").read_bytes(), strict_names=False)
    name, material = keys.parse_vkey((shared / "data/tlog/note-example.vkey").read_text().strip())
    assert note.text == b"This is an example message.\n"
    assert note.lines[0].name == name == "example.com/foo"
    keys.check(note.lines[0], material, note.text)


def test_a_note_signed_by_two_officers_is_read_and_both_lines_hold(
    president: SigningKey, vice_president: SigningKey
) -> None:
    text = b'{"v":1}\n'
    note = parse(Note(text, (president.sign(text), vice_president.sign(text))).encode())
    for line, signer in zip(note.lines, (president, vice_president), strict=True):
        keys.check(line, signer.material, note.text)
