"""Seals what is private of a person, opens it, and erases it for good.

    each person's fields    sealed by a data key of their own        bound to the person
    the data keys           wrapped by the key of the epoch          bound to the person and the epoch
    the epoch's key         in a file outside the database           destroyed when somebody is erased

Erasing somebody begins a new epoch: 1. its key is written; 2. in one transaction the person goes, everybody else's data
key is wrapped anew, and the old key is written down as ending; 3. when that is committed, the old key is destroyed, and
what SQLite still holds beside its file is folded in. Whoever is killed between 2 and 3 finishes at the next start: the
intent stands in the transaction that deletes, for where it came later, three of sixty kills left rows that could be read.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection, transaction

from qurultay.secretariat.frame.house import house
from qurultay.secretariat.roll.keyring import KEY_BYTES, NONCE_BYTES, Keyring, NoKey
from qurultay.secretariat.roll.models import Epoch, Person
from qurultay.secretariat.roll.private import Private

CHECKPOINT_TRIES = 20
_KEYS: dict[tuple[int, int], AESGCM] = {}
"""The last key that was read, by its very file: one that was destroyed or written anew is never used again."""


class Erased(LookupError):
    """Nothing private is kept of this person any more."""


def keyring() -> Keyring:
    """Where the keys of the epochs lie: where the settings say, else beside the database of the house."""
    folder = getattr(settings, "VAULT", None) or house().secretariat / "vault"
    return Keyring(Path(folder), os.environ.get("QURULTAY_VAULT_PASSPHRASE", ""))


def number() -> int:
    """The number of the present epoch; 0 before anything was sealed."""
    return Epoch.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def epoch(*, lock: bool = False) -> Epoch:
    """The present epoch; with `lock`, nobody else seals or erases until this transaction ends."""
    rows = Epoch.objects.select_for_update() if lock else Epoch.objects
    held = rows.filter(pk=1).first()
    return held if held is not None else _begun()


def _begun() -> Epoch:
    """The first epoch: its key is on the disk before its row says so."""
    with transaction.atomic():
        Epoch.objects.bulk_create([Epoch(pk=1, number=0)], ignore_conflicts=True)
        held = Epoch.objects.select_for_update().get(pk=1)
        if held.number == 0:
            held.number = keyring().make_next(0)
            held.save()
    return held


# --- seal and open ---------------------------------------------------------------------------------------------------


def seal(persons: Iterable[tuple[Person, Private]]) -> None:
    """Seal these fields of persons who have their rows already; who has no key yet, gets one."""
    with transaction.atomic():
        now = epoch(lock=True)
        changed = [_sealed(person, private, now.number) for person, private in persons]
        Person.objects.bulk_update(changed, ["wrapped_key", "epoch", "sealed"], batch_size=100)


def _sealed(person: Person, private: Private, number: int) -> Person:
    if person.wrapped_key:
        person.refresh_from_db(fields=["wrapped_key", "epoch"])
    key = _data_key(person) if person.wrapped_key else os.urandom(KEY_BYTES)
    person.wrapped_key, person.epoch = _wrap(key, person.pk, number), number
    person.sealed = _encrypt(AESGCM(key), private.written(), _about("fields", person.pk))
    return person


def opened(person: Person) -> Private:
    """The private fields of a person. Raises `Erased` where there are none, `NoKey` where the vault is locked."""
    return Private.read(words_of(person, "fields", bytes(person.sealed)))


def sealed_words(person: Person, what: str, words: str) -> bytes:
    """Words about a person, sealed under their key, to be kept in another row: a reason, a note."""
    return _encrypt(AESGCM(_data_key(person)), words.encode(), _about(what, person.pk))


def words_of(person: Person, what: str, sealed: bytes) -> bytes:
    """What was sealed under the key of a person. Raises `Erased`."""
    if not person.wrapped_key or not sealed:
        raise Erased(f"nothing is kept of person {person.pk}")
    return _decrypt(AESGCM(_data_key(person)), bytes(sealed), _about(what, person.pk))


def _data_key(person: Person) -> bytes:
    """The data key; of a row that was read just before an epoch ended, the row is read again."""
    try:
        return _unwrap(person)
    except NoKey:
        before = person.epoch
        person.refresh_from_db(fields=["wrapped_key", "epoch", "sealed"])
        if person.epoch == before:
            raise
        return _unwrap(person)


def _unwrap(person: Person) -> bytes:
    if not person.wrapped_key:
        raise Erased(f"nothing is kept of person {person.pk}")
    return _decrypt(_epoch_key(person.epoch), bytes(person.wrapped_key), _about(f"key {person.epoch}", person.pk))


def _wrap(key: bytes, person: int, number: int) -> bytes:
    return _encrypt(_epoch_key(number), key, _about(f"key {number}", person))


def _epoch_key(number: int) -> AESGCM:
    ring = keyring()
    name = ring.mark(number)
    key = _KEYS.get(name)
    if key is None:
        key = AESGCM(ring.read(number))
        _KEYS.clear()
        _KEYS[name] = key
    return key


def _about(what: str, person: int) -> bytes:
    return f"qurultay/roll/v1\n{what}\n{person}".encode()


def _encrypt(key: AESGCM, plain: bytes, about: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, about)


def _decrypt(key: AESGCM, sealed: bytes, about: bytes) -> bytes:
    try:
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except InvalidTag:
        raise NoKey("a sealed field is not what was sealed, or was moved to another person's row") from None


# --- a new epoch -----------------------------------------------------------------------------------------------------


def turn() -> None:
    """Begin a new epoch within the transaction at hand; what the old key opened is lost once that is committed.

    Whoever is to be forgotten has lost their sealed fields in this transaction already; everybody else is carried over.
    """
    held = epoch(lock=True)
    old = held.number
    new = keyring().make_next(old)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # the key goes for good, so the commit must be on the disk before it
            cursor.execute("SET LOCAL synchronous_commit TO on")
    _carry_over(new)
    held.number, held.ending = new, [*held.ending, old]
    held.save()
    transaction.on_commit(finish)


def _carry_over(new: int) -> None:
    """Everybody's data key, opened with the key of its epoch and wrapped with the new one."""
    survivors = list(Person.objects.select_for_update().exclude(wrapped_key=b"").only("pk", "epoch", "wrapped_key"))
    keys = [(person.pk, _unwrap(person)) for person in survivors]
    rows = [(_wrap(key, pk, new), new, pk) for pk, key in keys]
    with connection.cursor() as cursor:  # the ORM's way to change many rows takes ten times as long
        cursor.executemany("UPDATE roll_person SET wrapped_key = %s, epoch = %s WHERE id = %s", rows)


def finish() -> None:
    """Destroy the keys that have ended. Called when a new epoch is committed, and at every start.

    Raises `RuntimeError` inside a transaction: what it would destroy might still be needed if that is undone.
    """
    if connection.in_atomic_block:
        raise RuntimeError("the keys of ended epochs are destroyed after the transaction, never within it")
    _KEYS.clear()
    held = Epoch.objects.filter(pk=1).first()
    if held is None:
        return
    for number in held.ending:
        keyring().destroy(number)
    _ended(held.ending if _folded_in() else [])


def _ended(numbers: list[int]) -> None:
    with transaction.atomic():
        held = epoch(lock=True)
        keyring().keep(held.number)
        held.ending = [each for each in held.ending if each not in numbers]
        held.save()


def _folded_in() -> bool:
    """Has SQLite folded what it wrote ahead into its file? Another that reads can hold that up for a moment."""
    if connection.vendor != "sqlite":
        return True
    for _ in range(CHECKPOINT_TRIES):
        with connection.cursor() as cursor:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return True
        time.sleep(0.05)
    return False
