"""The founding names itself, its keepers are many and apart, and its rules can work (R1, A1-A3, A5, design §3a.1)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from qurultay.acts.act import Reference, Seen, new_act, text_hash, text_of
from qurultay.acts.amending import Annulled
from qurultay.acts.classes import CASES, default_classes
from qurultay.acts.constituting import (
    Community,
    Constituted,
    Dissolved,
    Established,
    FoundingHolder,
    Keeper,
    Organisation,
    Post,
    Predecessor,
    RulesAdopted,
    Seats,
)
from qurultay.acts.rules import HOLDER, ClassRow, Majority, Quorum, Rules, WitnessKey
from qurultay.acts.writing import Issued
from qurultay.record.authority import Signed
from qurultay.record.judging import Judge
from qurultay.tlog.armour import armour
from qurultay.tlog.tree import EMPTY_ROOT
from tests.hall import FOUNDED, GRAVE, POSTS, Hall, constitution, key_text, rules, seeded


def refused(body: Constituted | None = None, *, unsigned: tuple[str, ...] = (), **fields: Any) -> set[str]:
    """The codes for which a founding is refused."""
    held = body or constitution()
    keys = {h.post: h.key for h in held.holders} | {k.id: k.key for k in held.keepers}
    act = new_act(held, **({
        "id": "fndng000", "date": FOUNDED, "enter_by": FOUNDED + timedelta(days=30), "issuers": ("body/assembly",),
        "signatories": tuple(keys), "seen": Seen(root=armour(EMPTY_ROOT), size=0),
    } | fields))  # fmt: skip
    signed = [Signed(s.name, s.material) for s in map(seeded, keys) if s.name.split("/")[1] not in unsigned]
    found = Judge().objections(act, text_hash(text_of(act)), signed, 1780304400)
    return {breach.code for breach in found}


def test_a_founding_as_it_must_be_is_entered() -> None:
    assert refused() == set()
    hall = Hall()
    assert hall.entries[0].act.record is None and hall.entries[0].act.basis is None
    assert hall.book.founding == hall.letter().act.record


@pytest.mark.parametrize(
    "fields",
    [
        {"seen": Seen(root=armour(EMPTY_ROOT), size=1)},
        {"seen": Seen(root=armour(bytes(32)), size=0)},
        {"issuers": ()},
        {"issuers": ("body/senate",)},
        {"refs": (Reference(relation="cites", target="act/0"),)},
        {"record": "ab" * 32, "basis": "act/0"},
    ],
)
def test_the_founding_has_seen_nothing_rests_on_nothing_and_is_issued_by_what_it_founds(fields: dict[str, Any]) -> None:
    assert "founding" in refused(**fields)


def test_the_founding_comes_no_more_from_the_future_than_any_act() -> None:
    assert refused(date=date(2026, 6, 2)) == {"from-the-future"}
    assert refused(enter_by=date(2026, 5, 31)) == {"entered-too-late", "enter-by"}
    assert refused(date=date(2026, 5, 1), enter_by=date(2026, 5, 31)) == {"entered-too-late"}


def test_every_key_that_the_founding_enrols_signs_it_and_no_other() -> None:
    assert refused(unsigned=("president",)) == {"no-possession"}
    assert refused(unsigned=("keeper-7",)) == {"no-possession"}
    held = constitution()
    assert refused(replace(held, holders=held.holders[1:])) == set()
    stranger = replace(
        held, holders=(FoundingHolder(post="post/president", person="person/1", key=key_text(seeded("x"))),)
    )
    assert refused(stranger) == {"no-possession", "stray-signature"}


def test_a_record_is_founded_once() -> None:
    hall = Hall()
    assert (
        hall.refuses(
            "founding",
            constitution(),
            also=("no-class", "no-possession", "missing-signature"),
            basis="act/0/rule/issued",
        )
        == "a record is founded once, by act 0"
    )
    first = Judge()
    act = hall.draft(Issued(form="statement", authentic=("en",)))
    assert {b.code for b in first.objections(act, "ab" * 32, [], 1780304400)} >= {"founding"}


# Keepers


def keepers(number: int = 7, **fields: Any) -> tuple[Keeper, ...]:
    """The hall's keepers, changed."""
    made = tuple(replace(k, **fields) for k in constitution().keepers[:number])
    return made


@pytest.mark.parametrize(
    ("held", "needed"),
    [
        (keepers(4), 3),
        (keepers(outside=None), 4),
        (keepers(area="area/1"), 4),
        (keepers(community="community/tolun"), 4),
        (keepers()[1:], 4),
    ],
)
def test_keepers_are_five_or_more_from_many_places_and_one_is_an_outside_institution(
    held: tuple[Keeper, ...], needed: int
) -> None:
    law = rules(keepers_needed=needed, classes=default_classes(POSTS[:3], POSTS[3:], needed))
    found = refused(constitution(keepers=held, rules=law))
    assert "founding" in found


def test_two_keepers_may_be_neighbours_and_a_third_may_not() -> None:
    apart = constitution().keepers
    two = (replace(apart[0], area="area/2"), *apart[1:])
    assert refused(constitution(keepers=two)) == set()
    three = (replace(apart[0], area="area/2"), apart[1], replace(apart[2], area="area/2"), *apart[3:])
    assert refused(constitution(keepers=three)) == {"founding"}


def test_one_key_has_one_purpose() -> None:
    held = constitution()
    assert refused(constitution(log=held.keepers[0].key)) == {"key-again"}
    assert refused(constitution(gate=armour(seeded("log").cosigner_material))) == {"key-again"}
    assert "key-type" in refused(constitution(gate=key_text(seeded("gate"))))
    assert "key-type" in refused(constitution(log=armour(seeded("log").cosigner_material)))


# Places


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"organisations": (Organisation(id="body/assembly", form="assembly"),)}, "founding"),
        (
            {"organisations": (*constitution().organisations, Organisation(id="body/assembly", form="other"))},
            "founding",
        ),
        ({"communities": (*constitution().communities, Community(id="community/tolun", guaranteed=1))}, "founding"),
        ({"posts": constitution().posts[1:]}, "founding"),
        ({"holders": (*constitution().holders[:4], replace(constitution().holders[4], person="person/1"))}, "founding"),
        (
            {"holders": (*constitution().holders[:4], replace(constitution().holders[4], post="post/president"))},
            "founding",
        ),
        ({"seats": (Seats(body="body/assembly", first=5, last=4),)}, "seats"),
        (
            {"seats": (Seats(body="body/assembly", first=1, last=4), Seats(body="body/assembly", first=4, last=5))},
            "seats",
        ),
        ({"seats": (Seats(body="body/senate", first=1, last=4),)}, "seats"),
        ({"seats": (Seats(body="body/assembly", first=1, last=4, community="community/ghosts"),)}, "seats"),
        ({"continues": (Predecessor(record="ab" * 32, size=1, root=armour(bytes(32))),)}, "founding"),
        ({"ground": "split"}, "founding"),
        ({"rules": rules(version=2)}, "founding"),
    ],
)
def test_what_is_founded_hangs_together(fields: dict[str, Any], code: str) -> None:
    assert code in refused(constitution(**fields))


def test_bodies_posts_and_seats_come_later_under_new_names() -> None:
    hall = Hall()
    text = hall.adopt("decision")
    by = {"basis": text.ref, "signatories": GRAVE}
    new = Established(
        organisations=(Organisation(id="body/archive", form="committee", within="body/assembly"),),
        communities=(Community(id="community/nor", guaranteed=1),),
        posts=(Post(id="post/archivist", body="body/archive", role="other", signs="no", term_months=12),),
        seats=(Seats(body="body/archive", first=10, last=12, community="community/nor"),),
    )
    hall.refuses("office", replace(new, from_=hall.today - timedelta(days=1)), **by)
    hall.enter(replace(new, from_=hall.today + timedelta(days=5)), **by)
    assert hall.book.organisations["body/archive"].from_ == hall.today + timedelta(days=5)
    assert len(hall.book.seats_of("body/archive", hall.today)) == 0
    assert len(hall.book.seats_of("body/archive", hall.today + timedelta(days=5))) == 3
    hall.refuses("label-again", replace(new, seats=()), **by)
    hall.refuses("seats", Established(seats=(Seats(body="body/assembly", first=12, last=13),)), **by)
    hall.refuses("office", Established(posts=(replace(new.posts[0], id="post/x", body="body/senate"),)), **by)
    twice = Established(
        organisations=(Organisation(id="body/x", form="other"), Organisation(id="body/x", form="court"))
    )
    hall.refuses("label-again", twice, **by)


def test_a_body_that_is_dissolved_issues_nothing_more() -> None:
    hall = Hall()
    hall.seat_officers()
    hall.refuses(
        "office", Dissolved(ends=("body/senate",)), also=("not-announced", "too-few-keepers"), signatories=GRAVE
    )
    end = hall.entrench(Dissolved(ends=("body/government",)))
    assert hall.book.organisations["body/government"].dissolved == end.number
    hall.refuses("no-such-body", Issued(form="statement", authentic=("en",)), issuers=("body/government",))


def test_what_an_annulled_act_established_ends_on_that_day() -> None:
    hall = Hall()
    entry = hall.found_post("post/treasurer")
    hall.days(3).amend(Annulled(ground="quorum", from_="the-start"), entry, signatories=GRAVE)
    assert hall.book.posts["post/treasurer"].until == hall.today - timedelta(days=1)


# Rules


def row(case: str, **fields: Any) -> Rules:
    """The hall's rules with one row of the table changed."""
    return rules(classes=tuple(replace(r, **fields) if r.case == case else r for r in rules().classes))


MAJORITY = Majority(name="simple", of="votes-cast", num=1, den=2, test="more-than")


@pytest.mark.parametrize(
    "law",
    [
        row("issued", needs=1),
        row("issued", class_="notice"),
        row("annulled", class_="ordinary"),
        row("annulled", also=()),
        row("annulled", also=("post/vice-president",)),
        row("issued", posts=("post/president",)),
        row("issued", posts=("post/president", "post/ghost")),
        row("concluded", keepers=0),
        row("concluded", keepers=3),
        row("concluded", keepers=8),
        row("vacated/resigned", posts=("post/president", "post/secretary")),
        row("issued", posts=(HOLDER,), needs=2),
        rules(classes=(*rules().classes, rules().classes[0])),
        rules(classes=(*rules().classes, ClassRow(case="coup", class_="ordinary", needs=2, posts=POSTS[:3]))),
        rules(transition=POSTS[:3]),
        rules(transition=(*POSTS[:3], POSTS[2])),
        rules(transition=(*POSTS[:3], "post/ghost")),
        rules(keepers_needed=3, classes=default_classes(POSTS[:3], POSTS[3:], 3)),
        rules(keepers_needed=8, classes=default_classes(POSTS[:3], POSTS[3:], 8)),
        rules(contest_bodies=("post/ghost",)),
        rules(majorities=(replace(MAJORITY, num=0),)),
        rules(majorities=(replace(MAJORITY, num=3),)),
        rules(majorities=(MAJORITY, MAJORITY)),
        rules(quorum=Quorum(num=2, den=1, test="at-least")),
        rules(languages=()),
        rules(authentic=()),
        rules(authentic=("de",)),
        rules(witnesses_needed=1),
    ],
)
def test_rules_that_would_not_work_or_let_two_officers_do_everything_are_refused(law: Rules) -> None:
    assert "rules" in refused(constitution(rules=law))


def test_every_case_has_a_row_in_the_shipped_table_and_none_below_its_floor() -> None:
    shipped = {r.case: r for r in rules().classes}
    assert set(shipped) == set(CASES)
    assert all(
        (shipped[case].class_, shipped[case].needs) == floor or shipped[case].needs >= floor[1]
        for case, floor in CASES.items()
    )


def test_rules_follow_one_version_at_a_time_and_never_work_backwards() -> None:
    hall = Hall()
    by = {"signatories": GRAVE}
    hall.refuses("rules", RulesAdopted(rules=rules(group_least=6)), **by)
    hall.refuses("rules", RulesAdopted(rules=rules(version=3, group_least=6)), **by)
    hall.refuses("rules", RulesAdopted(rules=rules(version=2), in_force=hall.today - timedelta(days=1)), **by)
    later = hall.today + timedelta(days=5)
    entry = hall.enter(RulesAdopted(rules=rules(version=2, group_least=6), in_force=later), **by)
    assert (hall.book.rules_on(later - timedelta(days=1)).act, hall.book.rules_on(later).act) == (0, entry.number)
    statement = Issued(form="statement", authentic=("en",))
    hall.on(later).refuses("no-basis", statement, basis="act/0/rule/issued")
    hall.enter(statement, basis=f"{entry.ref}/rule/issued")


def test_a_witness_key_of_the_newer_kind_fits_into_the_rules() -> None:
    witness = WitnessKey(name="witness0.example/w", key=armour(b"\x06" + bytes(1312)))
    hall = Hall(constitution(rules=rules(witnesses=(witness,), witnesses_needed=1)))
    assert hall.book.rules.witnesses[0].key.startswith("Bg")


def test_rules_annulled_from_the_start_never_governed_the_next_day() -> None:
    hall = Hall()
    entry = hall.enter(RulesAdopted(rules=rules(version=2, group_least=6)), signatories=GRAVE)
    letter = hall.letter()
    hall.days(1)
    hall.amend(Annulled(ground="forgery", from_="the-start"), entry, signatories=GRAVE)
    assert hall.book.rules_on(hall.today).act == 0
    assert hall.book.questions[letter.number].because == hall.entries[-1].number, "its basis never was (edges)"
