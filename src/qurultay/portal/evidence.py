"""What shows where an act stands in the log, who signed it, and who else has seen it there.

The way from an act up to the present head changes with every act that is added. What does not change is
the way up to the hash of its own 256 acts: that hash stands in the record's tiles for ever. So pages show
that way, and only the page on checking shows how those hashes give the head. Files with a whole proof are
made to the first cosigned head that was kept; where there is none, to the present one, for the newest acts.
"""

from base64 import b64decode
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from qurultay.acts.book import EnrolledKey, Register, Tenure
from qurultay.portal.material import Material
from qurultay.record.heads import Head, times
from qurultay.tlog import keys
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.note import Note
from qurultay.tlog.proof import encode_proof
from qurultay.tlog.tiles import WIDTH
from qurultay.tlog.tree import Tree

PROVABLE_BUNDLES = 1
"""For how many of the newest bundles a proof file is made to the present head, where no head was kept."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature under an act: by which key, of whom, as whom, and since when they held that post."""

    signatory: str
    person: str | None
    key_id: str
    enrolled_by: int
    since: Tenure | None


@dataclass(frozen=True, slots=True)
class Path:
    """The hashes from an act up to the hash of the acts `first` to `last`, in base64, lowest first."""

    leaf: str
    hashes: tuple[str, ...]
    top: str
    first: int
    last: int

    @property
    def whole(self) -> bool:
        """Does the way end at the hash of a full bundle, which no later act changes?"""
        return self.last - self.first + 1 == WIDTH


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A head with signatures of witnesses: its size, and each witness with the second it states."""

    size: int
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows an act to be what it claims; `provable` where a proof file is made for it."""

    signers: tuple[Signer, ...]
    path: Path
    witnessed: Witnessed | None
    provable: bool


class Evidence:
    """What the notes, the tree and the heads show about each act."""

    def __init__(self, material: Material, book: Register) -> None:
        self._material = material
        self._book = book
        self._held: dict[str, tuple[list[int], list[str]]] = {}

    @cached_property
    def _tree(self) -> Tree:
        return Tree(self._material.leaves)

    @cached_property
    def _keys(self) -> dict[tuple[str, bytes], EnrolledKey]:
        return {(name, keys.key_id(name, material)): key for (name, material), key in self._book.keys.items()}

    @cached_property
    def _witness_keys(self) -> frozenset[tuple[str, bytes]]:
        """The witnesses that any rules of this body named; a reader's own policy may know others."""
        named = [each for held in self._book.rules_history for each in held.rules.witnesses]
        return frozenset((each.name, keys.key_id(each.name, unarmour(each.key))) for each in named)

    @cached_property
    def _witnessed_heads(self) -> tuple[Head, ...]:
        """The kept heads, and the present one where witnesses have signed it."""
        return (*self._material.kept, *([self._material.head] if times(self._material.head[1]) else []))

    @cached_property
    def _witnessed_sizes(self) -> list[int]:
        return [head.size for head, _ in self._witnessed_heads]

    def shown(self, number: int) -> Shown:
        """Everything that shows an act to be what it claims."""
        provable = self.proof_head(number) is not None
        return Shown(self.signers(number), self.path(number), self.witnessed(number), provable)

    def shown_mark(self, number: int) -> object:
        """What that hangs on: tenures begun, the subtree it stands in, the head it is covered by, and whose lines are under it."""
        seen, provable = repr(self.witnessed(number)), self.proof_head(number) is not None
        return self._signers_mark(number), self.reach(number), seen, provable

    def signers(self, number: int) -> tuple[Signer, ...]:
        """Who signed an act, in the order of the lines; the gate's line is left out."""
        day = self._material.entries[number].act.date
        found = []
        for name, key_id in lines_under(self._material.notes[number])[:-1]:
            key = self._keys.get((name, key_id))
            if key is not None:
                tenure = self._tenure(key, day.toordinal())
                found.append(
                    Signer(key.post or key.keeper or key.name, key.person, key_id.hex(), key.enrolled_by, tenure)
                )
        return tuple(found)

    def _signers_mark(self, number: int) -> list[object]:
        """What the signers of an act hang on besides its note: who had held their posts by its date, and how."""
        act = self._material.entries[number].act
        posts = [*act.signatories, getattr(act.body, "post", None) or ""]
        day = act.date.toordinal()
        return [held[bisect_right(days, day)] for days, held in map(self._held_by, posts)]

    def _held_by(self, post: str) -> tuple[list[int], list[str]]:
        """The first days of the tenures of a post, and a mark for having so many of them begun."""
        if post not in self._held:
            tenures = sorted(self._book.tenures.get(post, ()), key=lambda tenure: tenure.from_)
            marks = [""]
            for each in tenures:
                told = f"{marks[-1]} {each.person} {each.from_} {each.de_facto_by}"
                marks.append(sha256(told.encode()).hexdigest()[:16])
            self._held[post] = [tenure.from_.toordinal() for tenure in tenures], marks
        return self._held[post]

    def _tenure(self, key: EnrolledKey, day: int) -> Tenure | None:
        """The time in the post in which a key's holder signed: the last that had begun by then."""
        began = [
            tenure
            for tenure in self._book.tenures.get(key.post or "", ())
            if tenure.person == key.person and tenure.from_.toordinal() <= day
        ]
        return began[-1] if began else None

    def reach(self, number: int) -> tuple[int, int]:
        """The first and last act of the largest full subtree, up to a bundle, that an act stands in.

        Raises `LookupError` for an act that is not there.
        """
        size, first = len(self._material.notes), number - number % WIDTH
        if not 0 <= number < size:
            raise LookupError(f"there is no act {number}")
        if first + WIDTH <= size:
            return first, first + WIDTH - 1
        width, left = WIDTH, min(WIDTH, size - first)
        while width > left or not first <= number < first + width:
            if width <= left:
                first, left = first + width, left - width
            else:
                width //= 2
        return first, first + width - 1

    def path(self, number: int) -> Path:
        """The way from an act up to that subtree's hash (RFC 9162 §2.1.3.1, within the subtree)."""
        first, last = self.reach(number)
        levels, height = self._tree.levels, (last - first + 1).bit_length() - 1
        siblings = [levels[level][(number >> level) ^ 1] for level in range(height)]
        return Path(
            leaf=armour(levels[0][number]),
            hashes=tuple(armour(one) for one in siblings),
            top=armour(levels[height][first >> height]),
            first=first,
            last=last,
        )

    def bundles(self) -> list[tuple[int, int, str]]:
        """The subtrees from which the head is computed: first act, last act, hash."""
        size, first, found = len(self._material.notes), 0, []
        while first < size:
            _, last = self.reach(first)
            height = (last - first + 1).bit_length() - 1
            found.append((first, last, armour(self._tree.levels[height][first >> height])))
            first = last + 1
        return found

    def witnessed(self, number: int) -> Witnessed | None:
        """The first head with signatures of witnesses that holds an act."""
        place = bisect_right(self._witnessed_sizes, number)
        return self._seen_at[place] if place < len(self._seen_at) else None

    @cached_property
    def _seen_at(self) -> list[Witnessed | None]:
        """Whom of the witnesses that any rules named each head was signed by, and when."""
        return [self._seen(*head) for head in self._witnessed_heads]

    def _seen(self, head: Checkpoint, note: Note) -> Witnessed | None:
        known = self._witness_keys
        timed = [line for line in note.lines if len(line.signature) > 64 and (line.name, line.key_id) in known]
        if not timed:
            return None
        return Witnessed(head.size, tuple((line.name, int.from_bytes(line.signature[:8], "big")) for line in timed))

    def proof_head(self, number: int) -> Head | None:
        """The head to which an act's proof file is made: the first cosigned one, else the present one for new acts."""
        place = bisect_right(self._witnessed_sizes, number)
        if place < len(self._witnessed_heads):
            return self._witnessed_heads[place]
        bundle = (len(self._material.notes) - 1) // WIDTH
        return self._material.head if number // WIDTH > bundle - PROVABLE_BUNDLES else None

    def proof_mark(self, number: int) -> tuple[int, bytes] | None:
        """Which head an act's proof file is made to: its size and root."""
        found = self.proof_head(number)
        return None if found is None else (found[0].size, found[1].encode())

    def proof(self, number: int) -> bytes:
        """The `.tlog-proof` file of an act (C2SP tlog-proof). Raises `LookupError` where there is no head for it."""
        found = self.proof_head(number)
        if found is None:
            raise LookupError(f"there is no head to prove act {number} by")
        head, note = found
        return encode_proof(number, self._tree.inclusion(number, head.size), note.encode())


def lines_under(note: bytes) -> list[tuple[str, bytes]]:
    """The name and the key id of each signature line, without reading the whole note again.

    >>> lines_under("text\\n\\n— a.example/gate AAAAAQ==\\n".encode())
    [('a.example/gate', b'\\x00\\x00\\x00\\x01')]
    """
    found = []
    for row in note[note.rfind(b"\n\n") + 2 :].splitlines():
        _, name, blob = row.split(b" ", 2)
        found.append((name.decode(), b64decode(blob[:8])[:4]))
    return found
