"""Ballot papers in parcels, as a returning officer sorts them.

A paper is a ranking that has been read up to the candidate with whom it lies, and the number of voters who cast it; a
parcel is papers that lie with one candidate at one value. Reading on is what moves a paper, so each lies in one parcel
only, and a count makes its papers anew from the profile.
"""

from collections.abc import Iterable, Iterator, Sequence

from qurultay.counting.profile import Ballot, Profile

Ranking = tuple[int, ...]
Paper = tuple[Iterator[int], int]
Parcel = list[Paper]


def as_far_as_single(ballot: Ballot) -> Ranking:
    """The ranking as far as its choices are single: of two equals nobody can say which is the next preference.

    >>> as_far_as_single((2, 0, (1, 3), 4))
    (2, 0)
    """
    single = []
    for each in ballot:
        if isinstance(each, tuple):
            break
        single.append(each)
    return tuple(single)


def all_papers(profile: Profile) -> Parcel:
    """All papers, not yet read."""
    if profile.has_equal_ranks:
        return [(iter(as_far_as_single(ballot)), weight) for ballot, weight in profile.groups]
    return [(iter(ballot), weight) for ballot, weight in profile.groups]  # type: ignore[arg-type]  # no equal ranks: integers


def sorted_on(papers: Iterable[Paper], standing: Sequence[bool]) -> tuple[dict[int, Parcel], int]:
    """The papers by next available preference, and how many have none. `standing` says who may receive.

    >>> found, spent = sorted_on([(iter((0, 2)), 3), (iter((0, 1)), 1)], [False, False, True])
    >>> {at: papers_in(parcel) for at, parcel in found.items()}, spent
    ({2: 3}, 1)
    """
    trays: list[Parcel | None] = [[] if stands else None for stands in standing]
    spent = 0
    for paper in papers:
        for candidate in paper[0]:
            tray = trays[candidate]
            if tray is not None:
                tray.append(paper)
                break
        else:
            spent += paper[1]
    return {at: tray for at, tray in enumerate(trays) if tray}, spent


def papers_in(parcel: Parcel) -> int:
    """How many papers a parcel holds."""
    return sum([weight for _, weight in parcel])
