"""What stands beside the pages: style, faces, scripts, the emblem, and the one file that knows how large the record is."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from markupsafe import Markup

from qurultay.portal.frame import Frame
from qurultay.portal.reading import Reading
from qurultay.portal.script import call
from qurultay.portal.voice import Voice
from qurultay.tlog.armour import armour


def files_of(reading: Reading, frame: Frame, voices: Sequence[Voice]) -> Iterator[tuple[str, bytes]]:
    """Everything that is no page, by path."""
    yield from statics()
    yield "static/emblem.svg", emblem_file(frame.emblem)
    yield "status.js", status(reading, voices)


def statics() -> Iterator[tuple[str, bytes]]:
    """The files that are the same in every site."""
    yield from _below(files("qurultay.portal").joinpath("static"), "static")


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _below(entry, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", entry.read_bytes()


def status(reading: Reading, voices: Sequence[Voice]) -> bytes:
    """How large the record is and its last day: said by a script, so that one act does not change every page."""
    head, _ = reading.material.head
    days = {voice.code: voice.language.day(reading.day) for voice in voices}
    return call("record", {"size": head.size, "days": days, "head": f"{head.origin} {head.size} {armour(head.root)}"})


def emblem_file(emblem: Markup) -> bytes:
    """The emblem as a picture of its own, with the colours that the stylesheet gives it on a page."""
    colours = ("#8e2f3b", "#2f4f9b", "#8a6100", "#1f7a6d", "#6a4a36", "#7a3a86", "#4a6412", "#0e6180")
    style = "".join(f".c{number}{{fill:{colour}}}" for number, colour in enumerate(colours, 1))
    opened, closed = str(emblem).split(">", 1)
    return f'{opened} xmlns="http://www.w3.org/2000/svg"><style>{style}</style>{closed}'.encode()
