"""A text that the house decided on, laid on the desk as a draft for officers to read and sign.

The draft says what each provision does, in every language in which the whole text has words, and how the house decided.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from qurultay.assembly.labels import is_preamble
from qurultay.assembly.motions import Stage
from qurultay.press.importer.slugs import slug
from qurultay.press.provision_text import WrittenProvision, WrittenText, write_text
from qurultay.secretariat.chamber.laying import in_each, lay, summary
from qurultay.secretariat.chamber.models import Motion, VoteEvent
from qurultay.secretariat.chamber.motion_facts import locked
from qurultay.secretariat.chamber.texts import languages, latest, provisions_json
from qurultay.secretariat.chamber.texts import text_of as text_in
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder


@transaction.atomic
def lay_down_adopted(motion: Motion, event: VoteEvent | None, by: Account | None, now: datetime) -> Draft:
    """Lay an adopted text, with every carried amendment in it, on the desk as a draft. Raises `OutOfOrder`."""
    held = locked(motion)
    if held.is_amendment or held.state != Stage.ADOPTED:
        raise OutOfOrder("chamber.out.motion.not-adopted")
    return _adopted(held, event, by, now)


def _adopted(motion: Motion, event: VoteEvent | None, by: Account | None, now: datetime) -> Draft:
    session = motion.session
    text = [each for each in text_in(latest(motion)) if not each.struck]
    tongues = [code for code in languages(session) if _whole(text, code)]
    authentic = [code for code in standing().rules(session.opens).authentic if code in tongues] or tongues[:1]
    named: dict[str, Any] = {}
    body: dict[str, Any] = {
        "text": motion.classification,
        "body": session.body,
        "session": session.ref,
        **({"sitting": str(event.sitting.number)} if event is not None else {}),
        "number": _number(motion, now),
        "authentic": authentic,
        **_how(event),
        "provisions": [
            _provision(each, named) for each in provisions_json(tuple(text)) if not is_preamble(each["label"])
        ],
    }
    parts = {
        **in_each("title", {code: words for code, words in motion.title.items() if code in tongues}),
        **_adopted_summary(motion, event),
        **named,
        **{f"text.{code}": _written(text, code) for code in tongues},
    }
    return lay("adopted", session, body, parts, f"motion/{motion.pk}", by, now)


def _plain(value: Any) -> Any:
    """Numbers as the words that a draft holds."""
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value)


def _how(event: VoteEvent | None) -> dict[str, Any]:
    """How it was adopted; figures where there was a vote (R11)."""
    if event is None:
        return {"how": "without-a-vote"}
    how = event.method if event.method in ("without-a-vote", "acclamation", "written") else "vote"
    if how in ("without-a-vote", "acclamation"):
        return {"how": how}
    counts, frozen = event.counts, event.frozen
    figures = {
        "for": counts.get("for_", 0),
        "against": counts.get("against", 0),
        "abstained": counts.get("abstained", 0),
        "present": counts.get("present", 0),
        "entitled": frozen["house"]["filled"] - frozen["house"]["suspended"],
        **{name: counts[name] for name in ("blank", "invalid") if counts.get(name)},
    }
    outcomes = [{"community": name, "outcome": said} for name, said in counts.get("outcomes", {}).items()]
    return {
        "how": how,
        "majority": frozen["majority"]["name"],
        "figures": _plain(figures),
        **({"communities": outcomes} if outcomes else {}),
    }


def _adopted_summary(motion: Motion, event: VoteEvent | None) -> dict[str, str]:
    said = _how(event)
    if "figures" not in said:
        return summary("chamber.draft.adopted")
    figures = said["figures"]
    places = {name: int(figures[name]) for name in ("for", "against", "abstained")}
    return summary("chamber.draft.adopted-by", **{f"{name}_": number for name, number in places.items()})


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


def _whole(text: Iterable[Any], code: str) -> bool:
    """Has every provision its words in this language?"""
    return all(each.words.get(code) for each in text)


def _written(text: Sequence[Any], code: str) -> str:
    before = [each.words[code] for each in text if is_preamble(each.label)]
    after = [
        WrittenProvision(label=each.label, paragraphs=tuple(each.words[code].split("\n\n")))
        for each in text
        if not is_preamble(each.label)
    ]
    return write_text(
        WrittenText(preamble=tuple("\n\n".join(before).split("\n\n")) if before else (), provisions=tuple(after))
    )
