"""Three pretended witnesses who see every day's head of Tolunay. Their keys are public too.

They show what cosignatures look like and prove nothing: all three live in one folder on the reader's machine.
"""

from pathlib import Path

from qurultay.cli.tolunay.public_keys import WITNESSES, witness_key
from qurultay.gazette.gate import Gate
from qurultay.record.asking import ask
from qurultay.record.store import Record
from qurultay.record.witness import Answer, Witness
from qurultay.tlog.policy import Key


class Witnesses:
    """The witnesses that the rules name, each with its own memory of the heads it has seen."""

    def __init__(self, folder: Path, gate: Gate) -> None:
        self._gate = gate
        held = [key.material for key in (gate.keys.log, gate.keys.next_log) if key is not None]
        logs = {gate.head.origin: held}
        self._known = {name: Witness(folder / name, witness_key(name), logs) for name in WITNESSES}
        self._seen = dict.fromkeys(WITNESSES, 0)

    def see(self, now: int) -> None:
        """Show them the head that was just committed; all three answer at once."""
        self._gate.ask_witnesses(lambda record, head: self._lines(record, head, now))

    def _lines(self, record: Record, head: bytes, now: int) -> bytes:
        for name, witness in self._known.items():
            key = Key(name=name, material=witness_key(name).cosigner_material)

            def post(body: bytes, witness: Witness = witness) -> Answer:
                return witness.add_checkpoint(body, now)

            head = ask(record, head, [key], post, self._seen[name])
            self._seen[name] = record.size
        return head
