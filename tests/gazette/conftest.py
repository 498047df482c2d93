"""A founded gatehouse for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qurultay.gazette.gate import Gate
from tests.gazette.gatehouse import Gatehouse


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    return Gatehouse(tmp_path)


@pytest.fixture
def gate(house: Gatehouse) -> Iterator[Gate]:
    with house.found() as gate:
        house.now += 60
        yield gate
