"""Can it be read? No body publishes in a colour its readers cannot tell from the paper."""

from __future__ import annotations

import re

import pytest

from qurultay.portal.colour import PAPER, Unreadable, accent_sheet, admit_accent, contrast
from tests.portal.conftest import STATIC

SHEET = (STATIC / "style.css").read_text("utf-8")
LIGHT, DARK = SHEET.split("/* ---- dark ---- */")


def token(name: str, sheet: str) -> str:
    found = re.search(rf"--{name}:(#[0-9a-f]+);", sheet)
    assert found, name
    return found[1]


def test_an_accent_too_pale_for_the_page_is_refused_with_its_figure() -> None:
    with pytest.raises(
        Unreadable, match=r"#999999 stands 2\.8:1 from the light paper #ffffff; at least 4\.5:1 .* Choose a darker one"
    ):
        admit_accent("#999999", "#a3c1f7")
    with pytest.raises(Unreadable, match=r"from the dark paper .* Choose a lighter one"):
        admit_accent("#1b3f78", "#1b3f78")


def test_the_exact_threshold_is_readable() -> None:
    assert 4.5 <= contrast("#767676", "#ffffff") < 4.6
    admit_accent("#767676", "#a3c1f7")
    with pytest.raises(Unreadable):
        admit_accent("#777777", "#a3c1f7")


@pytest.mark.parametrize("colour", ["red", "#12345", "1b3f78", "#1b3f78;}", "#ggg"])
def test_what_is_no_colour_never_reaches_the_stylesheet(colour: str) -> None:
    with pytest.raises(Unreadable, match="is not a colour as we write it"):
        accent_sheet(colour, "#a3c1f7")


def test_words_on_the_accent_can_be_read_whatever_the_accent() -> None:
    for light, dark in [("#1b3f78", "#a3c1f7"), ("#5b2a86", "#d0b3f0"), ("#767676", "#ffffff")]:
        for accent, on in re.findall(r"--accent:(#\w+);.*--on-accent:(#\w+)", accent_sheet(light, dark)):
            assert contrast(accent, on) >= 4.5


def test_every_ink_of_our_own_stylesheet_can_be_read_in_both_modes() -> None:
    for mode, sheet in (("light", LIGHT), ("dark", DARK)):
        assert token("paper", sheet) in (PAPER[mode], "#fff")
        for ink in ("ink", "soft", "accent", "seal", "good", "wait", "bad", *(f"c{n}" for n in range(1, 9))):
            assert contrast(token(ink, sheet), PAPER[mode]) >= 4.5, (mode, ink)
        assert contrast(token("accent", sheet), token("on-accent", sheet)) >= 4.5
        for mark in range(1, 9):
            assert contrast(token(f"c{mark}", sheet), token("on-mark", sheet)) >= 5, (mode, mark)
