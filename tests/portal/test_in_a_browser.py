"""The scripts in Chromium: from a folder and over plain http, under the policy of our pages, in both directions."""

from __future__ import annotations

import hashlib
import http.server
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape, unescape
from pathlib import Path

import pytest

from qurultay.portal.codes import Fingerprint, codes
from qurultay.portal.fold import folding_script
from qurultay.portal.languages import language
from qurultay.portal.script import call
from qurultay.portal.search import Document, index, pages
from qurultay.press.bidi import isolate_plain
from tests.conftest import CHROMIUM
from tests.portal.conftest import STATIC

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"
LETTER = b"%PDF-1.7 a letter\n"
TITLES = {"en": "Remembrance Day is proclaimed", "ug": "خاتىرىلەش كۈنى ئېلان قىلىندى"}
STANDINGS = ("stands", "corrected", "repealed", "annulled", "in-question", "deposited")

Look = Callable[..., str]


def said(lang: str, prefix: str, *keys: str) -> str:
    """The messages of a box, as attributes."""
    names = ("count", "words", "shown", "act", "last", "title", "code", "percent", "fingerprint")
    places = {name: f"{{{name}}}" for name in names}
    sentences = {key: language(lang).message(f"{prefix}.{key}", places) for key in keys}
    return " ".join(f'data-say-{key}="{escape(isolate_plain(said, lang))}"' for key, said in sentences.items())


def page(lang: str, main: str, *scripts: str) -> bytes:
    """A page as bare as can be, under the policy of our pages."""
    way = "rtl" if lang == "ug" else "ltr"
    loaded = "".join(f'<script defer src="../static/{name}"></script>' for name in ("portal.js", *scripts))
    return (
        f'<!doctype html><html lang="{lang}" dir="{way}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>t</title>'
        f'<link rel="stylesheet" href="../static/style.css"></head><body><main class="wrap">{main}</main>'
        f'<p data-record hidden data-say="acts 0 to {{last}}, {{day}}"></p><code data-record-head hidden></code>'
        f'{loaded}<script defer src="../status.js"></script></body></html>'
    ).encode()


def search_page(lang: str) -> bytes:
    form = '<form role="search" data-search-form action="search.html"><label for="q">q</label><input id="q" name="q"></form>'
    keys = said(lang, "search", "one", "other", "none", "many", "letter", "act", "no-act")
    box = f'<div data-search hidden aria-live="polite" data-lang="{lang}" data-root="../" data-act="act/{{act}}.html" {keys}></div>'
    return page(lang, form + box, "fold.js", "search.js")


def check_page(lang: str, driver: str) -> bytes:
    search = f'data-say-search="{escape(language(lang).message("search.button", {}))}"'
    keys = (
        search
        + " "
        + said(lang, "verify", "reading", "act", "no-act", "no-code", *STANDINGS, "unknown", "unread", "fingerprint")
    )
    return page(
        lang,
        f'<form data-check hidden data-lang="{lang}" data-root="../" data-act="act/{{act}}.html"><input name="code">'
        f'<div class="drop"><input name="file" type="file"></div><div class="said" role="status" hidden {keys}></div></form>',
        "fold.js", "sha256.js", "search.js", "verify.js", driver,
    )  # fmt: skip


DRIVER = """"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var form = document.querySelector("[data-check]");
  verify.byFile(form, form.querySelector(".said"), new File([CONTENT], "letter.pdf"));
});
"""

TICKING = "setInterval(function () {}, 1);\n"
"""The clock of a page without windows leaps to its end where nothing but reading goes on; something that ticks makes it walk."""


def site() -> dict[str, bytes]:
    """A small site: two languages, two acts with words, a letter with a fingerprint."""
    texts = {"en": "The assembly proclaims a day of remembrance.", "ug": "قۇرۇلتاي خاتىرىلەش كۈنىنى ئېلان قىلدى."}
    documents = [
        Document(
            number=number,
            lang=lang,
            kind=kind,
            title=TITLES[lang],
            day="12 Sep 2026",
            words=((4, TITLES[lang]), (1, text)),
        )
        for lang, text in texts.items()
        for number, kind in ((17, "Adopted"), (214, "Letter issued"))
    ]
    found = Fingerprint(sha256=hashlib.sha256(LETTER).hexdigest(), act=214, part="file.pdf", standing="corrected")
    files = {f"static/{path.relative_to(STATIC)}": path.read_bytes() for path in STATIC.rglob("*") if path.is_file()}
    status = {
        "size": 343,
        "days": {"en": "14 March 2028", "ug": "2028-يىلى 14-مارت"},
        "head": "tolunay.example/9f2c 343 vQ7c=",
    }
    files |= {"static/fold.js": folding_script(), "status.js": call("record", status)}
    files |= index(documents) | codes({"m3t8w1pz": 214}, [found])
    for lang in texts:
        files |= pages(
            lang, [("Ayla Tornay" if lang == "en" else "ئايلا تورناي", "President", f"{lang}/person/1.html")]
        )
        files[f"{lang}/search.html"] = search_page(lang)
        files[f"{lang}/check-known.html"] = check_page(lang, "known.js")
        files[f"{lang}/check-unknown.html"] = check_page(lang, "unknown.js")
        files[f"{lang}/check-large.html"] = check_page(lang, "large.js")
    files["static/known.js"] = DRIVER.replace("CONTENT", '"%PDF-1.7 a letter\\n"').encode()
    files["static/unknown.js"] = DRIVER.replace("CONTENT", '"another letter"').encode()
    files["static/large.js"] = (TICKING + DRIVER.replace("CONTENT", "new Uint8Array(5 << 20)")).encode()
    return files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    write(root, site())
    return root


def write(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[int]:
    """The folder over plain http; gives the port."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test speaks."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def look(tool: Callable[..., Path], tmp_path: Path) -> Look:
    """What Chromium has made of a page once its scripts are done, as markup."""
    chromium = tool(*CHROMIUM)

    def open_page(address: str) -> str:
        done = subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={tmp_path / 'profile'}", "--host-resolver-rules=MAP mirror.test 127.0.0.1",
                "--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom", address,
            ],
            capture_output=True, check=False, timeout=90,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert not re.search(rb"CONSOLE.*(?:Uncaught|Content Security Policy)", done.stderr), done.stderr.decode()
        return done.stdout.decode()

    return open_page


def words(markup: str) -> str:
    """What is read in the page, without its markup."""
    shown = re.sub(r"<(\w+)[^>]* hidden=\"\"[^>]*>.*?</\1>", "", markup, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", shown)))


@pytest.mark.parametrize("lang", ["en", "ug"])
def test_a_search_works_in_a_page_opened_from_a_folder(look: Look, folder: Path, lang: str) -> None:
    query = {"en": "remembr", "ug": "خاتیرىلە"}[lang]
    markup = look(f"file://{folder}/{lang}/search.html?q={query}")
    assert re.findall(r'<a class="no" dir="auto" href="([^"]*)"', markup) == ["act/214.html", "act/17.html"]
    assert f'<a dir="auto" href="act/214.html">{TITLES[lang]}</a>' in markup
    assert "acts 0 to 342, " in markup


def test_a_number_and_a_short_code_lead_straight_to_the_act(look: Look, folder: Path) -> None:
    assert '<a href="act/214.html">Act 214</a>' in look(f"file://{folder}/en/search.html?q=214")
    assert '<a href="act/214.html">Act 214</a>' in look(f"file://{folder}/en/search.html?q=M3T8-WIPZ")
    assert "There is no act 412. The record ends at act 342." in words(look(f"file://{folder}/en/search.html?q=412"))


def test_a_person_in_office_is_found_and_what_is_not_found_is_said(look: Look, folder: Path) -> None:
    assert '<a dir="auto" href="../en/person/1.html">Ayla Tornay</a>' in look(f"file://{folder}/en/search.html?q=torn")
    markup = look(f"file://{folder}/en/search.html?q=<img src=x onerror=alert(1)>")
    assert "Nothing found for “ <img src=x onerror=alert(1)> ”" in words(markup)
    assert "<img" not in markup


def test_a_number_and_its_ending_are_kept_on_one_line(look: Look, folder: Path) -> None:
    assert '<span class="nb">412-ھۆججەت</span>' in look(f"file://{folder}/ug/search.html?q=412")


@pytest.mark.parametrize("host", ["folder", "127.0.0.1", "mirror.test"])
def test_a_file_is_known_by_its_fingerprint_wherever_the_page_lies(
    look: Look, folder: Path, served: int, host: str
) -> None:
    """From a folder and on this machine the browser hashes; on another machine over plain http our own script must."""
    root = f"file://{folder}" if host == "folder" else f"http://{host}:{served}"
    known = words(look(f"{root}/en/check-known.html"))
    assert "This file is part of act 214: authentic, since corrected." in known
    assert hashlib.sha256(LETTER).hexdigest() in known
    unknown = words(look(f"{root}/en/check-unknown.html"))
    assert "That does not mean forged" in unknown
    assert hashlib.sha256(b"another letter").hexdigest() in unknown


def test_a_large_file_is_read_in_slices(look: Look, served: int) -> None:
    digest = hashlib.sha256(bytes(5 << 20)).hexdigest()
    assert digest in look(f"http://mirror.test:{served}/ug/check-large.html")


@pytest.mark.parametrize(("code", "answer"), [
    ("214", "This is act 214: Remembrance Day"), ("m3t8w1pz", "This is act 214"), ("zzzzzzzz", "No act has the short code"),
    ("9999", "There is no act 9999"), (hashlib.sha256(LETTER).hexdigest().upper(), "since corrected"),
])  # fmt: skip
def test_a_number_a_code_or_a_fingerprint_typed_in_is_answered(
    look: Look, folder: Path, code: str, answer: str
) -> None:
    (folder / "static/nothing.js").write_bytes(b'"use strict";\n')
    (folder / "en/check.html").write_bytes(check_page("en", "nothing.js"))
    assert answer in words(look(f"file://{folder}/en/check.html?code={code}"))


def test_what_is_no_code_leads_on_to_the_search_which_knows_other_numbers(look: Look, folder: Path) -> None:
    (folder / "static/nothing.js").write_bytes(b'"use strict";\n')
    (folder / "en/check.html").write_bytes(check_page("en", "nothing.js"))
    markup = look(f"file://{folder}/en/check.html?code=letter/2026/1%26%3Cb%3E")
    assert '<a href="search.html?q=letter%2F2026%2F1%26%3Cb%3E">Search</a>' in markup
