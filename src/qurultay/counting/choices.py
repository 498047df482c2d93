"""What does each ballot say where only one name counts, or only which names? Rankings are read so too."""

from collections.abc import Collection, Sequence

from qurultay.counting.contest import Contest
from qurultay.counting.profile import Ballot, Profile


def single_votes(contest: Contest, profile: Profile, standing: Collection[int]) -> tuple[list[int], int]:
    """The votes of each candidate where a ballot is one vote, and the ballots that name none of those who stand.

    Of a ranking the highest who stands has it; nobody, where two share that rank.

    >>> from qurultay.counting.contest import contest_of
    >>> from qurultay.counting.profile import profile_of
    >>> cast = profile_of("ranked", 3, [((0, 1), 4), (((1, 2),), 2), ((), 1)])
    >>> single_votes(contest_of("Ada Ben Cem"), cast, (1, 2))
    ([0, 4, 0], 3)
    """
    votes, spent = [0] * len(contest.candidates), 0
    for ballot, weight in profile.groups:
        first = _first(ballot, standing)
        if first is None:
            spent += weight
        else:
            votes[first] += weight
    return votes, spent


def _first(ballot: Ballot, standing: Collection[int]) -> int | None:
    for each in ballot:
        equal = [at for at in _alike(each) if at in standing]
        if equal:
            return equal[0] if len(equal) == 1 else None
    return None


def says_one_round(profile: Profile) -> bool:
    """Do the ballots hold no more than one round, because none of them has a second choice?

    >>> from qurultay.counting.profile import profile_of
    >>> says_one_round(profile_of("ranked", 2, [((0,), 4)])), says_one_round(profile_of("ranked", 2, [((0, 1), 4)]))
    (True, False)
    """
    return profile.kind == "votes" or all(len(ballot) < 2 for ballot, _ in profile.groups)


def named_on(ballot: Ballot) -> list[int]:
    """Everybody a ballot names.

    >>> named_on((2, (0, 3)))
    [2, 0, 3]
    """
    return [at for each in ballot for at in _alike(each)]


def _alike(each: int | tuple[int, ...]) -> Sequence[int]:
    return each if isinstance(each, tuple) else (each,)
