"""Did they agree without a sitting, or without a vote? Silence is not consent (register law V18, V19)."""

from typing import Literal

from qurultay.assembly.majority import Base, Outcome, Test, Vote, decided, reached

Matter = Literal["text", "election", "rules", "removal"]
WithoutAVote = Literal["adopted", "vote", "no-decision"]


def written(
    vote: Vote, of: Base, num: int, den: int, test: Test, *, matter: Matter, objecting: int, quorum: int
) -> Outcome | Literal["sitting"]:
    """The outcome of a written procedure: one fifth of the members objecting moves it to a sitting.

    Only those who answered count, for the quorum too. There are no amendments, so the question is one text.

    >>> answers = Vote(for_=25, against=6, abstained=0, present=31, in_office=39, all_seats=41)
    >>> [written(answers, "votes-cast", 1, 2, "more-than", matter="text", objecting=n, quorum=20) for n in (7, 8)]
    ['adopted', 'sitting']

    Raises `ValueError` for elections, rules and removals, which are never decided in writing.
    """
    if matter != "text":
        raise ValueError(f"{matter}: never decided in writing; call a sitting (V18)")
    if reached(objecting, vote.in_office, 1, 5, "at-least"):
        return "sitting"
    return decided(vote, of, num, den, test, quorum=quorum)


def without_a_vote(*, objections: int, present: int, quorum: int) -> WithoutAVote:
    """The chair asks whether it is adopted without a vote: one objection forces one, and the quorum is needed as ever.

    >>> without_a_vote(objections=0, present=20, quorum=20), without_a_vote(objections=1, present=20, quorum=20)
    ('adopted', 'vote')
    """
    if present < quorum or quorum < 1:
        return "no-decision"
    return "vote" if objections else "adopted"
