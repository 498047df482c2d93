"""From a body and words to the exact bytes that officers sign.

Preparing fills in what a person should not have to: the record's name, the head that was seen, an id
nobody used, the last day of entry, salts for the parts. Nothing is decided here about authority.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qurultay.acts.act import ID_LETTERS, Act, Reference, Relation, Seen, new_act, number_in, text_hash, text_of
from qurultay.acts.book import Register
from qurultay.acts.classes import cases_of, class_of
from qurultay.acts.constituting import Constituted
from qurultay.acts.kinds import Body
from qurultay.acts.law import rows_of
from qurultay.record.parts import SALT, commit, part_bytes
from qurultay.tlog.armour import armour
from qurultay.tlog.tree import EMPTY_ROOT

Random = Callable[[int], bytes]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An act ready to be signed: its text is what every signature is over. `parts` are part files by hash."""

    act: Act
    text: bytes
    parts: dict[str, bytes]

    @property
    def text_hash(self) -> str:
        """What a stop or an announcement names it by."""
        return text_hash(self.text)


def draw_id(random: Random, taken: Mapping[str, int]) -> str:
    """An id of eight letters that no act of the record bears; it is the short code on paper (record format §2.3)."""
    while True:
        drawn = "".join(ID_LETTERS[byte % 32] for byte in random(8))
        if drawn not in taken:
            return drawn


def salted(words: Mapping[str, bytes], random: Random) -> tuple[dict[str, str], dict[str, bytes]]:
    """Commitments by part name, and part files by hash: each with a salt of its own, never derived (record format §5)."""
    hashes: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for name, data in sorted(words.items()):
        salt = random(SALT)
        hashes[name] = commit(salt, data)
        files[hashes[name]] = part_bytes(salt, data)
    return hashes, files


def prepare(
    body: Body,
    book: Register,
    root: bytes,
    *,
    signatories: Sequence[str],
    issuers: Sequence[str],
    today: date,
    random: Random,
    refs: Sequence[tuple[Relation, str]] = (),
    words: Mapping[str, bytes] | None = None,
    sealed: Mapping[str, bytes] | None = None,
    basis: str | None = None,
    enter_by: date | None = None,
    id: str | None = None,
    kept: Mapping[str, tuple[str, bytes]] | None = None,
) -> Prepared:
    """The act on the head that `book` and `root` stand for, with everything filled in.

    `kept` are part files made before (name → hash and file): a draft prepared again keeps its salts.
    """
    hashes, files = salted({n: d for n, d in (words or {}).items() if n not in (kept or {})}, random)
    hidden, hidden_files = salted(sealed or {}, random)
    hashes |= {name: digest for name, (digest, _) in (kept or {}).items()}
    files |= dict((kept or {}).values())
    founding = isinstance(body, Constituted)
    act = new_act(
        body,
        id=id or draw_id(random, book.ids),
        date=today,
        enter_by=enter_by or today,
        issuers=tuple(issuers),
        signatories=tuple(signatories),
        seen=Seen(root=armour(EMPTY_ROOT if founding else root), size=book.size),
        refs=tuple(Reference(relation=relation, target=target) for relation, target in refs),
        parts=hashes,
        sealed=hidden,
        record=None if founding else book.founding,
    )
    act = _completed(act, book, basis, enter_by)
    return Prepared(act=act, text=text_of(act), parts=files | hidden_files)


def _completed(act: Act, book: Register, basis: str | None, enter_by: date | None) -> Act:
    """The basis is the rule of the act's case, and the last day of entry that of its class, unless given."""
    if isinstance(act.body, Constituted):
        return replace(act, enter_by=enter_by or act.body.rules.latest_entry(act.date, "ordinary"))
    rules = book.rules_on(act.date)
    there = all(0 <= number_in(ref.target) < book.size for ref in act.refs)
    cases = cases_of(act, book) if there else ()
    act = replace(act, basis=basis or f"act/{rules.act}/rule/{cases[0] if cases else act.kind}")
    rows = rows_of(act, book) if there else None
    last = rules.rules.latest_entry(act.date, class_of(rows) if rows else "ordinary")
    return replace(act, enter_by=enter_by or last)
