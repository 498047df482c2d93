"""Every version ever written stays readable, byte for byte: `tests/golden/acts/` keeps one text of each.

A text there is never changed. If a test here fails, the code is wrong, not the text: signatures of years hang on
these bytes. How to add the text of a new version says `tests/acts/add_golden.py`.
"""

import dataclasses
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts import kinds, schema
from qurultay.acts.act import Act, Unknown, read_act, text_hash, text_of
from qurultay.acts.kinds import KINDS, VERSIONS
from qurultay.acts.writing import Issued
from qurultay.tlog import canonical
from qurultay.tlog.errors import Refused
from tests.acts.add_golden import SUMS, TEXTS, add_missing
from tests.acts.examples import EXAMPLES, full

FROZEN = dict(reversed(each.split("  ")) for each in SUMS.read_text(encoding="utf-8").splitlines())
THE_LIST = "e2ad1f8ba36bc2ffd93b21af0c02531d5a29ced5c8bca85f0ecd67dc8beb6cd1"
every_text = pytest.mark.parametrize("name", sorted(FROZEN))


@every_text
def test_a_text_keeps_its_hash_for_ever(name: str) -> None:
    text = (TEXTS / name).read_bytes()
    assert sha256(text).hexdigest() == text_hash(text) == FROZEN[name]


@every_text
def test_a_text_is_read_and_says_the_same_when_written_again(name: str) -> None:
    text = (TEXTS / name).read_bytes()
    act = read_act(text)
    assert not isinstance(act.body, Unknown)
    assert f"{act.kind}-v{act.v}.txt" == name
    if act.v == VERSIONS[act.kind]:
        assert text_of(act) == text


def test_every_version_of_every_kind_has_its_text_and_the_list_has_no_other() -> None:
    versions = {f"{kind}-v{v}.txt" for kind, newest in VERSIONS.items() for v in range(1, newest + 1)}
    assert versions == set(FROZEN) == {path.name for path in TEXTS.glob("*.txt")}
    assert len(FROZEN) >= 33


def test_the_first_list_of_hashes_was_never_changed() -> None:
    """The first 33 lines are version 1 of every kind; later versions come after them."""
    first = "".join(SUMS.read_text(encoding="utf-8").splitlines(keepends=True)[:33])
    assert sha256(first.encode()).hexdigest() == THE_LIST


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_uses_every_field(kind: str) -> None:
    """What no golden text says, nobody would miss if it were read otherwise."""
    act = EXAMPLES[kind]
    assert read_act(text_of(act)) == act
    silent = [field.name for value in values(act.body) for field in silent_fields(value)]
    assert silent == []


def values(value: Any) -> list[Any]:
    """The value and every value in it, of each class the one that says most."""
    found: dict[type, Any] = {}

    def look(each: Any) -> None:
        if isinstance(each, tuple):
            for inner in each:
                look(inner)
        elif dataclasses.is_dataclass(each):
            kept = found.setdefault(type(each), each)
            if len(silent_fields(each)) < len(silent_fields(kept)):
                found[type(each)] = each
            for field in dataclasses.fields(each):
                look(getattr(each, field.name))

    look(value)
    return list(found.values())


def silent_fields(value: Any) -> list[dataclasses.Field[Any]]:
    return [field for field in dataclasses.fields(value) if getattr(value, field.name) in (None, (), field.default)]


def test_adding_what_is_missing_changes_nothing_that_is_there(tmp_path: Path) -> None:
    assert len(add_missing(tmp_path)) == len(EXAMPLES)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert add_missing(tmp_path) == []
    (tmp_path / "issued-v1.txt").unlink()
    assert add_missing(tmp_path) == ["issued-v1.txt"]
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.txt")} == {
        name: data for name, data in before.items() if name.endswith(".txt")
    }


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class IssuedLater(Issued):
    """A made-up second version: it says by which way the letter went."""

    sent_by: str


def lifted(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"sent_by": "post"}


@pytest.fixture
def second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a version 2 of `issued` had been added to the tables of `kinds`."""
    monkeypatch.setitem(KINDS, "issued", IssuedLater)
    monkeypatch.setitem(VERSIONS, "issued", 2)
    monkeypatch.setitem(kinds.UPCASTS, ("issued", 1), lifted)


@pytest.mark.usefixtures("second_version")
def test_an_old_version_is_lifted_to_the_new_one_when_it_is_read() -> None:
    act = read_act((TEXTS / "issued-v1.txt").read_bytes())
    assert (act.v, type(act.body)) == (1, IssuedLater)
    assert act.body == IssuedLater(sent_by="post", **fields_of(EXAMPLES["issued"].body))


def fields_of(body: Any) -> dict[str, Any]:
    return {field.name: getattr(body, field.name) for field in dataclasses.fields(body)}


@pytest.mark.usefixtures("second_version")
def test_the_new_version_is_read_as_it_is_and_the_old_fields_alone_are_refused_under_it() -> None:
    old = json.loads((TEXTS / "issued-v1.txt").read_bytes())
    new = old | {"v": 2, "body": old["body"] | {"sent_by": "courier"}}
    assert read_act(canonical.encode(new) + b"\n").body.sent_by == "courier"  # type: ignore[union-attr]  # the version above
    with pytest.raises(Refused, match="body: missing: sent_by"):
        read_act(canonical.encode(old | {"v": 2}) + b"\n")
    with pytest.raises(Refused, match="there is no field 'sent_by' here"):
        schema.refuse(Issued, new["body"], "body")


@pytest.mark.usefixtures("second_version")
def test_a_version_still_to_come_is_unknown_and_one_before_the_first_is_refused() -> None:
    fields = json.loads((TEXTS / "issued-v1.txt").read_bytes())
    assert isinstance(read_act(canonical.encode(fields | {"v": 3}) + b"\n").body, Unknown)
    with pytest.raises(Refused, match="v: write a whole number from 1"):
        read_act(canonical.encode(fields | {"v": 0}) + b"\n")


@pytest.mark.usefixtures("second_version")
def test_an_act_that_was_lifted_is_not_written_under_its_old_version() -> None:
    """Its bytes are kept in the record; written anew they would claim fields that version never had."""
    act: Act = read_act((TEXTS / "issued-v1.txt").read_bytes())
    with pytest.raises(Refused, match="version 1"):
        text_of(act)


def test_the_example_of_the_founding_names_no_other_act() -> None:
    founding = full(EXAMPLES["constituted"].body)  # type: ignore[arg-type]  # a known kind
    assert (founding.record, founding.basis, founding.refs) == (None, None, ())
