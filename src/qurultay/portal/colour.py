"""Can it be read? The one colour a body sets, measured against the paper in both modes.

A body chooses its accent: links, buttons and the band over the page. Nothing is published in a colour that
a reader with weak eyes cannot tell from the ground (WCAG 2.2 §1.4.3), so the build refuses it, with a figure.
"""

import re
from typing import Final

PAPER: Final = {"light": "#ffffff", "dark": "#0f161c"}
LEAST: Final = 4.5


class Unreadable(ValueError):
    """A colour that cannot be read on the paper of the portal."""


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> contrast("#000000", "#ffffff"), round(contrast("#1b3f78", "#fff"), 1)
    (21.0, 10.4)

    Raises `Unreadable` where one of them is no colour of ours.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def admit_accent(light: str, dark: str) -> None:
    """Refuse an accent that stands less than 4.5:1 from the paper in either mode.

    >>> admit_accent("#1b3f78", "#a3c1f7")
    >>> admit_accent("#8fb3e8", "#a3c1f7")
    Traceback (most recent call last):
    qurultay.portal.colour.Unreadable: the accent #8fb3e8 stands 2.1:1 from the light paper #ffffff; at least 4.5:1 is needed to be read. Choose a darker one.

    Raises `Unreadable` naming the mode, the figure and what to do.
    """
    for mode, accent in (("light", light), ("dark", dark)):
        found = contrast(accent, PAPER[mode])
        if found < LEAST:
            turn = "darker" if mode == "light" else "lighter"
            raise Unreadable(
                f"the accent {accent} stands {int(found * 10) / 10}:1 from the {mode} paper {PAPER[mode]}; "
                f"at least {LEAST}:1 is needed to be read. Choose a {turn} one."
            )


def accent_sheet(light: str, dark: str) -> str:
    """The few lines of style that put a body's own accent in the place of ours; the same colours give the same lines.

    >>> accent_sheet("#5b2a86", "#d0b3f0").splitlines()[0]
    ':root{--accent:#5b2a86;--accent-wash:#eee9f2;--on-accent:#ffffff}'

    Raises `Unreadable` as `admit_accent` does.
    """
    admit_accent(light, dark)
    day = _tokens(light, PAPER["light"])
    night = _tokens(dark, PAPER["dark"])
    return f":root{{{day}}}\n@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"


def _tokens(accent: str, paper: str) -> str:
    on = max(("#ffffff", PAPER["dark"]), key=lambda ink: contrast(ink, accent))
    return f"--accent:{accent};--accent-wash:{_mixed(accent, paper)};--on-accent:{on}"


def _mixed(accent: str, paper: str) -> str:
    """One part of the accent in nine parts of paper: the ground of a note."""
    pairs = zip(_channels(accent), _channels(paper), strict=True)
    return "#" + "".join(f"{(a + 9 * p) // 10:02x}" for a, p in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", colour):
        raise Unreadable(f"{colour!r} is not a colour as we write it: # and three or six hexadecimal digits")
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
