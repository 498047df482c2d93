"""The papers of a sitting as one PDF: agenda, motions with their printed lines, amendments, and the papers laid to items.

It is made anew whenever somebody asks, in one language of the body; a text that has no words in it stands in the first
language it has. Papers that are PDF follow as they are; of others the agenda says that they are to be fetched.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from qurultay.assembly.differences import Line
from qurultay.assembly.motions import OPEN, Stage
from qurultay.portal.values import Named, Saying, Value
from qurultay.portal.voice import Voice
from qurultay.press.bidi import direction
from qurultay.press.metadata import pdf_worked
from qurultay.press.refusal import Refusal
from qurultay.press.setting.letter import words as paragraph
from qurultay.press.setting.sheet import Block, Facts, Foot, Grid, Head, Lined, Name, NewPage, Numbered, Sheet, Title
from qurultay.press.setting.typesetter import NoPress, set_paper
from qurultay.secretariat.chamber import shown
from qurultay.secretariat.chamber.clock import when
from qurultay.secretariat.chamber.documents import PDF, bytes_of
from qurultay.secretariat.chamber.models import Motion, Sitting
from qurultay.secretariat.chamber.parts.agenda import Row, tree
from qurultay.secretariat.chamber.texts import asked, languages, latest
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder

MOST_PAGES_JOINED = 30
_PRINTED = OPEN | {
    Stage.ON_AGENDA,
    Stage.POSTPONED,
    Stage.TABLED,
    Stage.REPORTED,
    Stage.ADOPTED,
    Stage.ACCEPTED,
    Stage.MERGED,
}


def pack(sitting: Sitting, voice: Voice, now: datetime) -> bytes:
    """The PDF. Raises `OutOfOrder` in one sentence where the extra that sets papers is not installed."""
    rows = tree(sitting)
    try:
        made = set_paper(_sheet(sitting, rows, voice, now))
        papers = list(_papers(rows, voice))[:MOST_PAGES_JOINED]
        if not papers:
            return made
        pieces = [("", made), *papers]
        data = b"".join(
            len(title.encode()).to_bytes(8) + len(held).to_bytes(8) + title.encode() + held for title, held in pieces
        )
        return pdf_worked("join", data, "the papers")
    except NoPress:
        raise OutOfOrder("chamber.out.pack.no-press", command="pip install 'qurultay[press]'") from None
    except Refusal as bad:
        raise OutOfOrder("chamber.out.pack.cannot", what=bad.what) from None


def _papers(rows: Sequence[Row], voice: Voice) -> Iterator[tuple[str, bytes]]:
    for row in rows:
        for each in row.documents:
            if each.media == PDF:
                yield f"{row.item.label}. {voice.choose(tuple(each.title.items()))[1]}", bytes_of(each)
        yield from _papers(row.parts, voice)


def _sheet(sitting: Sitting, rows: Sequence[Row], voice: Voice, now: datetime) -> Sheet:
    title = voice.plain(Saying.of("chamber.pack.title", number=sitting.number))
    session = sitting.session
    body = standing().named(session.body)
    return Sheet(
        language=voice.code,
        title=title,
        author=voice.plain(body),
        day=now.astimezone(ZoneInfo(session.zone)).date(),
        head=_head(sitting, body, voice),
        blocks=tuple(_blocks(sitting, rows, voice, now)),
        foot=Foot(language=voice.code),
    )


def _head(sitting: Sitting, body: Named, voice: Voice) -> Head:
    """The body's name in the reader's language, and across from it in a script of the other direction."""
    held = dict(body.words)
    session = sitting.session
    tongues = [voice.code, *(code for code in languages(session) if direction(code) != direction(voice.code))]
    names = [
        Name(language=code, name=held[code], line=session.title.get(code, "")) for code in tongues if code in held
    ][:2]
    if not names:
        names = [Name(language=voice.code, name=voice.plain(body), line=voice.choose(tuple(session.title.items()))[1])]
    return Head(names=tuple(sorted(names, key=lambda each: direction(each.language) == "rtl")))


def _blocks(sitting: Sitting, rows: Sequence[Row], voice: Voice, now: datetime) -> Iterator[Block]:
    say, session = _saying(voice), sitting.session
    yield Title(language=voice.code, words=say("chamber.pack.title", number=sitting.number))
    yield Facts(
        language=voice.code,
        rows=(
            (say("chamber.pack.opens"), voice.plain(when(sitting.opens, session.zone))),
            (say("chamber.pack.mode"), say(f"mode.{sitting.mode}")),
            (say("chamber.pack.place"), voice.choose(tuple(session.place.items()))[1] or "–"),
            (say("chamber.pack.made"), voice.plain(when(now, session.zone))),
        ),
    )
    yield Title(language=voice.code, words=say("chamber.agenda"), level=2)
    yield Grid(
        language=voice.code,
        head=(say("chamber.agenda.number"), say("chamber.agenda.item"), say("chamber.agenda.papers")),
        rows=tuple(_agenda_rows(rows, voice)) or (("–", say("chamber.agenda.empty"), "–"),),
    )
    for motion in _motions(rows):
        yield NewPage()
        yield from _motion(motion, voice)


def _agenda_rows(rows: Sequence[Row], voice: Voice) -> Iterator[tuple[str, str, str]]:
    say = _saying(voice)
    for row in rows:
        motions = [
            say("chamber.motion.number", label=each.label) for each in row.motions if Stage(each.state) in _PRINTED
        ]
        papers = [
            f"{voice.choose(tuple(each.title.items()))[1]}{'' if each.media == PDF else ' ' + say('chamber.pack.apart')}"
            for each in row.documents
        ]
        yield (
            row.item.label,
            voice.choose(tuple(row.item.title.items()))[1],
            voice.language.comma.join([*motions, *papers]),
        )
        yield from _agenda_rows(row.parts, voice)


def _motions(rows: Sequence[Row]) -> Iterator[Motion]:
    for row in rows:
        yield from (each for each in row.motions if Stage(each.state) in _PRINTED)
        yield from _motions(row.parts)


def _motion(motion: Motion, voice: Voice) -> Iterator[Block]:
    say = _saying(voice)
    yield paragraph(voice.code, say("chamber.motion.number", label=motion.label), "kind")
    language, title = voice.choose(tuple(motion.title.items()))
    yield Title(language=language or voice.code, words=title)
    for each in shown.text(latest(motion), voice.code):
        if not each.struck and each.texts:
            yield _provision(each)
    amendments = [each for each in motion.amendments.select_related("amends") if Stage(each.state) in _PRINTED]
    for amendment in sorted(amendments, key=lambda row: (-row.distance, row.pk)):
        yield from _amendment(amendment, voice)
        for sub in amendment.amendments.select_related("amends"):
            if Stage(sub.state) in _PRINTED:
                yield from _amendment(sub, voice)


def _amendment(motion: Motion, voice: Voice) -> Iterator[Block]:
    say = _saying(voice)
    title = voice.choose(tuple(motion.title.items()))[1]
    yield Title(language=voice.code, words=say("chamber.pack.amendment", label=motion.label, title=title), level=2)
    yield paragraph(voice.code, say(f"chamber.motion.state.{motion.state}"), "quiet")
    yield _provision(shown.amendment(asked(motion), voice.code))


def _provision(each: shown.Shown) -> Block:
    """In the reader's language if it has words there, else in its first: a pack is in one language."""
    found = each.texts[0]
    rows = tuple((line.number, tuple(_stretches(line))) for line in found.lines)
    lined = Lined(language=found.language, rows=rows)
    return lined if each.preamble else Numbered(language=found.language, label=each.label, heading="", blocks=(lined,))


def _stretches(line: Line) -> Iterator[tuple[str, str]]:
    """The stretches of a line; no space is struck or underlined."""
    for span in line.spans:
        if span.words.startswith(" ") and span.kind != "kept":
            yield "kept", " "
        yield span.kind, span.words.removeprefix(" ") if span.kind != "kept" else span.words


def _saying(voice: Voice):  # type: ignore[no-untyped-def]  # a sentence by its key
    def say(key: str, **places: Value) -> str:
        return voice.plain(Saying.of(key, **places))

    return say
