"""What does a PDF say of itself? The act it carries inside; a claim of whoever made the file, until it is checked."""

import json
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from qurultay.press.setting.original import ATTACHED

MOST_CLAIM = 64 * 1024
"""An act's text has at most 40,960 bytes (design §3a.3)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """The act that a file says it belongs to: its id, and the exact text it carries."""

    id: str
    record: str
    text: str


def claim_of(pdf: bytes) -> Claim | None:
    """What the file carries of an act; None where it carries nothing that can be read.

    The file may be a stranger's: nothing is unpacked beyond the size of an act, and whatever cannot be read says nothing.
    """
    from pikepdf import Pdf

    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            stream = opened.attachments[ATTACHED].obj.EF.F
            return _read(_unpacked(stream))
    except Exception:  # a broken file can break its reader in any way, and claims nothing then
        return None


def _unpacked(stream: Any) -> bytes:
    """The bytes of an attachment, up to the size of an act: a few kilobytes can hold gigabytes."""
    raw = bytes(stream.read_raw_bytes())
    packed = str(stream.get("/Filter", "")) == "/FlateDecode"
    data = zlib.decompressobj().decompress(raw, MOST_CLAIM + 1) if packed else raw
    if len(data) > MOST_CLAIM:
        raise ValueError("no act is as long as this")
    return data


def _read(data: bytes) -> Claim | None:
    held = json.loads(data)
    named = held.get("id"), held.get("record")
    if not all(isinstance(each, str) and len(each) <= 64 for each in named):
        return None
    return Claim(id=named[0], record=named[1], text=data.decode())
