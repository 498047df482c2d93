"""Minutes: drafting, circulating, correcting, approving, sealing. The steps are the table in `assembly.minutes`."""

import json
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from qurultay.assembly import minutes as rules
from qurultay.assembly.minutes import NotNow, State, Step
from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.chamber.minutes_drafted import languages_of, paragraphs
from qurultay.secretariat.chamber.models import Correction, Minutes, Sitting, VoteEvent
from qurultay.secretariat.chamber.texts import typed
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

MOST_WORDS = 20_000
MOST_UNDECIDED = 40
"""How many corrections of one member wait at a time: minutes are not approved while one does."""


def draft(sitting: Sitting) -> Minutes:
    """The minutes of a sitting that is over, drafted from what happened; those there are already are left as they are.

    Raises `OutOfOrder` while it still sits.
    """
    if sitting.state != Sitting.State.ADJOURNED:
        raise OutOfOrder("chamber.out.minutes.still-sitting")
    made, new = Minutes.objects.get_or_create(sitting=sitting)
    if new:
        made.text = paragraphs(sitting)
        made.save(update_fields=["text"])
    return made


def edit(minutes: Minutes, place: str, words: dict[str, str]) -> None:
    """Write a paragraph of a draft anew; empty words take it away. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "edit")
    _check(words)
    minutes.text = _with(minutes.text, place, words)
    minutes.save(update_fields=["text", "state"])


def add(minutes: Minutes, after: str, words: dict[str, str]) -> None:
    """Add a paragraph to a draft behind another, or at the beginning. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "edit")
    _check(words)
    if not any(words.values()):
        raise OutOfOrder("frame.out.empty")
    number = max((int(each["id"][1:]) for each in minutes.text), default=0) + 1
    at = next((place for place, each in enumerate(minutes.text, 1) if each["id"] == after), 0)
    minutes.text.insert(at, {"id": f"p{number}", "words": words})
    minutes.save(update_fields=["text", "state"])


def circulate(minutes: Minutes, now: datetime) -> None:
    """Give the draft to the members: from now on it changes by corrections alone. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "circulate")
    if not minutes.text:
        raise OutOfOrder("chamber.out.minutes.empty")
    minutes.circulated = now
    minutes.save(update_fields=["state", "circulated"])


def recall(minutes: Minutes) -> None:
    """Take circulated minutes back into draft, corrections and all. Raises `OutOfOrder`."""
    _stepped(minutes, "recall").save(update_fields=["state"])


def propose(minutes: Minutes, credential: Credential, place: str, words: dict[str, str], now: datetime) -> Correction:
    """A member proposes other words for a paragraph. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "correct")
    _check(words)
    before = _paragraph(minutes.text, place)["words"]
    words = {code: said for code, said in (before | words).items() if said}  # a language nobody spoke of stays
    if words == before:
        raise OutOfOrder("chamber.out.minutes.same-words")
    if minutes.corrections.filter(credential=credential, state="proposed").count() >= MOST_UNDECIDED:
        raise OutOfOrder("chamber.out.minutes.enough", most=MOST_UNDECIDED)
    return Correction.objects.create(
        minutes=minutes, credential=credential, place=place, words=words, before=before, made=now
    )


def decide(correction: Correction, *, accept: bool) -> None:
    """Take a correction into the minutes, or decline it; one that was written to other words is not taken blindly.

    Raises `OutOfOrder`.
    """
    minutes = _stepped(correction.minutes, "correct")
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.state != "proposed":
        raise OutOfOrder("chamber.out.minutes.decided")
    if accept and _paragraph(minutes.text, correction.place)["words"] != correction.before:
        raise OutOfOrder("chamber.out.minutes.moved-on")
    correction.state = "accepted" if accept else "declined"
    correction.save(update_fields=["state"])
    if accept:
        minutes.text = _with(minutes.text, correction.place, correction.words)
        minutes.save(update_fields=["text"])


def approve(minutes: Minutes, event: VoteEvent) -> None:
    """The minutes stand as a later sitting of the body approved them, by a vote or without one. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "approve")
    if event.body != minutes.body or event.state != VoteEvent.State.DECLARED:
        raise OutOfOrder("chamber.out.minutes.not-adopted")
    sitting, later = minutes.sitting, event.sitting
    same = sitting.session_id == later.session_id
    undecided = minutes.corrections.filter(state="proposed").count()
    at = later.number if same else sitting.number + (1 if later.opens > sitting.opens else 0)
    try:
        rules.approvable(sitting=sitting.number, at=at, undecided=undecided, outcome=event.result)
    except NotNow as bad:
        raise OutOfOrder(f"chamber.out.minutes.{bad.code}") from None
    minutes.approved_by = event
    minutes.save(update_fields=["state", "approved_by"])


def seal(minutes: Minutes, draft: Any) -> None:
    """An act that approves the minutes lies on the desk; when it is entered they are sealed. Raises `OutOfOrder`."""
    minutes = _stepped(minutes, "seal")
    minutes.draft = draft
    minutes.save(update_fields=["state", "draft"])


def act_of(minutes: Minutes, today: date) -> str:
    """The draft of the act that seals them: signed by the posts that the rules in force name for it."""
    session = minutes.sitting.session
    day = minutes.sitting.opens.astimezone(ZoneInfo(session.zone)).date()
    fields = {
        "kind": "minutes-approved",
        "date": today.isoformat(),
        "issuers": [session.body],
        "signatories": standing().signatories("minutes-approved", session.body, today),
        "body": {"session": session.ref, "sitting": day.isoformat()},
        "parts": {f"text.{code}": words_in(minutes, code) for code in languages_of(minutes.sitting)},
    }
    return json.dumps(fields, ensure_ascii=False, indent=1)


def words_in(minutes: Minutes, code: str) -> str:
    """The minutes as plain text in a language, a paragraph a line."""
    said = [each["words"].get(code) or next(iter(each["words"].values()), "") for each in minutes.text]
    return "\n\n".join(said) + "\n"


def _stepped(minutes: Minutes, step: Step) -> Minutes:
    """The minutes, locked, in the state after the step; not saved yet."""
    held = Minutes.objects.select_for_update().select_related("sitting__session").get(pk=minutes.pk)
    try:
        held.state = rules.after(cast(State, held.state), step)
    except NotNow:
        raise OutOfOrder(f"chamber.out.minutes.state.{held.state}") from None
    return held


def _paragraph(text: list[dict[str, Any]], place: str) -> dict[str, Any]:
    found = next((each for each in text if each["id"] == place), None)
    if found is None:
        raise OutOfOrder("chamber.out.minutes.no-paragraph")
    return found


def _with(text: list[dict[str, Any]], place: str, words: dict[str, str]) -> list[dict[str, Any]]:
    _paragraph(text, place)
    said = {code: each for code, each in words.items() if each}
    return [
        each if each["id"] != place else {"id": place, "words": said} for each in text if each["id"] != place or said
    ]


def _check(words: dict[str, str]) -> None:
    if not set(words) <= set(INTERFACE):
        raise OutOfOrder("chamber.out.minutes.language")
    if any(len(each) > MOST_WORDS for each in words.values()):
        raise OutOfOrder("frame.out.too-long", most=MOST_WORDS)
    typed(words, words)  # a correction must not look like other words than those that are taken in
