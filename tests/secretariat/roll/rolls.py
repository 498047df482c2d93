"""Persons on the roll of the assembly, for tests."""

from __future__ import annotations

from datetime import datetime

from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.roll.lists import enter_list
from qurultay.secretariat.roll.models import Person

BODY = "body/assembly"
NAMES = (
    "Ayla Tornay",
    "Tarim Yazbek",
    "Sabira Onay",
    "Sanat Merekey",
    "Nurbek Sal",
    "Zarema Ilin",
    "Osman Tal",
    "Guli Ard",
)


def entered(now: datetime, number: int = 8) -> list[Person]:
    """So many of the eight who sit, each with names, an address and a number that occur nowhere else."""
    rows = "".join(
        f"{name},Legal {name},{n},{name.split()[0].lower()}@mail.example,+00 555 01{n:02}\n"
        for n, name in enumerate(NAMES[:number], 1)
    )
    enter_list(f"name,legal name,seat,e-mail,telephone\n{rows}".encode(), BODY, standing(), now)
    return list(Person.objects.order_by("pk"))
