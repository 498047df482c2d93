"""What the register stands on: which act wrote each spot of its pages, and which acts read it to write theirs.

When an act falls or stands again, it is read again as of where it was entered. Where it then writes what it wrote
before, nothing else follows. Where it writes something else, the acts that had read that spot are read again, and so
on: what rests on the fallen act is read anew, and nothing besides (docs/decisions/reading-again.md).

A *spot* is one place on a page: the page's name, a key on it and, where a list stands there, an index. Every spot
remembers what each act made of it, so that an act can be read as of any number; `None` says that nothing stands there.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

Spot = tuple[str, Hashable, int]
ENTRY, LENGTH = -1, 1 << 60
"""Instead of an index: the spot of a page without lists, and the spot that says how long a list is."""


@dataclass(slots=True)
class Reading:
    """One act as it was read last: the spots it read, and what it wrote."""

    read: set[Spot] = field(default_factory=set)
    wrote: dict[Spot, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _History:
    """The acts that wrote a spot, in order, and what each wrote."""

    numbers: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def before(self, number: int) -> Any:
        """What stood on the spot just before an act."""
        at = bisect_left(self.numbers, number)
        return self.values[at - 1] if at else None

    def write(self, number: int, reading: Reading, spot: Spot) -> None:
        """Put down what an act makes of the spot now, or that it leaves the spot alone."""
        at = bisect_left(self.numbers, number)
        end = at + (at < len(self.numbers) and self.numbers[at] == number)
        written = spot in reading.wrote
        self.numbers[at:end] = [number] if written else []
        self.values[at:end] = [reading.wrote[spot]] if written else []


class Footing:
    """Who wrote and who read each spot; one act at a time is being read, between `begin` and `end`.

    `spots` counts what all acts read and wrote, each spot once for each act.
    """

    def __init__(self) -> None:
        self.spots = 0
        self._readings: dict[int, Reading] = {}
        self._histories: dict[Spot, _History] = {}
        self._readers: dict[Spot, list[int]] = {}
        self._number, self._reading = 0, Reading()

    def begin(self, number: int) -> None:
        """From here on this act is read; what it sees is what the acts before it wrote."""
        self._number, self._reading = number, Reading()

    def see(self, spot: Spot) -> Any:
        """What stands on a spot for the act that is being read, which from now on rests on it."""
        if spot in self._reading.wrote:
            return self._reading.wrote[spot]
        self._reading.read.add(spot)
        history = self._histories.get(spot)
        return None if history is None else history.before(self._number)

    def write(self, spot: Spot, value: Any) -> None:
        """What the act that is being read makes of a spot."""
        self._reading.wrote[spot] = value

    def end(self) -> list[Spot]:
        """The act has been read. Which spots does it leave otherwise than when it was read the last time?"""
        number, now = self._number, self._reading
        before = self._readings.get(number) or Reading()
        self._readings[number] = now
        self.spots += len(now.read) + len(now.wrote) - len(before.read) - len(before.wrote)
        for spot in before.read - now.read:
            readers = self._readers[spot]
            del readers[bisect_left(readers, number)]
        for spot in now.read - before.read:
            insort(self._readers.setdefault(spot, []), number)
        changed = [spot for spot in (now.wrote | before.wrote) if _differs(spot, before, now)]
        for spot in changed:
            self._histories.setdefault(spot, _History()).write(number, now, spot)
        return changed

    def readers(self, spot: Spot, after: int) -> list[int]:
        """The acts that read what the act `after` made of a spot: those up to the next that wrote it."""
        readers, numbers = self._readers.get(spot, []), self._histories[spot].numbers
        at = bisect_right(numbers, after)
        last = numbers[at] if at < len(numbers) else LENGTH
        return readers[bisect_right(readers, after) : bisect_right(readers, last)]

    def all_readers(self, spot: Spot) -> list[int]:
        """Every act that read a spot which no act writes, such as whether an act fell."""
        return self._readers.get(spot, [])

    def last(self, spot: Spot) -> Any:
        """What stands on a spot after all acts."""
        return self._histories[spot].before(LENGTH)


def _differs(spot: Spot, before: Reading, now: Reading) -> bool:
    both = spot in before.wrote and spot in now.wrote
    return not both or before.wrote[spot] != now.wrote[spot]
