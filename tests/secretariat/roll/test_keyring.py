"""The keys of the vault: each in a file of its owner's alone, whole or not there, and gone when they are destroyed."""

from __future__ import annotations

import pytest
from django.db import transaction

from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.erasure import erase
from qurultay.secretariat.roll.keyring import Keyring, NoKey
from qurultay.secretariat.roll.models import Epoch, Person
from qurultay.secretariat.roll.private import Private


def test_a_key_is_its_owners_alone(tmp_path) -> None:
    ring = Keyring(tmp_path / "vault")
    number = ring.make_next(0)
    assert (tmp_path / "vault").stat().st_mode & 0o777 == 0o700
    assert ring.path(number).stat().st_mode & 0o777 == 0o600
    ring.path(number).chmod(0o640)
    with pytest.raises(NoKey, match="others can read"):
        ring.read(number)


def test_no_key_is_ever_written_over(tmp_path) -> None:
    ring = Keyring(tmp_path)
    first = ring.make_next(0)
    ring.keep(first)
    key = ring.read(first)
    # A database that was put back from an older copy, or begun anew, counts from further down.
    second = ring.make_next(0)
    assert (first, second) == (1, 2) and ring.read(first) == key


def test_what_was_made_for_an_epoch_that_never_began_goes(tmp_path) -> None:
    ring = Keyring(tmp_path)
    ring.keep(ring.make_next(0))
    ring.make_next(1)
    ring.keep(1)
    assert (ring.epochs(), ring.epochs("next")) == ([1], [])


@pytest.mark.parametrize("passphrase", ["", "walnut ladder copper"])
def test_a_destroyed_key_is_gone_and_its_bytes_were_written_over(tmp_path, passphrase) -> None:
    import os

    ring = Keyring(tmp_path, passphrase)
    number = ring.make_next(0)
    key = ring.read(number)
    kept = tmp_path / "another-name-of-the-same-file"
    os.link(ring.path(number), kept)
    data = kept.read_bytes()
    ring.destroy(number)
    ring.destroy(number)  # again is as good as once
    assert kept.read_bytes() != data and len(kept.read_bytes()) == len(data)
    assert key not in kept.read_bytes()
    with pytest.raises(NoKey, match="not in the vault"):
        ring.read(number)


def test_a_key_under_a_passphrase_opens_with_it_alone(tmp_path) -> None:
    ring = Keyring(tmp_path, "walnut ladder copper")
    number = ring.make_next(0)
    assert ring.read(number) == ring.read(number)
    with pytest.raises(NoKey, match="passphrase"):
        Keyring(tmp_path, "walnut ladder").read(number)
    with pytest.raises(NoKey, match="VAULT_PASSPHRASE"):
        Keyring(tmp_path).read(number)


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[1]", b'{"epoch":1,"key":"x"}', b"\xff\xfe", b'{"epoch":1,"salt":"","sealed":"AAAA"}']
)
def test_a_damaged_key_is_refused_with_a_sentence(tmp_path, damage) -> None:
    ring = Keyring(tmp_path, "walnut")
    number = ring.make_next(0)
    ring.path(number).write_bytes(damage)
    with pytest.raises(NoKey):
        ring.read(number)


# --- with rows -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(transactional_db) -> list[Person]:
    """Two persons on the roll, in transactions that are really committed."""
    persons = [Person.objects.create(), Person.objects.create()]
    vault.seal([(persons[0], Private(name="Ayla")), (persons[1], Private(name="Tarim"))])
    return persons


def test_nothing_is_destroyed_within_a_transaction_that_may_be_undone(two) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        vault.finish()


def test_an_erasure_that_is_undone_loses_nobody(two, settings) -> None:
    from django.utils import timezone

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase([two[0]], timezone.now())
        vault.seal([(two[1], Private(name="sealed under a key that never was"))])
        raise ZeroDivisionError
    assert [vault.opened(each).name for each in Person.objects.order_by("pk")] == ["Ayla", "Tarim"]
    erase_really(two[0])  # the key that was made in vain is not mistaken for the new one
    assert [vault.opened(each).name for each in Person.objects.all()] == ["Tarim"]
    assert vault.keyring().epochs() == [Epoch.objects.get().number]


def erase_really(person: Person) -> None:
    from django.utils import timezone

    with transaction.atomic():
        erase([person], timezone.now())


def test_whoever_read_a_row_just_before_an_erasure_still_opens_it(two) -> None:
    held = Person.objects.get(pk=two[1].pk)
    erase_really(two[0])
    assert vault.opened(held).name == "Tarim"


def test_who_is_erased_cannot_be_opened_by_whoever_still_holds_the_row(two) -> None:
    held = Person.objects.get(pk=two[0].pk)
    erase_really(two[0])
    with pytest.raises((NoKey, Person.DoesNotExist)):
        vault.opened(held)
