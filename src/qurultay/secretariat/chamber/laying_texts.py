"""A text that the house decided on, laid on the desk as a draft for officers to read and sign.

The draft says what each provision does, in every language in which the whole text has words, and how the house decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db import transaction

from qurultay.assembly.amending import Provision
from qurultay.assembly.frozen import ASKED
from qurultay.assembly.labels import is_preamble
from qurultay.assembly.motions import Stage, Step
from qurultay.press.importer.slugs import slug
from qurultay.press.provision_text import WrittenProvision, WrittenText, write_text
from qurultay.secretariat.chamber.casting import facts_of
from qurultay.secretariat.chamber.laying import in_each, lay, summary
from qurultay.secretariat.chamber.models import Motion, VoteEvent
from qurultay.secretariat.chamber.motion_facts import locked
from qurultay.secretariat.chamber.texts import languages, latest, provisions_json
from qurultay.secretariat.chamber.texts import text_of as text_in
from qurultay.secretariat.chamber.wording import outcome
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder


@transaction.atomic
def lay_down(motion: Motion, by: Account | None, now: datetime) -> Draft:
    """Lay what became of a text on the desk as a draft: adopted, with every carried amendment in it, or not adopted.

    Raises `OutOfOrder` for a text that the house has not decided on.
    """
    held = locked(motion)
    kind = act_kind(held)
    if kind is None:
        raise OutOfOrder("chamber.out.motion.not-decided")
    text = [each for each in text_in(latest(held)) if not each.struck]
    tongues = [code for code in languages(held.session) if _whole(text, code)]
    named: dict[str, Any] = {}
    body = _adopted(held, text, tongues, named, now) if kind == "adopted" else _not_adopted(held)
    parts = {
        **in_each("title", {code: words for code, words in held.title.items() if code in tongues}),
        **(_summary(_vote_of(held)) if kind == "adopted" else {}),
        **named,
        **{f"text.{code}": _written(text, code) for code in tongues},
    }
    return lay(kind, held.session, body, parts, f"motion/{held.pk}", by, now)


def act_kind(motion: Motion) -> Literal["adopted", "not-adopted"] | None:
    """As which kind of act what became of a motion is recorded; None of an amendment, and while nothing became of it.

    One that was withdrawn is recorded if it was before the house: until then it was its mover's alone.
    """
    if motion.is_amendment:
        return None
    if motion.state == Stage.ADOPTED:
        return "adopted"
    taken_up = motion.state == Stage.WITHDRAWN and motion.steps.filter(step=Step.TAKE_UP).exists()
    return "not-adopted" if motion.state == Stage.LOST or taken_up else None


def _adopted(
    motion: Motion, text: Sequence[Provision], tongues: Sequence[str], named: dict[str, Any], now: datetime
) -> dict[str, Any]:
    event, session = _vote_of(motion), motion.session
    authentic = [code for code in standing().rules(session.opens).authentic if code in tongues] or tongues[:1]
    return {
        "text": motion.classification,
        "body": session.body,
        "session": session.ref,
        **({"sitting": str(event.sitting.number)} if event is not None else {}),
        "number": _number(motion, now),
        "authentic": list(authentic),
        **_how(event),
        "provisions": [
            _provision(each, named) for each in provisions_json(tuple(text)) if not is_preamble(each["label"])
        ],
    }


def _not_adopted(motion: Motion) -> dict[str, Any]:
    """Lost is not tied, and nobody voted on what was withdrawn; the record keeps them apart."""
    body = {"text": motion.classification, "body": motion.session.body, "session": motion.session.ref}
    if motion.state == Stage.WITHDRAWN:
        return {**body, "outcome": "withdrawn"}
    event = _vote_of(motion)
    if event is None:
        return {**body, "outcome": "lost"}
    return {**body, "outcome": event.result, **_counted(event)}


def _vote_of(motion: Motion) -> VoteEvent | None:
    """The vote that decided it; of a text that was voted by provisions, the narrowest that made of it what it is (V21)."""
    event = motion.decided_by
    if event is None or event.asks != VoteEvent.Asks.PROVISION:
        return event
    rows = list(motion.votes.filter(asks=VoteEvent.Asks.PROVISION, state=VoteEvent.State.DECLARED))
    if motion.state == Stage.ADOPTED:
        return min((each for each in rows if each.result == "adopted"), key=_for)
    return max(
        (each for each in rows if each.result != "adopted"), key=lambda each: (each.result == "lost", _for(each))
    )


def _for(event: VoteEvent) -> int:
    return int(event.counts.get("for_", 0))


def _how(event: VoteEvent | None) -> dict[str, Any]:
    """How it was adopted; figures where there was a vote (R11), but of a secret vote of few only that it carried (V9)."""
    if event is None:
        return {"how": "without-a-vote"}
    if event.method in ASKED:
        return {"how": event.method}
    counted = _counted(event)
    outcomes = [{"community": name, "outcome": said} for name, said in event.counts.get("outcomes", {}).items()]
    return {
        "how": "written" if event.method == "written" else "vote",
        "majority": event.frozen["majority"]["name"],
        **(counted or {"outcome": "met"}),
        **({"communities": outcomes} if outcomes else {}),
    }


def _counted(event: VoteEvent) -> dict[str, Any]:
    """The majority it needed and the figures it got; nothing of those that tell how single people voted (V9)."""
    tally = outcome(event, facts_of(event)).tally
    if tally is None:
        return {}
    house = event.frozen["house"]
    figures = {
        "for": tally.for_ + (tally.casting == "for"),
        "against": tally.against + (tally.casting == "against"),
        "abstained": tally.abstained,
        "present": tally.present,
        "entitled": house["filled"] - house["suspended"],
        **{name: number for name in ("blank", "invalid") if (number := getattr(tally, name))},
    }
    return {
        "majority": event.frozen["majority"]["name"],
        "figures": {name: str(number) for name, number in figures.items()},
    }


def _summary(event: VoteEvent | None) -> dict[str, str]:
    said = _how(event)
    if "majority" not in said:
        return summary("chamber.draft.adopted")
    if "figures" not in said:
        return {}
    places = {f"{name}_": int(said["figures"][name]) for name in ("for", "against", "abstained")}
    return summary("chamber.draft.adopted-by", **places)


def _number(motion: Motion, now: datetime) -> str:
    """The next free number of its series, `resolution/2026/3`; a gap is never closed (T12)."""
    series = f"{motion.classification}/{now.astimezone(ZoneInfo(motion.session.zone)).year}"
    book = standing().book
    used = [each.rpartition("/")[2] for each in (*book.series, *book.unused) if each.rpartition("/")[0] == series]
    return f"{series}/{max((int(each) for each in used if each.isdecimal()), default=0) + 1}"


def _provision(provision: Mapping[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": provision["label"],
        "operations": [
            _operation(each, provision["label"], named) for each in provision["does"] or [{"kind": "decision"}]
        ],
    }


def _operation(does: Mapping[str, Any], label: str, named: dict[str, Any]) -> dict[str, str]:
    """One thing it does; whom it addresses gets a handle, and the words that were written become its name."""
    kept = {key: str(does[key]) for key in ("kind", "due", "month", "day", "counts_from") if does.get(key)}
    for role in ("addressee", "owner"):
        if words := does.get(role):
            kept[role] = _ref(words, named, does.get("language", "en"))
    if does.get("kind") == "observance" and does.get("name"):
        named[f"name.observance-{label}.{does.get('language', 'en')}"] = does["name"]
    return kept


def _ref(words: str, named: dict[str, Any], language: str) -> str:
    if words.partition("/")[0] in ("body", "post", "community", "addressee", "class"):
        return words
    handle = slug(words)
    named[f"name.addressee-{handle}.{language}"] = words
    return f"addressee/{handle}"


def _whole(text: Iterable[Provision], code: str) -> bool:
    """Has every provision its words in this language?"""
    return all(each.words.get(code) for each in text)


def _written(text: Sequence[Provision], code: str) -> str:
    before = [each.words[code] for each in text if is_preamble(each.label)]
    after = [
        WrittenProvision(label=each.label, paragraphs=tuple(each.words[code].split("\n\n")))
        for each in text
        if not is_preamble(each.label)
    ]
    return write_text(
        WrittenText(preamble=tuple("\n\n".join(before).split("\n\n")) if before else (), provisions=tuple(after))
    )
