"""An annulment makes the register be read again; the record goes on under its own name."""

from qurultay.acts.amending import Annulled
from tests.hall import Hall
from tests.record.forge import checked, files_of


def test_a_record_goes_on_after_an_election_was_annulled() -> None:
    hall = Hall()
    hall.on("2026-06-20").elect("post/president", "person/21")
    officers = ("post/vice-president", "post/secretary", "post/speaker")
    hall.enter(Annulled(ground="count", from_="the-start"), refs=(("amends", "act/1"),), signatories=officers)
    hall.on("2026-06-21").elect("post/president", "person/22")
    report = checked(files_of(hall.notes))
    assert (report.size, report.book.founding) == (4, report.founding)
    assert report.founding == hall.book.entries[1].act.record
