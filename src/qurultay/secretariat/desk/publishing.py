"""From the desk into the record: what is ripe enters, witnesses are asked, the public site is made anew.

`publish` and `tick` do it; `start` lets a thread do it while the page says how far it is. The keys of the gate and the
log are opened with a passphrase that is given when the secretariat starts, or typed each time; they stand in memory
alone. Whatever is killed half way is done again from what the record says: the same text enters once (building row 11).
"""

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from django.conf import settings
from django.db import close_old_connections

from qurultay.gazette.gate import Gate, GateKeys
from qurultay.gazette.gate_keys import of_house
from qurultay.gazette.objections import Objected
from qurultay.gazette.preflight import released_at
from qurultay.gazette.publishing import against_entry, enter, in_turn, waits_in_public
from qurultay.gazette.waiting import Waiting
from qurultay.gazette.witnesses import ask_witnesses
from qurultay.portal.build import build
from qurultay.portal.reasons import obstacle, reason
from qurultay.portal.values import Named, Saying
from qurultay.press.preflight.facts_file import facts_beside
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.record.disk import Disk, Shelf
from qurultay.record.errors import Broken, Unwritten
from qurultay.record.folder import Folder
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.here import Here, here, reconcile
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.tlog.errors import Refused

PATIENCE = 20
"""Seconds to wait for another program that is writing to the record."""
_KEYS: dict[str, GateKeys] = {}


@dataclass(kw_only=True)
class Progress:
    """How far a publication is: entering, witnesses, site, done.

    `faults` are sentences of the gate, in English; `reasons` are for each the key under which a page says it in general.
    """

    step: str = "entering"
    since: int = 0
    pid: int = 0
    entered: list[int] = field(default_factory=list)
    seen: int = 0
    asked: int = 0
    faults: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def note(self, bad: Exception) -> None:
        """What went wrong stands among the faults from now on."""
        for saying, sentence in _told(bad):
            self.faults.append(sentence)
            self.reasons.append(saying.key if saying is not None else "")


def hand_over(passphrase: str) -> None:
    """The keys of the gate and the log stand open in this process from now on. Raises `Unwritten` for a wrong passphrase."""
    _KEYS[str(house().folder)] = of_house(house(), passphrase)


def keys_open() -> bool:
    """Do the keys stand open, so that what is ripe enters by itself?"""
    return str(house().folder) in _KEYS


def asks_nothing() -> bool:
    """Can be published here without a passphrase being typed: the keys stand open, or theirs is printed for everybody?"""
    return keys_open() or bool(settings.PUBLIC_PASSPHRASE)


def gate_keys(passphrase: str = "") -> GateKeys:
    """The keys that stand open, or those under this passphrase. Raises `OutOfOrder` where neither is there."""
    kept = _KEYS.get(str(house().folder))
    if kept is not None:
        return kept
    passphrase = passphrase or settings.PUBLIC_PASSPHRASE
    if not passphrase:
        raise OutOfOrder("desk.out.passphrase")
    try:
        return of_house(house(), passphrase)
    except Unwritten:
        raise OutOfOrder("desk.out.passphrase-wrong") from None


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
            _fail(bad, now)
        finally:
            close_old_connections()


def start(ids: Sequence[str], keys: GateKeys, now: int) -> threading.Thread:
    """The same as `publish`, in a thread; `progress()` says how far it is."""
    write_progress(Progress(since=now, pid=os.getpid()))
    thread = threading.Thread(target=_publish_apart, args=(tuple(ids), keys, now), name="publishing")
    thread.start()
    return thread


def progress() -> Progress | None:
    """How far the last publication is, or that it was cut off; None before the first."""
    try:
        said = Progress(**json.loads((house().secretariat / "publishing.json").read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if said.step in ("entering", "witnesses", "site") and not _lives(said.pid):
        said.step = "cut-off"
    return said


def write_progress(said: Progress) -> None:
    """Writes down how far it is, for every process of the secretariat."""
    Shelf(house().secretariat, Disk(), private=True).put("publishing.json", json.dumps(asdict(said)).encode())


def rebuild() -> None:
    """Makes the public site anew from the record as it stands. Two at once wait for each other."""
    place = house()
    with _alone("site.lock"), Folder(place.record) as source:
        head = _head()
        build(source, place.site, memory=place.site.parent / ".site-built.json")
        Shelf(place.secretariat, Disk(), private=True).put("site.built", head)


def site_is_behind() -> bool:
    """Is the site that of an earlier head than the record's?"""
    try:
        return (house().secretariat / "site.built").read_bytes() != _head()
    except FileNotFoundError:
        return True


def _head() -> bytes:
    return sha256((house().record / "checkpoint").read_bytes()).hexdigest().encode()


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
        _fail(bad, now)
    finally:
        close_old_connections()


def _fail(bad: Exception, now: int) -> None:
    failed = Progress(step="failed", since=now)
    failed.note(bad)
    write_progress(failed)


def _told(bad: Exception) -> Iterator[tuple[Saying | None, str]]:
    match bad:
        case Objected(objections=objections):
            for each in objections:
                yield reason(each.code, "", Named), f"{each.sentence} ({each.code})"
        case Unwritten(code=code):
            yield obstacle(code), str(bad)
        case Broken(code=code) | Refused(code=code):
            yield reason(code, "", Named), str(bad)
        case _:
            yield None, str(bad) or type(bad).__name__


@contextmanager
def _alone(name: str) -> Iterator[None]:
    place = house().secretariat
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(place / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return pid > 0
