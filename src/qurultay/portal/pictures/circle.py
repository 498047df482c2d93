"""Points on a half circle, in whole tenths: the sine of one machine may differ from another's in its last digit, ours may not."""

from fractions import Fraction
from functools import lru_cache
from typing import Final

ONE: Final = 10**18
PI: Final = 3_141592653589793238


@lru_cache(maxsize=8192)
def point(radius: int, part: Fraction) -> tuple[int, int]:
    """Where one stands after this part of a half circle from its left end: right and up from the middle, in the units of `radius`.

    >>> point(1920, Fraction(0)), point(1920, Fraction(1, 2)), point(1920, Fraction(1, 3))
    ((-1920, 0), (0, 1920), (-960, 1663))
    """
    angle = PI * part.numerator // part.denominator
    return -_scaled(radius, _cosine(angle)), _scaled(radius, _cosine(abs(PI // 2 - angle)))


def _cosine(angle: int) -> int:
    """By Taylor's series, in units of 10⁻¹⁸; `angle` from 0 to π."""
    if angle > PI // 2:
        return -_cosine(PI - angle)
    term, total, step = ONE, ONE, 0
    while term:
        step += 2
        term = -(term * angle // ONE * angle // ONE) // (step * (step - 1))
        total += term
        if step > 40:
            break
    return total


def _scaled(radius: int, cosine: int) -> int:
    """Rounded to the nearest, halves away from nothing that matters."""
    return (2 * radius * cosine + ONE) // (2 * ONE)
