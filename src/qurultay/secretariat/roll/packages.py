"""The parts of a workbook: a zip of XML, in which one part says where the others lie (ECMA-376 part 2).

Anything in it may be hostile: a small file that unpacks into gigabytes, entities that call for others. So no more is unpacked
than a list of persons can be, and XML with a document type, which ECMA-376 does not know, is refused.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from qurultay.secretariat.roll.tables import Unreadable

MOST_UNPACKED: Final = 8 * 1024 * 1024
MOST_ELEMENTS: Final = 250_000
"""Two thousand rows of ten cells have a third of that."""
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CHUNK: Final = 64 * 1024
YES: Final = ("1", "true")

Event = tuple[str, Mapping[str, str] | None, str]
"""An element begins, with its attributes; or it ends, without, and with the words in it."""


class Package:
    """The parts of the file, of which only so much is ever unpacked."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = {each.filename for each in self.zip.infolist() if each.compress_type in _PACKED}
        self.left, self.elements = MOST_UNPACKED, MOST_ELEMENTS

    def walk(self, name: str) -> Iterator[Event]:
        """The elements of a part as they begin and end. Raises `Unreadable` where it is not XML, or too much of it."""
        held: list[Event] = []
        parser = _parser(held)
        if name not in self.names:
            raise Unreadable("roll.file.broken")
        with self.zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
                self.left -= len(chunk)
                self.elements -= len(held) // 2
                if min(self.left, self.elements) < 0:
                    raise Unreadable("roll.file.too-much")
                yield from held
                held.clear()
        parser.Parse(b"", True)


def _parser(held: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    words: list[str] = []

    def begins(name: str, attributes: dict[str, str]) -> None:
        words.clear()
        held.append((_local(name), {_local(key): value for key, value in attributes.items()}, ""))

    def ends(name: str) -> None:
        held.append((_local(name), None, "".join(words)))
        words.clear()

    def typed(*_: object) -> None:
        raise Unreadable("roll.file.broken")

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words.append, typed
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


@dataclass(frozen=True, kw_only=True)
class Book:
    """Which part holds what; of the sheets those that are shown, in the order in which they are shown."""

    sheets: tuple[tuple[str, str], ...]
    words: str
    styles: str
    from_1904: bool


def book_of(package: Package) -> Book:
    """What the file says it holds. Raises `Unreadable` for what is no workbook."""
    if "mimetype" in package.names:
        raise Unreadable("roll.file.open-document")
    main = next((part for kind, part in _related(package, "").values() if kind == "officeDocument"), "")
    if posixpath.basename(main) != "workbook.xml":
        raise Unreadable("roll.file.no-text")
    parts = _related(package, main)
    sheets, from_1904 = [], False
    for name, told, _ in package.walk(main):
        if name == "sheet" and told is not None and told.get("state", "visible") == "visible":
            sheets.append((told.get("name", ""), told.get("id", "")))
        if name == "workbookPr" and told is not None:
            from_1904 = told.get("date1904") in YES
    of_kind = dict(parts.values())
    return Book(
        sheets=tuple((name, parts[key][1]) for name, key in sheets if parts.get(key, ("",))[0] == "worksheet"),
        words=of_kind.get("sharedStrings", ""),
        styles=of_kind.get("styles", ""),
        from_1904=from_1904,
    )


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that belong to one, by the name it has for each: what kind they are, and where they lie."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    for element, told, _ in package.walk(place) if place in package.names else ():
        if element == "Relationship" and told is not None and told.get("TargetMode") != "External":
            where = posixpath.normpath(posixpath.join("/", folder, told.get("Target", ""))).lstrip("/")
            found[told.get("Id", "")] = (told.get("Type", "").rpartition("/")[2], where)
    return found
