"""Whole records in memory, honest and forged: files from notes, under a head signed by the real log key.

The forger of these tests is the worst there is: he runs the gate and holds the log's key. What he cannot
do is sign as officers who do not sign for him.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from qurultay.acts.act import Act, text_of
from qurultay.acts.amending import Change, Contested, Corrected, Withheld
from qurultay.acts.constituting import Constituted
from qurultay.acts.office import TookOffice
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.rules import WitnessKey
from qurultay.acts.writing import Issued, ReplyRecorded
from qurultay.record.heads_judged import origin_of, suggested_policy
from qurultay.record.judging import judge_all
from qurultay.record.layout import part_path
from qurultay.record.parts import commit, part_bytes
from qurultay.record.source import Memory
from qurultay.record.verify import Report, verify
from qurultay.tlog import tiles
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import leaf_hash, root
from tests.hall import LABEL, Hall, constitution, rules, seeded

WITNESS = SigningKey.from_seed("witness.example/a", bytes([7]) * 32)
STRANGER = SigningKey.from_seed("stranger.example/b", bytes([8]) * 32)
LATE = 4_000_000_000


def forge_note(hall: Hall, act: Act, keys: Sequence[SigningKey]) -> bytes:
    """A note that nobody judged, entered by the gate at the hall's hour."""
    text = text_of(act)
    return Note(text, (*(key.sign(text) for key in keys), hall.gate.cosign(text, int(hall.clock.timestamp())))).encode()


def files_of(
    notes: Sequence[bytes], parts: Mapping[str, bytes] | None = None, log: SigningKey | None = None
) -> dict[str, bytes]:
    """The files of a record of these notes: bundles, tiles, parts, checkpoint."""
    leaves = [leaf_hash(note) for note in notes]
    files = {
        tiles.entries_path(at // 256, len(notes[at : at + 256])): tiles.bundle(notes[at : at + 256])
        for at in range(0, len(notes), 256)
    }
    files |= tiles.tiles_of(leaves)
    files |= {part_path(digest): data for digest, data in (parts or {}).items()}
    files["checkpoint"] = head_of(notes, log or seeded("log")).encode()
    return files


def head_of(notes: Sequence[bytes], log: SigningKey) -> Note:
    """The head over these notes, signed by the log."""
    leaves = [leaf_hash(note) for note in notes]
    origin = origin_of(LABEL, leaves[0].hex())
    text = Checkpoint(origin, len(notes), root(leaves)).text()
    return Note(text, (SigningKey(origin, log.private).sign(text),))


def checked(files: Mapping[str, bytes], **asked: Any) -> Report:
    """Verify files held in memory."""
    return verify(Memory(files), now=asked.pop("now", LATE), **asked)


def a_part(name: str) -> tuple[str, bytes]:
    """A part with a salt made from its name, for tests alone."""
    file = part_bytes(sha256(name.encode()).digest(), f"Words of {name}.\n".encode())
    return commit(file[:32], file[32:]), file


def small_record() -> tuple[Hall, dict[str, bytes]]:
    """A small, full life: session, election, office, declaration, letter, reply, correction, withholding, contest."""
    founding: Constituted = constitution(
        rules=rules(
            witnesses=(WitnessKey(name=WITNESS.name, key=armour(WITNESS.cosigner_material)),), witnesses_needed=1
        )
    )
    hall, parts = Hall(founding), {}

    def words(*names: str) -> dict[str, str]:
        found = {name: a_part(f"{len(hall.notes)} {name}") for name in names}
        parts.update(dict(found.values()))
        return {name: digest for name, (digest, _) in found.items()}

    hall.fill_seats()
    hall.on("2026-06-05").hold_session()
    provision = Provision(
        label="1", operations=(Operation(kind="call", addressee="class/states"), Operation(kind="pledge"))
    )
    hall.enter(
        Adopted(
            text="declaration",
            body="body/assembly",
            how="without-a-vote",
            authentic=("en",),
            provisions=(provision,),
            session="session/1",
        ),
        parts=words("title.en", "text.en", "text.ug"),
    )
    call = f"act/{len(hall.notes) - 1}/provision/1/operation/1"
    hall.elect("post/president", "person/21")
    key = seeded("post/president", 1)
    hall.on("2026-06-20").enter(
        TookOffice(post="post/president", person="person/21", key=armour(key.material)),
        signatories=("post/secretary", "post/vice-president", "post/speaker"),
        with_keys=(key,),
        parts=words("name.person-21.en"),
    )
    hall.signers["post/president"] = key
    letter = hall.enter(
        Issued(form="letter", authentic=("en",), addressee="addressee/osmark", number="letter/2026/1"),
        refs=(("carries", call),),
        parts=words("title.en", "text.en"),
    )
    hall.on("2026-07-20").enter(
        ReplyRecorded(from_="addressee/osmark", received=hall.today, answers=(), words="not-published"),
        refs=(("answers", letter.ref),),
    )
    corrected = words("text.en")
    was = letter.act.parts["text.en"]
    hall.enter(
        Corrected(changes=(Change(field="parts.text.en", was=was, now=corrected["text.en"]),)),
        refs=(("amends", letter.ref),),
        parts=corrected,
    )
    hall.enter(Withheld(names=("title.en",), ground="safety"), refs=(("amends", letter.ref),))
    hall.enter(Contested(step="opened", ground="date"), refs=(("amends", letter.ref),), signatories=("keeper/1",))
    parts = {digest: file for digest, file in parts.items() if digest != letter.act.parts["title.en"]}
    return hall, _with_witnesses(hall, files_of(hall.notes, parts))


def _with_witnesses(hall: Hall, files: dict[str, bytes]) -> dict[str, bytes]:
    """One witness whom the record names, one whom nobody knows, the policy, and a kept head."""
    head = head_of(hall.notes, seeded("log"))
    time = int(hall.clock.timestamp()) + 60
    cosigned = replace(head, lines=(*head.lines, WITNESS.cosign(head.text, time), STRANGER.cosign(head.text, time)))
    early = head_of(hall.notes[:4], seeded("log"))
    kept = replace(early, lines=(*early.lines, WITNESS.cosign(early.text, hall.entries[3].entered + 30)))
    judged = judge_all(hall.notes)
    return files | {
        "checkpoint": cosigned.encode(),
        "witness/policy": suggested_policy(judged.book).encode(),
        "witness/heads": kept.encode() + cosigned.encode(),
    }
