"""“Check a document”, search, and the pages about the site itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from qurultay.acts.kinds import KINDS
from qurultay.acts.writing import Issued
from qurultay.portal.codes import Fingerprint
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Code, Link, Saying, Table, Value
from qurultay.portal.views import ledger
from qurultay.portal.views.beware import beware
from qurultay.portal.views.titles import title_of
from qurultay.portal.views.ways import act_page
from qurultay.press.signing.counterparts import COUNTERPARTS, counterparts_in
from qurultay.press.signing.standing import Standing, standing_word
from qurultay.tlog.armour import armour

LISTED = 200
"""How many fingerprints of files stand on the page itself, the newest; with script all are looked up."""


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything a reader needs to check a paper, and the whole record."""

    label: str
    founding: str
    origin: str
    size: int
    root: str
    day: date
    head: str
    address: str
    files: Table
    more: bool
    bundles: tuple[tuple[int, int, str], ...]
    witnesses: tuple[str, ...]
    withheld: int
    beware: tuple[Table, ...]


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The page on checking, search, data, the colophon, and what is said where there is no page."""
    yield Sheet("verify.html", check_page)
    yield Sheet("search.html", search_page)
    yield Sheet("data.html", data_page)
    yield Sheet("colophon.html", colophon_page)
    yield Sheet("not-found.html", lost_page)


def check_page(reading: Reading) -> Page:
    """How to check a number, a file, the whole record; and what a check can and cannot tell."""
    book, identity = reading.whole(), reading.identity()
    head, note = reading.material.head
    files = sorted((*fingerprints(reading), *counterparts(reading)), key=lambda each: each.act)
    view = CheckView(
        label=identity.label,
        founding=identity.founding,
        origin=head.origin,
        size=head.size,
        root=armour(head.root),
        day=reading.today(),
        head=note.encode().decode(),
        address=next(iter(identity.addresses), ""),
        files=_files(reading, tuple(files[::-1][:LISTED])),
        more=len(files) > LISTED,
        bundles=tuple(reading.acts.evidence.bundles()),
        witnesses=tuple(line.name for line in note.lines if line.name != head.origin),
        withheld=sum(len(standing.withheld) for standing in book.standing.values()),
        beware=beware(reading),
    )
    return Page(
        template="verify.html", section="verify", title=Saying("verify.title"), about=Saying("verify.lede"), view=view
    )


def fingerprints(reading: Reading) -> tuple[Fingerprint, ...]:
    """The SHA-256 of every file of the record as a reader would hold it, and where its act stands today."""
    return tuple(
        Fingerprint(sha256=hashed, act=number, part=name, standing=standing_of(reading, number))
        for number, name in reading.acts.files()
        if (hashed := reading.fingerprint(number, name)) is not None
    )


def counterparts(reading: Reading) -> tuple[Fingerprint, ...]:
    """The SHA-256 of every counterpart of a letter that went to many: each addressee may hold another file."""
    return tuple(
        Fingerprint(sha256=hashed, act=number, part=name, standing=standing_of(reading, number), counterpart=True)
        for number, name in reading.acts.files()
        if name == COUNTERPARTS and isinstance(reading.act(number).body, Issued)
        for hashed in sorted(counterparts_in(reading.acts.file(number, name)))
    )


def standing_of(reading: Reading, number: int) -> Standing:
    """Where an act stands, in the word that is said of its files: authentic, and since annulled."""
    doubt = reading.doubt(number)
    doubted = doubt is not None and doubt[1] != "confirmed"
    return standing_word(reading.standing(number), doubted, reading.texts.text(number), reading.act(number).kind)


def _files(reading: Reading, files: tuple[Fingerprint, ...]) -> Table:
    rows = tuple(
        (Link(act_page(f.act), str(f.act)), title_of(reading, f.act), _file_name(f), Code(f.sha256)) for f in files
    )
    return Table(Saying("table.files"), ("act", "title", "file", "fingerprint"), rows, 1)


def _file_name(file: Fingerprint) -> Value:
    return Saying("file.counterpart") if file.counterpart else Code(file.part)


def search_page(reading: Reading) -> Page:
    """Search by script; without it the lists themselves."""
    lists = ledger.lists_of(reading)
    return Page(
        template="search.html", section="search", title=Saying("search.title"), about=Saying("search.lede"),
        view={"lists": lists},
    )  # fmt: skip


def data_page(reading: Reading) -> Page:
    """Everything for machines: feeds, calendars, tables, Popolo, and the record itself."""
    kinds = tuple(
        Link(f"feed/kind-{shelf.about}.xml", Saying(f"kinds.{shelf.about}"))
        for shelf in reading.lists.shelves()
        if shelf.sort == "kind" and shelf.about in KINDS
    )
    years = tuple(shelf.about for shelf in reading.lists.shelves() if shelf.sort == "year")
    return Page(
        template="data.html", section="data", title=Saying("data.title"), about=Saying("data.lede"),
        view={"kinds": kinds, "years": years, "label": reading.identity().label},
    )  # fmt: skip


def colophon_page(reading: Reading) -> Page:
    """What made this site, from what, and what it does not do."""
    return Page(
        template="colophon.html", section="colophon", title=Saying("colophon.about"), about=Saying("about.site"),
        view={"software": f"qurultay {version('qurultay')}", "label": reading.identity().label},
    )  # fmt: skip


def lost_page(reading: Reading) -> Page:
    """There is no such page: why that may be, and a way on."""
    del reading
    return Page(template="lost.html", title=Saying("lost.title"), about=Saying("lost.lede"), view=None)
