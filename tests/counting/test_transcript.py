"""A transcript can be replayed by anybody, and names the first word in it that the ballots do not bear out."""

from __future__ import annotations

import json
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
import rfc8785

from qurultay.counting.contest import Candidate, Contest, contest_of
from qurultay.counting.count import count
from qurultay.counting.guarantees import Bound, guaranteed
from qurultay.counting.lots import dice, drawn
from qurultay.counting.poll import Poll
from qurultay.counting.profile import profile_of
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import Differs, replay
from qurultay.counting.rule import rule_named
from qurultay.counting.transcript import line, transcript

NAMES = ("Ada", "Ben", "ئايگۈل", "Dua", "Ela")
CAST = profile_of(
    "ranked", 5, [((0, 1, 2), 9), ((0, 2), 3), ((1, 3), 2), ((2, 3, 1), 3), ((3, 4), 2), ((4, 2, 1), 2), ((), 1)]
)
CONTEST = Contest(
    candidates=tuple(
        Candidate(name=name, attributes={"community": "north" if at < 3 else "south"}) for at, name in enumerate(NAMES)
    ),
    seats=3,
    title="Council",
)
LOTS = drawn(NAMES, election="m3t8w1pz", head="5a" * 32, beacon=dice([1, 2, 3, 4, 5, 6, 1, 2, 3, 4] * 2))
GUARANTEE = guaranteed(
    CONTEST,
    [
        Bound(partition="community", category="north"),
        Bound(partition="community", category="south", least=1),
    ],
)
POLL = Poll(contest=CONTEST, profile=CAST, source={"election": "abc", "result-sha256": "0" * 64})
RULES = ("scottish", "wigm", "wigm-prf", "meek")


def told(rule: str = "scottish") -> dict[str, Any]:
    """A transcript of the poll above."""
    return transcript(count(CONTEST, CAST, rule_named(rule), LOTS, GUARANTEE), source=POLL.source)


def written(value: dict[str, Any]) -> bytes:
    return (line(value) + "\n").encode()


@pytest.mark.parametrize("rule", RULES)
def test_a_transcript_is_replayed_from_its_own_words_and_the_ballots(rule: str) -> None:
    assert replay(written(told(rule)), POLL).elected == tuple(told(rule)["elected"])


def test_it_is_canonical_json_as_others_write_it() -> None:
    assert written(told()) == rfc8785.dumps(told()) + b"\n"
    strange = {"\U0001f600": 1, "\ufb33": {"\r": [], "ö": "\u2028"}, "1": "€"}
    assert line(strange).encode() == rfc8785.dumps(strange)


def test_every_number_of_votes_is_a_string_and_no_float_is_near() -> None:
    def numbers(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [each for inner in value.values() for each in numbers(inner)]
        return [each for inner in value for each in numbers(inner)] if isinstance(value, list) else [value]

    for rule in RULES:
        assert {type(each) for each in numbers(told(rule))} <= {str, int}
        for stage in told(rule)["stages"]:
            amounts = [*stage["totals"].values(), *stage["transfers"].values(), stage["quota"], stage["lost"]]
            assert all(isinstance(amount, str) and str(Fraction(amount)) for amount in amounts)


def test_what_decimals_cannot_say_stands_beside_them_as_a_fraction() -> None:
    stages = told("wigm")["stages"]
    assert any("exact" in stage for stage in stages)
    for stage in stages:
        for name, amount in stage.get("exact", {}).get("totals", {}).items():
            assert abs(Fraction(amount) - Fraction(stage["totals"][name])) <= Fraction(1, 2 * 10**12)
        votes = sum(
            Fraction(stage.get("exact", {}).get("totals", {}).get(name, total))
            for name, total in stage["totals"].items()
        )
        gone = Fraction(stage.get("exact", {}).get("non_transferable", stage["non_transferable"]))
        assert votes + gone == 21


def test_stages_are_chained_as_the_format_says() -> None:
    value = told()
    outcome = {name: value[name] for name in ("elected", "unresolved", "displacement")}
    opening = {name: each for name, each in value.items() if name not in (*outcome, "stages", "hash")}
    chain = sha256(b"qurultay/count/v1\n" + rfc8785.dumps(opening)).hexdigest()
    for stage in value["stages"]:
        bare = {name: each for name, each in stage.items() if name != "hash"}
        chain = sha256(f"{chain}\n".encode() + rfc8785.dumps(bare)).hexdigest()
        assert stage["hash"] == chain
    assert value["hash"] == sha256(f"{chain}\n".encode() + rfc8785.dumps(outcome)).hexdigest()


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every string and number in an object."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    return [at] if inner is None else [path for key, each in inner for path in paths(each, (*at, key))]


@pytest.mark.parametrize("rule", ["scottish", "meek"])
def test_no_word_of_a_transcript_can_be_changed_unnoticed(rule: str) -> None:
    for path in paths(told(rule)):
        value = told(rule)
        holder: Any = value
        for key in path[:-1]:
            holder = holder[key]
        was = holder[path[-1]]
        holder[path[-1]] = was + 1 if isinstance(was, int) else was + "1"
        with pytest.raises((Differs, Uncountable)):
            replay(written(value), POLL)


def changed(value: dict[str, Any], *path: Any, to: Any) -> bytes:
    """The transcript with one value changed."""
    holder: Any = value
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = to
    return written(value)


@pytest.mark.parametrize(
    ("path", "to", "sentence"),
    [
        (("stages", 1, "totals", "Ben"), "99.00000", "stage 2, totals, 'Ben': the transcript says '99.00000', counting"),
        (("stages", 0, "quota"), "5.00000", "stage 1, quota: the transcript says '5.00000'"),
        (("elected", 0), "Ben", "elected, number 1: the transcript says 'Ben', counting the ballots gives 'Ada'"),
        (("elected",), ["Ada"], "elected, number 2: the transcript says nothing"),
        (("ballots", "sha256"), "0" * 64, "the ballots, sha256: the transcript says '0000"),
        (("source", "result-sha256"), "1" * 64, "source, result-sha256: the transcript says '1111"),
        (("contest", "candidates", 1, "name"), "Bea", "candidate 2: the transcript says 'Bea', counting the ballots gives 'Ben'"),
        (("hash",), "0" * 64, "hash: the transcript says '0000"),
        (("stages", 0, "surprise"), "x", "stage 1, 'surprise': the transcript says 'x', counting the ballots gives nothing"),
    ],
)  # fmt: skip
def test_the_first_difference_is_named(path: tuple[Any, ...], to: Any, sentence: str) -> None:
    with pytest.raises(Differs) as bad:
        replay(changed(told(), *path, to=to), POLL)
    assert sentence in str(bad.value)


def test_a_difference_in_a_stage_is_named_before_the_hashes_it_changes() -> None:
    value = told()
    value["stages"][0]["lost"] = "1.00000"
    value["stages"][0]["hash"] = "0" * 64
    with pytest.raises(Differs, match="stage 1, lost"):
        replay(written(value), POLL)


def test_other_ballots_are_not_what_was_counted() -> None:
    fewer = profile_of("ranked", 5, [(ballot, weight) for ballot, weight in CAST.groups if weight > 2])
    with pytest.raises(Differs, match="the ballots, sha256"):
        replay(written(told()), Poll(contest=CONTEST, profile=fewer))


def test_one_who_has_withdrawn_in_the_file_must_have_withdrawn_in_the_count() -> None:
    from dataclasses import replace

    poll = replace(POLL, contest=replace(CONTEST, withdrawn=frozenset({"Ben"})))
    with pytest.raises(Differs, match="the withdrawn: the transcript says nothing of 'Ben'"):
        replay(written(told()), poll)


def test_the_same_words_in_another_form_are_not_canonical() -> None:
    with pytest.raises(Differs, match="canonical form"):
        replay(json.dumps(told(), indent=1, ensure_ascii=False).encode(), POLL)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it is not the JSON of a transcript"),
        (b"[]", "it does not say that it is a transcript"),
        (b'{"format":"qurultay/count/v1"}', "its part contest is missing"),
        (b'{"a":1.5}', "the number 1.5 is no integer"),
        (b'{"a":NaN}', "the number NaN is no integer"),
        (b'{"a":1,"a":2}', "a member stands twice"),
        (b"[" * 100_000, "nested too deeply"),
        (changed(told(), "rule", "name", to="best"), "no such rule is known"),
        (changed(told(), "rule", "version", to=2), "its version 2 is not known"),
        (changed(told(), "rule", "parameters", to={}), "not all of its parameters are given"),
        (changed(told(), "rule", "parameters", to={"ties": "mine"}), "ties cannot be 'mine'"),
        (changed(told(), "lots", "order", to=["Ada"]), "has no place in their order"),
        (changed(told(), "contest", "seats", to="3"), "contest: it is not written as one"),
        (changed(told(), "contest", "seats", to=0), "it has 0 seats"),
        (changed(told(), "source", to={"a": 1}), "these are not words under names"),
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Uncountable) as bad:
        replay(data, POLL)
    assert sentence in str(bad.value)


def test_a_tie_that_nobody_decides_is_in_the_transcript() -> None:
    contest = contest_of("Ada Ben")
    cast = profile_of("ranked", 2, [((0,), 1), ((1,), 1)])
    value = transcript(count(contest, cast, rule_named("scottish")))
    assert value["elected"] == []
    assert value["unresolved"] == [{"event": "tie", "purpose": "exclusion", "tied": ["Ada", "Ben"], "by": "nobody"}]
    assert value["stages"][-1]["events"][-1] == value["unresolved"][0]
    assert replay(written(value), Poll(contest=contest, profile=cast)).unresolved is not None


def test_a_fraction_too_long_to_write_is_named_by_its_hash() -> None:
    many = contest_of([f"C{number}" for number in range(60)], seats=40)
    ballots = [
        (tuple((at * step) % 61 for step in range(1, 25) if (at * step) % 61 < 60), 3 + at) for at in range(1, 61)
    ]
    cast = profile_of("ranked", 60, [(tuple(dict.fromkeys(ballot)), weight) for ballot, weight in ballots])
    lots = drawn(many.names, election="e", head="5a" * 32, beacon="dice")
    value = transcript(count(many, cast, rule_named("wigm"), lots))
    exact = [text for stage in value["stages"] for text in stage.get("exact", {}).get("totals", {}).values()]
    assert any(text.startswith("sha256:") for text in exact)
    assert max(map(len, exact)) < 700
    assert replay(written(value), Poll(contest=many, profile=cast)).elected == tuple(value["elected"])
