"""What an act lists, as tables: who was elected, who is present, what was found, what was corrected."""

from qurultay.acts.book import Call
from qurultay.acts.carrying_on import Attested, Recovered
from qurultay.acts.constituting import Constituted, Established
from qurultay.acts.convening import Convened, Opened
from qurultay.acts.following import ReportTabled
from qurultay.acts.office import Appointed, Assignment, Elected
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Grade, Phrase, Saying, Several, Table, Value
from qurultay.portal.views.states import call_state, claim_state, finding_state, stance_state
from qurultay.portal.views.ways import leading, to_act, to_target
from qurultay.portal.views.wording import gist_of, numbered_words
from qurultay.press.signing.counterparts import COUNTERPARTS, counterparts_in

Row = tuple[Value | None, ...]


def tables_of(reading: Reading, number: int) -> tuple[Table, ...]:
    """The tables an act holds, in order; none for most."""
    act = reading.act(number)
    match act.body:
        case Constituted() | Established() as body:
            found = _bodies(reading, body)
        case Convened() as body:
            rows: tuple[Row, ...] = tuple((each.day, Saying(f"sitting.{each.form}")) for each in body.sittings)
            found = [Table(Saying("table.sittings"), ("day", "sitting"), rows)]
        case Opened(session=report, election=election):
            found = _credentials(reading, report) if report else _contests(reading, election)
        case Elected(winners=people) | Appointed(to=people):
            found = [_people(reading, people)]
        case Issued():
            found = [_asks(reading, number), _counterparts(reading, number)]
        case ReplyRecorded() as body:
            found = [_answers(reading, number, body)]
        case Deposited(stated=stated):
            rows = tuple((leading(reading, each.post), Saying.of("person.said", number=each.person)) for each in stated)
            found = [Table(Saying("table.stated"), ("post", "holder"), rows)]
        case ReportTabled() as body:
            found = _report(reading, number, body)
        case Attested(attestations=attestations):
            rows = tuple(
                (reading.named(a.seat or a.keeper or ""), _stands_by(reading, a.stands_by)) for a in attestations
            )
            found = [Table(Saying("table.attested"), ("who", "stands-by"), rows)]
        case Recovered(signers=signers):
            rows = tuple((leading(reading, each.post), reading.named(each.person)) for each in signers)
            found = [Table(Saying("table.seated"), ("post", "holder"), rows)]
        case _:
            found = []
    return tuple(table for table in found if table.rows)


def _bodies(reading: Reading, body: Constituted | Established) -> list[Table]:
    bodies = tuple(
        (leading(reading, each.id), Saying(f"organisation.{each.form}"), _within(reading, each.within))
        for each in body.organisations
    )
    posts = tuple(
        (leading(reading, p.id), leading(reading, p.body), Saying.of("months", count=p.term_months)) for p in body.posts
    )
    seats = tuple(
        (
            reading.named(run.community) if run.community else Saying("seats.open"),
            leading(reading, run.body),
            run.last - run.first + 1,
        )
        for run in body.seats
    )
    return [
        Table(Saying("table.bodies"), ("body", "form", "within"), bodies),
        Table(Saying("table.posts"), ("post", "body", "term"), posts),
        Table(Saying("table.seats"), ("community", "body", "seats"), seats),
    ]


def _counterparts(reading: Reading, number: int) -> Table:
    """The papers a letter was sent as: each addressee may hold another file, and finds the SHA-256 of it here."""
    listed = reading.acts.file(number, COUNTERPARTS) if COUNTERPARTS in reading.act(number).parts else b""
    rows: tuple[Row, ...] = tuple((Code(hashed),) for hashed in sorted(counterparts_in(listed)))
    return Table(Saying("table.counterparts"), ("fingerprint",), rows)


def _stands_by(reading: Reading, text_hash: str) -> Value:
    """The act of a text; of one that is announced and not entered, its SHA-256."""
    number = reading.acts.entered_as(text_hash)
    return Code(text_hash) if number is None else to_act(number)


def _within(reading: Reading, ref: str | None) -> Value | None:
    return leading(reading, ref) if ref else None


def _credentials(reading: Reading, report: object) -> list[Table]:
    rows = tuple((reading.named(c.community), c.present) for c in getattr(report, "by_community", ()))
    return [Table(Saying("table.credentials"), ("community", "present"), rows)]


def _contests(reading: Reading, election: object) -> list[Table]:
    rows = tuple(
        (
            Several(tuple(leading(reading, place) for place in contest.fills)),
            Several(tuple(leading(reading, person) for person in contest.candidates)),
        )
        for contest in getattr(election, "contests", ())
    )
    return [Table(Saying("table.contests"), ("fills", "candidates"), rows)]


def _people(reading: Reading, people: tuple[Assignment, ...]) -> Table:
    rows = tuple((leading(reading, each.to), leading(reading, each.person), each.from_, each.until) for each in people)
    return Table(Saying("table.people"), ("place-held", "holder", "from-day", "to-day"), rows, head=1)


def _asks(reading: Reading, number: int) -> Table:
    """The calls a letter carries from adopted texts, and those it makes itself."""
    act = reading.act(number)
    own = (
        [f"act/{number}/call/{place}" for place in range(1, len(act.body.calls) + 1)]
        if isinstance(act.body, Issued)
        else []
    )
    rows = tuple(call_row(reading, ref, place) for place, ref in enumerate((*act.targets("carries"), *own), 1))
    return Table(Saying("table.asks"), ("ask", "by-day", "standing", "grade"), tuple(r for r in rows if r))


def call_row(reading: Reading, ref: str, place: int | None = None) -> Row:
    """A call in a table: what is asked, by when, where it stands, how the last reply was graded."""
    held = reading.texts.call(ref)
    if held is None:
        return (to_target(reading, ref), None, None, None)
    call, state = held
    return (_asked(reading, call, place), call.due, call_state(reading, call, state), _grade(call))


def _asked(reading: Reading, call: Call, place: int | None) -> Value:
    source, gist = to_target(reading, call.ref), gist_of(reading, call.ref)
    kind: Value = gist or Saying(f"operation.{call.operation.kind}")
    if place is None:
        return about(reading, call.ref) if gist else Saying.of("ask.from", kind=kind, source=source)
    return Saying.of("ask.numbered", place=place, kind=kind, source=source)


def about(reading: Reading, ref: str) -> Value:
    """A provision or an ask in a few of its own words, and where it stands."""
    source, gist = to_target(reading, ref), gist_of(reading, ref)
    return Saying.of("ask.words", words=gist, source=source) if gist else source


def _grade(call: Call) -> Value | None:
    return Grade(call.replies[-1].grade) if call.replies else None


def _answers(reading: Reading, number: int, body: ReplyRecorded) -> Table:
    rows = tuple(
        (to_target(reading, each.call), Grade(each.grade), Saying(f"grade.{each.grade.lower()}"))
        for each in body.answers
    )
    return Table(Saying("table.answers"), ("ask", "grade", "meaning"), rows)


def _report(reading: Reading, number: int, body: ReportTabled) -> list[Table]:
    findings = tuple(
        (
            to_target(reading, each.of),
            finding_state(each.state),
            Several(tuple(to_target(reading, ref) for ref in each.evidence)),
            each.due,
        )
        for each in body.findings
    )
    measured = tuple(
        (reading.named(f"indicator/{each.indicator}"), to_target(reading, each.plan), Code(each.value))
        for each in body.measured
    )
    positions = tuple(
        (leading(reading, each.actor), stance_state(each), to_target(reading, each.on), each.since)
        for each in body.positions
    )
    said = numbered_words(reading, number)
    claims = tuple((_claimed(said, each.number), claim_state(each.state), each.origins) for each in body.claims)
    return [
        Table(Saying("table.findings"), ("about", "standing", "evidence", "by-day"), findings),
        Table(Saying("table.measured"), ("indicator", "plan", "value"), measured),
        Table(Saying("table.positions"), ("actor", "position", "about", "since"), positions),
        Table(Saying("table.claims"), ("claim", "standing", "origins"), claims),
    ]


def _claimed(said: dict[str, Phrase], number: int) -> Value:
    """A claim by its number, and in its words where the report gives them."""
    words = said.get(str(number))
    numbered = Saying.of("claim.number", number=number)
    return numbered if words is None else Saying.of("claim.words", claim=numbered, words=words)
