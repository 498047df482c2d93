"""A request as the rooms see it: the door has said who asks, before a room is asked anything."""

from typing import Any, Protocol

from django.http import HttpRequest

from qurultay.portal.values import Saying


class Reader(Protocol):
    """Who asks; what is known of them is worked out at the door."""

    account: Any
    """The account, or None for somebody who has not come in. Which rows accounts are, the door alone knows."""
    proofs: list[dict[str, Any]]
    language: str

    def anew(self, request: HttpRequest) -> "Reader":
        """Who makes a request that has come in meanwhile."""

    @property
    def held(self) -> tuple[tuple[Any, str], ...]:
        """The roles of the account, each with its body."""

    def may(self, deed: str, body: str = "") -> bool:
        """May the reader do this there?"""

    @property
    def by_passkey(self) -> bool:
        """Did the reader come in by a passkey, or by one of the ten printed recovery codes?"""

    @property
    def is_fresh(self) -> bool:
        """Did they prove it a few minutes ago at most?"""


class Request(HttpRequest):
    """A request that has passed the door: whoever asks, and what was refused of it until now."""

    reader: Reader
    refusals: tuple[Saying, ...]
