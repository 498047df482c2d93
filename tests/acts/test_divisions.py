"""What must hold however an assembly divides and is reunited, in lives nobody thought of (C1, C5, C6, C10, R0, R3)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import combinations
from random import Random
from typing import Any

from qurultay.acts.act import text_hash, text_of
from qurultay.acts.carrying_on import Announced, Recovered, Seated
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.register import register
from qurultay.acts.rules import ClassRow, Quorum, Rules
from qurultay.record.comparing import Comparison, compare
from tests.acts.divisions import Division, Reunited, branch_of
from tests.acts.lives import Chamber
from tests.acts.test_algebra import decisive, life
from tests.hall import KEEPERS, POSTS, key_text, seeded

Campaign = Callable[[int], int]


@lru_cache(200)
def division(seed: int) -> Division:
    return Division(seed)


def both_went_on(campaign: Campaign, rounds: int) -> list[tuple[int, Division]]:
    """Divisions in which each side entered something of its own; most do."""
    seeds = range(campaign(rounds))
    found = [(n, d) for n, d in zip(seeds, map(division, seeds), strict=True) if d.both_went_on]
    assert len(found) > 0.8 * len(seeds)
    return found


def test_both_sides_live_and_delegates_speak(campaign: Campaign) -> None:
    """Properties of divisions in which nothing happens would prove nothing."""
    all_ = [found for _, found in both_went_on(campaign, 150)]
    own = {entry.act.kind for d in all_ for each in d.lives for entry in each.entries[d.fork :]}
    assert len(own) >= 18 and "attested" in own
    musters = [compare(*d.branches).muster for d in all_]
    assert any(m is not None and m.both for m in musters) and any(m is not None and all(m.stand) for m in musters)


def test_what_is_shared_ends_where_they_divided(campaign: Campaign) -> None:
    for seed, found in both_went_on(campaign, 150):
        told = compare(*found.branches)
        assert (told.same_founding, told.shared, told.forked) == (True, found.fork, True), seed


def test_a_comparison_is_the_same_from_either_side_but_for_the_names(campaign: Campaign) -> None:
    for seed, found in both_went_on(campaign, 150):
        a, b = found.branches
        assert turned(compare(a, b)) == compare(b, a), seed


def turned(found: Comparison) -> Comparison:
    """What a comparison says where the two sides have exchanged their names."""
    muster = found.muster and replace(found.muster, stand=found.muster.stand[::-1])
    claims = (replace(each, side=1 - each.side) for each in found.continuations)
    pairs = (
        "sizes", "broken", "undisputed", "after", "one_sided", "sittings", "keepers", "witnesses", "contested", "concluded",
    )  # fmt: skip
    return replace(
        found,
        keys=tuple(replace(use, signed=use.signed[::-1]) for use in found.keys),
        muster=muster,
        continuations=tuple(sorted(claims, key=lambda each: (each.side, each.size))),
        **{name: getattr(found, name)[::-1] for name in pairs},
    )


def test_the_register_of_a_branch_is_the_fold_of_its_own_acts(campaign: Campaign) -> None:
    """And neither side knows of the other: nothing one did after the division is on a page of the other."""
    for seed, found in both_went_on(campaign, 150):
        for each in found.lives:
            assert decisive(each.hall.book) == decisive(register(each.entries)), seed
        at_fork = [decisive(branch.at(found.fork)) for branch in found.branches]
        assert at_fork[0] == at_fork[1], seed


def test_what_was_said_of_the_shared_acts_is_said_on_both_sides_for_ever(campaign: Campaign) -> None:
    """R0: every attempt before the division, judged again with the acts each side has before it."""
    for seed, found in both_went_on(campaign, 60):
        for each in found.lives:
            shared = [attempt for attempt in each.hall.attempts if attempt[0] < found.fork]
            assert shared == found.shared.hall.attempts[: len(shared)], seed
            for branch in found.branches:
                assert branch.entries[: found.fork] == found.shared.entries[: found.fork], seed


def test_what_was_signed_on_one_side_enters_on_no_other(campaign: Campaign) -> None:
    """R3: officers who had seen one history have not signed for another, whatever keys both have."""
    tried = 0
    for seed, found in both_went_on(campaign, 150):
        for mine, other in (found.lives, found.lives[::-1]):
            for at, act, signed, second, codes in mine.hall.attempts:
                if codes or at < found.fork or act.seen.size <= found.fork:
                    continue
                said = other.hall.judge.objections(act, text_hash(text_of(act)), signed, second)
                assert {breach.code for breach in said} & {"other-branch", "seen-ahead"}, (seed, at)
                tried += 1
    assert tried > campaign(150)


# Reunion


def test_a_reunion_continues_each_side_exactly_if_enough_of_its_keepers_signed(campaign: Campaign) -> None:
    claims = []
    for seed, found in both_went_on(campaign, 150):
        whole = Reunited(found, Random(seed))
        for hall, size, predecessor in zip(whole.halls, whole.sizes, whole.book.continues, strict=True):
            (told,) = compare(branch_of(hall), branch_of(whole)).continuations
            assert (told.side, told.size, told.head_agrees) == (1, size, True), seed
            assert told.takes == tuple((run.first, run.last) for run in predecessor.takes), seed
            held = {k.keeper for k in branch_of(hall).at(size).keys_of("keeper") if k.ended_by is None}
            assert set(told.keepers) == whole.brought & held, seed
            assert told.claim_only == (len(told.keepers) < told.keepers_needed), seed
            claims.append(told.claim_only)
    assert set(claims) == {True, False}


def test_a_reunion_is_told_the_same_from_either_side(campaign: Campaign) -> None:
    for seed, found in both_went_on(campaign, 60):
        whole = branch_of(Reunited(found, Random(seed)))
        for side in found.branches:
            assert turned(compare(side, whole)) == compare(whole, side), seed


def test_a_head_that_neither_side_has_is_a_claim_whoever_signed(campaign: Campaign) -> None:
    for seed, found in both_went_on(campaign, 60):
        whole = Reunited(found, Random(seed))
        stranger = division(seed + 1_000).branches[0]
        for told in compare(stranger, branch_of(whole)).continuations:
            assert told.claim_only and not told.head_agrees, seed


# Who can change what is asked, and who can let a body act again


def laxer(held: Rules, chance: Random) -> Rules:
    """Rules that ask for less, in one of the ways there are."""
    row = chance.choice([row for row in held.classes if row.class_ in ("grave", "entrenched", "ordinary")])
    weak: ClassRow = replace(row, needs=max(0, row.needs - 1), also=(), keepers=0, class_="notice")
    ways: tuple[dict[str, Any], ...] = (
        {"classes": tuple(weak if each is row else each for each in held.classes)},
        {"classes": tuple(replace(each, keepers=0) for each in held.classes)},
        {"keepers_needed": 1},
        {"hold_hours_grave": 0},
        {"hold_hours_entrenched": 0},
        {"contest_days": held.contest_days + 1},
        {"contest_bodies": ("post/president",)},
        {"quorum": Quorum(num=1, den=10, test="at-least")},
        {"second_quorum": Quorum(num=1, den=100, test="at-least")},
        {"majorities": tuple(replace(each, num=1, den=10, test="at-least") for each in held.majorities)},
        {"transition": POSTS[:4]},
        {"succession": ()},
    )
    return replace(held, version=held.version + 1, **chance.choice(ways))


def test_no_signature_and_no_pair_lowers_what_the_rules_ask(campaign: Campaign) -> None:
    """Whoever they are, officers or keepers, on whatever day, at the end of whatever life."""
    for seed in range(campaign(200)):
        hall, chance = life(seed).hall, Random(seed)
        some = chance.sample([(who,) for who in (*POSTS, *KEEPERS)] + list(combinations((*POSTS, *KEEPERS), 2)), 12)
        for who in some:
            body = RulesAdopted(rules=laxer(hall.book.rules_history[-1].rules, chance))
            act = hall.draft(body, signatories=who, id="lowering")
            said = {breach.code for breach in hall.breaches(act, [hall.signers[each] for each in who])}
            assert said & {"too-few-signatures", "no-presiding-signature", "too-few-keepers"}, (seed, who)


def test_a_body_recovers_while_k_keepers_live_and_never_with_one_less(campaign: Campaign) -> None:
    """Whatever the officers did before: at the end of every life four keepers give a key back, and three do not."""
    for seed in range(campaign(200)):
        lived, chance = life(seed), Random(seed)
        hall: Chamber = lived.hall
        for living, said in ((3, {"too-few-keepers"}), (4, set[str]())):
            keepers = tuple(f"keeper/{n}" for n in sorted(chance.sample(range(1, 8), living)))
            assert recovers(hall, keepers, chance.choice(POSTS), seed) == said, (seed, keepers)


def recovers(hall: Chamber, keepers: tuple[str, ...], post: str, seed: int) -> set[str]:
    """What is said against a recovery by these keepers: announced, a month in public, done. Nothing is left of it."""
    kept = hall.judge.book, hall.clock
    held = hall.book.holder(post, hall.today)
    key = seeded(post, 5_000 + seed)
    body = Recovered(signers=(Seated(post=post, person=held.person if held else "person/9999", key=key_text(key)),))
    signers = [hall.signers[keeper] for keeper in keepers]
    act = hall.draft(body, signatories=keepers, enter_by=hall.today + timedelta(days=90), id="recover0")
    notice = hall.draft(Announced(class_="recovery", text=text_hash(text_of(act))), signatories=keepers, id="notice00")
    said = {breach.code for breach in hall.breaches(notice, signers)}
    if not said:
        trial = deepcopy(hall)
        trial.sign_and_enter(notice, signers)
        trial.days(31)
        said = {breach.code for breach in trial.breaches(act, [*signers, key])}
    assert (hall.judge.book, hall.clock) == kept
    return said
