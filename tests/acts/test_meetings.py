"""Sessions are called in time, open with the roll a stranger recomputes, and close (R9, T8, T10, T12, V14)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qurultay.acts.amending import Annulled
from qurultay.acts.constituting import Established, Seats
from qurultay.acts.convening import (
    Closed,
    CommunityPresent,
    Contest,
    Convened,
    ElectionClosing,
    ElectionOpening,
    MinutesApproved,
    Opened,
    Postponed,
    SessionClosing,
    SessionOpening,
    Sitting,
)
from qurultay.acts.office import Assignment, Elected, Vacated
from qurultay.acts.register import register
from qurultay.acts.resolving import NotAdopted, Repealed
from qurultay.acts.texts import business
from tests.hall import GRAVE, Hall, amends, constitution, key_text, rules, seeded

TRANSITION = ("post/speaker", "post/teller")


@pytest.fixture
def hall() -> Hall:
    """An assembly of nine sitters, whose session 1 is called for today and the next two days."""
    hall = Hall()
    hall.fill_seats()
    hall.convene("session/1", opens=hall.today, closes=hall.today + timedelta(days=2))
    return hall


CALL = Convened(
    session="session/2", body="body/assembly", opens=date(2026, 6, 9), closes=date(2026, 6, 11),
    mode="hybrid", zone="Europe/Istanbul", offset="+03:00",
)  # fmt: skip


def opening(**fields: object) -> Opened:
    """The credentials report of session 1."""
    return Opened(session=replace(SessionOpening(session="session/1", entitled=9, present=9), **fields))  # type: ignore[arg-type]


# The call


def test_a_session_is_called_once_under_a_name_and_an_ordinal_nobody_used(hall: Hall) -> None:
    sentence = hall.refuses("label-again", replace(CALL, session="session/1"))
    assert sentence == "session/1 was called by act 2; a number is never used again (T12)"
    hall.enter(replace(CALL, ordinal=9))
    hall.refuses("label-again", replace(CALL, session="session/3", ordinal=9))
    hall.enter(replace(CALL, session="session/3", ordinal=9, body="body/government"))


def test_a_session_opens_after_its_call_and_closes_no_earlier(hall: Hall) -> None:
    hall.refuses("session", replace(CALL, closes=date(2026, 6, 8)))
    hall.refuses("session", replace(CALL, opens=hall.today - timedelta(days=1)))
    hall.refuses("no-such-body", replace(CALL, body="body/senate"))
    hall.refuses("session", replace(CALL, sittings=(Sitting(day=date(2026, 6, 12)),)))
    hall.enter(replace(CALL, sittings=(Sitting(day=date(2026, 6, 8), form="planning"), Sitting(day=date(2026, 6, 11)))))


@pytest.mark.parametrize(("opens", "enough"), [(date(2026, 6, 8), False), (date(2026, 6, 9), True)])
def test_notice_is_counted_in_clear_days(opens: date, enough: bool) -> None:
    """Neither the day of the notice nor the day of the sitting counts: from the 1st to the 9th are seven (T10)."""
    hall = Hall(constitution(rules=rules(convening_days=7)))
    call = replace(CALL, opens=opens)
    if enough:
        hall.enter(call)
    else:
        assert "6 clear days lie between call and opening; the rules ask for 7" in hall.refuses("session", call)


def test_a_session_that_was_called_is_moved_to_later_days_and_not_once_it_is_open(hall: Hall) -> None:
    later = Postponed(session="session/1", opens=date(2026, 6, 5), closes=date(2026, 6, 6))
    hall.refuses("session", replace(later, session="session/9"))
    hall.refuses("session", replace(later, closes=date(2026, 6, 4)))
    entry = hall.enter(later)
    held = hall.book.sessions["session/1"]
    assert (held.opens, held.closes, held.postponed_by) == (date(2026, 6, 5), date(2026, 6, 6), (entry.number,))
    assert "moved to a later day" in hall.refuses("session", replace(later, opens=date(2026, 6, 4)))
    hall.refuses("session", opening())
    hall.on("2026-06-05").enter(opening())
    hall.refuses("session", replace(later, opens=date(2026, 6, 6)))


# Credentials


def test_the_credentials_report_agrees_with_the_filled_seats(hall: Hall) -> None:
    """A muster padded with invented delegates is refused (R9)."""
    sentence = hall.refuses("credentials", opening(entitled=10))
    assert sentence == "10 are said to be entitled; 9 seats are filled and 0 suspended: 9"
    hall.refuses("credentials", opening(present=10))
    hall.enter(Vacated(place="seat/9", person="person/110", how="died"), signatories=TRANSITION)
    hall.refuses("credentials", opening())
    hall.enter(opening(entitled=8, present=8))


def test_suspended_members_are_not_entitled(hall: Hall) -> None:
    by = {"refs": (("cites", hall.adopt("decision").ref),)}
    hall.refuses("credentials", opening(suspended=("seat/1",)), **by)
    hall.refuses("credentials", opening(entitled=8, present=8, suspended=("seat/1", "seat/1")), **by)
    hall.refuses("credentials", opening(suspended=("seat/99",)), **by)
    hall.enter(opening(entitled=8, present=8, suspended=("seat/1",)), **by)


def test_nobody_is_suspended_but_by_a_decision_of_the_assembly_that_is_in_force(hall: Hall) -> None:
    """Two officers who open a session do not choose who is entitled (V14)."""
    without = opening(entitled=8, present=8, suspended=("seat/1",))
    assert "by a decision of body/assembly" in hall.refuses("credentials", without)
    other = hall.adopt("decision", body={"body": "body/government"})
    hall.refuses("credentials", without, refs=(("cites", other.ref),))
    decision = hall.adopt("decision")
    hall.amend(Annulled(ground="quorum", from_="the-start"), decision, signatories=GRAVE)
    hall.refuses("credentials", without, refs=(("cites", decision.ref),))
    hall.enter(without, refs=(("cites", hall.adopt("decision").ref),))


def test_the_time_of_a_session_is_one_that_a_place_on_earth_keeps(hall: Hall) -> None:
    """Whoever invents a time of his own moves the day on which every act of the session is judged (T8)."""
    for offset in ("+14:01", "-12:01"):
        assert "no place on earth" in hall.refuses("session", replace(CALL, offset=offset))
    hall.enter(replace(CALL, offset="-12:00"))
    hall.enter(replace(CALL, session="session/3", offset="+14:00"))


def test_the_communities_figures_add_up_and_no_community_has_more_present_than_sit_for_it(hall: Hall) -> None:
    def present(**by: int) -> tuple[CommunityPresent, ...]:
        return tuple(CommunityPresent(community=f"community/{name}", present=n) for name, n in by.items())

    hall.refuses("credentials", opening(present=8, by_community=present(tolun=4, kesh=3, arda=2)))
    hall.refuses("credentials", opening(by_community=present(tolun=5, kesh=2, arda=2)))
    twice = (*present(tolun=2), *present(tolun=3), *present(kesh=2, arda=2))
    hall.refuses("credentials", opening(by_community=twice))
    hall.refuses("credentials", opening(present=1, by_community=present(ghosts=1)))
    hall.enter(opening(by_community=present(tolun=4, kesh=3, arda=2)))


def test_whoever_sits_for_no_community_is_present_besides_them() -> None:
    hall = Hall()
    text = hall.adopt("decision")
    seats = Established(seats=(Seats(body="body/assembly", first=10, last=11),))
    hall.enter(seats, basis=text.ref, signatories=GRAVE)
    hall.fill_seats()
    hall.days(1)
    more = tuple(
        Assignment(to=f"seat/{n}", person=f"person/{200 + n}", from_=hall.today, until=date(2029, 1, 1))
        for n in (10, 11)
    )
    hall.enter(Elected(winners=more, how="open-vote"), signatories=TRANSITION)
    hall.convene("session/1", opens=hall.today, closes=hall.today)
    by = (CommunityPresent(community="community/tolun", present=4),)
    hall.refuses("credentials", opening(entitled=11, present=7, by_community=by))
    hall.enter(opening(entitled=11, present=6, by_community=by))


# Open, closed, minuted


def test_a_session_opens_once_on_one_of_its_days(hall: Hall) -> None:
    hall.refuses("session", opening(session="session/9"))
    hall.refuses("session", Opened())
    hall.days(3).refuses("session", opening())
    hall.on("2026-06-03").enter(opening())
    hall.refuses("session", opening())


def test_a_session_closes_once_and_decides_nothing_after(hall: Hall) -> None:
    close = Closed(session=SessionClosing(session="session/1"))
    hall.refuses("session", close)
    hall.enter(opening())
    in_it = {"body": {"session": "session/1"}}
    first = hall.adopt("decision", **in_it)
    hall.refuses("session", Closed())
    hall.days(1).enter(close)
    hall.refuses("session", close)
    hall.adopt("decision", **in_it)
    hall.days(1).refuses("session", hall.entries[first.number].act.body)
    assert business(hall.book, hall.book.sessions["session/1"]) == (first.number, first.number + 2)


def test_a_repeal_that_never_was_is_no_business_of_its_session(hall: Hall) -> None:
    hall.enter(opening())
    text = hall.adopt("decision", body={"session": "session/1"})
    body = Repealed(body="body/assembly", from_=hall.today, how="acclamation", session="session/1")
    repeal, done = hall.enter(body, refs=amends(text)), (text.number, text.number + 1)
    fall = hall.amend(Annulled(ground="duress", from_="the-start"), repeal, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert business(book, book.sessions["session/1"]) == done[:1]
    hall.amend(Annulled(ground="duress", from_="the-start"), fall, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert business(book, book.sessions["session/1"]) == done


def test_a_session_that_is_called_anew_begins_without_business(hall: Hall) -> None:
    hall.enter(opening())
    text = hall.adopt("decision", body={"session": "session/1"})
    called = hall.book.sessions["session/1"].convened
    fall = hall.amend(Annulled(ground="duress", from_="the-start"), f"act/{called}", signatories=GRAVE)
    hall.enter(replace(CALL, session="session/1"))
    for book in (hall.book, register(hall.entries)):
        assert business(book, book.sessions["session/1"]) == ()
    hall.amend(Annulled(ground="duress", from_="the-start"), fall, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        assert book.sessions["session/1"].convened > text.number


def test_a_text_is_decided_on_a_day_its_session_sat(hall: Hall) -> None:
    body = hall.adopt("decision").act.body
    in_session = replace(body, session="session/1")  # type: ignore[type-var]
    hall.refuses("session", in_session)
    hall.days(1).enter(opening())
    hall.refuses("session", in_session, date=hall.today - timedelta(days=1))
    hall.refuses("session", replace(in_session, session="session/9"))
    hall.days(1).enter(in_session)
    hall.days(1).refuses("session", in_session)


def test_whatever_a_session_did_stands_on_its_page(hall: Hall) -> None:
    """Who was elected in it, and what was put and not adopted, as well as what was."""
    hall.enter(opening())
    adopted = hall.adopt("decision", body={"session": "session/1"})
    lost = hall.enter(NotAdopted(text="resolution", body="body/assembly", outcome="withdrawn", session="session/1"))
    winner = Assignment(to="post/president", person="person/21", from_=hall.today, until=date(2029, 1, 1))
    elected = hall.enter(Elected(winners=(winner,), how="open-vote", session="session/1"), signatories=TRANSITION)
    hall.amend(Annulled(ground="quorum", from_="now"), adopted, signatories=GRAVE)
    for book in (hall.book, register(hall.entries)):
        done = (adopted.number, lost.number, elected.number)
        assert business(book, book.sessions["session/1"]) == done
        assert book.not_adopted == [lost.number]


def test_minutes_are_approved_of_a_session_and_a_day_it_sat(hall: Hall) -> None:
    minutes = MinutesApproved(session="session/1")
    hall.refuses("session", minutes)
    hall.enter(opening())
    hall.refuses("session", replace(minutes, sitting=date(2026, 6, 2)))
    entry = hall.days(1).enter(replace(minutes, sitting=date(2026, 6, 2)), signatories=TRANSITION)
    assert hall.book.sessions["session/1"].minutes == (entry.number,)
    hall.refuses("session", replace(minutes, sitting=date(2026, 5, 1)))


def test_an_annulled_opening_never_opened(hall: Hall) -> None:
    opened = hall.enter(opening())
    hall.amend(Annulled(ground="quorum", from_="the-start"), opened, signatories=GRAVE)
    assert hall.book.sessions["session/1"].opened is None
    hall.enter(opening())
    assert hall.book == register_as_entered(hall)


def register_as_entered(hall: Hall) -> object:
    """The register read at once; what only the gate keeps is taken over."""
    book = register(hall.entries)
    book.founding = hall.book.founding
    for name in ("strikes", "changes", "weighty"):
        setattr(book, name, getattr(hall.book, name))
    return book


# Elections


BOX = seeded("box")


def election(**fields: object) -> Opened:
    """Two candidates stand for president."""
    held = ElectionOpening(
        protocol="belenios-1",
        contests=(Contest(fills=("post/president",), candidates=("person/21", "person/22")),),
        rule="plurality",
        closes=date(2026, 6, 2),
        box=key_text(BOX),
        entitled=500,
    )
    return Opened(election=replace(held, **fields))  # type: ignore[arg-type]


def closing(opened: str) -> Closed:
    """The box closes with 321 ballots."""
    root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    return Closed(election=ElectionClosing(opened=opened, archive="ab" * 32, size=321, root=root, ballots=321))


def result(hall: Hall, opened: str, **fields: object) -> Elected:
    """Person 22 is elected president."""
    winner = Assignment(to="post/president", person="person/22", from_=hall.today, until=date(2029, 1, 1))
    held = Elected(winners=(winner,), how="ballot-box", election=opened, archive="ab" * 32, entitled=500, voted=321)
    return replace(held, **fields)  # type: ignore[arg-type]


def test_an_election_goes_from_its_opening_to_its_result() -> None:
    hall = Hall()
    opened = hall.enter(election()).act.id
    hall.refuses("election", result(hall, opened), signatories=TRANSITION)
    hall.enter(closing(opened))
    assert "is not open" in hall.refuses("election", closing(opened))
    entry = hall.enter(result(hall, opened), signatories=TRANSITION)
    held = hall.book.elections[opened]
    assert (held.opened, held.closed, held.result) == (1, 2, entry.number)
    assert "already gives the result" in hall.refuses("election", result(hall, opened), signatories=TRANSITION)
    hall.amend(Annulled(ground="count", from_="the-start"), entry, signatories=GRAVE)
    hall.enter(result(hall, opened), signatories=TRANSITION)


def test_a_result_agrees_with_the_closed_box() -> None:
    hall = Hall()
    opened = hall.enter(election()).act.id
    hall.enter(closing(opened))
    by = {"signatories": TRANSITION}
    hall.refuses("election", result(hall, opened, archive="cd" * 32), **by)
    hall.refuses("election", result(hall, opened, voted=322), **by)
    hall.refuses("election", result(hall, opened, election=None), **by)
    hall.refuses("election", result(hall, opened, how="open-vote"), **by)
    hall.refuses("election", result(hall, "m3t8w1pz"), **by)
    stranger = Assignment(to="post/president", person="person/99", from_=hall.today, until=date(2029, 1, 1))
    assert "was no candidate" in hall.refuses("election", result(hall, opened, winners=(stranger,)), **by)


def test_an_election_has_contests_candidates_and_a_box_of_its_own() -> None:
    hall = Hall()
    one = Contest(fills=("post/president",), candidates=("person/21",))
    hall.refuses("election", election(contests=()))
    hall.refuses("election", election(closes=date(2026, 5, 31)))
    hall.refuses("election", election(contests=(replace(one, fills=("post/ghost",)),)))
    hall.refuses("election", election(contests=(replace(one, candidates=("person/21", "person/21")),)))
    hall.refuses("election", election(contests=(replace(one, candidates=()),)))
    hall.refuses("session", election(session="session/1"))
    hall.refuses("key-again", election(box=key_text(seeded("log"))))
    hall.enter(election(contests=(one,)))
    hall.refuses("key-again", election())
