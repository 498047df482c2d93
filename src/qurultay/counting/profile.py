"""Which ballots were cast: an immutable multiset, equal ballots grouped, named by one hash.

Ballots number candidates from 0 in the order of the contest. What a ballot is depends on the kind:

    ranked      the first choice first; candidates of equal rank stand in a tuple of their own: (2, (0, 3), 1)
    approvals   the candidates approved, in rising order: (0, 3)
    grades      one grade for each candidate, 1 the best, 0 for none given: (1, 0, 4)
    scores      one number for each candidate, more is better: (10, 0, 7)
    votes       one candidate, (3,), or none, (); the weight says how many voted so, and nothing is known of single ballots
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from operator import itemgetter
from typing import Literal, get_args

from qurultay.counting.refusal import Uncountable

Kind = Literal["ranked", "approvals", "grades", "scores", "votes"]
Ballot = tuple[int | tuple[int, ...], ...]
KINDS: tuple[Kind, ...] = get_args(Kind)
LARGEST_WEIGHT = 2**53 - 1
RANKED: tuple[Kind, ...] = ("ranked",)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Groups of equal ballots with their weights, in canonical order. Make one with `profile_of`.

    A blank ballot, `()`, was cast and counts for what is reckoned on ballots cast.

    >>> profile = profile_of("ranked", 3, [((0, 1), 2), ((), 1), ((0, 1), 1)])
    >>> profile.groups
    (((), 1), ((0, 1), 3))
    >>> profile.cast, profile.first_choices()
    (4, (3, 0, 0))
    """

    kind: Kind
    candidates: int
    groups: tuple[tuple[Ballot, int], ...]

    @cached_property
    def cast(self) -> int:
        """The weight of all ballots, blank ones included."""
        return sum(weight for _, weight in self.groups)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of the canonical multiset: a line for the kind, then a line for each group.

        It does not know names; the transcript gives them in the order in which ballots number them.
        """
        head = f"qurultay/ballots/v1 {self.kind} {self.candidates}\n"
        return sha256((head + "\n".join(self.lines()) + "\n").encode()).hexdigest()

    def lines(self) -> Iterator[str]:
        """Each group as it is hashed: weight, colon, the ballot; candidates from 1, equal ranks joined with `=`.

        >>> list(profile_of("ranked", 4, [((2, (0, 3), 1), 5)]).lines())
        ['5: 3 1=4 2']
        """
        if self.kind in ("grades", "scores"):
            return (f"{weight}: {' '.join(map(str, ballot))}" for ballot, weight in self.groups)
        words = [str(at + 1) for at in range(self.candidates)]
        if self.has_equal_ranks:
            return (f"{weight}: {' '.join([_rank(each, words) for each in ballot])}" for ballot, weight in self.groups)
        word = words.__getitem__
        return (f"{weight}: {' '.join(map(word, ballot))}" for ballot, weight in self.groups)  # type: ignore[arg-type]  # integers

    def first_choices(self) -> tuple[int, ...]:
        """The votes of each candidate: first choices of rankings, approvals, or votes. Equal first ranks give none."""
        found = [0] * self.candidates
        for ballot, weight in self.groups:
            for each in ballot[:1] if self.kind == "ranked" else ballot:
                if isinstance(each, int):
                    found[each] += weight
        return tuple(found)

    @cached_property
    def has_equal_ranks(self) -> bool:
        """Does any ranking put two candidates on one rank?"""
        return any(isinstance(each, tuple) for ballot, _ in self.groups for each in ballot)


def _rank(each: int | tuple[int, ...], words: list[str]) -> str:
    return "=".join([words[at] for at in each]) if isinstance(each, tuple) else words[each]


def profile_of(kind: Kind, candidates: int, ballots: Iterable[tuple[Ballot, int]]) -> Profile:
    """The profile of these ballots with their weights, equal ones put together.

    Raises `Uncountable` for a ballot that is none of its kind, and for a weight that is no whole number above 0.
    """
    grouped: Counter[Ballot] = Counter()
    for ballot, weight in ballots:
        if type(weight) is not int or not 0 < weight <= LARGEST_WEIGHT:
            raise Uncountable(f"the ballot {ballot!a}"[:120], f"its weight is {weight!a}", "give a whole number from 1")
        grouped[ballot] += weight
    if kind not in KINDS:
        raise Uncountable("the profile", f"{kind!a} is no kind of ballot", f"it is one of {', '.join(KINDS)}")
    for ballot in grouped:
        _check(kind, candidates, ballot)
    return canonical(kind, candidates, grouped.items())


def canonical(kind: Kind, candidates: int, ballots: Iterable[tuple[Ballot, int]], *, strict: bool = False) -> Profile:
    """The profile of ballots that were checked already; equal ones are put together. `strict` says none has ties."""
    listed = list(ballots)
    tied = not strict and any(tuple in map(type, ballot) for ballot, _ in listed)
    listed.sort(key=_order if tied else itemgetter(0))
    groups: list[tuple[Ballot, int]] = []
    last: Ballot | None = None
    for group in listed:
        if group[0] == last:
            groups[-1] = (last, groups[-1][1] + group[1])
        else:
            groups.append(group)
            last = group[0]
    made = Profile(kind=kind, candidates=candidates, groups=tuple(groups))
    made.__dict__["has_equal_ranks"] = tied
    return made


def _order(group: tuple[Ballot, int]) -> tuple[tuple[int, ...], ...]:
    return tuple([(each,) if type(each) is int else each for each in group[0]])  # type: ignore[misc]  # int or tuple


def _check(kind: Kind, candidates: int, ballot: Ballot) -> None:
    where = f"the ballot {ballot!a}"[:120]
    if kind in ("grades", "scores"):
        if len(ballot) != candidates or any(type(each) is not int or each < 0 for each in ballot):
            raise Uncountable(where, f"it does not give {candidates} numbers from 0", "one for each candidate")
        return
    named = [at for each in ballot for at in (each if isinstance(each, tuple) else (each,))]
    if any(type(at) is not int or not 0 <= at < candidates for at in named) or len(set(named)) != len(named):
        raise Uncountable(where, "it names a candidate twice, or one that does not stand", "correct it")
    ties = [each for each in ballot if isinstance(each, tuple)]
    if any(len(each) < 2 or sorted(each) != list(each) for each in ties) or (ties and kind != "ranked"):
        raise Uncountable(where, "equal ranks are two candidates or more in rising order", "correct it")
    if (kind == "approvals" and sorted(named) != named) or (kind == "votes" and len(named) > 1):
        raise Uncountable(where, f"this is no ballot of the kind {kind}", "correct it")
