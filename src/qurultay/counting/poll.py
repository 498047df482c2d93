"""What a file of ballots holds: the contest, the ballots, and lots where the file gives them."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from qurultay.counting.contest import Contest
from qurultay.counting.lots import Lots
from qurultay.counting.profile import Profile
from qurultay.counting.refusal import Uncountable

MOST_BYTES = 256 * 1024 * 1024
"""The largest file of ballots that is read."""
MOST_DIGITS = 15


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A contest and the ballots cast in it. `lots` are None where the file says nothing of them.

    `source` names the secret election that the ballots came from, and its result by SHA-256.
    """

    contest: Contest
    profile: Profile
    lots: Lots | None = None
    source: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Lets no garbage be looked for meanwhile: ballots are many small values that all stay, and each look costs."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def decoded(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends, which become `\\n`.

    Raises `Uncountable` for other encodings and for files that are too large.
    """
    if len(data) > MOST_BYTES:
        raise Uncountable(name, f"the file has more than {MOST_BYTES // 1024**2} MB", "group equal ballots in it")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Uncountable(name, "the file is UTF-16", "save it as UTF-8 (in a spreadsheet: 'CSV UTF-8')")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = data.count(b"\n", 0, bad.start) + 1
        raise Uncountable(f"{name}, line {line}", "a byte is not UTF-8", "save the file as UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Uncountable(f"{name}, line {line}", "the file has a zero byte, so it is no text", "name a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def whole(word: str, where: str, most: int, what: str) -> int:
    """A whole number from 0 to `most`, written in digits 0-9. Raises `Uncountable`, saying what should stand there."""
    if not (word.isascii() and word.isdigit()):
        mend = "delete the comma" if word[:-1].isdigit() and word[-1:] in ",;" else f"write {what} in digits 0-9"
        raise Uncountable(where, f"{shown(word)} is no whole number", mend)
    if len(word.lstrip("0")) > MOST_DIGITS or int(word) > most:
        raise Uncountable(where, f"{shown(word)} is more than {most}", f"correct {what}")
    return int(word)


def shown(words: str) -> str:
    """Words of a stranger inside a sentence of ours: shortened, every odd character written out.

    >>> shown("Ayg\\x1bul")
    "'Ayg\\\\x1bul'"
    """
    short = words if len(words) <= 60 else words[:59] + "…"
    return "'" + "".join(c if c.isprintable() or c == "\u200c" else ascii(c)[1:-1] for c in short) + "'"
