"""A body takes up a record at its fourth assembly; three assemblies and a declaration are older.

What is older is deposited: its hash, what it is, the date it bears and who handed it in. Nobody checks its
authority and none is claimed, so nothing follows from it: no pledge, no call, no office, no session (R12).
"""

from dataclasses import replace
from datetime import date

import pytest

from qurultay.acts.amending import Annulled, Change, Corrected
from qurultay.acts.constituting import Established, Organisation
from qurultay.acts.convening import Convened, Opened, SessionOpening
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.office import TookOffice
from qurultay.acts.resolving import Adopted, Operation, Provision, Repealed
from qurultay.acts.writing import Deposited, Issued, StatedHolder
from tests.hall import key_text, seeded
from tests.stories.telling import GRAVE, Story, Told

STATES = Operation(kind="call", addressee="class/states")
DECLARATION = Deposited(
    form="declaration",
    bears="2019-09-14",
    handed_in_by="post/secretary",
    language="ug",
    reports_on="communique",
    provisions=(
        Provision(label="1", operations=(STATES, Operation(kind="appeal", addressee="addressee/sarbel"))),
        Provision(label="2", operations=(Operation(kind="pledge", due=date(2020, 1, 1)),)),
        Provision(label="3", operations=(Operation(kind="observance", month=9, day=12, counts_from=1931),)),
    ),
    stated=(StatedHolder(post="post/president", person=90),),
    session_ordinal=3,
)
LETTER = Deposited(
    form="letter",
    bears="1933-11",
    handed_in_by="post/secretary",
    language="ug",
    reports_on="none",
    addressee="addressee/osmark",
    calls=(Operation(kind="call", addressee="addressee/osmark"),),
)
SESSIONS = Deposited(form="list", bears="2019", handed_in_by="post/teller", language="en", reports_on="none")


def fourth(name: str, ordinal: int, day: date) -> Convened:
    return Convened(
        session=name,
        body="body/assembly",
        opens=day,
        closes=day,
        mode="in-person",
        zone="Europe/Istanbul",
        offset="+03:00",
        ordinal=ordinal,
    )


class Older(Story):
    """The founding, what was handed in after it, and the Fourth General Assembly, the first of this record."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self._handed_in()
        self._nothing_rests_on_it()
        self._the_fourth_assembly_says_it_again()

    def _handed_in(self) -> None:
        self.on("2026-06-03")
        self.declaration = self.enter(DECLARATION, parts=self.said("title.en", "text.ug", "file.pdf"))
        self.letter = self.enter(LETTER, parts=self.said("text.ug"))
        self.sessions = self.enter(SESSIONS, parts=self.said("table.en"))
        late, nobody = replace(DECLARATION, bears="2027"), replace(DECLARATION, handed_in_by="post/archivist")
        twice = replace(DECLARATION, provisions=DECLARATION.provisions[:1] * 2)
        self.refusals["of next year"] = self.refused(late)
        self.refusals["of no such day"] = self.refused(replace(DECLARATION, bears="2019-02-30"))
        self.refusals["by nobody in particular"] = self.refused(nobody)
        self.refusals["with a number twice"] = self.refused(twice)
        self.refusals["by one officer"] = self.refused(DECLARATION, signatories=("post/secretary",))

    def _nothing_rests_on_it(self) -> None:
        self.on("2026-06-04")
        old, one = self.declaration.ref, f"{self.declaration.ref}/provision/1"
        call, own = f"{one}/operation/1", f"{self.letter.ref}/call/1"
        issued = Issued(form="letter", authentic=("en",), addressee="addressee/sarbel")
        established = Established(organisations=(Organisation(id="body/committee", form="committee"),))
        finding = Finding(of=f"{old}/provision/2/operation/1", state="dropped", evidence=(old,))
        report = ReportTabled(body="body/assembly", report="progress", as_of=self.today, findings=(finding,))
        forged = Annulled(ground="forgery", from_="now")
        repealed = Repealed(body="body/assembly", from_=self.today, how="without-a-vote")
        key = seeded("post/president", 9)
        taking = TookOffice(post="post/president", person="person/90", key=key_text(key))
        self.refusals |= {
            "as a basis": self.refused(established, basis=old, signatories=GRAVE),
            "as a basis, by a provision": self.refused(established, basis=one, signatories=GRAVE),
            "its call is carried": self.refused(issued, refs=(("carries", call),)),
            "the call of its letter is carried": self.refused(issued, refs=(("carries", own),)),
            "its pledge is reported dropped": self.refused(report),
            "it is repealed": self.refused(repealed, refs=(("amends", old),)),
            "a provision of it is annulled": self.refused(forged, refs=(("amends", one),), signatories=GRAVE),
            "its president takes office": self.refused(
                taking, signatories=GRAVE, with_keys=(key,), parts=self.named("person/90")
            ),
        }
        self.citing = self.enter(issued, refs=(("cites", one),), parts=self.said("text.en"))
        before = self.declaration.act.body
        assert isinstance(before, Deposited)
        changes = (Change(field="body.bears", was="2019-09-14", now="2019-09-15"),)
        self.corrected = self.enter(Corrected(changes=changes), refs=(("amends", old),))

    def _the_fourth_assembly_says_it_again(self) -> None:
        self.on("2026-06-05").fill_seats()
        self.on("2026-06-10")
        self.convened = self.enter(fourth("session/assembly-4", 4, self.today))
        self.enter(Opened(session=SessionOpening(session="session/assembly-4", entitled=9, present=9)))
        provisions = (
            Provision(label="1", operations=(STATES,)),
            Provision(label="2", operations=(Operation(kind="pledge", due=date(2026, 12, 31)),)),
        )
        again = Adopted(
            text="declaration",
            body="body/assembly",
            how="acclamation",
            authentic=("en",),
            provisions=provisions,
            session="session/assembly-4",
        )
        old = self.declaration.ref
        self.refusals["it is replaced"] = self.refused(again, refs=(("replaces", old),))
        self.adopted = self.enter(again, refs=(("cites", old),), parts=self.said("title.en", "text.en"))
        self.refusals["the fourth once more"] = self.refused(fourth("session/other", 4, self.today))


@pytest.fixture(scope="module")
def story() -> Older:
    return Older()


@pytest.fixture(scope="module")
def told(story: Older) -> Told:
    return story.told()


@pytest.mark.parametrize("day", ["2019-09-14", "2026-06-03", "2026-06-09", "2030-01-01"])
def test_on_no_day_does_anything_follow_from_what_is_older(day: str, story: Older, told: Told) -> None:
    book = told.book(day, story.corrected)
    assert (book.commitments, book.calls, book.observances) == ({}, {}, {})
    assert (book.texts, book.sessions, book.ordinals, book.plans) == ({}, {}, {}, {})
    assert "person/90" not in {tenure.person for held in book.tenures.values() for tenure in held}
    assert set(book.letters) <= {story.citing.number}


def test_what_is_deposited_says_what_it_is_and_who_handed_it_in(story: Older, told: Told) -> None:
    deposits = told.book().deposits
    assert list(deposits) == [story.declaration.number, story.letter.number, story.sessions.number]
    assert [(each.form, each.bears) for each in deposits.values()] == [
        ("declaration", "2019-09-15"),
        ("letter", "1933-11"),
        ("list", "2019"),
    ]
    assert deposits[story.declaration.number].handed_in_by == "post/secretary"
    assert told.said_above(story.letter) == ["notice.deposited"]
    assert told.said_above(story.declaration) == ["notice.corrected", "notice.deposited"]


def test_a_date_that_was_misread_is_corrected_and_both_readings_are_shown(story: Older, told: Told) -> None:
    as_handed_in = told.report.book.deposits[story.declaration.number]
    assert (as_handed_in.bears, told.book().deposits[story.declaration.number].bears) == ("2019-09-14", "2019-09-15")


def test_nobody_takes_office_on_the_word_of_an_old_paper(story: Older, told: Told) -> None:
    assert told.holder("post/president", "2026-06-10") == "person/1"
    assert told.holder("post/president", "2019-09-14") is None
    assert story.refusals["its president takes office"] == ["office"]


def test_it_may_be_cited_and_no_authority_comes_from_it(story: Older, told: Told) -> None:
    assert told.book().letters[story.citing.number].carries == ()
    assert story.refusals["as a basis"] == ["no-basis"]
    assert story.refusals["as a basis, by a provision"] == ["no-basis"]


def test_its_calls_are_not_carried_and_its_pledges_not_reported_on(story: Older) -> None:
    assert story.refusals["its call is carried"] == ["no-such-act"]
    assert story.refusals["the call of its letter is carried"] == ["no-such-act"]
    assert story.refusals["its pledge is reported dropped"] == ["evidence", "no-such-act"]


def test_what_never_had_force_here_is_neither_repealed_nor_replaced_nor_annulled_in_part(story: Older) -> None:
    assert story.refusals["it is repealed"] == ["may-not-amend"]
    assert story.refusals["it is replaced"] == ["may-not-amend"]
    assert story.refusals["a provision of it is annulled"] == ["annulment"]


def test_what_it_says_of_itself_must_be_possible(story: Older) -> None:
    assert story.refusals["of next year"] == ["provision"]
    assert story.refusals["of no such day"] == ["provision"]
    assert story.refusals["by nobody in particular"] == ["office"]
    assert story.refusals["with a number twice"] == ["provision"]
    assert story.refusals["by one officer"] == ["too-few-signatures"]


def test_the_first_session_of_the_record_is_the_fourth_assembly(story: Older, told: Told) -> None:
    sessions = told.book().sessions
    assert list(sessions) == ["session/assembly-4"]
    assert told.book().ordinals == {("body/assembly", 4): story.convened.number}
    assert told.book().deposits[story.declaration.number].session_ordinal == 3
    assert story.refusals["the fourth once more"] == ["label-again"]


def test_what_the_fourth_assembly_says_again_binds_from_its_own_day(story: Older, told: Told) -> None:
    call, pledge = f"{story.adopted.ref}/provision/1/operation/1", f"{story.adopted.ref}/provision/2/operation/1"
    assert told.book("2026-06-09").calls == {}
    assert told.call(call, "2026-06-10") == "waiting"
    assert told.pledge(pledge, "2026-12-31") == "pledged"
    assert told.pledge(pledge, "2027-01-01") == "overdue"
    assert list(told.book().commitments) == [pledge] and list(told.book().calls) == [call]
