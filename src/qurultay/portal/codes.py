"""Is this paper ours? The tables behind “Check a document”: short codes and fingerprints of files, looked up on the reader's device.

    codes/acts-M.js     codes("acts-m", {id: act})                              by the first letter of the id
    codes/files-AB.js   codes("files-ab", {fingerprint: [[act, part, standing], …]})   by its first two digits

A fingerprint is the beginning of a SHA-256, 128 bits of it: to make another file with the same one is out of
anybody's reach, and the tables stay small. What is withheld is in no table; “not found” never means forged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from qurultay.portal.script import call
from qurultay.press.signing.standing import Standing

DIGITS: Final = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """A file somebody may hold in hand: its whole SHA-256, the act it belongs to, and where that act stands today."""

    sha256: str
    act: int
    part: str
    standing: Standing
    counterpart: bool = False
    """Whether the act names it in a list of counterparts, and not itself."""


def codes(ids: Mapping[str, int], fingerprints: Iterable[Fingerprint]) -> dict[str, bytes]:
    """All tables, by path; the same values give the same bytes whatever their order.

    >>> sorted(codes({"m3t8w1pz": 187}, [Fingerprint(sha256="ab" * 32, act=187, part="file.pdf", standing="stands")]))
    ['codes/acts-m.js', 'codes/files-ab.js']
    """
    tables: dict[str, dict[str, Any]] = {}
    for name, act in sorted(ids.items()):
        tables.setdefault(f"acts-{name[0]}", {})[name] = act
    for found in sorted(fingerprints, key=lambda f: (f.sha256, f.act, f.part)):
        shelf = tables.setdefault(f"files-{found.sha256[:2]}", {})
        shelf.setdefault(found.sha256[:DIGITS], []).append([found.act, found.part, found.standing])
    return {f"codes/{name}.js": call("codes", name, table) for name, table in tables.items()}
