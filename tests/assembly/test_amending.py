"""Amendments change words of a text, and several that do not touch each other are carried in any order (V20, T14)."""

from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qurultay.assembly.amending import (
    Amendment,
    Edit,
    Provision,
    at,
    by_hand,
    carry,
    clash,
    contradict,
    derived,
    edits_of,
    made_in,
    merge,
    only,
)
from qurultay.assembly.differences import tokens
from qurultay.assembly.labels import label_after, place_in_order
from qurultay.assembly.procedure import NotInOrder

TEXT = (
    Provision(label="p1", words={"en": "The Assembly, meeting for the first time,"}),
    Provision(
        label="1",
        words={"en": "Calls upon all to answer within 14 days.", "ug": "ھەممىنى 14 كۈن ئىچىدە جاۋاب بېرىشكە چاقىرىدۇ."},
    ),
    Provision(label="2", words={"en": "Pledges a report every year, and asks for peace."}),
    Provision(label="3", words={"en": "Decides to meet again."}),
)


def replacing(name: str, place: str, **words: str) -> Amendment:
    return derived(name, at(TEXT, place), words)


def with_edits(*amendments: Amendment) -> list[tuple[Amendment, tuple[Edit, ...]]]:
    return [(each, edits_of(each, TEXT)) for each in amendments]


def said(text: tuple[Provision, ...], label: str, language: str = "en") -> str:
    return next(each.words[language] for each in text if each.label == label)


THIRTY = replacing(
    "30", "1", en="Calls upon all to answer within 30 days.", ug="ھەممىنى 30 كۈن ئىچىدە جاۋاب بېرىشكە چاقىرىدۇ."
)
SEVEN = replacing("7", "1", en="Calls upon all to answer within 7 days.", ug=TEXT[1].words["ug"])
NATIONS = replacing("nations", "1", en="Calls upon all nations to answer within 14 days.", ug=TEXT[1].words["ug"])


def test_two_amendments_to_one_number_contradict_each_other() -> None:
    assert contradict(THIRTY, SEVEN, TEXT)


def test_amendments_to_other_words_of_one_provision_do_not() -> None:
    assert not contradict(THIRTY, NATIONS, TEXT)
    merged = merge(TEXT, with_edits(THIRTY, NATIONS))
    assert said(merged.text, "1") == "Calls upon all nations to answer within 30 days."
    assert said(merged.text, "1", "ug") == THIRTY.words["ug"]
    assert (merged.carried, merged.clashes) == (("30", "nations"), ())


def test_a_clash_in_one_language_alone_is_a_clash() -> None:
    uyghur = replacing("ug", "1", en=TEXT[1].words["en"], ug="ھەممىنى 7 كۈن ئىچىدە جاۋاب بېرىشكە چاقىرىدۇ.")
    assert contradict(THIRTY, uyghur, TEXT) and not contradict(SEVEN, uyghur, TEXT)


def test_what_clashes_is_left_out_and_shown_side_by_side() -> None:
    merged = merge(TEXT, with_edits(THIRTY, SEVEN, replacing("3", "3", en="Decides to meet again in spring.")))
    assert merged.carried == ("3",)
    assert said(merged.text, "1") == said(TEXT, "1")
    (found,) = merged.clashes
    assert (found.place, found.first, found.second) == ("1", "30", "7")
    assert found.wordings["7"]["en"] == "Calls upon all to answer within 7 days."


def test_a_clash_is_resolved_by_hand() -> None:
    made = made_in(TEXT, by_hand(TEXT, "1", {"en": "Answer within 21 days.", "ug": "21 كۈن."}))
    assert said(made, "1") == "Answer within 21 days."
    assert by_hand(TEXT, "1", dict(TEXT[1].words)) == ()


def test_who_strikes_a_provision_contradicts_who_changes_it() -> None:
    assert contradict(derived("out", at(TEXT, "1"), {}), THIRTY, TEXT)
    struck = made_in(TEXT, edits_of(derived("out", at(TEXT, "1"), {}), TEXT))
    with pytest.raises(NotInOrder, match="provision-struck"):
        edits_of(SEVEN, struck)


def test_numbers_never_shift_whatever_is_put_in_or_struck() -> None:
    label = label_after("1", [each.label for each in TEXT])
    new = Amendment(name="new", kind="insert", place=label, words={"en": "Thanks the hosts."})
    made = merge(TEXT, with_edits(new, derived("out", at(TEXT, "2"), {}))).text
    assert [(each.label, each.struck) for each in made] == [
        ("p1", False), ("1", False), ("1a", False), ("2", True), ("3", False)
    ]  # fmt: skip


def test_two_new_provisions_after_one_both_stand_in_the_order_of_their_numbers() -> None:
    one = Amendment(name="one", kind="insert", place="1a", words={"en": "First."})
    two = Amendment(name="two", kind="insert", place="1b", words={"en": "Second."})
    assert [each.label for each in merge(TEXT, with_edits(two, one)).text] == ["p1", "1", "1a", "1b", "2", "3"]


def test_a_number_that_is_taken_is_refused() -> None:
    with pytest.raises(NotInOrder, match="label-taken"):
        edits_of(Amendment(name="x", kind="insert", place="2", words={"en": "Again."}), TEXT)


def test_the_same_words_asked_for_twice_are_no_clash() -> None:
    again = replacing("again", "1", en=THIRTY.words["en"], ug=THIRTY.words["ug"])
    merged = merge(TEXT, with_edits(THIRTY, again))
    assert merged.clashes == () and said(merged.text, "1") == THIRTY.words["en"]


def test_words_that_are_as_they_were_are_no_amendment() -> None:
    with pytest.raises(NotInOrder, match="unchanged"):
        replacing("x", "3", en="  Decides  to meet again. ")


def test_no_language_is_left_without_its_words() -> None:
    with pytest.raises(NotInOrder, match="language-missing"):
        replacing("x", "1", en="Calls upon nobody.")


def test_of_a_divided_text_only_what_was_adopted_stands() -> None:
    assert [each.label for each in only(TEXT, ["1", "3"]) if not each.struck] == ["p1", "1", "3"]


def test_a_later_amendment_finds_its_words_in_the_text_others_have_changed() -> None:
    first = edits_of(NATIONS, TEXT)
    moved = carry(edits_of(THIRTY, TEXT), first)
    assert said(made_in(made_in(TEXT, first), moved), "1") == "Calls upon all nations to answer within 30 days."


def test_one_whose_words_are_gone_cannot_be_carried() -> None:
    with pytest.raises(NotInOrder, match="clash"):
        carry(edits_of(SEVEN, TEXT), edits_of(THIRTY, TEXT))


def test_26_provisions_fit_behind_one_and_then_no_more() -> None:
    text, asked = ["3", "3a", "4"], list[str]()
    for _ in range(26):
        asked.append(label_after("3", text, asked))
    assert asked == [f"3z{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert sorted([*text, *asked], key=place_in_order) == ["3", *asked, "3a", "4"]
    with pytest.raises(NotInOrder, match="no-label-left"):
        label_after("3", text, asked)


# --- properties --------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["we", "pledge", "peace", "and", "ئەل", "12-سېنتەبىر", "халық", "don’t", ",", "."])
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@st.composite
def amended(draw: st.DrawFn) -> tuple[tuple[Provision, ...], list[tuple[Amendment, tuple[Edit, ...]]]]:
    """A text of two provisions, and up to four amendments to it of which none clash."""
    text = tuple(Provision(label=str(n), words={"en": draw(SENTENCE), "ug": draw(SENTENCE)}) for n in (1, 2))
    found: list[tuple[Amendment, tuple[Edit, ...]]] = []
    for number in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(text))
        language = draw(st.sampled_from(["en", "ug"]))
        words = place.words[language].split()
        start = draw(st.integers(0, len(words)))
        end = draw(st.integers(start, len(words)))
        put_in = draw(st.lists(WORDS, max_size=3))
        new = " ".join([*words[:start], *put_in, *words[end:]])
        try:
            made = derived(str(number), place, {**place.words, language: new or "we"})
        except NotInOrder:
            continue
        edits = edits_of(made, text)
        if not any(clash(a, b) for _, others in found for a in others for b in edits):
            found.append((made, edits))
    assume(found)
    return text, found


@given(amended())
def test_merging_in_any_order_gives_the_same_text(drawn: tuple) -> None:
    text, amendments = drawn
    texts = {str(merge(text, list(each)).text) for each in permutations(amendments)}
    assert len(texts) == 1


@given(amended())
def test_merging_one_after_the_other_gives_the_text_of_merging_all_at_once(drawn: tuple) -> None:
    text, amendments = drawn
    whole = merge(text, amendments)
    assert whole.clashes == ()
    for each in permutations(amendments):
        now = text
        steps: list[tuple[Edit, ...]] = []
        for _, edits in each:
            for before in steps:
                edits = carry(edits, before)
            now, steps = made_in(now, edits), [*steps, edits]
        assert now == whole.text


@given(amended())
def test_nothing_is_lost_in_merging(drawn: tuple) -> None:
    text, amendments = drawn
    merged = merge(text, amendments)
    assert set(merged.carried) == {each.name for each, _ in amendments}
    for provision in text:
        for language, words in provision.words.items():
            edits = [e.change for e in merged.edits if (e.place, e.language) == (provision.label, language)]
            gone = sum(c.end - c.start for c in edits)
            come = sum(len(c.words) for c in edits)
            after = next(each for each in merged.text if each.label == provision.label).words[language]
            assert len(tokens(after)) == len(tokens(words)) - gone + come
