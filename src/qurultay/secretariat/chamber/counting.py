"""Counts what was cast in a vote, against the facts that were frozen with it; the figures are kept in the event."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from qurultay.assembly.frozen import CALLED, COUNTED, Frozen
from qurultay.assembly.vote_tally import Share, Tally
from qurultay.secretariat.chamber import sheets
from qurultay.secretariat.chamber.models import Objection, Presence, SecretPaper, Vote, Voted, VoteEvent

_FIELD = {"for": "for_", "against": "against", "abstain": "abstained"}


@dataclass(frozen=True)
class Ballot:
    """A vote by name, as it is counted: whose, for what, and whether somebody else cast it."""

    who: str
    choice: str
    by_proxy: bool


def tally(event: VoteEvent, facts: Frozen) -> Tally:
    """What came out of this vote. Raises `OutOfOrder` where two tellers do not agree on what they counted."""
    there = {str(each) for each in _there(event)}
    figures = sheets.agreed(event) if facts.method in CALLED else {}
    objecting = facts.weight(dict.fromkeys(map(str, _of(Objection, event))))
    if facts.method == "secret":
        return _secret(event, facts, there, objecting)
    ballots = list(_called(figures) if facts.method == "roll-call" else _cast(event))
    return _named(facts, ballots, there, figures if facts.method in COUNTED else {}, objecting)


def _named(facts: Frozen, ballots: list[Ballot], there: set[str], counted: Mapping[str, int], objecting: int) -> Tally:
    sums = Counter({"for_" if name == "for" else name: number for name, number in counted.items()})
    proxies = [each for each in ballots if each.by_proxy]
    present = there | {each.who for each in ballots if not each.by_proxy}
    for each in ballots:
        sums[_FIELD[each.choice]] += facts.roll[each.who].weight
    return Tally(
        for_=sums["for_"],
        against=sums["against"],
        abstained=sums["abstained"],
        blank=sums["blank"],
        invalid=sums["invalid"],
        present=facts.weight(dict.fromkeys(present)),
        by_proxy=facts.weight(dict.fromkeys(each.who for each in proxies)),
        objecting=objecting,
        communities=_communities(facts, ballots, present),
    )


def _communities(facts: Frozen, ballots: Iterable[Ballot], present: set[str]) -> dict[str, Share]:
    """How each community voted: of those that must concur, and where names are kept of all."""
    sums: dict[str, Counter[str]] = {name: Counter() for name in facts.communities}
    for each in ballots:
        member = facts.roll[each.who]
        if member.community in sums:
            sums[member.community][_FIELD[each.choice]] += member.weight
    for who in present:
        if facts.may_vote(who) and facts.roll[who].community in sums:
            sums[facts.roll[who].community]["present"] += facts.roll[who].weight
    return {name: Share(**found) for name, found in sums.items()}


def _secret(event: VoteEvent, facts: Frozen, there: set[str], objecting: int) -> Tally:
    papers = Counter(SecretPaper.objects.filter(event=event).values_list("choice", flat=True))
    rows = list(Voted.objects.filter(event=event).values_list("credential_id", "by_proxy"))
    themselves = {str(who) for who, by_proxy in rows if not by_proxy}
    return Tally(
        for_=papers["for"],
        against=papers["against"],
        abstained=papers["abstain"],
        present=facts.weight(dict.fromkeys(there | themselves)),
        by_proxy=facts.weight({str(who): True for who, by_proxy in rows if by_proxy}),
        objecting=objecting,
    )


def _cast(event: VoteEvent) -> Iterable[Ballot]:
    rows = Vote.objects.filter(event=event).values_list("credential_id", "choice", "by_proxy")
    return [Ballot(str(who), choice, by_proxy) for who, choice, by_proxy in rows]


def _called(answers: Mapping[str, str]) -> Iterable[Ballot]:
    return [Ballot(who, choice, False) for who, choice in answers.items() if choice in _FIELD]


def _there(event: VoteEvent) -> Iterable[int]:
    return Presence.objects.filter(sitting=event.sitting_id, left=None).values_list("credential_id", flat=True)


def _of(rows: type[Objection], event: VoteEvent) -> Iterable[int]:
    return rows.objects.filter(event=event).values_list("credential_id", flat=True)


def kept(found: Tally) -> dict[str, Any]:
    """The figures as JSON."""
    figures = {each.name: getattr(found, each.name) for each in fields(Tally)}
    return {**figures, "communities": {name: asdict(share) for name, share in found.communities.items()}}


def told(counts: Mapping[str, Any]) -> Tally:
    """The figures out of their JSON."""
    communities = {name: Share(**share) for name, share in counts["communities"].items()}
    figures = {each.name: counts[each.name] for each in fields(Tally) if each.name in counts}
    return Tally(**{**figures, "communities": communities})


def mixed(held: VoteEvent) -> None:
    """Writes all rows of a secret vote anew, in the order of new random numbers: then no row tells when it was written."""
    papers = list(SecretPaper.objects.filter(event=held).order_by("choice").values_list("choice", flat=True))
    voters = list(Voted.objects.filter(event=held).order_by("credential").values_list("credential_id", "by_proxy"))
    SecretPaper.objects.filter(event=held).delete()
    Voted.objects.filter(event=held).delete()
    fresh = sorted((SecretPaper(event=held, choice=each) for each in papers), key=lambda row: row.pk)
    SecretPaper.objects.bulk_create(fresh)
    named = (Voted(event=held, credential_id=who, by_proxy=by_proxy) for who, by_proxy in voters)
    Voted.objects.bulk_create(sorted(named, key=lambda row: row.pk))
