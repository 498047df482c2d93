"""A text with its provisions, side by side in two languages, and what came of each operation in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from qurultay.acts.book import Call, Commitment
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.writing import Deposited
from qurultay.portal.reading import Reading
from qurultay.portal.sheets import Page, Sheet
from qurultay.portal.values import Grade, Link, MonthDay, Phrase, Saying, Several, State, Value
from qurultay.portal.views.lines import Line, line_of
from qurultay.portal.views.notices import Notice, notices_of
from qurultay.portal.views.states import call_state, commitment_state, provision_state
from qurultay.portal.views.titles import act_name, happened, title_of
from qurultay.portal.views.ways import act_page, leading, text_page, to_act, to_target
from qurultay.portal.views.wording import TextIn, wording_of

NEWEST = 100
"""How many texts the index lists; the list of adopted acts has all."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What came of one operation: its kind, whom it addresses or binds, where it stands, and what shows it."""

    kind: str
    who: Value | None
    state: Value | None
    shown: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A provision: its number, whether it still stands, and the fates of its operations."""

    label: str
    state: Value | None
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as a page shows it; `alone` names the one language of a page in one language."""

    number: int
    title: Phrase
    made_title: Value
    kind: Value
    lede: Value | None
    notices: tuple[Notice, ...]
    texts: tuple[TextIn, ...]
    rows: tuple[Row, ...]
    alone: str | None
    languages: tuple[str, ...]
    authentic: tuple[str, ...]
    files: tuple[str, ...]
    plan: str | None


def sheets(reading: Reading) -> Iterator[Sheet]:
    """The index of texts, a page for each text, and one for each of its languages where it has several."""
    yield Sheet("texts/index.html", index_page)
    book = reading.whole()
    for number in sorted((*book.texts, *(n for n in book.deposits if reading.phrase(n, "text")))):
        yield Sheet(text_page(number), partial(text_sheet, number, None))
        languages = [language for language, _ in reading.phrase(number, "text")]
        for language in languages if len(languages) > 1 else ():
            yield Sheet(text_page(number, language=language), partial(text_sheet, number, language))


def text_sheet(number: int, alone: str | None, reading: Reading) -> Page:
    """The page of a text, in all its languages or in one."""
    view = text_view(reading, number, alone)
    name = Saying.of("head.text", title=view.title or view.made_title, number=number)
    if alone is not None:
        name = Saying.of("head.text-in", text=name, language=Saying(f"lang.{alone}"))
    return Page(
        template="text.html", section="texts", title=name, about=view.lede,
        trail=(Link("texts/index.html", Saying("nav.texts")), Link(act_page(number), act_name(f"act/{number}"))),
        view=view,
    )  # fmt: skip


def text_view(reading: Reading, number: int, alone: str | None) -> TextView:
    """What stands on the page of a text."""
    act = reading.act(number)
    texts = wording_of(reading, number)
    provisions = act.body.provisions if isinstance(act.body, Adopted | Deposited) else ()
    return TextView(
        number=number,
        title=reading.phrase(number, "title"),
        made_title=title_of(reading, number),
        kind=_kind(reading, number),
        lede=_lede(reading, number),
        notices=notices_of(reading, number),
        texts=texts,
        rows=tuple(_row(reading, number, provision) for provision in provisions),
        alone=alone,
        languages=tuple(text.language for text in texts),
        authentic=act.body.authentic if isinstance(act.body, Adopted) else (),
        files=tuple(n for n in act.parts if n.startswith("file.") and n not in reading.missing(number)),
        plan=f"follow-up/plan-{number}.html" if reading.texts.plan(number) is not None else None,
    )


def _kind(reading: Reading, number: int) -> Value:
    """What the text is, and when it was adopted or handed in."""
    act = reading.act(number)
    if isinstance(act.body, Deposited):
        return Saying.of("text.deposited", form=Saying(f"form.{act.body.form}"), bears=happened(act.body.bears))
    assert isinstance(act.body, Adopted)
    return Saying.of("text.adopted", kind=Saying(f"text.{act.body.text}"), day=act.date)


def _lede(reading: Reading, number: int) -> Value | None:
    body = reading.act(number).body
    if not isinstance(body, Adopted):
        return reading.phrase(number, "summary") or None
    if body.figures is None:
        return Saying(f"how.{body.how}")
    votes = body.figures
    return Saying.of(
        "text.vote", for_=votes.for_, against=votes.against, abstained=votes.abstained, entitled=votes.entitled,
        present=votes.present,
    )  # fmt: skip


def _row(reading: Reading, number: int, provision: Provision) -> Row:
    text = reading.texts.text(number)
    held = text.provisions.get(provision.label) if text is not None else None
    ref = f"act/{number}/provision/{provision.label}/operation"
    fates = [_fate(reading, f"{ref}/{place}", each) for place, each in enumerate(provision.operations, 1)]
    state = provision_state(held) if held is not None else None
    if state is not None:
        fates = [replace(fate, state=None) if is_gone(fate.state) else fate for fate in fates]
    return Row(provision.label, state, tuple(fates))


def is_gone(state: Value | None) -> bool:
    """Does an operation stand no longer? Its provision has said so then."""
    return isinstance(state, State) and state.shape == "gone"


def _fate(reading: Reading, ref: str, operation: Operation) -> Fate:
    """What came of an operation, as the register has it; a deposited text's operations are only named."""
    who = (
        leading(reading, operation.addressee or operation.owner or "")
        if operation.addressee or operation.owner
        else None
    )
    if (called := reading.texts.call(ref)) is not None:
        return Fate(operation.kind, who, call_state(reading, *called), _answers(reading, *called))
    if (pledged := reading.texts.commitment(ref)) is not None:
        return Fate(operation.kind, who, commitment_state(reading, *pledged), _kept(reading, *pledged))
    if operation.kind == "observance" and operation.month and operation.day:
        day = date(2000, operation.month, operation.day)
        return Fate(operation.kind, who, State("open", Saying.of("state.kept-each-year", day=MonthDay(day))), ())
    return Fate(operation.kind, who, None, ())


def _answers(reading: Reading, call: Call, state: str) -> tuple[Value, ...]:
    shown: list[Value] = []
    if call.due is not None and state != "no-reply":
        shown.append(Saying.of("fate.by", day=call.due))
    if call.letters:
        shown.append(Saying.of("fate.letters", letters=Several(tuple(to_act(n) for n in call.letters[-5:]))))
    for reply in call.replies[-3:]:
        shown.append(Saying.of("fate.reply", act=to_act(reply.act), grade=Grade(reply.grade), day=reply.received))
    return (*shown, *_found(reading, call))


def _kept(reading: Reading, commitment: Commitment, state: str) -> tuple[Value, ...]:
    told = commitment.due is not None and state != "overdue"
    shown: list[Value] = [Saying.of("fate.due", day=commitment.due)] if told and commitment.due else []
    return (*shown, *_found(reading, commitment))


def _found(reading: Reading, held: Call | Commitment) -> tuple[Value, ...]:
    """What the last report found, and on what evidence."""
    if held.finding is None or held.found_by is None:
        return ()
    by = to_act(held.found_by)
    if not held.finding.evidence:
        return (Saying.of("fate.reported", by=by, day=reading.act(held.found_by).date),)
    evidence = Several(tuple(to_target(reading, ref) for ref in held.finding.evidence))
    return (Saying.of("fate.evidence", evidence=evidence, by=by, day=reading.act(held.found_by).date),)


@dataclass(frozen=True, slots=True)
class IndexView:
    """The list of texts."""

    count: int
    texts: tuple[Line, ...]
    deposits: tuple[Line, ...]
    lists: tuple[Value, ...]


def index_page(reading: Reading) -> Page:
    """The list of texts, newest first."""
    book = reading.whole()
    texts, deposits = sorted(book.texts, reverse=True), sorted(book.deposits, reverse=True)
    shelves = {shelf.about: shelf for shelf in reading.lists.shelves() if shelf.sort == "kind"}
    lists = [Link(shelves[k].page(shelves[k].blocks - 1), Saying(f"kinds.{k}")) for k in LISTS if k in shelves]
    view = IndexView(
        count=len(texts),
        texts=tuple(line_of(reading, number, *_force(reading, number)) for number in texts[:NEWEST]),
        deposits=tuple(line_of(reading, number) for number in deposits[:NEWEST]),
        lists=tuple(lists),
    )
    lede = Saying.of("texts.lede", day=reading.today())
    return Page(template="texts.html", section="texts", title=Saying("texts.title"), about=lede, view=view)


LISTS = ("adopted", "not-adopted", "repealed", "deposited")


def _force(reading: Reading, number: int) -> tuple[Value, ...]:
    text = reading.texts.text(number)
    if text is None or text.until != date.max or text.annulled is not None:
        return ()
    return (State("done", Saying.of("text.in-force", day=text.from_)),)
