"""Who holds a post and who held it: in office, holding over, a caretaker, impeded, de facto, contested; and who acts.

These are never one word. A caretaker is no officer, impeded is not vacant, elected is not in office (A6–A9, A11);
so each stretch of time has a row of its own with the act it rests on. A page knows no today: whatever runs is said to
run on the day of the last act.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from qurultay.acts.acting import Acting, is_away
from qurultay.acts.book import EVER, Tenure
from qurultay.acts.keyring import DAY
from qurultay.portal.holding import Waiting
from qurultay.portal.reading import Reading
from qurultay.portal.values import Named, Saying, State, Value
from qurultay.portal.views.titles import kind_of
from qurultay.portal.views.ways import leading, to_act

COLUMNS = ("holder", "how-held", "from-day", "to-day", "how-ended", "act")
SHAPES = {
    "in-office": "done", "founding": "done", "holding-over": "part", "acting": "part", "caretaker": "part",
    "elected": "open", "vacant": "open", "impeded": "wait", "contested": "wait", "de-facto": "late", "ended": "open",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """A post on the day of the last act: who holds it, of which community, since when and how; who acts; who is next."""

    post: Value
    person: Value | None
    mark: int
    community: Value | None
    since: Value
    state: State | None = None
    more: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in the drawing: whose, from when until when, by which act, and in which way."""

    begin: date
    end: date | None
    name: Named | None
    note: Value
    mark: int
    how: str


class Stretch(NamedTuple):
    """A stretch of time in the history of a post: in which way, whose, first and last day, how it ended, by which act."""

    first: date
    last: date | None
    way: str
    who: Value
    ended: Value | None
    act: int | None
    person: str | None


# --- on the day of the last act ---------------------------------------------------------------------------


def holder_of(reading: Reading, post: str) -> Holder:
    """Who holds a post on the day of the last act, who acts for it, and who is elected and not in office."""
    tenure = reading.offices.holder(post)
    more = tuple(_more(reading, post))
    if tenure is None:
        state = reading.offices.post(post)
        ended = state is not None and state.dissolved is not None and state.until < reading.today()
        since = Saying("office.ended") if ended else _vacant_since(reading, post)
        return Holder(leading(reading, post), None, 0, None, since, None, more)
    mark, community = community_of(reading, tenure.person)
    way = way_on(reading, tenure, reading.today())
    since = since_of(reading, tenure, way)
    return Holder(leading(reading, post), leading(reading, tenure.person), mark, community, since, word(way), more)


def word(way: str) -> State:
    """The word for a way of holding, with its shape."""
    return State(SHAPES[way], Saying(f"office.{way}"))


def way_on(reading: Reading, tenure: Tenure, day: date) -> str:
    """In which way somebody holds a post on a day: the one that a reader must know first."""
    if tenure.de_facto_by is not None:
        return "de-facto"
    if is_away(tenure, day):
        return "impeded"
    if tenure.caretaker:
        return "caretaker"
    if tenure.until < day:
        return "holding-over"
    if reading.standing(tenure.source).open_contest:
        return "contested"
    return "founding" if tenure.ended == "founding" else "in-office"


def since_of(reading: Reading, tenure: Tenure, way: str) -> Value:
    """Since when somebody holds a post in this way, and until when."""
    match way:
        case "impeded":
            return Saying.of("holder.impeded", day=tenure.impeded_since or tenure.from_)
        case "founding":
            return Saying.of("holder.founding", first=tenure.from_, last=tenure.until)
        case "holding-over":
            last = tenure.holds_over_until or tenure.until
            return Saying.of("holder.holds-over", first=tenure.until + DAY, last=last)
        case "caretaker":
            return Saying.of("holder.caretaker", by=to_act(tenure.source), first=tenure.from_, last=tenure.until)
        case "de-facto":
            return Saying.of("holder.held-de-facto", by=to_act(tenure.de_facto_by or 0), first=tenure.from_)
        case "contested":
            return Saying.of("holder.contested", by=to_act(tenure.source), first=tenure.from_, last=tenure.until)
        case _:
            return Saying.of("offices.since-until", first=tenure.from_, last=tenure.until)


def _vacant_since(reading: Reading, post: str) -> Value:
    ends = [last_day(held) for held in reading.offices.tenures(post) if held.from_ <= reading.today()]
    return Saying.of("offices.vacant-since", day=max(ends) + DAY) if ends else Saying("office.vacant")


def _more(reading: Reading, post: str) -> Iterator[Value]:
    acts = reading.offices.acting(post)
    if acts is not None:
        yield acting_words(reading, acts)
    for each in reading.offices.waiting(post):
        yield _waits(reading, each)


def acting_words(reading: Reading, acts: Acting) -> Value:
    """Who acts, through which post, since when, and by when a session must be called (A8)."""
    return Saying.of(
        "acting.now", person=leading(reading, acts.person), through=leading(reading, acts.through), day=acts.since,
        convene=acts.convene_by,
    )  # fmt: skip


def _waits(reading: Reading, each: Waiting) -> Value:
    key = "waiting.contested" if each.contested else "waiting.elected"
    person, act = leading(reading, each.assignment.person), to_act(each.act)
    return Saying.of(key, person=person, act=act, day=each.contestable_until)


def community_of(reading: Reading, person: str) -> tuple[int, Value | None]:
    """The community whose seat somebody holds, and its mark; none for a holder without a seat."""
    for tenure in reversed(reading.offices.held_by(person)):
        community = reading.offices.community_of(tenure.place) if tenure.place.startswith("seat/") else None
        if community is not None:
            return mark_of(reading, community), reading.named(community)
    return 0, None


def mark_of(reading: Reading, community: str) -> int:
    """The mark of a community: its place in the founding's order, from 1."""
    every = reading.offices.communities()
    return every.index(community) + 1 if community in every else 0


# --- through the years -------------------------------------------------------------------------------------


def rows_of(reading: Reading, post: str) -> list[tuple[Value | None, ...]]:
    """Everybody who held a post or acted for it, oldest first, with the vacancies between them."""
    return [
        (
            leading(reading, post), each.who, word(each.way), each.first, each.last, each.ended,
            None if each.act is None else to_act(each.act),
        )
        for each in history_of(reading, post)
    ]  # fmt: skip


def history_of(reading: Reading, post: str) -> list[Stretch]:
    """The stretches of time in the history of a post, in order."""
    found = [
        *_vacancies(reading, post),
        *(stretch for tenure in reading.offices.tenures(post) for stretch in _stretches(reading, tenure)),
        *_acted(reading, post),
    ]
    return sorted(found, key=lambda each: each.first)


def _stretches(reading: Reading, tenure: Tenure) -> Iterator[Stretch]:
    """A tenure: its term, the time the holder could not act, the time held over. What is yet to come is not told."""
    who, act = leading(reading, tenure.person), _act_of(tenure)
    runs = way_on(reading, tenure, tenure.until)
    way = {"impeded": "in-office", "holding-over": "in-office"}.get(runs, runs)
    over = tenure.holds_over_until
    held_over = over is not None and over > tenure.until and tenure.until < reading.today()
    ended = Saying(f"ended.{tenure.ended}") if held_over else _ended(reading, tenure)
    yield Stretch(tenure.from_, tenure.until, way, who, ended, act, tenure.person)
    if tenure.impeded_since is not None:
        last = tenure.impeded_until if tenure.impeded_until < tenure.until else None
        first = max(tenure.impeded_since, tenure.from_)
        yield Stretch(first, last, "impeded", who, None, tenure.impeded_by, tenure.person)
    if held_over:
        by = tenure.ended_by
        how = None if by is None else Saying.of("ended.by", how=kind_of(reading.act(by)), by=to_act(by))
        yield Stretch(tenure.until + DAY, over, "holding-over", who, how, act, tenure.person)


def _vacancies(reading: Reading, post: str) -> Iterator[Stretch]:
    """Between two holders, and after the last where nobody follows."""
    state, reached = reading.offices.post(post), None
    for tenure in reading.offices.tenures(post):
        if reached is not None and tenure.from_ > reached + DAY:
            yield _vacancy(reached + DAY, tenure.from_ - DAY)
        reached = max(reached or date.min, last_day(tenure))
    today = reading.today()
    if reached is not None and reached < today and state is not None and state.until >= today:
        yield _vacancy(reached + DAY, None)


def _vacancy(first: date, last: date | None) -> Stretch:
    return Stretch(first, last, "vacant", Saying("office.nobody"), None, None, None)


def _acted(reading: Reading, post: str) -> Iterator[Stretch]:
    for each in reading.offices.acted(post):
        person, through = leading(reading, each.acting.person), leading(reading, each.acting.through)
        who = Saying.of("acting.through", person=person, through=through)
        yield Stretch(each.first, each.last, "acting", who, None, None, each.acting.person)


def last_day(tenure: Tenure) -> date:
    """The last day somebody held a place, holding over included."""
    return max(tenure.until, tenure.holds_over_until or tenure.until)


def _ended(reading: Reading, tenure: Tenure) -> Value | None:
    """Of a term that still runs nothing is told: its last day stands beside it, and it may yet end otherwise."""
    runs = tenure.ended_by is None and tenure.until >= reading.today()
    return None if runs else ended_how(tenure)


def ended_how(tenure: Tenure) -> Value:
    """How a tenure ended or will end, and by which act."""
    if tenure.ended_by is None:
        return Saying(f"ended.{tenure.ended}")
    return Saying.of("ended.by", how=Saying(f"ended.{tenure.ended}"), by=to_act(tenure.ended_by))


def bars_of(reading: Reading, post: str) -> tuple[Bar, ...]:
    """A post's history for the drawing: who acted stands in the place of the vacancy, an impediment in the table alone."""
    held = history_of(reading, post)
    acted = [each for each in held if each.way == "acting"]
    bars = [_bar(reading, each) for each in held if each.way not in ("vacant", "impeded", "acting")]
    for gap in (each for each in held if each.way == "vacant"):
        filled = [each for each in acted if each.first >= gap.first and (gap.last is None or each.first <= gap.last)]
        bars += [_bar(reading, each) for each in filled] or [_bar(reading, gap)]
    return tuple(sorted(bars, key=lambda bar: bar.begin))


def _bar(reading: Reading, each: Stretch) -> Bar:
    yet = each.way == "holding-over" and each.last is not None and each.last > reading.today()
    end = None if yet or each.last == EVER else each.last
    if each.person is None:
        return Bar(each.first, end, None, Saying(f"office.{each.way}"), 0, "vacant")
    outlined = each.way in ("acting", "holding-over", "caretaker", "de-facto")
    note = Saying(f"office.{each.way}") if outlined or each.act is None else Saying.of("ref.act", number=each.act)
    mark, _ = community_of(reading, each.person)
    return Bar(each.first, end, reading.named(each.person), note, mark, "acting" if outlined else "held")


def _act_of(tenure: Tenure) -> int:
    return tenure.took_office if tenure.took_office is not None else tenure.source


def held_rows(reading: Reading, person: str) -> tuple[tuple[Value | None, ...], ...]:
    """Every post and seat somebody held, the newest first, and in which way."""
    return tuple(
        (
            leading(reading, tenure.place), word(each.way), each.first, each.last, each.ended,
            None if each.act is None else to_act(each.act),
        )
        for tenure in reversed(reading.offices.held_by(person))
        for each in reversed(tuple(_stretches(reading, tenure)))
    )  # fmt: skip
