"""What did the vote come to? The figures, against the facts that were frozen when it opened (register law §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from qurultay.assembly.concurrent import Group, GroupOutcome, concurred, group_outcome
from qurultay.assembly.consent import without_a_vote, written
from qurultay.assembly.frozen import ASKED, Frozen
from qurultay.assembly.house import House
from qurultay.assembly.majority import Outcome, Vote, decided
from qurultay.assembly.publishing import GroupFigures
from qurultay.assembly.tie import with_casting_vote

Result = Outcome | Literal["vote", "sitting"]
"""Besides the four outcomes: an objection forces a vote (V19), or moves the question to a sitting (V18)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """How one community voted, and how many of its members were there."""

    for_: int = 0
    against: int = 0
    abstained: int = 0
    present: int = 0

    @property
    def figures(self) -> GroupFigures:
        """As publishing asks for them."""
        return GroupFigures(for_=self.for_, against=self.against, abstained=self.abstained)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """A vote counted: sums of weights. `present` are those who were there at its close, or voted and left."""

    for_: int = 0
    against: int = 0
    abstained: int = 0
    blank: int = 0
    invalid: int = 0
    present: int = 0
    by_proxy: int = 0
    objecting: int = 0
    casting: Literal["for", "against"] | None = None
    communities: Mapping[str, Share] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def recorded(self) -> int:
        """Everybody who took part, whatever they wrote; proxies count for no quorum (V15)."""
        return self.for_ + self.against + self.abstained + self.blank + self.invalid - self.by_proxy


@dataclass(frozen=True, kw_only=True, slots=True)
class Conclusion:
    """What it came to, for the house and for each community that must concur."""

    result: Result
    communities: Mapping[str, GroupOutcome] = field(default_factory=lambda: MappingProxyType({}))


def vote_in(facts: Frozen, tally: Tally) -> Vote:
    """The vote in numbers, with the bases of the frozen house.

    Raises `ValueError` for more votes than there were people, or more people than may vote.
    """
    orders, here = facts.orders, max(tally.present, tally.recorded)
    # A giver's vote is cast although the giver is not there, or came only afterwards.
    around = max(here, min(here + tally.by_proxy, facts.house.entitled))
    rest = tally.abstained + tally.blank + tally.invalid
    vote = facts.house.vote(for_=tally.for_, against=tally.against, abstained=rest, present=around)
    counted = (tally.blank if orders.blank == "cast" else 0) + (tally.invalid if orders.invalid == "cast" else 0)
    return replace(vote, present=here, by_proxy=tally.by_proxy, papers_cast=counted)


def concluded(facts: Frozen, tally: Tally) -> Conclusion:
    """What the vote came to: quorum at the close, majority, tie, communities, each under the frozen rules."""
    if facts.method in ASKED:
        asked = without_a_vote(objections=tally.objecting, present=facts.present, quorum=facts.quorum)
        return Conclusion(result=asked)
    vote, asked_for = vote_in(facts, tally), facts.majority
    part = asked_for.of, asked_for.num, asked_for.den, asked_for.test
    if facts.method == "written":
        result: Result = written(vote, *part, matter=facts.matter, objecting=tally.objecting, quorum=facts.quorum)
    else:
        result = _of_a_sitting(facts, vote, tally)
    if facts.matter == "election" and result == "tied":
        result = "lost"  # the only candidate has no more yes than no, and nominations are opened again (V10)
    return _with_communities(facts, tally, result)


def _of_a_sitting(facts: Frozen, vote: Vote, tally: Tally) -> Outcome:
    asked = facts.majority
    if facts.orders.tie == "casting-vote":
        return with_casting_vote(
            vote, asked.of, asked.num, asked.den, asked.test, quorum=facts.quorum, cast=tally.casting
        )
    return decided(vote, asked.of, asked.num, asked.den, asked.test, quorum=facts.quorum)


def _with_communities(facts: Frozen, tally: Tally, result: Result) -> Conclusion:
    if not facts.concurrent or result in ("no-decision", "sitting", "vote"):
        return Conclusion(result=result)
    asked, groups = facts.majority, [_group(facts, tally, name) for name in facts.concurrent]
    outcomes = {
        group.name: group_outcome(group, asked.of, asked.num, asked.den, asked.test, guarantees=asked.guarantees)
        for group in groups
    }
    if set(outcomes.values()) == {"excused"}:
        return Conclusion(result="no-decision", communities=outcomes)
    whole = concurred(result, groups, asked.of, asked.num, asked.den, asked.test, guarantees=asked.guarantees)  # type: ignore[arg-type]  # the two other results went out above
    return Conclusion(result=whole, communities=outcomes)


def _group(facts: Frozen, tally: Tally, name: str) -> Group:
    house: House = facts.communities[name]
    share = tally.communities.get(name, Share())
    vote = Vote(
        for_=share.for_,
        against=share.against,
        abstained=share.abstained,
        present=share.present,
        in_office=house.filled,
        all_seats=house.all_seats,
    )
    return Group(name=name, vote=vote, missed=facts.missed.get(name, 0))
