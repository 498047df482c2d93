"""Chromium, as somebody at a desk, on a phone or in the dark meets the secretariat.

    def test_the_desk_opens(arrive, visit):
        window = visit(arrive("officer@"), "ug")
        window.open("/desk/")
        assert window.barriers() == []
        window.shot("desk-ug")

Fixtures
    chromium    one browser for all tests of a run
    site        the address of the secretariat, served from this very process: rows made in a test are seen by it
    visit       a window for somebody who has come in, or for nobody; when the test ends, whatever the page complained
                about (scripts, the content policy, requests to other hosts) fails it

A test with `site` or `visit` works on a file of rows that is emptied after it, with one connection for each request, as in
a real house. Mark it `@pytest.mark.browser`: it runs after the crowd. QURULTAY_SHOTS names a folder that keeps the pictures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.conftest import CHROMIUM

if TYPE_CHECKING:
    from tests.secretariat.conftest import Visitor

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}
QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
)  # fmt: skip
"""Chromium asks nobody but us: it may not even look for updates of its own."""


@pytest.fixture(scope="session")
def chromium(tool: Callable[..., Path]) -> Iterator[Browser]:
    """Debian's Chromium. Playwright runs a loop in this thread; Django would take that for a view that must not touch rows."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    alone = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool(*CHROMIUM), args=[*QUIET, *alone])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server: Any) -> str:
    """Where the secretariat is served. A passkey belongs to a name, never to a number: `localhost`."""
    return live_server.url.replace("127.0.0.1", "localhost")


@dataclass
class Passkeys:
    """What a device of its owner holds and does: a finger that is recognised, or not."""

    line: CDPSession
    device: str

    def held(self) -> list[dict[str, Any]]:
        """The passkeys on the device."""
        return self.line.send("WebAuthn.getCredentials", {"authenticatorId": self.device})["credentials"]

    def recognises(self, owner: bool) -> None:
        """Whether the finger is the owner's."""
        self.line.send("WebAuthn.setUserVerified", {"authenticatorId": self.device, "isUserVerified": owner})

    def lost(self) -> None:
        """The device is gone, and what it held with it."""
        self.line.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.device})


@dataclass
class Window:
    """A page of the secretariat in Chromium, and what went wrong in it."""

    page: Page
    site: str
    axe: Callable[[], Path]
    shots: Path
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def _said(self, message: Any) -> None:
        # An answer of 4xx is told on the console too; a test asks for it on purpose, and looks at the page.
        if message.type in ("error", "warning") and "the server responded with a status of" not in message.text:
            self.troubles.append(f"{message.type}: {message.text}")

    def _asked(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("localhost", "sign.localhost"):
            self.troubles.append(f"asked a stranger: {address}")

    def open(self, path: str) -> Window:
        """Goes there."""
        self.page.goto(self.site + path)
        return self

    def press(self, button: str) -> Window:
        """Presses the button with these words, and waits for what follows."""
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.wait_for_load_state()
        return self

    @property
    def words(self) -> str:
        """What stands on the page, as its reader sees it."""
        return self.page.inner_text("main")

    def device(self, *, owner: bool = True) -> Passkeys:
        """Puts a device beside this window that can keep passkeys, as a telephone does."""
        line = self.page.context.new_cdp_session(self.page)
        line.send("WebAuthn.enable")
        made = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": owner, "automaticPresenceSimulation": True,
        }  # fmt: skip
        device = line.send("WebAuthn.addVirtualAuthenticator", {"options": made})["authenticatorId"]
        return Passkeys(line, device)

    def barriers(self) -> list[str]:
        """What axe-core finds serious or critical on the page as it stands."""
        self.page.evaluate(self.axe().read_text("utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:300]}"
            for each in found
            if each["impact"] in ("serious", "critical")
        ]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window: 0 where nobody needs to scroll sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def shot(self, name: str, *, whole: bool = True) -> Path:
        """A picture of the page."""
        self.page.evaluate("document.fonts.ready.then(() => true)")
        picture = self.shots / f"{name}.png"
        self.page.screenshot(path=picture, full_page=whole)
        return picture


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where pictures of pages go."""
    folder = Path(os.environ.get("QURULTAY_SHOTS") or tmp_path / "shots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visit(chromium: Browser, site: str, shots: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Window]]:
    """Opens a window for somebody: `visit(arrive("delegate@body/assembly"), "kk", size=PHONE, dark=True)`."""
    opened: list[tuple[BrowserContext, Window]] = []

    def open_for(
        visitor: Visitor | None = None, language: str = "en", *, size: dict[str, int] = DESK, dark: bool = False
    ) -> Window:
        context = chromium.new_context(
            viewport=size, locale=language, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        context.add_cookies([{"name": "language", "value": language, "url": site}])
        if visitor is not None:
            visitor.account.language = language
            visitor.account.save(update_fields=["language"])
            kept = visitor.browser.cookies.items()
            context.add_cookies([{"name": name, "value": each.value, "url": site} for name, each in kept])
        page = context.new_page()
        page.set_default_timeout(15_000)
        window = Window(page, site, lambda: request.getfixturevalue("axe"), shots)
        opened.append((context, window))
        return window

    yield open_for
    troubles = [trouble for _, window in opened for trouble in window.troubles]
    for context, _ in opened:
        context.close()
    assert troubles == []
