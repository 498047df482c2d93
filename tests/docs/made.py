"""The parts of the documentation that are made from the code, so that they cannot fall behind it.

    python -m tests.docs.made        writes them anew; a test compares

A block stands between `<!-- made: NAME -->` and `<!-- end -->` on lines of their own.
"""

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from qurultay.acts.breach import BREACHES
from qurultay.press.preflight.codes import CODES as FINDINGS
from qurultay.press.preflight.codes import SEVERITIES
from qurultay.press.preflight.facts_file import SECTIONS, shipped
from qurultay.record.errors import OBSTACLES, OWN, STORE
from qurultay.record.folder import Folder
from qurultay.record.store import Record
from qurultay.secretariat.door.roles import TABLE, Role
from qurultay.tlog import canonical, tree, webauthn
from qurultay.tlog.errors import CODES, Refused
from qurultay.tlog.keys import vkey
from qurultay.tlog.note import parse
from qurultay.tlog.tiles import entries_path, tile_path
from qurultay.tlog.tree import leaf_hash
from tests.docs import kinds, words
from tests.docs.golden import LABEL, PASSKEY, WITNESSES, key_of, witness_key

REPOSITORY = Path(__file__).resolve().parents[2]
GOLDEN = REPOSITORY / "tests/golden/record"
_BLOCK = re.compile(r"<!-- made: ([a-z-]+) -->\n.*?<!-- end -->\n", re.DOTALL)

NOT_CANONICAL = (
    '{"a":1.0}',
    '{"a":1e0}',
    '{"a":-0}',
    '{"a":9007199254740992}',
    '{"a":NaN}',
    '{"a":true}',
    '{"a":null}',
    '{"a":1,"a":2}',
    '{"b":1,"a":2}',
    '{"a": 1}',
    '{"a":"\\u0070"}',
    '{"a":"\\/"}',
    '{"a":"\\n"}',
    '{"a":"e\u0301"}',
    '{"a":"\u202e"}',
    '{"A":1}',
    "[1]",
    '{"a":1}x',
)


def reasons() -> str:
    """The closed tables of reason codes, floor by floor."""
    tables = (
        ("Bytes, keys, tree, policies (steps 2 to 8)", CODES),
        ("The law of acts (step 9)", BREACHES),
        ("The record (steps 2 to 11)", OWN),
        ("Files (steps 1, 6, 10)", STORE),
        ("Why nothing was written: for writers alone, no verifier meets these", OBSTACLES),
    )
    return "\n".join(f"### {title}\n\n{_table(codes)}" for title, codes in tables)


def _table(codes: Mapping[str, str]) -> str:
    rows = [f"| `{code}` | {_sentence(meaning)} |" for code, meaning in codes.items()]
    return "\n".join(["| code | what it means |", "|---|---|", *rows, ""])


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:].rstrip(".") + "."


def findings() -> str:
    """What the press can find, one table for each severity."""
    called = {"error": "Errors", "warning": "Warnings", "unknown": "Unknown", "confirmed": "Confirmed"}
    return "\n".join(f"### {called[severity]}\n\n{_findings(severity)}" for severity in SEVERITIES)


def _findings(severity: str) -> str:
    rows = [
        f"| `{code}` | {row.finds} | {_cell(row.example, code in ('mixed-scripts', 'look-alike', 'odd-letters'))} | {_cell(row.mend)} |"
        for code, row in FINDINGS.items()
        if row.severity == severity
    ]
    return "\n".join(["| code | what it finds | for example | to mend it |", "|---|---|---|---|", *rows, ""])


def _cell(words: str, spelt: bool = False) -> str:
    """Words in a cell, their lines joined; `spelt`: letters that only look like others are written out."""
    plain = " / ".join(line for line in words.split("\n") if line).replace("|", "\\|")
    return (
        "".join(c if c.isascii() or (0x621 <= ord(c) < 0x700 and c != "\u0647") else f"«U+{ord(c):04X}»" for c in plain)
        if spelt
        else plain
    )


def facts() -> str:
    """The sections of a facts pack, with the fields of their entries, and how many entries the shipped packs have."""
    held = shipped()
    rows = [
        f"| `{name}` | {', '.join(f'`{field}`' for field in fields.split())} | {len(getattr(held, name))} |"
        for name, (fields, _) in SECTIONS.items()
    ]
    return "\n".join(["| section | fields of an entry | shipped |", "|---|---|---|", *rows, ""])


def known_keys() -> str:
    """The keys of the golden record, from their seeds."""
    origin = f"{LABEL}/{_notes_and_head()[2]}"
    lines = [
        vkey(key_of(owner).name, key_of(owner).material) for owner in ("post/president", "post/secretary", "keeper/1")
    ]
    lines.append(vkey(key_of("gate").name, key_of("gate").cosigner_material))
    lines.append(vkey(origin, key_of("log").material))
    lines += [vkey(name, witness_key(name).cosigner_material) for name in WITNESSES]
    lines.append(vkey(PASSKEY.name, PASSKEY.material))
    return _code(lines)


def known_bytes() -> str:
    """Part, paths, tree: answers that hang on no record."""
    leaves = [leaf_hash(bytes([n])) for n in range(7)]
    part = bytes(range(32)) + b"We ask for an account.\n"
    return _code(
        [
            f"part         00 01 … 1f ‖ {part[32:].decode().strip()!r} ‖ 0A    SHA-256 {sha256(part).hexdigest()}",
            f"paths        {tile_path(0, 0, 1)}   {entries_path(67)}   {entries_path(1234067)}   {tile_path(1, 0, 78)}",
            f"leaves       the single bytes 00 … 06: root {tree.root(leaves).hex()}",
            f"inclusion    of 5: {_short(tree.inclusion_proof(leaves, 5))}",
            f"consistency  3 → 7: {_short(tree.consistency_proof(leaves, 3, 7))}",
            f"empty tree   {b64encode(tree.EMPTY_ROOT).decode()}",
        ]
    )


def known_refusals() -> str:
    """Lines that are not canonical JSON, each with the code we give."""
    rows = [f"| `{_visible(line)}` | `{_refused(line)}` |" for line in NOT_CANONICAL]
    return "\n".join(["| line | code |", "|---|---|", *rows, ""])


def known_acts() -> str:
    """The acts of the golden record: leaf hashes and the roots after each."""
    notes, _, _ = _notes_and_head()
    leaves = [leaf_hash(note) for note in notes]
    rows = [
        f"{n}  {leaf.hex()}  {b64encode(tree.root(leaves[: n + 1])).decode()}  {len(notes[n]):6}"
        for n, leaf in enumerate(leaves)
    ]
    return _code([f"n  {'leaf hash':64}  {'root of the first n + 1 acts':44}  {'bytes':>6}", *rows])


def known_letter() -> str:
    """Act 3 of the golden record, whole: a key file, a passkey and the entry line."""
    notes, _, _ = _notes_and_head()
    text = parse(notes[3]).text
    asked = urlsafe_b64encode(webauthn.challenge(text)).rstrip(b"=").decode()
    return _code([notes[3].decode().rstrip("\n")]) + _code(
        [f"SHA-256 of the text   {sha256(text).hexdigest()}", f"passkey challenge     {asked}"]
    )


def known_head() -> str:
    """The head of the golden record, and the proof of act 3 under it."""
    _, record, _ = _notes_and_head()
    return _code([record.tlog_proof(3).decode().rstrip("\n")])


def _notes_and_head() -> tuple[list[bytes], Record, str]:
    with Folder(GOLDEN) as source:
        record = Record(source)
        notes = list(record.notes())
        record.tlog_proof(0)
        return notes, record, leaf_hash(notes[0]).hex()[:16]


def _refused(line: str) -> str:
    try:
        canonical.decode(line.encode())
    except Refused as bad:
        return bad.code
    raise AssertionError(f"{line!a} is canonical")


def _visible(line: str) -> str:
    return "".join(c if c.isascii() else f"«U+{ord(c):04X}»" for c in line)


def _short(proof: list[bytes]) -> str:
    return " ".join(f"{each.hex()[:8]}…" for each in proof)


def _code(lines: list[str]) -> str:
    return "```\n" + "\n".join(lines) + "\n```\n"


def deeds() -> str:
    """Who may do what in the secretariat, deed by deed."""
    words = json.loads((REPOSITORY / "src/qurultay/secretariat/door/words/en.json").read_text())
    rows = [
        f"| `{deed}` | {', '.join(words[f'door.role.{role}'].lower() for role in Role if role in roles)} |"
        for deed, roles in TABLE.items()
    ]
    return "\n".join(["| deed | roles |", "|---|---|", *rows, ""])


BLOCKS: dict[str, Callable[[], str]] = {
    "reasons": reasons,
    "known-keys": known_keys,
    "known-bytes": known_bytes,
    "known-refusals": known_refusals,
    "known-acts": known_acts,
    "known-letter": known_letter,
    "known-head": known_head,
    "findings": findings,
    "facts": facts,
    "classes": kinds.classes,
    "acts": kinds.acts,
    "deeds": deeds,
    "words-kinds": words.kinds,
    "words-operations": words.operations,
    "words-classes": words.classes,
    "words-states": words.states,
}


def made(page: str) -> str:
    """The page with every block as the code makes it today."""
    return _BLOCK.sub(lambda found: f"<!-- made: {found[1]} -->\n\n{BLOCKS[found[1]]()}\n<!-- end -->\n", page)


def pages() -> list[Path]:
    """The pages that have blocks."""
    return [path for path in sorted((REPOSITORY / "docs").rglob("*.md")) if _BLOCK.search(path.read_text())]


if __name__ == "__main__":
    for path in pages():
        path.write_text(made(path.read_text()))
