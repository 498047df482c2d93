"""A count as drawings: how its votes moved, what each has, and how many seats each community won."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from markupsafe import Markup

from qurultay.counting.count import Count
from qurultay.counting.displacement import displacement
from qurultay.counting.guarantees import Guarantees
from qurultay.counting.stages import Decision, Stage
from qurultay.portal.pictures.alone import alone
from qurultay.portal.pictures.representation import Represented, representation
from qurultay.portal.pictures.tally import Bar, tally
from qurultay.portal.pictures.transfers import Column, Holder, transfers
from qurultay.portal.values import Saying, Several, Value
from qurultay.portal.voice import Voice

SMALL = Fraction(1, 50)
"""Stages that move less than this of all votes are drawn with the next."""


def drawings_of(
    counted: Count, voice: Voice, name: str = "count", called: Mapping[str, Value] | None = None
) -> list[tuple[Markup, str, str]]:
    """Each drawing with its heading and how it is read: the votes first, then the seats where communities are known.

    `called` says what a candidate is called in the voice's language, where the ballots have another word.
    """
    names = {each: voice.plain((called or {}).get(each, each)) for each in counted.contest.names}
    moved = any(value for stage in counted.stages for value in stage.transfers.values())
    votes = _transfers if moved else _tally
    drawn = [votes(counted, names, voice, f"{name}-votes")]
    if (partition := partition_of(counted)) is not None and counted.elected:
        drawn.append(_representation(counted, partition, voice, f"{name}-seats"))
    return drawn


def file_of(counted: Count, voice: Voice) -> str:
    """The drawings of a count as one SVG file."""
    return alone(drawings_of(counted, voice), language=voice.code, rtl=voice.dir == "rtl") + "\n"


def partition_of(counted: Count) -> str | None:
    """The partition that drawings show: the first that is guaranteed, else `community` where every candidate has one."""
    if isinstance(counted.guarantee, Guarantees):
        return counted.guarantee.partitions[0]
    said = all("community" in each.attributes for each in counted.contest.candidates)
    return "community" if said else None


def marks_of(counted: Count) -> Mapping[str, int]:
    """The mark of each candidate whose community is known, numbered in the order of the rules, else as they come."""
    partition = partition_of(counted)
    if partition is None:
        return {}
    order = _categories(counted, partition)
    return {each.name: order.index(each.attributes[partition]) + 1 for each in counted.contest.candidates
            if partition in each.attributes}  # fmt: skip


def _categories(counted: Count, partition: str) -> list[str]:
    if isinstance(counted.guarantee, Guarantees):
        return [bound.category for bound in counted.guarantee.of(partition)]
    return list(dict.fromkeys(each.attributes[partition] for each in counted.contest.candidates))


# --- how votes moved -------------------------------------------------------------------------------------------------


def _transfers(counted: Count, names: Mapping[str, str], voice: Voice, name: str) -> tuple[Markup, str, str]:
    order = _order(counted)
    marks, by_guarantee = marks_of(counted), _by_guarantee(counted)
    holders = [
        Holder(name=names[each], mark=marks.get(each), outcome=_outcome(each, counted, by_guarantee, voice),
               elected=each in counted.elected)
        for each in order
    ]  # fmt: skip
    left = Holder(
        name=voice.attribute(Saying("transfers.left")), mark=0, outcome=voice.attribute(Saying("transfers.gone"))
    )
    heading = voice.plain(Saying("transfers.title"))
    drawing = transfers(
        [*holders, left],
        [_column(group, order, counted, names, voice) for group in _groups(counted)],
        name=name,
        title=heading,
        description=voice.attribute(
            Saying.of("transfers.described", ballots=str(counted.profile.cast), elected=_listed(counted.elected, names))
        ),
        rtl=voice.dir == "rtl",
    )
    return drawing, heading, voice.plain(Saying("transfers.caption"))


def _order(counted: Count) -> list[str]:
    """The elected in their order, then whoever stayed longest."""
    gone = {
        name: stage.number for stage in counted.stages for name, state in stage.states.items() if state == "hopeful"
    }
    others = [name for name in counted.contest.names if name not in counted.elected]
    most = counted.stages[-1].totals
    others.sort(key=lambda name: (-gone.get(name, 0), -most.get(name, Fraction(0)), name))
    return [*dict.fromkeys(counted.elected), *others]


def _groups(counted: Count) -> list[list[Stage]]:
    """The stages, small ones together; the first stands alone."""
    whole = _votes(counted.stages[0])
    groups, waiting = [[counted.stages[0]]], list[Stage]()
    for stage in counted.stages[1:]:
        waiting.append(stage)
        moved = sum((change for change in stage.transfers.values() if change > 0), Fraction(0))
        left = sum((change for change in stage.transfers.values() if change < 0), Fraction(0))
        if max(moved, -left) >= SMALL * whole:
            groups += [waiting[:-1], waiting[-1:]] if len(waiting) > 2 else [[each] for each in waiting]
            waiting = []
    return [group for group in [*groups, waiting] if group]


def _votes(stage: Stage) -> Fraction:
    return sum(stage.totals.values(), Fraction(0)) + stage.non_transferable + stage.lost


def _listed(elected: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[each] for each in elected) or "–"


def _column(
    group: Sequence[Stage], order: Sequence[str], counted: Count, names: Mapping[str, str], voice: Voice
) -> Column:
    last = group[-1]
    amounts = [last.totals.get(name, Fraction(0)) for name in order]
    whole = _votes(counted.stages[0])
    events = [event for stage in group for event in stage.events]
    elected = {e.candidate for e in events if isinstance(e, Decision) and e.event == "elected"}
    if len(group) == 1:
        heading = Saying.of("transfers.stage", number=str(last.number))
    else:
        heading = Saying.of("transfers.stages", first=str(group[0].number), last=str(last.number))
    action, about = _note(last, names) if len(group) == 1 else (Saying("transfers.small"), "")
    return Column(
        heading=voice.attribute(heading),
        action=voice.attribute(action),
        about=about,
        amounts=(*amounts, whole - sum(amounts, Fraction(0))),
        elected=frozenset(order.index(name) for name in elected),
    )


def _note(stage: Stage, names: Mapping[str, str]) -> tuple[Saying, str]:
    """What was done, and whom it was about."""
    match stage.action, stage.about:
        case "first-preferences", _:
            return Saying("transfers.first"), ""
        case "surplus", about:
            return Saying("transfers.surplus"), _listed(about, names)
        case "exclusion", about:
            return Saying.of("transfers.excluded", count=len(about)), _listed(about, names)
        case "filling", _:
            return Saying("transfers.filled"), ""
        case _:
            return Saying("transfers.moved"), ""


def _by_guarantee(counted: Count) -> tuple[str, ...]:
    changed = displacement(counted)
    return () if changed is None else changed.seated


def _outcome(name: str, counted: Count, by_guarantee: Sequence[str], voice: Voice) -> str:
    if name in by_guarantee:
        return voice.attribute(Saying("transfers.by-guarantee"))
    return voice.attribute(Saying("transfers.elected" if name in counted.elected else "transfers.not-elected"))


# --- what each has, and who is represented ---------------------------------------------------------------------------


def _tally(counted: Count, names: Mapping[str, str], voice: Voice, name: str) -> tuple[Markup, str, str]:
    """The votes of the stage that counted them: the first, or of comparisons the last."""
    stage = counted.stages[0] if counted.stages[0].action != "comparison" else counted.stages[-1]
    marks, seats = marks_of(counted), counted.seats()
    bars = [
        Bar(name=names[each], mark=marks.get(each), amount=stage.totals[each], said=_said(stage.totals[each], seats.get(each, 0), voice),
            elected=each in seats)
        for each in sorted(stage.totals, key=lambda each: (-stage.totals[each], each))
    ]  # fmt: skip
    heading = voice.plain(Saying("transfers.totals"))
    described = Saying.of("transfers.totals-described", elected=_listed(seats, names))
    drawing = tally(bars, name=name, title=heading, description=voice.attribute(described), rtl=voice.dir == "rtl")
    return drawing, heading, voice.plain(Saying("transfers.totals-caption"))


def _said(amount: Fraction, seats: int, voice: Voice) -> str:
    whole = str(int(amount + Fraction(1, 2)))
    if seats > 1:
        return voice.attribute(Saying.of("transfers.with-seats", votes=whole, count=seats))
    return whole


def _representation(counted: Count, partition: str, voice: Voice, name: str) -> tuple[Markup, str, str]:
    of = {each.name: each.attributes.get(partition, "") for each in counted.contest.candidates}
    won = Counter(of[each] for each in counted.elected)
    least: dict[str, int] = {}
    if isinstance(counted.guarantee, Guarantees):
        least = {bound.category: bound.least for bound in counted.guarantee.of(partition)}
    rows = [
        Represented(
            name=category,
            mark=number,
            won=won[category],
            guaranteed=least.get(category, 0),
            said=voice.attribute(
                Saying.of("elections.guarantee-row", won=won[category], guaranteed=least.get(category, 0))
            ),
        )
        for number, category in enumerate(_categories(counted, partition), 1)
    ]
    heading = voice.plain(Saying("elections.guarantee" if any(least.values()) else "seats.by-community"))
    told = Several(tuple(Saying.of("pair.count", name=row.name, count=row.won) for row in rows))
    described = Saying.of("seats.described", count=len(counted.elected), rows=told)
    drawing = representation(
        rows, name=name, title=heading, description=voice.attribute(described), rtl=voice.dir == "rtl"
    )
    return drawing, heading, voice.plain(Saying("elections.guarantee-caption"))
