"""What a founding and a set of rules must be, so that the record can go on from there."""

import base64
from collections import Counter
from collections.abc import Iterator, Mapping

from qurultay.acts.act import Act
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.classes import CASES, SEVERITY
from qurultay.acts.constituting import Constituted
from qurultay.acts.rules import HOLDER, ClassRow, Rules
from qurultay.tlog.tree import EMPTY_ROOT


def founding_breaches(act: Act) -> Iterator[Breach]:
    """Act 0 names itself by its leaf hash alone: no record, no basis, the empty tree (design §3a.1)."""
    body = act.body
    if not isinstance(body, Constituted) or act.record is not None:
        yield Breach(
            "founding", "the first act of a record is its founding, a constituted act without record and basis"
        )
        return
    if act.seen.size != 0 or act.seen.root != base64.b64encode(EMPTY_ROOT).decode():
        yield Breach("founding", "the founding has seen nothing: size 0 and the empty tree's root")
    if body.continues or body.ground:
        yield Breach("founding", "continuing another record is not part of this version")
    if body.rules.version != 1:
        yield Breach("founding", "the first rules have version 1")
    yield from _keeper_breaches(body)
    yield from _key_breaches(body)
    yield from _place_breaches(body)
    yield from _rules_fit({post.id: post.role for post in body.posts}, len(body.keepers), body.rules)


def _keeper_breaches(body: Constituted) -> Iterator[Breach]:
    """At least five keepers, at most two from one community or area, one outside institution (A2)."""
    if len(body.keepers) < 5:
        yield Breach("founding", f"{len(body.keepers)} keepers are named; at least five are needed (A2)")
    if [k.id for k in body.keepers] != [f"keeper/{n}" for n in range(1, len(body.keepers) + 1)]:
        yield Breach("founding", "number the keepers keeper/1, keeper/2 and so on")
    for what, counted in (
        ("community", Counter(k.community for k in body.keepers if k.community)),
        ("area", Counter(k.area for k in body.keepers)),
    ):
        for name, number in counted.items():
            if number > 2:
                yield Breach("founding", f"{number} keepers are from {name}; at most two may be from one {what} (A2)")
    if not any(k.outside for k in body.keepers):
        yield Breach("founding", "one keeper must be an outside institution (A2)")


def _key_breaches(body: Constituted) -> Iterator[Breach]:
    keys = [h.key for h in body.holders] + [k.key for k in body.keepers] + [body.gate, body.log]
    for key, number in Counter(base64.b64decode(k)[1:] for k in keys).items():
        if number > 1:
            yield Breach("key-again", f"the key {key.hex()[:16]} is given {number} times; one key has one purpose")
    for person, number in Counter(h.person for h in body.holders).items():
        if number > 1:
            yield Breach("founding", f"{person} is to hold {number} posts at the founding; one person, one post")


def _place_breaches(body: Constituted) -> Iterator[Breach]:
    bodies, posts = {o.id for o in body.organisations}, {p.id for p in body.posts}
    for post in body.posts:
        if post.body not in bodies:
            yield Breach("founding", f"{post.id} belongs to {post.body}, which is not founded here")
    for holder in body.holders:
        if holder.post not in posts:
            yield Breach("founding", f"{holder.post} is held but not founded here")
    taken: set[int] = set()
    for run in body.seats:
        numbers = set(range(run.first, run.last + 1))
        if not numbers or len(numbers) > 2000 or numbers & taken or run.body not in bodies:
            yield Breach("founding", f"seats {run.first} to {run.last} overlap, are empty, or belong to no body")
        taken |= numbers


def rules_breaches(rules: Rules, book: Register) -> Iterator[Breach]:
    """New rules follow the last version and must work with the posts there are (A3: one version at a time)."""
    held = book.rules_history[-1].rules.version
    if rules.version != held + 1:
        yield Breach("rules", f"the rules in force have version {held}; the next is {held + 1}")
    roles = {post: state.what.role for post, state in book.posts.items() if state.dissolved is None}
    yield from _rules_fit(roles, len(book.keepers), rules)


def _rules_fit(roles: Mapping[str, str], keepers: int, rules: Rules) -> Iterator[Breach]:
    known = set(roles) | {f"keeper/{n}" for n in range(1, keepers + 1)} | {HOLDER}
    cases = [row.case for row in rules.classes]
    for case in sorted({c for c in cases if cases.count(c) > 1 or c not in CASES}):
        yield Breach("rules", f"the class table has {case!r} twice, or it is no case this software knows")
    for row in rules.classes:
        yield from _row_breaches(row, known, roles)
    if len(set(rules.transition)) < 4 or not set(rules.transition) <= set(roles):
        yield Breach(
            "rules", "name at least four posts, in order, any two of which can sign acts of transition (design §3a.8)"
        )
    if not keepers // 2 < rules.keepers_needed <= keepers:
        yield Breach("rules", f"{rules.keepers_needed} of {keepers} keepers: more than half are needed (A2)")
    parts = [(m.num, m.den) for m in rules.majorities] + [(rules.quorum.num, rules.quorum.den)]
    for num, den in parts:
        if not 0 < num <= den:
            yield Breach("rules", f"{num}/{den} is no part of a whole")
    if not rules.languages or not rules.authentic or not set(rules.authentic) <= set(rules.languages):
        yield Breach("rules", "name the languages, and among them the authentic ones")
    if rules.witnesses_needed > len(rules.witnesses):
        yield Breach("rules", f"{rules.witnesses_needed} witnesses are needed, {len(rules.witnesses)} are named")


def _row_breaches(row: ClassRow, known: set[str], roles: Mapping[str, str]) -> Iterator[Breach]:
    posts = [p for p in row.posts if not p.startswith("keeper/")]
    unknown = [p for p in (*posts, *row.also) if p not in known]
    if unknown:
        yield Breach("rules", f"{row.case}: {unknown[0]} is no post of this body")
    if row.needs > len(set(row.posts)) and row.posts != (HOLDER,):
        yield Breach("rules", f"{row.case}: {row.needs} signatures are asked from {len(set(row.posts))} posts")
    default = CASES.get(row.case)
    if default is None:
        return
    if SEVERITY.index(row.class_) < SEVERITY.index(default[0]) or row.needs < default[1]:
        yield Breach(
            "rules",
            f"{row.case}: not below {default[0]} with {default[1]} signatures; two officers must not be able to do everything (A1)",
        )
    if row.class_ in ("grave", "entrenched") and not row.also:
        yield Breach("rules", f"{row.case}: a grave act needs the presiding officer or a teller besides (A1)")
    if any(roles.get(post) == "executive" for post in row.also):
        yield Breach("rules", f"{row.case}: who completes a grave act may hold no executive post (A1)")
    if row.class_ in ("entrenched", "recovery") and row.keepers == 0:
        yield Breach("rules", f"{row.case}: keepers must sign too")
