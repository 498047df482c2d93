"""How many voters prefer one to another, for every pair? Exactly, and fast without arrays.

A row of the table is one integer with a lane of bits for each rival, wide enough for all ballots: adding a ballot to
all rivals still below it is one multiplication and one addition, however many there are.
"""

from collections.abc import Sequence

from qurultay.counting.profile import Profile

Table = list[list[int]]


def pairwise(profile: Profile, standing: Sequence[int]) -> Table:
    """`table[a][b]` ballots rank a above b, for those who stand. Whoever is not ranked is below all who are.

    >>> from qurultay.counting.profile import profile_of
    >>> pairwise(profile_of("ranked", 3, [((0, 1), 4), (((1, 2), 0), 2)]), [0, 1, 2])
    [[0, 4, 4], [2, 0, 4], [2, 0, 0]]
    """
    width = profile.cast.bit_length() + 1
    lane = [0] * profile.candidates
    for place, at in enumerate(standing):
        lane[at] = 1 << (place * width)
    rows = [0] * profile.candidates
    everybody = sum(lane)
    for ballot, weight in profile.groups:
        below = everybody
        for each in ballot:
            if isinstance(each, tuple):
                below -= sum([lane[at] for at in each])
                for at in each:
                    rows[at] += below * weight
            else:
                below -= lane[each]
                rows[each] += below * weight
    mask = (1 << width) - 1
    return [[rows[at] >> (place * width) & mask for place in range(len(standing))] for at in standing]
