"""Texts are carried, numbered once, repealed by whoever adopted them; letters carry calls, replies answer them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.following import Finding, Measured, Position, ReportTabled
from qurultay.acts.register import register
from qurultay.acts.resolving import (
    Adopted,
    Figures,
    Indicator,
    NotAdopted,
    Operation,
    Provision,
    Repealed,
)
from qurultay.acts.rules import Majority
from qurultay.acts.writing import Answer, Issued, ReplyRecorded
from tests.hall import GRAVE, Hall, amends, constitution, parts, rules

VOTE = Figures(for_=5, against=4, abstained=0, present=9, entitled=9)
TEXT = Adopted(text="resolution", body="body/assembly", how="vote", authentic=("en",), figures=VOTE, majority="simple")
MAJORITIES = (
    *rules().majorities,
    Majority(name="of-present", of="present", num=1, den=2, test="more-than"),
    Majority(name="of-seats", of="all-seats", num=1, den=2, test="more-than"),
    Majority(name="concurrent", of="votes-cast", num=1, den=2, test="more-than", communities="each"),
)


@pytest.fixture
def hall() -> Hall:
    """An assembly of nine seats, all filled, four of tolun, three of kesh, two of arda."""
    hall = Hall(constitution(rules=rules(majorities=MAJORITIES)))
    hall.fill_seats()
    return hall


def figures(*cast: int, **fields: int) -> Figures:
    """For, against and abstained, of nine present and entitled."""
    for_, against, abstained = cast
    return replace(VOTE, for_=for_, against=against, abstained=abstained, **fields)


# Adopted


def test_provisions_bear_each_number_once(hall: Hall) -> None:
    plain = replace(TEXT, how="acclamation", figures=None, majority=None)
    hall.refuses("provision", replace(plain, provisions=(Provision(label="3"), Provision(label="3"))))
    hall.enter(replace(plain, provisions=(Provision(label="3"), Provision(label="3a"), Provision(label="5"))))


@pytest.mark.parametrize(
    "operation",
    [
        Operation(kind="observance", month=2),
        Operation(kind="observance", month=2, day=30),
        Operation(kind="observance", month=4, day=31),
        Operation(kind="call"),
        Operation(kind="appeal"),
    ],
)
def test_an_operation_says_what_its_kind_needs(hall: Hall, operation: Operation) -> None:
    plain = replace(TEXT, how="acclamation", figures=None, majority=None)
    hall.refuses("provision", replace(plain, provisions=(Provision(label="1", operations=(operation,)),)))


def test_a_leap_day_is_observed_on_the_28th_in_common_years(hall: Hall) -> None:
    text = hall.adopt("observance")
    kept = hall.book.observances[f"{text.ref}/provision/1/operation/1"]
    assert [kept.in_year(year) for year in (2027, 2028, 2100)] == [
        date(2027, 2, 28),
        date(2028, 2, 29),
        date(2100, 2, 28),
    ]


def test_a_text_names_its_authentic_languages_and_ends_no_earlier_than_it_begins(hall: Hall) -> None:
    plain = replace(TEXT, how="acclamation", figures=None, majority=None)
    hall.refuses("provision", replace(plain, authentic=()))
    hall.refuses("provision", replace(plain, authentic=("de",)))
    hall.refuses("provision", replace(plain, until=date(2026, 5, 31)))
    hall.refuses("no-such-body", replace(plain, body="body/senate"))
    last = hall.enter(replace(plain, until=hall.today + timedelta(days=9)))
    state = hall.book.texts[last.number]
    assert [state.in_force(hall.today + timedelta(days=n)) for n in (0, 9, 10)] == [True, True, False]


def test_a_number_of_a_series_is_used_once(hall: Hall) -> None:
    hall.adopt("decision", body={"number": "resolution/2026/1"})
    plain = replace(TEXT, how="acclamation", figures=None, majority=None)
    hall.refuses("label-again", replace(plain, number="resolution/2026/1"))
    hall.refuses("label-again", Issued(form="statement", authentic=("en",), number="resolution/2026/1"))


@pytest.mark.parametrize(
    ("outcome", "cast", "fits"),
    [
        ("lost", (4, 5, 0), True),
        ("lost", (5, 4, 0), False),
        ("lost", (4, 4, 1), False),
        ("tied", (4, 4, 1), True),
        ("no-decision", (3, 1, 0), True),
        ("fallen", (4, 5, 0), False),
        ("withdrawn", (4, 5, 0), False),
    ],
)
def test_lost_is_not_tied_and_neither_is_no_decision(
    hall: Hall, outcome: str, cast: tuple[int, ...], fits: bool
) -> None:
    body = NotAdopted(
        text="resolution", body="body/assembly", outcome=outcome, figures=figures(*cast), majority="simple"
    )  # type: ignore[arg-type]
    hall.enter(body) if fits else hall.refuses("figures", body)


def test_a_text_lost_for_want_of_one_community_shows_no_figures_of_it(hall: Hall) -> None:
    body = NotAdopted(text="resolution", body="body/assembly", outcome="lost", figures=VOTE, majority="concurrent")
    hall.enter(body)
    hall.refuses("figures", replace(body, majority="unknown"))
    hall.enter(replace(body, outcome="withdrawn", figures=None, majority=None))
    assert hall.book.not_adopted == [2, 3]


# Repealed


def repealing(hall: Hall, **fields: Any) -> Repealed:
    """A repeal by acclamation from today."""
    return replace(Repealed(body="body/assembly", from_=hall.today, how="acclamation"), **fields)


def test_a_repeal_ends_from_a_day_what_was_done_in_force_stays_done(hall: Hall) -> None:
    text = hall.adopt("call", "pledge", "observance", "decision")
    day = hall.today + timedelta(days=5)
    repeal = hall.amend(repealing(hall, from_=day), text)
    ref = f"{text.ref}/provision"
    for book in (hall.book, register(hall.entries)):
        assert book.texts[text.number].repealed_by == repeal.number
        assert [book.texts[text.number].in_force(day - timedelta(days=n)) for n in (1, 0)] == [True, False]
        call, pledge = book.calls[f"{ref}/1/operation/1"], book.commitments[f"{ref}/2/operation/1"]
        assert (call.state(day - timedelta(days=1)), call.state(day)) == ("waiting", "repealed")
        assert (pledge.state(day - timedelta(days=1)), pledge.state(day)) == ("pledged", "repealed")
        assert book.observances[f"{ref}/3/operation/1"].until == day
    hall.refuses("provision", repealing(hall, from_=hall.today - timedelta(days=1)), refs=amends(text))


def test_a_repeal_of_a_repeal_revives_nothing_unless_it_says_so(hall: Hall) -> None:
    text = hall.adopt("call", "pledge")
    repeal = hall.amend(repealing(hall), text)
    hall.days(3)
    hall.amend(repealing(hall), repeal)
    assert hall.book.texts[text.number].repealed_by == repeal.number
    again = hall.adopt("decision")
    assert "was not repealed" in hall.refuses("provision", repealing(hall, revives=(again.ref,)), refs=amends(repeal))
    hall.refuses("provision", repealing(hall, revives=("act/99",)), refs=amends(repeal))
    hall.amend(repealing(hall, revives=(text.ref,)), repeal)
    for book in (hall.book, register(hall.entries)):
        assert book.texts[text.number].repealed_by is None
        assert book.texts[text.number].in_force(hall.today)
        assert book.calls[f"{text.ref}/provision/1/operation/1"].ended is None


def test_one_provision_is_repealed_and_revived_alone(hall: Hall) -> None:
    text = hall.adopt("call", "pledge")
    first = f"{text.ref}/provision/1"
    repeal = hall.amend(repealing(hall), first)
    assert (hall.book.texts[text.number].repealed_by, hall.book.calls[f"{first}/operation/1"].ended) == (
        None,
        hall.today,
    )
    assert hall.book.commitments[f"{text.ref}/provision/2/operation/1"].ended is None
    hall.amend(repealing(hall, revives=(first,)), repeal)
    assert hall.book.texts[text.number].provisions["1"].repealed_by is None
    hall.refuses("may-not-amend", repealing(hall), refs=amends(f"{first}/operation/1"))


def test_a_text_is_ended_by_the_body_that_adopted_it_with_no_lower_majority(hall: Hall) -> None:
    plain = replace(TEXT, figures=figures(6, 3, 0), majority="two-thirds")
    text = hall.enter(plain)
    by_others = repealing(hall, body="body/government")
    assert "body/government cannot end it" in hall.refuses("may-not-amend", by_others, refs=amends(text))
    lower = repealing(hall, how="vote", figures=figures(6, 3, 0), majority="simple")
    assert "simple is not as high" in hall.refuses("figures", lower, refs=amends(text))
    newer = replace(plain, majority="simple")
    hall.refuses("figures", newer, refs=(("replaces", text.ref),))
    hall.refuses("may-not-amend", newer, refs=(("replaces", "act/1"),))
    hall.enter(plain, refs=(("replaces", text.ref),))
    assert hall.book.texts[text.number].replaced_by == text.number + 1


def test_a_replacement_annulled_from_the_start_replaced_nothing(hall: Hall) -> None:
    text = hall.adopt("call")
    newer = hall.adopt("call", refs=(("replaces", text.ref),))
    call = f"{text.ref}/provision/1/operation/1"
    assert hall.book.calls[call].state(hall.today) == "replaced"
    hall.amend(Annulled(ground="quorum", from_="the-start"), newer, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.texts[text.number].replaced_by is None and book.calls[call].state(hall.today) == "waiting"
        assert book.calls[f"{newer.ref}/provision/1/operation/1"].state(hall.today) == "annulled"


@pytest.mark.parametrize(("from_", "after"), [("the-start", "waiting"), ("now", "repealed")])
def test_a_repeal_annulled_from_the_start_never_was_and_annulled_from_now_has_done_its_work(
    hall: Hall, from_: str, after: str
) -> None:
    text = hall.adopt("call")
    repeal = hall.amend(repealing(hall), text)
    hall.days(5)
    hall.amend(Annulled(ground="quorum", from_=from_), repeal, signatories=GRAVE)  # type: ignore[arg-type]
    for book in (hall.book, register(hall.entries)):
        assert book.calls[f"{text.ref}/provision/1/operation/1"].state(hall.today) == after


# Letters and replies


def test_a_letter_carries_calls_that_are_still_asked(hall: Hall) -> None:
    text = hall.adopt("call", "pledge")
    call, pledge = (f"{text.ref}/provision/{n}/operation/1" for n in (1, 2))
    letter = hall.letter("addressee/osmark", call, body={"reply_by": date(2026, 9, 1)})
    held = hall.book.calls[call]
    assert (held.letters, held.due, held.state(date(2026, 9, 1)), held.state(date(2026, 9, 2))) == (
        (letter.number,), date(2026, 9, 1), "waiting", "no-reply",
    )  # fmt: skip
    hall.refuses("no-such-act", letter.act.body, refs=(("carries", pledge),))
    hall.amend(repealing(hall), text)
    assert "cannot carry it any more" in hall.refuses("provision", letter.act.body, refs=(("carries", call),))


def test_a_letter_names_its_addressee_and_may_call_on_its_own_account(hall: Hall) -> None:
    hall.refuses("reply", Issued(form="letter", authentic=("en",)))
    own = Issued(
        form="letter",
        authentic=("en",),
        addressee="addressee/osmark",
        calls=(Operation(kind="call", addressee="class/states"),),
    )
    hall.refuses("provision", replace(own, calls=(Operation(kind="call"),)))
    hall.refuses("provision", replace(own, calls=(Operation(kind="decision"),)))
    letter = hall.enter(own)
    assert hall.book.calls[f"{letter.ref}/call/1"].letters == (letter.number,)
    hall.enter(own, refs=(("carries", f"{letter.ref}/call/1"),))
    hall.amend(Annulled(ground="duress", from_="the-start"), letter, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.calls[f"{letter.ref}/call/1"].state(hall.today) == "annulled"


def test_numbers_reserved_and_not_used_are_listed_by_the_next_letter_and_never_used(hall: Hall) -> None:
    """§7, example 7: letter 14 was stopped; 15 says so, and nobody becomes 14 (T13)."""
    number = Issued(form="statement", authentic=("en",), number="letter/2027/15", unused=(14,))
    letter = hall.enter(number)
    assert hall.book.unused == {"letter/2027/14": letter.number}
    sentence = hall.refuses("label-again", replace(number, number="letter/2027/14", unused=()))
    assert sentence == f"letter/2027/14 was given up as unused by act {letter.number} (T13)"
    hall.refuses("label-again", replace(number, number="letter/2027/16", unused=(15,)))
    hall.refuses("label-again", replace(number, number="letter/2027/17", unused=(17,)))
    hall.refuses("label-again", replace(number, number=None))


def test_a_warning_lapses_after_thirty_days(hall: Hall) -> None:
    warning = hall.enter(Issued(form="warning", authentic=("en",)))
    assert hall.book.letters[warning.number].lapses == hall.today + timedelta(days=30)
    confirmation = hall.amend(Confirmed(ground="notice"), warning)
    for book in (hall.book, register(hall.entries)):
        assert book.letters[warning.number].lapses is None
    hall.amend(Annulled(ground="duress", from_="now"), confirmation, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.letters[warning.number].lapses == hall.today + timedelta(days=30)


def test_a_reply_answers_what_was_asked_in_the_letters_it_answers(hall: Hall) -> None:
    text = hall.adopt("call", "appeal")
    call, other = (f"{text.ref}/provision/{n}/operation/1" for n in (1, 2))
    letter = hall.letter("addressee/osmark", call)
    reply = ReplyRecorded(
        from_="addressee/osmark", received=hall.today, answers=(Answer(call=call, grade="B"),), words="not-published"
    )
    answers = (("answers", letter.ref),)
    hall.refuses("reply", reply)
    hall.refuses("reply", reply, refs=(("answers", text.ref),))
    hall.refuses("reply", replace(reply, answers=(Answer(call=other, grade="B"),)), refs=answers)
    hall.refuses("reply", replace(reply, received=hall.today + timedelta(days=1)), refs=answers)
    assert "need their consent" in hall.refuses("reply", reply, refs=answers, parts=parts("text.en"))
    entry = hall.enter(reply, refs=answers, sealed=parts("text.en"))
    for book in (hall.book, register(hall.entries)):
        assert book.letters[letter.number].replies == (entry.number,)
        assert book.calls[call].state(hall.today) == "answered" and book.calls[other].state(hall.today) == "waiting"


def test_a_reply_whose_record_was_annulled_is_no_reply(hall: Hall) -> None:
    text = hall.adopt("call")
    call = f"{text.ref}/provision/1/operation/1"
    letter = hall.letter("addressee/osmark", call)
    reply = ReplyRecorded(
        from_="addressee/osmark", received=hall.today, answers=(Answer(call=call, grade="A"),), words="not-published"
    )
    entry = hall.enter(reply, refs=(("answers", letter.ref),))
    hall.amend(Annulled(ground="forgery", from_="the-start"), entry, signatories=GRAVE)
    assert register(hall.entries).calls[call].state(hall.today) == "waiting"


# Reports


def test_what_is_kept_or_met_is_shown_and_what_is_extended_or_dropped_was_decided(hall: Hall) -> None:
    text = hall.adopt("call", "pledge")
    call, pledge = (f"{text.ref}/provision/{n}/operation/1" for n in (1, 2))
    report = ReportTabled(report="progress", as_of=hall.today, body="body/assembly")

    def found(of: str, state: str, **fields: Any) -> ReportTabled:
        return replace(report, findings=(Finding(of=of, state=state, **fields),))  # type: ignore[arg-type]

    later = date(2027, 1, 1)
    for wrong in (
        found(pledge, "kept"),
        found(call, "met"),
        found(pledge, "dropped"),
        found(pledge, "extended", evidence=(text.ref,)),
        found(pledge, "extended", due=later),
        replace(report, as_of=hall.today + timedelta(days=1)),
        replace(report, measured=(Measured(plan=text.ref, indicator="1", value="3"),)),
    ):
        hall.refuses("evidence", wrong)
    hall.refuses("no-such-act", found(text.ref, "under-way"))
    hall.refuses("no-such-act", found(pledge, "kept", evidence=("act/99",)))
    for state, body, fields in (
        ("under-way", found(pledge, "under-way"), {}),
        ("pledged", found(pledge, "extended", due=later, evidence=(text.ref,)), {}),
        ("kept", found(pledge, "kept"), {"parts": parts("table.en")}),
    ):
        hall.enter(body, **fields)
        held = register(hall.entries).commitments[pledge]
        assert held.state(hall.today) == ("under-way" if state == "pledged" else state)
    assert held.due == later and len(held.reports) == 3
    hall.enter(found(call, "refused"))
    assert hall.book.calls[call].state(hall.today) == "refused"


def test_a_pledge_is_overdue_the_day_after_it_was_due(hall: Hall) -> None:
    plain = replace(TEXT, how="acclamation", figures=None, majority=None)
    pledge = Operation(kind="pledge", due=date(2026, 7, 1))
    text = hall.enter(replace(plain, provisions=(Provision(label="1", operations=(pledge,)),)))
    held = hall.book.commitments[f"{text.ref}/provision/1/operation/1"]
    assert [held.state(date(2026, 7, n)) for n in (1, 2)] == ["pledged", "overdue"]


def test_a_plan_is_measured_and_positions_of_others_are_noted(hall: Hall) -> None:
    indicator = Indicator(id="1", objective="1", unit="schools", baseline="0", target="12", due=date(2030, 1, 1))
    plan = hall.adopt(body={"text": "plan", "indicators": (indicator,)})
    position = Position(actor="addressee/osmark", organ="chamber", stance="supports", on=plan.ref, since=hall.today)
    measured = Measured(plan=plan.ref, indicator="1", value="3")
    report = hall.enter(
        ReportTabled(
            report="progress", as_of=hall.today, body="body/assembly", measured=(measured,), positions=(position,)
        )
    )
    for book in (hall.book, register(hall.entries)):
        assert book.plans[plan.number].measured == ((report.number, hall.today, measured),)
        assert book.positions["addressee/osmark", "chamber", plan.ref] == (report.number, position)
    hall.amend(Annulled(ground="forgery", from_="the-start"), report, signatories=GRAVE)
    assert not register(hall.entries).positions
