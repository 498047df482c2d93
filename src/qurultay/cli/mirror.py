"""Bringing a record from a web address into a folder: `verify URL` is "mirror to a folder, then verify the folder".

1. `checkpoint` first: its size bounds everything that is asked for afterwards.
2. Bundles of entries, one after the other; a server that claims many acts must serve them.
3. Tiles of hashes. Where a partial one is gone, the full one: the record has grown since.
4. The parts that the acts name, without those that were withheld; archives of elections.
5. The checkpoint is laid down last, so that a copy that was cut off is none.

Only names that the layout knows are asked for, and a server's own words never become a file's name.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.acts.act import number_in
from qurultay.acts.parts import is_part_name
from qurultay.cli.refusing import Unusable
from qurultay.cli.remote import Remote
from qurultay.record.errors import Broken
from qurultay.record.folder import Folder
from qurultay.record.layout import CHECKPOINT, ELECTION_FILES, HEADS, MOST_BYTES, POLICY, Kind, kind_of, part_path
from qurultay.record.store import entries_in
from qurultay.tlog import canonical, checkpoint, note, tiles
from qurultay.tlog.errors import Refused

Progress = Callable[[int, int], None]


def mirror(remote: Remote, folder: Path, progress: Progress | None = None) -> None:
    """Bring the record at this address into a folder, which is new or an earlier mirror of it.

    Raises `Unusable` where server or folder cannot be used, `Broken` for a file no record could have.
    """
    _refuse_other(folder)
    head = remote.get(CHECKPOINT, MOST_BYTES[Kind.CHECKPOINT])  # 1
    if head is None:
        raise Broken("absent", None, "there is no file `checkpoint` at this address: this is not a record")
    size = _size(head)
    if size > remote.limits.acts:
        raise Unusable(
            f"The checkpoint is of {size} acts; mirrors of more than {remote.limits.acts} are for other programs."
        )
    copying = _Copying(remote, folder)
    named = copying.entries(size, progress)  # 2
    for path in tiles.paths(size):
        if not path.startswith("tile/entries/"):
            copying.tile(path)  # 3
    for digest in named.wanted():
        copying.part(digest)  # 4
    for path in (*named.elections(), POLICY, HEADS):
        copying.plain(path)
    copying.put(CHECKPOINT, head)  # 5


@dataclass
class Named:
    """What the acts name: parts by act and name, what was withheld or corrected, elections."""

    parts: list[dict[str, str]] = field(default_factory=list)
    corrects: list[tuple[int, int]] = field(default_factory=list)
    withheld: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    annulled: set[int] = field(default_factory=set)
    opened: list[str] = field(default_factory=list)

    def take(self, data: bytes) -> None:
        """Read what one act names. What cannot be read names nothing: to judge it is for `verify`."""
        number = len(self.parts)
        try:
            act = canonical.decode(note.parse(data).text[:-1])
            self.parts.append({n: d for n, d in act.get("parts", {}).items() if is_part_name(n) and isinstance(d, str)})
            self._amending(number, act)
        except (Refused, AttributeError, TypeError, LookupError):
            del self.parts[number + 1 :]
            self.parts += [{}] * (number + 1 - len(self.parts))

    def _amending(self, number: int, act: dict[str, Any]) -> None:
        targets = [number_in(ref["amends"]) for ref in act.get("refs", ()) if "amends" in ref]
        match act.get("kind"):
            case "corrected":
                self.corrects += [(target, number) for target in targets]
            case "withheld":
                self.withheld[number] = (targets[0], tuple(act["body"]["names"]))
            case "annulled":
                self.annulled |= set(targets)
            case "opened" if "election" in act["body"]:
                self.opened.append(act["id"])

    def wanted(self) -> Iterator[str]:
        """The hashes of all parts but those withheld by an act that stands: a good mirror does not fetch them.

        A file that another act names as well, from which nobody withheld it, is fetched: it is nobody's to remove.
        """
        gone = set[tuple[int, str]]()
        for number, (target, names) in self.withheld.items():
            holders = (target, *(by for amended, by in self.corrects if amended == target and by < number))
            if number not in self.annulled:
                gone |= {(n, name) for n in holders if 0 <= n < number for name in names}
        named = ((n, name, digest) for n, parts in enumerate(self.parts) for name, digest in parts.items())
        return iter(dict.fromkeys(digest for n, name, digest in named if (n, name) not in gone))

    def elections(self) -> Iterator[str]:
        """The paths of archives, strong proofs, counts and heads of elections."""
        for opened in self.opened:
            for ending in ELECTION_FILES.values():
                path = f"election/{opened}.{ending}"
                if _is_known(path):
                    yield path


@dataclass(frozen=True)
class _Copying:
    remote: Remote
    folder: Path

    def entries(self, size: int, progress: Progress | None) -> Named:
        """Step 2; what the acts name."""
        named = Named()
        for index in range(-(-size // tiles.WIDTH)):
            width = min(tiles.WIDTH, size - index * tiles.WIDTH)
            path, data = self.tile(tiles.entries_path(index, width))
            for entry in entries_in(path, data)[:width] if data else ():
                named.take(entry)
            if progress is not None:
                progress(index * tiles.WIDTH + width, size)
        return named

    def tile(self, path: str) -> tuple[str, bytes]:
        """A tile under the path where it was found: its own, or that of the full tile. Absent ones are `verify`'s to name."""
        level, index, _ = tiles.parse_path(path)
        full = tiles.entries_path(index) if level == "entries" else tiles.tile_path(int(level), index)
        for each in dict.fromkeys((path, full)):
            kept = self.kept(each) if each == full else None
            data = kept if kept is not None else self.remote.get(each, MOST_BYTES[kind_of(each)])
            if data is not None:
                if kept is None:
                    self.put(each, data)
                return each, data
        return path, b""

    def part(self, digest: str) -> None:
        """A part, unless it is here already; one that is not what its name says is not laid down."""
        if not _is_known(path := f"part/{digest[:2]}/{digest}") or part_path(digest) != path:
            return
        kept = self.kept(path)
        if kept is not None and sha256(kept).hexdigest() == digest:
            return
        data = self.remote.get(path, MOST_BYTES[Kind.PART])
        if data is not None:
            self.put(path, data)

    def plain(self, path: str) -> None:
        """A file that may be missing and may have changed."""
        data = self.remote.get(path, MOST_BYTES[kind_of(path)])
        if data is not None:
            self.put(path, data)

    def kept(self, path: str) -> bytes | None:
        """What an earlier mirroring laid down; full tiles and parts never change."""
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            return None

    def put(self, path: str, data: bytes) -> None:
        """A file in its place. It need not survive a power cut: what is verified is read again from there."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(place.name + ".tmp")
        draft.write_bytes(data)
        os.replace(draft, place)


def _size(head: bytes) -> int:
    try:
        return checkpoint.parse(head)[0].size
    except Refused as bad:
        raise Broken(bad.code, None, f"the checkpoint: {bad.sentence}") from None


def _is_known(path: str) -> bool:
    try:
        return kind_of(path) not in (Kind.UNKNOWN, Kind.LEFTOVER)
    except Broken:
        return False


def _refuse_other(folder: Path) -> None:
    """A mirror is laid into an empty folder or over an earlier mirror, never between other files, never through links."""
    if not folder.exists():
        return
    with Folder(folder) as held:
        strangers = [name for name in held.names() if kind_of(name) is Kind.UNKNOWN]
    if strangers:
        raise Unusable(f"{str(folder)!r} holds {strangers[0]!r}, which is no file of a record; name an empty folder.")
