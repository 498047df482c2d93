"""Which act does this draft describe, with which words and files? Every fault is told with its line.

Reading stops at nothing half done: a draft either becomes a whole `DraftAct`, or `Unready` says everything
there is to mend. Which signatures it needs and whether it may enter is decided at the gate, not here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar

from qurultay.acts import forms
from qurultay.acts.act import RELATIONS
from qurultay.acts.kinds import Body
from qurultay.acts.parts import FILES, is_part_name
from qurultay.press.draft_fields import read_body, read_field
from qurultay.press.drafts import DraftDocument, Value
from qurultay.press.files import read_beside
from qurultay.press.plain_text import as_part, decoded
from qurultay.press.refusal import Refusal, Unready, shown
from qurultay.tlog.sentence import Sentence

FIELDS = ("kind", "id", "date", "issuers", "signatories", "basis", "refs", "enter_by", "body", "parts", "sealed")
Day: TypeAlias = date
MOST_PARTS = 128 * 1024 * 1024
"""How many bytes the parts of one draft may hold together."""
_REQUIRED = ("kind", "date", "issuers", "signatories", "body")


@dataclass(frozen=True, kw_only=True)
class DraftAct:
    """What a draft says: everything an act holds but what is filled in when it is prepared for signing.

    An `id` stands in it once its paper was set: the paper bears it as the short code and becomes a part of the act.
    """

    kind: str
    date: Day
    issuers: tuple[str, ...]
    signatories: tuple[str, ...]
    body: Body
    basis: str | None = None
    id: str | None = None
    enter_by: Day | None = None
    refs: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    sealed: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def act_of(draft: DraftDocument) -> DraftAct:
    """The act that a draft describes, its parts read from the draft and from the files beside it.

    >>> from qurultay.press.drafts import read
    >>> text = "kind: closed\\ndate: 2026-09-12\\nissuers: []\\nsignatories: []\\nbody: {session: {session: session/4}}\\n"
    >>> act_of(read(text)).kind
    'closed'

    Raises `Unready` with every fault and its line; as a `Refusal` it reads as the first.
    """
    gathered = _Gathering(draft)
    gathered.take(_refuse_names)
    words, sealed = gathered.take(parts_of, "parts"), gathered.take(parts_of, "sealed")
    if words and sealed and (both := words.keys() & sealed.keys()):
        what = Sentence("{name} stands under parts and under sealed", name=min(both))
        gathered.faults.append(Refusal(draft.where(("sealed", min(both))), what, "keep one of the two"))
    fields = {name: gathered.take(_field, name, hint) for name, hint in _HINTS.items() if draft.data.get(name)}
    kind = gathered.take(_word, "kind") if "kind" in draft.data else None
    refs = gathered.take(_references)
    body = gathered.take(read_body, kind) if kind and "body" in draft.data else None
    if gathered.faults or body is None or refs is None:
        raise Unready(gathered.faults)
    return DraftAct(kind=kind or "", body=body, refs=refs, words=words or {}, sealed=sealed or {}, **_EMPTY | fields)


_HINTS: dict[str, Any] = {
    "date": date,
    "issuers": tuple[forms.Body_, ...],
    "signatories": tuple[forms.Signatory, ...],
    "basis": forms.Basis,
    "id": forms.ActId,
    "enter_by": date,
}
_EMPTY: dict[str, Any] = {"issuers": (), "signatories": ()}
Taken = TypeVar("Taken")


class _Gathering:
    """Reads one thing after the other, and keeps what is wrong with each."""

    def __init__(self, draft: DraftDocument) -> None:
        self.draft, self.faults = draft, list[Refusal]()

    def take(self, read: Callable[..., Taken], *arguments: Any) -> Taken | None:
        try:
            return read(self.draft, *arguments)
        except Unready as unready:
            self.faults += unready.faults
        except Refusal as fault:
            self.faults.append(fault)
        return None


def _refuse_names(draft: DraftDocument) -> None:
    """Refuse fields that a draft does not have, and the lack of one that it must have."""
    faults = [
        Refusal(
            draft.where((name,)),
            Sentence("a draft has no field {name}", name=shown(name)),
            Sentence("the fields are {fields}", fields=FIELDS),
        )
        for name in draft.data
        if name not in FIELDS
    ]
    faults += [
        Refusal(
            draft.where(),
            Sentence("the field '{name}' is missing", name=name),
            Sentence("add a line '{name}: …'", name=name),
        )
        for name in _REQUIRED
        if name not in draft.data or (name == "date" and not draft.data[name])
    ]
    if faults:
        raise Unready(faults)


def parts_of(draft: DraftDocument, section: str) -> dict[str, bytes]:
    """The parts a draft brings: words stand in it, a file is named by `{file: NAME}`.

    Words are kept in NFC with line feeds and one at the end; files are kept to the byte.
    """
    held = draft.data.get(section) or {}
    if not isinstance(held, dict):
        raise Refusal(
            draft.where((section,)),
            Sentence("{section} is no list of 'name: words'", section=section),
            "write one part on each line",
        )
    faults, found, left = list[Refusal](), dict[str, bytes](), MOST_PARTS
    for name, value in held.items():
        try:
            found[name] = _part(draft, section, name, value)
        except Refusal as fault:
            faults.append(fault)
        left -= len(found.get(name, b""))
        if left < 0:
            what = Sentence("the parts of this draft hold more than {most} MB together", most=MOST_PARTS // 1024**2)
            raise Refusal(draft.where((section, name)), what, "divide them between several acts")
    if faults:
        raise Unready(faults)
    return found


def _part(draft: DraftDocument, section: str, name: str, value: Value) -> bytes:
    where = draft.where((section, name))
    if not is_part_name(name):
        what = Sentence("{name} is not on the list of part names", name=shown(name))
        raise Refusal(where, what, "use a name such as title.en, text.ug or file.pdf")
    if isinstance(value, dict):
        named = value.get("file")
        if set(value) != {"file"} or not isinstance(named, str):
            raise Refusal(
                where,
                Sentence("{name} is neither words nor a file", name=name),
                "write '{file: NAME}' for a file",
            )
        data = read_beside(draft.path, named, where)
        return data if name in FILES else as_part(decoded(data, named), named).encode()
    if not isinstance(value, str) or name in FILES:
        raise Refusal(
            where,
            Sentence("{name} stands here as words or a list", name=name),
            "name its file: '{file: NAME}'",
        )
    if not value.strip():
        raise Refusal(where, Sentence("{name} is empty", name=name), "write its words, or take the line away")
    return as_part(value, Sentence("{where}, {name}", where=where, name=name)).encode()


def _word(draft: DraftDocument, name: str) -> str:
    value = draft.data[name]
    if not isinstance(value, str):
        raise Refusal(
            draft.where((name,)),
            Sentence("'{name}' is one word, not a list", name=name),
            "write it behind the ':'",
        )
    return value


def _field(draft: DraftDocument, name: str, hint: Any) -> Any:
    return read_field(draft, (name,), hint, draft.data[name])


def _references(draft: DraftDocument) -> tuple[tuple[str, str], ...]:
    held = draft.data.get("refs") or []
    if not isinstance(held, list):
        raise Refusal(
            draft.where(("refs",)),
            "refs is no list",
            "write '- carries: act/17/provision/3/operation/1'",
        )
    gathered = _Gathering(draft)
    found = [gathered.take(_reference, at, each) for at, each in enumerate(held)]
    if gathered.faults:
        raise Unready(gathered.faults)
    return tuple(each for each in found if each is not None)


def _reference(draft: DraftDocument, at: int, each: Value) -> tuple[str, str]:
    where = draft.where(("refs", at))
    pairs = list(each.items()) if isinstance(each, dict) else []
    if len(pairs) != 1 or pairs[0][0] not in RELATIONS:
        raise Refusal(
            where,
            "a reference is one relation and its act",
            Sentence("the relations are {relations}", relations=RELATIONS),
        )
    relation, target = pairs[0]
    return relation, read_field(draft, ("refs", at, relation), forms.Target, target)
