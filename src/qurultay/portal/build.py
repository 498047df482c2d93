"""Record → site. The same record gives the same site, byte for byte, and one more act changes few of its files.

    gather    each page's values, from answers of the record           reading/, views/
    say       each page in each language                                speaker.py, templates/, words/
    write     what differs from what is there; delete what is no page   folder.py

What a page asked of the record is remembered beside the site (`memory`), so that the next build puts the same
questions and leaves every page alone whose answers are the same. Delete the memory and all is made anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qurultay.portal import feeds, indexing, open_data, pieces
from qurultay.portal.folder import SiteFolder
from qurultay.portal.frame import Frame, frame_of, spoken
from qurultay.portal.languages import language
from qurultay.portal.material import Material, material_in
from qurultay.portal.memory import Comparison, recall, remember, software
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Plain, Sheet, Spoken
from qurultay.portal.speaker import Speaker
from qurultay.portal.views import (
    act,
    checking,
    correspondence,
    days,
    elections,
    following,
    home,
    ledger,
    lists,
    offices,
    plans,
    recovery,
    rules,
    sessions,
    texts,
)
from qurultay.record import cycles
from qurultay.record.source import Source


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did: how many files the site has, and which were written and deleted."""

    files: int
    pages: int
    written: tuple[str, ...]
    deleted: tuple[str, ...]
    made: int


def build(source: Source, out: Path, *, memory: Path | None = None) -> Built:
    """Builds the site of a record that was verified, in a folder of its own.

    Raises `Broken` where the files are those of no record, `NotOurs` for a folder that holds anything else.
    """
    return build_from(material_in(source), out, memory=memory)


def build_from(material: Material, out: Path, *, memory: Path | None = None) -> Built:
    """Builds the site of these values. Raises `NotOurs` for a folder that holds anything else."""
    with cycles.none_sought():
        site, version = _begun(material, SiteFolder(out), memory)
    with cycles.sought_among_new():
        made = sum(site.lay(sheet) for sheet in sheets(site.reading))
        deleted = site.finish()
        remember(memory, version, site.memory.now)
    folder = site.folder
    return Built(files=len(folder.kept), pages=site.pages, written=tuple(folder.written), deleted=deleted, made=made)


def _begun(material: Material, folder: SiteFolder, memory: Path | None) -> tuple["_Site", str]:
    """The site before any page is made, held against what the last build remembers; and the version that remembers it."""
    reading = Reading(material)
    frame = frame_of(reading)
    version = software() + repr(frame)
    before = recall(memory, version)
    reading.fingerprints = before.fingerprints
    speaker = Speaker(frame, tuple(map(language, spoken(frame.languages))))
    return _Site(reading, frame, speaker, folder, Comparison(reading, before)), version


def sheets(reading: Reading) -> Iterator[Sheet | Plain | Spoken]:
    """Every page and file of the site that is made from answers of the record."""
    for view in VIEWS:
        yield from view.sheets(reading)
    yield from feeds.sheets(reading)
    yield from open_data.sheets(reading)


VIEWS = (
    home, ledger, act, texts, offices, sessions, elections, correspondence, following, plans, days, lists, rules,
    recovery, checking,
)  # fmt: skip
"""The sections of the site, each with its sheets."""


@dataclass
class _Site:
    """The site as it is being made."""

    reading: Reading
    frame: Frame
    speaker: Speaker
    folder: SiteFolder
    memory: Comparison
    pages: int = 0

    def lay(self, sheet: Sheet | Plain | Spoken) -> int:
        """Leave a page as it is, or make it; how many files were made."""
        names = self._names(sheet)
        self.pages += len(names) if isinstance(sheet, Sheet) else 0
        if self.memory.stands(sheet.path) and self.folder.stand(names):
            self.memory.keep(sheet.path)
            return 0
        self.reading.ledger.asked = {}
        for name, data in self._made(sheet):
            self.folder.put(name, data)
        self.memory.note(sheet.path, self.reading.ledger.asked)
        return len(names)

    def finish(self) -> tuple[str, ...]:
        """What is no page of a sheet: the gate, the pieces that pages share, the search. What else lies there goes."""
        voices = tuple(self.speaker.voices.values())
        self.folder.put("index.html", self.speaker.gate())
        for name, data in pieces.files_of(self.reading, self.frame, voices):
            self.folder.put(name, data)
        indexing.lay(self.reading, voices, self.folder, self.memory)
        return self.folder.clear()

    def _names(self, sheet: Sheet | Plain | Spoken) -> tuple[str, ...]:
        if isinstance(sheet, Plain):
            return (sheet.path,)
        return tuple(f"{code}/{sheet.path}" for code in self.speaker.voices)

    def _made(self, sheet: Sheet | Plain | Spoken) -> Iterable[tuple[str, bytes]]:
        if isinstance(sheet, Plain):
            yield sheet.path, sheet.make(self.reading)
            return
        if isinstance(sheet, Spoken):
            for code, voice in self.speaker.voices.items():
                yield f"{code}/{sheet.path}", sheet.make(self.reading, voice)
            return
        page = sheet.gather(self.reading)
        for code in self.speaker.voices:
            yield f"{code}/{sheet.path}", self.speaker.page(page, sheet.path, code)
