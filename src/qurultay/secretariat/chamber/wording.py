"""What is said of a vote: the majority it needs, how it is taken, who may see what, what it came to. Whole sentences.

What may be shown is decided here and not in templates: figures of small groups, and names, are left out of the values (V9).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qurultay.assembly.frozen import ASKED, BY_NAME, Asked, Frozen
from qurultay.assembly.majority import base_of, needed
from qurultay.assembly.publishing import publishable
from qurultay.assembly.vote_tally import Tally, vote_in
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber import counting
from qurultay.secretariat.chamber.models import VoteEvent

_PLAIN = {(1, 2, "more-than"): "half", (2, 3, "at-least"): "two-thirds"}


def majority(asked: Asked) -> Saying:
    """The majority in words: more than half of the votes for or against."""
    plain = _PLAIN.get((asked.num, asked.den, asked.test))
    if plain is not None:
        return Saying.of(f"chamber.majority.{plain}.{asked.of}")
    return Saying.of(f"needed.{asked.test}", num=asked.num, den=asked.den, base=Saying.of(f"base.{asked.of}"))


def rule(facts: Frozen) -> Iterator[Saying]:
    """Under which rule it is decided, a sentence for each part of it."""
    if facts.method in ASKED:
        yield Saying.of(f"chamber.rule.{facts.method}")
    else:
        yield majority(facts.majority)
        if facts.least is not None:
            yield Saying.of("chamber.rule.least", count=facts.least)
        if facts.concurrent:
            yield Saying.of("chamber.rule.each-community")
    yield Saying.of(
        "chamber.rule.quorum-written" if facts.method == "written" else "chamber.rule.quorum", count=facts.quorum
    )
    if facts.method not in ASKED:
        yield Saying.of(f"chamber.rule.tie.{_tie(facts)}")
    if facts.proxies:
        yield Saying.of("chamber.rule.proxies", count=len(facts.proxies))


def _tie(facts: Frozen) -> str:
    return "election" if facts.matter == "election" else facts.orders.tie


def seen_by(facts: Frozen) -> Saying:
    """Who may learn how somebody votes."""
    if facts.method in BY_NAME:
        return Saying.of(f"chamber.seen.{facts.orders.named}")
    return Saying.of(f"chamber.seen.{facts.method}")


@dataclass(frozen=True, kw_only=True)
class Community:
    """What may be said of one community: whether it concurred, and its figures if they tell of nobody."""

    ref: str
    outcome: str
    figures: tuple[int, int, int] | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A vote that was closed: what it came to, by which figures, under which rule."""

    result: str
    tally: Tally | None
    base: int | None = None
    needed: int | None = None
    quorum: int = 0
    communities: tuple[Community, ...] = ()


def outcome(event: VoteEvent, facts: Frozen) -> Outcome:
    """What may be shown of a closed vote. A secret vote of fewer than five says what it came to and no more (V9)."""
    found = counting.told(event.counts)
    small = facts.method in ("secret", "papers") and found.recorded + found.by_proxy < facts.group_least
    if facts.method in ASKED or small:
        return Outcome(result=event.result, tally=None, quorum=facts.quorum)
    vote, asked = vote_in(facts, found), facts.majority
    base = base_of(vote, asked.of)
    return Outcome(
        result=event.result,
        tally=found,
        base=base,
        needed=needed(base, asked.num, asked.den, asked.test),
        quorum=facts.quorum,
        communities=_communities(found, event.counts.get("outcomes", {}), facts.group_least),
    )


def _communities(found: Tally, outcomes: Mapping[str, Any], least: int) -> tuple[Community, ...]:
    figures = {name: share.figures for name, share in found.communities.items()}
    shown = publishable(figures, least) if figures else frozenset()
    return tuple(
        Community(
            ref=name,
            outcome=outcomes.get(name, ""),
            figures=(each.for_, each.against, each.abstained) if name in shown else None,
        )
        for name, each in figures.items()
        if name in shown or name in outcomes
    )
