"""The demonstration's history, told from its record: four years of Tolunay, act by act.

Everything is asked of the register that a stranger would read off the files; nothing is taken from the
data the history was played from, except the names of its steps.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from qurultay.acts.act import Act, text_hash
from qurultay.acts.muster import musters, standing_by
from qurultay.cli.tolunay.founding import founding
from qurultay.cli.tolunay.public_keys import PublicDraws
from qurultay.cli.tolunay.words import LANGUAGES, Words
from qurultay.portal.holding import acted as acted_for
from qurultay.press.provision_text import read_asks, read_text, read_titles
from qurultay.record.source import open_source
from tests.record.test_stranger import answers
from tests.stories.tolunay import LAST_DAY, NOW, Tolunay


@pytest.fixture(scope="module")
def spoken(tolunay: Tolunay) -> Callable[[str, str], Iterator[tuple[str, Act, str]]]:
    """Every part of a kind in a language that can be read: the step's name, the act, the words."""
    with open_source(tolunay.record) as source:
        held = {path.rsplit("/", 1)[1]: source.read(path, 1 << 20)[32:].decode() for path in _part_files(source)}

    def each(word: str, language: str) -> Iterator[tuple[str, Act, str]]:
        for name, number in tolunay.numbers.items():
            act = tolunay.entries[number].act
            digest = act.parts.get(f"{word}.{language}")
            if digest in held:
                yield name, act, held[digest]

    return each


def _part_files(source: Any) -> list[str]:
    return [name for name in source.names() if name.startswith("part/")]


# --- the founding ---------------------------------------------------------------------------------------


def test_a_verifier_written_from_the_pages_finds_it_intact_too(tolunay: Tolunay, tool: Callable[[str], Path]) -> None:
    asked = {"folder": str(tolunay.record), "fingerprint": tolunay.report.founding, "now": NOW}
    assert answers(tool("node"), [asked]) == [{"verdict": "intact", "acts": tolunay.report.size}]


def test_a_stranger_finds_the_record_intact_and_seen_by_three_witnesses(tolunay: Tolunay) -> None:
    report = tolunay.report
    assert report.size == len(tolunay.numbers) > 120
    assert len(report.witnessed.seen) == report.witnessed.known == 3
    assert report.unknown_files == report.leftovers == ()


def test_the_record_says_for_ever_that_it_is_a_demonstration(tolunay: Tolunay) -> None:
    assert tolunay.on().purpose == "demonstration"


def test_whoever_plays_the_history_founds_the_same_record(tolunay: Tolunay) -> None:
    again = founding(Words(), PublicDraws())
    assert again == founding(Words(), PublicDraws())
    assert text_hash(again.text) == tolunay.entries[0].text_hash


def test_four_of_seven_keepers_suffice_and_no_more_than_two_are_of_one_community(tolunay: Tolunay) -> None:
    book = tolunay.on(date(2022, 9, 1))
    keepers = list(book.keepers.values())
    assert (len(keepers), book.rules.keepers_needed) == (7, 4)
    assert all(sum(k.community == c for k in keepers) <= 2 for c in book.communities)
    assert [k.id for k in keepers if k.outside] == ["keeper/7"]


def test_each_community_fills_its_own_seats(tolunay: Tolunay) -> None:
    book, day = tolunay.on(date(2022, 9, 23)), date(2022, 9, 23)
    filled = [seat.community for seat in book.filled("body/assembly", day)]
    assert {c.removeprefix("community/"): filled.count(c) for c in book.communities} == {
        "tolun": 21, "kesh": 14, "arda": 11, "merey": 8, "yaz": 6,
    }  # fmt: skip


def test_members_are_seats_and_numbers_and_only_holders_of_posts_are_named(tolunay: Tolunay) -> None:
    sitting = {
        winner.person
        for name in ("tolun", "kesh", "arda", "merey", "yaz")
        for winner in _won(tolunay, f"members-{name}")
    }
    assert len(sitting) == 60
    assert set(tolunay.names) == {f"person/{n}" for n in range(1, 19)}


def test_what_is_older_than_the_record_is_shown_and_claims_no_authority(tolunay: Tolunay) -> None:
    book = tolunay.on()
    deposited = book.deposits[tolunay.numbers["declaration-2019"]]
    assert (deposited.bears, len(deposited.provisions), deposited.session_ordinal) == ("2019-09-14", 5, 3)
    assert not any(call.startswith(tolunay.ref("declaration-2019", "/")) for call in book.calls)
    assert tolunay.numbers["declaration-2019"] not in book.texts


# --- the first session ----------------------------------------------------------------------------------


def test_the_constitution_was_carried_in_every_community(tolunay: Tolunay) -> None:
    adopted = tolunay.on().texts[tolunay.numbers["constitution"]].adopted
    assert adopted.majority == "concurrent"
    assert [(each.community, each.outcome) for each in adopted.communities] == [
        (f"community/{name}", "met") for name in ("tolun", "kesh", "arda", "merey", "yaz")
    ]


def test_nobody_signs_the_election_of_their_own_successor(tolunay: Tolunay) -> None:
    for name in [n for n in tolunay.numbers if "elected" in n]:
        assert not {winner.to for winner in _won(tolunay, name)} & set(tolunay.act(name).signatories), name


def test_the_founding_officers_hold_until_the_elected_take_office(tolunay: Tolunay) -> None:
    assert tolunay.holder("speaker", "2022-11-10") == "Asel Dumanay"
    assert tolunay.holder("speaker", "2022-11-11") == "Sanat Merekey"


def test_both_republics_are_remembered_on_one_day_and_counted_apart(tolunay: Tolunay) -> None:
    kept = tolunay.on().observances
    counted = [(o.month, o.day, 2026 - o.counts_from) for o in kept.values() if o.counts_from and o.counts_from < 2000]
    assert counted == [(9, 12, 95), (9, 12, 80)]


# --- rules, by the slow way -----------------------------------------------------------------------------


def test_an_entrenched_rule_changes_thirty_days_after_its_text_was_announced(tolunay: Tolunay) -> None:
    announced = tolunay.entries[tolunay.numbers["rules-2-announced"]]
    entered = tolunay.entries[tolunay.numbers["rules-2"]]
    assert tolunay.body("rules-2-announced").text == entered.text_hash
    assert entered.entered - announced.entered >= 30 * 86_400
    assert sum(signatory.startswith("keeper/") for signatory in entered.act.signatories) == 4


def test_the_shorter_time_for_contesting_counts_from_the_day_the_rules_are_in_force(tolunay: Tolunay) -> None:
    assert tolunay.on(date(2023, 4, 30)).rules.contest_days == 30
    assert tolunay.on(date(2023, 5, 1)).rules.contest_days == 21


# --- the Fourth General Assembly ------------------------------------------------------------------------


def test_two_bodies_called_the_fourth_general_assembly_and_planned_it_with_a_guest(tolunay: Tolunay) -> None:
    session = tolunay.on().sessions["session/assembly-4"]
    assert session.issuers == ("body/assembly", "body/government")
    assert (session.opens, session.closes, session.call.ordinal) == (date(2023, 9, 10), date(2023, 9, 12), 4)
    assert (session.call.sittings[0].day.day, session.call.sittings[0].form) == (9, "planning")
    assert session.call.guests == ("addressee/guest-orrvik",)


def test_the_credentials_report_agrees_with_the_seats_that_anybody_can_count(tolunay: Tolunay) -> None:
    for session in tolunay.on().sessions.values():
        assert session.opened is not None and session.opening is not None
        day = tolunay.entries[session.opened].act.date
        assert session.opening.entitled == len(tolunay.on(day).filled("body/assembly", day)), session.id
        assert sum(each.present for each in session.opening.by_community) == session.opening.present


def test_a_motion_that_was_lost_stays_on_record(tolunay: Tolunay) -> None:
    lost = tolunay.body("seat-stays")
    assert (lost.outcome, lost.figures.for_, lost.figures.against) == ("lost", 21, 30)
    assert tolunay.numbers["seat-stays"] in tolunay.on().not_adopted


def test_a_tie_is_not_adopted(tolunay: Tolunay) -> None:
    assert tolunay.body("proxies-tied").outcome == "tied"


def test_the_elected_take_office_when_the_time_for_contesting_is_over(tolunay: Tolunay) -> None:
    elected, took = tolunay.act("president-elected-2023"), tolunay.act("president-2023")
    assert (took.date - elected.date).days > 21
    assert tolunay.holder("president", "2023-10-03") == "Ilyar Sabanay"
    assert tolunay.holder("president", "2023-10-04") == "Ayla Tornay"


def test_the_committees_rest_on_the_resolution_that_decided_them(tolunay: Tolunay) -> None:
    assert tolunay.act("committees-established").basis == tolunay.ref("committees")
    within = [o.what.within for o in tolunay.on().organisations.values() if o.what.form == "committee"]
    assert within == ["body/assembly"] * 3


def test_the_declaration_has_twelve_provisions_and_some_do_several_things(tolunay: Tolunay) -> None:
    adopted = tolunay.on().texts[tolunay.numbers["declaration"]].adopted
    assert [p.label for p in adopted.provisions] == [str(n) for n in range(1, 13)]
    assert [p.label for p in adopted.provisions if len(p.operations) > 1] == ["2", "4", "9", "11", "12"]
    kinds = {operation.kind for p in adopted.provisions for operation in p.operations}
    assert kinds == {"pledge", "decision", "declaration", "call", "appeal", "offer", "observance"}


# --- letters and what came of them ----------------------------------------------------------------------


def test_a_number_whose_letter_was_stopped_stays_unused(tolunay: Tolunay) -> None:
    book = tolunay.on()
    assert "letter/2023/3" not in book.series
    assert book.letters[tolunay.numbers["letter-varn"]].issued.unused == (3,)
    assert list(book.stopped.values()) == [[tolunay.numbers["letter-stopped-by"]]]


CALLS = {
    ("declaration", "/provision/5/operation/1"): "met-in-part",
    ("declaration", "/provision/7/operation/1"): "met-in-part",
    ("declaration", "/provision/8/operation/1"): "waiting",
    ("declaration", "/provision/9/operation/2"): "answered",
    ("declaration", "/provision/10/operation/1"): "answered",
    ("declaration", "/provision/11/operation/1"): "met",
    ("declaration", "/provision/11/operation/2"): "waiting",
    ("declaration", "/provision/12/operation/2"): "answered",
    ("sarbel-resolution", "/provision/2/operation/1"): "no-action",
    ("letter-varn-government", "/call/1"): "no-reply",
}


@pytest.mark.parametrize(("text", "place"), CALLS)
def test_where_a_call_stands_is_worked_out_from_letters_replies_and_reports(
    tolunay: Tolunay, text: str, place: str
) -> None:
    call = tolunay.on().calls[tolunay.ref(text, place)]
    assert call.state(LAST_DAY) == CALLS[text, place]


def test_no_call_of_the_history_is_left_out_here(tolunay: Tolunay) -> None:
    assert set(tolunay.on().calls) == {tolunay.ref(text, place) for text, place in CALLS}


def test_a_reply_answers_call_by_call(tolunay: Tolunay) -> None:
    book = tolunay.on(date(2024, 2, 1))
    graded = {
        place: [reply.grade for reply in book.calls[tolunay.ref("declaration", place)].replies]
        for place in ("/provision/5/operation/1", "/provision/7/operation/1")
    }
    assert list(graded.values()) == [["A"], ["B"]]


def test_a_call_is_without_reply_the_day_after_it_was_due(tolunay: Tolunay) -> None:
    place = tolunay.ref("letter-varn-government", "/call/1")
    assert tolunay.on(date(2025, 6, 1)).calls[place].state(date(2025, 6, 1)) == "waiting"
    assert tolunay.on(date(2025, 6, 2)).calls[place].state(date(2025, 6, 2)) == "no-reply"


def test_the_words_of_others_stay_with_them_unless_they_consent(tolunay: Tolunay) -> None:
    reply = tolunay.act("reply-lirra")
    assert reply.body.words == "not-published"
    assert list(reply.sealed) == ["file.txt"] and not any(name.startswith("text.") for name in reply.parts)
    assert tolunay.said(reply.sealed["file.txt"]) is None


# --- commitments and the plan ---------------------------------------------------------------------------

COMMITMENTS = {
    ("republics-remembered", "3", 1): "kept",
    ("committees", "4", 1): "repealed",
    ("declaration", "1", 1): "under-way",
    ("declaration", "2", 1): "kept",
    ("declaration", "3", 1): "kept",
    ("declaration", "4", 2): "overdue",
    ("declaration", "12", 1): "kept-in-part",
    ("sarbel-resolution", "3", 1): "kept",
    ("training-extended", "2", 1): "kept",
    ("committees-2", "2", 1): "pledged",
}


@pytest.mark.parametrize(("text", "label", "operation"), COMMITMENTS)
def test_where_a_pledge_stands_is_worked_out_from_reports_and_decisions(
    tolunay: Tolunay, text: str, label: str, operation: int
) -> None:
    pledge = tolunay.on().commitments[tolunay.ref(text, f"/provision/{label}/operation/{operation}")]
    assert pledge.state(LAST_DAY) == COMMITMENTS[text, label, operation]


def test_a_promise_is_put_off_only_by_a_decision(tolunay: Tolunay) -> None:
    place = tolunay.ref("declaration", "/provision/4/operation/2")
    before, after = tolunay.on(date(2025, 10, 19)), tolunay.on(date(2025, 10, 20))
    assert before.commitments[place].state(date(2025, 10, 19)) == "overdue"
    assert after.commitments[place].due == date(2026, 6, 30)
    assert after.commitments[place].finding.evidence == (tolunay.ref("training-extended"),)


def test_three_of_seven_indicators_have_reached_their_target(tolunay: Tolunay) -> None:
    plan = tolunay.on().plans[tolunay.numbers["plan"]]
    last = {measured.indicator: float(measured.value) for _, _, measured in plan.measured}
    reached = [
        i.id for i in plan.indicators if (last[i.id] - float(i.target)) * (float(i.target) - float(i.baseline)) >= 0
    ]
    assert reached == ["1b", "3a", "3b"] and len(plan.indicators) == 7


def test_a_repealed_provision_ends_its_pledge_and_nothing_else(tolunay: Tolunay) -> None:
    book = tolunay.on(date(2025, 1, 1))
    provisions = book.texts[tolunay.numbers["committees"]].provisions
    assert [label for label, p in provisions.items() if p.repealed_by] == ["4"]
    assert tolunay.on(date(2024, 12, 31)).texts[tolunay.numbers["committees"]].provisions["4"].repealed_by is None


def test_a_text_that_was_replaced_ends_with_what_it_promised(tolunay: Tolunay) -> None:
    assert tolunay.on().texts[tolunay.numbers["committees"]].replaced_by == tolunay.numbers["committees-2"]


# --- who held what --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("post", "day", "name"),
    [
        ("president", "2022-12-01", "Ilyar Sabanay"),
        ("president", "2026-11-20", "Ayla Tornay"),
        ("vice-president", "2024-11-19", "Mira Sarbel"),
        ("vice-president", "2025-01-20", None),
        ("vice-president", "2025-02-10", "Darun Keshbay"),
        ("prime-minister", "2023-12-01", "Oran Saray"),
        ("secretary-of-state", "2023-10-01", None),
        ("secretary-of-state", "2023-11-22", "Tarim Yazbek"),
        ("arbiter", "2022-09-02", "Talay Yazgan"),
        ("arbiter", "2026-11-20", "Talay Yazgan"),
        ("teller", "2024-04-25", "Kuyan Altel"),
        ("teller", "2024-05-01", None),
        ("teller", "2024-05-14", "Beren Sayran"),
        ("speaker", "2026-11-02", "Sanat Merekey"),
        ("speaker", "2026-11-03", "Asel Dumanay"),
        ("secretary", "2026-11-20", "Sabira Onay"),
        ("rapporteur-schools", "2024-01-01", "(name withheld)"),
    ],
)
def test_who_held_which_office_on_which_day(tolunay: Tolunay, post: str, day: str, name: str | None) -> None:
    assert tolunay.holder(post, day) == name


def test_an_impediment_keeps_the_office_and_rests_the_key(tolunay: Tolunay) -> None:
    book = tolunay.on(date(2024, 3, 10))
    held = book.holder("post/teller", date(2024, 3, 10))
    assert held is not None and held.impeded_since == date(2024, 2, 12)
    assert not any(k.in_force(date(2024, 3, 10)) for k in book.keys.values() if k.post == "post/teller")
    assert (
        book.standing_of(tolunay.numbers["teller-impeded"]).confirmed_by == tolunay.numbers["teller-impeded-confirmed"]
    )


def test_the_seat_of_the_dead_is_empty_until_its_community_fills_it(tolunay: Tolunay) -> None:
    assert len(tolunay.on(date(2024, 10, 18)).filled("body/assembly", date(2024, 10, 18))) == 59
    filled = tolunay.on(date(2025, 1, 26)).holder("seat/2", date(2025, 1, 26))
    assert filled is not None and filled.person == "person/161"


def test_no_key_signs_for_longer_than_two_years(tolunay: Tolunay) -> None:
    acting = [key for key in tolunay.on().keys.values() if key.use == "acts"]
    assert acting and all((key.until - key.from_).days <= 731 for key in acting)


def test_a_lost_key_rests_at_once_and_is_replaced_before_it_is_revoked(tolunay: Tolunay) -> None:
    lost, new = (
        k for k in tolunay.on().keys.values() if k.post == "post/secretary-of-state" and k.until > date(2026, 1, 1)
    )
    assert not lost.in_force(date(2026, 3, 4)) and new.in_force(date(2026, 3, 4))
    assert not tolunay.on().questions


# --- nothing is edited ----------------------------------------------------------------------------------


def test_a_correction_is_read_in_every_language_and_the_first_words_stay(tolunay: Tolunay) -> None:
    now = tolunay.words("declaration", "text.en")
    first = tolunay.said(tolunay.act("declaration").parts["text.en"])
    assert now is not None and "in the second decade of exile" in now
    assert first is not None and "in the third decade of exile" in first
    changed = {c.field for c in tolunay.body("provision-8-corrected").changes}
    assert changed == {"parts.text.en", "parts.text.ug", "parts.text.kk"}


def test_a_paragraph_that_named_somebody_is_gone_and_the_page_goes_on(tolunay: Tolunay) -> None:
    assert tolunay.said(tolunay.act("reply-osmark").parts["text.en"]) is None
    instead = tolunay.said(tolunay.act("reply-osmark-shortened").parts["text.en"])
    assert instead is not None and "One paragraph is withheld" in instead and "Talle" not in instead


def test_a_withdrawn_name_is_nowhere_in_the_record(tolunay: Tolunay) -> None:
    names = ("Ilnar", "Boztash", "ئىلنار", "بوزتاش", "Ілнар", "Бозташ")
    files = [path for path in tolunay.record.rglob("*") if path.is_file()]
    found = [path.name for path in files for name in names if name.encode() in path.read_bytes()]
    assert found == []
    assert tolunay.on().holder("post/rapporteur-schools", date(2026, 10, 31)).person == "person/17"


def test_an_annulled_letter_stays_on_record_and_counts_for_nothing(tolunay: Tolunay) -> None:
    letter = tolunay.on().letters[tolunay.numbers["letter-harbour"]]
    assert letter.annulled is not None and letter.annulled.ground == "competence"
    assert tolunay.words("letter-harbour", "text.en") is not None


def test_a_contest_that_is_open_keeps_the_elected_out_of_office(tolunay: Tolunay) -> None:
    number = tolunay.numbers["vice-president-elected-2025"]
    assert tolunay.after("election-contested").standing_of(number).open_contest
    assert not tolunay.after("election-contest-decided").standing_of(number).open_contest
    assert tolunay.numbers["vice-president-2025"] > tolunay.numbers["election-contest-decided"]


def test_the_contest_is_decided_by_a_court_that_was_there_before_it(tolunay: Tolunay) -> None:
    """Named in the founding, in office two years before anything was to be decided (A13)."""
    assert tolunay.on(date(2022, 9, 1)).rules.contest_bodies == ("post/arbiter",)
    assert "post/arbiter" in tolunay.act("election-contest-decided").signatories
    assert tolunay.holder("arbiter", "2025-02-03") == "Talay Yazgan"
    number = tolunay.numbers["vice-president-elected-2025"]
    assert tolunay.on().standing_of(number).decided_by == tolunay.numbers["election-contest-decided"]


def test_delegates_stand_by_the_election_as_seats_of_the_last_muster_and_without_names(tolunay: Tolunay) -> None:
    """Each key is a leaf of the muster of September 2023, so nobody can be made up (C1)."""
    book, election = tolunay.on(), tolunay.act("vice-president-elected-2025")
    (last,) = musters(book)
    assert (last.act, last.entitled) == (tolunay.numbers["assembly-4-opened"], 60)
    seats = standing_by(book, tolunay.entries[tolunay.numbers["vice-president-elected-2025"]].text_hash, last)
    assert election.kind == "elected" and len(seats) == 8 and seats[0] == "seat/5"
    communities = {book.seats[seat].community for seat in seats}
    assert communities == set(book.communities)
    assert not any("person" in str(each) for each in tolunay.body("election-stood-by").attestations)


def test_from_the_resignation_until_the_elected_takes_office_the_prime_minister_acts(tolunay: Tolunay) -> None:
    """Computed from the line in the founding, and nobody was asked; to be called within forty days, and it was (A8)."""
    book = tolunay.on()
    (acted,) = [each for each in acted_for(book, "post/vice-president", LAST_DAY) if each.first > date(2024, 1, 1)]
    assert (acted.acting.through, tolunay.names[acted.acting.person]) == ("post/prime-minister", "Oran Saray")
    assert (acted.first, acted.last) == (date(2024, 11, 20), date(2025, 2, 9))
    assert book.sessions["session/3"].call is not None
    assert tolunay.act("session-3-called").date <= acted.acting.convene_by


def test_a_postponed_session_keeps_both_its_dates(tolunay: Tolunay) -> None:
    session = tolunay.on().sessions["session/2"]
    assert (session.call.opens, session.opens) == (date(2024, 6, 28), date(2024, 10, 18))


def test_a_warning_lasts_because_it_was_confirmed(tolunay: Tolunay) -> None:
    assert tolunay.on().standing_of(tolunay.numbers["warning"]).confirmed_by == tolunay.numbers["warning-confirmed"]


def test_a_claim_is_worded_by_how_many_origins_it_has(tolunay: Tolunay) -> None:
    first, second = tolunay.body("sarbel-findings"), tolunay.body("sarbel-findings-2")
    assert [c.state for c in first.claims] == ["corroborated", "reported", "unresolved"]
    assert [c.state for c in second.claims] == ["verified", "corroborated", "refuted"]


# --- what the acts say ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_says_in_one_sentence_what_it_did(tolunay: Tolunay, spoken: Any, language: str) -> None:
    said = {name: words for name, _, words in spoken("summary", language)}
    assert set(said) == set(tolunay.numbers)
    assert all(words.endswith(".\n") and words.count("\n") == 1 for words in said.values())


@pytest.mark.parametrize("language", ["ug", "kk"])
def test_every_translation_says_that_nobody_has_reviewed_it(tolunay: Tolunay, spoken: Any, language: str) -> None:
    unreviewed = {"ug": "تەكشۈرۈلمىگەن", "kk": "тексерілген жоқ"}[language]
    credited = {name for name, _, words in spoken("credit", language) if unreviewed in words}
    assert credited == set(tolunay.numbers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_text_have_the_provisions_of_its_skeleton(spoken: Any, language: str) -> None:
    texts = [(act, words) for _, act, words in spoken("text", language) if getattr(act.body, "provisions", ())]
    assert len(texts) >= 9
    for act, words in texts:
        assert [p.label for p in read_text(words).provisions] == [p.label for p in act.body.provisions]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_ask_of_a_letter_stands_in_it_word_for_word(spoken: Any, language: str) -> None:
    texts = {name: words for name, _, words in spoken("text", language)}
    letters = [(name, act, words) for name, act, words in spoken("asks", language)]
    assert len(letters) >= 7
    for name, act, words in letters:
        asks = read_asks(words)
        assert len(asks) == len(act.targets("carries")) + len(act.body.calls), name
        assert all(ask in texts[name] for ask in asks), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_has_words_for_each_objective_and_indicator(spoken: Any, language: str) -> None:
    ((act, words),) = [
        (act, words) for _, act, words in spoken("table", language) if getattr(act.body, "indicators", ())
    ]
    wanted = {i.id for i in act.body.indicators} | {i.objective for i in act.body.indicators}
    assert {label for label, _ in read_titles(words)} == wanted


def test_uyghur_words_are_in_uyghur_letters_and_hold_no_range_with_a_dash(spoken: Any) -> None:
    letters = set("ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي")
    for word in ("title", "summary", "text", "reason"):
        for name, _, words in spoken(word, "ug"):
            assert not re.search(r"[0-9]\s*[-–]\s*[0-9]", words), name
            assert {c for c in words if "\u0620" <= c <= "\u06d5"} <= letters, name


def test_kazakh_words_hold_no_latin_letter_in_disguise(spoken: Any) -> None:
    for word in ("title", "summary", "text", "reason"):
        for name, _, words in spoken(word, "kk"):
            assert not re.search(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]", words), name


def test_the_history_ends_before_the_day_this_was_written(tolunay: Tolunay) -> None:
    assert tolunay.entries[-1].entered < NOW
    assert tolunay.entries[-1].act.date.year - tolunay.entries[0].act.date.year == 4


def _won(tolunay: Tolunay, name: str) -> Any:
    return tolunay.body(name).winners


def test_an_office_that_has_done_its_work_ends_and_its_holder_with_it(tolunay: Tolunay) -> None:
    """Ending anything takes keepers and thirty days; who held it stays on record under the number alone (A7)."""
    end, notice = (tolunay.entries[tolunay.numbers[f"rapporteur-ends{name}"]] for name in ("", "-announced"))
    assert end.entered - notice.entered >= 30 * 86_400
    post, last, book = "post/rapporteur-schools", date(2026, 10, 31), tolunay.on()
    assert book.posts[post].until == last
    tenure = book.tenures[post][-1]
    assert (tenure.ended, tenure.ended_by, tenure.until) == ("abolished", end.number, last)
    assert [book.holder(post, day) is not None for day in (last, last + timedelta(days=1))] == [True, False]


def test_another_operator_goes_on_where_the_first_one_left(tolunay: Tolunay) -> None:
    """The record is not its server: the next acts are entered by another gate under another log key (C3)."""
    move = tolunay.entries[tolunay.numbers["operator-moves"]]
    book = tolunay.on()
    for use in ("gate", "log"):
        old, new = book.keys_of(use)
        assert (old.ended_by, new.enrolled_by, new.ended_by) == (move.number, move.number, None)
    assert book.size > move.number + 1, "acts followed, and a stranger found them intact"
