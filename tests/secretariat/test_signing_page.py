"""The page at which officers sign with a passkey: in Chromium, beside a desk at another host."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from qurultay.acts.act import civil_date
from qurultay.acts.book import Register
from qurultay.acts.constituting import FoundingHolder
from qurultay.gazette.gate import Gate
from qurultay.gazette.preparing import prepare
from qurultay.portal.languages import INTERFACE
from qurultay.record.folder import Folder
from qurultay.record.verify import verify
from qurultay.secretariat.desk import drafting, publishing, signing_page
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.aloud import aloud
from qurultay.secretariat.desk.here import here
from qurultay.secretariat.desk.models import ActPasskey, Draft
from qurultay.secretariat.desk.signing_origin import Application, server
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.roll.models import Person
from qurultay.tlog import note, webauthn
from qurultay.tlog.armour import armour, unarmour
from qurultay.tlog.keys import check, key_id
from qurultay.tlog.note import Line
from tests.gazette.gatehouse import DAY, HOUR, OPENED, Gatehouse, drawing
from tests.hall import POSTS, constitution, key_text, rules, seeded
from tests.secretariat.browser import DESK, PHONE
from tests.secretariat.test_desk import STATEMENT, laid
from tests.tlog.passkeys import Passkey

OFFICERS = {"post/president": "person/1", "post/secretary": "person/3"}


# Without a browser.


def test_the_page_is_one_file_and_asks_nobody_for_anything() -> None:
    page = signing_page.shipped().decode()
    assert re.findall(r"(?:src|href)=", page) == []
    assert "http://" not in page and "https://" not in page.replace("https?:", "")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|WebSocket", page
    )


def test_its_policy_allows_the_script_and_the_style_that_are_in_it_and_no_others() -> None:
    page = signing_page.shipped().decode()
    for tag, source in (("script", "script-src"), ("style", "style-src")):
        (held,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{source} '{signing_page._source(held)}'" in signing_page.policy(page.encode())
    assert signing_page.policy(page.encode()).startswith("default-src 'none'")


def test_its_words_are_there_in_every_language() -> None:
    words = json.loads(re.search(r"var WORDS = (\{.*\});\n", signing_page.shipped().decode())[1])
    assert set(words) == set(INTERFACE)
    assert all(held.keys() == words["en"].keys() for held in words.values())
    places = re.compile(r"\{\w+\}")
    own = json.loads((Path(signing_page.__file__).parent / "signing/words/en.json").read_text())
    strays = [
        key for key in own for held in words.values() if set(places.findall(held[key])) != set(places.findall(own[key]))
    ]
    assert strays == []


def test_a_house_keeps_its_page_when_the_software_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = signing_page.kept(tmp_path)
    monkeypatch.setattr(signing_page, "shipped", lambda: b"<!doctype html>another")
    assert signing_page.kept(tmp_path) == first
    assert (
        signing_page.digest(first)
        == subprocess.run(["sha256sum", tmp_path / "sign.html"], capture_output=True, text=True, check=True).stdout[:64]
    )


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", "200"), ("HEAD", "/sign.html", "200"), ("POST", "/", "405"), ("GET", "/etc", "404")],
)
def test_its_host_serves_the_one_file_and_nothing_else(method: str, path: str, status: str) -> None:
    said: list[Any] = []
    body = Application(signing_page.shipped())(
        {"REQUEST_METHOD": method, "PATH_INFO": path}, lambda s, h: said.append((s, dict(h)))
    )
    assert said[0][0].startswith(status)
    assert b"".join(body) == (signing_page.shipped() if (method, status) == ("GET", "200") else b"")
    if status == "200":
        assert "frame-ancestors 'none'" in said[0][1]["Content-Security-Policy"]


def scripts(tool: Callable[[str], Path], ask: str) -> Any:
    """What the page's own scripts answer, run by Node without a page."""
    page = signing_page.shipped().decode()
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1].partition("/* The page: says in plain words")[0]
    run = f"{script}\nconsole.log(JSON.stringify((function () {{ {ask} }})()));"
    said = subprocess.run([tool("node"), "-e", run], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


@pytest.mark.parametrize("language", INTERFACE)
def test_the_page_and_the_desk_say_the_same_words_aloud(language: str, tool: Callable[[str], Path]) -> None:
    digest = "7f000001ffff00123456789a" + "0" * 40
    assert scripts(tool, f"return reading.aloud('{digest}', '{language}')") == list(aloud(digest, language))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda text: text, ""),
        (lambda text: text[:-1], "not-one-line"),
        (lambda text: text + "\n", "not-one-line"),
        (lambda text: text.replace('"v":1', '"v":1.0'), "not-canonical"),
        (lambda text: text.replace('"v":1', '"v":1,"v":1'), "not-canonical"),
        (lambda text: text.replace('{"basis"', '{ "basis"'), "not-canonical"),
        (lambda text: text.replace('"v":1}', '"v":1,"w":1}'), "no-act"),
        (lambda text: text.replace('"kind":"issued"', '"kind":null'), "not-canonical"),
        (lambda text: text.replace('"kind":"issued"', '"kind":7'), "no-act"),
        (lambda text: text.replace('"kind":"issued"', '"kind":"issued\u202e"'), "hidden"),
        (lambda text: "[]\n", "no-act"),
        (lambda text: "{}\n", "no-act"),
        (lambda text: "issued\n", "not-json"),
    ],
)  # fmt: skip
def test_the_page_reads_only_the_one_way_in_which_acts_are_written(
    db, house, tool: Callable[[str], Path], changed: Any, code: str
) -> None:
    with house.open() as gate:
        text = changed(house.draft(gate).text.decode())
    ask = f"try {{ reading.act({json.dumps(text)}); return ''; }} catch (bad) {{ return bad.key || String(bad); }}"
    assert scripts(tool, ask) == code


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u2028", "\ufeff", "\ue000", "\x85"])
def test_words_that_look_like_others_than_are_signed_are_not_shown(tool: Callable[[str], Path], mark: str) -> None:
    data = bytes(32) + f"adopted{mark}desopxe\n".encode()
    held, sent = json.dumps({"text.en": sha256(data).hexdigest()}), json.dumps([base64.b64encode(data).decode()])
    ask = f"try {{ return reading.parts({held}, {sent}); }} catch (bad) {{ return bad.key || String(bad); }}"
    assert scripts(tool, ask) == "hidden"


# In Chromium.


@pytest.fixture(scope="module")
def signing_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The signing origin, served while this module runs."""
    serving = server(tmp_path_factory.mktemp("signing"), "http://sign.localhost")
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://sign.localhost:{serving.server_port}"
    serving.shutdown()
    serving.server_close()


def found_with_passkeys(folder: Path, host: str, opened: int, **changed: Any) -> tuple[Gatehouse, dict[str, Passkey]]:
    """A house founded by two officers who sign with passkeys at this host, and others with key files."""
    house = Gatehouse(folder, now=opened, random=drawing("passkeys"))
    keys = {
        post: Passkey(private=generate_private_key(SECP256R1()), origin=host, name=f"tolunay.example/{post[5:]}")
        for post in OFFICERS
    }
    holders = tuple(
        FoundingHolder(post=p, person=f"person/{n}", key=armour(keys[p].material) if p in keys else key_text(seeded(p)))
        for n, p in enumerate(POSTS, 1)
    )
    law = rules(signing_origin=host, signing_page=signing_page.digest(signing_page.shipped()), **changed)
    body = constitution(holders=holders, rules=law)
    owners = [h.post for h in body.holders] + [k.id for k in body.keepers]
    day = civil_date(opened, "+03:00")
    act = prepare(body, Register(), b"", signatories=owners, issuers=("body/assembly",), today=day, random=house.random)
    by_file = house.signed(act, [owner for owner in owners if owner not in keys])
    lines = (*by_file.lines, *(key.line(key.signed(act.text)) for key in keys.values()))
    founding = replace(by_file, lines=lines)
    Gate.found(house.folder / "record", house.folder / "home", house.keys, founding, opened).close()
    return house, keys


@pytest.fixture(scope="module")
def founded_by_passkeys(
    signing_host: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Gatehouse, dict[str, Passkey]]:
    """Such a house, made once; nobody writes into it."""
    return found_with_passkeys(tmp_path_factory.mktemp("passkeys"), signing_host, OPENED)


def fragment(**asked: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(asked).encode()).decode().rstrip("=")


class Officer:
    """An officer with a device of their own, in a browser of their own."""

    def __init__(self, window: Any, signing: str, passkey: Passkey) -> None:
        self.window, self.signing, self.page = window, signing, window.page
        self.device = window.device()
        private = passkey.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        held = {
            "credentialId": base64.b64encode(sha256(private).digest()).decode(), "isResidentCredential": True,
            "rpId": "sign.localhost", "privateKey": base64.b64encode(private).decode(), "userHandle": "AQ==", "signCount": 1,
        }  # fmt: skip
        self.device.line.send("WebAuthn.addCredential", {"authenticatorId": self.device.device, "credential": held})

    def is_asked(self, **asked: Any) -> str:
        """Goes to the signing page with this in the address; what the page says."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.signing}/#{fragment(**asked)}")
        return self.page.inner_text("main")

    def asked_by_desk(self, id: str) -> dict[str, Any]:
        """What the desk hands to the signing page."""
        self.window.open(f"/desk/waiting/{id}")
        address = self.page.locator("a.btn", has_text="passkey").first.get_attribute("href")
        return json.loads(base64.urlsafe_b64decode(address.partition("#")[2] + "==="))


class Assembly:
    """A house, its clock, and its officers, each of whom comes when first called for."""

    def __init__(self, house: Gatehouse, keys: dict[str, Passkey], come: Callable[[str], Officer]) -> None:
        self.house, self.keys, self.come, self.now = house, keys, come, OPENED + DAY

    def hour(self, seconds: int = 0) -> int:
        """The second it is, after so many have passed."""
        self.now += seconds
        return self.now

    @cached_property
    def president(self) -> Officer:
        """The President."""
        return self.come("post/president")

    @cached_property
    def secretary(self) -> Officer:
        """The Secretary."""
        return self.come("post/secretary")


@pytest.fixture
def assembly(
    transactional_db, arrive, visit, signing_host: str, founded_by_passkeys, tmp_path: Path, settings, monkeypatch
) -> Assembly:
    """The house that passkeys founded, copied for one test, and its officers."""
    founded, keys = founded_by_passkeys
    settings.HOUSE, settings.SIGNING_ORIGIN = tmp_path / "house", signing_host
    shutil.copytree(founded.folder, settings.HOUSE)

    def come(post: str) -> Officer:
        visitor = arrive("officer@", "secretary@")
        Person.objects.create(account=visitor.account, ref=OFFICERS[post])
        return Officer(visit(visitor), signing_host, keys[post])

    made = Assembly(Gatehouse(settings.HOUSE, random=drawing("more")), keys, come)
    monkeypatch.setattr(at_desk, "clock", made.hour)
    return made


def sign_at_the_desk(officer: Officer, id: str) -> None:
    """From the desk to the signing page, and back with the line."""
    officer.window.open(f"/desk/waiting/{id}")
    said = officer.page.inner_text("#aloud").split()
    officer.page.locator(f'a.btn[href^="{officer.signing}"]').first.click()
    officer.page.wait_for_selector("#sign")
    assert officer.page.url == f"{officer.signing}/"
    assert officer.page.inner_text("#aloud").split() == said
    officer.page.click("#sign")
    officer.page.wait_for_url(f"**/desk/waiting/{id}")


@pytest.mark.browser
def test_an_act_that_two_officers_sign_with_passkeys_enters_and_the_record_is_intact(assembly: Assembly) -> None:
    waiting = laid(assembly.hour)
    sign_at_the_desk(assembly.president, waiting.id)
    sign_at_the_desk(assembly.secretary, waiting.id)
    assert "It is published in" in assembly.secretary.window.words
    said = publishing.publish([waiting.id], assembly.house.keys, assembly.hour(24 * HOUR))
    assert (said.entered, said.faults) == ([1], [])
    with Folder(assembly.house.folder / "record") as source:
        assert verify(source, now=assembly.hour()).head.size == 2
    assert Draft.objects.get().number == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["constructor", "__proto__", "xx"])
def test_no_language_that_a_link_asks_for_leaves_the_page_without_its_words(assembly: Assembly, language: str) -> None:
    said = assembly.president.is_asked(do="enrol", name="tolunay.example/president", language=language)
    assert "tolunay.example/president" in said and "enrol." not in said


@pytest.mark.browser
def test_what_the_page_signs_verifies_with_openssl(
    assembly: Assembly, tmp_path: Path, tool: Callable[[str], Path]
) -> None:
    """Without our software: the key out of the record's act 0, the signature out of its line (docs/record.md, Passkeys)."""
    waiting = laid(assembly.hour)
    sign_at_the_desk(assembly.president, waiting.id)
    held = here(assembly.hour()).desk.at(waiting.id)
    (line,) = held.lines
    material = unarmour(here(assembly.hour()).book.entries[0].act.body.holders[0].key)
    check(line, material, held.text)
    authenticator, rest = line.signature[:37], line.signature[37:]
    client = rest[2 : 2 + int.from_bytes(rest[:2], "big")]
    hashed = subprocess.run(
        [tool("openssl"), "dgst", "-sha256", "-binary"], input=client, capture_output=True, check=True
    )
    for name, data in (
        ("signature", rest[2 + len(client) :]),
        ("message", authenticator + hashed.stdout),
        ("key", material.split(b"\n", 2)[2]),
    ):
        (tmp_path / name).write_bytes(data)
    said = subprocess.run(
        [tool("openssl"), "dgst", "-sha256", "-verify", "key", "-keyform", "DER", "-signature", "signature", "message"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.stdout == "Verified OK\n"
    assert json.loads(client)["challenge"] == base64.urlsafe_b64encode(webauthn.challenge(held.text)).decode().rstrip(
        "="
    )


ASK = """async ([host, challenge, id]) => {
  const raw = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  try {
    const got = await navigator.credentials.get({publicKey: {rpId: host, challenge: raw(challenge), userVerification: 'required',
      allowCredentials: id ? [{type: 'public-key', id: raw(id)}] : []}});
    const text = data => btoa(String.fromCharCode(...new Uint8Array(data)));
    return [text(got.response.authenticatorData), text(got.response.clientDataJSON), text(got.response.signature)];
  } catch (error) { return error.name; }
}"""
MAKE = """async host => { const made = await navigator.credentials.create({publicKey: {rp: {id: host, name: 'door'},
  user: {id: new Uint8Array([7]), name: 'door', displayName: 'door'}, challenge: crypto.getRandomValues(new Uint8Array(32)),
  pubKeyCredParams: [{type: 'public-key', alg: -7}], authenticatorSelection: {userVerification: 'required', residentKey: 'required'}}});
  return made.id; }"""


@pytest.mark.browser
def test_a_page_for_signing_in_cannot_have_an_act_signed(assembly: Assembly) -> None:
    """It cannot reach the officer's key for acts at all; and what a passkey for signing in signs, the desk refuses with its reason."""
    waiting, president = laid(assembly.hour), assembly.president
    challenge = base64.b64encode(webauthn.challenge(waiting.text)).decode()
    president.window.open("/desk/")
    assert president.page.evaluate(ASK, ["sign.localhost", challenge, ""]) == "SecurityError"
    signs_in = president.page.evaluate(MAKE, "localhost")
    data, client, signature = (
        base64.b64decode(each) for each in president.page.evaluate(ASK, ["localhost", challenge, signs_in])
    )
    key = assembly.keys["post/president"]
    line = Line(key.name, key_id(key.name, key.material), data + len(client).to_bytes(2, "big") + client + signature)
    president.window.open(f"/desk/waiting/{waiting.id}/signed")
    president.page.fill("#line", line.encode().decode())
    president.window.press("Hand in the signature")
    assert "used at another host than that of the signing page" in president.window.words
    assert here(assembly.hour()).desk.at(waiting.id).lines == ()
    president.window.troubles.clear()  # Chromium says on its console why it refused, which is what was asked for


@pytest.mark.browser
def test_a_text_that_was_changed_between_desk_and_page_is_noticed(assembly: Assembly) -> None:
    """The words differ on the two screens, and the line that comes back is refused."""
    waiting, president = laid(assembly.hour), assembly.president
    asked = president.asked_by_desk(waiting.id)
    said = president.page.inner_text("#aloud").split()
    asked["text"] = asked["text"].replace("2026-06-02", "2026-06-03", 1)
    president.is_asked(**asked)
    assert president.page.inner_text("#aloud").split() != said
    president.page.click("#sign")
    president.page.wait_for_selector("#refusals")
    assert "The passkey signed something else than this text" in president.window.words
    assert here(assembly.hour()).desk.at(waiting.id).lines == ()


@pytest.mark.browser
def test_words_that_do_not_have_the_hash_the_act_says_are_not_shown(assembly: Assembly) -> None:
    waiting, president = laid(assembly.hour), assembly.president
    asked = president.asked_by_desk(waiting.id)
    assert "We ask that the school be opened again." in president.is_asked(**asked)
    other = base64.urlsafe_b64encode(bytes(32) + b"We ask that the school be closed.").decode()
    shown = president.is_asked(**asked | {"parts": [other]})
    assert "closed" not in shown
    assert "only their SHA-256 is signed" in shown


@pytest.mark.browser
def test_the_page_warns_of_a_history_that_goes_back_and_refuses_another_one(assembly: Assembly) -> None:
    president, text = assembly.president, json.loads(laid(assembly.hour).text)
    key = assembly.keys["post/president"]

    def shown(root: str, size: int) -> str:
        seen = text | {"seen": {"root": root, "size": size}}
        changed = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
        return president.is_asked(
            do="sign", text=changed, parts=[], language="en", name=key.name, key=armour(key.material)
        )

    root = text["seen"]["root"]
    assert "sees this record for the first time" in shown(root, 5)
    president.page.click("#sign")
    president.page.wait_for_selector("#result")
    assert "Earlier you signed on a history of 5 acts" in shown(root, 4)
    assert president.page.locator("#sign").count() == 1
    assert "You are being shown another history" in shown("A" * 43 + "=", 5)
    assert president.page.locator("#sign").count() == 0


@pytest.mark.browser
def test_the_page_says_when_another_desk_asks_and_leads_nowhere_else_than_to_a_desk(assembly: Assembly) -> None:
    waiting, president = laid(assembly.hour), assembly.president
    sign_at_the_desk(president, waiting.id)
    other = laid(assembly.hour, STATEMENT + "  summary.en: On a school.\n")
    asked = president.asked_by_desk(other.id)
    assert "never asked this browser before" not in president.is_asked(**asked)
    assert "desk.elsewhere.example, which has never asked" in president.is_asked(
        **asked | {"return": "https://desk.elsewhere.example/"}
    )
    president.is_asked(**asked | {"return": "javascript:alert(1)"})
    assert president.page.locator("main a").count() == 0


@pytest.mark.browser
def test_an_officer_makes_a_key_and_the_act_that_enrols_it_is_drafted(assembly: Assembly) -> None:
    """Made at the signing page, kept at the desk, laid down, and signed with the new key, which is its possession."""
    secretary = assembly.secretary
    secretary.window.open("/desk/keys")
    secretary.page.locator("a.btn", has_text="For").first.click()
    secretary.page.click("#enrol")
    secretary.page.wait_for_url("**/desk/draft/*")
    (kept,), (row,) = ActPasskey.objects.all(), Draft.objects.all()
    found = drafting.check(row, here(assembly.hour()))
    assert found.faults == ()
    assert unarmour(found.act.body.key) == bytes(kept.material)
    waiting = drafting.lay_down(row, here(assembly.hour()))
    secretary.window.open(f"/desk/waiting/{waiting.id}")
    secretary.page.locator("a.btn", has_text="passkey").last.click()
    secretary.page.click("#sign")
    secretary.page.wait_for_url(f"**/desk/waiting/{waiting.id}")
    lines = here(assembly.hour()).desk.at(waiting.id).lines
    assert [line.key_id for line in lines] == [key_id("tolunay.example/secretary", bytes(kept.material))]


@pytest.mark.browser
def test_a_text_is_signed_without_any_desk(assembly: Assembly) -> None:
    """As a founding is, for which there is no desk yet: a key is made for a name, a text pasted, a line copied."""
    waiting, president = laid(assembly.hour), assembly.president
    president.page.goto(f"{president.signing}/")
    president.page.fill("#owner", "tolunay.example/president")
    president.page.click("#begin")
    president.page.click("#enrol")
    material = unarmour(president.page.input_value("#result"))
    president.page.goto(f"{president.signing}/")
    president.page.fill("#text", waiting.text.decode())
    president.page.locator("button.alt").first.click()
    president.page.click("#sign")
    (line,) = note.parse(waiting.text + b"\n" + president.page.input_value("#result").encode()).lines
    check(line, material, waiting.text)


@pytest.mark.browser
def test_the_signing_page_has_no_barriers_in_any_language(assembly: Assembly) -> None:
    president = assembly.president
    asked = president.asked_by_desk(laid(assembly.hour).id)
    axe = president.window.axe().read_text("utf-8")
    for language in INTERFACE:
        assert "We ask that the school be opened again." in president.is_asked(**asked | {"language": language})
        president.window.shot(f"signing-{language}")
        assert president.window.overflow() == 0
        president.page.evaluate(axe)
        found = president.page.evaluate(
            "axe.run(document).then(r => r.violations.map(v => [v.impact, v.id, v.nodes[0].html]))"
        )
        assert [each for each in found if each[0] in ("serious", "critical")] == []


PAGES = ("", "waiting/{second}", "draft/{draft}", "keys", "act/0", "begin", "draft/{draft}?as=text", "waiting/{first}")


@pytest.mark.browser
@pytest.mark.parametrize(("language", "pages"), [("en", PAGES[::3]), ("ug", PAGES[1::3]), ("kk", PAGES[2::3])])
def test_the_desk_has_no_barriers_in_any_language(assembly: Assembly, language: str, pages: tuple[str, ...]) -> None:
    """Each page in one of the languages, in a window as wide as a telephone's too."""
    president = assembly.president
    first, second = laid(assembly.hour), laid(assembly.hour, STATEMENT + "  summary.en: On a school.\n")
    at = here(assembly.hour())
    for key in assembly.keys.values():
        at.desk.sign(first.id, key.line(key.signed(first.text)), at.known, at.now)
    assembly.hour(3 * HOUR)
    gap = STATEMENT.replace("opened again", "opened by [name]")
    draft = drafting.begin(kind="issued", body="body/government", text=gap, source="", by=None, now=assembly.hour())
    Account.objects.update(language=language)
    for path in pages:
        president.page.set_viewport_size(DESK)
        president.window.open("/desk/" + path.format(first=first.id, second=second.id, draft=draft.pk))
        president.window.shot(f"desk-{PAGES.index(path)}-{language}")
        assert (president.window.barriers(), president.window.overflow()) == ([], 0), path
        president.page.set_viewport_size(PHONE)
        assert president.window.overflow() == 0, path
