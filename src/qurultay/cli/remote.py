"""Reading files from a web address of which nothing is believed.

Only plain GET requests to the one origin that was named: no proxy from the environment, no cookies, no password in
the address, redirects within the origin alone. Every answer is bounded in bytes and in time, also one that trickles.
"""

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from qurultay.cli.refusing import Unusable
from qurultay.record.errors import Broken

_CHUNK = 1 << 16
_ABSENT = (403, 404, 410)
"""403 too: stores of objects say it of a file that is not there."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of a stranger's server one reader bears."""

    acts: int = 1_000_000
    bytes: int = 16 << 30
    silence: float = 20.0
    grace: float = 30.0
    slowest: int = 4_096
    redirects: int = 3


class Remote:
    """The files below one address. Raises `Unusable` for an address that cannot be asked."""

    def __init__(self, address: str, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._base = _base(address)
        self._left = self.limits.bytes
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.HTTPHandler(),
            urllib.request.HTTPSHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            _SameOrigin(self._base, self.limits.redirects),
        ):
            self._opener.add_handler(handler)

    def get(self, path: str, most: int) -> bytes | None:
        """The bytes of a file, None where there is none.

        Raises `Broken` (`too-large`) where it is larger than a file of its kind may be, `Unusable` where the server fails.
        """
        request = urllib.request.Request(urljoin(self._base, path), headers={"Accept-Encoding": "identity"})
        try:
            with self._opener.open(request, timeout=self.limits.silence) as answer:
                return self._body(answer, path, most)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _ABSENT:
                return None
            raise Unusable(
                f"{self._base} answered {error.code} for {path}; try again later, or another mirror."
            ) from None
        except (OSError, http.client.HTTPException) as error:
            raise Unusable(
                f"{self._base} could not be read ({_why(error)}); try again later, or another mirror."
            ) from None

    def _body(self, answer: Any, path: str, most: int) -> bytes:
        """The body, a piece at a time, so that neither size nor slowness has to be believed beforehand."""
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise Unusable(f"{self._base} packs what it sends, although it was asked not to; use another mirror.")
        pieces, size, begun = list[bytes](), 0, monotonic()
        while piece := answer.read1(_CHUNK):
            pieces.append(piece)
            size += len(piece)
            self._left -= len(piece)
            if size > most:
                raise Broken("too-large", None, f"{path} has more than {most} bytes at {self._base}")
            if self._left < 0:
                raise Unusable(
                    f"{self._base} sent more than {self.limits.bytes >> 20} MB; mirror it with another program."
                )
            if monotonic() - begun > self.limits.grace + size / self.limits.slowest:
                raise Unusable(f"{self._base} sends too slowly to be read; try again later, or another mirror.")
        expected = answer.headers.get("Content-Length")
        if expected is not None and expected.isdecimal() and int(expected) != size:
            raise Unusable(f"{self._base} broke off while sending {path}; try again.")
        return b"".join(pieces)


def _base(address: str) -> str:
    try:
        parts = urlsplit(address)
        bad = not parts.hostname or parts.username is not None or parts.query or parts.fragment or parts.port == 0
    except ValueError:
        bad = True
    if bad or not address.isascii() or any(c.isspace() or not c.isprintable() for c in address):
        raise Unusable(
            "The address is not one to read from; write it like https://tolunay.example/record, without name and password."
        )
    return address if address.endswith("/") else address + "/"


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    return ascii(str(reason))[1:-1][:120] or type(error).__name__


class _SameOrigin(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the same scheme, host and port, and no other."""

    def __init__(self, base: str, most: int) -> None:
        self._origin, self._most = _origin(urlsplit(base)), most

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The next request, or a refusal."""
        try:
            same = _origin(urlsplit(newurl)) == self._origin
        except ValueError:
            same = False
        followed = getattr(req, "redirect_dict", {})
        if len(followed) > self._most:
            raise Unusable(f"{req.full_url} sends its readers round and round; use another mirror.")
        if not same:
            raise Unusable(
                f"{req.full_url} sends its readers to another server; if you trust that one, name it yourself."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
