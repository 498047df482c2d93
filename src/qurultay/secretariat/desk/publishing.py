"""From the desk into the record: what is ripe enters, witnesses are asked, the public site is made anew.

`publish` and `tick` do it; `start` lets a thread do it while the page says how far it is (`desk.progress`). Whatever is killed half
way is done again from what the record says: the same text enters once (building row 11).
"""

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import close_old_connections

from qurultay.gazette.gate import Gate, GateKeys
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import released_at
from qurultay.gazette.publishing import against_entry, enter, in_turn, waits_in_public
from qurultay.gazette.waiting import Waiting
from qurultay.gazette.witnesses import ask_witnesses
from qurultay.press.preflight.facts_file import facts_beside
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.record.errors import Broken, Unwritten
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.here import Here, here, reconcile
from qurultay.secretariat.desk.open_keys import gate_keys, keys_open
from qurultay.secretariat.desk.progress import Progress, fail, write_progress
from qurultay.secretariat.desk.public_site import rebuild, site_is_behind
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.tlog.errors import Refused

PATIENCE = 20
"""Seconds to wait for another program that is writing to the record."""


def refuse_unripe(waiting: Waiting, at: Here) -> None:
    """Raises `OutOfOrder` while a draft cannot enter, before the gate is opened for it."""
    if waiting.complete is None:
        raise OutOfOrder("desk.out.not-signed")
    if against := against_entry(at.desk, at.known, waiting, at.now):
        raise OutOfOrder("desk.out.against", reason=at.because(against[0]))
    if released_at(waiting.act, at.book, waiting.complete) > at.now:
        raise OutOfOrder("desk.out.held-back")


def ripe(at: Here) -> list[Waiting]:
    """What may enter now, stops before what they stop. Each draft is looked at again, as its keys may have changed."""
    reviewed = [at.desk.review(each.id, at.known, at.now) for each in at.desk.look().waiting]
    return in_turn(
        each
        for each in reviewed
        if each.complete is not None
        and released_at(each.act, at.book, each.complete) <= at.now
        and not waits_in_public(at.known, each, at.now)
    )


def publish(ids: Sequence[str], keys: GateKeys, now: int, say: Callable[[Progress], None] = lambda _: None) -> Progress:
    """Enters these drafts, in this order, asks the witnesses and makes the site anew. Doing it again is harmless.

    A draft that may not enter stays, and its sentence stands among the faults; the others enter.
    """
    progress = Progress(since=now, pid=os.getpid())
    say(progress)
    at = here(now)
    with _gate(keys, at) as gate:
        at.desk.clear_away({entry.text_hash: entry.number for entry in gate.book.entries})
        for id in ids:
            _enter(id, at, gate, progress)
        at.desk.clear_away({entry.text_hash: entry.number for entry in gate.book.entries})
        progress.step = "witnesses"
        say(progress)
        if progress.entered:
            _witnessed(gate, progress)
    reconcile(here(now))
    progress.step = "site"
    say(progress)
    rebuild()
    progress.step = "done"
    say(progress)
    return progress


def tick(now: int) -> Progress | None:
    """What the hour brings: rows are set right, what is ripe enters if the keys stand open, a site that is behind is made."""
    at = here(now)
    reconcile(at)
    waiting = [each.id for each in ripe(at)] if keys_open() else []
    if waiting:
        return publish(waiting, gate_keys(), now, say=write_progress)
    if site_is_behind():
        rebuild()
    return None


def keep_time(stop: threading.Event, every: int = 60) -> None:
    """Ticks until it is told to stop; what goes wrong is written into the progress, and tried again."""
    while not stop.wait(every):
        now = at_desk.clock()
        try:
            tick(now)
        except (Broken, Refused, Unwritten, Objected, OutOfOrder, OSError) as bad:
            fail(bad, now)
        finally:
            close_old_connections()


def start(ids: Sequence[str], keys: GateKeys, now: int) -> threading.Thread:
    """The same as `publish`, in a thread; `how_far` says how far it is."""
    write_progress(Progress(since=now, pid=os.getpid()))
    thread = threading.Thread(target=_publish_apart, args=(tuple(ids), keys, now), name="publishing")
    thread.start()
    return thread


@contextmanager
def _gate(keys: GateKeys, at: Here) -> Iterator[Gate]:
    """The gate, as soon as no other program writes; it looks for the roll's names once more. Raises `Unwritten`."""
    press = Knowledge(facts=facts_beside(house().record), private=at.known.press.private)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            gate = Gate(house().record, house().home, keys, at.now, press)
            break
        except Unwritten as bad:
            if bad.code != "held" or time.monotonic() > until:
                raise
            time.sleep(0.05)
    with gate:
        yield gate


def _enter(id: str, at: Here, gate: Gate, progress: Progress) -> None:
    if id in gate.book.ids:  # another program was quicker
        progress.entered.append(gate.book.ids[id])
        return
    try:
        number = enter(at.desk, gate, at.desk.review(id, gate.known, at.now), at.now)
    except (Objected, Refused, Broken) as bad:
        progress.note(bad)
        return
    if number is not None:
        progress.entered.append(number)


def _witnessed(gate: Gate, progress: Progress) -> None:
    try:
        seen = ask_witnesses(house(), gate)
        progress.seen, progress.asked = len(seen.by), seen.asked
        for fault in seen.faults:
            progress.note(Unwritten("no-witness", fault))
    except (Refused, Broken, Unwritten) as bad:
        progress.note(bad)


def _publish_apart(ids: tuple[str, ...], keys: GateKeys, now: int) -> None:
    try:
        publish(ids, keys, now, say=write_progress)
    except Exception as bad:  # nobody else could be told: the thread ends here, and the page says what it died of
        fail(bad, now)
    finally:
        close_old_connections()
