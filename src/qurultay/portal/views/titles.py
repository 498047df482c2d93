"""What is an act called? By its own title where it has one, else by a sentence that says what was done."""

from datetime import date
from typing import assert_never

from qurultay.acts.act import Act, Unknown, number_in
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced, Attested, OperatorChanged, Recovered
from qurultay.acts.constituting import Concluded, Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.following import ReportTabled
from qurultay.acts.office import Appointed, Assignment, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, NotAdopted, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.portal.reading import Reading
from qurultay.portal.values import Saying, Several, Value

MOST_NAMED = 3
"""How many winners or bodies a title names; beyond that it says how many there are."""


def title_of(reading: Reading, number: int) -> Value:
    """The title of an act: its own words, or a sentence made from its skeleton."""
    return reading.phrase(number, "title") or _made(reading, reading.act(number))


def kind_of(act: Act) -> Saying:
    """What kind of act it is, in a word or two: Adopted, Letter issued, Reply recorded."""
    match act.body:
        case Issued(form=form):
            return Saying(f"kind.issued.{form}")
        case ReportTabled(report=report):
            return Saying(f"kind.report-tabled.{report}")
        case Opened(election=None) | Closed(election=None):
            return Saying(f"kind.{act.kind}.session")
        case Opened() | Closed():
            return Saying(f"kind.{act.kind}.election")
        case Contested(draft=str()):
            return Saying("kind.contested.draft")
        case Unknown():
            return Saying.of("kind.unknown", kind=act.kind)
        case _:
            return Saying(f"kind.{act.kind}")


def act_name(target: str) -> Saying:
    """An act or a place in it, spoken of without leading there: act 17; act 17, provision 3."""
    number = number_in(target)
    if "/provision/" in target:
        return Saying.of("ref.provision", number=number, label=target.split("/provision/")[1].split("/")[0])
    return Saying.of("ref.act", number=number)


def targets_of(act: Act) -> Several:
    """The acts an amending act names, each once."""
    return Several(tuple(act_name(target) for target in dict.fromkeys(act.targets("amends"))))


def _made(reading: Reading, act: Act) -> Value:
    body, named = act.body, reading.named
    match body:
        case Constituted():
            return Saying.of("title.constituted", body=named(body.organisations[0].id) if body.organisations else "")
        case RulesAdopted():
            return Saying.of("title.rules-adopted", version=body.rules.version)
        case Established():
            return Saying.of("title.established", what=_established(reading, body))
        case Dissolved():
            return Saying.of("title.dissolved", what=Several(tuple(named(ref) for ref in (*body.ends, *body.seats))))
        case Concluded():
            return Saying("title.concluded")
        case Convened() | Postponed() | MinutesApproved():
            return Saying.of(f"title.{act.kind}", session=named(body.session))
        case Opened() | Closed():
            return _meeting(reading, act.kind, body)
        case Elected(winners=people) | Appointed(to=people):
            return _assigned(reading, act.kind, people)
        case TookOffice():
            person = named(body.person) if body.person else named(body.post)
            return Saying.of("title.took-office", post=named(body.post), person=person)
        case Impeded():
            return Saying.of("title.impeded", post=named(body.post), person=named(body.person))
        case Vacated():
            return Saying.of(f"title.vacated.{body.how}", place=named(body.place), person=named(body.person))
        case KeyEnrolled():
            owner = body.post or body.keeper
            return Saying.of("title.key-enrolled", owner=named(owner) if owner else Saying(f"key.{body.use}"))
        case KeyRevoked():
            return Saying.of(f"title.key-revoked.{body.how}", owner=owner_of_line(reading, body.name))
        case Adopted() | NotAdopted():
            return Saying.of(f"title.{act.kind}", text=Saying(f"text.{body.text}"), body=named(body.body))
        case Repealed() | Corrected() | Confirmed() | Annulled() | Withheld():
            return Saying.of(f"title.{act.kind}", what=targets_of(act))
        case Contested():
            return _contest(act, body)
        case Issued():
            to = body.addressee
            return (
                Saying.of(f"title.issued.{body.form}.to", addressee=named(to))
                if to
                else Saying(f"title.issued.{body.form}")
            )
        case ReplyRecorded():
            return Saying.of("title.reply-recorded", addressee=named(body.from_))
        case Deposited():
            return Saying.of("title.deposited", form=Saying(f"form.{body.form}"), bears=happened(body.bears))
        case ReportTabled():
            return Saying.of(f"title.report-tabled.{body.report}", day=body.as_of)
        case Announced():
            return Saying(f"title.announced.{body.class_}")
        case Attested():
            return Saying.of("title.attested", count=len(body.attestations))
        case OperatorChanged():
            return Saying("title.operator-changed")
        case Recovered():
            return Saying("title.recovered")
        case Unknown():
            return Saying.of("title.unknown", kind=act.kind)
        case _:
            assert_never(body)


def _established(reading: Reading, body: Established) -> Value:
    refs = [*(o.id for o in body.organisations), *(c.id for c in body.communities), *(p.id for p in body.posts)]
    if refs and len(refs) <= MOST_NAMED:
        return Several(tuple(reading.named(ref) for ref in refs))
    if refs:
        return Saying.of("count.new", count=len(refs))
    return Saying.of("count.seats", count=sum(run.last - run.first + 1 for run in body.seats))


def _assigned(reading: Reading, kind: str, people: tuple[Assignment, ...]) -> Value:
    """Who was elected or appointed to what; where they are many, to how many places."""
    if len(people) > MOST_NAMED:
        seats = all(each.to.startswith("seat/") for each in people)
        return Saying.of(f"title.{kind}", who=Saying.of("count.seats" if seats else "count.places", count=len(people)))
    return Several(
        tuple(Saying.of("pair.office", place=reading.named(p.to), person=reading.named(p.person)) for p in people)
    )


def _meeting(reading: Reading, kind: str, body: Opened | Closed) -> Value:
    if body.session is not None:
        return Saying.of(f"title.{kind}.session", session=reading.named(body.session.session))
    if isinstance(body, Opened) and body.election is not None:
        fills = [place for contest in body.election.contests for place in contest.fills]
        return Saying.of("title.opened.election", places=_places(reading, fills))
    return Saying("title.closed.election")


def _places(reading: Reading, places: list[str]) -> Value:
    if len(places) > MOST_NAMED:
        return Saying.of("count.seats", count=len(places))
    return Several(tuple(reading.named(place) for place in places))


def _contest(act: Act, body: Contested) -> Value:
    if body.draft is not None:
        return Saying(f"title.contested.draft.{body.step}")
    return Saying.of(f"title.contested.{body.step}", what=targets_of(act))


def owner_of_line(reading: Reading, name: str) -> Value:
    """Who signs under the name of a signature line: LABEL/president is the president."""
    owner = name.removeprefix(reading.identity().label + "/")
    if owner in ("gate", "log"):
        return Saying(f"key.{owner}")
    ref = f"keeper/{owner.removeprefix('keeper-')}" if owner.startswith("keeper-") else f"post/{owner}"
    return reading.named(ref)


def happened(bears: str) -> Value:
    """A day, a month or a year, as exact as it is known."""
    return date.fromisoformat(bears) if len(bears) == 10 and not bears.startswith("-") else bears
