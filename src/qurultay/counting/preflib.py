"""Rankings in the formats of PrefLib: soc, soi, toc, toi.

    # TITLE: Council
    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Ada
    …
    12: 2,{1,3}         twelve voters: 2 first, then 1 and 3 on one rank

They say nothing of seats; one is assumed, and whoever counts says otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from qurultay.counting.contest import MOST_CANDIDATES, Candidate, Contest
from qurultay.counting.poll import Poll, decoded, shown, whole
from qurultay.counting.profile import LARGEST_WEIGHT, Ballot, Profile, canonical
from qurultay.counting.refusal import Uncountable

_RANK = re.compile(r"\s*(?:\{(?P<tied>[^{}]*)\}|(?P<one>[^,{}\s]+))\s*(?:,|$)")


def read_preflib(data: bytes, name: str) -> Poll:
    """The poll in this file. Raises `Uncountable` with line, column and how to mend what is wrong."""
    names: dict[int, str] = {}
    told: dict[str, str] = {}
    grouped: Counter[Ballot] = Counter()
    for number, line in enumerate(decoded(data, name).split("\n"), 1):
        where = f"{name}, line {number}"
        if line.startswith("#"):
            word, _, rest = line[1:].partition(":")
            if found := re.fullmatch(r"ALTERNATIVE NAME (\d{1,9})", word.strip()):
                names[int(found[1])] = normalize("NFC", rest.strip())
            else:
                told[word.strip()] = rest.strip()
        elif line.strip():
            if not grouped:
                _check_names(names, told, name)
            weight, _, ranks = line.partition(":")
            if not ranks:
                raise Uncountable(where, "there is no ':' behind the number of voters", "write '12: 2,1,3'")
            times = whole(weight.strip(), f"{where}, column 1", LARGEST_WEIGHT, "the number of voters")
            if times:
                grouped[_ballot(ranks, len(names), where, len(weight) + 1)] += times
    count = _check_names(names, told, name)
    contest = Contest(
        candidates=tuple(Candidate(name=names[number]) for number in sorted(names)),
        seats=1,
        title=normalize("NFC", told.get("TITLE", "")),
    )
    return Poll(contest=contest, profile=canonical("ranked", count, grouped.items()))


def _check_names(names: dict[int, str], told: dict[str, str], name: str) -> int:
    """How many alternatives there are; each must have its name before the first ballot."""
    count = whole(told.get("NUMBER ALTERNATIVES", "0"), name, MOST_CANDIDATES, "the number of alternatives")
    if count == 0 or sorted(names) != list(range(1, count + 1)):
        what = f"it has {len(names)} names for {count} alternatives"
        mend = "give '# NUMBER ALTERNATIVES' and a line '# ALTERNATIVE NAME' for each, above the ballots"
        raise Uncountable(name, what, mend)
    return count


def _ballot(ranks: str, candidates: int, where: str, shift: int) -> Ballot:
    found: list[int | tuple[int, ...]] = []
    seen: set[int] = set()
    for rank, column in _ranks(ranks, where, shift):
        numbers = sorted(_number(word, candidates, f"{where}, column {column}") for word in rank)
        if len(set(numbers)) != len(numbers) or seen.intersection(numbers):
            raise Uncountable(f"{where}, column {column}", "a candidate stands twice on this ballot", "delete one")
        seen.update(numbers)
        if numbers:
            found.append(numbers[0] if len(numbers) == 1 else tuple(numbers))
    return tuple(found)


def _ranks(ranks: str, where: str, shift: int) -> Iterator[tuple[list[str], int]]:
    at = 0
    while ranks[at:].strip():
        found = _RANK.match(ranks, at)
        if not found:
            column = shift + at + 1
            raise Uncountable(
                f"{where}, column {column}", f"{shown(ranks[at : at + 20])} is no rank", "write 2,{1,3},4"
            )
        yield (found["tied"].split(",") if found["one"] is None else [found["one"]]), shift + at + 1
        at = found.end()


def _number(word: str, candidates: int, where: str) -> int:
    number = whole(word.strip(), where, MOST_CANDIDATES, "the number of a candidate")
    if not 1 <= number <= candidates:
        raise Uncountable(where, f"candidate {number} is named, but only {candidates} stand", "correct the number")
    return number - 1


def write_preflib(contest: Contest, profile: Profile, *, file_name: str) -> str:
    """The rankings as PrefLib has them; the ending of `file_name` should be the `data_type` they are of.

    Raises `Uncountable` for ballots that are not rankings.
    """
    if profile.kind != "ranked":
        raise Uncountable(
            "the ballots", f"they are {profile.kind}", "PrefLib's formats of this kind hold rankings only"
        )
    kind = data_type(profile)
    rows = [
        f"# FILE NAME: {file_name}",
        f"# TITLE: {contest.title}",
        f"# DATA TYPE: {kind}",
        f"# NUMBER ALTERNATIVES: {len(contest.names)}",
        f"# NUMBER VOTERS: {profile.cast}",
        f"# NUMBER UNIQUE ORDERS: {len(profile.groups)}",
        *(f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(contest.names, 1)),
    ]
    rows += [f"{weight}: {','.join(_rank(each) for each in ballot)}" for ballot, weight in profile.groups]
    return "\n".join(rows) + "\n"


def _rank(each: int | tuple[int, ...]) -> str:
    return "{" + ",".join(str(at + 1) for at in each) + "}" if isinstance(each, tuple) else str(each + 1)


def data_type(profile: Profile) -> str:
    """soc, soi, toc or toi: strict or with ties, complete or incomplete.

    >>> from qurultay.counting.profile import profile_of
    >>> data_type(profile_of("ranked", 3, [((0, (1, 2)), 1)])), data_type(profile_of("ranked", 3, [((0, 1), 1)]))
    ('toc', 'soi')
    """
    named = {sum(len(each) if isinstance(each, tuple) else 1 for each in ballot) for ballot, _ in profile.groups}
    return ("to" if profile.has_equal_ranks else "so") + ("c" if named <= {profile.candidates} else "i")
