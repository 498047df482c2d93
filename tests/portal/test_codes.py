"""Is this paper ours? The tables of “Check a document”, and the script's own SHA-256."""

from __future__ import annotations

import base64
import hashlib
import random

import pytest

from qurultay.portal.codes import Fingerprint, codes
from qurultay.portal.fold import folding_script
from qurultay.portal.languages import language
from qurultay.press.bidi import isolate_plain
from tests.portal.conftest import Page

PDF = hashlib.sha256(b"a letter").hexdigest()
TEXT = hashlib.sha256(b"a text").hexdigest()


def test_the_script_knows_a_short_code_however_it_was_copied_from_paper(page: Page) -> None:
    files = codes({"m3t8w1pz": 187, "0k4vq2n7": 12}, [])
    said = page(files, codes=["m3t8w1pz", "M3T8-W1PZ", "m3t8 wlpz", "Ok4vq2n7", "m3t8w1px", "no code"])
    assert said["codes"] == [187, 187, 187, 12, None, None]


@pytest.mark.parametrize(("code", "cited"), [("en", "Act 187"), ("ug", "187-ھۆججەت"), ("kk", "187-акт")])
def test_the_script_knows_the_number_of_an_act_alone_and_as_its_page_cites_it(
    page: Page, code: str, cited: str
) -> None:
    written = isolate_plain(language(code).message("search.act", {"act": "{act}"}), code)
    meant = ["187", " 187 ", "١٨٧", "۱۸۷", cited, cited.upper()]
    other = ["", "act", "187 188", "session 187", f"{cited} x", "1.5", "-1", "m3t8w187", "12345678"]
    said = page(codes({}, []), numbers=[[text, written] for text in (*meant, *other)])
    assert said["numbers"] == [187] * len(meant) + [None] * len(other)


def test_the_script_knows_a_file_by_its_fingerprint_and_says_where_its_act_stands(page: Page) -> None:
    files = codes(
        {},
        [
            Fingerprint(sha256=PDF, act=214, part="file.pdf", standing="corrected"),
            Fingerprint(sha256=TEXT, act=9, part="text.en", standing="stands"),
            Fingerprint(sha256=TEXT, act=3, part="text.en", standing="annulled"),
        ],
    )
    said = page(files, prints=[PDF, TEXT, "ab" * 32, "constructor" + "0" * 53])
    assert said["prints"] == [
        [[214, "file.pdf", "corrected"]],
        [[3, "text.en", "annulled"], [9, "text.en", "stands"]],
        None,
        None,
    ]


def test_the_order_in_which_codes_are_given_changes_no_byte() -> None:
    prints = [
        Fingerprint(sha256=hashlib.sha256(bytes([n])).hexdigest(), act=n, part="file.pdf", standing="stands")
        for n in range(99)
    ]
    ids = {f"m3t8w1p{n}": n for n in range(10)}
    assert codes(ids, prints) == codes(dict(reversed(ids.items())), reversed(prints))


def test_our_own_sha256_is_sha256_at_every_edge_of_a_block(page: Page) -> None:
    lots = random.Random(9)
    samples = [(lots.randbytes(n), lots.randint(1, 90)) for n in (*range(0, 200), 1_000, 65_536, 300_001)]
    said = page(
        {"fold.js": folding_script()}, hash=[(base64.b64encode(data).decode(), slice_) for data, slice_ in samples]
    )
    assert said["hash"] == [hashlib.sha256(data).hexdigest() for data, _ in samples]
