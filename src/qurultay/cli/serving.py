"""A small server at an address of this machine, which runs until it is interrupted."""

from contextlib import AbstractContextManager, suppress
from http.server import ThreadingHTTPServer
from typing import Self


class Serving(AbstractContextManager["Serving"]):
    """A server that has its port, and gives it back."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        host, port = server.server_address[:2]
        self._server, self.address = server, f"http://{host!s}:{port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.server_close()

    def run(self) -> None:
        """Answer until interrupted."""
        with suppress(KeyboardInterrupt):
            self._server.serve_forever()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.shutdown()
