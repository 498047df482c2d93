"""The law of texts: what is adopted was carried, what is numbered is numbered once, what is reported is shown."""

from collections.abc import Iterator

from qurultay.acts.act import Act, number_in
from qurultay.acts.book import Register
from qurultay.acts.breach import Breach
from qurultay.acts.following import Finding, ReportTabled
from qurultay.acts.law_of_meetings import in_session
from qurultay.acts.resolving import Adopted, Figures, NotAdopted, Operation, Repealed
from qurultay.acts.rules import Majority, Rules
from qurultay.acts.writing import Issued, ReplyRecorded
from qurultay.assembly.majority import Vote, base_of, decided, needed

Text = Adopted | NotAdopted | Repealed | ReportTabled | Issued | ReplyRecorded


def text(body: Text, act: Act, book: Register) -> Iterator[Breach]:
    """What is out of order about a text, a letter, a reply or a report."""
    match body:
        case Adopted():
            yield from _adoption(body, act, book)
        case NotAdopted():
            yield from _body(body.body, book)
            yield from in_session(body.session, act.date, book)
        case Repealed():
            yield from _repeal(body, act, book)
        case Issued():
            yield from _letter(body, act, book)
        case ReplyRecorded():
            yield from _reply(body, act, book)
        case ReportTabled():
            yield from _report(body, act, book)


def _body(ref: str, book: Register) -> Iterator[Breach]:
    if ref not in book.organisations:
        yield Breach("no-such-body", f"there is no {ref}")


def _adoption(body: Adopted, act: Act, book: Register) -> Iterator[Breach]:
    yield from _body(body.body, book)
    yield from in_session(body.session, act.date, book)
    labels = [p.label for p in body.provisions]
    if len(set(labels)) != len(labels):
        yield Breach("provision", "two provisions bear one number; numbers never shift and are used once (T14)")
    for provision in body.provisions:
        for operation in provision.operations:
            yield from _operation(operation, f"provision {provision.label}")
    rules = book.rules_on(act.date).rules
    if not set(body.authentic) <= set(rules.languages) or not body.authentic:
        yield Breach("provision", f"name the authentic languages, among {', '.join(rules.languages)}")
    if body.number is not None and body.number in book.series:
        yield Breach(
            "label-again", f"{body.number} is act {book.series[body.number]}; a number is never used again (T12)"
        )
    yield from carried(body.how, body.figures, body.majority, body, act, book)
    yield from _communities(body, rules)


def _operation(operation: Operation, where: str) -> Iterator[Breach]:
    if operation.kind == "observance" and (operation.month is None or operation.day is None):
        yield Breach("provision", f"{where}: an observance names the month and the day it is kept")
    if operation.kind in ("call", "appeal") and operation.addressee is None:
        yield Breach("provision", f"{where}: a {operation.kind} names whom it addresses")


def carried(
    how: str, figures: Figures | None, name: str | None, body: Adopted | Repealed, act: Act, book: Register
) -> Iterator[Breach]:
    """Figures stand where a vote was taken and nowhere else (R11), and they must carry the text."""
    counted = how in ("vote", "written")
    met = isinstance(body, Adopted) and body.outcome == "met"
    if not counted:
        if figures is not None or met:
            yield Breach("figures", f"a text adopted by {how} has no figures; leave them out")
        return
    rules = book.rules_on(act.date).rules
    majority = rules.majority(name or "")
    if majority is None:
        yield Breach("figures", f"the rules in force know no majority {name!r}")
        return
    if figures is None:
        if not met:
            yield Breach(
                "figures", "a vote gives its figures, or says 'met' where the group is too small to publish them (V9)"
            )
        return
    yield from _figures(figures, majority, rules, body, act, book)


def _figures(
    figures: Figures, majority: Majority, rules: Rules, body: Adopted | Repealed, act: Act, book: Register
) -> Iterator[Breach]:
    in_office = len(book.filled(body.body, act.date)) or figures.entitled
    vote = Vote(
        for_=figures.for_,
        against=figures.against,
        abstained=figures.abstained + figures.blank + figures.invalid,
        present=figures.present,
        in_office=in_office,
        all_seats=len(book.seats_of(body.body, act.date)) or figures.entitled,
    )
    if (
        vote.for_ + vote.against + vote.abstained > figures.present
        or figures.present > figures.entitled
        or figures.entitled > in_office
    ):
        yield Breach("figures", f"more votes than present, or more present than the {in_office} entitled")
    quorum = needed(in_office, rules.quorum.num, rules.quorum.den, rules.quorum.test)
    outcome = decided(vote, majority.of, majority.num, majority.den, majority.test, quorum=quorum)
    if outcome != "adopted":
        base = base_of(vote, majority.of)
        least = needed(base, majority.num, majority.den, majority.test)
        yield Breach(
            "figures",
            f"{vote.for_} for, {vote.against} against, {vote.abstained} abstained: {outcome} ({least} of {base} and a quorum of {quorum} are needed)",
        )


def _communities(body: Adopted, rules: Rules) -> Iterator[Breach]:
    majority = rules.majority(body.majority or "")
    if majority is None or majority.communities is None:
        return
    said = {each.community: each.outcome for each in body.communities}
    for community in rules.concurrent:
        if said.get(community) not in ("met", "excused"):
            yield Breach(
                "figures",
                f"{body.majority} asks for a majority in every community; {community} is {said.get(community, 'not given')} (V8)",
            )


def _repeal(body: Repealed, act: Act, book: Register) -> Iterator[Breach]:
    yield from _body(body.body, book)
    yield from in_session(body.session, act.date, book)
    yield from carried(body.how, body.figures, body.majority, body, act, book)
    if body.from_ < act.date:
        yield Breach(
            "provision",
            f"a repeal works from {act.date} or later, not from {body.from_}; what was done in force stays done",
        )
    for target in act.targets("amends"):
        held = book.texts.get(number_in(target))
        if held is not None and held.adopted.body != body.body:
            yield Breach(
                "may-not-amend", f"act {held.number} was adopted by {held.adopted.body}; {body.body} cannot repeal it"
            )


def _letter(body: Issued, act: Act, book: Register) -> Iterator[Breach]:
    if body.number is not None and body.number in book.series:
        yield Breach(
            "label-again", f"{body.number} is act {book.series[body.number]}; a number is never used again (T12)"
        )
    for number in body.unused:
        series = (body.number or "").rsplit("/", 1)[0]
        if f"{series}/{number}" in book.series:
            yield Breach(
                "label-again",
                f"{series}/{number} was issued as act {book.series[f'{series}/{number}']}; it is not unused (T13)",
            )
    if body.form == "letter" and body.addressee is None:
        yield Breach("reply", "a letter names its addressee")
    for operation in body.calls:
        yield from _operation(operation, "the letter")
    for target in act.targets("carries"):
        if target not in book.calls:
            yield Breach("no-such-act", f"{target} is no call or appeal; a letter carries calls")
        elif (ended := book.calls[target].ended) is not None and ended <= act.date:
            yield Breach("provision", f"{target} ended {ended}; a letter cannot carry it any more")


def _reply(body: ReplyRecorded, act: Act, book: Register) -> Iterator[Breach]:
    answered = [number_in(target) for target in act.targets("answers")]
    if not answered or any(number not in book.letters for number in answered):
        yield Breach("reply", "a reply answers at least one letter of this record; name it by `answers`")
        return
    asked = {ref for ref, call in book.calls.items() if set(answered) & set(call.letters)}
    for answer in body.answers:
        if answer.call not in asked:
            yield Breach("reply", f"{answer.call} was not asked in the letters this reply answers")
    if body.received > act.date:
        yield Breach("reply", f"a reply received {body.received} cannot be recorded on {act.date}")
    if body.words == "not-published" and any(name.startswith(("text.", "file.")) for name in act.parts):
        yield Breach("reply", "the words of somebody else's letter need their consent; put them under sealed")


def _report(body: ReportTabled, act: Act, book: Register) -> Iterator[Breach]:
    yield from _body(body.body, book)
    if body.as_of > act.date:
        yield Breach("evidence", f"a report as of {body.as_of} cannot be tabled on {act.date}")
    for finding in body.findings:
        yield from _finding(finding, act, book)
    for measured in body.measured:
        plan = book.plans.get(number_in(measured.plan))
        if plan is None or measured.indicator not in [i.id for i in plan.indicators]:
            yield Breach("evidence", f"{measured.plan} has no indicator {measured.indicator}")


def _finding(finding: Finding, act: Act, book: Register) -> Iterator[Breach]:
    if finding.of not in book.commitments and finding.of not in book.calls:
        yield Breach("no-such-act", f"{finding.of} is neither a pledge nor a call")
    shown = bool(finding.evidence) or any(name.startswith(("table.", "file.")) for name in act.parts)
    if finding.state in ("kept", "kept-in-part", "met", "met-in-part") and not shown:
        yield Breach("evidence", f"{finding.of} is reported {finding.state}; give the acts or the table that show it")
    decided_by = [number_in(ref) for ref in finding.evidence]
    if finding.state in ("extended", "dropped") and not any(n in book.texts for n in decided_by):
        yield Breach("evidence", f"{finding.of} is reported {finding.state}; that needs a decision, named as evidence")
    if finding.state == "extended" and finding.due is None:
        yield Breach("evidence", f"{finding.of} is extended; say until when")
