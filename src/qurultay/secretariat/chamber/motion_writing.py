"""Motions while they are written, and words that are added to them in other languages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from qurultay.assembly.amending import Provision
from qurultay.assembly.motions import OVER, Stage
from qurultay.secretariat.chamber.models import Motion, Session, Sponsor
from qurultay.secretariat.chamber.motion_facts import changed, locked, refuse_over
from qurultay.secretariat.chamber.texts import MOST_PROVISIONS, languages, latest, new_version, printed, text_of, typed
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential

CLASSES = ("resolution", "declaration", "decision", "statute", "constitution", "plan", "procedure")
"""What a motion would have adopted, as the record knows texts."""
MOST_TITLE = 400


def write(
    *,
    session: Session,
    by: Credential,
    title: Mapping[str, str],
    provisions: Sequence[Mapping[str, Any]],
    now: datetime,
    classification: str = "resolution",
    requirement: str = "simple",
    motion: Motion | None = None,
) -> Motion:
    """Keeps a motion that is being written, a new one or the same again; nobody but its mover sees it yet.

    A provision is `{"words": {…}, "does": […], "preamble": bool}`; their numbers are given in this order. Raises `OutOfOrder`.
    """
    if classification not in CLASSES:
        raise OutOfOrder("chamber.out.motion.classification")
    refuse_over(session)
    tongues = languages(session)
    text = _numbered([(typed(each["words"], tongues), each) for each in provisions])
    named = {code: " ".join(words.split())[:MOST_TITLE] for code, words in typed(title, tongues).items()}
    with transaction.atomic():
        if motion is None:
            motion = Motion.objects.create(session=session, label=provisional(), made=now)
            Sponsor.objects.create(motion=motion, credential=by, part="mover", since=now)
        held = locked(motion)
        if held.state != Stage.DRAFT or held.is_amendment:
            raise OutOfOrder("chamber.out.motion.handed-in")
        held.title, held.classification, held.requirement = named, classification, requirement
        held.save(update_fields=["title", "classification", "requirement"])
        held.versions.all().delete()
        new_version(held, text, (), now)
    return held


def provisional() -> str:
    """What a motion is called until it is handed in and gets its number."""
    return f"~{uuid4().hex[:16]}"


def _numbered(provisions: Sequence[tuple[dict[str, str], Mapping[str, Any]]]) -> tuple[Provision, ...]:
    written = [(words, each) for words, each in provisions if words]
    if len(written) > MOST_PROVISIONS:
        raise OutOfOrder("chamber.out.motion.too-many-provisions", count=MOST_PROVISIONS)
    before = [(words, each) for words, each in written if each.get("preamble")]
    operative = [(words, each) for words, each in written if not each.get("preamble")]
    return tuple(
        Provision(label=f"{mark}{number}", words=words, does=tuple(each.get("does", ())))
        for mark, some in (("p", before), ("", operative))
        for number, (words, each) in enumerate(some, 1)
    )


@transaction.atomic
def translate(
    motion: Motion, provisions: Mapping[str, Mapping[str, str]], title: Mapping[str, str], now: datetime
) -> None:
    """Adds words in languages in which a text has none yet; words that are there stay as they were handed in."""
    held, tongues = locked(motion), languages(motion.session)
    if Stage(held.state) in OVER or held.state in (Stage.ADOPTED, Stage.MERGED):
        raise OutOfOrder("chamber.out.motion.decided")
    version = latest(held)
    for each in version.provisions:
        each["words"] = typed(provisions.get(each["label"], {}), tongues) | each["words"]
    # Lines that were printed stay; those of a language that is new are broken now.
    version.lines = printed(text_of(version)) | version.lines
    version.save()
    held.title = typed(title, tongues) | held.title
    held.save(update_fields=["title"])
    changed(held)
