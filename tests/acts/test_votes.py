"""Which figures carry a text, at exactly the vote that decides (register law §6: V1, V4 to V9, V14)."""

from typing import Any

import pytest

from qurultay.acts.convening import Opened, SessionOpening
from qurultay.acts.office import Vacated
from qurultay.acts.resolving import Adopted, CommunityOutcome, Figures, NotAdopted
from qurultay.acts.rules import Majority
from tests.hall import COMMUNITIES, Hall, constitution, rules

EACH = Majority(name="each", of="votes-cast", num=1, den=2, test="more-than", communities="each")
OF_PRESENT = Majority(name="of-present", of="present", num=1, den=2, test="more-than")
OF_ALL = Majority(name="of-all-seats", of="all-seats", num=1, den=2, test="more-than")
REMOVERS = ("post/secretary", "post/vice-president", "post/speaker")


def house(*, filled: int = 9) -> Hall:
    """Nine seats, all of them filled, or the last of them vacant."""
    hall = Hall(constitution(rules=rules(majorities=(*rules().majorities, EACH, OF_ALL, OF_PRESENT))))
    hall.fill_seats()
    for number in range(9, filled, -1):
        hall.enter(Vacated(place=f"seat/{number}", person=f"person/{101 + number}", how="died"), signatories=REMOVERS)
    hall.on("2026-06-02")
    return hall


def figures(for_: int, against: int, abstained: int = 0, *, house: int = 9, **papers: int) -> Figures:
    given = for_ + against + abstained + sum(papers.values())
    return Figures(for_=for_, against=against, abstained=abstained, present=given, entitled=house, **papers)


def refused(hall: Hall, said: Figures | None, majority: str | None = "simple", **fields: Any) -> bool:
    """Is a text with these figures refused for them, and for nothing else?"""
    asked = {"how": "vote", "authentic": ("en",), "figures": said, "majority": majority} | fields
    act = hall.draft(Adopted(text="resolution", body="body/assembly", **asked))
    codes = hall.objections(act, [hall.signers[each] for each in act.signatories])
    assert set(codes) <= {"figures"}
    return bool(codes)


@pytest.mark.parametrize(("said", "no"), [(figures(3, 2), False), (figures(3, 1), True)])
def test_five_of_nine_are_a_quorum_and_four_are_not(said: Figures, no: bool) -> None:
    assert refused(house(), said) is no


def test_members_who_are_present_and_take_no_part_are_no_quorum() -> None:
    silent = Figures(for_=3, against=1, abstained=0, present=9, entitled=9)
    assert refused(house(), silent)


def test_a_vacant_seat_leaves_the_quorum_and_the_majority_in_office_but_not_the_majority_of_all_seats() -> None:
    """V4: eight in office. Five are more than half of eight, and of nine; six are two thirds of eight, as 16/3 says."""
    hall = house(filled=8)
    assert not refused(hall, figures(5, 3, house=8), "of-all-seats")
    assert refused(hall, figures(4, 3, house=8), "of-all-seats")
    assert not refused(hall, figures(6, 2, house=8), "two-thirds")
    assert refused(hall, figures(5, 0, house=8), "two-thirds")
    assert refused(hall, figures(5, 4, house=9)), "nobody sits in the ninth seat"


@pytest.mark.parametrize(("for_", "no"), [(6, False), (5, True)])
def test_two_thirds_of_nine_are_six_whoever_stays_away(for_: int, no: bool) -> None:
    assert refused(house(), figures(for_, 0), "two-thirds") is no


def test_who_abstains_counts_among_those_present_and_casts_no_vote() -> None:
    """V3: four to three with two abstaining is a majority of the votes cast, and not of those present."""
    assert not refused(house(), figures(4, 3, 2), "simple")
    assert refused(house(), figures(4, 3, 2), "of-present")
    assert not refused(house(), figures(5, 2, 2), "of-present")
    assert refused(house(), figures(9, 0), "of-nothing-there-is")


def open_without(hall: Hall, suspended: tuple[str, ...]) -> None:
    """A session opens without those whom the assembly suspended."""
    decision = hall.adopt("decision")
    opening = SessionOpening(session="session/1", entitled=6, present=6, suspended=suspended)
    hall.enter(Opened(session=opening), refs=(("cites", decision.ref),))


def test_who_is_suspended_is_not_in_the_base_of_the_quorum() -> None:
    """V14: of the six who are entitled four make a quorum, where five of nine would."""
    hall = house()
    hall.convene("session/1", opens=hall.today, closes=hall.today)
    out = ("seat/1", "seat/2", "seat/3")
    open_without(hall, out)
    four = Figures(for_=4, against=0, abstained=0, present=4, entitled=6)
    assert refused(hall, four)
    assert not refused(hall, four, session="session/1")


@pytest.mark.parametrize(
    "wrong",
    [
        Figures(for_=5, against=5, abstained=0, present=9, entitled=9),
        Figures(for_=5, against=0, abstained=0, present=4, entitled=9),
        Figures(for_=5, against=4, abstained=0, present=9, entitled=8),
        Figures(for_=6, against=0, abstained=0, present=10, entitled=10),
    ],
)
def test_there_are_no_more_votes_than_present_and_no_more_present_than_sit(wrong: Figures) -> None:
    assert refused(house(), wrong)


def test_blank_and_invalid_papers_are_counted_and_weigh_nothing() -> None:
    """V6: four to three is a majority of the valid votes, with two papers spoilt; without them four to four is a tie."""
    assert not refused(house(), figures(4, 3, blank=1, invalid=1))
    assert refused(house(), figures(4, 4, blank=1))


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (figures(4, 4), "tied"),
        (figures(4, 5), "lost"),
        (figures(2, 2), "no-decision"),
        (figures(0, 0, 6), "lost"),
    ],
)
def test_lost_tied_and_no_decision_are_three_things(said: Figures, outcome: Any) -> None:
    """V7: the figures say which of them it was, and the act says the same."""
    hall = house()
    for each in ("lost", "tied", "no-decision"):
        body = NotAdopted(text="resolution", body="body/assembly", outcome=each, figures=said, majority="simple")  # type: ignore[arg-type]  # the three above
        act = hall.draft(body)
        codes = hall.objections(act, [hall.signers[post] for post in act.signatories])
        assert codes == ([] if each == outcome else ["figures"])


def said_of(outcomes: dict[str, str]) -> tuple[CommunityOutcome, ...]:
    return tuple(CommunityOutcome(community=f"community/{name}", outcome=said) for name, said in outcomes.items())  # type: ignore[arg-type]  # outcomes as words


def test_every_community_must_reach_its_own_majority() -> None:
    """V8: one that did not, or of which nothing is said, stops the text; one that is excused does not."""
    met = {name: "met" for name, _, _ in COMMUNITIES}
    assert not refused(house(), figures(7, 2), "each", communities=said_of(met))
    assert not refused(house(), figures(7, 2), "each", communities=said_of(met | {"arda": "excused"}))
    assert refused(house(), figures(7, 2), "each", communities=said_of(met | {"arda": "not-met"}))
    assert refused(house(), figures(7, 2), "each", communities=said_of({"tolun": "met", "kesh": "met"}))
    assert refused(house(), figures(7, 2), "each", communities=said_of(met | {"ghosts": "met"}))
    assert refused(house(), figures(7, 2), "each", communities=said_of(met) * 2)
    assert refused(house(), figures(7, 2), "each")


def test_a_community_in_which_nobody_sits_cannot_have_agreed() -> None:
    """V8: it blocks, unless it is excused."""
    hall = house(filled=7)
    met = {name: "met" for name, _, _ in COMMUNITIES}
    assert refused(hall, figures(6, 1, house=7), "each", communities=said_of(met))
    assert not refused(hall, figures(6, 1, house=7), "each", communities=said_of(met | {"arda": "excused"}))


def test_a_group_too_small_for_figures_says_met_or_gives_figures_and_never_both() -> None:
    """V9."""
    assert not refused(house(), None, outcome="met")
    assert refused(house(), figures(9, 0), outcome="met")
    assert refused(house(), None)


def test_without_a_vote_there_are_no_figures() -> None:
    """R11: a text on which nobody voted shows none."""
    assert not refused(house(), None, None, how="without-a-vote")
    assert refused(house(), figures(9, 0), how="without-a-vote")
    assert refused(house(), None, None, how="acclamation", outcome="met")


@pytest.mark.parametrize(("for_", "no"), [(6, False), (5, True)])
def test_suspended_members_stay_in_the_base_of_a_removal(for_: int, no: bool) -> None:
    """V14: with three of nine suspended, a removal still needs six; nobody suspends his way to two thirds."""
    hall = house()
    hall.convene("session/1", opens=hall.today, closes=hall.today)
    out = ("seat/7", "seat/8", "seat/9")
    open_without(hall, out)
    vote = Figures(for_=for_, against=6 - for_, abstained=0, present=6, entitled=6)
    body = Vacated(place="post/president", person="person/1", how="removed", figures=vote, majority="simple")
    act = hall.draft(body, signatories=REMOVERS)
    codes = hall.objections(act, [hall.signers[post] for post in REMOVERS])
    assert (codes == ["figures"]) is no
    assert no or codes == []
