"""The algebra of amending, on histories nobody thought of (register law §5, G1–G5, and T6).

Two kinds of history: heaps of amending acts that name anything before them, judged by nobody, for what must hold of
every heap; and random lives of a chamber (`lives.py`), where the law let every act in. Each rule is told again here
by the plainest means there are, and compared.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any

from qurultay.acts.act import Act, Entry, Reference, text_hash, text_of
from qurultay.acts.amending import Annulled, Change, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.constituting import Constituted
from qurultay.acts.register import enter, register
from qurultay.acts.resolving import Adopted, Provision
from qurultay.acts.standing import UNTOUCHED, Standing, fallen_in, settle
from qurultay.acts.writing import Issued
from qurultay.record.judging import Judge
from qurultay.tlog.tree import leaf_hash
from tests.acts.drawn import act_of
from tests.acts.lives import Life
from tests.hall import Hall, constitution
from tests.record.forge import a_part, checked, files_of

Campaign = Callable[[int], int]
TEXT = Adopted(
    text="resolution",
    body="body/assembly",
    how="without-a-vote",
    authentic=("en",),
    provisions=(Provision(label="1"), Provision(label="2")),
    number="resolution/1",
)
LETTER = Issued(form="letter", authentic=("en",), number="letter/1", addressee="addressee/osmark")
FIELDS = ("body.number", "parts.title.en", "date")


def entered(number: int, body: Any, *targets: str) -> Entry:
    """An act in place, dated a day after the one before it."""
    refs = tuple(Reference(relation="amends", target=target) for target in targets)
    day = date(2026, 6, 1) + timedelta(days=number)
    act = replace(act_of(body), date=day, refs=refs, parts={"title.en": "0" * 64}, id=f"{number:08}")
    if isinstance(body, Constituted):
        act = replace(act, record=None, basis=None)
    return Entry(number=number, act=act, entered=1_780_000_000 + 86_400 * number, text_hash=f"{number:064x}")


def heap(seed: int, size: int = 14) -> list[Entry]:
    """A founding, texts and letters, and amending acts upon anything before them, themselves included."""
    chance = Random(seed)
    entries = [entered(0, constitution()), entered(1, TEXT), entered(2, LETTER)]
    while len(entries) < size:
        entries.append(entered(len(entries), *amendment(chance, entries)))
    return entries


def amendment(chance: Random, entries: list[Entry]) -> tuple[Any, ...]:
    """A body and what it amends."""
    named = chance.sample(range(len(entries)), min(len(entries), chance.choice((1, 1, 1, 2))))
    targets = [f"act/{number}" for number in named]
    match chance.choice(
        ("text", "letter", "annulled", "annulled", "annulled", "provision", "corrected", "corrected", "other")
    ):
        case "text":
            return (TEXT,)
        case "letter":
            return (LETTER,)
        case "annulled":
            return (annulled(chance), *targets)
        case "provision":
            texts = [entry.ref for entry in entries if isinstance(entry.act.body, Adopted)]
            return (annulled(chance), f"{chance.choice(texts)}/provision/{chance.choice('12')}")
        case "corrected":
            texts = [entry for entry in entries if isinstance(entry.act.body, Adopted | Issued)]
            return (correction(chance), chance.choice(texts).ref)
        case _:
            step = chance.choice(("opened", "opened", "withdrawn", "decided"))
            bodies = (
                Confirmed(ground="late"),
                Withheld(names=("title.en",), ground="safety"),
                Contested(step=step, ground="doubt"),
            )
            return (chance.choice(bodies), *targets[:1])


def annulled(chance: Random) -> Annulled:
    return Annulled(ground="forgery", from_=chance.choice(("the-start", "now")))


def correction(chance: Random) -> Corrected:
    news = {
        "body.number": f"number/{chance.randrange(99)}",
        "parts.title.en": f"{chance.randrange(99):064}",
        "date": f"2026-05-{chance.randrange(10, 30)}",
    }
    fields = chance.sample(FIELDS, chance.choice((1, 1, 2)))
    return Corrected(changes=tuple(Change(field=field, was="whatever it was", now=news[field]) for field in fields))


def names(entry: Entry) -> tuple[str, ...]:
    return tuple(ref.target for ref in entry.act.refs)


def solutions(entries: list[Entry]) -> Iterator[set[int]]:
    """Every set of standing annulments that agrees with itself: one stands if and only if no standing one names it."""
    numbers = [entry.number for entry in entries if isinstance(entry.act.body, Annulled)]
    for said in product((True, False), repeat=len(numbers)):
        standing = {number for number, stands in zip(numbers, said, strict=True) if stands}
        struck = {target for number in standing for target in names(entries[number])}
        if all((f"act/{number}" not in struck) == (number in standing) for number in numbers):
            yield standing


def test_who_falls_has_one_answer_and_no_other(campaign: Campaign) -> None:
    """G1, by trying every answer there could be."""
    for seed in range(campaign(3000)):
        entries = heap(seed)
        (standing,) = solutions(entries)
        assert set(fallen_in(entries)) == {target for number in standing for target in names(entries[number])}, seed


def test_the_first_standing_annulment_says_from_when_and_why(campaign: Campaign) -> None:
    for seed in range(campaign(1000)):
        entries = heap(seed)
        (standing,) = solutions(entries)
        for target, fall in fallen_in(entries).items():
            assert fall.by == min(number for number in standing if target in names(entries[number])), (seed, target)


def standing_acts(entries: list[Entry]) -> list[Entry]:
    (annulments,) = solutions(entries)
    struck = {target for number in annulments for target in names(entries[number])}
    return [entry for entry in entries if entry.ref not in struck]


def value(act: Act, field: str) -> str:
    return str(
        {"body.number": getattr(act.body, "number", None), "parts.title.en": act.parts["title.en"], "date": act.date}[
            field
        ]
    )


def test_the_last_standing_correction_of_a_field_wins(campaign: Campaign) -> None:
    """G2, field by field: what was asked as `was` at entry is not asked again."""
    for seed in range(campaign(3000)):
        entries = heap(seed)
        said = {
            (ref.number, change.field): change.now
            for entry in standing_acts(entries)
            if isinstance(entry.act.body, Corrected)
            for ref in entry.act.refs
            for change in entry.act.body.changes
        }
        for entry in settle(entries).entries:
            for field in FIELDS:
                expected = said.get((entry.number, field), value(entries[entry.number].act, field))
                assert value(entry.act, field) == expected, (seed, entry.number, field)


def test_of_two_corrections_either_may_be_annulled_or_both() -> None:
    """The note's own example: A→B (c1), B→C (c2)."""

    def numbered(now: str) -> Corrected:
        return Corrected(changes=(Change(field="body.number", was="", now=now),))

    entries = [
        entered(0, constitution()),
        entered(1, LETTER),
        entered(2, numbered("b/1"), "act/1"),
        entered(3, numbered("c/1"), "act/1"),
    ]
    fall = Annulled(ground="procedure", from_="now")

    def reads(*targets: str) -> Any:
        return settle([*entries, entered(4, fall, *targets)]).entries[1].act.body.number  # type: ignore[union-attr]  # a letter

    assert (reads("act/2"), reads("act/3"), reads("act/2", "act/3")) == ("c/1", "b/1", "letter/1")


def test_annulling_an_annulment_gives_everything_back(campaign: Campaign) -> None:
    """Standing and settled values are what they were before either."""
    for seed in range(campaign(3000)):
        entries, chance = heap(seed), Random(seed)
        size, fall = len(entries), Annulled(ground="forgery", from_="now")
        first = entered(size, fall, *{entry.ref for entry in chance.sample(entries, chance.choice((1, 2)))})
        twice = settle([*entries, first, entered(size + 1, fall, first.ref)])
        once = settle(entries)
        assert twice.entries[:size] == once.entries, seed
        assert {n: twice.standing.get(n, UNTOUCHED) for n in range(size)} == {
            n: once.standing.get(n, UNTOUCHED) for n in range(size)
        }, seed
        assert {target: fall for target, fall in twice.fallen.items() if target != first.ref} == once.fallen, seed


def test_nothing_falls_that_is_not_named(campaign: Campaign) -> None:
    """G3: an annulment moves what it names and, where that is an annulment or a correction, what that had moved."""
    for seed in range(campaign(2000)):
        entries = heap(seed)
        target = Random(seed).choice(entries)
        before, after = (
            settle(entries),
            settle([*entries, entered(len(entries), Annulled(ground="forgery", from_="now"), target.ref)]),
        )
        for entry in entries:
            if entry.number not in moved(entries, target.number):
                assert after.standing.get(entry.number) == before.standing.get(entry.number), (seed, entry.number)
                assert after.entries[entry.number] == before.entries[entry.number], (seed, entry.number)


def moved(entries: list[Entry], number: int) -> set[int]:
    reached, waiting = {number}, [number]
    while waiting:
        for ref in entries[waiting.pop()].act.refs:
            if ref.number not in reached:
                reached.add(ref.number)
                waiting.append(ref.number)
    return reached


def one_by_one(entries: list[Entry]) -> Register:
    book = Register()
    for entry in entries:
        book = enter(book, entry)
    return book


def said(standing: dict[int, Standing]) -> dict[int, Standing]:
    return {number: held for number, held in standing.items() if held != UNTOUCHED}


def test_standing_entered_one_by_one_is_standing_read_at_once(campaign: Campaign) -> None:
    """What the gate keeps act by act, in a few steps each, is what the definition says of the whole."""
    for seed in range(campaign(1500)):
        entries = heap(seed, 20)
        book, settled = one_by_one(entries), settle(entries)
        assert book.fallen == settled.fallen, seed
        assert said(book.standing) == said(settled.standing), seed
        for (number, field), changes in book.changes.items():
            assert not changes or changes[-1][1] == value(settled.entries[number].act, field), (seed, number, field)


def test_an_annulment_that_turns_twice_in_one_step_ends_where_the_definition_does() -> None:
    """No such heap enters, since an annulment is annulled alone; but whoever reads one must not be led astray."""
    named = (("act/2", "act/0"), ("act/3",), ("act/3", "act/4"), ("act/5", "act/0"), ("act/6",), ("act/4",))
    fall = Annulled(ground="forgery", from_="now")
    entries = [entered(0, constitution()), entered(1, TEXT), entered(2, LETTER)]
    for targets in named:
        entries.append(entered(len(entries), fall, *targets))
        assert one_by_one(entries).fallen == fallen_in(entries)


# Lives of a chamber.

AUTHORITY = (
    "label", "organisations", "communities", "posts", "seats", "keepers", "rules_history", "assigned", "designated",
    "taken", "tenures", "keys", "key_rings", "materials", "sessions", "ordinals", "elections", "texts", "not_adopted",
    "observances", "plans", "series", "unused", "concluded", "fallen", "announced", "stands", "recovering", "stopped", "suspensions",
    "withheld_days", "ids", "names", "resting_on", "named_by", "weighty",
)  # fmt: skip
"""Pages that decide who may do what. Replies and findings are only told; they are read from the whole record."""


@lru_cache(200)
def life(seed: int) -> Life:
    return Life(seed)


def decisive(book: Register) -> dict[str, Any]:
    """What authority is read from, with the calls and pledges as far as they may still be carried."""
    pages = {name: getattr(book, name) for name in AUTHORITY}
    asked = {
        ref: (call.operation, call.asked, call.ended, call.ended_how, call.letters) for ref, call in book.calls.items()
    }
    pledged = {ref: (each.operation, each.made, each.ended, each.ended_how) for ref, each in book.commitments.items()}
    lapsing = {number: question for number, question in book.questions.items() if question.lapses is not None}
    return pages | {"calls": asked, "commitments": pledged, "lapsing": lapsing, "standing": said(book.standing)}


def test_a_chamber_lives_a_full_life(campaign: Campaign) -> None:
    """Properties of lives in which nothing happens would prove nothing."""
    kinds = {entry.act.kind for seed in range(campaign(500)) for entry in life(seed).entries}
    assert len(kinds) >= 24
    refused = {code for seed in range(campaign(500)) for *_, codes in life(seed).hall.attempts for code in codes}
    assert len(refused) >= 12


def test_entering_one_by_one_and_reading_at_once_agree(campaign: Campaign) -> None:
    for seed in range(campaign(1500)):
        book = life(seed).hall.book
        assert decisive(book) == decisive(register(book.entries)), seed


def test_a_refused_act_leaves_no_trace(campaign: Campaign) -> None:
    """Judging looks and does not touch: the book of the gate is the book of the entered acts alone."""
    for seed in range(campaign(500)):
        book = life(seed).hall.book
        alone = one_by_one(book.entries)
        alone.founding = book.founding
        assert alone == book, seed


def test_authority_over_a_prefix_never_changes_by_any_suffix(campaign: Campaign) -> None:
    """R0: every attempt ever made is judged again, with only the acts before it in the world; all is said as it was."""
    for seed in range(campaign(300)):
        lived, fresh, number = life(seed).hall, Judge(), 0
        for at, act, signed, second, codes in lived.attempts:
            while number < at:
                fresh.book = enter(fresh.book, lived.entries[number])
                fresh.book.founding = lived.book.founding
                fresh.tree.append(leaf_hash(lived.notes[number]))
                fresh.roots.append(fresh.tree.root())
                number += 1
            found = fresh.objections(act, text_hash(text_of(act)), signed, second)
            assert [breach.code for breach in found] == codes, (seed, at, act.kind)


EFFECTS = {
    "rules-adopted": "in_force",
    "established": "from_",
    "dissolved": "from_",
    "repealed": "from_",
    "adopted": "from_",
    "impeded": "since",
    "key-revoked": "since",
}
AMENDING = ("corrected", "confirmed", "annulled", "withheld", "contested")


def begins(act: Act) -> date:
    """The day an act's effect begins, told once more."""
    if act.kind == "vacated":
        happened = getattr(act.body, "happened", None) or ""
        return date.fromisoformat(happened) if len(happened) == 10 else act.date
    return getattr(act.body, EFFECTS.get(act.kind, ""), None) or act.date


HELD = (
    "organisations", "communities", "posts", "seats", "keepers", "rules_history", "assigned", "designated", "taken",
    "tenures", "keys", "sessions", "elections", "texts", "not_adopted", "calls", "commitments", "letters", "replies",
    "deposits", "reports", "positions", "observances", "plans", "concluded", "standing", "fallen",
)  # fmt: skip
"""Pages that answer what held on a day; the others say where to find an act."""


def test_a_later_act_changes_a_day_only_if_it_reaches_back_or_amends(campaign: Campaign) -> None:
    """T6: for a fixed day, entry m matters only if its effect begins by that day, or if it amends."""
    changed = 0
    for seed in range(campaign(200)):
        entries, chance = life(seed).entries, Random(seed)
        day = chance.choice(entries).act.date + timedelta(days=chance.choice((0, 0, 1, 10)))
        before = held_on(entries, day, 1)
        for known in range(2, len(entries) + 1):
            after, latest = held_on(entries, day, known), entries[known - 1].act
            if begins(latest) > day and latest.kind not in AMENDING:
                assert after == before, (seed, known, day, latest.kind)
            changed += after != before
            before = after
    assert changed > campaign(200)


def held_on(entries: list[Entry], day: date, known: int) -> dict[str, Any]:
    book = register(entries, on=day, known=known)
    return {name: getattr(book, name) for name in HELD}


def test_what_was_known_then_is_the_register_of_the_acts_of_then(campaign: Campaign) -> None:
    for seed in range(campaign(200)):
        entries, known = life(seed).entries, Random(seed).randrange(1, 15)
        assert register(entries, known=known) == register(entries[:known])
        day = entries[-1].act.date
        assert register(entries, on=day, known=known) == register(entries[:known], on=day)


def test_an_annulment_of_a_letter_leaves_the_letter_and_everything_else(campaign: Campaign) -> None:
    """G3 on the pages: other letters, tenures, keys, rules and texts are untouched."""
    for seed in range(campaign(300)):
        entries = life(seed).entries
        letters = [entry for entry in entries if isinstance(entry.act.body, Issued)]
        if not letters:
            continue
        number = Random(seed).choice(letters).number
        last = entered(len(entries), Annulled(ground="forgery", from_="the-start"), f"act/{number}")
        before, after = register(entries), register([*entries, last])
        assert set(after.letters) == set(before.letters)
        for page in ("tenures", "keys", "rules_history", "texts", "commitments", "sessions", "questions"):
            assert getattr(after, page) == getattr(before, page), (seed, page)
        untouched = {n: letter for n, letter in after.letters.items() if n != number}
        assert untouched == {n: letter for n, letter in before.letters.items() if n != number}


PARTS = ("title.en", "title.ug", "summary.en", "reason.en", "file.pdf")


def test_withholding_any_parts_changes_nothing_but_what_can_be_read(campaign: Campaign) -> None:
    """G5, fold of the withheld record: the files may stay or go, the register and every other proof are the same."""
    for seed in range(campaign(40)):
        chance, hall, files = Random(seed), Hall(), dict[str, bytes]()
        for body in (TEXT, replace(LETTER, number="letter/2"), LETTER):
            made = {name: a_part(f"{len(hall.notes)} {name}") for name in PARTS}
            files |= dict(made.values())
            hall.enter(body, parts={name: digest for name, (digest, _) in made.items()})
        before, gone = register(hall.entries), set[str]()
        for entry in hall.entries[1:4]:
            taken = tuple(chance.sample(PARTS, chance.randrange(len(PARTS) + 1)))
            if taken:
                hall.enter(Withheld(names=taken, ground="safety"), refs=(("amends", entry.ref),))
                gone |= {entry.act.parts[name] for name in taken}
        whole = checked(files_of(hall.notes, files))
        left = checked(files_of(hall.notes, {digest: file for digest, file in files.items() if digest not in gone}))
        assert (left.book, left.size, left.founding) == (whole.book, whole.size, whole.founding), seed
        assert len(left.parts.withheld) == len(gone)
        after = register(hall.entries)
        assert {page: getattr(after, page) for page in HELD if page != "standing"} == {
            page: getattr(before, page) for page in HELD if page != "standing"
        }, seed


def test_no_page_but_the_index_of_names_is_read_from_parts(campaign: Campaign) -> None:
    """R8, G5: without any parts, or with others, a life says the same of everybody."""
    for seed in range(campaign(200)):
        entries = life(seed).entries
        bare = [replace(entry, act=replace(entry.act, parts={}, sealed={"text.en": "ab" * 32})) for entry in entries]
        told, untold = register(entries), register(bare)
        untold.names, untold.named = told.names, told.named
        untold.entries, untold.standing = told.entries, told.standing
        assert untold == told, seed
