"""Whoever has the most votes: plurality for one seat, SNTV and block voting for several.

With `plurality` and `sntv` a voter has one vote, with `block` as many as there are seats (Lijphart, Electoral Systems and
Party Systems, 1994, p. 40). Of a ranking, the highest candidates who stand have them. Of approvals, a ballot that names
more than a voter has votes says nothing: nobody may choose which of its names are meant. It leaves the count.
"""

from qurultay.counting.choices import named_on, single_votes
from qurultay.counting.profile import Ballot, Profile
from qurultay.counting.rule import Method, Question, Result
from qurultay.counting.selection import elect_the_highest
from qurultay.counting.sheet import Sheet

MOST = "the most votes"


def single(question: Question) -> Result:
    """One vote for each voter."""
    sheet = _opened(question)
    profile = question.profile if question.profile.kind != "approvals" else _of_one(question.profile)
    sheet.totals[:], sheet.spent = single_votes(question.contest, profile, set(sheet.hopeful))
    return _closed(sheet, question)


def block(question: Question) -> Result:
    """As many votes for each voter as there are seats."""
    sheet = _opened(question)
    standing = set(sheet.hopeful)
    for ballot, weight in question.profile.groups:
        counted = _votes(question.profile, ballot, standing, sheet.seats)
        for at in counted:
            sheet.totals[at] += weight
        if not counted:
            sheet.spent += weight
    return _closed(sheet, question)


def _opened(question: Question) -> Sheet:
    sheet = Sheet(question)
    sheet.open("result", (), MOST)
    return sheet


def _closed(sheet: Sheet, question: Question) -> Result:
    elect_the_highest(sheet, question, MOST)
    sheet.close()
    return sheet.result(0)


def _of_one(profile: Profile) -> Profile:
    """Approvals of several on one ballot become blank."""
    groups = tuple((ballot if len(ballot) == 1 else (), weight) for ballot, weight in profile.groups)
    return Profile(kind=profile.kind, candidates=profile.candidates, groups=groups)


def _votes(profile: Profile, ballot: Ballot, standing: set[int], most: int) -> list[int]:
    """Whom a ballot gives a vote. A ranking goes no further than to two on one rank, of whom none is the next."""
    if profile.kind == "approvals":
        return [at for at in named_on(ballot) if at in standing] if len(ballot) <= most else []
    found: list[int] = []
    for each in ballot:
        here = [at for at in named_on((each,)) if at in standing]
        if len(found) + len(here) > most:
            break
        found += here
    return found


METHODS = (
    Method(
        name="plurality",
        title="Plurality (first past the post)",
        text="The candidate with the most votes is elected",
        kinds=frozenset({"ranked", "approvals", "votes"}),
        seats="one",
        count=single,
        validated_against=("votelib's `Plurality`, 473 drawn elections, ties as well",),
    ),
    Method(
        name="sntv",
        title="Single non-transferable vote",
        text="Each voter has one vote; the candidates with the most votes are elected",
        kinds=frozenset({"ranked", "approvals", "votes"}),
        seats="several",
        count=single,
        validated_against=("votelib's `Plurality` with several seats, 2,000 drawn elections, ties as well",),
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
