"""Every value has one form, and every form one value: what is read is what was written, and nothing else is read."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qurultay.acts import schema
from qurultay.acts.act import MOST_TEXT, Unknown, read_act, text_of
from qurultay.acts.amending import Change, Corrected
from qurultay.acts.constituting import Concluded
from qurultay.acts.drafting import body_of, words_of
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.kinds import KINDS
from qurultay.acts.resolving import Figures, Operation
from qurultay.acts.rules import Quorum, Rules
from qurultay.acts.writing import Issued
from qurultay.tlog import canonical
from qurultay.tlog.errors import Refused
from tests.acts.drawn import act_of, all_values, drawn, numbers_of, values_in
from tests.hall import rules

FEWER = settings(max_examples=settings().max_examples // 10)
"""Each of 33 kinds is drawn this often in each property."""
every_kind = pytest.mark.parametrize("kind", KINDS)
CLOSED = Concluded(how="merged")


def fields_of(text: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(text)
    return fields


def line(fields: dict[str, Any]) -> bytes:
    return canonical.encode(fields) + b"\n"


@every_kind
@FEWER
@given(data=st.data())
def test_an_act_is_read_as_it_was_written_and_a_draft_says_the_same(kind: str, data: st.DataObject) -> None:
    act = act_of(data.draw(drawn(KINDS[kind])))
    text = text_of(act)
    assert read_act(text) == act
    assert text_of(read_act(text)) == text
    assert body_of(kind, words_of(act.body)) == act.body


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a JSON value but the outermost."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield (*path, step)
        yield from places(inner, (*path, step))


def put(value: Any, path: tuple[str | int, ...], new: Any) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


def told(path: tuple[str | int, ...]) -> str:
    """The path as a clerk reads it: the first of a list is 1."""
    return ".".join(["body", *(str(step + 1) if isinstance(step, int) else step for step in path)])


@every_kind
@FEWER
@given(data=st.data())
def test_a_value_of_another_shape_is_refused_with_its_path(kind: str, data: st.DataObject) -> None:
    written = schema.written(data.draw(drawn(KINDS[kind]).filter(lambda body: schema.written(body) != {})))
    path = data.draw(st.sampled_from(list(places(written))))
    put(written, path, data.draw(st.sampled_from([True, None, 1.5, -(2**60), {"no": "field"}, [[]]])))
    with pytest.raises(Refused) as refused:
        schema.refuse(KINDS[kind], written, "body")
    assert refused.value.code == "wrong-shape"
    assert refused.value.sentence.startswith(told(path))


@every_kind
@FEWER
@given(data=st.data())
def test_a_field_that_is_missing_or_too_many_is_refused_with_its_path(kind: str, data: st.DataObject) -> None:
    written = schema.written(data.draw(drawn(KINDS[kind])))
    objects = [((), KINDS[kind], written), *inner_objects(KINDS[kind], written)]
    path, cls, held = data.draw(st.sampled_from(objects))
    required = [f.name.rstrip("_") for f in dataclasses.fields(cls) if f.default is dataclasses.MISSING]
    if required and data.draw(st.booleans()):
        gone = data.draw(st.sampled_from(required))
        del held[gone]
        expected = f"{told(path)}: missing: {gone}"
    else:
        held["flourish"] = "x"
        expected = f"{told(path)}: there is no field 'flourish' here"
    with pytest.raises(Refused) as refused:
        schema.refuse(KINDS[kind], written, "body")
    assert refused.value.sentence.startswith(expected)


def inner_objects(hint: Any, value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any, Any]]:
    """Every object inside a written value, with its path and its class."""
    for name, inner in values_in(hint).items():
        held = value.get(name)
        each = enumerate(held) if isinstance(held, list) else [(None, held)]
        for at, item in each:
            if isinstance(item, dict):
                where = (*path, name) if at is None else (*path, name, at)
                yield where, inner, item
                yield from inner_objects(inner, item, where)


@pytest.mark.parametrize("cls", all_values(), ids=lambda cls: cls.__name__)
@settings(max_examples=3)
@given(data=st.data())
def test_a_default_that_is_written_out_is_refused(cls: Any, data: st.DataObject) -> None:
    """Two texts that say the same would have two ids, two hashes and two signatures."""
    held = schema.written(data.draw(drawn(cls)))
    for field in dataclasses.fields(cls):
        if field.default is not dataclasses.MISSING:
            name = field.name.rstrip("_")
            with pytest.raises(Refused) as refused:
                schema.refuse(cls, held | {name: plain(field.default)}, "body")
            assert f"{name}" in refused.value.sentence


def plain(default: Any) -> Any:
    return list(default) if isinstance(default, tuple) else default


@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_a_text_with_one_byte_changed_is_refused_or_says_just_that(kind: str, data: st.DataObject) -> None:
    """There is no second way to write the same act: whatever is read is written back byte for byte."""
    text = bytearray(text_of(act_of(data.draw(drawn(KINDS[kind])))))
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.binary(min_size=0, max_size=2))
    text[at : at + data.draw(st.integers(0, 2))] = new
    try:
        act = read_act(bytes(text))
    except Refused:
        return
    assert isinstance(act.body, Unknown) or text_of(act) == bytes(text)


def test_every_field_of_an_act_must_stand_there_and_no_other() -> None:
    fields = fields_of(text_of(act_of(CLOSED)))
    for name in fields:
        without = {key: value for key, value in fields.items() if key != name}
        with pytest.raises(Refused, match=name):
            read_act(line(without))
    with pytest.raises(Refused, match="no field 'note'"):
        read_act(line(fields | {"note": "x"}))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"date": "2026-02-30"}, "date: write a day"),
        ({"date": "0999-12-31"}, "date: write a day"),
        ({"enter_by": "9000-01-01"}, "enter_by: write a day"),
        ({"id": "a1b2c3di"}, "id: write an eight-letter id"),
        ({"v": 0}, "v: write a whole number from 1"),
        ({"issuers": ["post/president"]}, "issuers.1: write a body"),
        ({"signatories": ["post/president", "person/1"]}, "signatories.2: write a post or a keeper"),
        ({"basis": "act/01"}, "basis: write a rule or provision"),
        ({"record": "0" * 63}, "record: write a SHA-256"),
        ({"seen": {"root": "A" * 44, "size": 0}}, "seen.root: write a tree root"),
        ({"parts": {"medical-report": "0" * 64}}, "'medical-report' is not on the list"),
        ({"sealed": {"text.en": "F" * 64}}, "sealed.text.en: write a SHA-256"),
        ({"refs": [{"cites": "act/1", "carries": "act/2"}]}, "refs.1: write one relation"),
        ({"refs": [{"cites": "act/1"}, {"praises": "act/1"}]}, "refs.2: the relations are"),
        ({"refs": [{"cites": "act/1/provision/3/call/1"}]}, "refs.1.cites: write an act"),
        ({"kind": "Issued"}, "act.kind: write a kind"),
        ({"body": []}, "act.body: write an object"),
        ({"body": {"how": "lost"}}, "body.how: write one of handed-over, merged, dissolved"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_heading_of_another_shape_is_refused_by_name(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_act(line(fields_of(text_of(act_of(CLOSED))) | changed))
    assert said in refused.value.sentence


def test_the_path_leads_through_lists_and_objects() -> None:
    written = schema.written(ReportTabled(report="progress", as_of=act_of(CLOSED).date, body="body/assembly"))
    written["findings"] = [schema.written(Finding(of="act/1/call/1", state="met")), {"of": "act/1", "state": "lost"}]
    with pytest.raises(Refused, match=r"body\.findings\.2\.state: write one of under-way"):
        schema.refuse(ReportTabled, written, "body")


@pytest.mark.parametrize("number", ["07", "+7", "7.0", "1_000", "٧", " 7", "", "-0", "9" * 17, "0x7"])
def test_a_number_in_a_draft_has_one_spelling(number: str) -> None:
    with pytest.raises(Refused, match=r"body\.figures\.for: write a whole number"):
        body_of(
            "not-adopted",
            {
                "text": "statute",
                "body": "body/assembly",
                "outcome": "lost",
                "figures": {"for": number, "against": "1", "abstained": "1", "present": "9", "entitled": "9"},
            },
        )


@pytest.mark.parametrize(("kind", "version"), [("sung", 1), ("issued", 2), ("issued", 100_000)])
def test_a_kind_or_version_not_known_here_is_intact_and_means_nothing(kind: str, version: int) -> None:
    body = {"verse": {"lines": [1, "2"]}, "chorus": "yes"}
    fields = fields_of(text_of(act_of(Issued(form="notice", authentic=("en",))))) | {
        "kind": kind,
        "v": version,
        "body": body,
    }
    act = read_act(line(fields))
    assert (act.kind, act.v) == (kind, version)
    assert act.body == Unknown(fields='{"chorus":"yes","verse":{"lines":[1,"2"]}}')
    with pytest.raises(Refused) as refused:
        text_of(act)
    assert refused.value.code == "unknown-kind"


def test_a_draft_of_a_kind_there_is_not_is_told_the_kinds_there_are() -> None:
    with pytest.raises(Refused, match="there is no kind 'sung'; the kinds are adopted, announced"):
        body_of("sung", {})


def long_correction(length: int) -> Corrected:
    return Corrected(changes=(Change(field="body.number", was="", now="x" * length),))


def test_a_text_may_have_40960_bytes_and_not_one_more() -> None:
    room = MOST_TEXT - len(text_of(act_of(long_correction(0))))
    longest = text_of(act_of(long_correction(room)))
    assert (len(longest), text_of(read_act(longest))) == (MOST_TEXT, longest)
    with pytest.raises(Refused, match="40961 bytes, 40960 are allowed"):
        text_of(act_of(long_correction(room + 1)))
    with pytest.raises(Refused, match="40961 bytes, 40960 are allowed"):
        read_act(longest.replace(b"xx", b"xxx", 1))


@pytest.mark.parametrize("ending", [b"", b"\n\n", b"\r\n", b" \n"])
def test_a_text_is_one_line_with_one_line_break_at_its_end(ending: bytes) -> None:
    with pytest.raises(Refused):
        read_act(text_of(act_of(CLOSED))[:-1] + ending)


@pytest.mark.parametrize(
    ("cls", "value"),
    [
        (Figures, Figures(for_=1, against=1, abstained=1, present=9, entitled=9)),
        (Operation, Operation(kind="pledge")),
        (Quorum, Quorum(num=1, den=2, test="more-than")),
        (Rules, rules()),
    ],
    ids=["figures", "operation", "quorum", "rules"],
)
def test_a_number_is_read_from_its_least_to_its_most_and_not_beyond(cls: Any, value: Any) -> None:
    for name, form in numbers_of(cls):
        key, default = name.rstrip("_"), {f.name: f.default for f in dataclasses.fields(cls)}[name]
        for inside in {form.least, form.most} - {default}:
            assert getattr(schema.refuse(cls, schema.written(value) | {key: inside}, "it"), name) == inside
        for outside in (form.least - 1, form.most + 1, True, str(form.least)):
            with pytest.raises(Refused, match=f"it.{key}: write a whole number"):
                schema.refuse(cls, schema.written(value) | {key: outside}, "it")
