"""From a clerk's draft to the exact bytes that officers sign.

The press reads the draft; here it meets the record: the head that is seen, an id nobody used, salts for the parts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qurultay.acts.amending import Change, Corrected
from qurultay.acts.kinds import Body
from qurultay.gazette.objections import Objected, Objection
from qurultay.gazette.preflight import Known
from qurultay.gazette.preparing import Prepared, Random, prepare, salted
from qurultay.press.draft_act import DraftAct
from qurultay.press.drafts import DraftDocument, Route
from qurultay.press.preflight.codes import CODES
from qurultay.tlog.errors import Refused
from qurultay.tlog.sentence import Sentence

_HASH = re.compile(r"[0-9a-f]{64}")


def prepare_draft(draft: DraftAct, known: Known, random: Random) -> Prepared:
    """The act that this draft describes, on the newest head. Raises `Objected` where it cannot be written as an act."""
    body, kept = _with_corrected_parts(draft, random)
    try:
        return prepare(
            body,
            known.book,
            known.root,
            signatories=draft.signatories,
            issuers=draft.issuers,
            today=draft.date,
            random=random,
            refs=draft.refs,  # type: ignore[arg-type]  # the press has read them against the closed list of relations
            words=draft.words,
            sealed=draft.sealed,
            basis=draft.basis,
            enter_by=draft.enter_by,
            id=draft.id,
            kept=kept,
        )
    except Refused as bad:
        raise Objected([Objection(bad.code, bad.sentence)]) from None


def _with_corrected_parts(draft: DraftAct, random: Random) -> tuple[Body, Mapping[str, tuple[str, bytes]]]:
    """A correction names the hash of each part it puts in place, which nobody knows before the salt is drawn.

    So a draft says under `now` what it likes, and the hash is filled in here.
    """
    if not isinstance(draft.body, Corrected):
        return draft.body, {}
    hashes, files = salted(draft.words, random)
    changes = tuple(_filled(change, hashes) for change in draft.body.changes)
    return replace(draft.body, changes=changes), {name: (digest, files[digest]) for name, digest in hashes.items()}


def _filled(change: Change, hashes: Mapping[str, str]) -> Change:
    name = change.field.removeprefix("parts.")
    if name == change.field or name not in hashes or _HASH.fullmatch(change.now):
        return change
    return replace(change, now=hashes[name])


_FIELD: dict[str, str] = {
    "no-basis": "basis",
    "before-its-basis": "date",
    "from-the-future": "date",
    "entered-too-late": "enter_by",
    "enter-by": "enter_by",
    "late-without-reason": "enter_by",
    "no-issuer": "issuers",
    "no-such-body": "issuers",
    "no-such-act": "refs",
    "seen-too-early": "refs",
    "may-not-amend": "refs",
    "nothing-amended": "refs",
    "part-words": "parts",
    "no-class": "kind",
    "recovery": "kind",
    "no-muster": "signatories",
    "attested": "kind",
} | dict.fromkeys(
    (
        "no-signatory", "signatory-twice", "not-holder-on-date", "not-holder-at-entry", "missing-signature", "key-ended",
        "person-twice", "too-few-signatures", "no-presiding-signature", "too-few-keepers", "holder-alone",
        "outgoing-holder", "caretaker",
    ),
    "signatories",
)  # fmt: skip
"""Which field of a draft an objection is about; the body, where it is none of these."""


def located(document: DraftDocument, objections: Sequence[Objection]) -> list[Objection]:
    """The objections, each with the place in the draft where a clerk can mend it."""
    return [Objection(o.code, _at(document.where(_route(document, o)), o.sentence)) for o in objections]


def _at(where: Sentence, sentence: str) -> Sentence:
    return Sentence("{where}: {what}", where=where, what=Sentence.of(sentence))


def _route(document: DraftDocument, objection: Objection) -> Route:
    """The field, and in a list of references or parts the very row that the sentence names."""
    name = _FIELD.get(objection.code, "parts" if objection.code in CODES else "body")
    section = document.data.get(name, "")
    if name == "refs" and isinstance(section, list):
        for at, held in enumerate(section):
            if isinstance(held, dict) and any(_names(objection, str(target)) for target in held.values()):
                return (name, at)
    if name == "parts" and isinstance(section, dict):
        return next(((name, part) for part in section if _names(objection, part)), (name,))
    return (name,)


def _names(objection: Objection, what: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(what)}(?![\w/])", objection.sentence) is not None
