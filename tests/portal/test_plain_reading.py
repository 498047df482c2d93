"""What a reader who knows nothing of the record takes a page to say, it says."""

from hashlib import sha256

from qurultay.acts.act import Entry
from qurultay.acts.writing import Issued
from qurultay.portal.indexing import document, gathered
from qurultay.portal.languages import language
from qurultay.portal.material import material_in
from qurultay.portal.memory import Comparison
from qurultay.portal.memory import Memory as Remembered
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Saying
from qurultay.portal.views.act import lists_of
from qurultay.portal.views.checking import check_page
from qurultay.portal.views.offices import body_page
from qurultay.portal.views.tables import tables_of
from qurultay.portal.views.terms import held_rows, rows_of
from qurultay.portal.voice import Voice
from qurultay.record.parts import part_bytes
from qurultay.record.source import Memory
from tests.portal.history import history
from tests.record.forge import files_of
from tests.stories.telling import Story

SENT = sorted(sha256(paper).hexdigest() for paper in (b"to Osmark", b"to Varn"))
LIST = "counterpart,sha256\n" + "".join(f"{n},{each}\n" for n, each in enumerate(SENT, 1))


def sent_to_two() -> tuple[Reading, Entry]:
    """A letter that went to two addressees, each with a paper of their own."""
    story, file = Story(), part_bytes(sha256(b"salt").digest(), LIST.encode())
    digest = sha256(file).hexdigest()
    story.words[digest] = file
    letter = story.enter(
        Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number="letter/2026/1"),
        parts={"table.csv": digest},
    )
    return Reading(material_in(Memory(files_of(story.notes, story.words)))), letter


def test_a_letter_shows_its_counterparts_by_their_fingerprints_and_not_as_notes_to_a_report() -> None:
    reading, letter = sent_to_two()
    (table,) = tables_of(reading, letter.number)
    assert (table.name, table.rows) == (Saying("table.counterparts"), tuple((Code(each),) for each in SENT))
    assert lists_of(reading, letter.number) == ()


def test_without_a_script_a_counterpart_is_found_in_the_table_of_files() -> None:
    reading, _ = sent_to_two()
    rows = check_page(reading).view.files.rows
    found = {row[3]: row[2] for row in rows}
    assert {found[Code(each)] for each in SENT} == {Saying("file.counterpart")}
    assert found[Code(sha256(LIST.encode()).hexdigest())] == Code("table.csv")


def test_of_a_term_that_still_runs_nobody_is_told_how_it_ended() -> None:
    reading = Reading(history().material)
    rows = rows_of(reading, "post/president")
    running = [row for row in rows if row[4] >= reading.today()]
    assert [row[5] for row in running] == [None]
    assert all(row[5] is not None for row in rows if row not in running and row[1] != Saying("office.nobody"))
    assert [row[4] for row in held_rows(reading, "person/21") if row[3] >= reading.today()] == [None]


def test_a_body_is_no_kind_of_document() -> None:
    (first, *_) = body_page("body/assembly", Reading(history().material)).view.facts
    assert first == ("kind", Saying("organisation.assembly"))


def test_a_letter_is_found_by_the_number_that_stands_on_its_paper() -> None:
    reading, letter = sent_to_two()
    found = document(Voice(language("ug")), gathered(reading, letter.number, Comparison(reading, Remembered())))
    assert (6, "letter/2026/1") in found.words
