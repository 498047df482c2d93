"""The facts of a vote as they stand now: roll, presence, seats, majority, quorum, orders. Opening a vote freezes them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, cast

from qurultay.acts.rules import Majority, Rules
from qurultay.assembly.consent import Matter
from qurultay.assembly.frozen import BY_NAME, Asked, Frozen, Method
from qurultay.assembly.proxies import Proxy, standing_proxies
from qurultay.assembly.roll import Channel
from qurultay.secretariat.chamber.models import Presence, Sitting, VoteEvent
from qurultay.secretariat.chamber.orders import orders
from qurultay.secretariat.chamber.presence import present
from qurultay.secretariat.chamber.seating import seating, today
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import ProxyPaper

RECONSIDER: Final = Asked(name="reconsider", of="votes-cast", num=2, den=3, test="at-least")
"""Taking up again what was decided: two thirds, whatever the matter (V22)."""
MORE_THAN_HALF: Final = Asked(name="more-than-half", of="votes-cast", num=1, den=2, test="more-than")
"""What a question of order, or one candidate, needs where the rules name no majority for it."""


def facts_now(event: VoteEvent, now: datetime) -> Frozen:
    """The facts of this vote, as they would be frozen if it opened now."""
    session = event.sitting.session
    day = today(session, now)
    held, rules, ours = seating(session, day), standing().rules(day), orders()
    asked = majority_of(event, rules)
    channels = {str(each.credential_id): cast(Channel, each.channel) for each in present(event.sitting)}
    names = rules.concurrent or tuple(standing().book.communities)
    return Frozen(
        method=cast(Method, event.method),
        matter=cast(Matter, event.matter),
        majority=asked,
        quorum=held.quorum,
        house=held.house,
        roll=held.roll,
        channels={who: channel for who, channel in channels.items() if who in held.roll},
        proxies=_proxies(session.ref, channels, held.roll) if ours.proxies else {},
        communities=held.communities(names) if asked.each or event.method in BY_NAME else {},
        missed=_missed(event.sitting, names, held.roll) if asked.each else {},
        orders=ours,
        group_least=rules.group_least,
        second_call=held.second_call,
        language=next(iter(event.question), "en"),
    )


def majority_of(event: VoteEvent, rules: Rules) -> Asked:
    """The majority this question needs. Raises `OutOfOrder` where the rules in force know none of that name."""
    if event.asks == VoteEvent.Asks.RECONSIDER:
        return RECONSIDER
    found = rules.majority(event.requirement)
    if found is None and event.requirement == MORE_THAN_HALF.name:
        return MORE_THAN_HALF
    if found is None:
        raise OutOfOrder("chamber.out.no-majority", name=event.requirement)
    return _asked(found, guarantees=event.matter == "rules")


def _asked(found: Majority, *, guarantees: bool) -> Asked:
    each = found.communities == "each"
    return Asked(
        name=found.name, of=found.of, num=found.num, den=found.den, test=found.test, each=each, guarantees=guarantees
    )


def _proxies(session: str, channels: Mapping[str, str], roll: Mapping[str, Any]) -> dict[str, str]:
    papers = ProxyPaper.objects.filter(session=session).values_list("giver_id", "holder_id", "dated")
    there = {who for who in channels if who in roll}
    read = [Proxy(giver=str(g), holder=str(h), dated=d) for g, h, d in papers if str(g) in roll and str(h) in roll]
    standing_ones = standing_proxies(read, there)
    return {holder: giver for holder, giver in standing_ones.items() if not roll[giver].suspended}


def _missed(sitting: Sitting, names: Iterable[str], roll: Mapping[str, Any]) -> dict[str, int]:
    """How many sittings in a row, up to this one, each community was not seen at (V8)."""
    came: dict[int, set[str]] = {}
    for held, who in Presence.objects.filter(sitting__session=sitting.session_id).values_list(
        "sitting_id", "credential_id"
    ):
        if str(who) in roll:
            came.setdefault(held, set()).add(roll[str(who)].community)
    before = list(
        sitting.session.sittings.filter(called_to_order__isnull=False, number__lte=sitting.number).order_by("-number")
    )
    return {name: _run(name not in came.get(each.pk, ()) for each in before) for name in names}


def _run(missed: Iterable[bool]) -> int:
    length = 0
    for each in missed:
        if not each:
            break
        length += 1
    return length
