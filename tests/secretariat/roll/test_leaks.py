"""What was planted in the roll comes up nowhere else: no page of another role, no line of a log, no text to be signed."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk.here import here
from qurultay.secretariat.door.models import Account, Trace
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.roll import credentials as deeds
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.models import Membership, Person
from qurultay.secretariat.roll.private import Private
from tests.secretariat.roll.rolls import BODY, entered
from tests.secretariat.test_door_of_every_endpoint import endpoints

pytestmark = pytest.mark.django_db
OTHERS = ("secretary@", "officer@", "delegate@", "auditor@", "registrar@body/government")
PLANTED = 100


@pytest.fixture
def planted(seated, now) -> list[str]:
    """A hundred persons with five private words each, five hundred in all; everybody has a name for the room besides."""
    persons = [Person.objects.create(body=BODY, account=Account.objects.open(f"a-{n}")) for n in range(PLANTED)]
    told = [
        Private(name=f"Room {n}", legal_name=f"Xlegal{n:03}x Xname{n:03}x", email=f"xmail{n:03}x@x.example", telephone=f"+00 555 9{n:04}",
                address=f"Xstreet{n:03}x", notes=f"Xnote{n:03}x")
        for n in range(PLANTED)
    ]  # fmt: skip
    vault.seal(zip(persons, told, strict=True))
    Membership.objects.bulk_create(Membership(person=each, body=BODY, since=date(2026, 6, 1)) for each in persons)
    entered(now, 2)
    deeds.propose_all("session/1", BODY, standing().book.sessions["session/1"].opens)
    return [word for each in told for word in (each.legal_name, each.email, each.telephone, each.address, each.notes)]


def addresses() -> list[str]:
    """Every address of the site that can be read, with 1 for each number and a body or session for each name."""
    found = []
    for address, pattern in endpoints():
        if "GET" in pattern.callback.declared.methods:
            path = "/" + address
            for kind, value in (
                ("<int:", "1"),
                ("<slug:code>", "en"),
                ("<slug:", "assembly"),
                ("<str:", "1"),
                ("<path:", "x"),
            ):
                while kind in path:
                    head, _, rest = path.partition(kind)
                    path = head + value + (rest.partition(">")[2] if kind[-1] == ":" else rest)
            found.append(path)
    return sorted(set(found))


def test_five_hundred_planted_words_come_up_on_no_page_of_another_role(planted, arrive) -> None:
    assert len(planted) == 500
    paths = [*addresses(), "/roll/credentials/1", "/sessions/credentials/1"]
    assert len(paths) > 30
    shown = 0
    for role in OTHERS:
        browser = arrive(role).browser
        for path in paths:
            page = browser.get(path)
            text = "" if page.streaming else page.content.decode("utf-8", "replace")
            shown += page.status_code == 200
            assert [word for word in planted if word in text] == [], (role, path)
    assert shown > 50
    own = arrive(f"registrar@{BODY}").browser.get(f"/roll/person/{Person.objects.order_by('pk').first().pk}")
    assert planted[0] in own.text  # the search finds what is there


def test_what_is_typed_into_a_form_or_a_list_stands_in_no_log_and_in_no_trace(planted, arrive, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    browser = arrive(f"registrar@{BODY}").browser
    person = Person.objects.first()
    word = "Xtypedx"
    browser.post("/roll/of/assembly/find", {"name": f"{word} Somebody"})
    browser.post("/roll/of/assembly/add", {"name": word, "seat": "77"})
    browser.post(f"/roll/person/{person.pk}/change", {"name": word, "email": f"{word}@"})
    browser.post(
        "/roll/of/assembly/list/look", {"list": SimpleUploadedFile(f"{word}.csv", f"name,seat\n{word},77\n".encode())}
    )
    browser.get("/roll/of/assembly/nowhere")
    assert browser.post(f"/roll/person/{person.pk}/change", {"name": f"{word} Two"}).status_code == 302
    assert word not in caplog.text
    assert not any(word in str(value) for each in Trace.objects.values_list() for value in each)
    assert not any(each in caplog.text for each in planted)


def test_a_draft_that_names_somebody_of_the_roll_does_not_reach_the_desk(planted, seated) -> None:
    text = (
        "kind: issued\ndate: 2026-06-12\nissuers: [body/government]\nsignatories: [post/president, post/secretary]\n"
        "body:\n  form: letter\n  authentic: [en]\n  addressee: addressee/osmark-culture\n"
        "parts:\n  text.en: We write for Xlegal007x Xname007x, who was arrested on Monday.\n"
    )
    draft = drafting.begin(kind="issued", body="body/government", text=text, source="", by=None, now=seated.now)
    found = drafting.check(draft, here(seated.now))
    assert "private-name" in {each.code for each in found.faults}
    quiet = text.replace("Xlegal007x Xname007x", "a teacher")
    draft = drafting.begin(kind="issued", body="body/government", text=quiet, source="", by=None, now=seated.now)
    assert "private-name" not in {each.code for each in drafting.check(draft, here(seated.now)).faults}
