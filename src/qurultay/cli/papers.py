"""Make a paper from what is named: an act of the record, a draft on the desk, or the draft in a file."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.acts.book import Register
from qurultay.acts.register import register as read_register
from qurultay.cli import moment
from qurultay.cli.at_desk import AtDesk, at_house
from qurultay.cli.house import House, find_house
from qurultay.cli.passphrases import passphrase
from qurultay.cli.record_here import Verified, verified
from qurultay.cli.refusing import Unusable
from qurultay.gazette.preparing import draw_id
from qurultay.gazette.waiting import ID, part_files
from qurultay.portal.pictures.emblem import emblem_on_paper
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import load
from qurultay.press.files import read_bounded
from qurultay.press.setting.drafting import with_paper, without_files
from qurultay.press.setting.gathering import from_desk, from_draft, from_record
from qurultay.press.setting.original import Original
from qurultay.press.setting.sheet import Sheet
from qurultay.press.setting.typesetter import NoPress, set_paper
from qurultay.press.signing.certificates import MOST_FILE, OfficeCertificate, fingerprint_in, opened
from qurultay.record.disk import in_words


class Paper(StrEnum):
    """The two sizes of a sheet."""

    A4 = "a4"
    LETTER = "letter"


SIZES = {"a4": "a4", "letter": "us-letter"}


@dataclass(frozen=True)
class Asked:
    """What somebody asks the press for."""

    source: str
    output: Path
    languages: tuple[str, ...] = ()
    paper: str = "a4"
    enter: bool = False
    sign: Path | None = None
    passphrase_file: Path | None = None
    record: str | None = None
    house: Path | None = None

    @property
    def draft(self) -> Path | None:
        """The file of a draft, where one was named."""
        path = Path(self.source)
        return path if path.suffix.lower() in (".yaml", ".yml") or path.is_file() else None


@dataclass(frozen=True)
class Made:
    """What was made."""

    output: Path
    what: str
    id: str = ""
    sha256: str = ""
    signed_as: str = ""
    next: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The same for a program."""
        held = {"file": str(self.output), "id": self.id or None, "sha256": self.sha256 or None}
        return held | {"signed_as": self.signed_as or None} | self.more


@contextmanager
def needing_press() -> Iterator[None]:
    """One sentence says how to install the extra, where a package of it is missing."""
    try:
        yield
    except ImportError as missing:
        raise NoPress(missing.name or "a package") from None


def made_of(asked: Asked, form: Callable[[Original], Sheet]) -> Made:
    """Set one paper, sign it if asked, and write it. Raises `Refusal`, `Unusable`, `Unwritten`."""
    with needing_press(), gathered(asked) as held:
        signer = signing(asked, held)
        data = finished(form(held), held, signer)
        write(asked.output, data)
        more = entered(asked, held, asked.output, "file.pdf") if asked.enter else ()
        shown_id = "" if held.stamp else held.act.id
        what = f"{len(data)} bytes, PDF/A-3a and PDF/UA-1" + (", a preview" if held.stamp else "")
        return Made(asked.output, what, shown_id, sha256(data).hexdigest(), signer.name if signer else "", more)


@contextmanager
def gathered(asked: Asked) -> Iterator[Original]:
    """What the paper is made from, with the emblem, the languages and the size that were asked for."""
    with _original(asked) as held:
        size = SIZES[asked.paper]
        yield replace(held, chosen=asked.languages, paper=size, emblem=emblem_on_paper(len(held.book.communities)))  # type: ignore[arg-type]  # one of the two sizes


@contextmanager
def _original(asked: Asked) -> Iterator[Original]:
    if (path := asked.draft) is not None:
        with _record_for(asked, path) as found:
            yield _from_file(asked, path, found)
        return
    house = find_house(None, asked.house)
    if asked.enter:
        raise Unusable("--enter writes into a draft; name the draft's file.")
    if house is not None and ID.fullmatch(asked.source) and (house.desk / asked.source).is_dir():
        with at_house(house) as desk:
            yield _from_desk(desk, asked.source)
        return
    with verified(asked.record, asked.house) as found:
        entry = found.entry(asked.source)
        yield from_record(found.source, _founded(found), entry.number)


def _record_for(asked: Asked, draft: Path) -> Any:
    """The record beside a draft, or none: a draft can be looked at without one."""
    house = find_house(draft, asked.house)
    if asked.record is None and (house is None or not house.founded):
        return nullcontext()
    return verified(asked.record or str(_house(house).record), None)


def _house(house: House | None) -> House:
    assert house is not None
    return house


def _founded(found: Verified) -> Register:
    """The register as acts are to be read, knowing whose record it is."""
    book = found.reading
    book.founding = found.report.founding
    return book


def _from_file(asked: Asked, path: Path, found: Verified | None) -> Original:
    """A draft: with `--enter` under its short code, else as a preview that says it is one."""
    document = load(path)
    draft = act_of(without_files(document))
    book = _founded(found) if found is not None else read_register(())
    id = draft.id or ""
    if asked.enter:
        if found is None:
            raise Unusable("--enter needs the record whose act this will be; name it with --record or --house.")
        id = _short_code(asked, id, book)
    return from_draft(found.source if found else None, book, draft, id)


def _short_code(asked: Asked, id: str, book: Register) -> str:
    """The draft's own short code while nobody else has it, else a new one: a paper that waits signed on the desk keeps its own."""
    house = find_house(asked.draft, asked.house)
    on_desk = house is not None and id and (house.desk / id).exists()
    return id if id and id not in book.ids and not on_desk else draw_id(os.urandom, book.ids)


def _from_desk(desk: AtDesk, id: str) -> Original:
    waiting = desk.desk.at(id)
    source = desk.words.source if desk.words is not None else None
    return replace(from_desk(source, desk.known.book, waiting.act, part_files(waiting)), stamp=True)


def signing(asked: Asked, held: Original) -> OfficeCertificate | None:
    """The certificate to sign with: enrolled by an act, in force today, of an office that signs this act.

    Raises `Refusal` or `Unusable` with what stands in the way.
    """
    if asked.sign is None:
        return None
    if held.stamp:
        raise Unusable("A preview is not signed; set the paper with --enter, under the short code of its act.")
    data = read_bounded(asked.sign, MOST_FILE, asked.sign.name)
    words = passphrase(f"the certificate {asked.sign.name}", asked.passphrase_file)
    found = opened(data, words, asked.sign.name)
    _refuse_stranger(found, held)
    return found


def _refuse_stranger(found: OfficeCertificate, held: Original) -> None:
    today = moment.today()
    key = next((k for k in held.book.keys.values() if fingerprint_in(k.material) == found.fingerprint), None)
    if key is None:
        raise Unusable(
            f"No act of this record enrols the certificate {found.fingerprint[:16]}…; enrol it first (`qurultay press key show`)."
        )
    if not key.in_force(today):
        raise Unusable(f"The certificate of {key.name} ended on {key.until.isoformat()}; sign with the present one.")
    if key.post not in held.act.signatories:
        named = ", ".join(held.act.signatories) or "nobody"
        raise Unusable(f"The certificate is that of {key.post}, and this act is signed by {named}.")


def finished(sheet: Sheet, held: Original, signer: OfficeCertificate | None) -> bytes:
    """The paper as a PDF, signed if somebody signs."""
    pdf = set_paper(sheet)
    if signer is None:
        return pdf
    from qurultay.press.signing import pades

    when = datetime.fromtimestamp(moment.now(), UTC)
    return pades.sign(pdf, signer, when, f"Act {held.act.id}")


def write(path: Path, data: bytes) -> None:
    """Write a paper. One that is there is made anew: it is made from the act again. Raises `Unusable`, `Unwritten`."""
    if not path.absolute().parent.is_dir():
        raise Unusable(
            f"There is no folder {str(path.parent)!r} to write {path.name!r} into; make it, or name another."
        )
    with in_words("no paper was written"):
        temporary = path.with_name(path.name + ".tmp")
        temporary.write_bytes(data)
        temporary.replace(path)


def entered(asked: Asked, held: Original, file: Path, part: str) -> tuple[str, ...]:
    """Write the short code and the file into the draft. Raises `Refusal` where the file does not lie beside it."""
    path = asked.draft
    assert path is not None
    text = with_paper(load(path), held.act.id, part, file)
    with in_words("the draft is as it was"):
        path.write_text(text, encoding="utf-8")
    return (f"{path} now names this paper and bears its short code. Go on with: qurultay check {path}",)
