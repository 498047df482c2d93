"""Whose word a reader wants before believing a head: logs, witnesses, groups, quorum (C2SP tlog-policy).

    log VKEY [URL] · witness NAME VKEY [URL] · group NAME all|any|K NAME… · quorum NAME|none

The reader's own file decides. The list in a record is a suggestion by the party that is being checked.
We are stricter than C2SP in three things, never looser: a key is a log's or a witness's, not both; the two keys of
one witness (types 04 and 06 under one key name) stand in one group and count once; a group that cannot be met is an
error in the file, not a verdict on the head.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from qurultay.tlog import keys
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note
from qurultay.tlog.sentence import Sentence

NONE = "none"
MOST_BYTES = 1 << 20
_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A log's or a witness's key: the name it signs under, and its material."""

    name: str
    material: bytes
    url: str = ""

    @property
    def vkey(self) -> str:
        """The key as the policy writes it."""
        return keys.vkey(self.name, self.material)

    def made(self, line: Line) -> bool:
        """Whether the line claims to be made by this key. If it claims so and is invalid, the head is refused."""
        return line.name == self.name and line.key_id == keys.key_id(self.name, self.material)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """So many of these witnesses or groups."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A witness of the policy has seen the head, at this time."""

    name: str
    time: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Which logs and which witnesses must have signed a head. `parse` makes one; the rules above hold in it."""

    logs: tuple[Key, ...]
    witnesses: Mapping[str, Key]
    groups: Mapping[str, Group]
    quorum: str

    @property
    def needed(self) -> int:
        """How many voices the quorum asks for: 2 in "2 of 3"."""
        return 0 if self.quorum == NONE else self.groups[self.quorum].needed if self.quorum in self.groups else 1

    def judge(self, note: Note, text: bytes) -> list[Seen]:
        """Who of the known witnesses saw this head, in the order of the policy, if that is enough.

        1. The note is over this text.  2. If the policy names logs, one of them, named as the origin, signed it.
        3. Every line of a known witness is valid, or the whole head is refused (C2SP signed-note), and says when
        (tlog-witness: the timestamp "MUST NOT be zero").  4. The quorum is met; one witness counts once, with whatever
        keys it signed.

        Raises `Refused`: `not-signed-by-log`, `not-witnessed-enough`, or why a line is invalid.
        """
        if note.text != text:  # 1
            raise Refused("bad-signature", "the note is over another text")
        origin = Checkpoint.parse_text(text).origin
        signed = {key.name for key in self.logs if list(_times(key, note))}  # 2
        if self.logs and origin not in signed:
            raise Refused("not-signed-by-log", "no log of the policy signed this head of {origin}", origin=origin)
        times = {name: list(_times(key, note)) for name, key in self.witnesses.items()}  # 3
        if any(0 in found for found in times.values()):
            raise Refused("bad-time", "a witness cosigned this head without saying when")
        voices = self._voices({name for name, found in times.items() if found})  # 4
        if voices < self.needed:
            raise Refused(
                "not-witnessed-enough", "not witnessed enough: {voices} of {needed}", voices=voices, needed=self.needed
            )
        return self._seen(times)

    def unknown(self, note: Note) -> list[str]:
        """The names in lines by nobody whom the policy knows, to be reported and otherwise ignored."""
        known = (*self.logs, *self.witnesses.values())
        return [line.name for line in note.lines if not any(key.made(line) for key in known)]

    def _voices(self, cosigned: Set[str]) -> int:
        """How many different witnesses, or groups that are met, speak for the quorum."""
        met = set(cosigned)
        for name, group in self.groups.items():  # in the order of the file: members stand before their group
            if len(self._different(member for member in group.members if member in met)) >= group.needed:
                met.add(name)
        asked = self.groups[self.quorum].members if self.quorum in self.groups else (self.quorum,)
        return len(self._different(name for name in asked if name in met))

    def _different(self, names: Iterable[str]) -> set[str]:
        """Groups by name after a plus, which no key's name has; witnesses by their keys' name: two keys, one voice."""
        return {f"+{name}" if name in self.groups else self.witnesses[name].name for name in names}

    def _seen(self, times: Mapping[str, list[int]]) -> list[Seen]:
        """One entry for each witness: the earliest time for which any of its keys vouches, under its first name."""
        first: dict[str, Seen] = {}
        for name, found in times.items():
            for time in found:
                seen = first.setdefault(self.witnesses[name].name, Seen(name=name, time=time))
                first[self.witnesses[name].name] = Seen(name=seen.name, time=min(seen.time, time))
        return list(first.values())


def parse(text: str | bytes) -> Policy:
    """The policy that the file states. A file is octets; names are compared as they are written.

    >>> parse("quorum none\\n").needed
    0

    Raises `Refused` with the number of the line.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > MOST_BYTES or _CONTROLS.search(data):
        raise Refused("bad-policy", "a policy has at most a megabyte, without control characters but tab and newline")
    draft = _Draft()
    for number, row in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        words = [word for word in re.split("[ \t]+", row) if word]
        if words and not words[0].startswith("#"):
            try:
                draft.read(words)
            except Refused as bad:
                raise Refused(
                    bad.code, "line {number} of the policy: {what}", number=number, what=Sentence.of(bad.sentence)
                ) from None
    return draft.finish()


@dataclass
class _Draft:
    """A policy while it is being read."""

    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str | None = None
    placed: set[str] = field(default_factory=set)
    """The names that are members of a group already."""
    homes: dict[str, str] = field(default_factory=dict)
    """In which group each voice stands."""

    def read(self, words: list[str]) -> None:
        """Takes one line, split into words."""
        match words:
            case ["log", vkey, *url] if len(url) < 2:
                self.logs.append(self._key(vkey, keys.ED25519 + keys.ML_DSA_COSIGNATURE, url))
            case ["witness", name, vkey, *url] if len(url) < 2:
                self._new(name)
                self.witnesses[name] = self._key(vkey, keys.COSIGNATURE + keys.ML_DSA_COSIGNATURE, url)
            case ["group", name, count, *members] if members:
                self._new(name)
                self.groups[name] = self._group(name, count, members)
            case ["quorum", name] if self.quorum is None and (name == NONE or self._known(name)):
                self.quorum = name
            case ["quorum", *_]:
                raise Refused("bad-policy", "a policy has one quorum, of a witness or group defined above it")
            case _:
                raise Refused("bad-policy", "write log, witness, group or quorum as tlog-policy does")

    def finish(self) -> Policy:
        """The policy, once the file is read."""
        if self.quorum is None:
            raise Refused("bad-policy", "a policy has a quorum line; write `quorum none` to ask for no witness")
        witnesses, groups = MappingProxyType(self.witnesses), MappingProxyType(self.groups)
        return Policy(logs=tuple(self.logs), witnesses=witnesses, groups=groups, quorum=self.quorum)

    def _key(self, vkey: str, types: bytes, url: list[str]) -> Key:
        name, material = keys.parse_vkey(vkey)
        keys.admit(material)
        if material[0] not in types:
            raise Refused("bad-policy", "a key of type {type} cannot do this", type=material[:1].hex())
        if any(material[1:] == key.material[1:] for key in (*self.logs, *self.witnesses.values())):
            raise Refused("bad-policy", "this key stands in the policy already")
        return Key(name=name, material=material, url="".join(url))

    def _group(self, name: str, count: str, members: list[str]) -> Group:
        for member in members:
            self._settle(member, name)
        voices = len({self._voice(member) for member in members})
        words = {"all": len(members), "any": 1}
        needed = words[count] if count in words else int(count) if _COUNT.fullmatch(count) else 0
        if not 1 <= needed <= voices:
            raise Refused(
                "bad-policy", "{voices} different voices cannot meet the group {name!a}", voices=voices, name=name
            )
        return Group(needed=needed, members=tuple(members))

    def _settle(self, member: str, group: str) -> None:
        """Each name is a member once, and the keys of one witness stand together, so nobody counts in two ways."""
        if not self._known(member) or member in self.placed:
            raise Refused("bad-policy", "{member!a} is not defined above, or is a member already", member=member)
        if self.homes.setdefault(self._voice(member), group) != group:
            raise Refused("bad-policy", "the keys of the witness {member!a} stand in two groups", member=member)
        self.placed.add(member)

    def _voice(self, member: str) -> str:
        return f"+{member}" if member in self.groups else self.witnesses[member].name

    def _known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _new(self, name: str) -> None:
        if name == NONE or self._known(name):
            raise Refused("bad-policy", "the name {name!a} is taken", name=name)


def _times(key: Key, note: Note) -> Iterator[int]:
    """The times of this key's lines, each checked; 0 for a type that states none."""
    for line in note.lines:
        if key.made(line):
            yield keys.check(line, key.material, note.text) or 0
