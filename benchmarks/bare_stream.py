"""The floor that live pages are measured against: an event stream and nothing else, in one plain ASGI file.

It watches one file and, when that changes, sends the same bytes to everybody who listens.
"""

import asyncio
import os
from typing import Any

WATCHED, PAYLOAD = (
    os.environ.get("BARE_WATCHED", ""),
    b"data: " + b"x" * int(os.environ.get("BARE_BYTES", "0")) + b"\n\n",
)
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
_listening: set[asyncio.Event] = set()
_watching: list[asyncio.Task[None]] = []


async def _watch() -> None:
    seen = b""
    while True:
        with open(WATCHED, "rb") as file:
            now = file.read()
        if now != seen:
            seen = now
            for each in _listening:
                each.set()
        await asyncio.sleep(0.05)


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """One reader."""
    if scope["type"] != "http":
        return
    if not _watching:
        _watching.append(asyncio.create_task(_watch()))
    woken = asyncio.Event()
    _listening.add(woken)
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        while True:
            await send({"type": "http.response.body", "body": PAYLOAD, "more_body": True})
            await woken.wait()
            woken.clear()
    finally:
        _listening.discard(woken)
