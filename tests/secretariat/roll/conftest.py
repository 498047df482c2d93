"""What tests of the roll may ask for.

Fixtures
    seated      the house of `house`, in whose record eight of the nine seats are filled: seat/1 … seat/8 by person/101 …
    session     the same, with session/1 called for its third day
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qurultay.acts.convening import Convened
from qurultay.acts.office import Appointed, Assignment
from tests.gazette.gatehouse import DAY, Gatehouse

UNTIL = date(2090, 12, 31)


@pytest.fixture(scope="session")
def filled(founded: Gatehouse, tmp_path_factory: pytest.TempPathFactory) -> Gatehouse:
    """The founded house, with seats filled and a session called, made once; nobody writes into it."""
    folder = tmp_path_factory.mktemp("filled") / "house"
    shutil.copytree(founded.folder, folder)
    made = Gatehouse(folder, now=founded.now)
    with made.open() as gate:
        seats = tuple(
            Assignment(to=f"seat/{n}", person=f"person/{100 + n}", from_=made.today, until=UNTIL) for n in range(1, 9)
        )
        made.enter(gate, Appointed(to=seats), issuers=("body/assembly",))
        opens = made.today + timedelta(days=10)
        made.enter(gate, session_called(opens), issuers=("body/assembly",), wait=2 * DAY)
    return made


def session_called(opens: date) -> Convened:
    """A session of the assembly, over three days."""
    return Convened(
        session="session/1", body="body/assembly", opens=opens, closes=opens + timedelta(days=2),
        mode="in-person", zone="Europe/Istanbul", offset="+03:00",
    )  # fmt: skip


@pytest.fixture
def seated(filled: Gatehouse, tmp_path: Path, settings) -> Gatehouse:
    """That house, copied for one test, as the secretariat's own."""
    folder = tmp_path / "house"
    shutil.copytree(filled.folder, folder)
    settings.HOUSE = folder
    return Gatehouse(folder, now=filled.now)


@pytest.fixture
def now(seated: Gatehouse) -> datetime:
    """The moment at which the house stands."""
    return datetime.fromtimestamp(seated.now, UTC)
