"""Is an act intact, was it authorised, is it standing? Three answers that are never mixed, and one that is never given.

*Intact* and *authorised* never change; *standing* does, with what is entered later (register law §0, R0). The fourth,
whether this is the true assembly, no record says.
"""

from dataclasses import dataclass

from qurultay.acts.act import Act
from qurultay.acts.constituting import Constituted
from qurultay.portal.reading import Reading
from qurultay.portal.stood import Stood
from qurultay.portal.values import Named, Saying, Several, State, Value
from qurultay.portal.views.notices import text_of
from qurultay.portal.views.ways import to_act


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three: its word with its shape, and what it means of this act."""

    word: State
    means: Value


def three_of(reading: Reading, number: int) -> tuple[Answer, ...]:
    """The three answers for an act, in their order."""
    return (_intact(reading, number), _authorised(reading, number), _standing(reading, number))


def _intact(reading: Reading, number: int) -> Answer:
    gone = len(reading.missing(number))
    means = Saying.of("intact.without", count=gone) if gone else Saying("intact.means")
    return Answer(State("done", Saying("intact.word")), means)


def _authorised(reading: Reading, number: int) -> Answer:
    act, word = reading.acts.original(number).act, State("done", Saying("authorised.word"))
    return Answer(word, _authority(reading, act))


def _authority(reading: Reading, act: Act) -> Value:
    if isinstance(act.body, Constituted):
        return Saying("authorised.founding")
    if not act.signatories:
        return Saying("authorised.gate")
    return Saying.of("authorised.means", rules=to_act(reading.rules.rules_on(act.date)))


def _standing(reading: Reading, number: int) -> Answer:
    """What later acts left of it; the gravest decides, and the notices above say all of it."""
    standing, doubt = reading.standing(number), reading.doubt(number)
    if (fall := standing.annulled) is not None:
        words = Saying.of(f"standing.annulled.{fall.from_}", by=to_act(fall.by), day=fall.day)
        return Answer(State("late", Saying("standing.fallen")), words)
    text = text_of(reading, number)
    ended = None if text is None else text.repealed_by if text.repealed_by is not None else text.replaced_by
    if text is not None and ended is not None:
        return Answer(
            State("open", Saying("standing.over")), Saying.of("standing.ended-by", by=to_act(ended), day=text.until)
        )
    if doubt is not None and doubt[1] != "confirmed":
        key = "standing.lapsed" if doubt[1] == "ended" else "standing.doubted"
        return Answer(State("wait", Saying("standing.in-doubt")), Saying.of(key, by=to_act(doubt[0].because)))
    if standing.open_contest:
        by = Several(tuple(map(to_act, standing.contested_by)))
        return Answer(State("wait", Saying("standing.disputed")), Saying.of("standing.contested-by", by=by))
    return Answer(State("done", Saying("standing.word")), Saying("standing.means"))


# --- who stands by it ----------------------------------------------------------------------------------------


def stood_by(reading: Reading, number: int) -> tuple[Value, ...]:
    """Who stands by an act: how many seats of which muster, which ones, keepers; and who contradicts themselves."""
    return tuple(words for each in reading.acts.stood(number) for words in _said(reading, each))


def _said(reading: Reading, each: Stood) -> tuple[Value, ...]:
    who = Several(tuple(_named(reading, one) for one in each.who))
    if each.muster is None:
        return (Saying.of("stood.keepers", who=who),)
    if each.contradicting:
        neither = Several(tuple(_named(reading, one) for one in each.contradicting))
        return (_counted(each, who), Saying.of("stood.neither", who=neither))
    return (_counted(each, who),)


def _counted(each: Stood, who: Value) -> Value:
    return Saying.of("stood.by", count=len(each.who), entitled=each.entitled, act=to_act(each.muster or 0), who=who)


def _named(reading: Reading, who: str) -> Named:
    """A seat or keeper by its number: attestations never name a person (C1)."""
    return reading.named(who)
