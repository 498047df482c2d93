"""The desk of this house beside what its record says, and the rows that remember where its drafts came from."""

import shutil
import time
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from django.db import transaction

from qurultay.acts.act import Act, Entry, civil_date
from qurultay.acts.book import Register
from qurultay.acts.register import register as read_register
from qurultay.gazette.desk import Desk
from qurultay.gazette.objections import Objection
from qurultay.gazette.preflight import Known
from qurultay.gazette.waiting import Waiting
from qurultay.portal.reasons import reason
from qurultay.portal.values import Saying, Value
from qurultay.record.folder import Folder
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.frame.house import Standing, house, standing
from qurultay.secretariat.frame.order import because
from qurultay.secretariat.roll.naming import private_words
from qurultay.tlog.errors import Refused


@dataclass(frozen=True)
class Here:
    """The desk, and what the record says."""

    desk: Desk
    standing: Standing
    now: int
    _source: Folder | None = None

    @cached_property
    def known(self) -> Known:
        """The register and the keys, and the names and addresses of the roll, which no act may carry unseen.

        Raises `OutOfOrder` while the vault is locked: what could not be looked for is not published.
        """
        known, named = self.standing.known, self.standing.names
        public = {words for ref, said in named.items() if ref.startswith("person/") for _, words in said}
        return replace(known, press=replace(known.press, private=known.press.private | private_words(public)))

    @property
    def book(self) -> Register:
        """The register."""
        return self.standing.book

    @property
    def root(self) -> bytes:
        """The root of the newest head."""
        return self.known.root

    @property
    def today(self) -> date:
        """The civil date at the record's seat."""
        return civil_date(self.now, self.book.rules.offset)

    @property
    def source(self) -> Folder:
        """The files of the record, for as long as `with` holds them open."""
        if self._source is None:
            raise LookupError("the files of the record are not open here; see `beside`")
        return self._source

    def why(self, code: str, sentence: str) -> Saying | None:
        """What the gate or the press objects to, as it is said in every language; None where only the English says it."""
        return reason(code, sentence, self.standing.named)

    def because(self, bad: Objection | Refused) -> Value:
        """The same for a place in another sentence."""
        return because(bad.code, bad.sentence, self.standing.named)

    def beside(self, source: Folder) -> "Here":
        """The same, with the files of the record at hand."""
        return replace(self, _source=source)

    def as_read(self, entry: Entry) -> Act:
        """An act as it is to be read today, corrections in their places."""
        return read_register(self.book.entries).entries[entry.number].act


def clock() -> int:
    """The second it is: asked here and nowhere else at the desk."""
    return int(time.time())


def here_now() -> Here:
    """The desk as it stands this second. Raises `OutOfOrder` where nothing is founded yet."""
    return here(clock())


def here(now: int) -> Here:
    """The desk of this house. Raises `OutOfOrder` where nothing is founded yet."""
    return Here(Desk(house().desk), standing(), now)


def source_of(draft: Draft) -> str:
    """What a folder on the desk names as its source, when it was laid down from this row."""
    return f"secretariat/{draft.pk}"


def folder_of(draft: Draft) -> Path:
    """Where the files lie that a draft names; they go when its act is entered or it is thrown away."""
    return house().secretariat / "drafts" / str(draft.pk)


def reconcile(at: Here) -> list[Waiting]:
    """What waits on the desk, after drafts that have become acts have left it; rows say then what the folders say.

    The record is the truth, then the folder, then the row. So whatever was being done when a program died, the same
    thing comes out: by the SHA-256 of a text one sees whether it was entered.
    """
    entered = {entry.text_hash: entry.number for entry in at.book.entries}
    at.desk.clear_away(entered)
    waiting = list(at.desk.look().waiting)
    ids = {each.source: each for each in waiting}
    for row in Draft.objects.filter(number=None):
        lies = ids.get(source_of(row))
        said: tuple[str, str, int | None] = (lies.id, lies.text_hash, None) if lies else ("", "", None)
        if row.text_hash in entered:
            said = (row.act_id, row.text_hash, entered[row.text_hash])
        if said != (row.act_id, row.text_hash, row.number):
            with transaction.atomic():
                Draft.objects.filter(pk=row.pk).update(act_id=said[0], text_hash=said[1], number=said[2])
            if said[2] is not None:
                shutil.rmtree(folder_of(row), ignore_errors=True)
    return waiting
