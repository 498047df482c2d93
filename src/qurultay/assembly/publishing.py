"""Which figures of which community may be published? Those that do not tell how a person voted (register law V9).

Fewer than five votes, or votes that all agree, say *met* or *not met* only. And since everybody can subtract, figures
are also held back where the published ones would give them away: what is left over when they are taken from the whole
must itself be five votes that do not agree, or be nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFigures:
    """How the members of one community voted."""

    for_: int
    against: int
    abstained: int = 0

    def tells(self, least: int) -> bool:
        """Does it tell how somebody voted?"""
        numbers = (self.for_, self.against, self.abstained)
        return 0 < sum(numbers) < least or sum(numbers) == max(numbers) > 0

    def __add__(self, other: "GroupFigures") -> "GroupFigures":
        return GroupFigures(
            for_=self.for_ + other.for_,
            against=self.against + other.against,
            abstained=self.abstained + other.abstained,
        )


def publishable(groups: Mapping[str, GroupFigures], least: int = LEAST) -> frozenset[str]:
    """The communities whose figures may stand beside those of the whole house.

    >>> sorted(publishable({
    ...     "tolun": GroupFigures(for_=3, against=0), "sarbal": GroupFigures(for_=6, against=4),
    ...     "osmar": GroupFigures(for_=9, against=2), "keren": GroupFigures(for_=3, against=4)}))
    ['osmar', 'sarbal']

    Three agreeing votes are held back, and with them the next smallest community, from which the three could otherwise
    be found by subtracting.
    """
    kept_back = {name for name, figures in groups.items() if figures.tells(least)}
    rest = sorted((sum((f.for_, f.against, f.abstained)), name) for name, f in groups.items() if name not in kept_back)
    for _, name in rest:
        if not _sum(groups, kept_back).tells(least):
            break
        kept_back.add(name)
    return frozenset(groups) - kept_back


def _sum(groups: Mapping[str, GroupFigures], names: set[str]) -> GroupFigures:
    return sum((groups[name] for name in names), GroupFigures(for_=0, against=0))
