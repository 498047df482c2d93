"""Showing each new head to the witnesses of the house, after it was committed. The acts stand in any case."""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from qurultay.gazette.gate import Gate
from qurultay.gazette.house import House
from qurultay.press.files import read_bounded
from qurultay.record.asking import ask
from qurultay.record.errors import Broken, Unwritten
from qurultay.record.layout import MIB
from qurultay.record.store import Record
from qurultay.record.witness import Answer
from qurultay.tlog.errors import Refused
from qurultay.tlog.policy import Key
from qurultay.tlog.policy import parse as parse_policy

SECONDS = 15
_MOST_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Seen:
    """Who of the witnesses that were asked has seen the head, and what those say who have not."""

    asked: int
    by: tuple[str, ...]
    faults: tuple[str, ...]


def ask_witnesses(house: House, gate: Gate) -> Seen:
    """Ask every witness in the file `witnesses` that has an address. Raises `Refused` for a file that is no policy."""
    witnesses, seen, faults = _witnesses(house), list[str](), list[str]()

    def asked(record: Record, head: bytes) -> bytes:
        for keys in witnesses:
            try:
                head = ask(record, head, keys, posting(keys[0].url))
                seen.append(keys[0].name)
            except (Unwritten, Broken, Refused) as bad:
                faults.append(str(bad))
        return head

    if witnesses:
        gate.ask_witnesses(asked)
    return Seen(len(witnesses), tuple(seen), tuple(faults))


def _witnesses(house: House) -> list[list[Key]]:
    """The witnesses with an address, each with all its keys. Raises `Refused` for a file that is no policy."""
    if not house.witnesses.exists():
        return []
    policy = parse_policy(read_bounded(house.witnesses, MIB, house.witnesses.name))
    by_name = dict[str, list[Key]]()
    for key in policy.witnesses.values():
        by_name.setdefault(key.name, []).append(key)
    return [keys for keys in by_name.values() if keys[0].url]


def posting(address: str) -> Callable[[bytes], Answer]:
    """Carries a request to `address`/add-checkpoint and its answer back; no proxy, no redirect, bounded in time and size."""
    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.HTTPHandler(), urllib.request.HTTPSHandler()):
        opener.add_handler(handler)

    def post(body: bytes) -> Answer:
        request = urllib.request.Request(f"{address.rstrip('/')}/add-checkpoint", data=body, method="POST")
        request.add_header("Content-Type", "application/octet-stream")
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                return Answer(answer.status, answer.read(_MOST_ANSWER), answer.headers.get("Content-Type", ""))
        except (OSError, ValueError) as error:
            raise Unwritten("no-witness", f"the witness at {address!a} cannot be reached ({_why(error)})") from None

    return post


def _why(error: Exception) -> str:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    return ascii(str(reason))[1:-1][:120] or type(error).__name__
