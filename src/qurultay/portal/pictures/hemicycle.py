"""Who sits in the assembly: one shape for each seat, communities side by side.

For composition only, never for how people voted (look and voice §7.3). Rows stand equally far apart; each takes
seats by its length; seats are given out by their angle, so a community is a slice of the room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from qurultay.portal.pictures.circle import point
from qurultay.portal.pictures.marks import number_of, shape
from qurultay.portal.pictures.svg import chart, label, tag, tenths

WIDTH, HEIGHT = 4200, 2240
MIDDLE: Final = (2100, 2040)
INNER, OUTER = 720, 1920
LARGEST: Final = 119


@dataclass(frozen=True, kw_only=True, slots=True)
class Bloc:
    """The seats of one community: those filled, and those that stand vacant."""

    mark: int
    filled: int
    vacant: int = 0


def hemicycle(
    blocs: Sequence[Bloc], *, unit: str, name: str, title: str, description: str, rtl: bool = False
) -> Markup:
    """The seats of these communities, in their order from where reading begins; vacant ones are hollow.

    Raises `ValueError` for a room without seats.
    """
    places = _places(sum(bloc.filled + bloc.vacant for bloc in blocs))
    radius, middle = min(_gap(len(places)) * 387 // 1000, LARGEST), tenths(MIDDLE[0])
    groups, at = [], 0
    for bloc in blocs:
        taken, at = places[at : at + bloc.filled + bloc.vacant], at + bloc.filled + bloc.vacant
        seats = [_seat(bloc.mark, place, radius, rtl, vacant=i >= bloc.filled) for i, place in enumerate(taken)]
        groups.append(tag("g", *seats, class_=f"c{number_of(bloc.mark)}"))
    return chart(
        *groups,
        label(str(len(places)), middle, "184", anchor="middle", size=46, look="t-b t-serif", rtl=rtl),
        label(unit, middle, "208", anchor="middle", size=15, look="t-soft", rtl=rtl),
        size=(WIDTH // 10, HEIGHT // 10),
        name=name,
        title=title,
        description=description,
        rtl=rtl,
    )


def _seat(mark: int, place: tuple[int, Fraction], radius: int, rtl: bool, vacant: bool) -> Markup:
    right, up = point(*place)
    x = MIDDLE[0] + (-right if rtl else right)
    return shape(
        mark, x, MIDDLE[1] - up, radius * 9 // 10 if vacant else radius, class_="seat-free" if vacant else None
    )


def _places(seats: int) -> list[tuple[int, Fraction]]:
    """Each seat by the radius of its row and its part of the half circle, in the order in which they are given out."""
    if seats < 1:
        raise ValueError("a room without seats cannot be drawn; say in words that no seat exists yet")
    found = []
    for radius, count in _rows(seats):
        found += [(radius, Fraction(i, count - 1) if count > 1 else Fraction(1, 2)) for i in range(count)]
    return sorted(found, key=lambda place: (place[1], place[0]))


def _rows(seats: int) -> list[tuple[int, int]]:
    """Radius and number of seats of each row, by largest remainder of its length."""
    radii = _radii(_row_count(seats))
    shares = [Fraction(seats * radius, sum(radii)) for radius in radii]
    counts = [int(share) for share in shares]
    by_rest = sorted(range(len(radii)), key=lambda i: (counts[i] - shares[i], -i))
    for i in by_rest[: seats - sum(counts)]:
        counts[i] += 1
    return [(radius, count) for radius, count in zip(radii, counts, strict=True) if count]


def _row_count(seats: int) -> int:
    """As many rows as leave most room between seats."""
    most = max(1, min(seats, 40))
    return max(range(1, most + 1), key=lambda rows: (_room(rows, seats), -rows))


def _gap(seats: int) -> int:
    return _room(_row_count(seats), seats)


def _room(rows: int, seats: int) -> int:
    """The smaller of the distance between rows and the distance between neighbours."""
    radii = _radii(rows)
    across = (OUTER - INNER) // (rows - 1) if rows > 1 else OUTER
    along = 314 * sum(radii) // (100 * max(1, seats - rows))
    return min(across, along)


def _radii(rows: int) -> list[int]:
    if rows == 1:
        return [(INNER + 3 * OUTER) // 4]
    return [INNER + (OUTER - INNER) * row // (rows - 1) for row in range(rows)]
