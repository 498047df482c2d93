"""A program that erases persons of a roll over and over, and is killed while it does. It takes orders, a line each:

    found N        make the tables, and a roll of N persons
    campaign N     be killed N times within an erasure; say what was found after each, as JSON
    naive N        the same, with an erasure that notes what is to be destroyed only after it has deleted
    used           use the pages of the roll as a registrar does, with words that are to be searched for
    forgotten N    erase the person of this number by the page
    told           say what is to be searched for once the first person is erased
    once           erase the first person

An order is done by a child process that knows nothing of those before it; then `ended` and how it ended is said. Each round is a child process, killed with SIGKILL at a moment drawn from how long an erasure takes. Afterwards another
child starts as the secretariat starts, and looks: can every survivor be read, and is the one erased gone for good?
"""

import json
import os
import random
import signal
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.secretariat.own_house"
django.setup()

from cryptography.exceptions import InvalidTag  # noqa: E402
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from qurultay.secretariat.door.models import Account, Trace  # noqa: E402
from qurultay.secretariat.roll import vault  # noqa: E402
from qurultay.secretariat.roll.erasure import erase  # noqa: E402
from qurultay.secretariat.roll.models import Membership, Person  # noqa: E402
from qurultay.secretariat.roll.private import Private  # noqa: E402

Way = Callable[[Callable[[], object]], None]
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def private(number: int) -> Private:
    """What is private of the person of this number: words that occur nowhere else."""
    return Private(name=f"Planted{number:05}Room", legal_name=f"Planted{number:05}Legal", email=f"planted{number:05}@x.example",
                   telephone=f"+00 555 {number:05}", notes=f"Planted{number:05}Note")  # fmt: skip


def found(number: int) -> None:
    """The tables, and a roll of so many persons with seats."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    with transaction.atomic():
        rows = [
            Person.objects.create(account=Account.objects.open(f"planted-account-{n:05}")) for n in range(1, number + 1)
        ]
        vault.seal([(row, private(row.pk)) for row in rows])
        Membership.objects.bulk_create(
            Membership(person=row, body="body/assembly", seat=f"seat/{row.pk}", since=date(2026, 1, 1)) for row in rows
        )


def victim() -> Person:
    """The one to be erased next."""
    return Person.objects.order_by("pk").first()


def erase_first(committed: Callable[[], object] = lambda: None) -> None:
    """Erase the first person and leave a trace, as the page does; `committed` is told when the old key may go."""
    with transaction.atomic():
        transaction.on_commit(committed)
        person = victim()
        thing = f"person/{person.pk}"
        erase([person], NOW)
        Trace.objects.create(deed="erase", endpoint="roll:erase", thing=thing)


def opens(wrapped: bytes, sealed: bytes, person: int) -> bool:
    """Does any key in the vault still open these bytes, which somebody kept from before?"""
    ring = vault.keyring()
    for number in (*ring.epochs(), *ring.epochs("next")):
        try:
            key = AESGCM(ring.read(number)).decrypt(wrapped[:12], wrapped[12:], vault._about(f"key {number}", person))
            AESGCM(key).decrypt(sealed[:12], sealed[12:], vault._about("fields", person))
            return True
        except InvalidTag:
            continue
    return False


def in_child(work) -> int:
    """Do this in a child process; the process number."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def measured(way: Way) -> tuple[float, float]:
    """How long an erasure takes in a child: to its commit, and from there to its end."""
    reader, writer = os.pipe()

    def work() -> None:
        victim()
        times = [time.perf_counter()]
        way(lambda: times.append(time.perf_counter()))
        times.append(time.perf_counter())
        os.write(writer, json.dumps([times[1] - times[0], times[2] - times[1]]).encode())

    assert ended(in_child(work)) == 0
    return tuple(json.loads(os.read(reader, 200)))


def round_(way: Way, wait: float, late: bool) -> dict[str, object]:
    """One erasure that is killed after `wait` seconds, and what a new start finds."""
    person = victim()
    kept = (bytes(person.wrapped_key), bytes(person.sealed), person.pk)
    reader, writer = os.pipe()

    def work() -> None:
        victim()  # connected and warm, so that the time drawn is that of the erasure
        os.write(writer, b"b")
        way(lambda: os.write(writer, b"c"))
        os.write(writer, b"d")

    child = in_child(work)
    os.close(writer)
    assert os.read(reader, 1) == b"b"
    if late:
        assert os.read(reader, 1) == b"c"
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    ended(child)
    within = b"d" not in os.read(reader, 2)
    os.close(reader)
    state = {"within": within, "committed": not Person.objects.filter(pk=kept[2]).exists()}
    connection.close()
    state["key-left"] = person.epoch in vault.keyring().epochs()
    state["faults"] = looked_at(kept, state["committed"])
    return state


def looked_at(kept: tuple[bytes, bytes, int], committed: bool) -> list[str]:
    """What is wrong after a new start."""
    wrapped, sealed, number = kept
    vault.finish()
    faults = []
    for person in Person.objects.order_by("pk"):
        try:
            if vault.opened(person) != private(person.pk):
                faults.append(f"person {person.pk} reads otherwise")
        except Exception as bad:
            faults.append(f"person {person.pk} cannot be read: {bad!r}")
    if committed and opens(wrapped, sealed, number):
        faults.append(f"person {number} is erased, and old bytes can still be opened")
    if not committed and not opens(wrapped, sealed, number):
        faults.append(f"person {number} is there, and cannot be opened")
    if Trace.objects.filter(thing=f"person/{number}").exists() != committed:
        faults.append(f"the trace of person {number} does not say what happened")
    if vault.epoch().ending:
        faults.append("a key is still to be destroyed")
    if vault.keyring().epochs() != [vault.epoch().number] or vault.keyring().epochs("next"):
        faults.append("there are other keys than that of the present epoch")
    if Membership.objects.filter(person_id=number).exists() == committed:
        faults.append(f"the membership of person {number} is half done")
    return faults


def campaign(number: int, way: Way | None = None) -> None:
    """So many kills within an erasure, half of them after its commit; how long one takes is measured first."""
    draw, way = random.Random(20270301), way or erase_first
    times = [measured(way) for _ in range(3)]
    before, after = (sorted(each)[1] for each in zip(*times, strict=True))
    counts: Counter[str] = Counter()
    faults: list[str] = []
    while counts["within"] < number:
        late = counts["within"] % 2 == 1
        state = round_(way, draw.uniform(0, after if late else before * 1.1), late)
        counts["within"] += bool(state["within"])
        counts["too late"] += not state["within"]
        if state["within"]:
            counts["committed" if state["committed"] else "not committed"] += 1
            counts["old key still there"] += bool(state["committed"] and state["key-left"])
        faults += state["faults"]
    print(json.dumps({"before": round(before, 4), "after": round(after, 4), **counts, "faults": faults}))


def naively(committed: Callable[[], object] = lambda: None) -> None:
    """How it was done at first: the deletion is committed before anything says that the old key must go."""
    with transaction.atomic():
        transaction.on_commit(committed)
        person = victim()
        Trace.objects.create(deed="erase", endpoint="roll:erase", thing=f"person/{person.pk}")
        person.delete()
    with transaction.atomic():
        vault.turn()


USED = "Xusedwordx"


def used() -> None:
    """A registrar uploads lists, finds, reads and changes somebody, refuses a credential; then signs the person's account in."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from qurultay.secretariat.door.models import RoleHeld
    from qurultay.secretariat.roll.models import Credential
    from tests.secretariat.conftest import came_in

    registrar = Account.objects.open("the-registrar")
    RoleHeld.objects.create(account=registrar, role="registrar", body="body/assembly")
    browser = came_in(registrar)
    wide = (
        f"name,seat,notes\n{USED} Uploaded,4,{'x' * 4_000_000}\n".encode()
    )  # more than Django keeps in memory by itself
    assert (
        browser.post("/roll/of/assembly/list/look", {"list": SimpleUploadedFile(f"{USED}.csv", wide)}).status_code
        == 422
    )
    row = f"name,legal name,seat\n{USED} Room,{USED} Legal,4\n".encode()
    assert browser.post("/roll/of/assembly/list/look", {"list": SimpleUploadedFile("a.csv", row)}).status_code == 200
    assert browser.post("/roll/of/assembly/list/enter", {"list": b64encode(row).decode()}).status_code == 302
    person = Person.objects.get(ref="person/104")
    path = browser.post("/roll/of/assembly/find", {"name": f"{USED} Room"}).headers["Location"]
    assert USED in browser.get(path).text
    browser.post(f"{path}/change", {"name": f"{USED} Again", "notes": f"{USED} noted"})
    browser.post("/roll/credentials/1/propose")
    paper = Credential.objects.get(person=person)
    browser.post("/roll/credentials/1/step", {"step": "refuse", "credential": paper.pk, "reason": f"{USED} why"})
    assert USED in browser.get(f"/roll/credentials/papers/{paper.pk}").text
    person.account = Account.objects.open("planted-account-used")
    person.save()
    own: Client = came_in(person.account)
    assert own.get("/").status_code == 200
    print(json.dumps({"person": person.pk, "path": path}))


def forgotten(number: int) -> None:
    """The person whom `used` left is erased by the page."""
    from qurultay.secretariat.roll.models import Credential
    from tests.secretariat.conftest import came_in

    account = Person.objects.get(pk=number).account
    browser = came_in(Account.objects.get(name="the-registrar"))
    assert browser.post(f"/roll/person/{number}/erased", {"sure": "yes"}).status_code == 302
    sessions = [each.get_decoded().get("_auth_user_id") for each in Session.objects.all()]
    left = Person.objects.get(pk=number)
    print(json.dumps({"sessions": str(account.pk) in sessions, "sealed": len(left.sealed) + len(left.wrapped_key),
                      "papers": Credential.objects.filter(person=left).count(), "active": Account.objects.get(pk=account.pk).is_active,
                      "traces": list(Trace.objects.filter(thing=f"person/{number}").values_list("deed", flat=True))}))  # fmt: skip


def told() -> None:
    """What must be nowhere once the first person is erased, and what somebody may have kept of their row."""
    person, said = victim(), private(victim().pk)
    words = [said.name, said.legal_name, said.email, said.telephone, said.notes]
    keys = [vault._unwrap(person), vault.keyring().read(person.epoch)]
    row = [bytes(person.wrapped_key), bytes(person.sealed)]
    account = person.account.name
    print(
        json.dumps(
            {
                "words": words,
                "account": account,
                "keys": [k.hex() for k in keys],
                "row": [r.hex() for r in row],
                "person": person.pk,
            }
        )
    )


def once() -> None:
    """Erase the first, and say what is wrong then."""
    person = victim()
    kept = (bytes(person.wrapped_key), bytes(person.sealed), person.pk)
    erase_first()
    print(json.dumps(looked_at(kept, True)))


WORKS = {
    "found": found,
    "campaign": campaign,
    "naive": lambda n: campaign(n, naively),
    "told": told,
    "once": once,
    "used": used,
    "forgotten": forgotten,
}


def do(order: str, *given: str) -> None:
    """Does what an order says. A child ends without ceremony, so what it said is sent off here."""
    WORKS[order](*map(int, given))
    sys.stdout.flush()


if __name__ == "__main__":
    for line in sys.stdin:
        print("ended", ended(in_child(partial(do, *line.split()))), flush=True)
