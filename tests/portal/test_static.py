"""What lies in `static/` serves both directions, both modes and a page opened from a folder, and brings its licences."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.portal.conftest import STATIC

SHEET = re.sub(r"/\*.*?\*/", "", (STATIC / "style.css").read_text("utf-8"), flags=re.DOTALL)
FONTS = STATIC / "fonts"
SCRIPTS = sorted(STATIC.glob("*.js"))


def test_the_stylesheet_knows_no_left_and_right() -> None:
    physical = r"(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    found = [line for line in SHEET.splitlines() if re.search(physical, re.sub(r"@media \([^)]*\)", "", line))]
    assert found == []


def test_the_one_physical_rule_is_that_code_starts_at_its_left_edge() -> None:
    assert [line for line in SHEET.splitlines() if re.search(r":\s*(?:left|right)\b", line)] == [
        line for line in SHEET.splitlines() if line.startswith("pre{")
    ]


def test_emphasis_never_rests_on_what_arabic_script_has_not() -> None:
    assert not re.search(r"letter-spacing|text-transform|italic|oblique|small-caps", SHEET)


def test_nothing_is_asked_of_a_third_party() -> None:
    assert "@import" not in SHEET
    assert all(re.fullmatch(r"fonts/[\w-]+\.woff2", url) for url in re.findall(r"url\(([^)]*)\)", SHEET))


def test_every_face_that_is_named_lies_there_and_every_one_that_lies_there_is_named() -> None:
    assert {f"fonts/{face.name}" for face in FONTS.glob("*.woff2")} == set(re.findall(r"url\(([^)]*)\)", SHEET))


def test_the_faces_are_those_whose_fingerprints_we_wrote_down_and_stay_small() -> None:
    lines = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    assert sorted(lines) == sorted(p.name for p in FONTS.iterdir() if p.suffix in (".woff2", ".txt"))
    assert {name: hashlib.sha256((FONTS / name).read_bytes()).hexdigest() for name in lines} == lines
    assert sum(face.stat().st_size for face in FONTS.glob("*.woff2")) < 900_000


def test_every_family_of_faces_comes_with_its_licence() -> None:
    for name in ("source-serif-4", "source-sans-3", "scheherazade-new", "vazirmatn"):
        text = (FONTS / f"OFL-{name}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert text.startswith(("©", "Copyright"))


def test_faces_of_one_family_and_weight_share_no_letter() -> None:
    """Where two do, a browser loads both."""
    taken: dict[tuple[str, str], set[int]] = {}
    for family, weight, ranges in re.findall(
        r"@font-face\{font-family:(\w+);(?:font-weight:([\d ]+);)?.*?unicode-range:([^}]*)\}", SHEET
    ):
        letters = {c for r in ranges.split(",") for c in span(r)}
        assert not letters & taken.setdefault((family, weight), set()), (family, weight)
        taken[family, weight] |= letters


def span(written: str) -> range:
    first, _, last = written.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_runs_from_a_folder_and_never_reads_data_as_markup(script: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", script.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(
        r"\bfetch\b|XMLHttpRequest|\bimport\b|\bexport\b|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?:",
        text,
    )
    assert text.lstrip().startswith('"use strict";')
