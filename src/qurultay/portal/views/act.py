"""One act: what was decided, what came of it, who signed it, and how to check it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from qurultay.acts.following import ReportTabled
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Issued
from qurultay.portal.frame import own_address, spoken
from qurultay.portal.pictures import qr
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Plain, Sheet
from qurultay.portal.values import Fact, Link, Phrase, Saying, Table, Value
from qurultay.portal.views.changes import ChangeView, changes_of
from qurultay.portal.views.decided import facts_of
from qurultay.portal.views.letters import LetterView, letter_of, paragraphs_in
from qurultay.portal.views.lines import Line, line_of, summary_of
from qurultay.portal.views.notices import Notice, notices_of
from qurultay.portal.views.slip import Slip, slip_of
from qurultay.portal.views.tables import tables_of
from qurultay.portal.views.three import Answer, stood_by, three_of
from qurultay.portal.views.titles import act_name, kind_of, title_of
from qurultay.portal.views.ways import act_page, has_text

MASK = 3
"""Which of the eight masks of ISO/IEC 18004 the codes for cameras are drawn with."""
MOST_FOLLOWED = 60
"""How many of the acts that followed are listed, the newest; their number is said."""
DECIDING = ("adopted", "not-adopted", "elected", "appointed", "repealed", "established", "dissolved", "rules-adopted")
WORDS = ("text", "reason", "history", "oath", "waivers")
LISTS = (("agenda", "word.agenda"), ("table", "report.notes"))
"""The parts that are read as words of the act on its own page, and those that are numbered lists."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an act: what they are, and their paragraphs in each language."""

    heading: Value
    texts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ActView:
    """Everything on the page of an act."""

    number: int
    name: Value
    id: str
    day: date
    kind: Value
    title: Value
    lede: Value | None
    notices: tuple[Notice, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    changes: tuple[ChangeView, ...]
    heading: str
    letter: LetterView | None
    words: tuple[Words, ...]
    lists: tuple[tuple[Value, Phrase], ...]
    three: tuple[Answer, ...]
    stood_by: tuple[Value, ...]
    followed: tuple[Line, ...]
    more_followed: int
    slip: Slip
    corrected_by: tuple[Value, ...]


def sheets(reading: Reading) -> Iterator[Sheet | Plain]:
    """The pages of all acts, and their files: the note as it was signed, and the proof."""
    address = own_address(reading.identity().addresses)
    for entry in reading.whole().entries:
        yield Sheet(act_page(entry.number), partial(act_sheet, entry.number))
        yield Plain(f"act/{entry.number}.note", partial(_note, entry.number))
        if address:
            yield Plain(f"act/{entry.number}.svg", partial(_camera, entry.number))
        if reading.acts.evidence.proof_head(entry.number) is not None:
            yield Plain(f"act/{entry.number}.tlog-proof", partial(_proof, entry.number))
    for number, name in reading.acts.files():
        yield Plain(
            f"file/{number}{name[4:]}" if name.startswith("file.") else f"file/{number}-{name}",
            partial(_file, number, name),
        )


def _file(number: int, name: str, reading: Reading) -> bytes:
    return reading.acts.file(number, name)


def _camera(number: int, reading: Reading) -> bytes:
    """The address of an act's page as a code for a camera, in the first language of the site."""
    identity = reading.identity()
    address = f"{own_address(identity.addresses)}/{spoken(identity.languages)[0]}/{act_page(number)}"
    drawn = str(qr(address, name="qr", title=address, mask=MASK))
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()


def _note(number: int, reading: Reading) -> bytes:
    return reading.acts.note(number)


def _proof(number: int, reading: Reading) -> bytes:
    return reading.acts.proof(number)


def act_sheet(number: int, reading: Reading) -> Page:
    """The page of an act."""
    view = view_of(reading, number)
    letter = isinstance(reading.act(number).body, Issued)
    section = ("letters", Link("letters/index.html", Saying("nav.letters"))) if letter else (
        "acts", Link("acts/index.html", Saying("nav.acts"))
    )  # fmt: skip
    return Page(
        template="act.html",
        section=section[0],
        title=Saying.of("head.act", number=number, title=view.title),
        about=view.lede,
        trail=(section[1], act_name(f"act/{number}")),
        view=view,
    )


def view_of(reading: Reading, number: int) -> ActView:
    """What stands on the page of an act."""
    act, followed = reading.act(number), reading.acts.followed(number)
    shown = list(dict.fromkeys(f.number for f in followed))[-MOST_FOLLOWED:]
    return ActView(
        number=number,
        name=act_name(f"act/{number}"),
        id=act.id,
        day=act.date,
        kind=kind_of(act),
        title=title_of(reading, number),
        lede=summary_of(reading, number),
        notices=notices_of(reading, number),
        facts=facts_of(reading, number),
        tables=tables_of(reading, number),
        changes=changes_of(reading, number),
        heading="act.decided" if act.kind in DECIDING else "act.says",
        letter=letter_of(reading, number),
        words=words_of(reading, number),
        lists=lists_of(reading, number),
        three=three_of(reading, number),
        stood_by=stood_by(reading, number),
        followed=tuple(line_of(reading, later) for later in shown),
        more_followed=len({f.number for f in followed}) - len(shown),
        slip=slip_of(reading, number),
        corrected_by=tuple(act_name(f"act/{by}") for by in reading.standing(number).corrected_by),
    )


def words_of(reading: Reading, number: int) -> tuple[Words, ...]:
    """What an act says in its own words, where no page of its own shows them."""
    act = reading.act(number)
    left_out = {"text"} if isinstance(act.body, Issued) or has_text(reading, number) else set()
    found = [(word, reading.phrase(number, word)) for word in WORDS if word not in left_out]
    return tuple(Words(Saying(f"word.{word}"), _paragraphs(phrase)) for word, phrase in found if phrase)


def lists_of(reading: Reading, number: int) -> tuple[tuple[Value, Phrase], ...]:
    """The numbered lists of an act that no table or page of its own shows."""
    body = reading.act(number).body
    shown = isinstance(body, Adopted) or (isinstance(body, ReportTabled) and body.claims)
    found = [(key, reading.phrase(number, word)) for word, key in LISTS if not (word == "table" and shown)]
    return tuple((Saying(key), phrase) for key, phrase in found if phrase)


def _paragraphs(phrase: Phrase) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((language, paragraphs_in(words)) for language, words in phrase)
