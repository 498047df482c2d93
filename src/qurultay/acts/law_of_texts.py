"""The law of texts: what is adopted was carried, what is numbered is numbered once, what is reported is shown."""

from collections.abc import Iterator
from datetime import date

from qurultay.acts.act import Act, number_in
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.correspondence import series_of
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.forms import day_in
from qurultay.acts.law_of_meetings import in_session
from qurultay.acts.law_of_quorum import quorate
from qurultay.acts.law_of_votes import carried, lost, not_lower
from qurultay.acts.matter import Matter
from qurultay.acts.resolving import Adopted, NotAdopted, Operation, Provision, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.tlog.sentence import Sentence

Text = Adopted | NotAdopted | Repealed | ReportTabled | Issued | ReplyRecorded | Deposited


def text(body: Text, matter: Matter) -> Iterator[Breach]:
    """What is out of order about a text, a letter, a reply or a report."""
    act, book = matter.act, matter.book
    match body:
        case Issued():
            yield from _letter(body, act, book)
        case Adopted():
            yield from _body(body.body, act.date, book)
            yield from _adoption(body, matter)
        case NotAdopted():
            yield from _body(body.body, act.date, book)
            yield from in_session(body.session, act.date, book)
            yield from quorate(
                body.session, matter, counted=body.figures is not None or body.outcome not in ("lost", "tied")
            )
            yield from lost(body, matter)
        case Repealed():
            yield from _body(body.body, act.date, book)
            yield from _repeal(body, matter)
        case ReplyRecorded():
            yield from _reply(body, act, book)
        case ReportTabled():
            yield from _body(body.body, act.date, book)
            yield from _report(body, act, book)
        case Deposited():
            yield from _deposit(body, act, book)


def _body(ref: str, day: date, book: Register) -> Iterator[Breach]:
    held = book.organisations.get(ref)
    if held is None or not held.from_ <= day <= held.until:
        yield Breach("no-such-body", "there is no {ref} on {day}", ref=ref, day=day)


def _adoption(body: Adopted, matter: Matter) -> Iterator[Breach]:
    act, book, languages = matter.act, matter.book, matter.rules.languages
    yield from in_session(body.session, act.date, book)
    yield from quorate(body.session, matter, counted=body.figures is not None)
    yield from _labels(body.provisions)
    for provision in body.provisions:
        for operation in provision.operations:
            yield from _operation(operation, Sentence("provision {label}", label=provision.label))
    if not set(body.authentic) <= set(languages) or not body.authentic:
        yield Breach("provision", "name the authentic languages, among {languages}", languages=languages)
    if body.until is not None and body.until < (body.from_ or act.date):
        yield Breach("provision", "the text would end on {until}, before it is in force", until=body.until)
    yield from _free_number(body.number, book)
    yield from carried(body, matter)
    for target in act.targets("replaces"):
        yield from _may_end(target, body, matter)


def _labels(provisions: tuple[Provision, ...]) -> Iterator[Breach]:
    """Numbers never shift and are used once; what is inserted after 3 is 3a (T14)."""
    labels = [p.label for p in provisions]
    if len(set(labels)) != len(labels):
        yield Breach("provision", "two provisions bear one number; numbers never shift and are used once (T14)")


def _operation(operation: Operation, where: str) -> Iterator[Breach]:
    kept = operation.kind == "observance"
    if kept and (operation.month is None or operation.day is None):
        yield Breach("provision", "{where}: an observance names the month and the day it is kept", where=where)
    elif kept and day_in(f"2024-{operation.month:02}-{operation.day:02}") is None:
        yield Breach(
            "provision",
            "{where}: there is no day {day} in month {month}",
            where=where,
            day=operation.day,
            month=operation.month,
        )
    if operation.kind in ("call", "appeal") and operation.addressee is None:
        yield Breach("provision", "{where}: a {kind} names whom it addresses", where=where, kind=operation.kind)


def _free_number(number: str | None, book: Register) -> Iterator[Breach]:
    """A number of a series is used once, and one that was reserved and not used stays unused (T12, T13)."""
    if number is None:
        return
    if number in book.series:
        yield Breach(
            "label-again",
            "{number} is act {act}; a number is never used again (T12)",
            number=number,
            act=book.series[number],
        )
    if number in book.unused:
        yield Breach(
            "label-again", "{number} was given up as unused by act {act} (T13)", number=number, act=book.unused[number]
        )


def _may_end(target: str, body: Adopted | Repealed, matter: Matter) -> Iterator[Breach]:
    """A text is ended by the body that adopted it, with the same or a higher majority (§5, repealed)."""
    held = matter.book.texts.get(number_in(target))
    if target.count("/") not in (1, 3) or "/call/" in target:
        yield Breach(
            "may-not-amend",
            "{target}: a whole text or one provision loses force, not an operation of it",
            target=target,
        )
    elif held is None:
        if isinstance(body, Adopted):
            yield Breach(
                "may-not-amend", "{target} is no adopted text; nothing else can be replaced by one", target=target
            )
    elif held.adopted.body != body.body:
        yield Breach(
            "may-not-amend",
            "act {number} was adopted by {adopted_by}; {body} cannot end it",
            number=held.number,
            adopted_by=held.adopted.body,
            body=body.body,
        )
    elif body.how in ("vote", "written"):
        old = matter.book.rules_on(held.adopted_on).rules.majority(held.adopted.majority or "")
        if not not_lower(matter.rules.majority(body.majority or ""), old):
            yield Breach(
                "figures",
                "act {number} was adopted by {needed}; {majority} is not as high",
                number=held.number,
                needed=held.adopted.majority,
                majority=body.majority,
            )


def _repeal(body: Repealed, matter: Matter) -> Iterator[Breach]:
    act, book = matter.act, matter.book
    yield from in_session(body.session, act.date, book)
    yield from quorate(body.session, matter, counted=body.figures is not None)
    yield from carried(body, matter)
    if body.from_ < act.date:
        yield Breach(
            "provision",
            "a repeal works from {date} or later, not from {from_}; what was done in force stays done",
            date=act.date,
            from_=body.from_,
        )
    for target in act.targets("amends"):
        yield from _may_end(target, body, matter)
    for target in body.revives:
        yield from _revival(target, body, book)


def _revival(target: str, body: Repealed, book: Register) -> Iterator[Breach]:
    """A repeal of a repeal revives nothing unless it says so, and then only what had been repealed."""
    held = book.texts.get(number_in(target))
    provision = held.provisions.get(target.split("/")[3]) if held and "/provision/" in target else None
    state = provision if "/provision/" in target else held
    if state is None or state.repealed_by is None or state.annulled is not None:
        yield Breach("provision", "{target} was not repealed, so there is nothing to revive", target=target)
    elif held is not None and held.adopted.body != body.body:
        yield Breach(
            "may-not-amend",
            "act {number} was adopted by {adopted_by}, not by {body}",
            number=held.number,
            adopted_by=held.adopted.body,
            body=body.body,
        )


def _letter(body: Issued, act: Act, book: Register) -> Iterator[Breach]:
    yield from _free_number(body.number, book)
    if body.unused and body.number is None:
        yield Breach(
            "label-again", "numbers given up are listed by the next letter of their series, which has a number"
        )
    for number in body.unused:
        label = f"{series_of(body.number or '')}/{number}"
        if label in book.series or label == body.number:
            of = book.series.get(label, "this act")
            yield Breach("label-again", "{label} was issued as {of}; it is not unused (T13)", label=label, of=of)
    if body.form == "letter" and body.addressee is None:
        yield Breach("reply", "a letter names its addressee")
    for operation in body.calls:
        if operation.kind not in ("call", "appeal"):
            yield Breach("provision", "a letter calls or appeals; it makes no {kind}", kind=operation.kind)
        yield from _operation(operation, Sentence("the letter"))
    for target in act.targets("carries"):
        if target not in book.calls:
            yield Breach("no-such-act", "{target} is no call or appeal; a letter carries calls", target=target)
        elif (ended := book.calls[target].ended) is not None and ended <= act.date:
            yield Breach(
                "provision", "{target} ended {ended}; a letter cannot carry it any more", target=target, ended=ended
            )


def _reply(body: ReplyRecorded, act: Act, book: Register) -> Iterator[Breach]:
    letters = [book.letters.get(number_in(target)) for target in act.targets("answers")]
    asked = set[str]()
    for letter in letters:
        if letter is None:
            yield Breach("reply", "a reply answers letters of this record; name them by `answers`")
            return
        asked |= {*letter.carries, *(f"act/{letter.number}/call/{n}" for n in range(1, len(letter.issued.calls) + 1))}
    if not letters:
        yield Breach("reply", "a reply answers at least one letter of this record; name it by `answers`")
    for answer in body.answers:
        if answer.call not in asked:
            yield Breach("reply", "{call} was not asked in the letters this reply answers", call=answer.call)
    if body.received > act.date:
        yield Breach(
            "reply", "a reply received {received} cannot be recorded on {date}", received=body.received, date=act.date
        )
    if body.words == "not-published" and any(name.startswith(("text.", "file.")) for name in act.parts):
        yield Breach("reply", "the words of somebody else's letter need their consent; put them under sealed")


def _deposit(body: Deposited, act: Act, book: Register) -> Iterator[Breach]:
    """No authority is checked, because none is claimed; only that what it says of itself can be (R12)."""
    yield from _labels(body.provisions)
    if body.bears > act.date.isoformat()[: len(body.bears)] or (len(body.bears) == 10 and day_in(body.bears) is None):
        yield Breach(
            "provision", "a document of {bears} cannot be deposited on {date}", bears=body.bears, date=act.date
        )
    if body.handed_in_by not in book.posts and body.handed_in_by not in book.keepers:
        yield Breach("office", "there is no {handed_in_by} who could hand it in", handed_in_by=body.handed_in_by)


def _report(body: ReportTabled, act: Act, book: Register) -> Iterator[Breach]:
    if body.as_of > act.date:
        yield Breach("evidence", "a report as of {as_of} cannot be tabled on {date}", as_of=body.as_of, date=act.date)
    for finding in body.findings:
        yield from _finding(finding, act, book)
    for measured in body.measured:
        plan = book.plans.get(number_in(measured.plan))
        if plan is None or measured.indicator not in [i.id for i in plan.indicators]:
            yield Breach(
                "evidence", "{plan} has no indicator {indicator}", plan=measured.plan, indicator=measured.indicator
            )


def _finding(finding: Finding, act: Act, book: Register) -> Iterator[Breach]:
    """What is reported kept or met is shown; what is extended or dropped was decided."""
    if finding.of not in book.commitments and finding.of not in book.calls:
        yield Breach("no-such-act", "{of} is neither a pledge nor a call", of=finding.of)
    unknown = [ref for ref in finding.evidence if number_in(ref) >= len(book.entries)]
    if unknown:
        yield Breach("no-such-act", "{unknown} is named as evidence, and is no act of this record", unknown=unknown[0])
    shown = bool(finding.evidence) or any(name.startswith(("table.", "file.")) for name in act.parts)
    if finding.state in ("kept", "kept-in-part", "met", "met-in-part") and not shown:
        yield Breach(
            "evidence",
            "{of} is reported {state}; give the acts or the table that show it",
            of=finding.of,
            state=finding.state,
        )
    decided_by = [number_in(ref) for ref in finding.evidence]
    if finding.state in ("extended", "dropped") and not any(n in book.texts for n in decided_by):
        yield Breach(
            "evidence",
            "{of} is reported {state}; that needs a decision, named as evidence",
            of=finding.of,
            state=finding.state,
        )
    if finding.state == "extended" and finding.due is None:
        yield Breach("evidence", "{of} is extended; say until when", of=finding.of)
