"""Facts packs, waivers, and the words of an act: what a body adds, what is refused with its line, what counts as reviewed."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.writing import Issued
from qurultay.press.drafts import read
from qurultay.press.preflight import Finding, Knowledge
from qurultay.press.preflight.facts_file import facts_beside, facts_in, load_facts, shipped
from qurultay.press.preflight.of_act import blocking, check_words
from qurultay.press.preflight.waivers import after_waivers, read_waivers
from qurultay.press.refusal import Refusal
from tests.press.preflight.given import codes, known

DAY = date(2026, 11, 3)


def test_every_shipped_fact_names_its_source() -> None:
    for name in ("events", "places", "offices", "styles", "resolutions", "treaties"):
        assert all(entry.source for entry in getattr(shipped(), name).values()), name
        assert getattr(shipped(), name)


def test_the_known_resolutions_are_in_order_so_that_they_bound_the_others() -> None:
    for organ in ("ga", "sc"):
        table = [r for r in shipped().resolutions.values() if r.organ == organ and not r.session.isdecimal()]
        days = [r.on for r in sorted(table, key=lambda r: r.number)]
        assert all(b.year >= a.year - 1 for a, b in pairwise(days))


def test_a_bodys_own_entry_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "events:\n  - id: kazakhstan-independence\n    on: 1992-12-16\n    names: {en: Independence of Kazakhstan}\n    source: a test\n"
    )
    own = load_facts(tmp_path / "facts.yaml")
    said = "the 20th anniversary of the Independence of Kazakhstan on 16 December 2012"
    assert "anniversary-right" in codes(said, know=Knowledge(facts=own))
    assert "anniversary-wrong" in codes(said)
    assert facts_beside(tmp_path / "record").events["kazakhstan-independence"].year == 1992


FAULTS = [
    ("facts: []\n", "line 1: a facts pack has no section 'facts'"),
    ("events:\n  - {id: a, on: 1931, names: {en: A}}\n", "line 2: the entry lacks 'source'"),
    ("events:\n  - {id: a, on: soon, names: {en: A}, source: b}\n", "line 2: 'on' is neither a year nor a day"),
    ("events:\n  - {id: a, on: 1931, names: [A], source: b}\n", "'names' is no list of names by language"),
    ("events:\n  - {id: a, on: 1931, names: {english: A}, source: b}\n", "'english' is no language code"),
    ("events:\n  - {id: a, on: 1931, names: {en: A}, source: b}\n  - {id: a, on: 1931, names: {en: A}, source: b}\n", "line 3: the id 'a' stands twice"),
    ("terms:\n  - {id: a, avoid: {en: A}, use: {en: B}, color: red, source: b}\n", "an entry here has no field 'color'"),
    ("treaties:\n  - {id: a, names: {en: A}, articles: many, source: b}\n", "'many' is no whole number"),
    ("places:\n  - {id: a, kind: town, forms: [{names: {en: A}}], source: b}\n", "'town' is no kind"),
    ("offices:\n  - {id: a, names: {en: A}, holders: [{names: {en: B}}], source: b}\n", "the entry lacks 'known'"),
    ("claims: soon\n", "claims is no list"),
]  # fmt: skip


@pytest.mark.parametrize(("pack", "sentence"), FAULTS)
def test_a_fault_in_a_pack_is_told_with_its_line(pack: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        facts_in(read(pack))
    assert sentence in str(refused.value)


# Waivers

FOUND = Finding(code="name-not-valid", part="text.en", words="our Nur-Sultan office", reason="renamed")


def test_a_waiver_covers_its_code_in_its_part_and_nothing_else() -> None:
    waivers, faults = read_waivers("name-not-valid in text.en: the city is named as in the treaty\n", "waivers.en")
    others = [replace(FOUND, part="text.kk"), replace(FOUND, code="placeholder")]
    assert faults == []
    assert after_waivers([FOUND, *others], waivers) == others


def test_a_waiver_for_some_words_covers_findings_about_them() -> None:
    line = 'name-not-valid in text.en at "Nur-Sultan": the city is named as in the treaty'
    waivers, _ = read_waivers(line, "waivers.en")
    assert after_waivers([FOUND], waivers) == []
    assert [f.code for f in after_waivers([replace(FOUND, words="Swaziland")], waivers)] == [
        "name-not-valid",
        "waiver-idle",
    ]


# The words of an act

ADOPTED = Adopted(
    text="declaration", body="body/assembly", how="without-a-vote", authentic=("en",),
    provisions=(Provision(label="1", operations=(Operation(kind="call", addressee="class/states", due=DAY),)), Provision(label="2")),
)  # fmt: skip
WORDS = {"text.en": "§ 1\nCalls on all states to listen.\n\n§ 2\nThanks all.\n".encode()}


def found(words: dict[str, bytes], body: Adopted | Issued = ADOPTED) -> set[str]:
    return {f.code for f in check_words(body, words, DAY, known())}


def test_words_with_the_provisions_of_their_skeleton_are_in_order() -> None:
    assert found(WORDS) == set()


def test_words_that_lack_a_provision_of_their_skeleton_stand_in_the_way() -> None:
    short = {"text.en": "§ 1\nCalls on all states to listen.\n".encode()}
    against = check_words(ADOPTED, short, DAY, known())
    assert {f.code for f in blocking(ADOPTED, against)} == {"provisions-differ"}


def test_calls_are_read_off_the_skeleton_of_an_act() -> None:
    undated = replace(
        ADOPTED, provisions=(Provision(label="1", operations=(Operation(kind="call"),)), Provision(label="2"))
    )
    assert found(WORDS, undated) == {"call-nobody", "call-undated"}
    letter = Issued(
        form="letter", authentic=("en",), calls=(Operation(kind="call", addressee="addressee/osmark", due=DAY),)
    )
    assert found({"text.en": b"Excellency,\n\nWe ask you to act.\n"}, letter) == {"call-nothing", "reply-undated"}
    asked = {"text.en": b"Excellency,\n\nWe ask you to act.\n", "asks.en": "§ 1\nact\n".encode()}
    assert found(asked, replace(letter, reply_by=DAY)) == set()


def test_a_translation_is_a_draft_until_somebody_is_named_who_reviewed_it() -> None:
    both = WORDS | {"text.kk": "§ 1\nБарлық мемлекеттерді тыңдауға шақырады.\n\n§ 2\nБәріне рақмет айтады.\n".encode()}
    assert found(both) == {"translation-unreviewed"}
    assert found(both | {"credit.kk": b"reviewed: the Language Office, 1 November 2026\n"}) == set()


def test_a_file_of_an_act_is_looked_into() -> None:
    assert found(WORDS | {"file.docx": b"PK\x03\x04 broken"}) == {"file-active"}
