"""What rests on an act that fell is read again, and nothing else; what is said then is what reading all of it says.

The oracle is a register without a footing: after every annulment and confirmation it reads all its acts again.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from qurultay.acts import rereading
from qurultay.acts.act import Entry
from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.book import Register
from qurultay.acts.constituting import RulesAdopted
from qurultay.acts.convening import Convened, Opened, SessionOpening
from qurultay.acts.footed import Footed
from qurultay.acts.footing import Footing
from qurultay.acts.office import Appointed, Assignment, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.register import enter
from qurultay.acts.resolving import Repealed
from qurultay.acts.restoring import restored_by
from qurultay.acts.rules import Rules
from qurultay.record.judging import Judge
from qurultay.tlog.armour import armour
from tests.acts.lives import DEEDS, FOUNDING, Chamber, Life, annul, confirm, recover, withhold
from tests.acts.test_algebra import LETTER, TEXT, entered, life
from tests.hall import GRAVE, Hall, amends, constitution, key_text, parts, rules, seeded

Campaign = Callable[[int], int]
STANDING = ("post/president", "post/secretary", "post/teller")
"""Three who sign a grave act while the speaker's office is what it is about."""


class Stormy(Life):
    """A life that ends in a storm of annulments, confirmations, recoveries and what they are about."""

    def live(self, steps: int, *more: Callable[[Life], None]) -> None:
        super().live(steps, *more)
        super().live(steps // 2, *(annul,) * 3 * len(DEEDS), *(confirm, withhold, recover) * 12)


def both(entries: list[Entry]) -> Iterator[tuple[Register, Register]]:
    """The registers of each prefix: as it is kept, and read whole after every annulment."""
    kept, whole = Register(), Register(patience=rereading.NEVER)
    for entry in entries:
        kept, whole = enter(kept, entry), enter(whole, entry)
        assert whole.footed is None
        yield kept, whole


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Counter[bool]:
    """How often reading again what rests on the fallen was enough, and how often it was too much."""
    found, plain = Counter[bool](), rereading.read_again

    def counted(*args: Any) -> bool:
        enough = plain(*args)
        found[enough] += 1
        return enough

    monkeypatch.setattr(rereading, "read_again", counted)
    return found


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each act was read on a footing."""
    found, plain = Counter[int](), Footed.read

    def counted(self: Footed, entry: Entry, add: Any) -> Any:
        found[entry.number] += 1
        return plain(self, entry, add)

    monkeypatch.setattr(Footed, "read", counted)
    return found


def test_reading_what_rests_on_the_fallen_says_what_reading_all_says(campaign: Campaign, ways: Counter[bool]) -> None:
    """Page by page, after every act of thousands of lives."""
    for seed in range(campaign(2000)):
        for kept, whole in both(life(seed).entries):
            assert kept == whole, (seed, kept.size)
    assert ways[True] > campaign(2000)


def test_a_storm_of_annulments_leaves_what_reading_all_says(campaign: Campaign, ways: Counter[bool]) -> None:
    annulled = 0
    for seed in range(campaign(400)):
        entries = Stormy(seed).entries
        annulled += sum(isinstance(entry.act.body, Annulled) for entry in entries)
        for kept, whole in both(entries):
            assert kept == whole, (seed, kept.size)
    assert annulled > 4 * campaign(400)
    assert ways[True] > 4 * campaign(400)


@pytest.mark.parametrize(("part", "few"), [(1, 8), (1 << 20, 0)])
def test_it_does_not_matter_how_much_is_too_much(
    campaign: Campaign, ways: Counter[bool], monkeypatch: pytest.MonkeyPatch, part: int, few: int
) -> None:
    """With everything read on the footing, and with a footing that is given up at once and laid again."""
    monkeypatch.setattr(rereading, "A_PART", part)
    monkeypatch.setattr(rereading, "A_FEW", few)
    monkeypatch.setattr(rereading, "PATIENCE", 1)
    for seed in range(campaign(300)):
        for kept, whole in both(life(seed).entries):
            assert kept == whole, (seed, kept.size)
    assert ways[part == 1] > ways[part > 1]


def test_a_register_kept_in_mid_history_goes_on_as_it_would_have(campaign: Campaign) -> None:
    """A footing is never kept: after any act, a register that was put away and taken out again says the same."""
    laid = 0
    for seed in range(campaign(200)):
        kept, resumed = Register(), Register()
        for entry in life(seed).entries:
            kept, resumed = enter(kept, entry), enter(resumed, entry)
            laid += kept.footed is not None
            if entry.number % 3 == seed % 3:
                resumed = pickle.loads(pickle.dumps(resumed))
                assert resumed.footed is None
            assert kept == resumed, (seed, entry.number)
    assert laid > 5 * campaign(200)


# What it costs


@pytest.fixture
def hall() -> Chamber:
    """A chamber of full seats and long terms."""
    chamber = Chamber(replace(FOUNDING, rules=rules(contest_days=700, founding_days=3650)))
    chamber.fill_seats()
    return chamber


def texts(hall: Hall, number: int) -> list[Entry]:
    return [named(hall, hall.adopt, "pledge") for _ in range(number)]


def named(hall: Hall, deed: Callable[..., Entry], *args: Any) -> Entry:
    """Time goes by, so that no two acts draw one id."""
    hall.clock += timedelta(minutes=10)
    return deed(*args)


def acts(hall: Hall, body: Any, **fields: Any) -> Entry:
    hall.clock += timedelta(minutes=10)
    fields = {"signatories": GRAVE} | fields
    return hall.enter(body, id=f"{len(hall.notes):08}", **fields)


def new_keys(hall: Hall, number: int, signatories: tuple[str, ...] = GRAVE) -> list[Entry]:
    keys = [seeded("post/teller", each + 1) for each in range(number)]
    bodies = [KeyEnrolled(use="acts", key=key_text(key), post="post/teller", person="person/5") for key in keys]
    given = zip(bodies, keys, strict=True)
    return [acts(hall, body, with_keys=(key,), signatories=signatories) for body, key in given]


def appointments(hall: Hall, number: int) -> list[Entry]:
    """One seat, vacated and filled, again and again."""
    made = []
    for each in range(number):
        sitter = hall.book.holder("seat/1", hall.today).person
        acts(hall, Vacated(place="seat/1", person=sitter, how="died"), signatories=("post/speaker", "post/secretary"))
        hall.days(1)
        first, last = hall.today + timedelta(days=1), date(2036, 1, 1)
        sitting = Assignment(to="seat/1", person=f"person/{900 + each}", from_=first, until=last)
        made.append(acts(hall, Appointed(to=(sitting,))))
        hall.days(2)
    return made


def repeals(hall: Hall, number: int) -> list[Entry]:
    made = []
    for text in texts(hall, number):
        body = Repealed(body="body/assembly", from_=hall.today + timedelta(days=1), how="without-a-vote")
        made.append(acts(hall, body, refs=amends(text), signatories=GRAVE[:2]))
    return made


def opened(hall: Hall, number: int) -> list[Entry]:
    """A session in which so many texts were adopted: its opening, which falls and stands again in turn."""
    zone = {"mode": "remote", "zone": "Europe/Istanbul", "offset": "+03:00"}
    last = hall.today + timedelta(days=99)
    acts(hall, Convened(session="session/1", body="body/assembly", opens=hall.today, closes=last, **zone))  # type: ignore[arg-type]  # words of the call
    opening = acts(hall, Opened(session=SessionOpening(session="session/1", entitled=9, present=9)))
    texts(hall, number)
    return [opening] * number


def annul_each(hall: Hall, made: list[Entry]) -> None:
    """Each falls; one that has fallen already stands again."""
    for each in made:
        fall = hall.book.fallen.get(each.ref)
        target = hall.entries[fall.by] if fall is not None else each
        seat: Any = "stays" if restored_by(hall.book, target.number) else None
        acts(hall, Annulled(ground="forgery", from_="the-start", seat=seat), refs=amends(target))


@pytest.mark.parametrize("kind", [texts, new_keys, appointments, repeals, opened])
def test_an_annulment_costs_what_rests_on_it_and_not_the_whole_register(
    kind: Callable[[Hall, int], list[Entry]], hall: Chamber, read: Counter[int]
) -> None:
    made = kind(hall, 60)
    annul_each(hall, made)
    named = {each.ref for each in made}
    assert len(hall.book.fallen) >= len(named)
    weighty = len(hall.book.weighty)
    assert weighty > 60
    assert weighty <= read.total() <= weighty + 4 * len(made)
    *_, (kept, whole) = both(hall.entries)
    assert kept == whole


def test_where_much_rests_on_what_falls_the_register_is_read_whole_and_no_more(
    hall: Chamber, read: Counter[int], ways: Counter[bool]
) -> None:
    """Rules under which all keys were enrolled: a footing is given up, and not laid again at once."""
    held = hall.book.rules
    new = acts(hall, rulings(held))
    hall.days(1)
    new_keys(hall, 60)
    weighty = len(hall.book.weighty)
    annul_each(hall, [new] * 40)
    assert ways[False] >= 3
    assert read.total() <= 40 * weighty // rereading.PATIENCE + 40 * weighty // rereading.A_PART + 2 * weighty
    *_, (kept, whole) = both(hall.entries)
    assert kept == whole


def rulings(held: Rules) -> RulesAdopted:
    """The next rules, with other days for keys."""
    return RulesAdopted(rules=replace(held, version=held.version + 1, key_days=300))


def test_whoever_asks_for_everything_fills_nobodys_memory(hall: Chamber, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key was lost on the first day, so each loss puts everything the teller signed in question."""
    monkeypatch.setattr(rereading, "SPOTS_BESIDES", 500)
    lost, most = new_keys(hall, 30, STANDING), 0
    for each in lost:
        body = each.act.body
        assert isinstance(body, KeyEnrolled)
        since = KeyRevoked(
            name="tolunay.example/teller", key=body.key, how="revoked", ground="lost", since=date(2026, 6, 1)
        )
        acts(hall, since, signatories=STANDING)
    for each in lost:
        annul_each(hall, [each])
        if hall.book.footed is not None:
            most = max(most, hall.book.footed.footing.spots)
    assert most <= rereading.SPOTS * hall.book.size + 500
    assert hall.book.patience == rereading.NEVER
    *_, (kept, whole) = both(hall.entries)
    assert kept == whole


# At the edges


def gates(hall: Hall, number: int) -> list[Entry]:
    """One gate after another, each ending the one before."""
    made = []
    for each in range(1, number + 1):
        key = armour(seeded("gate", each).cosigner_material)
        made.append(acts(hall, KeyEnrolled(use="gate", key=key)))
    return made


def test_keys_that_never_were_leave_the_ring_without_a_gap(hall: Chamber) -> None:
    """Several at once; those after them move up, and the last before them is in force until the next."""
    texts(hall, 40)
    made = gates(hall, 6)
    annul_each(hall, made[:1])
    fall = acts(hall, Annulled(ground="forgery", from_="the-start"), refs=amends(*made[2:4]))
    left = [0, made[1].number, made[4].number, made[5].number]
    book = hall.book
    assert [book.keys[at].enrolled_by for at in book.key_rings["gate", None]] == left
    assert book.keys[book.key_rings["gate", None][1]].ended_by == made[4].number
    acts(hall, Annulled(ground="forgery", from_="the-start"), refs=amends(fall))
    assert len(hall.book.key_rings["gate", None]) == 6
    for kept, whole in both(hall.entries):
        assert kept == whole


def test_a_footing_that_a_confirmation_laid_knows_who_signed_what(hall: Chamber) -> None:
    """Nothing had fallen when it was laid; what a holder signed whose appointment falls later is in question (A11)."""
    impeded = acts(
        hall,
        Impeded(post="post/teller", person="person/5", cause="ill", since=hall.today),
        signatories=("post/speaker",),
    )
    term = Assignment(to="post/vice-president", person="person/32", from_=hall.today, until=date(2029, 1, 1))
    others = ("post/president", "post/secretary", "post/speaker")
    chosen = acts(hall, Appointed(to=(term,)), signatories=others)
    key = seeded("post/vice-president", 1)
    took = TookOffice(post="post/vice-president", person="person/32", key=key_text(key))
    acts(hall, took, signatories=others, with_keys=(key,), parts=parts("name.person-32.en"))
    hall.signers["post/vice-president"] = key
    acts(hall, Confirmed(ground="impediment"), refs=amends(impeded), signatories=others)
    assert (hall.book.fallen, hall.book.footed is not None) == ({}, True)
    signers = ("post/vice-president", "post/secretary", "post/speaker")
    (given,) = new_keys(hall, 1, signers)
    hall.days(3)
    annulment = acts(hall, Annulled(ground="forgery", from_="the-start"), refs=amends(chosen), signatories=others)
    assert hall.book.questions[given.number].because == annulment.number
    for kept, whole in both(hall.entries):
        assert kept == whole


def test_a_light_act_is_in_question_while_what_it_rests_on_has_fallen() -> None:
    """No such act enters after the fall; whoever reads one all the same reads it as any other."""
    fall = Annulled(ground="forgery", from_="the-start")
    entries = [entered(0, constitution()), entered(1, TEXT), entered(2, fall, "act/1")]
    letter = entered(3, LETTER)
    entries.append(replace(letter, act=replace(letter.act, basis="act/1/provision/1")))
    entries += [entered(4, fall, "act/2"), entered(5, fall, "act/4")]
    said = []
    for kept, whole in both(entries):
        assert kept == whole
        said.append(3 in kept.questions)
    assert said == [False, False, False, True, False, True]


# What it stands on


def test_tenures_of_one_place_follow_one_another(campaign: Campaign) -> None:
    """So that looking for a holder may end at the last who began by then."""
    for seed in range(campaign(300)):
        for held in life(seed).hall.book.tenures.values():
            for earlier, later in pairwise(held):
                assert (earlier.holds_over_until or earlier.until) < later.from_, seed


def test_whoever_holds_a_place_on_a_day_is_the_only_one_who_does(campaign: Campaign) -> None:
    for seed in range(campaign(100)):
        book = life(seed).hall.book
        for place, held in book.tenures.items():
            for day in {tenure.from_ + timedelta(days=each) for tenure in held for each in (-1, 0, 1, 30)}:
                holding = [tenure for tenure in held if tenure.holds_on(day)]
                assert holding == [found for found in [book.holder(place, day)] if found], (seed, place, day)


def reading(footing: Footing, number: int, *reads: str, writes: Any = None, on: str = "") -> list[Any]:
    footing.begin(number)
    for each in reads:
        footing.see((each, 0, -1))
    if on:
        footing.write((on, 0, -1), writes)
    return footing.end()


def test_only_who_read_what_an_act_wrote_rests_on_it() -> None:
    """The next act that writes the same spot ends it, though it still rests on it where it read it too."""
    footing, spot = Footing(), ("post", 0, -1)
    reading(footing, 1, on="post", writes="first")
    reading(footing, 2, "post")
    reading(footing, 3, "post", on="post", writes="second")
    reading(footing, 4, "post")
    assert reading(footing, 1, on="post", writes="first") == []
    assert reading(footing, 1, on="post", writes="other") == [spot]
    assert footing.readers(spot, 1) == [2, 3]
    assert footing.last(spot) == "second"
    assert reading(footing, 3) == [spot]
    assert (footing.readers(spot, 3), footing.last(spot)) == ([4], "other")
    assert reading(footing, 2) == []
    assert footing.readers(spot, 1) == [4]
    assert footing.spots == 2


def test_no_page_is_forgotten_when_a_footing_is_laid() -> None:
    """Each page is kept, read on the footing, or said once and for all; a new page points here."""
    asked = {each.name for each in fields(Register)} - {"on", "footed", "patience"}
    footed = Footed(Register())
    plain = {"communities"}  # written by acts whatever came later, and read by none
    assert asked == {*rereading.KEPT, *footed.pages, *rereading.ONCE_KNOWN, *plain}
    assert not set(rereading.ONCE_KNOWN) & set(footed.pages)


def test_a_judge_goes_on_with_the_register_it_has(hall: Chamber) -> None:
    """The founding stays known, whichever way the register was read again."""
    judge: Judge = hall.judge
    founding = judge.book.founding
    annul_each(hall, texts(hall, 3))
    assert (judge.book.founding, judge.book.footed is not None) == (founding, True)
