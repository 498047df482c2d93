"""Is this paper ours? Held against a record, in one sentence.

    authentic     the record holds exactly this file, byte for byte, as a part of an act; whatever was said of that act
                  since is said with it: an annulled act's paper is authentic, since annulled, never forged
    signed        an office signed it with a certificate in force, it carries an act of the record unchanged, and is
                  itself no file of the record: one officer answers for its words, not the act's signatories
    altered       it says that it is an act's paper, and the file which that act names is another
    unknown       nothing in this record names it

The whole file decides, because a signature does not cover its own place in the file: there bytes can be changed
unseen (notes on documents §3). Signatures explain; they alone never make a file authentic.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal

from qurultay.acts.act import Entry, number_in
from qurultay.acts.amending import Corrected
from qurultay.acts.book import Register
from qurultay.acts.pages import EnrolledKey
from qurultay.acts.parts import FILES
from qurultay.acts.writing import Issued
from qurultay.press.setting.original import carried
from qurultay.press.signing.certificates import fingerprint_in
from qurultay.press.signing.claims import Claim, claim_of
from qurultay.press.signing.counterparts import COUNTERPARTS, counterparts_in
from qurultay.press.signing.seal import Seal
from qurultay.press.signing.standing import Standing, said_by, standing_in
from qurultay.record.errors import Absent
from qurultay.record.layout import part_path
from qurultay.record.parts import MOST, SALT, bytes_of
from qurultay.record.source import Source

Word = Literal["authentic", "signed", "altered", "unknown"]
Called = Callable[[str], str]
"""What a post or person is called; empty where no name is public."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What was found: the word, the sentence, and what both rest on."""

    word: Word
    sentence: str
    sha256: str
    act: int | None = None
    id: str = ""
    part: str = ""
    standing: Standing | None = None
    by: int | None = None
    seal: Seal | None = None


def check(pdf: bytes, source: Source, raw: Register, reading: Register, today: date, called: Called) -> Verdict:
    """Whether a record names this file, and if not, what can be said of it.

    `raw` is the register as authority reads it, whose acts still name what was corrected since; `reading` the register
    as acts are to be read today. Reads the signatures only where the record does not know the file.
    """
    digest = sha256(pdf).hexdigest()
    found = next(_named(digest, len(pdf), source, raw), None)
    if found is not None:
        return _authentic(digest, *found, reading, called)
    claim, seal = claim_of(pdf), _sealed(pdf)
    entry = _claimed(claim, raw)
    if entry is None or claim is None:
        why = f"unknown: no act of this record names this file. {_about(seal, raw, today, called)}"
        return Verdict(word="unknown", sentence=why, sha256=digest, seal=seal)
    gone = dict(reading.standing_of(entry.number).withheld).get("file.pdf")
    return _claiming(digest, claim, entry, seal, gone, source, raw, today, called)


def _named(digest: str, size: int, source: Source, raw: Register) -> Iterator[tuple[Entry, str]]:
    """The acts that name the file, or a list of counterparts that does. Only files of its very size are read."""
    if size > MOST:
        return
    held = [(entry, name, d) for entry in raw.entries for name, d in entry.act.parts.items() if name in FILES]
    for entry, name, each in held:
        if _size(source, each) == size + SALT and _hash_of(source, each) == digest:
            yield entry, name
    for entry, name, each in held:
        if (
            name == COUNTERPARTS
            and isinstance(entry.act.body, Issued)
            and digest in counterparts_in(bytes_of(source, each))
        ):
            yield entry, name


def _size(source: Source, digest: str) -> int:
    try:
        return source.size(part_path(digest))
    except Absent:
        return -1


def _hash_of(source: Source, digest: str) -> str:
    data = bytes_of(source, digest)
    return sha256(data).hexdigest() if isinstance(data, bytes) else ""


def _authentic(digest: str, entry: Entry, part: str, reading: Register, called: Called) -> Verdict:
    body, number = entry.act.body, entry.number
    edition = ""
    if isinstance(body, Corrected):  # a new edition stands with the act it corrects
        number = number_in(entry.act.targets("amends")[0])
        edition = f", in the edition of act {entry.number}"
    standing = "stands" if edition and standing_in(reading, number) == "corrected" else standing_in(reading, number)
    by = said_by(reading, number) if standing != "stands" else None
    named = described(reading.entries[number], reading, called)
    sentence = f"authentic{_since(standing, by, reading)}: {named}{edition}."
    return Verdict(
        word="authentic", sentence=sentence, sha256=digest, act=number, id=reading.entries[number].act.id, part=part,
        standing=standing, by=by,
    )  # fmt: skip


def _since(standing: Standing, by: int | None, reading: Register) -> str:
    match standing:
        case "stands":
            return ""
        case "deposited":
            return ", as a document older than the record, whose authority it does not claim"
        case "in-question":
            return f", now in question because of act {by}"
        case "annulled" if by is not None:
            ground = getattr(reading.entries[by].act.body, "ground", "")
            return f", since annulled by act {by}" + (f" ({ground})" if ground else "")
        case _:
            return f", since {standing} by act {by}"


def described(entry: Entry, book: Register, called: Called) -> str:
    """An act in words: what it is, its day, number and short code, and who signed it as what."""
    act = entry.act
    sort = getattr(act.body, "form", None) or getattr(act.body, "text", None) or act.kind
    signers = " and ".join(_signer(post, act.date, book, called) for post in act.signatories)
    return f"{sort} of {act.date.isoformat()}, act {entry.number} ({act.id}), signed by {signers or 'nobody'}"


def _signer(post: str, day: date, book: Register, called: Called) -> str:
    held = book.holder(post, day)
    person = (called(held.person) or held.person) if held is not None else ""
    return office(post, called) + (f" ({person})" if person else "")


def office(post: str, called: Called) -> str:
    """What an office is called; one that was never named is called by its reference.

    >>> office("post/vice-president", lambda ref: "")
    'the vice president'
    """
    return called(post) or f"the {post.partition('/')[2].replace('-', ' ')}"


def _claimed(claim: Claim | None, raw: Register) -> Entry | None:
    """The act that the file says it belongs to, if this record has it."""
    if claim is None or claim.record != raw.founding or claim.id not in raw.ids:
        return None
    return raw.entries[raw.ids[claim.id]]


def _claiming(
    digest: str,
    claim: Claim,
    entry: Entry,
    seal: Seal | None,
    gone: int | None,
    source: Source,
    raw: Register,
    today: date,
    called: Called,
) -> Verdict:
    """A file that says whose it is and is not what the record holds."""
    about, act = _about(seal, raw, today, called), f"act {entry.number} ({entry.act.id})"
    held = entry.act.parts.get("file.pdf")
    word: Word
    if carried(entry.act) != claim.text:
        word, why = "altered", f"this file says it is {act} and carries other words than that act. {about}"
    elif held is not None and _size(source, held) >= 0:
        word, why = "altered", f"this file says it is {act}, and the file which that act names is another. {about}"
    elif held is not None:
        because = "is not in this copy of the record" if gone is None else f"was withheld by act {gone}"
        word, why = "unknown", f"this file says it is {act}, whose own file {because}. {about}"
    elif seal is not None and seal.sound and _in_force(_enrolled(seal, raw), today):
        word, why = (
            "signed",
            f"{about} It restates {act} and is itself no file of the record: one office answers for it.",
        )
    else:
        word, why = "unknown", f"this file says it is {act}, which names no file. {about}"
    return Verdict(
        word=word, sentence=f"{word}: {why}", sha256=digest, act=entry.number, id=entry.act.id, seal=seal
    )  # fmt: skip


def _sealed(pdf: bytes) -> Seal | None:
    """The last signature in the file, or none."""
    from qurultay.press.signing import pades

    found = pades.seals(pdf)
    return found[-1] if found else None


def _about(seal: Seal | None, raw: Register, today: date, called: Called) -> str:
    """What its signature tells: a sentence of its own."""
    if seal is None:
        return "It bears no signature that can be read."
    key = _enrolled(seal, raw)
    if key is None:
        return "It is signed with a certificate that no act of this record enrols."
    whose = office(key.post or key.name, called)
    if not seal.sound:
        return f"It was signed by {whose} and changed since."
    if not _in_force(key, today):
        ended = "rests" if key.rests(today) else f"ended on {key.until.isoformat()}"
        return f"It is signed with the certificate of {whose}, which {ended}."
    holder = (called(key.person) or key.person) if key.person else ""
    return f"It is signed with the certificate of {whose}" + (f" ({holder})." if holder else ".")


def _enrolled(seal: Seal, raw: Register) -> EnrolledKey | None:
    held = (key for key in raw.keys.values() if key.use == "pdf" and fingerprint_in(key.material) == seal.fingerprint)
    return next(held, None)


def _in_force(key: EnrolledKey | None, day: date) -> bool:
    return key is not None and key.in_force(day)
