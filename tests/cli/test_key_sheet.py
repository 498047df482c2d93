"""A keeper's key on paper: what stands on the sheet, that nothing on it opens the key, and that it comes back from it."""

from __future__ import annotations

import re
from html import unescape

import pytest
import segno

from qurultay.record import keyfile
from tests.cli.clerk import LABEL, PASSPHRASE, Clerk

LANGUAGES = ("en", "ug", "kk")


@pytest.fixture
def keeper(newcomer: Clerk) -> Clerk:
    newcomer.does("key", "new", f"{LABEL}/keeper-3", "-o", newcomer.key("keeper-3"))
    return newcomer


def printed(clerk: Clerk, *words: object, owner: str = "keeper-3") -> str:
    out = clerk.folder / "sheet.html"
    clerk.does("key", "sheet", clerk.key(owner), "-o", out, *words)
    return out.read_text("utf-8")


def typed(page: str) -> list[tuple[str, str]]:
    """The lines of the sealed key with their checks, as somebody reads them off the paper."""
    return [(unescape(line), check) for line, check in re.findall(r"<td>([^<]*)</td><td>([0-9a-f]{4})</td>", page)]


def test_a_sheet_has_a_page_in_each_language_and_asks_nothing_of_anybody(keeper: Clerk) -> None:
    page = printed(keeper, "--language", ",".join(LANGUAGES), "--fingerprint", "9f2c" * 16)
    assert re.findall(r'<article lang="(\w+)" dir="(\w+)">', page) == [("en", "ltr"), ("ug", "rtl"), ("kk", "ltr")]
    assert page.count("9f2c  9f2c  9f2c  9f2c") == 12
    assert not re.search(r"<script|<link|<img|src=|url\(|@import|href=", page)
    for words in ("Keeper 3", "3-ساقلىغۇچى", "3-сақтаушы"):
        assert words in re.sub("[\u2066-\u2069]|</?bdi[^>]*>", "", page)
    assert [str(year) in page for year in (2025, 2034, 2035)] == [True, True, False]
    assert (keeper.folder / "sheet.html").stat().st_mode & 0o77 == 0


def test_nothing_on_the_sheet_opens_the_key_without_its_passphrase(keeper: Clerk) -> None:
    page = printed(keeper)
    assert PASSPHRASE not in page
    key = keyfile.load(keeper.key("keeper-3"), PASSPHRASE)
    assert key.private.private_bytes_raw().hex() not in page.lower()


def test_the_key_comes_back_from_what_was_typed_and_from_the_code(keeper: Clerk) -> None:
    page, original = printed(keeper), keeper.key("keeper-3").read_bytes()
    by_hand = keeper.writes("typed.txt", "\n".join(f"{line}   {check.upper()}" for line, check in typed(page)) + "\n\n")
    assert f"signs as {LABEL}/keeper-3" in keeper.does("key", "restore", by_hand, "-o", keeper.key("back"))
    assert keeper.key("back").read_bytes() == original and keeper.key("back").stat().st_mode & 0o77 == 0
    by_camera = keeper.writes("scanned.txt", original.decode())
    keeper.does("key", "restore", by_camera, "-o", keeper.key("again"))
    assert keyfile.load(keeper.key("again"), PASSPHRASE).name == f"{LABEL}/keeper-3"


def test_the_codes_hold_the_public_key_and_the_sealed_file_and_nothing_else(keeper: Clerk) -> None:
    page, original = printed(keeper), keeper.key("keeper-3").read_text()
    vkey = original.splitlines()[0].removeprefix("# qurultay key ")
    drawn = re.findall(r'<path d="([^"]+)"', page)
    assert [len(re.findall("M", path)) for path in drawn] == [_runs(vkey), _runs(original)]


def _runs(text: str) -> int:
    """How many runs of dark modules the code of a text has, row by row."""
    rows = segno.make(text, error="m", micro=False, boost_error=False).matrix
    return sum(1 for row in rows for before, dark in zip((0, *row), row, strict=False) if dark and not before)


@pytest.mark.parametrize("line", range(7))
def test_a_slip_of_the_hand_is_told_with_its_line(line: int, keeper: Clerk) -> None:
    rows = typed(printed(keeper))
    slipped = [
        (words[:-6] + ("y" if words[-6] == "x" else "x") + words[-5:] if at == line else words, check)
        for at, (words, check) in enumerate(rows)
    ]
    file = keeper.writes("typed.txt", "\n".join(f"{words} {check}" for words, check in slipped))
    assert f"line {line + 1} is not as it was printed" in keeper.refused(
        "key", "restore", file, "-o", keeper.key("back")
    )
    assert not keeper.key("back").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "does not say in its first line"), ("nonsense\n" * 100, "more than a key has"), ("nonsense", "first line")],
)
def test_what_is_no_sheet_makes_no_key(words: str, said: str, keeper: Clerk) -> None:
    file = keeper.writes("typed.txt", words)
    assert said in keeper.refused("key", "restore", file, "-o", keeper.key("back"))
    half = keeper.writes("half.txt", keeper.key("keeper-3").read_text()[:-50])
    assert "type every line of the sheet" in keeper.refused("key", "restore", half, "-o", keeper.key("back"))


def test_a_sheet_and_a_key_are_never_written_over_another_file(keeper: Clerk) -> None:
    printed(keeper)
    assert "not overwritten" in keeper.refused(
        "key", "sheet", keeper.key("keeper-3"), "-o", keeper.folder / "sheet.html"
    )
    file = keeper.writes("scanned.txt", keeper.key("keeper-3").read_text())
    assert "never overwritten" in keeper.refused("key", "restore", file, "-o", keeper.key("keeper-3"))
    said = keeper.refused("key", "sheet", keeper.key("keeper-3"), "-o", keeper.folder / "new.html", "--language", "tr")
    assert "There is no sheet in 'tr'; --language takes en, ug, kk, or several." in said


def test_an_officers_sheet_says_what_an_officers_key_is(newcomer: Clerk) -> None:
    newcomer.does("key", "new", f"{LABEL}/secretary", "-o", newcomer.key("secretary"))
    page = printed(newcomer, owner="secretary")
    assert "It ends with the office" in page and "Keepers elect nobody" not in page and 'class="years"' not in page
