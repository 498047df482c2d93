"""The page on checking a paper begins with warnings in force and keys withdrawn (register law §3, A4, T7)."""

from __future__ import annotations

from datetime import date

from qurultay.acts.amending import Annulled, Confirmed
from qurultay.acts.office import KeyEnrolled, KeyRevoked
from qurultay.acts.writing import Issued
from qurultay.portal.languages import language
from qurultay.portal.material import material_in
from qurultay.portal.reading import Reading
from qurultay.portal.views.beware import beware
from qurultay.portal.voice import Voice
from qurultay.record.source import Memory
from tests.hall import GRAVE, key_text, seeded
from tests.stories.splitting import Assembly, before_the_split

WARNING = Issued(form="warning", authentic=("en",))
ENGLISH = Voice(language("en"))


def read(hall: Assembly) -> list[list[str]]:
    """Each table's rows, in words."""
    reading = Reading(material_in(Memory(dict(hall.files))))
    return [[" | ".join(ENGLISH.plain(cell) for cell in row) for row in table.rows] for table in beware(reading)]


def warned() -> tuple[Assembly, str]:
    hall = before_the_split()
    warning = hall.on("2027-03-02").enter(WARNING, parts=hall.said("text.en", "title.en"))
    return hall, warning.ref


def test_a_record_without_warnings_and_withdrawn_keys_has_no_such_tables() -> None:
    assert read(before_the_split()) == []


def test_a_warning_stands_there_until_it_lapses_and_for_good_once_it_was_confirmed() -> None:
    hall, ref = warned()
    assert [row.split(" | ")[-1] for row in read(hall)[0]] == ["Until 1 April 2027, unless it is confirmed"]
    hall.on("2027-04-01").enter(Confirmed(ground="notice"), refs=(("amends", ref),))
    assert [row.split(" | ")[-1] for row in read(hall)[0]] == ["Confirmed: it lasts"]
    hall, _ = warned()
    hall.on("2027-04-02").enter(Issued(form="statement", authentic=("en",)), parts=hall.said("text.en"))
    assert read(hall) == []


def test_a_warning_that_was_annulled_warns_of_nothing() -> None:
    hall, ref = warned()
    hall.enter(Annulled(ground="forgery", from_="the-start"), refs=(("amends", ref),), signatories=GRAVE)
    assert read(hall) == []


def test_a_withdrawn_key_stands_there_with_the_day_since_which_it_is_not_believed() -> None:
    hall = before_the_split()
    lost, new = hall.signers["post/teller"], seeded("post/teller", 60)
    hall.on("2027-03-02").enter(
        KeyEnrolled(use="acts", key=key_text(new), post="post/teller", person="person/25"),
        signatories=GRAVE,
        with_keys=(new,),
    )
    body = KeyRevoked(name=lost.name, key=key_text(lost), how="revoked", ground="compromised", since=date(2027, 2, 20))
    revoked = hall.on("2027-03-03").enter(body, signatories=GRAVE)
    ((row,),) = read(hall)
    assert row.endswith(f"Teller | 20 February 2027 | in the hands of others | act {revoked.number}")
