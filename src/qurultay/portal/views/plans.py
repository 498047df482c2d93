"""How far a plan has come: from where it began to where it said it would be, report by report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from qurultay.acts.book import Plan
from qurultay.acts.resolving import Indicator
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Link, Phrase, Saying, State, Table, Value
from qurultay.portal.views.titles import title_of
from qurultay.portal.views.ways import leading, text_page, to_act
from qurultay.portal.views.wording import numbered_words


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator: from where, to where, what was measured, and the share of the way and of the time."""

    name: Value
    unit: str
    baseline: str
    target: str
    values: tuple[tuple[date, str], ...]
    state: State
    evidence: Value | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan by its objectives."""

    title: Value
    text: Link
    objectives: tuple[tuple[Value, tuple[IndicatorView, ...]], ...]
    table: Table


def sheets(reading: Reading) -> Iterator[Sheet]:
    """A page for each plan, and one that leads to them."""
    yield Sheet("follow-up/plan.html", index_page)
    for number in reading.whole().plans:
        yield Sheet(f"follow-up/plan-{number}.html", partial(plan_page, number))


def index_page(reading: Reading) -> Page:
    """All plans."""
    rows = tuple(
        (Link(f"follow-up/plan-{n}.html", title_of(reading, n)), reading.act(n).date, len(plan.indicators), to_act(n))
        for n, plan in reading.whole().plans.items()
    )
    table = Table(Saying("plan.title"), ("plan", "from-day", "indicators", "act"), rows)
    return Page(
        template="list.html", section="follow", title=Saying("plan.title"), about=Saying("plan.lede"),
        trail=(Link("follow-up/index.html", Saying("nav.follow")), Saying("nav.plan")),
        view={"tables": (table,) if rows else (), "empty": Saying("plan.none"), "links": ()},
    )  # fmt: skip


def plan_page(number: int, reading: Reading) -> Page:
    """One plan."""
    plan, title = reading.texts.plan(number), title_of(reading, number)
    assert plan is not None
    names = numbered_words(reading, number)
    objectives: dict[str, list[IndicatorView]] = {}
    for indicator in plan.indicators:
        objectives.setdefault(indicator.objective, []).append(indicator_view(reading, plan, indicator, names))
    view = PlanView(
        title=title,
        text=Link(text_page(number), Saying("text.read")),
        objectives=tuple((_name(names, "objective", label), tuple(rows)) for label, rows in objectives.items()),
        table=_table(reading, plan, names),
    )
    return Page(
        template="plan.html", section="follow", title=title, about=Saying("plan.lede"),
        trail=(Link("follow-up/index.html", Saying("nav.follow")), Link("follow-up/plan.html", Saying("nav.plan")), title),
        view=view,
    )  # fmt: skip


def _name(names: dict[str, Phrase], what: str, label: str) -> Value:
    return names.get(label) or Saying.of(f"nameless.{what}", number=label)


def indicator_view(reading: Reading, plan: Plan, one: Indicator, names: dict[str, Phrase]) -> IndicatorView:
    """One indicator and what was measured of it."""
    measured = [(day, each.value, by) for by, day, each in plan.measured if each.indicator == one.id]
    return IndicatorView(
        name=_name(names, "indicator", one.id),
        unit=one.unit,
        baseline=one.baseline,
        target=one.target,
        values=tuple((day, value) for day, value, _ in measured),
        state=_state(reading, plan, one, measured[-1][:2] if measured else None),
        evidence=to_act(measured[-1][2]) if measured else None,
    )


def _state(reading: Reading, plan: Plan, one: Indicator, last: tuple[date, str] | None) -> State:
    """The share of the way and of the time, at the last report (look-and-voice §7.6)."""
    if last is None:
        return State("wait", Saying("indicator.unmeasured"))
    day, value = last
    began = reading.act(plan.number).date
    way, time = way_gone(one, value), _percent((day - began).days, (one.due - began).days)
    if way >= 100:
        return State("done", Saying.of("indicator.reached", day=day))
    return State("late" if way < time else "open", Saying.of("indicator.way", way=way, time=time, day=day))


def way_gone(one: Indicator, value: str) -> int:
    """How much of the way from baseline to target, in whole percent; nothing is rounded up.

    >>> way_gone(Indicator(id="1", objective="1", unit="pupils", baseline="400", target="1600", due=date(2030, 1, 1)), "910")
    42
    """
    begin, end, now = Decimal(one.baseline), Decimal(one.target), Decimal(value)
    return 100 if begin == end else int((now - begin) * 100 / (end - begin))


def _percent(part: int, whole: int) -> int:
    return 100 if whole <= 0 else max(0, min(100, part * 100 // whole))


def _table(reading: Reading, plan: Plan, names: dict[str, Phrase]) -> Table:
    rows = tuple(
        (
            _name(names, "indicator", one.id), f"{one.baseline} {one.unit}", f"{one.target} {one.unit}", one.due,
            leading(reading, one.owner) if one.owner else None,
            next((f"{m.value} {one.unit}" for _, _, m in reversed(plan.measured) if m.indicator == one.id), None),
        )
        for one in plan.indicators
    )  # fmt: skip
    return Table(Saying("table.indicators"), ("indicator", "baseline", "target", "by-day", "owner", "value"), rows)
