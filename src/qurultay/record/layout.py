"""Where everything in a record lies, and what a stray name means (docs/record.md; design §3a.12).

    checkpoint                      the signed head: the commit point
    tile/entries/NNN[.p/W]          the acts: the only copy          tile/L/NNN[.p/W]     hashes
    part/hh/<64 hex>                salt(32) ‖ bytes; hh = first two digits
    election/ID.bel · ID.strong.jsons · ID.count.json · ID.checkpoint     ID is the id of the act that opened it
    witness/policy · witness/heads

A name is matched against one anchored expression before it is used for anything. What is not in the layout
is reported; but a name that could be read as another file, or lead out of the record, refuses the whole source.
"""

import re
from enum import StrEnum

from qurultay.record.errors import Broken
from qurultay.tlog import tiles


class Kind(StrEnum):
    """What a file of a record is."""

    CHECKPOINT = "checkpoint"
    ENTRIES = "entries"
    TILE = "tile"
    PART = "part"
    ARCHIVE = "bel"
    STRONG_PROOFS = "strong"
    COUNT = "count"
    ELECTION_HEAD = "head"
    POLICY = "policy"
    HEADS = "heads"
    LEFTOVER = "leftover"
    UNKNOWN = "unknown"


MIB = 1 << 20
MOST_BYTES: dict[Kind, int] = {
    Kind.CHECKPOINT: 16 * 1024,
    Kind.ENTRIES: tiles.WIDTH * (2 + 65_535),
    Kind.TILE: tiles.WIDTH * tiles.HASH,
    Kind.PART: 64 * MIB,
    Kind.ARCHIVE: 256 * MIB,
    Kind.STRONG_PROOFS: MIB,
    Kind.COUNT: 16 * MIB,
    Kind.ELECTION_HEAD: 16 * 1024,
    Kind.POLICY: MIB,
    Kind.HEADS: 16 * MIB,
}
"""How large a file of each kind may be; a larger one is refused before it is read."""

ELECTION_FILES: dict[Kind, str] = {
    Kind.ARCHIVE: "bel",
    Kind.STRONG_PROOFS: "strong.jsons",
    Kind.COUNT: "count.json",
    Kind.ELECTION_HEAD: "checkpoint",
}
"""What an election leaves in a record, and how the names of these files end."""

CHECKPOINT, POLICY, HEADS = "checkpoint", "witness/policy", "witness/heads"

_ALLOWED = re.compile(
    r"""(?P<checkpoint>checkpoint)
      | tile/(?:(?P<entries>entries)|(?P<tile>[0-7]))/(?!x000/)(?:x[0-9]{3}/){0,5}[0-9]{3}
        (?:\.p/(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?
      | (?P<part>part/(?P<hh>[0-9a-f]{2})/(?P=hh)[0-9a-f]{62})
      | election/[0-9a-hjkmnp-tv-z]{8}\.(?:(?P<bel>bel)|(?P<strong>strong\.jsons)|(?P<count>count\.json)|(?P<head>checkpoint))
      | witness/(?:(?P<policy>policy)|(?P<heads>heads))""",
    re.VERBOSE,
)
_CLOSED = ("tile/", "part/", "election/")
# A second way to write the name of a tile: some readers would find the file under it, others would not.
_SECOND_WAY = re.compile(r"tile/(?:entries|[0-9]+)/(?:x?[0-9]+/)*x?[0-9]+(?:\.p/[0-9]+)?")
# An empty step, `.`, `..`, a step that ends in a dot or a space, a leading or trailing slash; then what file systems
# or terminals take for more than a letter: \ and :, controls, surrogates, marks that change the direction of reading.
_UNSAFE = re.compile(
    r"(?:^|/)(?:/|$)|[. ](?:/|$)"
    "|[\\\\:\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_LONGEST, _DEEPEST = 255, 12


def kind_of(path: str) -> Kind:
    """What a file is, by its name alone.

    >>> kind_of("tile/entries/x001/234.p/7"), kind_of("checkpoint.tmp"), kind_of("README.txt")
    (<Kind.ENTRIES: 'entries'>, <Kind.LEFTOVER: 'leftover'>, <Kind.UNKNOWN: 'unknown'>)
    >>> kind_of("part/../checkpoint")
    Traceback (most recent call last):
    qurultay.record.errors.Broken: 'part/../checkpoint' is no safe name for a file

    Raises `Broken`: `unsafe-name` for a name that refuses the source, `stray-file` for one under a closed folder.
    """
    refuse_unsafe(path)
    found = _ALLOWED.fullmatch(path)
    if found:
        return Kind(found.lastgroup or "")
    if _ALLOWED.fullmatch(path.casefold()) or _SECOND_WAY.fullmatch(path.casefold()):
        raise Broken("unsafe-name", None, "{path} is a second name for a file of the record", path=shown(path))
    if path.endswith(".tmp"):
        return Kind.LEFTOVER
    if path.casefold().startswith(_CLOSED):
        raise Broken(
            "stray-file", None, "{path} is no file of a record, and nothing else may lie there", path=shown(path)
        )
    return Kind.UNKNOWN


def refuse_unsafe(path: str) -> None:
    """Refuses a name that could lead out of the record, or be read in two ways. Raises `Broken` (`unsafe-name`)."""
    if len(path) > _LONGEST or path.count("/") >= _DEEPEST or _UNSAFE.search(path):
        raise Broken("unsafe-name", None, "{path} is no safe name for a file", path=shown(path))


def part_path(digest: str) -> str:
    """Where the part with this SHA-256 lies.

    >>> part_path("e5" + "0" * 62)
    'part/e5/e500000000000000000000000000000000000000000000000000000000000000'

    Raises `Broken` (`unsafe-name`) for anything else than 64 small hexadecimal digits.
    """
    path = f"part/{digest[:2]}/{digest}"
    if kind_of(path) is not Kind.PART:
        raise Broken("unsafe-name", None, "{digest} is not the SHA-256 of a part", digest=shown(digest))
    return path


def election_path(opening: str, kind: Kind) -> str:
    """Where an election's archive, strong proofs, count or head lies; `opening` is the id of the act that opened it.

    >>> election_path("m3t8w1pz", Kind.ARCHIVE)
    'election/m3t8w1pz.bel'

    Raises `Broken` (`unsafe-name` or `stray-file`).
    """
    path = f"election/{opening}.{ELECTION_FILES[kind]}"
    if kind_of(path) is not kind:
        raise Broken("stray-file", None, "{opening} is not the id of an act", opening=shown(opening))
    return path


def shown(name: str) -> str:
    """A stranger's name inside a sentence of ours: ASCII on one line, shortened."""
    return ascii(name) if len(name) <= 100 else ascii(name[:97] + "...")
