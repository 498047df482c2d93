"""Seats for lists, one after the other: each to the list with the highest claim, and in it to the next in line.

A divisor method and a largest remainder differ in nothing but the claim, so both are counted here. Lists are the values
of the attribute `list` of the candidates, who stand in it in the order of the ballot; a vote for any of them is a vote
for the list. Where no candidate has that attribute, each candidate is a list itself and can have many seats.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qurultay.assembly.majority import reached
from qurultay.counting.amount import exact
from qurultay.counting.choices import single_votes
from qurultay.counting.contest import Contest
from qurultay.counting.guarantee import Judgement
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import Method, Parameter, Question, Result, fraction
from qurultay.counting.stages import Action, Decision, Event, Stage, State
from qurultay.counting.ties import Tie, settle

Claim = Callable[[int, int], Fraction]
"""What a list with so many votes and so many seats claims for its next seat."""

SHARE = r"0|[1-9]\d{0,8}/[1-9]\d{0,8}"
PARAMETERS: Mapping[str, Parameter] = {
    "order": Parameter(
        default="closed",
        pattern="closed|open",
        meaning="closed or open: whether seats of a list go in its order, or to whom most votes of the list name",
    ),
    "threshold": Parameter(
        default="0", pattern=SHARE, meaning="the part of all valid votes a list needs to have a seat, such as 1/20"
    ),
    "ties": Parameter(
        default="lot",
        pattern="lot|votes",
        meaning="lot or votes: whether of equal claims the list with more votes comes first, before the lot",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyList:
    """A list: its members by number, in order, and its votes. `single` is one candidate who is a list."""

    name: str
    members: tuple[int, ...]
    votes: int
    single: bool


class Apportionment:
    """One count of lists. A rule gives the claim and, where it has one, the quota."""

    def __init__(self, question: Question) -> None:
        self.question, self.contest = question, question.contest
        self.names, self.seats = question.contest.names, question.contest.seats
        by_list = lists_of(question.contest)
        single = not any(each.attributes.get("list") for each in question.contest.candidates)
        known = question.contest.standing if single else range(len(self.names))
        self.votes, self.spent = single_votes(question.contest, question.profile, set(known))
        self.lists = [
            PartyList(name=name, members=members, votes=sum(self.votes[at] for at in members), single=single)
            for name, members in by_list.items()
        ]
        self.valid = sum(each.votes for each in self.lists)
        self.won = dict.fromkeys(by_list, 0)
        self.elected: list[int] = []
        self.stages: list[Stage] = []
        self.unresolved: Tie | None = None
        self._events: list[Event] = []
        self._said: set[tuple[str, str]] = set()
        self._judged = Judgement()
        self.admitted = self._admit()

    def count(self, claim: Claim, because: str, quota: Fraction | None = None) -> Result:
        """Seat after seat, until they are filled, nobody is left, or a tie cannot be settled."""
        self._close("first-preferences", (), "votes for each list", quota, dict(enumerate(map(Fraction, self.votes))))
        while len(self.elected) < self.seats and not self.unresolved and self._give(claim, because, quota):
            pass
        elected = tuple(self.names[at] for at in self.elected)
        return Result(stages=tuple(self.stages), elected=elected, unresolved=self.unresolved, decimals=None)

    # --- within -------------------------------------------------------------------------------------------------------

    def _admit(self) -> list[PartyList]:
        """Lists with a vote that reach the threshold, exactly it being enough."""
        least = fraction(self.question.rule.parameters["threshold"])
        admitted = []
        for each in self.lists:
            if each.votes and reached(each.votes, self.valid, least.numerator, least.denominator, "at-least"):
                admitted.append(each)
            elif each.votes:
                evidence = f"{each.votes} of {self.valid} votes; {exact(least)} of them are needed"
                self._events += [self._decision("excluded", at, "threshold", evidence) for at in each.members]
        return admitted

    def _give(self, claim: Claim, because: str, quota: Fraction | None) -> bool:
        """One seat, or one for each of several equal lists; False where nobody is left to have it."""
        self._ask()
        line = self._next_in_line(self.admitted)
        if not line and self.question.guarantee is not None:
            # The guarantee comes before the threshold, and before a list's having any votes at all.
            line = self._next_in_line(self.lists)
        if not line:
            return False
        claims = {each.name: claim(each.votes, self.won[each.name]) for each, _ in line}
        shown = {at: claims[each.name] for each, at in line}
        equal = self._members([(each, at) for each, at in line if claims[each.name] == max(claims.values())])
        if len(equal) > self.seats - len(self.elected) or not self._together([at for _, at in equal]):
            equal = self._settled(equal)
        for each, at in self._in_order(equal):
            self._seat(each, at, f"{because}: {exact(claims[each.name])}")
            self._close("seat", (at,), because, quota, shown)
        if self.unresolved:
            self._close("seat", (), because, quota, shown)
        return True

    def _members(self, line: list[tuple[PartyList, int]]) -> list[tuple[PartyList, int]]:
        """The same lists with who of them would have the seat; none of them, where that is a tie nobody can settle."""
        found = [(each, self._member(each, at)) for each, at in line]
        return [] if self.unresolved else [(each, at) for each, at in found if at is not None]

    def _next_in_line(self, lists: Sequence[PartyList]) -> list[tuple[PartyList, int]]:
        """Each list with whoever of it is next: standing, not elected, not doomed."""
        found = []
        for each in lists:
            free = [at for at in self._ordered(each) if self._open(each, at)]
            if free:
                found.append((each, free[0]))
        return found

    def _ordered(self, each: PartyList) -> Sequence[int]:
        """Closed lists: in the order of the list. Open lists: by the votes that name them."""
        if self.question.rule.parameters["order"] == "closed":
            return each.members
        return sorted(each.members, key=lambda at: (-self.votes[at], self.names[at]))

    def _member(self, each: PartyList, first: int) -> int | None:
        """Who of an open list has the seat, where several are named by equally many: a tie like any other."""
        if self.question.rule.parameters["order"] == "closed" or each.single:
            return first
        equal = [at for at in each.members if self._open(each, at) and self.votes[at] == self.votes[first]]
        if len(equal) == 1:
            return first
        tie = settle("election", self._named(equal), [], "lot", self.question.lots)
        self._events.append(tie)
        if tie.chosen is None:
            self.unresolved = tie
            return None
        return self.names.index(tie.chosen)

    def _open(self, each: PartyList, at: int) -> bool:
        name = self.names[at]
        free = self._together([at]) if each.single else at not in self.elected
        return free and name not in self.contest.withdrawn and name not in self._judged.doomed

    def _seat(self, each: PartyList, at: int, evidence: str) -> None:
        self.elected.append(at)
        self.won[each.name] += 1
        self._events.append(self._decision("elected", at, f"seat {len(self.elected)}", evidence))

    def _settled(self, equal: list[tuple[PartyList, int]]) -> list[tuple[PartyList, int]]:
        """Who of equals has the one seat."""
        history = [{self.names[at]: Fraction(each.votes) for each, at in equal}]
        policy = "forward" if self.question.rule.parameters["ties"] == "votes" else "lot"
        tie = settle("election", list(history[0]), history, policy, self.question.lots)  # type: ignore[arg-type]  # one of two policies
        self._events.append(tie)
        if tie.chosen is None:
            self.unresolved = tie
        return [(each, at) for each, at in equal if self.names[at] == tie.chosen]

    def _in_order(self, equal: list[tuple[PartyList, int]]) -> list[tuple[PartyList, int]]:
        """Nothing hangs on who of equals is named first: as the lot has it, or by name."""
        names = sorted(self.names[at] for _, at in equal)
        order = self.question.lots.ranked(names) if self.question.lots else names
        return sorted(equal, key=lambda pair: order.index(self.names[pair[1]]))

    def _together(self, some: list[int]) -> bool:
        guarantee = self.question.guarantee
        if guarantee is None:
            return True
        after = [*self.elected, *some]
        return guarantee.judge(elected=self._named(after), hopeful=self._hopeful(after), seats=self.seats).feasible

    def _ask(self) -> None:
        """Ask the guarantee, and tell what is new in its answer."""
        if self.question.guarantee is None:
            return
        hopeful = self._hopeful(self.elected)
        self._judged = self.question.guarantee.judge(
            elected=self._named(self.elected), hopeful=hopeful, seats=self.seats
        )
        for event, found in (("guarded", self._judged.guarded), ("doomed", self._judged.doomed)):
            for name in sorted(set(found) - {said for told, said in self._said if told == event}):
                self._said.add((event, name))
                self._events.append(self._decision(event, self.names.index(name), "guarantee", found[name]))

    def _hopeful(self, elected: Sequence[int]) -> list[str]:
        lists = bool(self.lists) and self.lists[0].single
        return [self.names[at] for at in self.contest.standing if lists or at not in elected]

    def _named(self, some: Sequence[int]) -> list[str]:
        return [self.names[at] for at in some]

    def _decision(self, event: str, at: int, because: str, evidence: str) -> Decision:
        return Decision(event=event, candidate=self.names[at], because=because, evidence=evidence)  # type: ignore[arg-type]  # one of the four

    def _state(self, at: int) -> State:
        if self.names[at] in self.contest.withdrawn:
            return "withdrawn"
        if at in self.elected:
            return "elected"
        return "hopeful" if any(at in each.members for each in self.admitted) else "excluded"

    def _close(
        self, action: Action, about: Sequence[int], because: str, quota: Fraction | None, totals: Mapping[int, Fraction]
    ) -> None:
        stage = Stage(
            number=len(self.stages) + 1,
            action=action,
            about=tuple(self._named(about)),
            because=because,
            quota=quota,
            totals={self.names[at]: amount for at, amount in totals.items()},
            states={name: self._state(at) for at, name in enumerate(self.names)},
            non_transferable=Fraction(self.spent),
            events=tuple(self._events),
        )
        self.stages.append(stage)
        self._events = []


def lists_of(contest: Contest) -> dict[str, tuple[int, ...]]:
    """The lists by name, in the order in which they first appear, each with its members by number.

    Raises `Uncountable` where some candidates have a list and others none.
    """
    said = [candidate.attributes.get("list", "") for candidate in contest.candidates]
    if not any(said):
        return {name: (at,) for at, name in enumerate(contest.names)}
    found: dict[str, tuple[int, ...]] = {}
    for at, name in enumerate(said):
        if not name:
            where = f"the candidate {contest.names[at][:60]!a}"
            raise Uncountable(where, "nobody says on which list they stand", "name it; whoever stands alone is a list")
        found[name] = (*found.get(name, ()), at)
    return found


def method_of_lists(
    name: str, title: str, text: str, count: Callable[[Question], Result], validated_against: str
) -> Method:
    """A rule that shares seats among lists; all such take the same ballots and parameters, and keep guarantees."""
    return Method(
        name=name,
        title=title,
        text=text,
        kinds=frozenset({"votes", "ranked"}),
        seats="several",
        count=count,
        parameters=PARAMETERS,
        validated_against=(validated_against,),
        guarantees=True,
        lists=True,
    )
