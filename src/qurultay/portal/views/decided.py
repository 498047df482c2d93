"""What does an act say? Its skeleton, line by line, in words; and as tables where it lists things."""

from datetime import timedelta
from typing import assert_never

from qurultay.acts.act import Act, Unknown
from qurultay.acts.amending import Annulled, Confirmed, Contested, Corrected, Withheld
from qurultay.acts.carrying_on import Announced, Attested, OperatorChanged, Recovered
from qurultay.acts.constituting import Concluded, Constituted, Dissolved, Established, RulesAdopted
from qurultay.acts.convening import Closed, Convened, MinutesApproved, Opened, Postponed
from qurultay.acts.following import ReportTabled
from qurultay.acts.keyring import line_name
from qurultay.acts.office import Appointed, Elected, Impeded, KeyEnrolled, KeyRevoked, TookOffice, Vacated
from qurultay.acts.resolving import Adopted, Figures, NotAdopted, Repealed
from qurultay.acts.writing import Deposited, Issued, ReplyRecorded
from qurultay.assembly.majority import Vote, base_of, needed
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Fact, Link, Saying, Several, Value
from qurultay.portal.views.titles import happened, owner_of_line
from qurultay.portal.views.ways import has_text, leading, text_page, to_act, to_election, to_target
from qurultay.record.heads_judged import origin_of
from qurultay.tlog.armour import unarmour
from qurultay.tlog.keys import vkey


def facts_of(reading: Reading, number: int) -> tuple[Fact, ...]:
    """What an act says, line by line; lines that would say nothing are left out."""
    act = reading.act(number)
    said = [
        *_said(reading, number, act),
        ("issuers", Several(tuple(leading(reading, ref) for ref in act.issuers))),
        ("answers", _targets(reading, act, "answers")),
        ("cites", _targets(reading, act, "cites")),
        ("owes", _targets(reading, act, "owes")),
        ("replaces", _targets(reading, act, "replaces")),
    ]
    return tuple((label, value) for label, value in said if value is not None and value not in ("", (), Several(())))


Said = list[tuple[str, Value | None]]


def _said(reading: Reading, number: int, act: Act) -> Said:
    body = act.body

    def lead(ref: str | None) -> Value | None:
        return leading(reading, ref) if ref else None

    match body:
        case Constituted():
            return [
                ("label", Code(body.label)),
                ("purpose", Saying(f"purpose.{body.purpose}")),
                ("languages", languages(body.rules.languages)),
                ("keepers", Saying.of("keepers.of", needed=body.rules.keepers_needed, count=len(body.keepers))),
                ("ground", Saying(f"ground.{body.ground}") if body.ground else None),
                ("rules", Link(f"rules/{number}.html", Saying("rules.read"))),
            ]
        case RulesAdopted():
            return [
                ("in-force", body.in_force or act.date),
                ("rules", Link(f"rules/{number}.html", Saying("rules.read"))),
            ]
        case Established():
            return [("in-force", body.from_ or act.date)]
        case Dissolved():
            return [
                ("ends", Several(tuple(leading(reading, ref) for ref in (*body.ends, *body.seats)))),
                ("in-force", body.from_ or act.date),
            ]
        case Concluded():
            return [
                ("how", Saying(f"concluded.{body.how}")),
                ("successor", Code(body.successor) if body.successor else None),
                ("address", Code(body.address) if body.address else None),
            ]
        case Convened():
            return [
                ("session", lead(body.session)),
                ("body", lead(body.body)),
                ("days", Saying.of("days.from-to", first=body.opens, last=body.closes)),
                ("mode", Saying(f"mode.{body.mode}")),
                ("place", reading.phrase(number, "place")),
                ("zone", Code(f"{body.zone} (UTC{body.offset})")),
                ("guests", Several(tuple(leading(reading, ref) for ref in body.guests))),
            ]
        case Postponed():
            return [
                ("session", lead(body.session)),
                ("days", Saying.of("days.from-to", first=body.opens, last=body.closes)),
            ]
        case Opened() | Closed():
            return _meeting(reading, act, body)
        case MinutesApproved():
            return [("session", lead(body.session)), ("sitting", body.sitting)]
        case Elected():
            return [
                ("how", Saying(f"elected.{body.how}")),
                ("session", lead(body.session)),
                ("election", to_election(reading, body.election) if body.election else None),
                ("voted", _turnout(body)),
                ("archive", Code(body.archive) if body.archive else None),
            ]
        case Appointed():
            return [("when", Saying("appointed.vacancy") if body.when else None)]
        case TookOffice():
            return [
                ("post", lead(body.post)),
                ("holder", lead(body.person)),
                ("oath-by", lead(body.oath_by)),
            ]
        case Impeded():
            return [
                ("post", lead(body.post)),
                ("holder", lead(body.person)),
                ("cause", Saying(f"cause.{body.cause}")),
                ("since", body.since),
            ]
        case Vacated():
            return [
                ("place-held", lead(body.place)),
                ("holder", lead(body.person)),
                ("how", Saying(f"vacated.{body.how}")),
                ("happened", happened(body.happened) if body.happened else None),
                *_vote(reading, act, body.figures, body.majority),
            ]
        case KeyEnrolled():
            owner = body.post or body.keeper
            return [
                ("use", Saying(f"use.{body.use}")),
                ("post", lead(owner)),
                ("holder", lead(body.person)),
            ]
        case KeyRevoked():
            return [
                ("owner", owner_of_line(reading, body.name)),
                ("how", Saying(f"revoked.{body.how}")),
                ("ground", Saying(f"ground.{body.ground}")),
                ("since", body.since),
            ]
        case Adopted():
            return _adopted(reading, number, act, body)
        case NotAdopted():
            return [
                ("text-kind", Saying(f"text.{body.text}")),
                ("body", lead(body.body)),
                ("session", lead(body.session)),
                ("outcome", Saying(f"outcome.{body.outcome}")),
                *_vote(reading, act, body.figures, body.majority),
            ]
        case Repealed():
            return [
                ("repeals", _targets(reading, act, "amends")),
                ("in-force", body.from_),
                ("body", lead(body.body)),
                ("session", lead(body.session)),
                ("how", Saying(f"how.{body.how}")),
                ("revives", Several(tuple(to_target(reading, target) for target in body.revives))),
                *_vote(reading, act, body.figures, body.majority),
            ]
        case Issued():
            return [
                ("series", Code(body.number) if body.number else None),
                ("addressee", lead(body.addressee)),
                ("carries", _targets(reading, act, "carries")),
                ("reply-by", body.reply_by),
                ("unused", Several(tuple(Code(str(number)) for number in body.unused))),
            ]
        case ReplyRecorded():
            return [
                ("from", lead(body.from_)),
                ("received", body.received),
                ("words", Saying(f"words.{body.words}")),
            ]
        case Deposited():
            return [
                ("form", Saying(f"form.{body.form}")),
                ("bears", happened(body.bears)),
                ("handed-in", lead(body.handed_in_by)),
                ("language", Saying(f"lang.{body.language}")),
                ("reports-on", Saying(f"reports-on.{body.reports_on}")),
                ("addressee", lead(body.addressee)),
                ("session", lead(body.session)),
                ("session-said", body.session_ordinal),
                ("text", Link(text_page(number), Saying("text.read")) if has_text(reading, number) else None),
            ]
        case ReportTabled():
            return [("as-of", body.as_of), ("body", lead(body.body))]
        case Corrected():
            return [("corrects", _targets(reading, act, "amends"))]
        case Confirmed() | Annulled() | Withheld():
            return [
                (act.kind, _targets(reading, act, "amends")),
                ("ground", Saying(f"ground.{body.ground}")),
                ("from-when", Saying(f"annulled.{body.from_}") if isinstance(body, Annulled) else None),
                ("seat", Saying(f"seat.{body.seat}") if isinstance(body, Annulled) and body.seat else None),
                ("parts", Several(tuple(Code(n) for n in body.names)) if isinstance(body, Withheld) else None),
            ]
        case Contested():
            return [
                ("step", Saying(f"contest.{body.step}")),
                ("contested", _targets(reading, act, "amends")),
                ("draft", Code(body.draft) if body.draft else None),
                ("ground", Code(body.ground)),
            ]
        case Announced():
            return [("class", Saying(f"class.{body.class_}")), *_announced(reading, number, body)]
        case Attested():
            return [("attestations", len(body.attestations))]
        case OperatorChanged():
            return [
                ("addresses", Several(tuple(Code(address) for address in body.addresses))),
                *_machine_keys(reading, body),
            ]
        case Recovered():
            return [
                ("seated", Several(tuple(leading(reading, each.post) for each in body.signers))),
                ("new-keepers", Several(tuple(reading.named(each.keeper) for each in body.keepers))),
                *_machine_keys(reading, body),
                ("announced-in", Several(tuple(map(to_act, reading.acts.announced_in(number))))),
            ]
        case Unknown():
            return [("unknown", Code(body.fields))]
        case _:
            assert_never(body)


def _meeting(reading: Reading, act: Act, body: Opened | Closed) -> Said:
    inner = body.session or body.election
    session = getattr(inner, "session", None)
    facts: Said = [("session", leading(reading, session) if session else None)]
    if isinstance(body, Opened) and (report := body.session) is not None:
        facts += [
            ("present", Saying.of("present.of", present=report.present, entitled=report.entitled)),
            ("suspended", Several(tuple(leading(reading, seat) for seat in report.suspended))),
            ("muster", Code(report.muster) if report.muster else None),
        ]
    if isinstance(body, Opened) and (election := body.election) is not None:
        facts += [
            ("election", to_election(reading, act.id)),
            ("closes", election.closes),
            ("entitled", election.entitled),
            ("rule", Code(election.rule)),
        ]
    if isinstance(body, Closed) and (box := body.election) is not None:
        facts += [
            ("election", to_election(reading, box.opened)),
            ("ballots", box.ballots),
            ("archive", Code(box.archive) if box.archive else None),
        ]
    return facts


def _adopted(reading: Reading, number: int, act: Act, body: Adopted) -> Said:
    text = reading.texts.text(number)
    return [
        ("text", Link(text_page(number), Saying.of("text.read-provisions", count=len(body.provisions)))),
        ("text-kind", Saying(f"text.{body.text}")),
        ("series", Code(body.number) if body.number else None),
        ("body", leading(reading, body.body)),
        ("session", leading(reading, body.session) if body.session else None),
        ("sitting-no", body.sitting),
        ("how", Saying(f"how.{body.how}") if body.figures is None else None),
        *_vote(reading, act, body.figures, body.majority),
        ("communities", _communities(reading, body)),
        ("moved-by", leading(reading, body.moved_by) if body.moved_by else None),
        ("in-force", text.from_ if text else None),
        ("until", body.until),
        ("authentic", languages(body.authentic)),
    ]


def _communities(reading: Reading, body: Adopted) -> Value | None:
    return Several(
        tuple(
            Saying.of(f"community.{each.outcome}", community=reading.named(each.community)) for each in body.communities
        )
    )


def _vote(reading: Reading, act: Act, figures: Figures | None, name: str | None) -> Said:
    """The vote in one line, then the majority that decided (look-and-voice §10: the rule beside each result)."""
    if figures is None:
        return []
    votes = Saying.of("vote.figures", for_=figures.for_, against=figures.against, abstained=figures.abstained)
    there = Saying.of("vote.present", present=figures.present, entitled=figures.entitled)
    return [("vote", votes), ("present", there), ("needed", needed_of(reading, act, figures, name))]


def needed_of(reading: Reading, act: Act, figures: Figures, name: str | None) -> Value | None:
    """How many votes the rule asked for, and of what."""
    rules = reading.rules.rules_on(act.date)
    rule = reading.rules.majority(rules, name) if name else None
    if rule is None:
        return None
    share: dict[str, Value] = {"num": rule.num, "den": rule.den, "base": Saying(f"base.{rule.of}"), "rules": rules}
    if rule.of not in ("votes-cast", "present"):
        return Saying.of(f"needed.{rule.test}", **share)
    vote = Vote(
        for_=figures.for_, against=figures.against, abstained=figures.abstained, present=figures.present,
        in_office=0, all_seats=0,
    )  # fmt: skip
    base = base_of(vote, rule.of)
    return Saying.of(f"needed.{rule.test}.count", count=needed(base, rule.num, rule.den, rule.test), of=base, **share)


def _targets(reading: Reading, act: Act, relation: str) -> Value | None:
    found = dict.fromkeys(ref.target for ref in act.refs if ref.relation == relation)
    return Several(tuple(to_target(reading, target) for target in found))


def languages(codes: tuple[str, ...]) -> Value:
    """Languages by their names in the reader's language."""
    return Several(tuple(Saying(f"lang.{code}") for code in codes))


def _turnout(body: Elected) -> Value | None:
    if body.voted is None or body.entitled is None:
        return None
    return Saying.of("voted.of", voted=body.voted, entitled=body.entitled)


def _announced(reading: Reading, number: int, body: Announced) -> Said:
    """The text that is to come, whether it has, and before which hour it cannot."""
    act, entered = reading.acts.original(number), reading.acts.entered_as(body.text)
    rules = reading.rules.rules_of(reading.rules.rules_on(act.act.date))
    hold = timedelta(hours=rules.rules.hold_hours(body.class_)) if rules is not None else timedelta()
    return [
        ("draft", Code(body.text)),
        ("entered-as", Saying("announced.not-yet") if entered is None else to_act(entered)),
        ("earliest", act.entered_at + hold),
        *_machine_keys(reading, body),
    ]


def _machine_keys(reading: Reading, body: OperatorChanged | Announced | Recovered) -> list[Fact]:
    """The keys that enter and head from here on, as a witness or a reader's policy writes them down (C3)."""
    identity = reading.identity()
    origin = origin_of(identity.label, identity.founding)
    found: list[Fact] = []
    if body.log is not None:
        found.append(("log-key", Code(vkey(origin, unarmour(body.log)))))
    if body.gate is not None:
        found.append(("gate-key", Code(vkey(line_name(identity.label, "gate"), unarmour(body.gate)))))
    return found
