"""The desk beside the record: drafts wait here for signatures, and for their hold to run out.

Nothing on the desk is public and nothing on it is official. A draft that changes is another draft: it gets a new id
and begins without signatures, because nobody has signed what it now says. A draft whose act is in the record leaves
the desk; which ones those are is read off the record, by the SHA-256 of their text (notes on building, §1 row 11).
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qurultay.acts.short_code import typed_code
from qurultay.gazette.gate import Submission
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known, may_sign, unsigned
from qurultay.gazette.preparing import Prepared
from qurultay.gazette.waiting import (
    ACT,
    DRAFT,
    HOLD,
    ID,
    Waiting,
    draft_of,
    part_files,
    read_waiting,
    signature_name,
    written_hold,
)
from qurultay.press.refusal import Refusal, shown
from qurultay.record.disk import Disk, Shelf, in_words
from qurultay.record.errors import Broken
from qurultay.record.parts import SALT
from qurultay.tlog import keys
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line
from qurultay.tlog.sentence import Sentence

_WHO = ("missing-signature", "no-possession", "key-ended", "not-holder-at-entry")
"""Objections that name whoever has to sign; that there are too few signatures then goes without saying."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What lies on the desk, oldest first, and what lies there that cannot be read."""

    waiting: tuple[Waiting, ...]
    faults: tuple[Refusal, ...]


class Desk:
    """A folder of drafts. Raises `Refusal` for what cannot be read there, `Unwritten` where it cannot be written."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    def look(self) -> Look:
        """Everything that waits. A folder without a text was being laid down when its program ended, and counts for nothing."""
        waiting, faults = list[Waiting](), list[Refusal]()
        for name in self._names():
            try:
                if os.path.lexists(self.folder / name / ACT):
                    waiting.append(self.at(name))
            except Refusal as fault:
                faults.append(fault)
        return Look(waiting=tuple(sorted(waiting, key=lambda w: (w.laid, w.id))), faults=tuple(faults))

    def at(self, id: str) -> Waiting:
        """The draft with this id. Raises `Refusal` where there is none."""
        if (self.folder / typed_code(id)).is_dir():
            id = typed_code(id)
        folder = self.folder / id
        if ID.fullmatch(id) is None or not folder.is_dir() or folder.is_symlink():
            raise Refusal(
                Sentence("the desk"),
                Sentence("no draft {id} waits here", id=shown(id)),
                "look what waits with `qurultay sign`",
            )
        return read_waiting(folder)

    def from_source(self, source: str) -> list[Waiting]:
        """The drafts that were laid down from this file."""
        return [each for each in self.look().waiting if source and each.source == source]

    def lay_down(self, prepared: Prepared, draft: bytes, source: str, now: int) -> Waiting:
        """Lay a prepared act on the desk, its text last: until then it is not there."""
        folder = self.folder / prepared.act.id
        shelf = Shelf(folder, self._disk, private=True)
        hold = written_hold(now, source, prepared.text_hash, None)
        with in_words("the draft is not on the desk"):
            try:
                for digest, data in prepared.parts.items():
                    shelf.put(f"parts/{digest}", data)
                for name, data in ((DRAFT, draft), (HOLD, hold), (ACT, prepared.text)):
                    shelf.put(name, data)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
        return self.at(prepared.act.id)

    def sign(self, id: str, line: Line, known: Known, now: int) -> Waiting:
        """Add a signature line, if it holds over the text and is by a key of a signatory or one that the act enrols.

        When nobody is left to sign, the hold begins. The same line again is harmless. Raises `Objected`.
        """
        waiting = self.at(id)
        material = may_sign(known, waiting.act, line)
        if material is None:
            sentence = Sentence(
                "the line of {line} is by a key that belongs to none of the signatories of {id}", line=line.name, id=id
            )
            raise Objected([Objection("stray-signature", sentence)])
        try:
            keys.check(line, material, waiting.text)
        except Refused as bad:
            raise Objected([Objection(bad.code, bad.sentence)]) from None
        self._refuse_ended(line, known, waiting, now)
        with in_words("the signature is not on the desk"):
            Shelf(waiting.folder, self._disk, private=True).put(signature_name(line), line.encode())
        return self.review(id, known, now)

    def review(self, id: str, known: Known, now: int) -> Waiting:
        """Look again who has to sign a draft, as after a change of keys: its hold begins, goes on, or begins anew."""
        waiting = self.at(id)
        still = self.still_to_sign(waiting, known, now)
        complete = None if still else waiting.complete if waiting.complete is not None else now
        if complete != waiting.complete:
            hold = written_hold(waiting.laid, waiting.source, waiting.text_hash, complete)
            with in_words("the desk is as it was"):
                Shelf(waiting.folder, self._disk, private=True).put(HOLD, hold)
        return replace(waiting, complete=complete)

    def still_to_sign(self, waiting: Waiting, known: Known, now: int) -> list[Objection]:
        """Who has still to sign, or to sign again because a key has ended meanwhile."""
        try:
            found = unsigned(known, waiting.text, waiting.lines, now)
            return [each for each in found if each.code in _WHO] or found
        except Broken as bad:
            return [
                Objection(
                    bad.code,
                    "{what}; take its file out of desk/{id}/sig and sign again",
                    what=Sentence.of(bad.sentence),
                    id=waiting.id,
                )
            ]

    def submission(self, id: str) -> Submission:
        """The draft as it is put to the gate. Its hold counts from the second its last signature was laid down here.

        A draft without all its signatures is held from the end of time, so that no gate takes it for ripe.
        """
        waiting = self.at(id)
        since = waiting.complete if waiting.complete is not None else 2**62
        return Submission(text=waiting.text, lines=waiting.lines, parts=part_files(waiting), held_since=since)

    def says_the_same(self, waiting: Waiting, draft: bytes, words: Mapping[str, bytes]) -> bool:
        """Does the draft that waits say what this draft says? Salts and the head that was seen apart."""
        files = part_files(waiting)
        named = {**waiting.act.parts, **waiting.act.sealed}
        held = {name: files[digest][SALT:] for name, digest in named.items() if digest in files}
        return draft_of(waiting) == draft and held == dict(words)

    def clear_away(self, entered: Mapping[str, int]) -> list[tuple[str, int]]:
        """Drafts whose text is in the record leave the desk; their ids and the numbers they got."""
        gone = [(each.id, entered[each.text_hash]) for each in self.look().waiting if each.text_hash in entered]
        for id, _ in gone:
            self.take_away(id)
        return gone

    def take_away(self, id: str) -> None:
        """A draft leaves the desk, its text first, so that no moment shows half a draft."""
        waiting = self.at(id)
        with in_words("the draft is still on the desk"):
            Shelf(waiting.folder, self._disk, private=True).drop(ACT)
            shutil.rmtree(waiting.folder)

    def _refuse_ended(self, line: Line, known: Known, waiting: Waiting, now: int) -> None:
        """A key that has ended signs nothing new, unless its holder signs for the time in office (T5)."""
        others = tuple(each for each in waiting.lines if each != line)
        found = self.still_to_sign(replace(waiting, lines=(*others, line)), known, now)
        ended = [each for each in found if each.code == "key-ended" and f" {line.name} " in each.sentence]
        if ended:
            raise Objected(ended)

    def _names(self) -> list[str]:
        try:
            return sorted(name for name in os.listdir(self.folder) if ID.fullmatch(name))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Refusal(
                Sentence("the desk"),
                Sentence("it cannot be read ({strerror})", strerror=error.strerror),
                "check that you may read it",
            ) from None
