"""How this body signs: the rules in force, who holds which key, and the keepers."""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from qurultay.acts.book import EVER, EnrolledKey, RulesInForce
from qurultay.acts.rules import HOLDER, ClassRow, Rules
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Code, Fact, Link, Saying, Several, Table, Value
from qurultay.portal.views.decided import languages
from qurultay.portal.views.titles import owner_of_line
from qurultay.portal.views.ways import leading, to_act
from qurultay.tlog import keys
from qurultay.tlog.armour import armour


@dataclass(frozen=True, slots=True)
class RulesView:
    """Rules of one version, and on the first page the keys in force."""

    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    versions: tuple[Value, ...]
    recovery: Value | None = None


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The rules and keys in force, and a page for the rules each act adopted."""
    yield Sheet("rules/index.html", index_page)
    for held in reading.whole().rules_history:
        yield Sheet(f"rules/{held.act}.html", partial(rules_page, held.act))


def index_page(reading: Reading) -> Page:
    """How this body signs, as it stood on the day of the last act."""
    book, day = reading.whole(), reading.today()
    held = book.rules_on(day)
    versions = tuple(Link(f"rules/{h.act}.html", Saying.of("rules.version", act=h.act)) for h in book.rules_history)
    view = RulesView(
        facts=_facts(reading, held),
        tables=tuple(t for t in (*_tables(reading, held.rules), _keepers(reading), _keys(reading)) if t.rows),
        versions=versions if len(versions) > 1 else (),
        recovery=Link("rules/recovery.html", Saying("recovery.link")),
    )
    lede = Saying.of("rules.lede", day=day)
    return Page(template="rules.html", section="acts", title=Saying("rules.title"), about=lede, view=view)


def rules_page(number: int, reading: Reading) -> Page:
    """The rules that one act adopted."""
    held = reading.rules.rules_of(number)
    assert held is not None
    title = Saying.of("rules.of-act", act=number)
    view = RulesView(_facts(reading, held), tuple(t for t in _tables(reading, held.rules) if t.rows), ())
    return Page(
        template="rules.html", section="acts", title=title, about=Saying("rules.read-lede"),
        trail=(Link("rules/index.html", Saying("nav.rules")), title), view=view,
    )  # fmt: skip


def _facts(reading: Reading, held: RulesInForce) -> tuple[Fact, ...]:
    rules = held.rules
    facts: list[Fact] = [
        ("adopted-by", to_act(held.act)),
        ("in-force", held.from_),
        ("zone", Code(f"{rules.zone} (UTC{rules.offset})")),
        ("languages", languages(rules.languages)),
        ("authentic", languages(rules.authentic)),
        ("quorum", share(rules.quorum.test, rules.quorum.num, rules.quorum.den, Saying("base.in-office"))),
        ("keepers", Saying.of("keepers.needed", count=rules.keepers_needed)),
        ("contest", Saying.of("days", count=rules.contest_days)),
        ("transition", Several(tuple(leading(reading, ref) for ref in rules.transition))),
    ]
    second = rules.second_quorum
    if second is not None:
        facts.append(("second-quorum", share(second.test, second.num, second.den, Saying("base.in-office"))))
    if held.until != EVER:
        facts.append(("until", held.until))
    if rules.concurrent:
        facts.append(("concurrent", Several(tuple(reading.named(ref) for ref in rules.concurrent))))
    if rules.witnesses:
        facts.append(("witnesses", Several(tuple(Code(each.name) for each in rules.witnesses))))
    if rules.signing_origin:
        facts.append(("signing-origin", Code(rules.signing_origin)))
    if rules.signing_page:
        facts.append(("signing-page", Code(rules.signing_page)))
    if rules.addresses:
        facts.append(("addresses", Several(tuple(Code(address) for address in rules.addresses))))
    return tuple(facts)


def share(test: str, num: int, den: int, base: Value) -> Value:
    """A part of a number of people, in words."""
    return Saying.of(f"needed.{test}", num=num, den=den, base=base)


def _tables(reading: Reading, rules: Rules) -> list[Table]:
    classes = tuple(_class(reading, rules, row) for row in rules.classes)
    majorities = tuple((Code(m.name), share(m.test, m.num, m.den, Saying(f"base.{m.of}"))) for m in rules.majorities)
    return [
        Table(Saying("table.majorities"), ("rule", "needed"), majorities),
        Table(Saying("table.classes"), ("case", "class", "needs", "signers", "hold"), classes),
    ]


def _class(reading: Reading, rules: Rules, row: ClassRow) -> tuple[Value | None, ...]:
    hold = Saying.of("hours", count=rules.hold_hours(row.class_))
    needs = row.needs + bool(row.also)
    return (Code(row.case), Saying(f"class.{row.class_}"), needs, signers_of(reading, row), hold)


def signers_of(reading: Reading, row: ClassRow) -> Value:
    """Among whom the signatures of a case are: posts, others besides, keepers."""
    alone = row.posts == (HOLDER,)
    keepers = reading.whole().keepers
    there = [ref for ref in row.posts if not ref.startswith("keeper/") or ref in keepers]
    posts: Value = Saying("signers.holder") if alone else Several(tuple(leading(reading, ref) for ref in there))
    if row.also:
        posts = Saying.of("signers.also", posts=posts, also=Several(tuple(leading(reading, ref) for ref in row.also)))
    if not row.posts and not row.keepers:
        return Saying("signers.gate")
    if row.keepers and not row.posts:
        return Saying.of("keepers.so-many", count=row.keepers)
    return Saying.of("signers.keepers", posts=posts, count=row.keepers) if row.keepers else posts


def _keepers(reading: Reading) -> Table:
    book = reading.whole()
    rows = tuple(
        (
            reading.named(keeper.id),
            reading.named(keeper.community)
            if keeper.community
            else Saying("keeper.outside" if keeper.outside else "keeper.open"),
            Code(_print(f"{book.label}/{keeper.id.replace('/', '-')}", keeper.key)),
        )
        for keeper in book.keepers.values()
    )
    return Table(Saying("table.keepers"), ("keeper", "community", "key"), rows)


def _print(name: str, key: str) -> str:
    return keys.key_id(name, b64decode(key)).hex()


def _keys(reading: Reading) -> Table:
    """Every key in force, in the form a verifier writes it: name, key id, key."""
    book, day = reading.whole(), reading.today()
    held = [key for key in book.keys.values() if key.in_force(day) and key.use in ("acts", "gate", "log")]
    rows = tuple(_key(reading, key) for key in held)
    return Table(Saying("table.keys"), ("owner", "holder", "to-day", "key", "act"), rows)


def _key(reading: Reading, key: EnrolledKey) -> tuple[Value | None, ...]:
    return (
        owner_of_line(reading, key.name),
        leading(reading, key.person) if key.person else None,
        key.until if key.until != EVER else None,
        Code(f"{key.name}+{keys.key_id(key.name, key.material).hex()}+{armour(key.material)}"),
        to_act(key.enrolled_by),
    )
