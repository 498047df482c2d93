"""Ballot papers in parcels, as a returning officer sorts them.

A parcel is papers that lie with one candidate at one value. An entry of it is a ballot, the place in its ranking at
which it lies now, and the number of such papers; grouped ballots stay together, however many there are.
"""

from collections.abc import Iterable, Sequence

from qurultay.counting.profile import Ballot, Profile

Ranking = tuple[int, ...]
Entry = tuple[Ranking, int, int]
Parcel = list[Entry]


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


def first_parcel(profile: Profile) -> Parcel:
    """All papers before they are sorted for the first time."""
    if not profile.has_equal_ranks:
        return [(ballot, -1, weight) for ballot, weight in profile.groups]  # type: ignore[misc]  # no equal ranks: integers
    return [(as_far_as_single(ballot), -1, weight) for ballot, weight in profile.groups]


def sorted_on(papers: Iterable[Entry], standing: Sequence[bool]) -> tuple[dict[int, Parcel], int]:
    """The papers by next available preference, and how many have none. `standing` says who may receive.

    >>> sorted_on([((0, 2), 0, 3), ((0, 1), 0, 1)], [False, False, True])
    ({2: [((0, 2), 1, 3)]}, 1)
    """
    found: dict[int, Parcel] = {}
    spent = 0
    for ballot, at, weight in papers:
        for place in range(at + 1, len(ballot)):
            candidate = ballot[place]
            if standing[candidate]:
                if candidate in found:
                    found[candidate].append((ballot, place, weight))
                else:
                    found[candidate] = [(ballot, place, weight)]
                break
        else:
            spent += weight
    return found, spent


def papers_in(parcel: Parcel) -> int:
    """How many papers a parcel holds."""
    return sum([weight for _, _, weight in parcel])
