"""Step 8 of verifying, beside everything else: are all signature lines by keys of this record, and do they hold?

Checking signatures is nine tenths of the work of verifying, and it asks nothing of the register: the
main process reads and judges the acts in order while workers check lines, a bundle at a time. With one
worker the same code runs in this process. Workers return nothing but what they found broken.
"""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

from qurultay.record.authority import Signed
from qurultay.record.errors import Broken
from qurultay.record.judging import KeyPool, ReadNote, check_lines, hold
from qurultay.tlog.errors import Refused
from qurultay.tlog.note import Note, parse

Fault = tuple[str, int | None, str]
AHEAD = 4
"""How many bundles may wait for each worker."""


def claimed(number: int, note: Note, pool: KeyPool) -> tuple[Signed, ...]:
    """Which enrolled key each line says it is by, where name and key id leave no doubt.

    Whether it truly is, a worker checks; two keys with one id are checked here and now.
    """
    found, keys = [], pool.keys
    for line in note.lines:
        candidates = keys.get((line.name, line.key_id), ())
        if len(candidates) != 1:
            return check_lines(number, note, pool)
        found.append(Signed.of(line, candidates[0]))
    return tuple(found)


@dataclass
class Checker:
    """Checks bundles of notes; `finish` or `refuse_up_to` raise the first `Broken` in the order of acts.

    However many workers there are, what is found first is the same: faults wait until the acts before are judged.
    """

    workers: int = 1
    _executor: ProcessPoolExecutor | None = None
    _running: list[tuple[int, Future[Fault | None]]] = field(default_factory=list)
    _found: Fault | None = None

    def __enter__(self) -> "Checker":
        if self.workers > 1 and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self.workers, mp_context=context)
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def submit(self, run: Sequence[ReadNote], notes: Sequence[bytes], pool: KeyPool) -> None:
        """Have a run of notes checked: here and now, or by a worker, which gets the bytes and reads them itself."""
        if self._executor is None:
            self._found = self._found or _first_fault(run, pool)
        elif run:
            known = KeyPool(dict(pool.keys), pool.label)
            first = run[0].number
            if len(self._running) >= AHEAD * self.workers:  # or a long record would lie in memory, waiting for workers
                self._running[-AHEAD * self.workers][1].result()
            self._running.append((first, self._executor.submit(check_run, first, list(notes), known)))

    def finish(self) -> None:
        """Wait for all; raise what was found first."""
        self.refuse_up_to(None)

    def refuse_found(self) -> None:
        """Raise what is known by now to be broken, without waiting for workers."""
        if self._found is not None:
            raise Broken(*self._found)

    def refuse_up_to(self, number: int | None) -> None:
        """Wait for the acts up to a number, or for all; a broken signature among them comes before what follows."""
        if self._found is not None and (number is None or (self._found[1] or 0) <= number):
            raise Broken(*self._found)
        for first, future in self._running:
            if number is None or first <= number:
                fault = future.result()
                if fault is not None and (number is None or (fault[1] or 0) <= number):
                    raise Broken(*fault)


def _first_fault(run: Sequence[ReadNote], pool: KeyPool) -> Fault | None:
    for read in run:
        try:
            hold(read.number, read.note, pool)
        except Broken as bad:
            return bad.code, bad.number, bad.sentence
    return None


def check_run(first: int, notes: Sequence[bytes], pool: KeyPool) -> Fault | None:
    """Check every line of a run of notes; what is broken comes back as plain values."""
    for number, data in enumerate(notes, first):
        try:
            hold(number, parse(data), pool)
        except Broken as bad:
            return bad.code, bad.number, bad.sentence
        except Refused as bad:
            return bad.code, number, bad.sentence
    return None
