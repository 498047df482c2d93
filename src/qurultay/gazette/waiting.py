"""A draft that waits on the desk, as its folder holds it.

    desk/<id>/draft.yaml        what the clerk wrote
    desk/<id>/act.txt           the text of the act: what every signature is over
    desk/<id>/parts/<SHA-256>   its part files, as they will lie in the record
    desk/<id>/sig/<who>.sig     a signature line each
    desk/<id>/hold.json         since when it lies here, since when its signatures are complete

A folder may come back from another machine on a stick, with signatures in it. So nothing in it is believed: names and
sizes are bounded, no link is followed, and what a file must be is checked before it is used.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from qurultay.acts.act import MOST_TEXT, Act, read_act, text_hash
from qurultay.press.drafts import MOST_BYTES as MOST_DRAFT
from qurultay.press.refusal import Refusal
from qurultay.record.errors import Absent, Broken
from qurultay.record.folder import Folder
from qurultay.record.layout import MIB, shown
from qurultay.record.parts import MOST as MOST_PART
from qurultay.record.parts import SALT
from qurultay.tlog import canonical, note
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line

DRAFT, ACT, HOLD = "draft.yaml", "act.txt", "hold.json"
ID = re.compile(r"[0-9a-hjkmnp-tv-z]{8}")
_PART, _SIGNATURE = re.compile(r"parts/[0-9a-f]{64}"), re.compile(r"sig/[a-z0-9-]{1,120}\.sig")
_MOST_LINE, _MOST_HOLD, _MOST_FILES, MOST_PARTS = 8 * 1024, 4 * 1024, 4096, 192 * MIB


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A draft on the desk: the act, who has signed, since when it waits."""

    folder: Path
    act: Act
    text: bytes
    lines: tuple[Line, ...]
    parts: tuple[str, ...]
    laid: int
    complete: int | None
    source: str

    @property
    def id(self) -> str:
        """Its short code, by which the desk knows it."""
        return self.act.id

    @property
    def text_hash(self) -> str:
        """The SHA-256 of its text: what a stop names it by."""
        return text_hash(self.text)


def read_waiting(folder: Path) -> Waiting:
    """The draft in this folder. Raises `Refusal` with one sentence for whatever does not belong in one."""
    try:
        with Folder(folder) as held:
            names = [name for name in _names(folder, held) if not name.endswith(".tmp")]
            text = held.read(ACT, MOST_TEXT)
            lines = tuple(_line(text, held.read(name, _MOST_LINE)) for name in names if _SIGNATURE.fullmatch(name))
            hold = _hold(held.read(HOLD, _MOST_HOLD))
    except Absent as bad:
        _refuse(folder, f"{bad.path} is not there", "lay the draft down again with `qurultay check`")
    except (Broken, Refused) as bad:
        _refuse(folder, bad.sentence, "take it away, or lay the draft down again")
    return Waiting(
        folder=folder,
        act=_act(folder, text, hold),
        text=text,
        lines=lines,
        parts=tuple(name.removeprefix("parts/") for name in names if _PART.fullmatch(name)),
        laid=hold["laid"],
        complete=hold.get("complete"),
        source=hold.get("source", ""),
    )


def part_files(waiting: Waiting) -> dict[str, bytes]:
    """Its part files by hash, each checked. Raises `Refusal`."""
    found, left = dict[str, bytes](), MOST_PARTS
    try:
        with Folder(waiting.folder) as held:
            for digest in waiting.parts:
                found[digest] = held.read(f"parts/{digest}", min(left, MOST_PART + SALT))
                left -= len(found[digest])
                if sha256(found[digest]).hexdigest() != digest:
                    raise Broken(
                        "part-differs", None, "parts/{part}… was changed: its SHA-256 is not its name", part=digest[:16]
                    )
    except Broken as bad:
        _refuse(waiting.folder, bad.sentence, "lay the draft down again")
    return found


def draft_of(waiting: Waiting) -> bytes:
    """What the clerk wrote. Raises `Refusal`."""
    try:
        with Folder(waiting.folder) as held:
            return held.read(DRAFT, MOST_DRAFT)
    except Broken as bad:
        _refuse(waiting.folder, bad.sentence, "lay the draft down again")


def written_hold(laid: int, source: str, digest: str, complete: int | None) -> bytes:
    """The bytes of hold.json."""
    fields: dict[str, Any] = {"laid": laid, "source": source, "text": digest}
    return canonical.encode(fields | ({"complete": complete} if complete is not None else {})) + b"\n"


def signature_name(line: Line) -> str:
    """The file of a signature line: who, and by which key, so that two keys of one office do not meet.

    >>> signature_name(Line("tolunay.example/keeper-3", bytes(4), b""))
    'sig/keeper-3-00000000.sig'
    """
    return f"sig/{line.name.rpartition('/')[2][:60]}-{line.key_id.hex()}.sig"


def _names(folder: Path, held: Folder) -> Iterator[str]:
    for count, name in enumerate(held.names()):
        if count == _MOST_FILES:
            _refuse(folder, f"it holds more than {_MOST_FILES} files", "look what they are, and take them away")
        plain = name.removesuffix(".tmp")
        if plain not in (DRAFT, ACT, HOLD) and not _PART.fullmatch(plain) and not _SIGNATURE.fullmatch(plain):
            _refuse(folder, f"{shown(name)} is no part of a draft", "take it away")
        yield name


def _line(text: bytes, data: bytes) -> Line:
    """The one line in a signature file."""
    lines = note.parse(text + b"\n" + data).lines
    if len(lines) != 1:
        raise Refused("bad-line", "a signature file holds one line")
    return lines[0]


def _hold(data: bytes) -> dict[str, Any]:
    if data[-1:] != b"\n":
        raise Refused("not-one-line", "{file} is cut short", file=HOLD)
    fields = canonical.decode(data[:-1])
    numbers = [fields.get("laid"), fields.get("complete", 0)]
    known = {"laid", "source", "text", "complete"}
    if any(type(each) is not int or each < 0 for each in numbers) or fields.keys() - known:
        raise Refused("wrong-shape", "{file} does not say since when the draft waits", file=HOLD)
    if not all(isinstance(fields.get(name), str) for name in ("source", "text")):
        raise Refused("wrong-shape", "{file} does not say of which text it speaks", file=HOLD)
    return fields


def _act(folder: Path, text: bytes, hold: dict[str, Any]) -> Act:
    try:
        act = read_act(text)
    except Refused as bad:
        _refuse(folder, f"{ACT} is no act ({bad.sentence})", "lay the draft down again")
    if act.id != folder.name or hold["text"] != text_hash(text):
        _refuse(folder, f"{ACT} is not the act that was laid down here", "lay the draft down again")
    return act


def _refuse(folder: Path, what: str, mend: str) -> NoReturn:
    raise Refusal(f"desk/{shown(folder.name)[1:-1]}", what, mend) from None
