"""A witness on the network: two paths, a bound on everything, and `record.witness` for every answer.

    POST /add-checkpoint                       a request, as C2SP tlog-witness writes it
    GET  /<SHA-256 of the origin>/checkpoint   the largest head it has cosigned

It speaks plain HTTP; whoever offers it to the world puts a server with certificates in front of it.
"""

import sys
import threading
from collections.abc import Iterable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qurultay.cli import moment, screen
from qurultay.cli.serving import Serving
from qurultay.record.errors import Unwritten
from qurultay.record.witness import MOST_BODY, TEXT, Answer, Witness

AT_ONCE = 32
"""Requests answered at the same time; further ones are told to come again."""


class WitnessServer(Serving):
    """A witness at an address. Raises `OSError` where the port is taken."""

    def __init__(self, witness: Witness, origins: Iterable[str], host: str, port: int) -> None:
        told = {
            "witness": witness,
            "places": {f"/{sha256(origin.encode()).hexdigest()}/checkpoint": origin for origin in origins},
            "room": threading.BoundedSemaphore(AT_ONCE),
        }
        super().__init__(_Server((host, port), type("_Here", (_Requests,), told)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks and goes away in the middle is no news."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            screen.warn(f"a request could not be answered: {type(error).__name__}")


class _Requests(BaseHTTPRequestHandler):
    witness: Witness
    places: dict[str, str]
    room: threading.BoundedSemaphore
    timeout = 15
    protocol_version = "HTTP/1.0"
    server_version, sys_version = "qurultay-witness", ""

    def do_POST(self) -> None:
        """A request to cosign a head."""
        if self.path != "/add-checkpoint":
            self._send(_said(404, "there is nothing here"))
            return
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal() or len(length) > 9:
            self._send(_said(411, "say how long the request is"))
        elif int(length) > MOST_BODY:
            self._send(_said(413, f"a request has at most {MOST_BODY} bytes"))
        elif not self.room.acquire(blocking=False):
            self._send(_said(503, "too many at once; come again"))
        else:
            try:
                self._send(self._answered(self.rfile.read(int(length))))
            finally:
                self.room.release()

    def do_GET(self) -> None:
        """The largest head of a record that it has cosigned."""
        origin = self.places.get(self.path)
        head = self.witness.latest(origin) if origin is not None else None
        self._send(Answer(200, head) if head is not None else _said(404, "there is nothing here"))

    def log_message(self, format: str, *arguments: object) -> None:
        """Who asks when is nobody's business."""

    def _answered(self, body: bytes) -> Answer:
        try:
            return self.witness.add_checkpoint(body, moment.now())
        except Unwritten as bad:
            screen.warn(str(bad))
            return _said(500, "the witness cannot keep what it sees; it signs nothing")

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(answer.body)


def _said(status: int, why: str) -> Answer:
    return Answer(status, f"{why}\n".encode(), TEXT)
