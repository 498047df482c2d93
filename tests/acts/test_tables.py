"""The tables of amending are closed: every pair has an answer, and the law gives the answer of the table (§5)."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

import qurultay
from qurultay.acts.act import Entry, Reference
from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.breach import BREACHES
from qurultay.acts.edges import EDGES, MAY_AMEND, Edge, What, may_amend
from qurultay.acts.kinds import KINDS
from qurultay.acts.law import breaches
from qurultay.acts.resolving import Repealed
from tests.acts.examples import EXAMPLES
from tests.hall import FOUNDED, Hall

SOURCES = Path(qurultay.__file__).parent
AMENDING: dict[str, Any] = {
    "corrected": Corrected(changes=(Change(field="parts.title.en", was="0" * 64, now="1" * 64),)),
    "confirmed": Confirmed(ground="late"),
    "repealed": Repealed(body="body/assembly", from_=FOUNDED, how="without-a-vote"),
    "annulled": Annulled(ground="forgery", from_="now"),
    "withheld": Withheld(names=("title.en",), ground="safety"),
    "contested": Contested(step="opened", ground="doubt"),
}


@cache
def shelf() -> Hall:
    """A hall in whose record an act of every kind stands, judged by nobody: act 1, 2, 3 and so on."""
    hall = Hall()
    for number, kind in enumerate(KINDS, 1):
        refs = (Reference(relation="amends", target="act/0"),) if kind in AMENDING else ()
        act = replace(EXAMPLES[kind], date=FOUNDED, refs=refs)
        hall.book.entries.append(
            Entry(number=number, act=act, entered=int(hall.clock.timestamp()), text_hash=f"{number:064}")
        )
    return hall


def refused(amending: str, target: str) -> Iterator[str]:
    """The sentences by which the law refuses the pair, kind by kind; whatever else is wrong with the act."""
    hall, ref = shelf(), f"act/{list(KINDS).index(target) + 1}"
    act = hall.draft(AMENDING[amending], basis=f"act/0/rule/{amending}", refs=(("amends", ref),), seen_size=0)
    act = replace(act, seen=replace(act.seen, size=len(hall.book.entries)))
    for breach in breaches(act, hall.book, int(hall.clock.timestamp())):
        if breach.code == "may-not-amend" and "is of kind" in breach.sentence:
            yield breach.sentence


@pytest.mark.parametrize(("amending", "target"), list(product(MAY_AMEND, KINDS)))
def test_every_pair_is_allowed_by_the_table_or_refused_by_name(amending: str, target: str) -> None:
    expected = f"is of kind {target}; an act of kind {amending} may not amend it"
    said = list(refused(amending, target))
    if may_amend(amending, target):
        assert said == []
    else:
        assert len(said) == 1
        assert said[0].endswith(expected)


def test_every_kind_that_amends_has_its_row_and_every_row_names_kinds_there_are() -> None:
    assert set(MAY_AMEND) == set(AMENDING)
    assert set(MAY_AMEND) <= set(KINDS)
    assert set().union(*MAY_AMEND.values()) <= set(KINDS)


def test_what_the_register_law_forbids_is_in_no_row() -> None:
    """The founding stands; no amending act is corrected; only texts are repealed, and repeals."""
    for amending in ("corrected", "confirmed", "repealed", "annulled", "contested"):
        assert not may_amend(amending, "constituted")
    for amending in MAY_AMEND:
        assert not may_amend("corrected", amending)
        assert not may_amend("confirmed", amending)
    assert MAY_AMEND["repealed"] == {"adopted", "repealed"}
    assert may_amend("annulled", "annulled")
    assert may_amend("withheld", "constituted")


def test_every_edge_has_an_answer_for_everything_that_can_befall_its_source() -> None:
    assert set(EDGES) == set(product(get_args(Edge), get_args(What)))
    assert all(EDGES.values())


def test_a_fact_of_others_and_a_withheld_word_change_nothing() -> None:
    for what in get_args(What):
        assert EDGES["answers", what] == EDGES["evidence", what] == "unchanged"
    for edge in get_args(Edge):
        assert EDGES[edge, "withheld"] == "unchanged"


@cache
def raised() -> frozenset[str]:
    """Every code that some source says something is a breach of."""
    calls = [
        node
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Breach"
    ]
    return frozenset(call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant))


@pytest.mark.parametrize("code", BREACHES)
def test_every_code_of_the_closed_list_is_raised_somewhere(code: str) -> None:
    assert code in raised()


def test_no_source_raises_a_code_that_is_not_on_the_list() -> None:
    assert raised() == set(BREACHES)
