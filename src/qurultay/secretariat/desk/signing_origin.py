"""The server of the signing origin: it serves one file, and nothing else.

Whoever serves this host can deceive those who sign there (docs/threats.md, *The signing page*). So it is a host of its
own, it keeps nothing, it knows no rows and no record, and the SHA-256 of its one file stands in the rules.
"""

import socketserver
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from qurultay.secretariat.desk import signing_page

Start = Callable[[str, list[tuple[str, str]]], Any]
_SHUT = "geolocation=(), camera=(), microphone=(), payment=(), usb=()"


class Application:
    """The page as a WSGI application. It answers GET and HEAD at `/`, by whatever name it is asked, and nothing else."""

    def __init__(self, page: bytes) -> None:
        self.page = page
        self.headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Content-Security-Policy", signing_page.policy(page)),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", f"publickey-credentials-get=(self), publickey-credentials-create=(self), {_SHUT}"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cache-Control", "no-cache"),
        ]

    def __call__(self, asked: dict[str, Any], start: Start) -> Iterable[bytes]:
        method = asked.get("REQUEST_METHOD")
        if method not in ("GET", "HEAD"):
            return _said(start, "405 Method Not Allowed", ("Allow", "GET, HEAD"))
        if asked.get("PATH_INFO", "/") not in ("", "/", f"/{signing_page.NAME}"):
            return _said(start, "404 Not Found")
        start("200 OK", self.headers)
        return [self.page] if method == "GET" else []


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """A server for a few officers; each request has a thread of its own."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Who came to sign, and when, is written down nowhere."""

    timeout = 20

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def server(folder: Path, origin: str, host: str = "127.0.0.1", port: int | None = None) -> Server:
    """The server of this origin on this machine, with the page of this house; `serve_forever` runs it.

    It listens at the port the origin names, or at another behind the web server that has the origin's certificate.

    In a real house a web server with a certificate stands before it, or serves the file by itself.
    """
    port = urlsplit(origin).port or 0 if port is None else port
    return make_server(host, port, Application(signing_page.kept(folder)), server_class=Server, handler_class=Quiet)


def _said(start: Start, status: str, *headers: tuple[str, str]) -> list[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "0"), *headers])
    return []
