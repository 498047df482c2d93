"""The roll of Tolunay's assembly: sixty members of five communities, their accounts, and those who work for it.

Members whom the record names are called so here too; everybody else's name was made up for this page.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from qurultay.secretariat.door import accounts
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.door.roles import Role
from qurultay.secretariat.frame.house import Standing, standing
from qurultay.secretariat.roll import lists, persons
from qurultay.secretariat.roll.entries import Entrant
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.places import seats
from qurultay.secretariat.roll.private import Private

ASSEMBLY, COMMITTEE = "body/assembly", "body/committee-law"
SESSION = "session/6"
STAFF = (
    ("secretary", Role.SECRETARY, ""),
    ("presiding-officer", Role.PRESIDING, ASSEMBLY),
    ("teller", Role.TELLER, ASSEMBLY),
    ("second-teller", Role.TELLER, ASSEMBLY),
    ("registrar", Role.REGISTRAR, ""),
    ("observer", Role.OBSERVER, ASSEMBLY),
    ("auditor", Role.AUDITOR, ""),
)
"""Those who work for the assembly and sit in no seat: the name of the account, its role, and where it counts."""
SPEAKER, CLERK, CHAIR, IN_UYGHUR, IN_KAZAKH = 36, 47, 5, 15, 29
"""Seats: the Speaker's and the Secretary's, whose posts sign; the committee's chair; two delegates one may come in as."""
ON_COMMITTEE = (CHAIR, 11, IN_UYGHUR, 26, 40, 50, 58)


def staff_is_there() -> bool:
    """Was everything made already?"""
    return Account.objects.filter(name=STAFF[0][0]).exists()


def staff(now: datetime) -> Mapping[str, Account]:
    """The accounts of those who work for the assembly. Whoever starts the house makes the first secretary."""
    made = {name: Account.objects.open(name) for name, _, _ in STAFF}
    first = made["secretary"]
    RoleHeld.objects.create(account=first, role=Role.SECRETARY, body="", since=now)
    for name, role, body in STAFF[1:]:
        accounts.give(made[name], role, body, first, now)
    return made


def members(staff: Mapping[str, Account], now: datetime) -> dict[int, Person]:
    """The sixty members by their seats, entered as a list, each with an account; some hold offices besides."""
    said = standing()
    lists.enter_list(_list(said, now), ASSEMBLY, said, now)
    rows = Membership.objects.filter(body=ASSEMBLY).select_related("person")
    found = {int(row.seat.partition("/")[2]): row.person for row in rows}
    for seat in ON_COMMITTEE:
        persons.add_membership(found[seat], Entrant(body=COMMITTEE, private=Private()), said, now)
    given = dict[int, Account]()
    for seat, person in found.items():
        language = {IN_UYGHUR: "ug", IN_KAZAKH: "kk"}.get(seat, "en")
        given[seat] = person.account = persons.give_account(person, staff["registrar"], language, now)
    for seat, role, body in (
        (SPEAKER, Role.OFFICER, ""),
        (CLERK, Role.OFFICER, ""),
        (CHAIR, Role.PRESIDING, COMMITTEE),
    ):
        accounts.give(given[seat], role, body, staff["secretary"], now)
    return found


def _list(said: Standing, now: datetime) -> bytes:
    """The list as a registrar brings it: a name, a seat, how to reach whom."""
    made_up = iter((files(__package__) / "names.txt").read_text("utf-8").split("\n"))
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["name", "seat", "email", "telephone"])
    for each in seats(said.book, ASSEMBLY, now.date()):
        seat = each.ref.partition("/")[2]
        name = dict(said.named(each.person).words).get("en") or next(made_up)
        table.writerow([name, seat, f"seat-{seat}@members.example", f"+00 555 02{int(seat):02}"])
    return written.getvalue().encode()


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Whom one may come in as: what they are called, the name of this machine that is theirs, their account, their first page."""

    role: str
    host: str
    account: Account
    first: str


def guests(floor: str) -> Iterator[Guest]:
    """Everybody one may come in as; `floor` is the page of the sitting that goes on."""
    by_seat = dict(Membership.objects.filter(body=ASSEMBLY).values_list("seat", "person__account"))
    named = {account.pk: account for account in Account.objects.all()}

    def seat(number: int) -> Account:
        return named[by_seat[f"seat/{number}"]]

    staff = {account.name: account for account in named.values()}
    for role, host, account, first in (
        ("secretary", "secretary", staff["secretary"], "/"),
        ("presiding officer", "presiding", staff["presiding-officer"], floor),
        ("teller", "teller", staff["teller"], floor),
        ("registrar", "registrar", staff["registrar"], "/roll/"),
        ("officer (Speaker)", "speaker", seat(SPEAKER), "/desk/"),
        ("officer (Secretary)", "clerk", seat(CLERK), "/desk/"),
        ("delegate (Uyghur)", "delegate-ug", seat(IN_UYGHUR), floor),
        ("delegate (Kazakh)", "delegate-kk", seat(IN_KAZAKH), floor),
        ("committee chair", "committee", seat(CHAIR), "/"),
        ("observer", "observer", staff["observer"], floor),
        ("auditor", "auditor", staff["auditor"], "/door/trail"),
    ):
        yield Guest(role=role, host=host, account=account, first=first)
