"""What a withholding covers: the part as it stood then, whoever had put it there, and nothing that came later."""

import pytest

from qurultay.acts.amending import Annulled, Change, Corrected, Withheld
from qurultay.acts.writing import Issued
from qurultay.record.errors import Broken
from tests.hall import Hall
from tests.record.forge import a_part, checked, files_of

NAME = "title.en"


class Shelf:
    """A hall with one statement, and the part files of what it does."""

    def __init__(self) -> None:
        self.hall = Hall().on("2026-06-20")
        self.files: dict[str, bytes] = {}
        self.statement = self.hall.enter(Issued(form="statement", authentic=("en",)), parts=self.part("first"))

    def part(self, words: str) -> dict[str, str]:
        """A part of that name with these words."""
        digest, file = a_part(words)
        self.files[digest] = file
        return {NAME: digest}

    def correct(self, was: dict[str, str], now: dict[str, str]) -> None:
        """The title is corrected."""
        change = Change(field=f"parts.{NAME}", was=was[NAME], now=now[NAME])
        self.hall.enter(Corrected(changes=(change,)), refs=(("amends", self.statement.ref),), parts=now)

    def withhold(self) -> None:
        """The title is withheld."""
        self.hall.enter(Withheld(names=(NAME,), ground="safety"), refs=(("amends", self.statement.ref),))

    def without(self, *gone: dict[str, str]) -> dict[str, bytes]:
        """The record without these parts."""
        digests = {part[NAME] for part in gone}
        return files_of(self.hall.notes, {d: file for d, file in self.files.items() if d not in digests})


def test_a_withholding_covers_the_part_and_those_that_corrections_put_in_its_place_before() -> None:
    shelf = Shelf()
    second = shelf.part("second")
    shelf.correct(dict(shelf.statement.act.parts), second)
    shelf.withhold()
    found = checked(shelf.without(dict(shelf.statement.act.parts), second)).parts
    assert found.withheld == ((1, NAME), (2, NAME))


def test_words_that_a_later_correction_gave_are_not_withheld() -> None:
    shelf = Shelf()
    shelf.withhold()
    later = shelf.part("later")
    shelf.correct(dict(shelf.statement.act.parts), later)
    found = checked(shelf.without(dict(shelf.statement.act.parts))).parts
    assert (found.withheld, found.still_present) == (((1, NAME),), ())
    with pytest.raises(Broken) as caught:
        checked(shelf.without(dict(shelf.statement.act.parts), later))
    assert (caught.value.code, caught.value.number) == ("part-missing", 3)


def test_a_withholding_that_was_annulled_is_not_counted() -> None:
    shelf = Shelf()
    shelf.withhold()
    officers = ("post/president", "post/secretary", "post/speaker")
    shelf.hall.enter(Annulled(ground="procedure", from_="the-start"), refs=(("amends", "act/2"),), signatories=officers)
    assert checked(shelf.without()).parts.grounds == ()
    with pytest.raises(Broken) as caught:
        checked(shelf.without(dict(shelf.statement.act.parts)))
    assert caught.value.code == "part-missing"
