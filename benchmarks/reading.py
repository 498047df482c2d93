"""What strict reading costs beside the one thing that cannot be made cheaper: checking a signature."""

from collections.abc import Callable
from timeit import timeit

from benchmarks.counts import Table
from qurultay.tlog import canonical, note
from tests.hall import seeded

ACT = {
    "basis": "act/3/rule/letters",
    "body": {"name": {"kk": "Төлынай құрылтайы", "ug": "تولۇناي"}, "to": "addressee/osmark-culture"},
    "date": "2026-11-22",
    "enter_by": "2026-12-22",
    "id": "m3t8w1pz",
    "issuers": ["body/government"],
    "kind": "issued",
    "parts": {"text.en": "b7" * 32, "text.kk": "0c" * 32, "text.ug": "c3" * 32},
    "record": "9f2c" * 16,
    "refs": [{"carries": "act/17/provision/3/operation/1"}],
    "sealed": {},
    "seen": {"root": "U/qOOtwgkxH2vO7drQImQCbaebxfDG9+7ipR7cU5sG0=", "size": 214},
    "signatories": ["post/president", "post/secretary"],
    "v": 1,
}


def quickest(count: int, *deeds: Callable[[], object]) -> list[float]:
    """What each deed costs when nobody else is in the way: the best of many short rounds, taken in turns."""
    rounds = [[timeit(deed, number=25) for deed in deeds] for _ in range(count)]
    return [min(times) for times in zip(*rounds, strict=True)]


def bench_reading(table: Table, rounds: int) -> None:
    """An act decoded strictly, and a note of two signatures and a cosignature split, against one check of a signature."""
    line = canonical.encode(ACT)
    text = line + b"\n"
    one, other = seeded("president"), seeded("secretary")
    signed = note.Note(text, (one.sign(text), other.sign(text), one.cosign(text, 1795352926))).encode()
    public, signature = one.private.public_key(), one.private.sign(text)
    checking, decoding, parsing = quickest(
        rounds,
        lambda: public.verify(signature, text),
        lambda: canonical.decode(line),
        lambda: note.parse(signed),
    )
    table.add("read an act strictly / check one signature", decoding / checking, "<= 0.2")
    table.add("split a signed note / check one signature", parsing / checking, "<= 0.2")
