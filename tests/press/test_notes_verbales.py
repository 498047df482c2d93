"""Notes verbales and other papers that greet nobody and are signed by nobody: their day, their receiver, what they ask.

The papers in `notes/` were written for these tests in the forms that handbooks of protocol show, about states that do not exist.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from qurultay.press.desk import Desk
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.press.importer import LetterProposal, read_letter
from qurultay.press.proposal_draft import letter_draft

TODAY = date(2028, 5, 9)
NOTES = Path(__file__).parent / "notes"
MINISTRY = "addressee/ministry-of-foreign-affairs-of-osmark"


class Told(NamedTuple):
    """What a person reads off a note."""

    day: str
    receiver: str
    number: str
    issuer: str
    asks: list[tuple[str, str]]


FORMS = {
    "embassy-to-a-ministry.txt": Told(
        "2027-05-03",
        MINISTRY,
        "TOL/LIR/12/2027",
        "embassy-of-tolunay",
        [("call", MINISTRY), ("call", MINISTRY), ("call", "addressee/government-of-osmark")],
    ),
    "secretariat-to-all-missions.txt": Told(
        "2027-01-20", "class/permanent-missions", "NV/2027/3", "secretariat", [("call", "class/permanent-missions")]
    ),
    "representative-to-a-secretary-general.txt": Told(
        "2027-06-12",
        "addressee/secretary-general-of-the-concert",
        "7/27",
        "permanent-representative-of-tolunay",
        [("call", "addressee/secretary-general-of-the-concert")],
    ),
    "mission-to-two-embassies.txt": Told(
        "2027-07-05", "addressee/embassy-of-vorn", "3", "mission-of-tolunay", [("call", "addressee/embassy-of-vorn")]
    ),
    "turkish.txt": Told(
        "2027-05-03",
        "addressee/osmark-cumhuriyeti-disisleri-bakanligi",
        "14/2027",
        "tolunay-temsilciligi",
        [("appeal", "addressee/osmark-cumhuriyeti-disisleri-bakanligi")],
    ),
    "uyghur.txt": Told(
        "2027-05-03",
        "addressee/osmark-jumhuriyiti-tashqi-ishlar",
        "",
        "tolunay-wekilliki",
        [("call", "addressee/osmark-jumhuriyiti-tashqi-ishlar")],
    ),
    "kazakh.txt": Told(
        "2027-05-03",
        "addressee/osmark-respublikasynyng-syrtqy-ister",
        "",
        "tolunay-okildigi",
        [("call", "addressee/osmark-respublikasynyng-syrtqy-ister")],
    ),
    "russian.txt": Told(
        "2027-05-03",
        "addressee/ministerstvo-inostrannykh-del-respubliki",
        "",
        "predstavitelstvo-tolunaya",
        [("call", "addressee/ministerstvo-inostrannykh-del-respubliki")],
    ),
}


def read_note(name: str) -> LetterProposal:
    return read_letter((NOTES / name).read_text(encoding="utf-8"))


def told(read: LetterProposal) -> Told:
    return Told(
        read.dated.last.isoformat() if read.dated else "",
        read.recipient.ref if read.recipient else "",
        read.reference.text if read.reference else "",
        read.issuers[0].slug if read.issuers else "",
        [(ask.kind, ask.addressee.ref if ask.addressee else "") for ask in read.asks],
    )


@pytest.mark.parametrize("name", FORMS)
def test_a_note_is_read_with_its_day_its_receiver_its_number_and_what_it_asks(name: str) -> None:
    assert told(read_note(name)) == FORMS[name]


@pytest.mark.parametrize("name", FORMS)
def test_nobody_signs_a_note_and_the_clerk_is_not_asked_who_did(name: str) -> None:
    read = read_note(name)
    assert read.signatories == ()
    assert [question.name for question in read.questions] == []
    assert read.remarks[0].startswith("a note verbale is signed by nobody")


@pytest.mark.parametrize("name", FORMS)
def test_the_draft_of_a_note_becomes_an_act_as_it_is(name: str) -> None:
    act = act_of(read(letter_draft(read_note(name), Desk(today=TODAY))))
    assert (act.body.bears, act.body.addressee) == FORMS[name][:2]  # type: ignore[union-attr]  # a deposit


def test_words_end_with_the_closing_compliments_and_what_stands_below_is_told_apart() -> None:
    read = read_note("embassy-to-a-ministry.txt")
    assert len(read.paragraphs) == 3 and read.paragraphs[-1].text.endswith("let the teachers return.")
    assert read.close is not None and read.close.text.endswith("the assurances of its highest consideration.")
    assert read.recipient is not None and [line.text for line in read.recipient.postal] == [
        "4 Harbour Street",
        "Lirra",
    ]
    assert "it bears the initials A.T." in read.remarks[0]
    assert read.asks[1].words.text.startswith("It would also be highly appreciated if the Ministry could name")
    assert [enclosed.text for enclosed in read.enclosures] == ["Enclosure: list of schools"]
    assert [left.words.text for left in read.dropped] == ["NOTE VERBALE"]


def test_a_note_without_closing_compliments_ends_with_its_last_sentence() -> None:
    read = read_note("secretariat-to-all-missions.txt")
    assert read.close is None and read.paragraphs[-1].text.endswith("the above-mentioned provision.")
    assert "(initialled)" in read.remarks[0]


def test_those_who_receive_a_note_besides_the_first_are_named_to_the_clerk() -> None:
    assert any(
        "the Embassy of Lakeside, the Consulate General of Osmark" in r
        for r in read_note("mission-to-two-embassies.txt").remarks
    )


def test_a_person_who_receives_a_note_is_no_reference_and_the_clerk_is_asked() -> None:
    read = read_note("office-to-a-person.txt")
    assert read.recipient is None and [ask.addressee for ask in read.asks] == [None]
    assert [question.name for question in read.questions] == ["addressee"]
    assert "aldan" not in letter_draft(read, Desk(today=TODAY)).split("parts:")[0].lower()


@pytest.mark.parametrize(
    "words",
    [
        "Dear Minister,\n\nOur envoy presented his compliments to the Ministry of Osmark and has the honour of your friendship.\n\nYours,\n\nA. Bo\nPresident",
        "Dear Minister,\n\nThe Mission of Tolunay presents its compliments to the Ministry of Osmark and has the honour to ask for a date.\n\nYours,\n\nA. Bo\nPresident",
        "3 May 2027\n\nThe Ministry was told that nobody presents compliments to the other side.\n\nYours,\n\nA. Bo\nPresident",
    ],
)
def test_compliments_that_are_told_of_make_no_note(words: str) -> None:
    assert read_letter(words).signatories[0].slug == "president"


def test_where_sender_and_receiver_cannot_be_told_apart_the_clerk_is_asked() -> None:
    read = read_letter("Tolunay Osmark saygılarını sunar ve okulların açılmasını rica eder.\n\nLirra, 3 Mayıs 2027\n")
    assert read.recipient is None
    assert "addressee" in [question.name for question in read.questions]


def test_an_aide_memoire_bears_the_day_at_its_foot_and_the_clerk_says_to_whom_it_goes() -> None:
    read = read_note("aide-memoire.txt")
    assert told(read)[:2] == ("2027-05-04", "")
    assert told(read).asks == [("call", "addressee/government-of-osmark")]
    assert [question.name for question in read.questions] == ["addressee"]


def test_a_memorandum_names_its_receiver_its_writer_its_day_and_its_subject_above_its_words() -> None:
    read = read_note("memorandum-to-a-committee.txt")
    assert told(read)[:2] == ("2027-05-06", "addressee/chair-of-the-committee-on-schools")
    assert [body.slug for body in read.issuers] == ["foreign-office-of-tolunay"]
    assert read.subject is not None and read.subject.text == "Books of the valleys"
    assert told(read).asks == [("call", "addressee/committee")]
    assert len(read.paragraphs) == 2
