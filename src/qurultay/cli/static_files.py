"""A small server of files for one machine: only files of one folder, only read, each with its right type.

The names in a request are a stranger's. They are opened by the same careful folder as a record is: no link is
followed, nothing above the folder is reached. A page of another site cannot read ours through a name that leads here:
the Host must be this machine.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from qurultay.cli.serving import Serving
from qurultay.record.errors import Broken
from qurultay.record.folder import Folder

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".webmanifest": "application/manifest+json",
}
_MOST_FILE = 256 << 20
_HERE = ("127.0.0.1", "localhost", "[::1]")


class StaticServer(Serving):
    """The files of one folder at an address of this machine. Raises `OSError` where the port is taken."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(_Server(("127.0.0.1", port), type("_Here", (_Files,), {"root": folder.resolve()})))
        self.address += "/"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who goes away in the middle is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed wants the socket's own type


class _Files(BaseHTTPRequestHandler):
    root: Path
    timeout = 20
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "qurultay", ""

    def do_GET(self) -> None:
        """The file, or a page that says there is none."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same without the file."""
        self._answer(body=False)

    def log_message(self, format: str, *arguments: object) -> None:
        """Who reads what is nobody's business."""

    def _answer(self, *, body: bool) -> None:
        if self.headers.get("Host", "").rpartition(":")[0] not in _HERE and self.headers.get("Host") not in _HERE:
            self._send(421, TYPES[".txt"], b"this server is for its own machine\n", body)
            return
        try:
            path = unquote(urlsplit(self.path).path, errors="strict").lstrip("/")
            status, name, data = self._found(path)
        except (Broken, ValueError):
            status, name, data = 404, "", b"there is no such page\n"
        self._send(
            status,
            TYPES.get(os.path.splitext(name)[1], "application/octet-stream") if name else TYPES[".txt"],
            data,
            body,
        )

    def _found(self, path: str) -> tuple[int, str, bytes]:
        name = path + "index.html" if path == "" or path.endswith("/") else path
        with Folder(self.root) as folder:
            with _absent():
                return 200, name, folder.read(name, _MOST_FILE)
            with _absent():
                return 200, f"{name}/index.html", folder.read(f"{name}/index.html", _MOST_FILE)
            with _absent():
                return 404, "404.html", folder.read("404.html", _MOST_FILE)
        raise ValueError(path)

    def _send(self, status: int, type_: str, data: bytes, body: bool) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if body:
            self.wfile.write(data)


@contextmanager
def _absent() -> Iterator[None]:
    with suppress(Broken):
        yield
