"""What must a reader know before reading an act? What later acts did to it, and what is still owed because of that.

Nothing is hidden and nothing cascades: an annulment falls on what it names, and everything that hangs on
it is shown after the table of edges (register law §5, G3).
"""

from dataclasses import dataclass
from datetime import date

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Withheld
from qurultay.acts.book import TextState
from qurultay.acts.edges import EDGES
from qurultay.acts.resolving import Adopted
from qurultay.acts.writing import Deposited, Issued
from qurultay.portal.reading import Reading
from qurultay.portal.values import Saying, Several, Value
from qurultay.portal.views.ways import to_act, to_target
from qurultay.portal.views.wording import provision_changed


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before reading; `grave` when the act does not, or may not, count as it stands."""

    words: Value
    grave: bool = True


def notices_of(reading: Reading, number: int) -> tuple[Notice, ...]:
    """Everything to be known about an act before it is read, the gravest first."""
    return (
        *_standing(reading, number),
        *_doubt(reading, number),
        *_text(reading, number),
        *_signers(reading, number),
        *_edges(reading, number),
        *_late(reading, number),
    )


def _standing(reading: Reading, number: int) -> list[Notice]:
    standing, found = reading.standing(number), list[Notice]()
    if (fall := standing.annulled) is not None:
        ground = Saying(f"ground.{fall.ground}")
        found.append(
            Notice(Saying.of(f"notice.annulled.{fall.from_}", by=to_act(fall.by), day=fall.day, ground=ground))
        )
    for by in standing.corrected_by:
        found.append(Notice(Saying.of("notice.corrected", by=to_act(by), day=reading.act(by).date)))
    if standing.open_contest:
        found.append(Notice(Saying.of("notice.contested", by=Several(tuple(map(to_act, standing.contested_by))))))
    if standing.confirmed_by is not None:
        found.append(Notice(Saying.of("notice.confirmed", by=to_act(standing.confirmed_by)), grave=False))
    for by in dict.fromkeys(by for _, by in standing.withheld):
        body = reading.act(by).body
        ground = Saying(f"ground.{body.ground}") if isinstance(body, Withheld) else Saying("ground.safety")
        names = tuple(name for name, other in standing.withheld if other == by)
        found.append(Notice(Saying.of("notice.withheld", by=to_act(by), count=len(names), ground=ground)))
    if isinstance(reading.act(number).body, Deposited):
        found.append(Notice(Saying("notice.deposited"), grave=False))
    return found


def _doubt(reading: Reading, number: int) -> list[Notice]:
    held = reading.doubt(number)
    if held is None:
        return []
    doubt, state = held
    if state == "confirmed":
        return [Notice(Saying.of("notice.was-in-question", by=to_act(doubt.because)), grave=False)]
    if state == "ended" and doubt.lapses is not None:
        return [Notice(Saying.of("notice.lapsed", by=to_act(doubt.because), day=doubt.lapses))]
    if doubt.lapses is not None:
        return [Notice(Saying.of("notice.in-question.until", by=to_act(doubt.because), day=doubt.lapses))]
    return [Notice(Saying.of("notice.in-question", by=to_act(doubt.because)))]


def _text(reading: Reading, number: int) -> list[Notice]:
    text = text_of(reading, number)
    if text is None:
        return []
    if text.repealed_by is not None:
        return [Notice(Saying.of("notice.repealed", by=to_act(text.repealed_by), day=text.until))]
    if text.replaced_by is not None:
        return [Notice(Saying.of("notice.replaced", by=to_act(text.replaced_by), day=text.until))]
    parts = {p.repealed_by: p.until for p in text.provisions.values() if p.repealed_by is not None}
    return [Notice(Saying.of("notice.repealed-in-part", by=to_act(by), day=day)) for by, day in sorted(parts.items())]


def _signers(reading: Reading, number: int) -> list[Notice]:
    """Signed under an election that was annulled later: it stands towards everyone, and says so (A11)."""
    annulled = dict.fromkeys(
        signer.since.de_facto_by
        for signer in reading.acts.shown(number).signers
        if signer.since is not None and signer.since.de_facto_by is not None and signer.since.de_facto_by > number
    )
    return [Notice(Saying.of("notice.de-facto", by=to_act(by))) for by in annulled]


def _edges(reading: Reading, number: int) -> list[Notice]:
    """What is owed because something this act rests on, cites or carries was amended (register law §5, edges)."""
    act, found = reading.act(number), dict[Notice, None]()
    held = [(ref.relation, ref.target) for ref in act.refs if ref.relation in ("carries", "cites")]
    for relation, target in (*held, *([("basis", act.basis)] if act.basis else [])):
        for what, by, day in amendments(reading, target):
            effect = EDGES.get((relation, what), "unchanged")  # type: ignore[arg-type]  # the two literals above
            if effect == "unchanged" or _answered(reading, number, act, effect, by):
                continue
            words = Saying.of(f"edge.{effect}", target=to_target(reading, target), by=to_act(by), day=day)
            found[Notice(words)] = None
    return list(found)


def text_of(reading: Reading, number: int) -> TextState | None:
    """How an adopted text stands; None for other acts, without asking."""
    return reading.texts.text(number) if isinstance(reading.act(number).body, Adopted) else None


def amendments(reading: Reading, target: str) -> list[tuple[str, int, date]]:
    """What later acts did to an act, a provision or the provision an operation stands in: what, by which act, when."""
    number = number_in(target)
    standing, text = reading.standing(number), text_of(reading, number)
    found: list[tuple[str, int, date]] = []
    if standing.annulled is not None:
        found.append(("annulled", standing.annulled.by, standing.annulled.day))
    label = target.split("/provision/")[1].split("/")[0] if "/provision/" in target else None
    provision = text.provisions.get(label) if text is not None and label is not None else None
    if provision is not None and provision.annulled is not None:
        found.append(("annulled", provision.annulled.by, provision.annulled.day))
    ended = provision or text
    if ended is not None and ended.repealed_by is not None:
        found.append(("repealed", ended.repealed_by, ended.until))
    touching = [by for by in standing.corrected_by if label is None or provision_changed(reading, by, label)]
    return [*found, *(("corrected", by, reading.act(by).date) for by in touching)]


def _answered(reading: Reading, number: int, act: Act, effect: str, by: int) -> bool:
    """Has a later letter that stands told the addressee? One to the same one that cites what amended or was amended."""
    if effect != "addressee-to-be-told" or not isinstance(act.body, Issued):
        return False
    cited = [*reading.acts.followed(by), *reading.acts.followed(number)]
    for follow in cited:
        later = reading.act(follow.number).body
        told = isinstance(later, Issued) and later.addressee == act.body.addressee
        if follow.number > by and told and reading.standing(follow.number).annulled is None:
            return True
    return False


def _late(reading: Reading, number: int) -> list[Notice]:
    days = reading.acts.days_late(number)
    return [] if not days else [Notice(Saying.of("notice.late", count=days), grave=False)]
