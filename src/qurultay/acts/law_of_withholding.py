"""The law of withholding: words may go, the law in force may not become unreadable (G5–G7)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import timedelta

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.matter import Matter


def withholding(body: Withheld, named: list[int], matter: Matter) -> Iterator[Breach]:
    """One withholding covers one act, and names the parts of it that go (G7)."""
    if len(named) != 1 or not body.names:
        yield Breach("withheld", "one withholding covers one act, and names the parts (G7)")
        return
    number, book = named[0], matter.book
    withheld_from = book.entries[number].act
    gone = {name for name, _ in book.standing_of(number).withheld}
    for name in body.names:
        if body.names.count(name) > 1 or name not in withheld_from.parts or name in gone:
            yield Breach(
                "withheld", "act {number} has no part {name} that is not withheld already", number=number, name=name
            )
    yield from _every_language(body, withheld_from, gone)
    text = book.texts.get(_first(number, book))
    if text is not None and text.in_force(matter.act.date):
        yield from _unreadable(body, matter.act)
    yield from _too_many(matter)


def _every_language(body: Withheld, act: Act, gone: set[str]) -> Iterator[Breach]:
    """A name that is withdrawn goes in all languages at once (G6)."""
    subjects = {name.split(".")[1] for name in body.names if name.startswith("name.")}
    for name in act.parts:
        if name.startswith("name.") and name.split(".")[1] in subjects and name not in (*body.names, *gone):
            yield Breach(
                "withheld", "{name} would still tell the name; withhold it in all languages at once (G6)", name=name
            )


def _first(number: int, book: Register) -> int:
    """The act whose words these are in the end: a correction's, or an edited part's, are those of what it amends."""
    while isinstance(book.entries[number].act.body, Corrected | Withheld):
        number = number_in(book.entries[number].act.targets("amends")[0])
    return number


def _unreadable(body: Withheld, act: Act) -> Iterator[Breach]:
    for name in body.names:
        if name.startswith("text.") and name not in act.parts:
            yield Breach(
                "withheld",
                "{name} has provisions in force; put an edited text in its place: no law that cannot be read (G5)",
                name=name,
            )


def _too_many(matter: Matter) -> Iterator[Breach]:
    days, act, rules = matter.book.withheld_days, matter.act, matter.rules
    recent = bisect_right(days, act.date) - bisect_left(days, act.date - timedelta(days=30))
    presiding = {post for post, state in matter.book.posts.items() if state.what.role == "presiding"}
    if recent >= rules.withheld_in_30_days and presiding.isdisjoint(act.signatories):
        yield Breach(
            "withheld",
            "{recent} acts were withheld from in 30 days; a further one needs the presiding officer (G7)",
            recent=recent,
        )
