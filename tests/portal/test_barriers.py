"""Pages as people with other eyes, hands and screens meet them: axe-core finds no barrier, a phone need not scroll sideways."""

import http.server
import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path

import pytest

from qurultay.portal.build import build_from
from qurultay.portal.comparison_page import comparison_page
from qurultay.portal.key_sheet import KeySheet, key_sheets
from qurultay.portal.languages import INTERFACE
from qurultay.record.comparing import compare
from tests.conftest import CHROMIUM
from tests.portal.history import history
from tests.record.test_unentered import SPEAKER, TurnedAway

pytestmark = pytest.mark.browser

PAGES = tuple(
    f"{page}.html"
    for page in (
        "index", "acts/index", "act/0", "act/5", "act/11", "text/5", "text/6", "texts/index", "offices/index",
        "body/assembly", "post/president", "person/2", "session/4", "letters/index", "addressee/osmark-culture",
        "follow-up/index", "follow-up/plan-6", "observances", "findings", "rules/index", "rules/recovery", "verify", "search", "not-found",
    )
)  # fmt: skip
"""One page of each kind."""
RECOVERY = "rules/recovery.html"
BESIDE_ONE_ANOTHER = "follow-up/plan-6.html"
"""A page whose columns stand beside one another on a tablet, with sentences in them that are longer than they are wide."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("barriers") / "site"
    build_from(history().material, out)
    for code in INTERFACE:
        (out / code / "compared.html").write_bytes(compared(code))
        (out / code / "key-sheet.html").write_bytes(key_sheets([SHEET], [code]))
    return out


ALONE = ("compared.html", "key-sheet.html")
"""Pages that belong to no site, and are made from the same words."""
SHEET = KeySheet(
    name="tolunay.example/keeper-3", key="AQ==", vkey="tolunay.example/keeper-3+0+AQ==", sealed="sealed",
    lines=(("sealed", "0f0f"),), made=date(2026, 11, 29),
)  # fmt: skip


def compared(code: str) -> bytes:
    """Two branches, with a text that one gate turned away."""
    away = TurnedAway()
    away.b.sign_and_enter(away.contest, [SPEAKER])
    away.sides = (away.a.branch, away.b.branch)
    found = compare(*away.sides, (away.read(SPEAKER),))
    return comparison_page(found, away.sides, ("/a/record", "https://b.example"), code)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site on this machine, for the length of a test."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def shown(chromium: Path, address: str, profile: Path) -> str:
    """What stands in the page once its scripts have run."""
    told = subprocess.run(
        [
            str(chromium), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--window-size=1280,900", "--dump-dom", address,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return told.stdout


@pytest.mark.parametrize(
    ("code", "pages"),
    [("en", (*PAGES[::2], *ALONE)), ("ug", (*PAGES[1::2], *ALONE, RECOVERY)), ("kk", (*ALONE, RECOVERY))],
)
def test_axe_finds_no_barrier(
    code: str, pages: tuple[str, ...], site: Path, address: str, axe: Path, tool: Callable[..., Path], tmp_path: Path
) -> None:
    """Every other page in one language and the others in the other, each in a frame of one; the policy is taken from the copies, for axe is no script of ours."""
    (site / "axe.min.js").write_bytes(axe.read_bytes())
    frames = []
    for number, page in enumerate(pages):
        words = (site / code / page).read_text(encoding="utf-8")
        words = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", words)
        depth = "../" * (page.count("/") + 1)
        script = f'<script src="{depth}axe.min.js"></script><script>axe.run().then(r => parent.postMessage([{number}, r.violations], "*"))</script>'
        copy = site / code / page.replace(".html", ".axe.html")
        copy.write_text(words.replace("</body>", script + "</body>"), encoding="utf-8")
        frames.append(f'<iframe src="{code}/{page.replace(".html", ".axe.html")}" width="1200" height="900"></iframe>')
    (site / "control.html").write_text(
        '<!doctype html><html><title>c</title><main><h1>c</h1><img src="c.png"></main><script src="axe.min.js"></script>'
        f'<script>axe.run().then(r => parent.postMessage([{len(pages)}, r.violations], "*"))</script></html>'
    )
    frames.append('<iframe src="control.html" width="1200" height="900"></iframe>')
    listening = (
        "<script>const all = {}; onmessage = e => { all[e.data[0]] = e.data[1].filter(v => v.impact === 'serious' || v.impact === 'critical')"
        ".map(v => v.id + ' ' + v.nodes[0].html.slice(0, 200)); document.getElementById('said').textContent = JSON.stringify(all) }</script>"
    )
    (site / "all.html").write_text("<!doctype html><title>axe</title><pre id=said></pre>" + listening + "".join(frames))
    dom = shown(tool(*CHROMIUM), f"{address}/all.html", tmp_path / "profile")
    said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.DOTALL)
    found = json.loads(unescape(said[1])) if said else {}
    control = found.pop(str(len(pages)), [])
    assert any(barrier.startswith("image-alt") for barrier in control), "axe sees a barrier where there is one"
    assert {pages[int(number)]: barriers for number, barriers in found.items()} == {page: [] for page in pages}


@pytest.mark.parametrize("code", ["en", "ug", "kk"])
def test_neither_a_phone_nor_a_tablet_need_scroll_sideways(
    code: str, site: Path, address: str, tool: Callable[..., Path], tmp_path: Path
) -> None:
    """Nor does a sentence of a state run over what stands beside it."""
    asked = [*((page, 375) for page in (*PAGES, "compared.html")), (BESIDE_ONE_ANOTHER, 768)]
    frames = "".join(
        f'<iframe src="{code}/{page}" width="{width}" height="700" title="{page} {width}"></iframe>'
        for page, width in asked
    )
    (site / "phone.html").write_text(
        f"<!doctype html><title>phone</title>{frames}<pre id=said></pre><script>onload = () => setTimeout(() => {{"
        "const spilt = page => [...page.querySelectorAll('.st')].filter(s => s.offsetWidth > s.parentElement.clientWidth + 1).length;"
        "const found = [...document.querySelectorAll('iframe')].map(f => [f.title, f.contentDocument.documentElement.scrollWidth, spilt(f.contentDocument)]);"
        "document.getElementById('said').textContent = JSON.stringify(found) }, 500)</script>"
    )
    dom = shown(tool(*CHROMIUM), f"{address}/phone.html", tmp_path / "profile")
    said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.DOTALL)
    found = json.loads(unescape(said[1])) if said and said[1] else []
    assert [title for title, _, _ in found] == [f"{page} {width}" for page, width in asked]
    assert [title for title, width, _ in found if width > int(title.rpartition(" ")[2])] == []
    assert [title for title, _, spilt in found if spilt] == []
