"""Pushes what changed in a sitting to every open page: a small ASGI process without Django.

A deed touches the sitting's file in the folder `live` once it is committed. This process looks at those files twenty
times a second, asks the secretariat for the fragments of the page in each language that somebody reads, and sends those
that changed as one event. However many deeds come in a second, a sitting is rendered once for all its readers, and a
reader whose line is slow gets the newest state next, not all the states between.

It knows no person and no database: whoever shows a signed ticket may listen. If it dies, votes go on and pages still
work by reloading.

    GET /live?ticket=…      an event stream; each event is a JSON object {part: markup}. It ends with its ticket, so that
                            whoever is out, or holds no role here any more, hears nothing more some minutes later

`qurultay secretariat` starts it under uvicorn, which on leaving waits for open streams no longer than it is told
(`--timeout-graceful-shutdown 1`), and says in the environment: QURULTAY_LIVE_FOLDER, QURULTAY_LIVE_SOURCE (where fragments
are rendered), QURULTAY_LIVE_READERS (the origin of the pages that may listen).
"""

import asyncio
import json
import os
import resource
import time
import urllib.request
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from qurultay.secretariat.frame.tickets import NotAdmitted, Ticket, admitted, key_at, stamp_of

LOOK_EVERY, BEAT_EVERY, SOON = 0.05, 15.0, 60
MOST_READERS, MOST_FRAGMENTS = 4000, 1 << 20
PAGES = ("floor", "screen")
OVER = b"event: over\ndata: \n\n"
"""The last event of a stream whose ticket has run out."""

Parts = dict[str, str]
Fetch = Callable[[str, str], Parts]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


@dataclass
class Channel:
    """One page of one sitting in one language: its fragments, the version each changed in last, and who listens."""

    sitting: int
    page: str
    language: str
    parts: Parts = field(default_factory=dict)
    changed_in: dict[str, int] = field(default_factory=dict)
    version: int = 0
    seen: int = -1
    listening: set[asyncio.Event] = field(default_factory=set)

    def take(self, parts: Parts) -> None:
        """Take newly rendered fragments, and wake the readers if any of them changed.

        >>> page = Channel(sitting=1, page="floor", language="en")
        >>> page.take({"quorum": "20", "vote": "open"}); page.take({"quorum": "21", "vote": "open"})
        >>> page.since(1)
        b'data: {"quorum": "21"}\\n\\n'
        """
        news = [name for name in parts if self.parts.get(name) != parts[name]]
        if news:
            self.version += 1
            self.parts = parts
            self.changed_in |= dict.fromkeys(news, self.version)
            for reader in self.listening:
                reader.set()

    def since(self, version: int) -> bytes:
        """The event that brings a reader of that version up to date."""
        news = {name: markup for name, markup in self.parts.items() if self.changed_in[name] > version}
        return b"data: " + json.dumps(news, ensure_ascii=False).encode() + b"\n\n"


class Live:
    """The process: it admits readers, looks for changes, sends them."""

    def __init__(self, folder: Path, fetch: Fetch, readers: str) -> None:
        self.folder, self.fetch, self.origin = folder, fetch, readers
        self.key = key_at(folder)
        self.channels: dict[tuple[int, str, str], Channel] = {}
        self._looking: asyncio.Task[None] | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """One request, or the life of the process."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        asked = parse_qs(scope["query_string"].decode("ascii", "replace"))
        try:
            ticket = admitted(asked.get("ticket", [""])[0], self.key, int(time.time()))
        except NotAdmitted:
            return await _brief(send, 403)
        if (scope["method"], scope["path"]) != ("GET", "/live") or ticket.kind not in PAGES:
            return await _brief(send, 404)
        if sum(len(each.listening) for each in self.channels.values()) >= MOST_READERS:
            return await _brief(send, 503)
        return await self._stream(self._channel(ticket), ticket.until, receive, send)

    def _channel(self, ticket: Ticket) -> Channel:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        fresh = Channel(sitting=ticket.sitting, page=ticket.kind, language=ticket.language)
        return self.channels.setdefault((ticket.sitting, ticket.kind, ticket.language), fresh)

    async def _stream(self, channel: Channel, until: int, receive: Receive, send: Send) -> None:
        """What changes, for as long as the ticket is good: the page then fetches another, if its reader still may follow."""
        woken = asyncio.Event()
        channel.listening.add(woken)
        leaving = asyncio.create_task(_left(receive, woken))
        version = 0
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self._headers()})
            while not leaving.done() and (left := until - time.time()) > 0:
                event = b": still here\n\n"
                if channel.version > version:
                    event, version = channel.since(version), channel.version
                await send({"type": "http.response.body", "body": event, "more_body": True})
                with suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), min(BEAT_EVERY, left))
                woken.clear()
            await send({"type": "http.response.body", "body": OVER})
        except OSError:
            pass  # the line broke while something was being sent
        finally:
            channel.listening.discard(woken)
            leaving.cancel()

    async def _look(self) -> None:
        """Which sittings have changed since they were rendered last? Pages that nobody reads are forgotten."""
        while self.channels:
            for name, channel in list(self.channels.items()):
                if not channel.listening:
                    del self.channels[name]
                elif (stamp := stamp_of(self.folder, channel.sitting)) != channel.seen:
                    await self._render(channel, stamp)
            await asyncio.sleep(LOOK_EVERY)

    async def _render(self, channel: Channel, stamp: int) -> None:
        until = int(time.time()) + SOON
        ticket = Ticket(kind="render", sitting=channel.sitting, language=channel.language, until=until)
        try:
            parts = await asyncio.to_thread(self.fetch, channel.page, ticket.signed(self.key))
        except (OSError, ValueError):
            return  # the secretariat does not answer just now; the stamp stays unseen, so it is asked again
        channel.seen = stamp
        channel.take(parts)

    def _headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            (b"access-control-allow-origin", self.origin.encode()),
        ]


def fetched_from(source: str) -> Fetch:
    """Asks the secretariat at this address for the fragments of a page; it is on this machine, so by no proxy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def fetch(page: str, ticket: str) -> Parts:
        address = f"{source}/sessions/parts/{page}?{urlencode({'ticket': ticket})}"
        with direct.open(address, timeout=10) as answer:
            parts = json.loads(answer.read(MOST_FRAGMENTS))
        if not isinstance(parts, dict) or not all(isinstance(each, str) for each in parts.values()):
            raise ValueError("the secretariat answered with something else than fragments")
        return parts

    return fetch


def app() -> Live:
    """The process as uvicorn starts it, by what stands in the environment.

    It takes as many files as the system lets it have: with the usual thousand, a thousand readers would let in nobody else.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    folder, source, readers = (os.environ[f"QURULTAY_LIVE_{name}"] for name in ("FOLDER", "SOURCE", "READERS"))
    return Live(Path(folder), fetched_from(source), readers)


async def _left(receive: Receive, woken: asyncio.Event) -> None:
    """Until the reader leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass
    woken.set()


async def _brief(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive: Receive, send: Send) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
