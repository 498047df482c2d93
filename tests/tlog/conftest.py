"""What the tests of the log share: a way to expect a refusal, keys made of fixed seeds, and recorded acts."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from qurultay.tlog.errors import CODES, Refused
from qurultay.tlog.keys import SigningKey

Refusal = Callable[[str], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def refused() -> Refusal:
    """Expects a refusal with this code, one of the closed list, and with a sentence a person can read."""

    @contextmanager
    def expecting(code: str) -> Iterator[None]:
        assert code in CODES
        with pytest.raises(Refused) as caught:
            yield
        assert caught.value.code == code, f"{caught.value.code}: {caught.value}"
        assert " " in caught.value.sentence
        assert len(caught.value.sentence) < 300
        assert caught.value.sentence.isprintable()

    return expecting


@pytest.fixture(scope="session")
def president() -> SigningKey:
    return SigningKey.from_seed("tolunay.example/president", bytes([1]) * 32)


@pytest.fixture(scope="session")
def vice_president() -> SigningKey:
    return SigningKey.from_seed("tolunay.example/vice-president", bytes([2]) * 32)


@pytest.fixture(scope="session")
def log() -> SigningKey:
    return SigningKey.from_seed("tolunay.example", bytes([5]) * 32)


@pytest.fixture(scope="session")
def witness() -> SigningKey:
    return SigningKey.from_seed("witness0.example/w", bytes([16]) * 32)
