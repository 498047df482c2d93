"""Drafts are written, laid on the desk, signed, held, stopped, given back and published; nobody is asked what a role says."""

from __future__ import annotations

import json
import shutil
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import date
from os import urandom
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.core.files.uploadedfile import SimpleUploadedFile

from qurultay.acts.office import Assignment, Elected, KeyEnrolled, KeyRevoked
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.secretariat.desk import drafting, open_keys, publishing
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.here import here, reconcile
from qurultay.secretariat.desk.models import ActPasskey, Draft
from qurultay.secretariat.desk.progress import write_progress
from qurultay.tlog.armour import armour, unarmour
from tests.gazette.gatehouse import DAY, HOUR, OPENED
from tests.hall import GRAVE, key_text, seeded
from tests.tlog.passkeys import Passkey, base64url

STATEMENT = """\
kind: issued
date: 2026-06-02
issuers: [body/government]
signatories: [post/president, post/secretary]
body: {form: statement, authentic: [en]}
parts:
  title.en: On the school at Sarbel
  text.en: We ask that the school be opened again.
"""


def laid(hour, text: str = STATEMENT, source: str = ""):
    """A draft on the desk."""
    row = drafting.begin(kind="issued", body="body/government", text=text, source=source, by=None, now=hour())
    return drafting.lay_down(row, here(hour()))


def line_of(post: str, waiting) -> str:
    """The signature line of a post, by its key file."""
    return seeded(post).sign(waiting.text).encode().decode()


def sign(waiting, hour, *posts: str) -> None:
    at = here(hour())
    for post in posts:
        at.desk.sign(waiting.id, seeded(post).sign(waiting.text), at.known, hour())


def size(house) -> int:
    with Folder(house.folder / "record") as source:
        return verify(source, now=OPENED + 400 * DAY).head.size


# Writing.


def test_what_is_typed_is_kept_even_if_it_is_no_draft(db, hour, officer) -> None:
    clerk = officer("person/1")
    row = drafting.begin(kind="issued", body="body/government", text=STATEMENT, source="", by=None, now=hour())
    typed = "kind: issued\n  body: [unclosed"
    answer = clerk.browser.post(f"/desk/draft/{row.pk}/rewrite", {"text": typed, "version": 1, "as": "text"})
    assert answer.status_code == 302
    page = clerk.browser.get(f"/desk/draft/{row.pk}?as=text").text
    assert "[unclosed" in page
    assert "draft.yaml, line" in page


def test_every_finding_is_shown_at_once_with_its_place(db, hour, officer) -> None:
    wrong = STATEMENT.replace("2026-06-02", "yesterday").replace("form: statement", "form: poem")
    row = drafting.begin(kind="issued", body="body/government", text=wrong, source="", by=None, now=hour())
    found = drafting.check(row, here(hour()))
    assert len(found.faults) == 2
    assert [fault.sentence[: len("draft.yaml, line 2")] for fault in found.faults] == [
        "draft.yaml, line 2",
        "draft.yaml, line 5",
    ]


def test_what_stands_in_the_way_is_said_in_the_readers_language_and_the_english_stands_beneath(
    db, hour, officer
) -> None:
    clerk = officer("person/1", language="ug")
    wrong = STATEMENT.replace("2026-06-02", "2026-12-02").replace("opened again", "opened again by [name]")
    row = drafting.begin(kind="issued", body="body/government", text=wrong, source="", by=None, now=hour())
    page = clerk.browser.get(f"/desk/draft/{row.pk}").text
    assert "لېكىن خاتىرە تۇرغان يەردە تېخى" in page and "2026-يىلى" in page and "2-دېكابىر" in page
    assert "تولدۇرۇلماي قالغان؛ ئۇ يەرگە كېرەكلىكىنى يېزىڭ" in page
    english = "draft.yaml, line 2: the act bears 2026-12-02, but it is only 2026-06-02 at the record&#39;s seat"
    assert f'<bdi class="exact" lang="en" dir="ltr">{english}' in page
    assert 'class="exact"' not in officer("person/3").browser.get(f"/desk/draft/{row.pk}").text


def test_what_the_press_finds_stands_in_the_way_and_can_be_waived(db, hour) -> None:
    gap = STATEMENT.replace("opened again", "opened again by [name]")
    row = drafting.begin(kind="issued", body="body/government", text=gap, source="", by=None, now=hour())
    found = drafting.check(row, here(hour()))
    assert [(fault.code, fault.waivable) for fault in found.faults] == [("placeholder", True)]


def test_two_who_write_one_draft_do_not_overwrite_each_other(db, hour, officer) -> None:
    clerk = officer("person/1")
    row = drafting.begin(kind="issued", body="body/government", text=STATEMENT, source="", by=None, now=hour())
    drafting.rewrite(row, STATEMENT + "# one\n", 1)
    answer = clerk.browser.post(f"/desk/draft/{row.pk}/rewrite", {"text": "# the other\n", "version": 1, "as": "text"})
    assert answer.status_code == 422
    assert "# the other" in answer.text
    assert Draft.objects.get().text.endswith("# one\n")


def test_a_form_fills_the_draft_and_keeps_its_comments(db, hour, officer) -> None:
    clerk = officer("person/1", "secretary@")
    answer = clerk.browser.post("/desk/begun", {"kind": "closed", "body": "body/assembly"})
    row = Draft.objects.get()
    assert answer.headers["Location"] == f"/desk/draft/{row.pk}"
    fields = {
        "date": "2026-06-02",
        "issuers": "body/assembly",
        "signatories": "post/speaker\npost/secretary",
        "refs": "",
        "version": 1,
    }
    clerk.browser.post(
        f"/desk/draft/{row.pk}/rewrite", fields | {"body.session": "session: session/4", "part.reason.ug": "تۈگىدى"}
    )
    row.refresh_from_db()
    read = drafting.check(row, here(hour()))
    assert read.act is not None and read.act.body.session.session == "session/4"
    assert read.act.words["reason.ug"].decode() == "تۈگىدى\n"
    assert "# the day of this act" in row.text


def test_beginning_again_from_one_source_gives_one_draft(db, hour) -> None:
    first = drafting.begin(
        kind="issued", body="body/government", text=STATEMENT, source="motion/7", by=None, now=hour()
    )
    again = drafting.begin(
        kind="issued", body="body/government", text=STATEMENT + "# more\n", source="motion/7", by=None, now=hour()
    )
    assert again.pk == first.pk
    assert Draft.objects.get().text.endswith("# more\n")


def test_what_a_clerk_wrote_is_not_overwritten_by_the_room_it_came_from(db, hour) -> None:
    first = drafting.begin(
        kind="issued", body="body/government", text=STATEMENT, source="motion/7", by=None, now=hour()
    )
    drafting.rewrite(first, STATEMENT + "# by hand\n", 1)
    again = drafting.begin(
        kind="issued", body="body/government", text="kind: issued\n", source="motion/7", by=None, now=hour()
    )
    assert again.text.endswith("# by hand\n")


# Laying down and giving back.


def test_a_draft_with_faults_is_not_laid_down(db, hour, officer, house) -> None:
    clerk = officer("person/1")
    row = drafting.begin(kind="issued", body="body/government", text="kind: issued\n", source="", by=None, now=hour())
    assert clerk.browser.post(f"/desk/draft/{row.pk}/lay-down").status_code == 422
    assert not (house.folder / "desk").exists()


def test_a_draft_given_back_is_written_again_and_its_signatures_are_gone(db, hour, officer, house) -> None:
    clerk = officer("person/1")
    waiting = laid(hour)
    sign(waiting, hour, "post/president")
    answer = clerk.browser.post(f"/desk/waiting/{waiting.id}/give-back", {"why": "The date is wrong."})
    row = Draft.objects.get()
    assert answer.headers["Location"] == f"/desk/draft/{row.pk}"
    assert (row.act_id, row.returned) == ("", "The date is wrong.")
    assert not (house.folder / "desk" / waiting.id).exists()
    assert drafting.lay_down(row, here(hour())).lines == ()


def test_a_draft_is_not_given_back_without_a_reason(db, hour, officer, house) -> None:
    waiting = laid(hour)
    answer = officer("person/1").browser.post(f"/desk/waiting/{waiting.id}/give-back", {"why": " "})
    assert answer.status_code == 422
    assert (house.folder / "desk" / waiting.id).exists()


def test_the_folder_is_the_truth_and_rows_follow_it(db, hour, house) -> None:
    waiting = laid(hour)
    Draft.objects.update(act_id="", text_hash="")
    reconcile(here(hour()))
    assert Draft.objects.get().act_id == waiting.id
    shutil.rmtree(house.folder / "desk" / waiting.id)
    reconcile(here(hour()))
    assert Draft.objects.get().act_id == ""


def test_what_the_command_line_laid_down_waits_here_too(db, hour, officer, house) -> None:
    with house.open() as gate:
        prepared = house.draft(gate)
        house.desk.lay_down(prepared, b"kind: issued\n", "", hour())
    assert prepared.act.id in officer("person/1").browser.get("/desk/").text


# Signing with a key file.


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_my_day_says_what_waits_for_my_signature_and_what_for_that_of_others(db, hour, officer, language: str) -> None:
    waiting = laid(hour)
    mine = officer("person/1", language=language).browser.get("/").text
    assert waiting.id in mine.split('id="to-sign"')[1] and 'id="on-desk"' not in mine
    theirs = officer("person/4", language=language).browser.get("/").text
    assert waiting.id in theirs.split('id="on-desk"')[1] and 'id="to-sign"' not in theirs


@pytest.mark.parametrize("hours, said", [(23, "is published on"), (24, "It may be published now")])
def test_my_day_says_when_an_act_of_the_desk_is_published(db, hour, officer, hours: int, said: str) -> None:
    waiting, day = laid(hour), officer("person/4").browser
    assert "Signature missing" in day.get("/").text.split(waiting.id)[1].split("</li>")[0]
    sign(waiting, hour, "post/president", "post/secretary")
    day.get("/desk/")
    hour(hours * HOUR)
    assert said in day.get("/").text.split(waiting.id)[1].split("</li>")[0]


@pytest.mark.parametrize("role", ["delegate@", "presiding-officer@", "officer@body/assembly"])
def test_my_day_tells_whoever_works_at_no_desk_or_at_another_bodys_nothing_of_it(db, hour, arrive, role: str) -> None:
    waiting = laid(hour)
    assert waiting.id not in arrive(role).browser.get("/").text


def test_a_line_from_a_key_file_is_taken(db, hour, officer) -> None:
    waiting = laid(hour)
    president = officer("person/1")
    answer = president.browser.post(f"/desk/waiting/{waiting.id}/line", {"line": line_of("post/president", waiting)})
    assert answer.status_code == 302
    assert [line.name for line in here(hour()).desk.at(waiting.id).lines] == ["tolunay.example/president"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Paste the signature line"),
        ("I sign.", "This is no signature line"),
        ("stray", "a key that belongs to none of the signatories"),
        ("other-text", "does not fit the text"),
    ],
)
def test_a_line_that_is_none_gets_its_sentence_and_nothing_is_lost(db, hour, officer, line: str, sentence: str) -> None:
    waiting = laid(hour)
    made = {
        "stray": line_of("post/teller", waiting),
        "other-text": seeded("post/president").sign(waiting.text.replace(b"issued", b"adopted")).encode().decode(),
    }
    answer = officer("person/1").browser.post(f"/desk/waiting/{waiting.id}/line", {"line": made.get(line, line)})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert here(hour()).desk.at(waiting.id).lines == ()


def test_a_role_alone_signs_nothing(db, hour, officer, arrive) -> None:
    waiting = laid(hour)
    page = arrive("officer@").browser.get(f"/desk/waiting/{waiting.id}").text
    assert "Waits for you" not in page


# Hold, stop, publish.


def test_a_signed_act_enters_when_its_hold_has_run_and_the_record_is_intact(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    officer("person/1").browser.get("/desk/")
    assert publishing.publish([waiting.id], house.keys, hour()).entered == []
    said = publishing.publish([waiting.id], house.keys, hour(24 * HOUR))
    assert (said.entered, said.faults, said.step) == ([1], [], "done")
    assert size(house) == 2
    assert (Draft.objects.get().number, (house.folder / "desk" / waiting.id).exists()) == (1, False)
    assert (house.folder / "site/en/act/1.html").is_file()


def test_publishing_again_is_harmless(db, hour, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    for _ in range(2):
        assert publishing.publish([waiting.id], house.keys, hour(24 * HOUR)).entered == [1]
    assert size(house) == 2


def test_a_stop_binds_as_soon_as_it_bears_a_signature(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    teller = officer("person/5")
    answer = teller.browser.post(f"/desk/waiting/{waiting.id}/stop", {"ground": "Figures differ"})
    stop = answer.headers["Location"].rpartition("/")[2]
    notice = here(hour()).desk.at(stop)
    assert (notice.act.signatories, notice.act.body.ground) == (("post/teller",), "figures-differ")
    sign(notice, hour, "post/teller")
    hour(24 * HOUR)
    said = publishing.publish([waiting.id], house.keys, hour())
    assert said.entered == [] and "a stop of it, signed" in said.faults[0]
    assert publishing.publish([stop], house.keys, hour()).entered == [1]
    assert (
        "one signature more" in " ".join(publishing.publish([waiting.id], house.keys, hour()).faults)
        or size(house) == 2
    )


def test_a_stop_says_why_in_a_word(db, hour, officer) -> None:
    waiting = laid(hour)
    answer = officer("person/5").browser.post(f"/desk/waiting/{waiting.id}/stop", {"ground": "چۈنكى"})
    assert answer.status_code == 422
    assert "small Latin letters" in answer.text


def test_nothing_is_published_without_the_keys_of_the_house(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    hour(24 * HOUR)
    president = officer("person/1")
    assert president.browser.post(f"/desk/waiting/{waiting.id}/publish").status_code == 422
    assert "Type the passphrase" in president.browser.post(f"/desk/waiting/{waiting.id}/publish").text


def test_publishing_asks_for_a_passkey_used_just_now(db, hour, officer) -> None:
    waiting = laid(hour)
    president = officer("person/1")
    session = president.browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    session.save()
    answer = president.browser.post(f"/desk/waiting/{waiting.id}/publish")
    assert answer.status_code == 403
    assert f'action="/desk/waiting/{waiting.id}/publish"' in answer.text


def test_no_passphrase_or_password_is_written_into_a_page_that_waits_at_the_door(db, hour, officer, client) -> None:
    waiting = laid(hour)
    president = officer("person/1")
    session = president.browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    session.save()
    typed = {"passphrase": "nobody reads this", "password": "nor this either", "repeated": "nor this either"}
    for browser, status in ((president.browser, 403), (client, 403)):
        for address in (f"/desk/waiting/{waiting.id}/publish", "/door/password"):
            answer = browser.post(address, typed | {"why": "kept"})
            assert answer.status_code == status and 'value="kept"' in answer.text
            assert "nobody reads" not in answer.text and "nor this" not in answer.text


def test_the_hour_brings_what_is_ripe_where_the_gate_stands_open(db, hour, house, monkeypatch) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    assert publishing.tick(hour(24 * HOUR)) is None
    monkeypatch.setitem(open_keys._KEYS, str(house.folder), house.keys)
    said = publishing.tick(hour())
    assert said is not None and said.entered == [1]


def change_key(house, hour, *, new: bool) -> None:
    """The President's key is suspended; or another one is enrolled, and the first ends."""
    key, again = seeded("post/president"), seeded("post/president", 1)
    house.now = hour(HOUR)
    with house.open() as gate:
        if new:
            enrolled = KeyEnrolled(use="acts", key=key_text(again), post="post/president", person="person/1")
            house.enter(gate, enrolled, signatories=GRAVE, issuers=("body/assembly",), also=(again,))
        how = "revoked" if new else "suspended"
        ended = KeyRevoked(name=key.name, key=key_text(key), how=how, ground="lost")
        by = ("post/vice-president", "post/secretary", "post/speaker") if new else ("post/secretary",)
        house.enter(gate, ended, signatories=by, issuers=("body/assembly",), wait=8 * DAY if new else 0)
    hour(house.now - hour())


def test_a_pending_act_waits_for_a_new_signature_when_a_key_has_ended(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    change_key(house, hour, new=True)
    page = officer("person/1").browser.get(f"/desk/waiting/{waiting.id}").text
    assert "Waits for you" in page
    assert here(hour(DAY)).desk.at(waiting.id).complete is None
    assert publishing.publish([waiting.id], house.keys, hour()).entered == []


def test_a_pending_act_whose_signer_has_no_key_any_more_does_not_enter_and_says_why(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    change_key(house, hour, new=False)
    page = officer("person/1").browser.get(f"/desk/waiting/{waiting.id}").text
    assert "2 things stand in its way" in page
    assert "rests since 2026-06-02" in page
    said = publishing.publish([waiting.id], house.keys, hour(DAY))
    assert "tolunay.example/president" in said.faults[0]
    write_progress(said)
    told = officer("person/4", language="ug").browser.get("/desk/progress").text
    assert "ئىمزا قويغان ئاچقۇچ ئەمدى كۈچكە ئىگە ئەمەس" in told and "tolunay.example/president" in told
    assert size(house) == 2


# After publication.


def test_edit_becomes_correct_once_an_act_is_entered(db, hour, officer, house) -> None:
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    publishing.publish([waiting.id], house.keys, hour(24 * HOUR))
    clerk = officer("person/3", "secretary@")
    assert "/desk/act/1" in clerk.browser.get("/desk/").text
    for how, more in (
        ("correct", {"part": "title.en"}),
        ("withhold", {"part": "title.en", "ground": "request"}),
        ("annul", {}),
    ):
        answer = clerk.browser.post("/desk/act/1/amended", {"how": how} | more)
        assert answer.status_code == 302, answer.text
    texts = [row.text for row in Draft.objects.filter(number=None).order_by("pk")]
    assert ["kind: corrected" in texts[0], "kind: withheld" in texts[1], "kind: annulled" in texts[2]] == [True] * 3
    assert "On the school at Sarbel" in texts[0]
    assert clerk.browser.post("/desk/act/1/amended", {"how": "correct"}).status_code == 422
    assert clerk.browser.get("/desk/act/99").status_code == 404


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_it_is_seen_as_the_public_will_and_nothing_is_written(db, hour, officer, house, language: str) -> None:
    waiting = laid(hour)
    before = sorted(path for path in (house.folder / "record").rglob("*") if path.is_file())
    page = officer("person/1", language=language).browser.get(f"/desk/waiting/{waiting.id}/as-public").text
    assert "We ask that the school be opened again." in page
    assert 'class="note warn" role="note"' in page
    assert "<script" not in page
    assert sorted(path for path in (house.folder / "record").rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("language", ["en", "ug", "kk"])
def test_every_page_of_the_desk_opens_in_every_language(db, hour, officer, house, language: str) -> None:
    waiting = laid(hour)
    draft = drafting.begin(kind="adopted", body="body/assembly", text="kind: adopted\n", source="", by=None, now=hour())
    reader = officer("person/1", "officer@", "secretary@", language=language)
    for path in ("", "begin", "keys", "keys/made", "progress", f"draft/{draft.pk}", f"draft/{draft.pk}?as=text", "act/0",
                 f"waiting/{waiting.id}", f"waiting/{waiting.id}/signed", f"waiting/{waiting.id}/act.txt"):  # fmt: skip
        assert reader.browser.get(f"/desk/{path}").status_code == 200, path


def test_an_officer_of_one_body_does_not_see_another_bodys_drafts(db, hour, officer) -> None:
    waiting = laid(hour)
    other = officer("person/9", "officer@body/assembly")
    assert waiting.id not in other.browser.get("/desk/").text
    assert other.browser.get(f"/desk/waiting/{waiting.id}").status_code == 404
    assert other.browser.post(f"/desk/waiting/{waiting.id}/give-back", {"why": "x"}).status_code == 404


# Keys for acts.


def made_key(post: str, origin: str = "http://sign.localhost:8001", **changes: str) -> str:
    """What the signing page hands back when it has made a key."""
    passkey = Passkey(private=generate_private_key(SECP256R1()), origin=origin, name=f"tolunay.example/{post[5:]}")
    said = {"name": passkey.name, "key": armour(passkey.material), "credential": base64url(urandom(16))}
    return json.dumps(said | changes)


def test_a_new_key_is_kept_and_the_act_that_enrols_it_is_drafted(db, hour, officer) -> None:
    answer = officer("person/1").browser.post("/desk/keys/take", {"made": made_key("post/president")})
    row = Draft.objects.get()
    assert answer.headers["Location"] == f"/desk/draft/{row.pk}"
    found = drafting.check(row, here(hour()))
    assert found.faults == ()
    assert (found.act.kind, found.act.body.person, set(found.act.signatories) >= {"post/speaker"}) == (
        "key-enrolled",
        "person/1",
        True,
    )


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        (made_key("post/president", key="AQ=="), "This cannot be done"),
        (made_key("post/president", credential="§"), "cannot be read"),
        (made_key("post/secretary"), "does not say that you hold"),
        (made_key("post/president", origin="https://sign.elsewhere.example"), "made at another page"),
    ],
    ids=["nothing", "a list", "no key", "no credential", "of another post", "of another page"],
)
def test_a_key_that_cannot_be_gets_its_sentence_and_is_not_kept(db, hour, officer, made: str, sentence: str) -> None:
    answer = officer("person/1").browser.post("/desk/keys/take", {"made": made})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not ActPasskey.objects.exists() and not Draft.objects.exists()


def test_the_passkey_one_comes_in_with_is_no_key_for_acts(db, hour, officer, monkeypatch) -> None:
    """Neither by the name its device knows it by, nor by its key."""
    president = officer("person/1")
    made = json.loads(made_key("post/president"))
    point = load_der_public_key(unarmour(made["key"]).split(b"\n", 2)[2]).public_numbers()
    key = {1: 2, 3: -7, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
    for credential, public in ((urlsafe_b64decode(made["credential"] + "=="), {-2: bytes(32)}), (b"another", key)):
        held = SimpleNamespace(credential_id=credential, public_key=public)
        data = SimpleNamespace(authenticator_data=SimpleNamespace(credential_data=held))
        Authenticator.objects.all().delete()
        Authenticator.objects.create(user=president.account, type=Authenticator.Type.WEBAUTHN, data={})
        monkeypatch.setattr(Authenticator, "wrap", lambda self, data=data: data)
        answer = president.browser.post("/desk/keys/take", {"made": json.dumps(made)})
        assert answer.status_code == 422
        assert "the passkey you come in with" in answer.text
    assert not ActPasskey.objects.exists()


def test_a_key_is_kept_once(db, hour, officer) -> None:
    made = made_key("post/president")
    president = officer("person/1")
    assert president.browser.post("/desk/keys/take", {"made": made}).status_code == 302
    assert president.browser.post("/desk/keys/take", {"made": made}).status_code == 422


def test_its_owner_is_told_when_the_counter_of_a_passkey_falls(db, hour, officer, house) -> None:
    """A copy of the device may be about; the signature holds all the same, for a record does not judge counters."""
    passkey = Passkey(
        private=generate_private_key(SECP256R1()), origin="http://sign.localhost:8001", name="tolunay.example/president"
    )
    house.now = hour()
    with house.open() as gate:
        body = KeyEnrolled(use="acts", key=armour(passkey.material), post="post/president", person="person/1")
        prepared = house.draft(gate, body, signatories=GRAVE, issuers=("body/assembly",))
        lines = (*house.signed(prepared, GRAVE).lines, passkey.line(passkey.signed(prepared.text)))
        gate.publish(replace(house.signed(prepared, GRAVE), lines=lines), house.now + 8 * DAY)
    hour(8 * DAY + 60)
    president = officer("person/1")
    ActPasskey.objects.create(
        account=president.account, line_name=passkey.name, material=passkey.material, credential=b"c", counter=7
    )
    waiting = laid(hour, STATEMENT.replace("2026-06-02", "2026-06-10"))
    signed = passkey.line(passkey.signed(waiting.text))  # the counter of a passkey made of software is 3
    assert (
        president.browser.post(f"/desk/waiting/{waiting.id}/line", {"line": signed.encode().decode()}).status_code
        == 302
    )
    assert "has gone backwards" in president.browser.get("/desk/").text


# Files of a draft.


def test_a_file_is_handed_in_and_stands_in_the_act_as_a_part(db, hour, officer, house) -> None:
    clerk = officer("person/1")
    row = drafting.begin(kind="issued", body="body/government", text=STATEMENT, source="", by=None, now=hour())
    for name, sealed in (("file.txt", {}), ("figures.json", {"sealed": "on"})):
        row.refresh_from_db()
        file = SimpleUploadedFile("../../keys/gate.key", b"{}\n")
        asked = {"file": file, "name": name, "version": row.version} | sealed
        assert clerk.browser.post(f"/desk/draft/{row.pk}/bring", asked).status_code == 302
    row.refresh_from_db()
    waiting = drafting.lay_down(row, here(hour()))
    assert (set(waiting.act.parts) >= {"file.txt"}, set(waiting.act.sealed)) == (True, {"figures.json"})
    sign(waiting, hour, "post/president", "post/secretary")
    publishing.publish([waiting.id], house.keys, hour(24 * HOUR))
    assert not list((house.folder / "secretariat/drafts").iterdir())


@pytest.mark.parametrize(("name", "data"), [("secret.doc", b"x"), ("file.txt", b"")])
def test_a_file_that_cannot_be_a_part_is_not_kept(db, hour, officer, house, name: str, data: bytes) -> None:
    row = drafting.begin(kind="issued", body="body/government", text=STATEMENT, source="", by=None, now=hour())
    asked = {"file": SimpleUploadedFile("a", data), "name": name, "version": 1}
    assert officer("person/1").browser.post(f"/desk/draft/{row.pk}/bring", asked).status_code == 422
    assert not (house.folder / "secretariat/drafts").exists()


def test_a_draft_names_no_file_but_those_handed_in_beside_it(db, hour, house) -> None:
    (house.folder / "keys").mkdir()
    (house.folder / "keys/gate.key").write_text("secret")
    text = STATEMENT + "  file.txt: {file: ../../../keys/gate.key}\n"
    row = drafting.begin(kind="issued", body="body/government", text=text, source="", by=None, now=hour())
    assert "is not named by a plain path" in drafting.check(row, here(hour())).faults[0].sentence


def test_a_name_of_the_roll_stands_in_the_way_at_the_desk_and_at_the_gate(db, hour, house, monkeypatch) -> None:
    """Whoever came to the roll after a draft was laid down is looked for once more before it enters."""
    waiting = laid(hour)
    sign(waiting, hour, "post/president", "post/secretary")
    monkeypatch.setattr(at_desk, "private_words", lambda public: frozenset({"Sarbel"}))
    said = publishing.publish([waiting.id], house.keys, hour(24 * HOUR))
    assert said.entered == [] and "private-name" in said.faults[0]
    row = drafting.begin(kind="issued", body="body/government", text=STATEMENT, source="", by=None, now=hour())
    assert "private-name" in [fault.code for fault in drafting.check(row, here(hour())).faults]


def test_somebody_who_was_chosen_takes_office_with_a_new_key(db, hour, officer, house) -> None:
    house.now = hour(HOUR)
    with house.open() as gate:
        term = Assignment(to="post/president", person="person/21", from_=house.today, until=date(2030, 5, 31))
        by = ("post/speaker", "post/teller")
        house.enter(gate, Elected(winners=(term,), how="secret-ballot"), signatories=by, issuers=("body/assembly",))
    hour(house.now - hour())
    chosen = officer("person/21")
    assert "For President" in chosen.browser.get("/desk/keys").text
    assert chosen.browser.post("/desk/keys/take", {"made": made_key("post/president")}).status_code == 302
    row = Draft.objects.get()
    assert (row.kind, "post/president" in row.text, "name.person-21.en:" in row.text) == ("took-office", True, True)
    assert [fault.code for fault in drafting.check(row, here(hour())).faults] == ["placeholder"]
    drafting.rewrite(row, row.text.replace("[name]", "A. Tornay").replace("'A. Tornay'", "A. Tornay"), 1)
    assert drafting.check(row, here(hour())).faults == ()


def test_sealed_words_are_shown_to_those_who_answer_for_them_alone(db, hour, officer, arrive) -> None:
    text = STATEMENT + "sealed:\n  reason.en: What the physician wrote.\n"
    waiting = laid(hour, text)
    assert "What the physician wrote." in officer("person/1").browser.get(f"/desk/waiting/{waiting.id}").text
    assert "What the physician wrote." not in arrive("auditor@").browser.get(f"/desk/waiting/{waiting.id}").text
