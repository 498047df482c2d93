"""The family of a secretary is threatened, and the secretary's name has to go from everywhere at once.

The register never read the name, so nothing changes but what can be read: `person/23` held the post, signed the
letters and resigned from it, on the same days as before (G5, G6).
"""

from collections.abc import Mapping
from datetime import date

import pytest

from qurultay.acts.act import Entry
from qurultay.acts.amending import Withheld
from qurultay.acts.office import Assignment, Elected
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.writing import Issued
from qurultay.record.errors import Broken
from qurultay.record.layout import part_path
from tests.record.forge import a_part, checked, files_of
from tests.stories.telling import LANGUAGES, Story, Told, five

OFFICERS = five(21)
SECRETARY = OFFICERS["post/secretary"]
NAMES = tuple(f"name.{SECRETARY.replace('/', '-')}.{language}" for language in LANGUAGES)
PRESIDING = ("post/president", "post/secretary", "post/speaker")
DAYS = ("2026-06-30", "2026-07-13", "2026-12-01", "2027-03-10", "2027-03-11", "2027-12-31")


def safety(*names: str) -> Withheld:
    return Withheld(names=names, ground="safety")


class Withdrawal(Story):
    """From the election of the secretary to a spring in which much had to be withheld."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[str, list[str]] = {}
        self._elected_with_their_names()
        self._letters_and_a_law()
        self._the_name_goes()
        self._the_law_stays_readable()
        self._more_than_five()

    def _elected_with_their_names(self) -> None:
        self.on("2026-06-02").fill_seats()
        self.on("2026-06-10").hold_session("session/1")
        chosen = tuple(
            Assignment(to=post, person=person, from_=self.today, until=date(2030, 5, 31))
            for post, person in OFFICERS.items()
        )
        others, tellers = chosen[:3], chosen[3:]
        by_secret_ballot = [
            (others, ("post/speaker", "post/teller")),
            (tellers, ("post/vice-president", "post/secretary")),
        ]
        self.election, _ = [
            self.enter(
                Elected(winners=winners, how="secret-ballot"),
                signatories=signatories,
                parts=self.named(*(winner.person for winner in winners)),
            )
            for winners, signatories in by_secret_ballot
        ]
        self.on("2026-07-13")
        self.took = {post: self.take_office(post, person) for post, person in OFFICERS.items()}["post/secretary"]

    def _letters_and_a_law(self) -> None:
        issued = Issued(form="letter", authentic=("en",), addressee="addressee/osmark")
        self.letters = [
            self.on(f"2026-12-0{n}").enter(issued, parts=self.said("title.en", "text.en")) for n in (1, 2, 3, 4)
        ]
        thanks = Provision(label="1", operations=(Operation(kind="decision"),))
        self.on("2027-01-11").hold_session("session/2")
        self.law = self.enter(
            Adopted(
                text="resolution",
                body="body/assembly",
                how="without-a-vote",
                authentic=("en",),
                provisions=(thanks,),
                session="session/2",
            ),
            parts=self.said("title.en", "text.en", "text.ug"),
        )

    def _the_name_goes(self) -> None:
        self.on("2027-03-11")
        took, elected = (("amends", self.took.ref),), (("amends", self.election.ref),)
        self.refusals["in one language"] = self.refused(safety(NAMES[0]), refs=took)
        self.refusals["of two acts in one"] = self.refused(safety(*NAMES), refs=took + elected)
        self.refusals["by one officer"] = self.refused(safety(*NAMES), refs=took, signatories=("post/president",))
        self.refusals["what is not there"] = self.refused(safety("title.en"), refs=took)
        self.before = self.entries[-1]
        self.withheld = [self.withhold(entry, *NAMES) for entry in (self.took, self.election)]
        self.refusals["once more"] = self.refused(safety(*NAMES), refs=took)

    def withhold(self, entry: Entry, *names: str, by: tuple[str, ...] = PRESIDING[:2], **edited: str) -> Entry:
        """Parts of an act are withheld; the gate removes their files."""
        parts = {name.replace("_", "."): digest for name, digest in edited.items()}
        done = self.enter(safety(*names), refs=(("amends", entry.ref),), signatories=by, parts=parts)
        self.gone(entry.act.parts, *names)
        return done

    def _the_law_stays_readable(self) -> None:
        self.on("2027-03-12")
        refs = (("amends", self.law.ref),)
        self.refusals["a law without its words"] = self.refused(safety("text.en"), refs=refs)
        self.edited = self.said("text.en")
        self.edition = self.withhold(self.law, "text.en", text_en=self.edited["text.en"])

    def _more_than_five(self) -> None:
        self.on("2027-03-13")
        for entry in self.letters[:2]:
            self.withhold(entry, "text.en")
        third = (("amends", self.letters[2].ref),)
        self.refusals["a sixth in thirty days"] = self.refused(safety("text.en"), refs=third)
        self.sixth = self.withhold(self.letters[2], "text.en", by=PRESIDING)
        self.on("2027-04-10")
        fourth = (("amends", self.letters[3].ref),)
        self.refusals["on the thirtieth day"] = self.refused(safety("text.en"), refs=fourth)
        self.on("2027-04-14")
        self.last = self.withhold(self.letters[3], "text.en")


@pytest.fixture(scope="module")
def story() -> Withdrawal:
    return Withdrawal()


@pytest.fixture(scope="module")
def told(story: Withdrawal) -> Told:
    return story.told()


def without(files: Mapping[str, bytes], digest: str) -> dict[str, bytes]:
    """A record from which somebody took one more part."""
    return {path: data for path, data in files.items() if path != part_path(digest)}


def test_the_name_is_gone_in_every_language_and_from_every_act_that_gave_it(story: Withdrawal, told: Told) -> None:
    assert set(NAMES).isdisjoint(told.book().names)
    assert {"name.person-21.en", "name.person-22.ug"} <= set(told.book().names)
    for entry in (story.took, story.election):
        assert all(part_path(entry.act.parts[name]) not in told.files for name in NAMES)


def test_the_number_remains_and_says_by_which_act_the_name_was_withheld(story: Withdrawal, told: Told) -> None:
    held = told.book().holder("post/secretary", date(2027, 12, 31))
    assert held is not None and held.person == SECRETARY
    by = story.withheld[0].number
    assert told.book().standing_of(story.took.number).withheld == tuple((name, by) for name in NAMES)


@pytest.mark.parametrize("day", DAYS)
def test_the_register_of_any_day_is_what_it_was_before(day: str, story: Withdrawal, told: Told) -> None:
    before, after = told.book(day, story.before), told.book(day)
    for page in ("tenures", "keys", "sessions", "texts", "calls", "letters", "posts", "assigned", "questions"):
        assert getattr(before, page) == getattr(after, page), page


def test_the_letters_still_prove_who_signed_them_on_that_date(story: Withdrawal, told: Told) -> None:
    for entry in story.letters:
        holder = told.holder("post/secretary", entry.act.date.isoformat())
        assert holder == SECRETARY and "post/secretary" in entry.act.signatories
    assert told.report.signatures > 2 * len(story.letters)


def test_every_part_that_is_gone_was_withheld_for_a_ground_that_is_counted(story: Withdrawal, told: Told) -> None:
    assert told.report.parts.grounds == (("safety", 2 * len(NAMES) + 1 + 4),)
    assert len(told.report.parts.withheld) == 11
    assert told.report.parts.still_present == ()


def test_a_part_that_nobody_withheld_cannot_be_taken_away(story: Withdrawal, told: Told) -> None:
    for entry, name in ((story.law, "text.ug"), (story.edition, "text.en"), (story.letters[0], "title.en")):
        with pytest.raises(Broken, match=r"no act withheld it") as caught:
            checked(without(told.files, entry.act.parts[name]))
        assert (caught.value.code, caught.value.number) == ("part-missing", entry.number)


def test_a_mirror_that_still_has_the_words_is_found_out(story: Withdrawal, told: Told) -> None:
    digest, name = story.letters[0].act.parts["text.en"], "text.en"
    found, kept = a_part(f"{story.letters[0].number} {name}")
    assert found == digest
    report = checked({**told.files, part_path(digest): kept})
    assert report.parts.still_present == ((story.letters[0].number, name),)


def test_before_the_withholding_was_entered_the_same_parts_could_not_be_missing(story: Withdrawal) -> None:
    earlier = files_of(story.notes[: story.withheld[0].number], story.words)
    with pytest.raises(Broken) as caught:
        checked(earlier)
    assert caught.value.code == "part-missing"


def test_a_law_in_force_can_be_read_in_the_words_put_in_place(story: Withdrawal, told: Told) -> None:
    assert part_path(story.edited["text.en"]) in told.files
    assert told.book().texts[story.law.number].in_force(date(2027, 12, 31))
    assert told.said_above(story.law) == ["notice.withheld"]


def test_a_withdrawal_waits_for_nothing(story: Withdrawal, told: Told) -> None:
    rules = told.book().rules
    row = rules.row("withheld")
    assert row is not None and (row.class_, row.needs, rules.hold_hours(row.class_)) == ("notice", 2, 0)


def test_a_name_goes_whole_act_by_act_and_by_two_officers(story: Withdrawal) -> None:
    assert story.refusals["in one language"] == ["withheld"]
    assert story.refusals["of two acts in one"] == ["withheld"]
    assert story.refusals["by one officer"] == ["too-few-signatures"]
    assert story.refusals["what is not there"] == ["withheld"]
    assert story.refusals["once more"] == ["withheld"]


def test_there_is_no_law_that_cannot_be_read(story: Withdrawal) -> None:
    assert story.refusals["a law without its words"] == ["withheld"]


def test_more_than_five_in_thirty_days_need_the_presiding_officer(story: Withdrawal) -> None:
    assert story.refusals["a sixth in thirty days"] == ["withheld"]
    assert story.refusals["on the thirtieth day"] == ["withheld"]
    assert "post/speaker" in story.sixth.act.signatories
    assert "post/speaker" not in story.last.act.signatories
