"""What does the guarantee do to these nominations? Asked when they close, and said before anyone votes (V12)."""

from collections import Counter
from dataclasses import dataclass

from qurultay.counting.contest import Contest
from qurultay.counting.guarantees import Bound, Guarantees


@dataclass(frozen=True, kw_only=True, slots=True)
class Nominated:
    """A category with its bounds, and how many candidates it has."""

    bound: Bound
    standing: int

    @property
    def short(self) -> int:
        """Seats guaranteed to it for which nobody stands."""
        return max(0, self.bound.least - self.standing)


@dataclass(frozen=True, kw_only=True, slots=True)
class Nominations:
    """What is decided before anyone votes: seats that stay vacant, and who is elected or not whatever the votes."""

    seats: int
    vacant: int
    categories: tuple[Nominated, ...]
    certain: tuple[str, ...]
    hopeless: tuple[str, ...]

    def warnings(self) -> tuple[str, ...]:
        """Each in a sentence for whoever closes the nominations; none where votes alone decide."""
        return (*self._short(), *self._fixed())

    def _short(self) -> list[str]:
        said = [
            f"{each.bound.category} ({each.bound.partition}) is guaranteed {each.bound.least} and has "
            f"{_candidates(each.standing)}: {each.short} of its seats would stay vacant. Call for nominations again."
            for each in self.categories
            if each.short
        ]
        if self.vacant > max(self._shortfalls().values()):
            said.append(
                f"{self.vacant} of {self.seats} seats would stay vacant: no choice among those who stand fills them and "
                "keeps all guarantees. Call for nominations again."
            )
        return said

    def _fixed(self) -> list[str]:
        said = []
        if self.certain:
            said.append(f"Elected whatever the votes: {', '.join(self.certain)}. Nobody else can keep the guarantee.")
        if self.hopeless:
            said.append(
                f"Cannot be elected whatever the votes: {', '.join(self.hopeless)}. Tell them before anyone votes."
            )
        return said

    def _shortfalls(self) -> dict[str, int]:
        """The seats of each partition for which nobody of the right category stands."""
        found = dict.fromkeys([each.bound.partition for each in self.categories], 0)
        for each in self.categories:
            found[each.bound.partition] += each.short
        return found


def nominations(contest: Contest, guarantees: Guarantees) -> Nominations:
    """The nominations of this contest as they stand.

    >>> from qurultay.counting.contest import Candidate
    >>> from qurultay.counting.guarantees import guaranteed
    >>> of = {"Ada": "north", "Ben": "south", "Cem": "south"}
    >>> contest = Contest(candidates=tuple(Candidate(name=n, attributes={"community": of[n]}) for n in of), seats=3)
    >>> bounds = [Bound(partition="community", category="north", least=2), Bound(partition="community", category="south")]
    >>> for line in nominations(contest, guaranteed(contest, bounds)).warnings():
    ...     print(line)
    north (community) is guaranteed 2 and has 1 candidate: 1 of its seats would stay vacant. Call for nominations again.
    Elected whatever the votes: Ada. Nobody else can keep the guarantee.
    """
    names = [contest.names[at] for at in contest.standing]
    judged = guarantees.judge(elected=(), hopeful=names, seats=contest.seats)
    standing = Counter((p, c) for name in names for p, c in guarantees.kinds[name].items())
    return Nominations(
        seats=contest.seats,
        vacant=guarantees.vacant,
        categories=tuple(
            Nominated(bound=bound, standing=standing[bound.partition, bound.category]) for bound in guarantees.bounds
        ),
        certain=tuple(judged.guarded),
        hopeless=tuple(judged.doomed),
    )


def _candidates(number: int) -> str:
    return f"{number} candidate" if number == 1 else f"{number} candidates"
