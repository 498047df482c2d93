"""What a founding and a set of rules must be, so that the record can go on from there."""

import base64
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from qurultay.acts.act import Act, civil_date
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.classes import CASES, SEVERITY
from qurultay.acts.constituting import Constituted, Post, RulesAdopted, Seats
from qurultay.acts.rules import HOLDER, ClassRow, Rules
from qurultay.tlog.armour import unarmour
from qurultay.tlog.sentence import Sentence
from qurultay.tlog.tree import EMPTY_ROOT

_TAKEN = re.compile(r"post/(?:gate|log|keeper-[0-9]+|election-[0-9a-z]{8})")
PASSKEY = b"\xffqurultay.org/webauthn-act/"
CERTIFICATE = b"\xffqurultay.org/pdf-certificate/v1\n"
KEY_TYPES: Final[dict[str, tuple[tuple[bytes, ...], str]]] = {
    "acts": ((b"\x01", PASSKEY), "an Ed25519 key or a passkey"),
    "keeper": ((b"\x01", PASSKEY), "an Ed25519 key or a passkey"),
    "log": ((b"\x01",), "an Ed25519 key"),
    "box": ((b"\x01",), "an Ed25519 key"),
    "gate": ((b"\x04",), "a cosigning Ed25519 key"),
    "pdf": ((CERTIFICATE,), "the SHA-256 of a certificate, as `qurultay press key` writes it"),
}
"""By use: how the material of a key begins (design §3, rulings 1 and 2), and what that is called."""


def founding_breaches(act: Act, entered: int) -> Iterator[Breach]:
    """Act 0 names itself by its leaf hash alone: no record, no basis, the empty tree (design §3a.1)."""
    body = act.body
    if not isinstance(body, Constituted) or act.record is not None:
        yield Breach(
            "founding", "the first act of a record is its founding, a constituted act without record and basis"
        )
        return
    if act.seen.size != 0 or act.seen.root != base64.b64encode(EMPTY_ROOT).decode():
        yield Breach("founding", "the founding has seen nothing: size 0 and the empty tree's root")
    if act.refs:
        yield Breach("founding", "there is nothing yet that the founding could refer to")
    yield from _continuing(body)
    if body.rules.version != 1:
        yield Breach("founding", "the first rules have version 1")
    if not act.issuers or not set(act.issuers) <= {o.id for o in body.organisations}:
        yield Breach("founding", "the founding is issued by a body which it founds")
    yield from _first_day(act, civil_date(entered, body.rules.offset))
    yield from _keeper_breaches(body)
    yield from _key_breaches(body)
    yield from _place_breaches(body)
    yield from rules_fit({post.id: post.role for post in body.posts}, len(body.keepers), body.rules)


def _first_day(act: Act, day: date) -> Iterator[Breach]:
    """The founding has its days like any other act."""
    if act.date > day:
        yield Breach(
            "from-the-future",
            "the founding bears {date}, but it is only {day} at the record's seat",
            date=act.date,
            day=day,
        )
    if day > act.enter_by:
        yield Breach(
            "entered-too-late",
            "the founding could be entered until {enter_by}; it is {day}",
            enter_by=act.enter_by,
            day=day,
        )
    if act.enter_by < act.date:
        yield Breach(
            "enter-by", "enter_by {enter_by} is before the founding's date {date}", enter_by=act.enter_by, date=act.date
        )


def _continuing(body: Constituted) -> Iterator[Breach]:
    """What is continued is named by record, size and root, with the ground; two branches are reunited act by act (C5, C6).

    Whether the other record's keepers or muster stand behind it cannot be seen from here: `compare` counts them.
    """
    if bool(body.continues) != (body.ground is not None):
        yield Breach(
            "founding", "a founding that continues another record names it and the ground, one not without the other"
        )
    if len({(each.record, each.root) for each in body.continues}) < len(body.continues):
        yield Breach("founding", "a head is continued once; name each predecessor, or each branch of one, one time")
    for each in body.continues:
        if each.size < 1:
            yield Breach(
                "founding",
                "record {record}… is continued from act 0 on at the earliest; size 0 is nothing",
                record=each.record[:16],
            )
        if (each.muster is None) != (each.entitled is None):
            yield Breach(
                "founding", "record {record}…: a muster is a root and how many it counts", record=each.record[:16]
            )
        last = -1
        for run in each.takes:
            if not last < run.first <= run.last < each.size:
                yield Breach(
                    "founding",
                    "acts {first} to {last} of record {record}…: name runs in order, within its {size} acts",
                    first=run.first,
                    last=run.last,
                    record=each.record[:16],
                    size=each.size,
                )
            last = run.last


def _keeper_breaches(body: Constituted) -> Iterator[Breach]:
    """At least five keepers, at most two from one community or area, one outside institution (A2)."""
    if len(body.keepers) < 5:
        yield Breach(
            "founding", "{keepers} keepers are named; at least five are needed (A2)", keepers=len(body.keepers)
        )
    if [k.id for k in body.keepers] != [f"keeper/{n}" for n in range(1, len(body.keepers) + 1)]:
        yield Breach("founding", "number the keepers keeper/1, keeper/2 and so on")
    for what, counted in (
        (Sentence("community"), Counter(k.community for k in body.keepers if k.community)),
        (Sentence("area"), Counter(k.area for k in body.keepers)),
    ):
        for name, number in counted.items():
            if number > 2:
                yield Breach(
                    "founding",
                    "{number} keepers are from {name}; at most two may be from one {what} (A2)",
                    number=number,
                    name=name,
                    what=what,
                )
    if not any(k.outside for k in body.keepers):
        yield Breach("founding", "one keeper must be an outside institution (A2)")


def _key_breaches(body: Constituted) -> Iterator[Breach]:
    yield from key_type("acts", *[h.key for h in body.holders])
    yield from key_type("keeper", *[k.key for k in body.keepers])
    yield from key_type("gate", body.gate)
    yield from key_type("log", body.log)
    keys = [h.key for h in body.holders] + [k.key for k in body.keepers] + [body.gate, body.log]
    for key, number in Counter(unarmour(k)[1:] for k in keys).items():
        if number > 1:
            yield Breach(
                "key-again",
                "the key {key} is given {number} times; one key has one purpose",
                key=key.hex()[:16],
                number=number,
            )
    for person, number in Counter(h.person for h in body.holders).items():
        if number > 1:
            yield Breach(
                "founding",
                "{person} is to hold {number} posts at the founding; one person, one post",
                person=person,
                number=number,
            )


def key_type(use: str, *keys: str) -> Iterator[Breach]:
    """A key is of the type its use asks for: who signs acts does not cosign, and the gate does nothing else."""
    allowed, said = KEY_TYPES[use]
    for key in keys:
        if not unarmour(key).startswith(allowed):
            yield Breach(
                "key-type",
                "a key for {use} is {said}; this one is of type {type}",
                use=use,
                said=Sentence.of(said),
                type=unarmour(key)[:1].hex(),
            )


def _place_breaches(body: Constituted) -> Iterator[Breach]:
    bodies, posts = {o.id for o in body.organisations}, {p.id for p in body.posts}
    named = [o.id for o in body.organisations] + [p.id for p in body.posts] + [c.id for c in body.communities]
    for twice in [name for name, number in Counter(named).items() if number > 1]:
        yield Breach("founding", "{twice} is founded twice", twice=twice)
    yield from names_free(body.posts)
    for post in body.posts:
        if post.body not in bodies:
            yield Breach(
                "founding", "{post} belongs to {body}, which is not founded here", post=post.id, body=post.body
            )
    held = [holder.post for holder in body.holders]
    for holder in dict.fromkeys(held):
        if holder not in posts or held.count(holder) > 1:
            yield Breach("founding", "{holder} is held twice, or is not founded here", holder=holder)
    yield from seats_fit(body.seats, bodies, {c.id for c in body.communities}, set())


def names_free(posts: Iterable[Post]) -> Iterator[Breach]:
    """No post bears a name under which the gate, the log, a keeper or a ballot box signs (design §3a.1)."""
    for post in posts:
        if _TAKEN.fullmatch(post.id):
            yield Breach("office", "{post} would sign under a name that is not a post's; choose another", post=post.id)


def seats_fit(
    runs: Iterable[Seats], bodies: Container[str], communities: Container[str], taken: set[int]
) -> Iterator[Breach]:
    """Runs of seats belong to a body and a community there is, and no seat is founded twice (R9)."""
    for run in runs:
        numbers = range(run.first, run.last + 1)
        if not numbers or not taken.isdisjoint(numbers):
            yield Breach("seats", "seats {first} to {last} exist already, or are none", first=run.first, last=run.last)
        if run.body not in bodies or (run.community is not None and run.community not in communities):
            whose = run.community or Sentence("everybody")
            yield Breach(
                "seats",
                "seats {first} to {last}: there is no {body}, or no {whose}, to sit there",
                first=run.first,
                last=run.last,
                body=run.body,
                whose=whose,
            )
        taken.update(numbers)


def rules_breaches(body: RulesAdopted, act: Act, book: Register) -> Iterator[Breach]:
    """New rules follow the last version and must work with the posts there are (A3: one version at a time)."""
    held = book.rules_history[-1].rules.version
    if body.rules.version != held + 1:
        yield Breach("rules", "the rules in force have version {held}; the next is {next}", held=held, next=held + 1)
    if body.in_force is not None and body.in_force < act.date:
        yield Breach(
            "rules",
            "rules come into force on {date} or later, not on {in_force}",
            date=act.date,
            in_force=body.in_force,
        )
    roles = {post: state.what.role for post, state in book.posts.items() if state.dissolved is None}
    yield from rules_fit(roles, len(book.keepers), body.rules)


def rules_fit(roles: Mapping[str, str], keepers: int, rules: Rules) -> Iterator[Breach]:
    """Rules must leave the body able to act, and never let two officers do everything (A1)."""
    for case, number in Counter(row.case for row in rules.classes).items():
        if number > 1 or case not in CASES:
            yield Breach("rules", "the class table has {case!r} twice, or it is no case this software knows", case=case)
    known = {*roles, *(f"keeper/{n}" for n in range(1, keepers + 1)), HOLDER}
    for row in rules.classes:
        yield from _row_breaches(row, known, roles)
        if row.class_ in ("entrenched", "recovery") and not rules.keepers_needed <= row.keepers < keepers:
            yield Breach(
                "rules",
                "{case}: {needs} of the {keepers} keepers must sign too, and fewer than all, or one who is lost ends the record (C9)",
                case=row.case,
                needs=rules.keepers_needed,
                keepers=keepers,
            )
    if len(set(rules.transition)) < 4 or not set(rules.transition) <= set(roles):
        yield Breach(
            "rules", "name at least four posts, in order, any two of which can sign acts of transition (design §3a.8)"
        )
    if not keepers // 2 < rules.keepers_needed <= keepers:
        yield Breach(
            "rules",
            "{needs} of {keepers} keepers: more than half are needed (A2)",
            needs=rules.keepers_needed,
            keepers=keepers,
        )
    if not set(rules.contest_bodies) <= set(roles):
        yield Breach("rules", "a contest body is no post of this body")
    yield from _succession_fits(rules, roles)
    yield from _figures_fit(rules)


def _succession_fits(rules: Rules, roles: Container[str]) -> Iterator[Breach]:
    """Each post has one line, of other posts that there are, each once (A8)."""
    for post, number in Counter(line.post for line in rules.succession).items():
        if number > 1:
            yield Breach("rules", "{post} has {number} lines of succession; give it one", post=post, number=number)
    for line in rules.succession:
        wrong = [each for each in (line.post, *line.then) if each not in roles]
        if wrong:
            yield Breach(
                "rules", "the line of succession of {post}: there is no {wrong}", post=line.post, wrong=wrong[0]
            )
        if not line.then or line.post in line.then or len(set(line.then)) < len(line.then):
            yield Breach(
                "rules", "the line of succession of {post} names other posts, each once, at least one", post=line.post
            )


def _figures_fit(rules: Rules) -> Iterator[Breach]:
    parts = [(m.num, m.den) for m in rules.majorities]
    parts += [(q.num, q.den) for q in (rules.quorum, rules.second_quorum) if q is not None]
    for num, den in parts:
        if not 0 < num <= den:
            yield Breach("rules", "{num}/{den} is no part of a whole", num=num, den=den)
    second = rules.second_quorum
    if second is not None and second.num * rules.quorum.den > rules.quorum.num * second.den:
        yield Breach("rules", "a session that is called again has a smaller quorum than the first, or the same (C8)")
    for name, number in Counter(m.name for m in rules.majorities).items():
        if number > 1:
            yield Breach("rules", "there are {number} majorities of the name {name}", number=number, name=name)
    if not rules.languages or not rules.authentic or not set(rules.authentic) <= set(rules.languages):
        yield Breach("rules", "name the languages, and among them the authentic ones")
    if rules.witnesses_needed > len(rules.witnesses):
        yield Breach(
            "rules",
            "{needs} witnesses are needed, {named} are named",
            needs=rules.witnesses_needed,
            named=len(rules.witnesses),
        )


def _needed_one(row: ClassRow) -> Iterator[str]:
    """The posts without whose holder, one person, this case could not be signed: no arrest may end the record (C9).

    Whoever completes a grave act signs besides those who are needed, and may hold a post of either list.
    """
    for lost in sorted({*row.posts, *row.also}):
        posts, also = set(row.posts) - {lost}, set(row.also) - {lost}
        left = [posts - {completing} for completing in also] if row.also else [posts]
        if not any(len(each) >= row.needs for each in left):
            yield lost


def _row_breaches(row: ClassRow, known: set[str], roles: Mapping[str, str]) -> Iterator[Breach]:
    posts = [p for p in row.posts if not p.startswith("keeper/")]
    unknown = [p for p in (*posts, *row.also) if p not in known]
    if unknown:
        yield Breach("rules", "{case}: {unknown} is no post of this body", case=row.case, unknown=unknown[0])
    if (row.case == "vacated/resigned") != (row.posts == (HOLDER,)) or HOLDER in roles:
        yield Breach("rules", "{case}: the holder alone signs a resignation, and nothing else (A7)", case=row.case)
    if row.needs > len(set(row.posts)):
        yield Breach(
            "rules",
            "{case}: {needs} signatures are asked from {posts} posts",
            case=row.case,
            needs=row.needs,
            posts=len(set(row.posts)),
        )
    elif row.posts != (HOLDER,) and (lost := next(_needed_one(row), None)) is not None:
        yield Breach(
            "rules",
            "{case}: without the holder of {lost} nobody could sign it any more; name one post more than must sign (C9)",
            case=row.case,
            lost=lost,
        )
    default = CASES.get(row.case)
    if default is None:
        return
    if SEVERITY.index(row.class_) < SEVERITY.index(default[0]) or row.needs < default[1]:
        yield Breach(
            "rules",
            "{case}: not below {class_} with {least} signatures; two officers must not do everything (A1)",
            case=row.case,
            class_=default[0],
            least=default[1],
        )
    if row.class_ in ("grave", "entrenched") and not row.also:
        yield Breach("rules", "{case}: a grave act needs the presiding officer or a teller besides (A1)", case=row.case)
    if any(roles.get(post) == "executive" for post in row.also):
        yield Breach("rules", "{case}: who completes a grave act may hold no executive post (A1)", case=row.case)
