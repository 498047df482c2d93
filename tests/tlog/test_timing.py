"""Strict reading must stay cheap beside the one thing that cannot be made cheaper: checking a signature."""

from collections.abc import Callable
from timeit import timeit

import pytest

from qurultay.tlog import canonical, note
from qurultay.tlog.keys import SigningKey

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


def quickest(*deeds: Callable[[], object]) -> list[float]:
    """What each deed costs when nobody else is in the way: the best of many short rounds, taken in turns."""
    rounds = [[timeit(deed, number=25) for deed in deeds] for _ in range(150)]
    return [min(times) for times in zip(*rounds, strict=True)]


@pytest.mark.timing
def test_reading_an_act_strictly_costs_at_most_a_fifth_of_checking_one_signature(
    president: SigningKey, vice_president: SigningKey
) -> None:
    line = canonical.encode(ACT)
    text = line + b"\n"
    signed = note.Note(
        text, (president.sign(text), vice_president.sign(text), president.cosign(text, 1795352926))
    ).encode()
    public, signature = president.private.public_key(), president.private.sign(text)
    checking, decoding, parsing = quickest(
        lambda: public.verify(signature, text), lambda: canonical.decode(line), lambda: note.parse(signed)
    )
    reading, splitting = decoding / checking, parsing / checking
    assert reading <= 0.2, f"reading takes {reading:.2f} of a verification"
    assert splitting <= 0.2, f"splitting a note takes {splitting:.2f} of a verification"
