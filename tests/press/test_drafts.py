"""Drafts: every scalar is what was typed, comments survive, and a bad draft gets one sentence with its line."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qurultay.press import draft_writing
from qurultay.press.draft_writing import commented, dump
from qurultay.press.drafts import MOST_BYTES, Value, load, read
from qurultay.press.files import MOST_BESIDE, place_beside, read_beside
from qurultay.press.refusal import Refusal

DRAFT = """\
# proposal; every field is yours to change
kind: deposited # or adopted
date: 2023-11-12
body:
  country: NO
  version: 1.10
  seats: 0060
  at: 12:30:45
  held: yes
  provisions:
    - label: '3'
      operations:
        - kind: call # line 40, 92 %
          addressee: class/states
    - label: 3a
parts:
  title.en: A <script>alert(1)</script> & more
  text.en: |
    We met.

    § 1
    We pledge.
  # what the clerk noted below the words
  title.kk: Мәлімдеме
refs: []
sealed: {}
"""


def test_every_scalar_is_the_very_characters_typed() -> None:
    body = read(DRAFT).data["body"]
    assert isinstance(body, dict)
    assert [body[name] for name in ("country", "version", "seats", "at", "held")] == [
        "NO",
        "1.10",
        "0060",
        "12:30:45",
        "yes",
    ]


def test_the_line_of_a_value_or_of_the_nearest_thing_around_it_is_known() -> None:
    draft = read(DRAFT)
    assert draft.line_of(("body", "provisions", 0, "operations", 0, "addressee")) == 14
    assert draft.line_of(("body", "provisions", 1)) == 15
    assert draft.line_of(("parts", "text.en")) == 18
    assert draft.line_of(("body", "provisions", 7, "label")) == 10
    assert draft.where(("nowhere",)) == "draft, line 1"


def test_a_draft_written_back_unchanged_is_the_same_to_the_byte() -> None:
    draft = read(DRAFT)
    assert dump(draft, draft.data) == DRAFT


def test_a_changed_value_changes_its_line_alone_and_comments_stay() -> None:
    draft = read(DRAFT)
    wanted = read(DRAFT.replace("kind: call", "kind: appeal").replace("We pledge.", "We promise.")).data
    before, after = DRAFT.splitlines(), dump(draft, wanted).splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("        - kind: call # line 40, 92 %", "        - kind: appeal # line 40, 92 %"),
        ("    We pledge.", "    We promise."),
    ]


def test_fields_and_rows_are_added_and_taken_away() -> None:
    draft = read(DRAFT)
    wanted: dict[str, Value] = {
        "kind": "issued",
        "refs": [{"carries": "act/1"}, {"cites": "act/2"}],
        "new": {"a": "two\nlines\n"},
    }
    assert read(dump(draft, wanted)).data == wanted


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=30).filter(
    lambda words: (
        not any(
            "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" or c in "\u2028\u2029\ufeff" or c >= "\U000e0000"
            for c in words
        )
    )
)
LINES = st.lists(WORDS.map(str.strip).filter(bool), min_size=1, max_size=3).map(lambda lines: "\n".join(lines) + "\n")
NAMES = st.from_regex(r"[a-z_.]{1,12}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(
        WORDS,
        LINES,
        st.sampled_from(
            ["NO", "null", "~", "1.10", "<<", "- x", "a: b", "# c", "!t", "*x", "&x", "'", '"', "{", "0x1F"]
        ),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_whatever_is_written_reads_back_as_the_same_strings(values: dict[str, Value]) -> None:
    written = commented(values)
    assert read(draft_writing.text_of(written, values)).data == values


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "draft: the draft is empty; begin with a line such as 'kind: issued'."),
        ("# only words\n", "draft: the draft is empty; begin with a line such as 'kind: issued'."),
        ("- a\n- b\n", "draft, line 1: a draft is a list of 'name: value' lines; begin with 'kind: …'."),
        ("plain words\n", "draft, line 1: a draft is a list of 'name: value' lines; begin with 'kind: …'."),
        ("a: 1\nb: 2\na: 3\n", "draft, line 3: 'a' stands twice (first on line 1); keep one of the two."),
        ("a: 1\nb: {c: 1, c: 2}\n", "draft, line 2: 'c' stands twice (first on line 2); keep one of the two."),
        ("a: 1\nb: *x\n", "draft, line 2: *x is an alias; write the value itself, or put it in quotes."),
        ("a: 1\nb: &x 1\n", "draft, line 2: &x is an anchor; take it away, or put the value in quotes."),
        ("a: !!python/object:os.system x\n", "is a tag; take it away, or put the value in quotes."),
        ("a: ! x\n", "is a tag; take it away, or put the value in quotes."),
        ("a: !own {b: 1}\n", "'!own' is a tag"),
        ("%YAML 1.1\n---\na: 1\n", "lines that begin with % are not for drafts"),
        ("a: 1\n---\nb: 2\n", "draft, line 2: a second draft begins here ('---'); keep one draft in a file."),
        ("a: b: c\n", "draft, line 1: a ':' stands where no name ends"),
        ("a: 1\n b: 2\n", "draft, line 2: a ':' stands where no name ends"),
        ("a:\n\t- b\n", "draft, line 2: a tab stands where spaces belong; indent with spaces."),
        ("a: @b\n", "draft, line 1: a value begins with a sign that YAML keeps for itself"),
        ("a: 'b\n\nc: 1\n", "a quotation mark is opened and never closed; close it."),
        ("a: [1, 2\nb: 3\n", "a bracket is opened and never closed"),
        ("- a\nb: 1\n", "draft, line 2: this line does not fit the lines above"),
        ('a: "\\q"\n', "draft, line 1: a backslash in double quotes"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', "a character is written as a code that does not exist"),
        ('a: 1\nb: "x\\ud800"\n', "draft, line 2, character 2: U+D800 is half of a character"),
        ('a: 1\nb: "\\0"\n', "draft, line 2, character 1: U+0000 is a NUL character"),
        ('a: "\\u202eabc"\n', "draft, line 1, character 1: U+202E is a bidi override"),
        ("a: 1\nb: x\u202ey\n", "draft, line 2, character 5: U+202E is a bidi override"),
        ("a: 1\nb: x\0\n", "draft, line 2, character 5: U+0000 is a NUL character"),
        ("? [a]\n: b\n", "draft, line 1: a list or a mapping is used as a name"),
        ("? {a: b}\n: c\n", "draft, line 1: a list or a mapping is used as a name"),
        ("? " * 100_000, "draft, line 1: a list or a mapping is used as a name"),
        (": a\n", "draft, line 1: a name is missing before ':'"),
    ],
)
def test_a_broken_draft_gets_one_sentence_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value) and refused.value.__cause__ is None


NESTED = {
    "brackets": "a: " + "[" * 100_000,
    "braces": "a: " + "{a: " * 50_000,
    "dashes": "a:\n  " + "- " * 100_000,
    "closed brackets": "a: " + "[" * 60 + "]" * 60,
    "steps": "".join(" " * n + f"k{n}:\n" for n in range(900)),
    "json": '{"a":' * 60_000 + "1" + "}" * 60_000,
}


@pytest.mark.parametrize("shape", NESTED)
def test_a_draft_nested_deeper_than_forty_is_refused_before_it_is_built(shape: str) -> None:
    before = time.process_time()
    with pytest.raises(Refusal, match=r"line \d+: lists and fields stand inside one another more than 40 deep"):
        read(NESTED[shape])
    assert time.process_time() - before < 5


def test_forty_levels_are_taken_and_forty_one_are_not() -> None:
    assert read("a: " + "[" * 39 + "]" * 39 + "\n").data["a"]
    with pytest.raises(Refusal):
        read("a: " + "[" * 40 + "]" * 40 + "\n")


FULL = {
    "many names": "".join(f"name{n}: {n}\n" for n in range(34_000)),
    "one long word": "a: " + "x" * (MOST_BYTES - 10),
    "one long quoted word": 'a: "' + "\\u0041" * 80_000 + '"',
    "colons": "a: " + "b:" * 200_000,
    "commas": "a: [" + "," * 100_000 + "]",
    "hashes": "a: 1\n" + "#\n" * 250_000,
    "blank lines": "a: 1\n" + "\n" * 500_000 + "b: 2\n",
    "spaces": "a: 1\n" + " " * 500_000 + "b: 2\n",
    "dots": "...\n" * 120_000,
}


@pytest.mark.parametrize("shape", FULL)
def test_the_largest_drafts_are_read_or_refused_in_bounded_time(shape: str) -> None:
    before = time.process_time()
    try:
        assert read(FULL[shape]).data
    except Refusal as refused:
        assert str(refused).startswith("draft")
    assert time.process_time() - before < 15


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    with open(draft, "wb") as file:
        file.truncate(100 * 1024 * 1024)
    before = time.process_time()
    with pytest.raises(Refusal, match=r"^draft.yaml: the file has more than 512 kB; shorten it or divide it\.$"):
        load(draft)
    assert time.process_time() - before < 0.5


def test_a_file_that_is_no_draft_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: caf\xe9\n")
    os.mkfifo(tmp_path / "pipe.yaml")
    for name, sentence in {
        "latin.yaml": "latin.yaml, byte 6: 0xe9 is not UTF-8 here",
        "pipe.yaml": "this is not a file of words",
        "missing.yaml": "the file cannot be opened",
        ".": "this is not a file of words",
    }.items():
        with pytest.raises(Refusal) as refused:
            load(tmp_path / name)
        assert sentence in str(refused.value)


def test_a_file_beside_or_below_the_draft_is_taken(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "text.txt").write_bytes(b"words\n")
    assert read_beside(tmp_path / "draft.yaml", "below/text.txt", "draft.yaml, line 3") == b"words\n"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "/etc/hostname",
        "below/../../secret.txt",
        "",
        ".",
        "..",
        "a\\b",
        "a\0b",
        "link",
        "folder/secret.txt",
        "./a",
        "a//b",
        "a/",
        "x" * 5000,
    ],
)
def test_a_file_that_leaves_the_drafts_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_bytes(b"a key\n")
    home = tmp_path / "desk"
    (home / "below").mkdir(parents=True)
    (home / "link").symlink_to("../secret.txt")
    (home / "folder").symlink_to(tmp_path)
    with pytest.raises(Refusal, match=r"^draft\.yaml, line 3: "):
        read_beside(home / "draft.yaml", name, "draft.yaml, line 3")


def test_a_file_of_more_than_sixty_four_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with open(tmp_path / "large.pdf", "wb") as file:
        file.truncate(MOST_BESIDE + 1)
    with pytest.raises(Refusal, match="more than 64 MB"):
        read_beside(tmp_path / "draft.yaml", "large.pdf", "draft.yaml, line 3")


def test_a_source_is_brought_beside_its_draft_and_nothing_is_overwritten(tmp_path: Path) -> None:
    source, desk = tmp_path / "source.txt", tmp_path / "desk"
    desk.mkdir()
    source.write_bytes(b"We met.\n")
    assert place_beside(source, desk / "draft.yaml") == "source.txt"
    assert (desk / "source.txt").read_bytes() == b"We met.\n"
    assert place_beside(source, desk / "draft.yaml") == "source.txt"
    assert place_beside(source, tmp_path / "draft.yaml") == "source.txt"
    source.write_bytes(b"We met again.\n")
    with pytest.raises(Refusal, match="another file of this name stands beside the draft"):
        place_beside(source, desk / "draft.yaml")
    assert (desk / "source.txt").read_bytes() == b"We met.\n"
