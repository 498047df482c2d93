"""How an act stands in a list: its number in the gutter, its day, its kind, its title, and one sentence."""

from dataclasses import dataclass
from datetime import date

from qurultay.acts.act import Act
from qurultay.acts.resolving import Adopted, NotAdopted
from qurultay.acts.writing import ReplyRecorded
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Saying, Several, Value
from qurultay.portal.views.titles import kind_of, targets_of, title_of


@dataclass(frozen=True, slots=True)
class Line:
    """An act in a list."""

    number: int
    day: date
    kind: Value
    title: Value
    summary: Value | None
    struck: bool
    notes: tuple[Value, ...] = ()


def line_of(reading: Reading, number: int, *notes: Value) -> Line:
    """An act as it stands in a list; what later acts did to it is said beneath."""
    act = reading.act(number)
    return Line(
        number=number,
        day=act.date,
        kind=kind_of(act),
        title=title_of(reading, number),
        summary=summary_of(reading, number),
        struck=reading.standing(number).annulled is not None,
        notes=(*notes, *amended(reading, number)),
    )


def summary_of(reading: Reading, number: int) -> Value | None:
    """One sentence on an act that a journalist could quote: its own summary, or what its figures say."""
    return reading.phrase(number, "summary") or _figures(reading, reading.act(number))


def _figures(reading: Reading, act: Act) -> Value | None:
    match act.body:
        case Adopted(figures=None, how=how) | NotAdopted(figures=None, outcome=how):
            return Saying(f"how.{how}")
        case Adopted(figures=votes) if votes is not None:
            return Saying.of("summary.adopted", for_=votes.for_, against=votes.against, abstained=votes.abstained)
        case NotAdopted(figures=votes, outcome=outcome) if votes is not None:
            return Saying.of(
                f"summary.not-adopted.{outcome}", for_=votes.for_, against=votes.against, abstained=votes.abstained
            )
        case ReplyRecorded(answers=answers) if answers:
            grades = Several(tuple(Code(answer.grade) for answer in answers))
            return Saying.of("summary.reply", count=len(answers), grades=grades)
        case _ if act.targets("amends") and act.parts.keys() & {"title.en", "title.ug", "title.kk"}:
            return Saying.of(f"summary.{act.kind}", what=targets_of(act))
        case _:
            return None


def amended(reading: Reading, number: int) -> tuple[Value, ...]:
    """What later acts did to an act, in a few words for a list."""
    standing, doubt = reading.standing(number), reading.doubt(number)
    found: list[Value] = []
    if standing.annulled is not None:
        found.append(Saying.of("line.annulled", by=standing.annulled.by))
    if standing.corrected_by:
        found.append(Saying.of("line.corrected", by=standing.corrected_by[-1]))
    if standing.open_contest:
        found.append(Saying.of("line.contested", by=standing.contested_by[-1]))
    if doubt is not None and doubt[1] != "confirmed":
        found.append(Saying(f"line.doubt.{doubt[1]}"))
    text = reading.texts.text(number) if isinstance(reading.act(number).body, Adopted) else None
    if text is not None and text.repealed_by is not None:
        found.append(Saying.of("line.repealed", by=text.repealed_by, day=text.until))
    if text is not None and text.replaced_by is not None:
        found.append(Saying.of("line.replaced", by=text.replaced_by, day=text.until))
    return tuple(found)
