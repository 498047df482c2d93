"""Asking witnesses: what to send them, and what to make of their answers (C2SP tlog-witness v1).

Nothing here opens a connection. `ask` is given a function that carries a request there and an answer back; over
the network it is the command line's, in a test it is the witness itself.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from qurultay.record.errors import Unwritten
from qurultay.record.store import Record
from qurultay.record.witness import Answer
from qurultay.tlog import checkpoint, keys, note
from qurultay.tlog.armour import armour
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Line, Note
from qurultay.tlog.policy import Key

Post = Callable[[bytes], Answer]
"""Carries a request to one witness, and its answer back."""

_ED25519 = 64
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


def ask(record: Record, head_note: bytes, witness: Sequence[Key], post: Post, old_size: int = 0) -> bytes:
    """The head with the lines of this witness under it. `witness` are its keys; `old_size` is what it saw last, if known.

    1. Send the proof from the old size.  2. If the witness remembers another size (409), send the proof from there,
    once.  3. Take the valid lines of its keys; there must be one.

    Raises `Unwritten` (`no-witness`) with what the witness answered, also where it has seen more of the record than we have.
    """
    name = witness[0].name
    answer = post(request_body(old_size, record.consistency(old_size), head_note))  # 1
    if answer.status == 409:  # 2
        seen = _remembered(name, answer)
        if seen > record.size:
            raise _not(name, f"has seen {seen} acts, this copy of the record has {record.size}; look for the newer one")
        answer = post(request_body(seen, record.consistency(seen), head_note))
    if answer.status != 200:
        raise _not(name, f"answered {answer.status}: {answer.body[:200].decode('utf-8', 'replace').strip()!a}")
    return merge(head_note, answer.body, witness)  # 3


def request_body(old_size: int, proof: Iterable[bytes], head_note: bytes) -> bytes:
    """The body of `add-checkpoint`: the old size, the proof from there, and the head with its log's own lines alone.

    Some witnesses take no more than 10 KiB, and the lines of other witnesses are nothing to them.
    """
    head, signed = checkpoint.parse(head_note)
    own = tuple([line for line in signed.lines if line.name == head.origin and len(line.signature) == _ED25519])
    hashes = "".join(f"{armour(one)}\n" for one in proof)
    return f"old {old_size}\n{hashes}\n".encode() + Note(signed.text, own).encode()


def merge(head_note: bytes, answer: bytes, witness: Sequence[Key]) -> bytes:
    """The head with the witness's lines from its answer, in place of older ones by the same keys.

    Lines by unknown keys are ignored, as C2SP asks. Raises `Unwritten` where none of its keys signed, or one wrongly.
    """
    _, signed = checkpoint.parse(head_note)
    try:
        answered = note.parse(signed.text + b"\n" + answer, most_bytes=checkpoint.MOST_BYTES, strict_names=False)
        lines = [line for line in answered.lines if _checked(line, witness, signed.text)]
    except Refused as bad:
        raise _not(witness[0].name, f"answered with something else than a cosignature of this head: {bad}") from None
    if not lines:
        raise _not(witness[0].name, "signed with a key that is not the one we know it by")
    new = {(line.name, line.key_id) for line in lines}
    kept = [line for line in signed.lines if (line.name, line.key_id) not in new]
    return Note(signed.text, (*kept, *lines)).encode()


def _checked(line: Line, witness: Sequence[Key], text: bytes) -> bool:
    made = [key for key in witness if key.made(line)]
    for key in made:
        keys.check(line, key.material, text)
    return bool(made)


def _remembered(name: str, answer: Answer) -> int:
    found = _SIZE.fullmatch(answer.body)
    if not found:
        raise _not(name, "answered 409 without the size it remembers")
    return int(found[1])


def _not(name: str, what: str) -> Unwritten:
    return Unwritten("no-witness", f"the witness {name} {what}")
