"""Who is admitted to a session, and the report of it that the act which opens the session repeats."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from qurultay.acts.act import Act
from qurultay.acts.muster import Mustered, is_of
from qurultay.acts.resolving import Adopted
from qurultay.press.draft_act import act_of
from qurultay.press.drafts import read
from qurultay.secretariat.chamber import opening
from qurultay.secretariat.chamber.models import Presence, Session, Sitting, VoteEvent
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll import credentials as deeds
from qurultay.secretariat.roll import reports, vault
from qurultay.secretariat.roll.models import Credential, CredentialsReport, Membership, Person
from qurultay.tlog.armour import armour
from tests.gazette.gatehouse import DAY
from tests.hall import seeded
from tests.secretariat.roll.rolls import BODY, entered

pytestmark = pytest.mark.django_db
SESSION = "session/1"


@pytest.fixture
def day(seated) -> date:
    """The first day of the session."""
    return standing().book.sessions[SESSION].opens


@pytest.fixture
def proposed(seated, now, day) -> dict[int, Credential]:
    """A credential for each of the eight who sit, by seat."""
    entered(now)
    assert deeds.propose_all(SESSION, BODY, day) == 8
    return {int(each.membership.seat[5:]): each for each in Credential.objects.select_related("membership")}


def step(way: str, day: date, *rows: Credential, reason: str = "") -> int:
    return deeds.take([each.pk for each in rows], SESSION, way, reason, standing(), day)


def state(row: Credential) -> str:
    row.refresh_from_db()
    return row.state


def test_everybody_who_sits_is_proposed_once(proposed, day) -> None:
    assert {each.state for each in proposed.values()} == {"proposed"}
    assert deeds.propose_all(SESSION, BODY, day) == 0


def test_who_sits_in_the_record_is_admitted(proposed, day) -> None:
    assert step("admit", day, *proposed.values()) == 8
    assert {state(each) for each in proposed.values()} == {"admitted"}


def test_whom_the_record_does_not_seat_is_not_admitted_and_nobody_with_them(proposed, day) -> None:
    Person.objects.filter(pk=proposed[3].person_id).update(ref="person/999")
    with pytest.raises(OutOfOrder, match="holder"):
        step("admit", day, proposed[2], proposed[3])
    assert state(proposed[2]) == "proposed"


def test_a_seat_that_the_record_says_is_vacant_admits_nobody(proposed, day) -> None:
    person = Person.objects.create(body=BODY)
    member = Membership.objects.create(person=person, body=BODY, seat="seat/9", since=day)
    row = Credential.objects.create(session=SESSION, body=BODY, membership=member, person=person)
    with pytest.raises(OutOfOrder, match="vacant"):
        step("admit", day, row)


def test_a_refusal_has_a_reason_and_the_reason_is_sealed(proposed, day) -> None:
    with pytest.raises(OutOfOrder, match="say-why"):
        step("refuse", day, proposed[1])
    step("refuse", day, proposed[1], reason="papers are of somebody else")
    proposed[1].refresh_from_db()
    assert b"papers" not in bytes(proposed[1].reason)
    assert (
        vault.words_of(proposed[1].person, f"reason {proposed[1].pk}", bytes(proposed[1].reason))
        == b"papers are of somebody else"
    )


@pytest.fixture
def alternate(proposed) -> Credential:
    """Somebody without a seat, proposed as the alternate of seat 1."""
    person = Person.objects.create(body=BODY)
    vault.seal([(person, vault.Private(name="Alt"))])
    return deeds.propose_alternate(proposed[1], person)


def test_an_alternate_sits_only_while_the_member_does_not(proposed, alternate, day) -> None:
    step("admit", day, proposed[1])
    with pytest.raises(OutOfOrder, match="member-stands"):
        step("admit", day, alternate)
    step("withdraw", day, proposed[1], reason="ill")
    step("admit", day, alternate)
    step("propose-again", day, proposed[1])
    step("admit", day, proposed[1])  # the member comes after all
    assert (state(proposed[1]), state(alternate)) == ("admitted", "withdrawn")


def test_somebody_invented_is_nobodys_alternate(proposed) -> None:
    person = Person.objects.create(body=BODY)
    vault.seal([(person, vault.Private(name="Zarina Kov", invented="yes"))])
    with pytest.raises(OutOfOrder, match="invented"):
        deeds.propose_alternate(proposed[1], person)


def test_nobody_has_two_credentials_in_a_session(proposed, alternate) -> None:
    with pytest.raises(OutOfOrder, match="has-credential"):
        deeds.propose_alternate(proposed[2], alternate.person)


def test_a_suspension_names_its_decision_and_is_of_a_member(proposed, alternate, day) -> None:
    with pytest.raises(OutOfOrder, match="no-decision"):
        deeds.suspend(proposed[1], " ")
    with pytest.raises(OutOfOrder, match="only-members"):
        deeds.suspend(alternate, "act/3")
    deeds.suspend(proposed[1], "act/3")
    with pytest.raises(OutOfOrder, match="suspended"):
        step("admit", day, alternate)


def test_proxies_are_off_until_the_orders_say_otherwise(proposed, day, seated, now) -> None:
    step("admit", day, proposed[1], proposed[2])
    giver, holder = Credential.objects.filter(pk__in=[proposed[1].pk, proposed[2].pk])
    with pytest.raises(OutOfOrder, match="no-proxies"):
        opening.hand_in(SESSION, giver, holder, day, now)
    folder = seated.folder / "secretariat"
    folder.mkdir()
    (folder / "orders.json").write_text('{"proxies": true}')
    opening.hand_in(SESSION, giver, holder, day, now)
    for bad, key in (((giver, giver, day), "oneself"), ((giver, holder, day), "proxy-there"),
                     ((giver, holder, day + timedelta(days=1)), "proxy-later"), ((giver, proposed[3], day), "proxy-admitted")):  # fmt: skip
        with pytest.raises(OutOfOrder, match=key):
            opening.hand_in(SESSION, *bad, now)


# --- the report ------------------------------------------------------------------------------------------------------


@pytest.fixture
def sitting(day, now) -> Sitting:
    """The sitting in which the session opens."""
    session = Session.objects.create(ref=SESSION, body=BODY, zone="Europe/Istanbul", opens=day, closes=day)
    return Sitting.objects.create(session=session, number=1, opens=now, closes=now, state="in-session")


@pytest.fixture
def present(proposed, day, sitting) -> dict[int, Credential]:
    """All are admitted, six are there."""
    step("admit", day, *proposed.values())
    for seat in range(1, 7):
        Presence.objects.create(sitting=sitting, credential=proposed[seat], channel="room")
    return proposed


def vote(sitting: Sitting, now, **more) -> VoteEvent:
    """A declared vote on procedure."""
    given = {"method": "without-a-vote", "state": "declared", "result": "adopted", "declared": now} | more
    return VoteEvent.objects.create(sitting=sitting, **given)


def adopted(sitting, now) -> CredentialsReport:
    row = opening.draw_up(SESSION, BODY, now)
    opening.adopt(row, vote(sitting, now), now)
    row.refresh_from_db()
    return row


def test_the_report_counts_what_the_record_and_the_papers_make(present, now) -> None:
    row = opening.draw_up(SESSION, BODY, now)
    said = row.figures
    assert {name: said[name] for name in ("seats", "filled", "vacant", "entitled", "admitted", "present", "alternates", "proxies")} == {
        "seats": 9, "filled": 8, "vacant": 1, "entitled": 8, "admitted": 8, "present": 6, "alternates": 0, "proxies": 0,
    }  # fmt: skip
    assert [each["present"] for each in said["by_community"]] == [None, None, None]  # all three are under five


def test_a_report_that_was_not_adopted_is_replaced_and_one_that_was_is_not(present, sitting, now) -> None:
    first = opening.draw_up(SESSION, BODY, now)
    second = opening.draw_up(SESSION, BODY, now)
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "drawn-up")
    with pytest.raises(OutOfOrder, match="report-over"):
        reports.adopt(first, "vote/1", now)
    opening.adopt(second, vote(sitting, now), now)
    with pytest.raises(OutOfOrder, match="report-adopted"):
        opening.draw_up(SESSION, BODY, now)


@pytest.mark.parametrize("more", [{"state": "closed"}, {"result": "lost"}, {"declared_before": True}, {"other": True}])
def test_only_a_declared_vote_of_this_session_that_adopted_it_adopts_it(present, sitting, now, more) -> None:
    row = opening.draw_up(SESSION, BODY, now)
    where, given = sitting, dict(more)
    if given.pop("other", False):
        session = Session.objects.create(ref="session/2", body=BODY, opens=now.date(), closes=now.date())
        where = Sitting.objects.create(session=session, number=1, opens=now, closes=now)
    if given.pop("declared_before", False):
        given["declared"] = now - timedelta(minutes=1)
    with pytest.raises(OutOfOrder, match="report-no-vote"):
        opening.adopt(row, vote(where, now, **given), now)


def noon(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def drafted(row: CredentialsReport, day: date) -> Act:
    return act_of(read(reports.act_of(row, standing(), day)))


def test_the_act_that_opens_the_session_has_the_numbers_the_register_computes(
    present, sitting, now, day, seated
) -> None:
    row = adopted(sitting, now)
    act = drafted(row, day)
    assert (act.body.session.entitled, act.body.session.present) == (len(standing().book.filled(BODY, day)), 6)
    seated.now = noon(day)
    with seated.open() as gate:  # the gate itself recomputes them (R9)
        number = seated.enter(gate, act.body, issuers=(BODY,), wait=2 * DAY)
        assert gate.known.book.sessions[SESSION].opened == number


def test_an_act_with_one_more_who_may_vote_is_refused_by_the_gate(present, sitting, now, day, seated) -> None:
    from dataclasses import replace

    from qurultay.gazette.objections import Objected

    body = drafted(adopted(sitting, now), day).body
    seated.now = noon(day)
    with seated.open() as gate, pytest.raises(Objected, match="9 are said to be entitled"):
        seated.enter(gate, replace(body, session=replace(body.session, entitled=9)), issuers=(BODY,), wait=2 * DAY)


def test_a_report_that_the_record_has_overtaken_opens_nothing(present, sitting, now, day) -> None:
    row = adopted(sitting, now)
    row.figures = row.figures | {"entitled": 7}
    with pytest.raises(OutOfOrder, match="report-stale"):
        reports.act_of(row, standing(), day)


def test_a_report_that_nobody_adopted_opens_nothing(present, now, day) -> None:
    with pytest.raises(OutOfOrder, match="report-not-adopted"):
        reports.act_of(opening.draw_up(SESSION, BODY, now), standing(), day)


def test_a_suspension_by_no_act_of_the_body_opens_nothing(present, sitting, now, day) -> None:
    deeds.suspend(present[1], "motion 4")
    row = adopted(sitting, now)
    assert (row.figures["entitled"], row.figures["present"], row.figures["suspended"]) == (7, 5, ["seat/1"])
    with pytest.raises(OutOfOrder, match="not-decided"):
        reports.act_of(row, standing(), day)


def test_a_suspension_by_an_act_of_the_body_is_cited(present, sitting, now, day, seated) -> None:
    text = Adopted(text="decision", body=BODY, how="acclamation", authentic=("en",), provisions=())
    with seated.open() as gate:
        number = seated.enter(gate, text, issuers=(BODY,), wait=DAY + 1)
    deeds.suspend(present[1], f"act/{number}")
    act = drafted(adopted(sitting, now), day)
    assert [(ref[0], ref[1]) for ref in act.refs] == [("cites", f"act/{number}")]
    assert act.body.session.suspended == ("seat/1",)


def test_the_sheets_of_the_muster_prove_seats_under_the_root_of_the_act(present, sitting, now, day) -> None:
    key = armour(seeded("delegate-2").material)
    deeds.leave_key(present[2], key)
    row = opening.draw_up(SESSION, BODY, now)
    archive = zipfile.ZipFile(io.BytesIO(reports.zipped(reports.lay_muster(row, standing()))))
    assert archive.namelist() == ["seat-2.json"]
    sheet = json.loads(archive.read("seat-2.json"))
    row.refresh_from_db()
    opening.adopt(row, vote(sitting, now), now)
    row.refresh_from_db()
    body = drafted(row, day).body.session
    assert body.muster == row.muster
    assert is_of(attesting(sheet), Mustered(name=SESSION, act=1, entitled=body.entitled, root=body.muster))
    assert not is_of(
        attesting(sheet | {"seat": "seat/3"}), Mustered(name=SESSION, act=1, entitled=body.entitled, root=body.muster)
    )


def attesting(sheet: dict):
    from qurultay.acts import schema
    from qurultay.acts.carrying_on import Attestation

    return schema.refuse(Attestation, sheet | {"stands_by": "0" * 64, "signature": armour(bytes(64))}, "attestation")


@pytest.mark.parametrize("bad", ["x", armour(bytes(33)), armour(b"\x01" + bytes(31)), "AAAA"])
def test_what_is_no_key_is_not_left(proposed, bad) -> None:
    with pytest.raises(OutOfOrder, match="no-muster-key"):
        deeds.leave_key(proposed[1], bad)


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_the_pages_of_credentials_open_in_every_language(present, sitting, now, arrive, language) -> None:
    adopted(sitting, now)
    browser = arrive("registrar@", "secretary@", "officer@", language=language).browser
    for path in ("/roll/credentials", "/roll/credentials/1", "/roll/credentials/1?state=admitted",
                 f"/roll/credentials/papers/{present[1].pk}", "/sessions/credentials/1"):  # fmt: skip
        page = browser.get(path)
        assert page.status_code == 200, path
        assert "Legal" not in page.text


def test_a_delegate_reads_no_credentials(present, arrive) -> None:
    browser = arrive(f"delegate@{BODY}").browser
    for path in (
        "/roll/credentials",
        "/roll/credentials/1",
        f"/roll/credentials/papers/{present[1].pk}",
        "/sessions/credentials/1",
    ):
        assert browser.get(path).status_code == 403


def test_credentials_of_one_body_are_not_there_for_anothers_registrar(present, arrive, day) -> None:
    browser = arrive("registrar@body/government").browser
    for path in ("/roll/credentials/1", f"/roll/credentials/papers/{present[1].pk}", "/sessions/credentials/1"):
        assert browser.get(path).status_code == 404
    assert (
        browser.post(
            "/roll/credentials/1/step", {"step": "withdraw", "reason": "x", "credential": present[1].pk}
        ).status_code
        == 404
    )
    assert browser.post(f"/roll/credentials/papers/{present[1].pk}/suspend", {"decision": "act/1"}).status_code == 404
    assert state(present[1]) == "admitted" and "session/1" not in browser.get("/roll/credentials").text


def test_a_credential_of_another_session_is_not_moved_by_a_crafted_form(present, arrive) -> None:
    member = Membership.objects.create(
        person=Person.objects.create(body="body/government"), body="body/government", since=date(2026, 6, 1)
    )
    other = Credential.objects.create(
        session="session/g", body="body/government", membership=member, person=member.person
    )
    browser = arrive(f"registrar@{BODY}").browser
    answer = browser.post("/roll/credentials/1/step", {"step": "refuse", "reason": "x", "credential": other.pk})
    assert answer.status_code == 422 and state(other) == "proposed"


def test_the_chosen_stay_chosen_when_a_step_is_out_of_order(present, arrive) -> None:
    browser = arrive(f"registrar@{BODY}").browser
    page = browser.post("/roll/credentials/1/step", {"step": "withdraw", "credential": present[1].pk})
    assert page.status_code == 422 and f'value="{present[1].pk}" checked' in page.text
