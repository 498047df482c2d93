"""Who is on the roll: counted, found, opened, changed, and met by nobody who is not their registrar."""

from __future__ import annotations

from base64 import b64encode
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qurultay.secretariat.door.models import Trace
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.roll import naming, vault
from qurultay.secretariat.roll.keyring import NoKey
from qurultay.secretariat.roll.models import Credential, Membership, Person
from qurultay.secretariat.roll.naming import called, private_words
from qurultay.secretariat.roll.private import Private
from tests.secretariat.roll.rolls import BODY, NAMES, entered

pytestmark = pytest.mark.django_db
ROLL = "/roll/of/assembly/"


def test_the_roll_is_counted_and_names_nobody(seated, now, arrive) -> None:
    entered(now)
    page = arrive(f"registrar@{BODY}").browser.get(ROLL)
    assert page.status_code == 200
    assert not any(word in page.text for name in NAMES for word in (name, name.split()[0]))
    assert "8 persons on the roll" in page.text


def test_somebody_is_found_by_the_exact_name_and_no_part_of_it(seated, now, arrive) -> None:
    persons = entered(now)
    browser = arrive(f"registrar@{BODY}").browser
    found = browser.post(f"{ROLL}find", {"name": "ayla  tornay"})
    assert found.headers["Location"] == f"/roll/person/{persons[0].pk}"
    for part in ("Ayla", "Tornay", "", "%", "Legal Ayla Tornay", "ayla@mail.example"):
        assert browser.post(f"{ROLL}find", {"name": part}).status_code == 422


def test_who_reads_somebody_leaves_a_trace_without_a_value(seated, now, arrive) -> None:
    persons = entered(now)
    reader = arrive(f"registrar@{BODY}")
    page = reader.browser.get(f"/roll/person/{persons[2].pk}")
    assert "Sabira Onay" in page.text and "Legal Sabira Onay" in page.text
    trace = Trace.objects.get(deed="read-roll")
    assert (trace.account, trace.thing) == (reader.account, f"person/{persons[2].pk}")


@pytest.mark.parametrize(
    "role", ["registrar@body/government", "secretary@", "presiding-officer@", "teller@", "delegate@", "auditor@"]
)
def test_nobody_but_the_registrar_of_the_body_opens_a_person(seated, now, arrive, role: str) -> None:
    persons = entered(now, 1)
    browser = arrive(role).browser
    for path in (f"/roll/person/{persons[0].pk}", ROLL, f"{ROLL}list", f"{ROLL}exports"):
        assert browser.get(path).status_code in (403, 404), path
    for path in (
        f"/roll/person/{persons[0].pk}/erased",
        f"/roll/person/{persons[0].pk}/change",
        f"{ROLL}find",
        f"{ROLL}add",
    ):
        assert browser.post(path, {"sure": "yes", "name": "X"}).status_code in (403, 404), path
    assert vault.opened(Person.objects.get()).name == "Ayla Tornay"


def test_a_committees_registrar_sees_its_members_papers_and_not_their_fields(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    member = Membership.objects.create(person=person, body="body/government", since=date(2026, 6, 1))
    paper = Credential.objects.create(session="session/g", body="body/government", membership=member, person=person)
    browser = arrive("registrar@body/government").browser
    page = browser.get(f"/roll/credentials/papers/{paper.pk}")
    assert "Ayla Tornay" in page.text and "Legal" not in page.text and "555" not in page.text
    assert browser.get(f"/roll/person/{person.pk}").status_code == 404
    other = arrive(f"registrar@{BODY}").browser
    assert other.get(f"/roll/credentials/papers/{paper.pk}").status_code == 404


def test_a_seat_the_record_does_not_have_is_refused_and_what_was_typed_stays(seated, now, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    page = browser.post(f"{ROLL}add", {"name": "Ayla", "seat": "77", "notes": "calls on Mondays"})
    assert page.status_code == 422
    assert "no seat 77" in page.text and 'value="Ayla"' in page.text and "calls on Mondays" in page.text
    assert not Person.objects.exists()


def test_somebody_is_entered_with_what_the_record_says_of_the_seat(seated, now, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    assert browser.post(f"{ROLL}add", {"name": "Ayla Tornay", "seat": "5"}).status_code == 302
    person, member = Person.objects.get(), Membership.objects.get()
    assert (person.ref, member.seat, member.community) == ("person/105", "seat/5", "community/kesh")
    assert member.until == date(2090, 12, 31)
    again = browser.post(f"{ROLL}add", {"name": "Tarim", "seat": "5"})
    assert again.status_code == 422 and Person.objects.count() == 1


def test_a_person_of_the_record_has_one_entry(seated, now, arrive) -> None:
    entered(now, 1)
    page = arrive(f"registrar@{BODY}").browser.post(f"{ROLL}add", {"name": "Ayla again", "seat": "1"})
    assert page.status_code == 422 and Person.objects.count() == 1


def test_a_change_is_sealed_and_nothing_else_changes(seated, now, arrive) -> None:
    person = entered(now, 2)[0]
    browser = arrive(f"registrar@{BODY}").browser
    page = browser.post(f"/roll/person/{person.pk}/change", {"name": "Ayla T.", "email": "not an address"})
    assert page.status_code == 422 and vault.opened(person).name == "Ayla Tornay"
    browser.post(f"/roll/person/{person.pk}/change", {"name": "Ayla T.", "legal_name": "Legal Ayla Tornay"})
    person.refresh_from_db()
    assert vault.opened(person) == Private(name="Ayla T.", legal_name="Legal Ayla Tornay")
    assert [vault.opened(each).name for each in Person.objects.order_by("pk")] == ["Ayla T.", "Tarim Yazbek"]


def test_what_is_no_letter_is_not_kept_of_anybody(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    browser = arrive(f"registrar@{BODY}").browser
    for path, more in (
        (f"/roll/person/{person.pk}/change", {}),
        (f"{ROLL}add", {"seat": "2"}),
        (f"{ROLL}add", {"invented": "yes"}),
    ):
        page = browser.post(path, {"name": "Ayla\x0bT.", "notes": "a \x01 b"} | more)
        assert page.status_code == 422 and "a character that cannot be read" in page.text
    assert vault.opened(Person.objects.get()).name == "Ayla Tornay"


def test_a_membership_ends_and_the_seat_is_free_on_the_roll(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    member = Membership.objects.get()
    browser = arrive(f"registrar@{BODY}").browser
    assert browser.post(f"/roll/membership/{member.pk}/leave", {"until": "1.5.2026"}).status_code == 422
    assert browser.post(f"/roll/membership/{member.pk}/leave", {"until": "2026-06-10"}).status_code == 302
    member.refresh_from_db()
    assert member.until == date(2026, 6, 10)
    assert (
        browser.post(f"/roll/person/{person.pk}/join", {"body": BODY, "seat": "1", "since": "2026-06-11"}).status_code
        == 302
    )


def test_nobody_joins_somebody_to_a_body_whose_roll_they_do_not_keep(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    browser = arrive(f"registrar@{BODY}").browser
    assert browser.post(f"/roll/person/{person.pk}/join", {"body": "body/government"}).status_code == 404
    assert Membership.objects.count() == 1


def test_somebody_invented_is_a_member_of_nothing_and_stays_so(seated, now, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    browser.post(f"{ROLL}add", {"name": "Zarina Kov", "email": "zarina@mail.example", "seat": "5", "invented": "yes"})
    person = Person.objects.get()
    assert not Membership.objects.exists() and person.ref == ""
    assert "a trap" in browser.get(f"/roll/person/{person.pk}").text
    assert browser.post(f"/roll/person/{person.pk}/join", {"body": BODY, "seat": "5"}).status_code == 422
    browser.post(f"/roll/person/{person.pk}/change", {"name": "Zarina Kova", "email": "zarina@mail.example"})
    person.refresh_from_db()
    assert vault.opened(person).invented == "yes" and not Membership.objects.exists()


def test_an_account_is_opened_for_somebody_once_and_says_nothing_of_them(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    browser = arrive(f"registrar@{BODY}").browser
    answer = browser.post(f"/roll/person/{person.pk}/account", {"language": "ug"})
    person.refresh_from_db()
    assert answer.headers["Location"] == f"/door/accounts/{person.account.pk}"
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert (person.account.language, [tuple(each) for each in person.account.held()]) == ("ug", [("delegate", BODY)])
    assert "ayla" not in person.account.name
    assert browser.post(f"/roll/person/{person.pk}/account").status_code == 422


def test_who_is_a_member_of_nothing_gets_no_account(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    Membership.objects.all().delete()
    assert arrive(f"registrar@{BODY}").browser.post(f"/roll/person/{person.pk}/account").status_code == 422


def test_who_is_erased_comes_in_no_more(seated, now, arrive) -> None:
    person = entered(now, 1)[0]
    visitor = arrive(f"delegate@{BODY}")
    Person.objects.filter(pk=person.pk).update(account=visitor.account)
    assert visitor.browser.get("/").status_code == 200
    arrive(f"registrar@{BODY}").browser.post(f"/roll/person/{person.pk}/erased", {"sure": "yes"})
    assert visitor.browser.get("/").status_code == 302
    visitor.account.refresh_from_db()
    assert (visitor.account.is_active, visitor.account.held()) == (False, ())
    assert visitor.account.name == f"gone-{visitor.account.pk}"


# --- a list, by the browser ------------------------------------------------------------------------------------------


def test_nothing_is_entered_before_the_second_click(seated, now, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    data = b"name,seat\nAyla,1\nTarim,2\n"
    page = browser.post(f"{ROLL}list/look", {"list": SimpleUploadedFile("roll.csv", data)})
    assert page.status_code == 200 and "Enter these 2 persons" in page.text
    assert not Person.objects.exists()
    done = browser.post(f"{ROLL}list/enter", {"list": b64encode(data).decode()})
    assert done.headers["Location"] == f"{ROLL}?entered=2"
    assert Person.objects.count() == 2


def test_a_list_that_was_tampered_with_between_the_clicks_is_looked_through_again(seated, now, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    for data in (b"name,seat\nAyla,77\n", b"\xff\xfe\x00", b""):
        page = browser.post(f"{ROLL}list/enter", {"list": b64encode(data).decode()})
        assert page.status_code == 422, data
    assert browser.post(f"{ROLL}list/enter", {"list": "no base64!"}).status_code == 422
    assert not Person.objects.exists()


@pytest.mark.parametrize("code", ["en", "ug", "kk"])
def test_the_template_of_each_language_is_a_list_that_is_understood(seated, now, arrive, code: str) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    template = browser.get(f"/roll/list/{code}.csv").content
    row = b"Ayla,,1" + b"," * 11 + b"\r\n"
    page = browser.post(f"{ROLL}list/look", {"list": SimpleUploadedFile("roll.csv", template + row)})
    assert "Enter this 1 person" in page.text, page.text


# --- called in the room ----------------------------------------------------------------------------------------------


def papers(persons: list[Person]) -> list[Credential]:
    return [
        Credential.objects.create(session="session/1", body=BODY, membership=each.memberships.get(), person=each)
        for each in persons
    ]


def test_people_are_called_as_they_chose_else_by_their_seat(seated, now) -> None:
    persons = entered(now, 2)
    rows = papers(persons)
    vault.seal([(persons[1], Private(legal_name="Legal Tarim"))])
    said = called(rows)
    assert said[rows[0].pk] == "Ayla Tornay"
    assert (said[rows[1].pk].key, said[rows[1].pk].places) == ("roll.seat", (("seat", "2"),))


def test_a_name_that_was_changed_is_called_at_once(seated, now) -> None:
    [row] = papers(entered(now, 1))
    assert called([row.pk])[row.pk] == "Ayla Tornay"
    vault.seal([(row.person, Private(name="Ayla T."))])
    assert called([row.pk])[row.pk] == "Ayla T."


def test_while_the_vault_is_locked_the_chamber_goes_on_by_seats(seated, now, settings, tmp_path) -> None:
    [row] = papers(entered(now, 1))
    naming._KEPT.clear()
    settings.VAULT = tmp_path / "elsewhere"
    assert called([row])[row.pk].key == "roll.seat"
    with pytest.raises(NoKey, match="not in the vault"):
        vault.opened(row.person)


def test_while_the_vault_is_locked_a_page_says_so(seated, now, arrive, settings, tmp_path) -> None:
    person = entered(now, 1)[0]
    settings.VAULT = tmp_path / "elsewhere"
    page = arrive(f"registrar@{BODY}").browser.get(f"/roll/person/{person.pk}")
    assert page.status_code == 422 and "epoch-1.key is not in the vault" in page.text


def test_five_hundred_are_called_in_a_few_queries(seated, now, django_assert_max_num_queries) -> None:
    rows = []
    persons = Person.objects.bulk_create(Person(body=BODY) for _ in range(500))
    vault.seal([(each, Private(name=f"Name {each.pk}")) for each in persons])
    members = Membership.objects.bulk_create(
        Membership(person=each, body=BODY, since=date(2026, 6, 1)) for each in persons
    )
    rows = Credential.objects.bulk_create(
        Credential(session="session/1", body=BODY, membership=member, person=member.person) for member in members
    )
    with django_assert_max_num_queries(2):
        assert called(rows)[rows[499].pk] == f"Name {persons[499].pk}"


def test_what_no_public_text_may_contain_are_the_names_and_addresses_of_the_roll(seated, now) -> None:
    entered(now, 1)
    assert private_words() == {"Ayla Tornay", "Legal Ayla Tornay", "ayla@mail.example", "+00 555 0101"}
    assert "Ayla Tornay" not in private_words(["Ayla Tornay"])


def test_fields_moved_to_another_row_open_nothing(seated, now) -> None:
    first, second = entered(now, 2)
    Person.objects.filter(pk=first.pk).update(sealed=second.sealed)
    first.refresh_from_db()
    with pytest.raises(NoKey, match="moved"):
        vault.opened(first)
    Person.objects.filter(pk=first.pk).update(wrapped_key=second.wrapped_key)
    first.refresh_from_db()
    with pytest.raises(NoKey, match="moved"):
        vault.opened(first)


def test_the_record_is_what_the_roll_is_checked_against(seated, now) -> None:
    assert [len(standing().book.filled(BODY, date(2026, 6, 12)))] == [8]
