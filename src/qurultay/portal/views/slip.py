"""Why may a reader believe this act? Who signed it as what, where it stands, who saw it, and its fingerprints.

No page certifies itself: a forger can copy any page. So the slip shows what the record holds, in the order
in which one would ask, and how to check it somewhere else (look-and-voice §2.2).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qurultay.acts.act import Act
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited, Issued
from qurultay.portal.evidence import Path
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Link, Saying, Several, Value
from qurultay.portal.views.ways import leading, to_act


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signed: the person, the post, since when, and the key."""

    person: Value | None
    post: Value
    since: Value | None
    key: Value


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of an act: what it is, the SHA-256 of its file, and which act withheld it if one did."""

    what: Value
    digest: str
    gone: Value | None
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """The proof of one act, as a page shows it."""

    number: int
    entered: datetime
    signatures: tuple[Signature, ...]
    rule: Value | None
    path: Path
    witnesses: Value
    parts: tuple[PartLine, ...]
    provable: bool
    files: tuple[str, ...]
    own_tool: Value


def slip_of(reading: Reading, number: int) -> Slip:
    """Everything that shows an act to be what it claims to be."""
    entry = reading.entry(number)
    return Slip(
        number=number,
        entered=entry.entered_at,
        signatures=tuple(_signature(reading, signer) for signer in reading.acts.shown(number).signers),
        rule=_rule(reading, entry.act),
        path=reading.acts.shown(number).path,
        witnesses=_witnesses(reading, number),
        parts=_parts(reading, number),
        provable=reading.acts.shown(number).provable,
        files=tuple(
            name for name in entry.act.parts if name.startswith("file.") and name not in reading.missing(number)
        ),
        own_tool=Code(f"qurultay verify {reading.identity().label}.zip"),
    )


def _signature(reading: Reading, signer: Any) -> Signature:
    key = Saying.of("slip.key", key=Code(signer.key_id), act=to_act(signer.enrolled_by))
    tenure = signer.since
    return Signature(
        person=leading(reading, signer.person) if signer.person else None,
        post=leading(reading, signer.signatory),
        since=tenure.from_ if tenure is not None else None,
        key=key,
    )


def _rule(reading: Reading, act: Act) -> Value | None:
    """The rule that empowers the act, and how many signatures it asks for."""
    if act.basis is None or "/rule/" not in act.basis:
        return None if act.basis is None else Saying.of("slip.basis", basis=to_act(int(act.basis.split("/")[1])))
    number, case = int(act.basis.split("/")[1]), act.basis.split("/rule/")[1]
    row = reading.rules.row_in(number, case)
    rule = Link(f"rules/{number}.html", Saying.of("slip.rule-name", number=number, case=case))
    if row is None:
        return Saying.of("slip.basis", basis=rule)
    return Saying.of("slip.rule", count=row.needs + bool(row.also), rule=rule, kind=Saying(f"class.{row.class_}"))


def _witnesses(reading: Reading, number: int) -> Value:
    seen = reading.acts.shown(number).witnessed
    if seen is None:
        return Saying("slip.unseen")
    first = min(seconds for _, seconds in seen.by)
    return Saying.of(
        "slip.seen",
        count=len(seen.by),
        names=Several(tuple(Code(name) for name, _ in seen.by)),
        day=datetime.fromtimestamp(first, UTC).date(),
    )


def _parts(reading: Reading, number: int) -> tuple[PartLine, ...]:
    act, missing = reading.act(number), reading.missing(number)
    withheld = dict(reading.standing(number).withheld)
    lines = [
        PartLine(part_name(reading, act, name), digest, _gone(name, missing, withheld))
        for name, digest in sorted(act.parts.items())
    ]
    sealed = [PartLine(part_name(reading, act, n), digest, None, True) for n, digest in sorted(act.sealed.items())]
    return (*lines, *sealed)


def _gone(name: str, missing: tuple[str, ...], withheld: dict[str, int]) -> Value | None:
    if name in withheld:
        return Saying.of("part.withheld", by=to_act(withheld[name]))
    return Saying("part.missing") if name in missing else None


def part_name(reading: Reading, act: Act, name: str) -> Value:
    """What a part is, in words: the text in Uyghur, a name in English, a PDF."""
    word, _, rest = name.partition(".")
    if word in ("file", "table", "figures") and rest in ("pdf", "docx", "txt", "csv", "json"):
        return Saying.of("part.file", kind=rest.upper())
    language = Saying(f"lang.{rest.rsplit('.', 1)[-1]}")
    if word in ("name", "style"):
        subject = rest.rsplit(".", 1)[0].replace("-", "/", 1)
        return Saying.of(f"part.{word}", who=reading.named(subject), language=language)
    authentic = act.body.authentic if isinstance(act.body, Adopted | Issued) else ()
    authentic = (act.body.language,) if isinstance(act.body, Deposited) else authentic
    marked = "part.words.authentic" if word == "text" and rest in authentic else "part.words"
    return Saying.of(marked, what=Saying(f"word.{word}"), language=language)
