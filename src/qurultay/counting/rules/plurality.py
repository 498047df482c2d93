"""Whoever has the most votes: plurality for one seat, SNTV and block voting for several.

With `sntv` a voter has one vote however many seats there are, with `block` as many as there are seats. Rankings give
their first choice, or in block voting as many choices as seats; approvals and bare votes are taken as they are.
"""

from qurultay.counting.piles import as_far_as_single
from qurultay.counting.profile import Profile
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import Method, Question, Result
from qurultay.counting.sheet import Sheet

MOST = "the most votes"


def count(question: Question, votes: list[int]) -> Result:
    """Seats go to the most votes. A tie at the last seat ends by lot; before it, it decides nothing."""
    sheet = Sheet(question)
    sheet.open("result", (), MOST)
    sheet.totals[:] = [number if at in question.contest.standing else 0 for at, number in enumerate(votes)]
    sheet.elect(sheet.hopeful, MOST)
    sheet.close()
    return sheet.result(0)


def single(question: Question) -> Result:
    """One vote for each voter. Raises `Uncountable` for approvals of several on one ballot."""
    if question.profile.kind == "approvals":
        _at_most(question.profile, 1)
    return count(question, list(question.profile.first_choices()))


def block(question: Question) -> Result:
    """As many votes for each voter as there are seats. Raises `Uncountable` for ballots with more approvals."""
    profile, seats = question.profile, question.contest.seats
    if profile.kind == "approvals":
        _at_most(profile, seats)
        return count(question, list(profile.first_choices()))
    votes = [0] * profile.candidates
    for ballot, weight in profile.groups:
        for at in as_far_as_single(ballot)[:seats]:
            votes[at] += weight
    return count(question, votes)


def _at_most(profile: Profile, most: int) -> None:
    for ballot, _ in profile.groups:
        if len(ballot) > most:
            what = f"a ballot has {len(ballot)} votes, and each voter has {most}"
            raise Uncountable("the ballots", what, "such ballots are void; take them out, or choose approval voting")


METHODS = (
    Method(
        name="plurality",
        title="Plurality (first past the post)",
        text="The candidate with the most votes is elected",
        kinds=frozenset({"ranked", "approvals", "votes"}),
        seats="one",
        count=single,
    ),
    Method(
        name="sntv",
        title="Single non-transferable vote",
        text="Each voter has one vote; the candidates with the most votes are elected",
        kinds=frozenset({"ranked", "approvals", "votes"}),
        seats="several",
        count=single,
        guarantees=True,
    ),
    Method(
        name="block",
        title="Block vote",
        text="Each voter has as many votes as there are seats; the candidates with the most votes are elected",
        kinds=frozenset({"ranked", "approvals"}),
        seats="several",
        count=block,
        guarantees=True,
    ),
)
