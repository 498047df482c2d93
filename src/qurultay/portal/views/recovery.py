"""How can this body go on, whatever is taken from it? Worked out from its rules: keepers, lines, holds, and the drill.

A page to be read before it is needed. It names posts and keepers, never where a key lies: a keeper is a number, and
its area another (A2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from qurultay.acts.book import Register
from qurultay.acts.classes import SEVERITY
from qurultay.acts.constituting import Keeper
from qurultay.acts.muster import last_sign_of_life, musters
from qurultay.acts.rules import ClassRow, Rules
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Fact, Link, Saying, Several, State, Table, Value
from qurultay.portal.views.rules import signers_of
from qurultay.portal.views.terms import acting_words
from qurultay.portal.views.ways import leading, to_act

PATH = "rules/recovery.html"
YEAR = timedelta(days=366)
"""A keeper who has shown nothing for longer is shown as silent (A2)."""


@dataclass(frozen=True, slots=True)
class RecoveryView:
    """How a body can go on: what is so now, who is next, what each class of act needs, and what to do tonight."""

    facts: tuple[Fact, ...]
    tables: tuple[tuple[str, tuple[Value, ...], Table], ...]
    drill: tuple[Value, ...]
    operator: tuple[Value, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The one page."""
    yield Sheet(PATH, recovery_page)


def recovery_page(reading: Reading) -> Page:
    """How this body can recover, as its rules stood on the day of the last act."""
    book, day = reading.whole(), reading.today()
    rules = book.rules_on(day).rules
    view = RecoveryView(
        facts=tuple(_facts(reading, book, rules)),
        tables=(
            ("keepers", tuple(_keepers_say(book, rules)), _keepers(reading, book)),
            ("line", (Saying.of("recovery.line-how", count=rules.acting_days),), _line(reading, book, rules)),
            ("classes", (Saying("recovery.classes-how"),), _classes(reading, rules, len(book.keepers))),
        ),
        drill=tuple(_drill(reading, rules)),
        operator=tuple(_operator(reading, rules)),
    )
    return Page(
        template="recovery.html", section="offices", title=Saying("recovery.title"),
        about=Saying.of("recovery.lede", day=day),
        trail=(Link("rules/index.html", Saying("nav.rules")), Saying("recovery.title")), view=view,
    )  # fmt: skip


def _facts(reading: Reading, book: Register, rules: Rules) -> Iterator[Fact]:
    """What is so on the day of the last act: who acts, the last muster, who decides contests, what is under way."""
    acts = [found for post in book.posts if (found := reading.offices.acting(post)) is not None]
    for each in acts:
        yield ("acting", Saying.of("pair.office", place=reading.named(each.post), person=acting_words(reading, each)))
    bodies = tuple(leading(reading, post) for post in rules.contest_bodies)
    yield ("decides", Several(bodies) if bodies else Saying("recovery.nobody-decides"))
    yield ("contest", Saying.of("days", count=rules.contest_days))
    last = next(iter(musters(book)), None)
    held = None if last is None else Saying.of("muster.of", count=last.entitled, act=to_act(last.act))
    yield ("last-muster", held or Saying("muster.none"))
    for number in reading.state().recovering:
        yield ("recovering", to_act(number))


# --- keepers -------------------------------------------------------------------------------------------------


def _keepers_say(book: Register, rules: Rules) -> Iterator[Value]:
    needed, count = rules.keepers_needed, len(book.keepers)
    hours = rules.hold_hours("recovery")
    yield Saying.of("recovery.keepers-can", needed=needed, count=count, hold=_hold(hours))
    yield Saying.of("recovery.keepers-cannot", fewer=needed - 1)


def _hold(hours: int) -> Value:
    """A hold in days where it is whole days from two on, else in hours."""
    return Saying.of("days", count=hours // 24) if hours >= 48 and hours % 24 == 0 else Saying.of("hours", count=hours)


def _keepers(reading: Reading, book: Register) -> Table:
    rows = tuple(_keeper(reading, book, each) for each in book.keepers.values())
    return Table(Saying("table.keepers"), ("keeper", "area", "community", "alternate", "sign-of-life"), rows)


def _keeper(reading: Reading, book: Register, keeper: Keeper) -> tuple[Value | None, ...]:
    community = reading.named(keeper.community) if keeper.community else None
    outside = Saying("keeper.outside" if keeper.outside else "keeper.open")
    return (
        reading.named(keeper.id),
        Saying.of("keeper.area", number=keeper.area.rpartition("/")[2]),
        community or outside,
        Saying("keeper.alternate" if keeper.alternate else "keeper.no-alternate"),
        sign_of_life(reading, book, keeper.id),
    )


def sign_of_life(reading: Reading, book: Register, keeper: str) -> State:
    """The last act in which a keeper showed that the key is alive; silent where that is over a year ago (A2)."""
    number = last_sign_of_life(book, keeper)
    if number is None:
        return State("late", Saying("keeper.never"))
    day = book.entry_day(book.entries[number])
    silent = reading.today() - day > YEAR
    key = "keeper.silent" if silent else "keeper.alive"
    return State("late" if silent else "done", Saying.of(key, day=day, act=to_act(number)))


# --- posts and classes ---------------------------------------------------------------------------------------


def _line(reading: Reading, book: Register, rules: Rules) -> Table:
    """For each post that signs: who holds it, and who would act, in order."""
    then = {line.post: line.then for line in rules.succession}
    posts = [ref for ref, post in book.posts.items() if post.what.signs == "yes" and post.until >= reading.today()]
    rows = tuple((leading(reading, post), _holds(reading, post), _next(reading, then.get(post, ()))) for post in posts)
    return Table(Saying("table.succession"), ("post", "holder", "then"), rows)


def _holds(reading: Reading, post: str) -> Value:
    held = reading.offices.holder(post)
    return Saying("office.vacant") if held is None else leading(reading, held.person)


def _next(reading: Reading, then: tuple[str, ...]) -> Value:
    if not then:
        return Saying("recovery.no-line")
    return Several(
        tuple(Saying.of("pair.office", place=leading(reading, each), person=_holds(reading, each)) for each in then)
    )


def _stops(rules: Rules, row: ClassRow, keepers: int) -> Value:
    """Who can stop an act of a class in its hold (register law §3): of grave ones, keepers who could block a recovery."""
    if row.class_ == "grave":
        return Saying.of("stops.grave", count=keepers - rules.keepers_needed + 1)
    return Saying(f"stops.{row.class_}")


def _classes(reading: Reading, rules: Rules, keepers: int) -> Table:
    """What each class of act needs, each combination once, with the number of kinds that ask for it."""
    held: dict[ClassRow, int] = {}
    for row in rules.classes:
        alike = ClassRow(
            case="", class_=row.class_, needs=row.needs, posts=row.posts, also=row.also, keepers=row.keepers
        )
        held[alike] = held.get(alike, 0) + 1
    ordered = sorted(held.items(), key=lambda pair: (SEVERITY.index(pair[0].class_), -pair[1]))
    rows = tuple(
        (
            Saying(f"class.{row.class_}"), row.needs + bool(row.also) + row.keepers, signers_of(reading, row),
            _hold(rules.hold_hours(row.class_)), _stops(rules, row, keepers), count,
        )
        for row, count in ordered
    )  # fmt: skip
    return Table(Saying("table.classes"), ("class", "needs", "signers", "hold", "stops", "kinds"), rows)


# --- what to do ----------------------------------------------------------------------------------------------


def _drill(reading: Reading, rules: Rules) -> Iterator[Value]:
    """If somebody who signs is arrested tonight: the steps, with this body's own posts."""
    for key, case in (("impeded", "impeded"), ("confirmed", "confirmed/notice"), ("warning", "issued/warning")):
        row = rules.row(case)
        if row is None:
            continue
        who = signers_of(reading, row)
        count = row.needs + bool(row.also)
        yield Saying.of(
            f"drill.{key}", who=who, count=count, **({"days": rules.notice_days} if key == "confirmed" else {})
        )
    yield Saying("drill.machine")
    yield Saying("drill.sitting")
    yield Saying("drill.key")


def _operator(reading: Reading, rules: Rules) -> Iterator[Value]:
    """If the operator of the server is gone."""
    row = rules.row("operator-changed")
    if row is not None:
        yield Saying.of("recovery.operator", count=row.needs + bool(row.also), who=signers_of(reading, row))
    yield Saying.of("recovery.operator-keepers", count=rules.keepers_needed)
    yield Saying("recovery.compare")
