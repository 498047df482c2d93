"""The count sheet while it is being written: totals, states, ties and guarantees, stage by stage.

Rules that transfer votes fill in one of these. A rule says what happens and by which clause; the sheet keeps the
arithmetic of who is still hopeful, asks the guarantee after each election and exclusion, and freezes each stage.
Candidates are numbers here, amounts are integers in units of 1/`unit`, or fractions where `unit` is 1.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from qurultay.counting.amount import Amounts
from qurultay.counting.guarantee import Judgement
from qurultay.counting.rule import Question, Result
from qurultay.counting.stages import Action, Decision, Event, Stage, State
from qurultay.counting.ties import Policy, Purpose, Tie, settle

Amount = int | Fraction


class Sheet:
    """One count in the making."""

    def __init__(self, question: Question, *, unit: int = 1, policy: Policy = "lot") -> None:
        contest = question.contest
        self.names, self.seats = contest.names, contest.seats
        self.states: list[State] = ["withdrawn" if name in contest.withdrawn else "hopeful" for name in contest.names]
        self.totals: list[Amount] = [0] * len(self.names)
        self.spent: Amount = 0
        self.lost: Amount = 0
        self.quota: Amount | None = None
        self.elected: list[int] = []
        self.unresolved: Tie | None = None
        self.stages: list[Stage] = []
        self._question, self._unit, self._policy = question, unit, policy
        self._events: list[Event] = []
        self._last: Amounts | None = None
        self._places = {name: at for at, name in enumerate(contest.names)}
        self._opened: tuple[Action, tuple[str, ...], str] = ("first-preferences", (), "")
        self._judged = Judgement()
        self._said: set[tuple[str, str]] = set()

    # --- who is where -------------------------------------------------------------------------------------------------

    @property
    def vacancies(self) -> int:
        """Seats not yet filled."""
        return self.seats - len(self.elected)

    @property
    def hopeful(self) -> list[int]:
        """Those neither elected nor excluded nor withdrawn: the statutes' continuing candidates."""
        return [at for at, state in enumerate(self.states) if state == "hopeful"]

    @property
    def doomed(self) -> list[int]:
        """The hopeful whom the guarantee shuts out."""
        return [at for at in self.hopeful if self.names[at] in self._judged.doomed]

    @property
    def excludable(self) -> list[int]:
        """The hopeful whom the guarantee does not guard."""
        return [at for at in self.hopeful if self.names[at] not in self._judged.guarded]

    # --- what happens -------------------------------------------------------------------------------------------------

    def open(self, action: Action, about: Iterable[int], because: str) -> None:
        """Begin a stage."""
        self._opened = (action, tuple(self.names[at] for at in about), because)

    def elect(self, reached: Iterable[int], because: str) -> None:
        """Elect these as far as seats and guarantee allow, the highest total first, asking the guarantee after each.

        Where more have reached than there are seats, or the guarantee makes the order matter, a tie is settled; else
        the order among equals decides nothing, and the lot or their names give it.
        """
        waiting = set(reached)
        while self.vacancies and not self.unresolved:
            self._ask()
            waiting = {at for at in waiting if self.names[at] not in self._judged.doomed}
            if not waiting:
                break
            most = max(self.totals[at] for at in waiting)
            first = self._first([at for at in waiting if self.totals[at] == most], waiting)
            if first is not None:
                waiting.remove(first)
                self.states[first] = "elected"
                self.elected.append(first)
                self.tell("elected", first, because)
        self._ask()

    def _first(self, equal: list[int], waiting: Collection[int]) -> int | None:
        if len(equal) == 1:
            return equal[0]
        if len(waiting) > self.vacancies or not self._room_for(waiting):
            return self.settle("election", equal)
        tie = settle("election", self._named(equal), self._history, self._policy, self._question.lots)
        return self.names.index(tie.chosen or min(self._named(equal)))

    def _room_for(self, waiting: Collection[int]) -> bool:
        """Does the guarantee allow all of these together?"""
        guarantee = self._question.guarantee
        if guarantee is None:
            return True
        rest = [at for at in self.hopeful if at not in waiting]
        elected = self._named([*self.elected, *waiting])
        return guarantee.judge(elected=elected, hopeful=self._named(rest), seats=self.seats).feasible

    def exclude(self, losers: Iterable[int], because: str, evidence: str = "") -> None:
        """Exclude these together."""
        for at in losers:
            self.states[at] = "excluded"
            self.tell("excluded", at, because, evidence or self._judged.doomed.get(self.names[at], ""))
        self._ask()

    def settle(self, purpose: Purpose, tied: Sequence[int]) -> int | None:
        """Whom the decision falls on; a tie is told as an event, one that nobody can settle ends the count."""
        if len(tied) == 1:
            return tied[0]
        tie = settle(purpose, self._named(tied), self._history, self._policy, self._question.lots)
        self._events.append(tie)
        if tie.chosen is None:
            self.unresolved = tie
            return None
        return self.names.index(tie.chosen)

    def lowest(self) -> int | None:
        """Whom the fewest votes exclude, among those not guarded."""
        candidates = self.excludable
        least = min(self.totals[at] for at in candidates)
        return self.settle("exclusion", [at for at in candidates if self.totals[at] == least])

    def hopeless(self) -> list[int]:
        """The most candidates, from below, who together have less than the next above: none of them can be elected."""
        ranked = sorted(self.excludable, key=lambda at: self.totals[at])
        found: list[int] = []
        together: Amount = 0
        for place, at in enumerate(ranked[: len(self.hopeful) - self.vacancies]):
            together += self.totals[at]
            if place + 1 < len(ranked) and together < self.totals[ranked[place + 1]]:
                found = ranked[: place + 1]
        return found

    def tell(self, event: str, at: int, because: str, evidence: str = "") -> None:
        """Write a decision into the open stage."""
        self._events.append(
            Decision(event=event, candidate=self.names[at], because=because, evidence=evidence)  # type: ignore[arg-type]  # one of the four
        )

    def close(self, *, moved: bool = True) -> None:
        """Freeze the open stage; where its totals are not those of the stage before moved on, nothing is transferred."""
        action, about, because = self._opened
        totals = Amounts(self.names, self.totals, self._unit, self._places)
        before = self._last or totals
        self._last = totals
        stage = Stage(
            number=len(self.stages) + 1,
            action=action,
            about=about,
            because=because,
            quota=None if self.quota is None else Fraction(self.quota, self._unit),
            totals=totals,
            transfers=totals.less(before) if moved else {},
            states=dict(zip(self.names, self.states, strict=True)),
            non_transferable=Fraction(self.spent, self._unit),
            lost=Fraction(self.lost, self._unit),
            events=tuple(self._events),
        )
        self.stages.append(stage)
        self._events = []

    def result(self, decimals: int | None) -> Result:
        """What was found. A tie that ended the count before its stage was closed is told in the last one."""
        if self._events:
            self._amend()
        elected = tuple(self.names[at] for at in self.elected)
        return Result(stages=tuple(self.stages), elected=elected, unresolved=self.unresolved, decimals=decimals)

    # --- within -------------------------------------------------------------------------------------------------------

    @property
    def _history(self) -> list[Mapping[str, Fraction]]:
        return [stage.totals for stage in self.stages]

    def _named(self, some: Iterable[int]) -> list[str]:
        return [self.names[at] for at in some]

    def _amend(self) -> None:
        from dataclasses import replace

        last = self.stages[-1]
        self.stages[-1] = replace(last, events=(*last.events, *self._events))
        self._events = []

    def _ask(self) -> None:
        """Ask the guarantee, and tell what is new in its answer."""
        guarantee = self._question.guarantee
        if guarantee is None:
            return
        judged = guarantee.judge(elected=self._named(self.elected), hopeful=self._named(self.hopeful), seats=self.seats)
        self._judged = judged
        for event, found in (("guarded", judged.guarded), ("doomed", judged.doomed)):
            for name in sorted(found):
                if (event, name) not in self._said and self.states[self.names.index(name)] == "hopeful":
                    self._said.add((event, name))
                    self.tell(event, self.names.index(name), "guarantee", found[name])
