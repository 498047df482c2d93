"""Corrected: from the present wording, by the act's own posts, and never what authority rests on (G2, §5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qurultay.acts.amending import Annulled, Change, Corrected
from qurultay.acts.correcting import CORRECTABLE
from qurultay.acts.kinds import KINDS
from qurultay.acts.office import Vacated
from qurultay.acts.register import register
from qurultay.acts.resolving import Adopted, Figures
from qurultay.acts.writing import Issued, ReplyRecorded
from tests.hall import GRAVE, Hall, amends, parts

LETTER = Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number="letter/2026/14")


def change(field: str, was: str, now: str) -> Corrected:
    """A correction of one field."""
    return Corrected(changes=(Change(field=field, was=was, now=now),))


def wording(hall: Hall, target: int, now: str, was: str | None = None, **fields: object) -> int:
    """Correct the title of an act to other words; the number of the correction."""
    name = "title.en"
    present = parts(name, words=was)[name] if was is not None else hall.entries[target].act.parts[name]
    new = parts(name, words=now)
    return hall.amend(change(f"parts.{name}", present, new[name]), f"act/{target}", parts=new, **fields).number


def title(hall: Hall, number: int) -> str:
    """The title of an act as it is to be read."""
    return register(hall.entries).entries[number].act.parts["title.en"]


def test_a_correction_is_read_as_if_it_had_always_been_so_and_both_readings_stay() -> None:
    hall = Hall()
    letter = hall.enter(LETTER, parts=parts("title.en"))
    number = wording(hall, letter.number, "better")
    assert title(hall, letter.number) == parts("title.en", words="better")["title.en"]
    assert hall.entries[letter.number].act.parts == letter.act.parts
    assert register(hall.entries).standing_of(letter.number).corrected_by == (number,)


def test_corrections_that_cross_are_refused() -> None:
    """`was` must be the present wording at entry, and is not asked again later (G2)."""
    hall = Hall()
    letter = hall.enter(LETTER, parts=parts("title.en"))
    original = letter.act.parts["title.en"]
    wording(hall, letter.number, "B")
    new = parts("title.en", words="C")
    crossing = change("parts.title.en", original, new["title.en"])
    assert "correct that" in hall.refuses("was-differs", crossing, refs=amends(letter), parts=new)
    wording(hall, letter.number, "C", was="B")
    assert title(hall, letter.number) == new["title.en"]


@pytest.mark.parametrize(("annulled", "reads"), [((), "C"), ((1,), "C"), ((2,), "B"), ((1, 2), ""), ((2, 1), "")])
def test_the_last_standing_correction_decides(annulled: tuple[int, ...], reads: str) -> None:
    """A→B (c1), B→C (c2): annul c1 → C; annul c2 → B; both → A (G2)."""
    hall = Hall()
    letter = hall.enter(LETTER, parts=parts("title.en"))
    corrections = {1: wording(hall, letter.number, "B"), 2: wording(hall, letter.number, "C", was="B")}
    for each in annulled:
        hall.amend(Annulled(ground="forgery", from_="the-start"), f"act/{corrections[each]}", signatories=GRAVE)
    assert title(hall, letter.number) == parts("title.en", words=reads)["title.en"]
    standing = tuple(corrections[n] for n in (1, 2) if n not in annulled)
    for book in (hall.book, register(hall.entries)):
        assert book.standing_of(letter.number).corrected_by == standing
    wording(hall, letter.number, "D", was=reads)


def test_a_correction_is_signed_by_the_act_s_own_posts() -> None:
    hall = Hall()
    letter = hall.enter(LETTER, parts=parts("title.en"))
    new = parts("title.en", words="better")
    body = change("parts.title.en", letter.act.parts["title.en"], new["title.en"])
    sentence = hall.refuses(
        "not-correctable", body, refs=amends(letter), parts=new, signatories=("post/secretary", "post/vice-president")
    )
    assert sentence == "act 1 is corrected by its own posts; post/president has not signed"
    hall.seat_officers()
    hall.amend(body, letter, parts=new)


@pytest.mark.parametrize(
    "field",
    [
        "kind",
        "issuers",
        "basis",
        "refs",
        "signatories",
        "body.figures",
        "body.provisions",
        "body.majority",
        "body.how",
        "id",
        "v",
    ],
)
def test_what_authority_rests_on_is_never_corrected(field: str) -> None:
    hall = Hall()
    text = hall.adopt("decision")
    assert "cannot be corrected" in hall.refuses("not-correctable", change(field, "x", "y"), refs=amends(text))


def test_a_figure_is_never_corrected() -> None:
    hall = Hall()
    hall.fill_seats()
    figures = Figures(for_=9, against=0, abstained=0, present=9, entitled=9)
    text = hall.adopt(body={"how": "vote", "figures": figures, "majority": "simple"})
    hall.refuses("not-correctable", change("body.figures", "9", "8"), refs=amends(text))


def test_every_correctable_field_is_a_field_of_its_kind() -> None:
    for kind, fields in CORRECTABLE.items():
        names = {f"body.{name}" for name in KINDS[kind].__dataclass_fields__} | {"date"}  # type: ignore[attr-defined]
        assert set(fields) <= names, kind


def test_a_correction_says_each_field_once_and_names_one_act() -> None:
    hall = Hall()
    letter, other = hall.enter(LETTER, parts=parts("title.en")), hall.letter()
    hall.refuses("not-correctable", Corrected(changes=()), refs=amends(letter))
    new = parts("title.en", words="better")
    twice = change("parts.title.en", letter.act.parts["title.en"], new["title.en"]).changes * 2
    hall.refuses("not-correctable", Corrected(changes=twice), refs=amends(letter), parts=new)
    hall.refuses("may-not-amend", Corrected(changes=twice[:1]), refs=amends(letter, other), parts=new)
    hall.refuses("may-not-amend", Corrected(changes=twice[:1]), refs=amends(letter, letter), parts=new)
    hall.refuses("nothing-amended", Corrected(changes=twice[:1]), parts=new)


def test_a_corrected_part_is_given_under_the_same_name() -> None:
    hall = Hall()
    letter = hall.enter(LETTER, parts=parts("title.en"))
    body = change("parts.title.en", letter.act.parts["title.en"], "ab" * 32)
    assert "give the corrected part" in hall.refuses(
        "not-correctable", body, refs=amends(letter), parts=parts("title.ug")
    )


def test_a_corrected_number_leaves_the_old_one_as_an_alias_for_ever() -> None:
    """§7, example 7 and T12: neither number is free again, and a number given up is nobody's."""
    hall = Hall()
    letter = hall.enter(LETTER)
    hall.amend(change("body.number", "letter/2026/14", "letter/2026/16"), letter)
    for book in (hall.book, register(hall.entries)):
        assert book.series["letter/2026/14"] == book.series["letter/2026/16"] == letter.number
    for number in ("letter/2026/14", "letter/2026/16"):
        body = Issued(form="statement", authentic=("en",), number=number)
        assert "a number is never used again" in hall.refuses("label-again", body)
    other = hall.enter(Issued(form="statement", authentic=("en",), number="letter/2026/17", unused=(15,)))
    for taken in ("letter/2026/16", "letter/2026/15"):
        hall.refuses("label-again", change("body.number", "letter/2026/17", taken), refs=amends(other))
    hall.amend(change("body.number", "letter/2026/16", "letter/2026/14"), letter)
    assert register(hall.entries).letters[letter.number].issued.number == "letter/2026/14"


def test_an_ordinal_of_a_session_is_corrected_to_a_free_one() -> None:
    hall = Hall()
    day = hall.today
    first = hall.convene("session/1", opens=day, closes=day, ordinal=8)
    second = hall.convene("session/2", opens=day, closes=day, ordinal=10)
    hall.refuses("label-again", change("body.ordinal", "10", "8"), refs=amends(second))
    hall.amend(change("body.ordinal", "10", "9"), second)
    assert register(hall.entries).sessions["session/2"].call.ordinal == 9
    assert hall.book.ordinals["body/assembly", 10] == hall.book.ordinals["body/assembly", 9] == second.number
    assert first.number == 1
    for wrong in ("0", "09", "nine", "-9", "١", "9" * 5000):
        hall.refuses("not-correctable", change("body.ordinal", "9", wrong), refs=amends(second))


def test_an_ordinal_that_was_corrected_stays_taken_whatever_falls_after() -> None:
    """T12: reading the register again after an annulment forgets no number."""
    hall = Hall()
    day = hall.today
    session = hall.convene("session/1", opens=day, closes=day, ordinal=10)
    hall.amend(change("body.ordinal", "10", "9"), session)
    text = hall.adopt("decision")
    for fall in (False, True):
        if fall:
            hall.amend(Annulled(ground="forgery", from_="the-start"), text, signatories=GRAVE)
        for taken in (9, 10):
            body = replace(session.act.body, session="session/2", ordinal=taken)
            hall.refuses("label-again", body)
        assert hall.book.ordinals == register(hall.entries).ordinals


def test_a_corrected_date_passes_every_rule_that_the_first_one_passed() -> None:
    hall = Hall()
    hall.days(10)
    text = hall.adopt("call")
    letter = hall.days(5).letter("addressee/osmark", basis=text.ref)
    reply = ReplyRecorded(from_="addressee/osmark", received=hall.today, answers=(), words="not-published")
    hall.days(5).enter(reply, refs=(("answers", letter.ref),))

    def refused(now: str) -> str:
        return hall.refuses("not-correctable", change("date", "2026-06-16", now), refs=amends(letter))

    assert "entered before that day" in refused("2026-06-17")
    assert "before what it rests on (T3)" in refused("2026-06-10")
    assert "write a day as YYYY-MM-DD" in refused("16 June")
    hall.amend(change("date", "2026-06-16", "2026-06-11"), letter)
    assert register(hall.entries).letters[letter.number].date == date(2026, 6, 11)
    assert register(hall.entries, on=date(2026, 6, 12)).letters, "read as if it had always borne that date"
    assert not register(hall.entries, on=date(2026, 6, 12), known=4).letters


def test_a_date_is_not_corrected_past_what_rests_on_the_act_or_out_of_its_signers_terms() -> None:
    hall = Hall()
    hall.seat_officers().days(5)
    text = hall.adopt("call")
    hall.enter(Issued(form="statement", authentic=("en",)), basis=text.ref)
    hall.days(5)
    assert "entered before that day" in hall.refuses(
        "not-correctable", change("date", "2026-06-10", "2026-06-11"), refs=amends(text)
    )
    sentence = hall.refuses("not-correctable", change("date", "2026-06-10", "2026-06-04"), refs=amends(text))
    assert sentence == "act 8 cannot bear 2026-06-04: its signers did not hold post/president then (T4)"


def test_a_later_date_is_not_given_to_what_earlier_acts_rest_on() -> None:
    hall = Hall()
    early = hall.draft(Adopted(text="resolution", body="body/assembly", how="acclamation", authentic=("en",)))
    keys = [hall.signers[s] for s in early.signatories]
    hall.days(5)
    text = hall.sign_and_enter(early, keys)
    hall.enter(Issued(form="statement", authentic=("en",)), basis=text.ref, date=date(2026, 6, 3))
    sentence = hall.refuses("not-correctable", change("date", "2026-06-01", "2026-06-04"), refs=amends(text))
    assert sentence == "act 1 cannot bear 2026-06-04: that is after what rests on it (T3)"
    hall.amend(change("date", "2026-06-01", "2026-06-03"), text)


def test_the_day_of_a_death_is_corrected_within_the_term() -> None:
    hall = Hall()
    hall.days(10)
    by = {"signatories": ("post/speaker", "post/teller")}
    death = hall.enter(Vacated(place="post/president", person="person/1", how="died", happened="2026-06-05"), **by)
    both = {"signatories": ("post/speaker", "post/teller", "post/secretary", "post/vice-president")}
    for wrong in ("2026-06-12", "2026-05-31", "2026-02-30", "soon"):
        hall.refuses("not-correctable", change("body.happened", "2026-06-05", wrong), refs=amends(death), **both)
    hall.amend(change("body.happened", "2026-06-05", "2026-06-08"), death, **both)
    assert register(hall.entries).tenures["post/president"][0].until == date(2026, 6, 7)
    assert hall.book.tenures["post/president"][0].until == date(2026, 6, 4), "authority reads no corrections (R0)"


def test_a_fact_is_not_corrected_into_the_future() -> None:
    hall = Hall()
    letter = hall.letter()
    reply = ReplyRecorded(from_="addressee/osmark", received=hall.today, answers=(), words="not-published")
    entry = hall.enter(reply, refs=(("answers", letter.ref),))
    tomorrow = hall.today + timedelta(days=1)
    hall.days(5)
    hall.refuses("not-correctable", change("body.received", "2026-06-01", tomorrow.isoformat()), refs=amends(entry))
    hall.amend(change("body.received", "2026-06-01", "2026-05-30"), entry)
