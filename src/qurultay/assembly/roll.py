"""Whose vote is taken? The roll is frozen when the vote opens; one person, one channel, one vote (V15, V16, V17).

Whoever is sworn in, resigns or is suspended while a vote is open changes nothing in it. A member of the roll may still
come in: their proxy then ends, and what it has cast stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from qurultay.assembly.majority import Vote

Channel = Literal["room", "remote"]
Choice = Literal["for", "against", "abstain"]


class NotTaken(ValueError):
    """A vote, or a check-in, is not taken: the sentence says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenVote:
    """A vote while it is open: the frozen roll with each member's weight, who is checked in where, what was cast.

    `proxies` are the standing ones, each holder with their giver; `by_proxy` the givers whose vote was cast for them.
    """

    roll: Mapping[str, int]
    channels: Mapping[str, Channel]
    proxies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cast: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))
    by_proxy: frozenset[str] = frozenset()

    def take(self, person: str, choice: Choice, channel: Channel) -> "OpenVote":
        """The vote with this choice in it.

        >>> vote = OpenVote(roll={"a": 1, "b": 1}, channels={"a": "room", "b": "remote"}).take("a", "for", "room")
        >>> vote.take("a", "against", "remote")
        Traceback (most recent call last):
        qurultay.assembly.roll.NotTaken: a is checked in by room; check out there first

        Raises `NotTaken` for somebody who is not checked in, for another channel, and for a second vote.
        """
        if person not in self.channels:
            raise NotTaken(f"{person} is not checked in")
        if self.channels[person] != channel:
            raise NotTaken(f"{person} is checked in by {self.channels[person]}; check out there first")
        return self._with(person, choice)

    def take_by_proxy(self, holder: str, choice: Choice) -> "OpenVote":
        """The vote with this choice for the holder's giver. Raises `NotTaken` where the holder has no standing proxy."""
        giver = self.proxies.get(holder)
        if giver is None or holder not in self.channels:
            raise NotTaken(f"{holder} holds no proxy that stands")
        return replace(self._with(giver, choice), by_proxy=self.by_proxy | {giver})

    def check_in(self, person: str, channel: Channel) -> "OpenVote":
        """The vote with somebody of the roll in it who came while it was open; a proxy they gave ends.

        >>> vote = OpenVote(roll={"a": 1, "b": 1}, channels={"b": "room"}, proxies={"b": "a"})
        >>> vote.take_by_proxy("b", "for").check_in("a", "room").take("a", "against", "room")
        Traceback (most recent call last):
        qurultay.assembly.roll.NotTaken: a has voted; the first vote stands

        Raises `NotTaken` for somebody who was not on the roll at the opening, or is checked in already.
        """
        if person not in self.roll:
            raise NotTaken(f"{person} was not on the roll when this vote opened")
        if person in self.channels:
            raise NotTaken(f"{person} is checked in by {self.channels[person]}; check out there first")
        proxies = {holder: giver for holder, giver in self.proxies.items() if giver != person}
        return replace(self, channels={**self.channels, person: channel}, proxies=proxies)

    def check_out(self, person: str) -> "OpenVote":
        """The vote without somebody in the room or on the line; what they cast stands, and so does the roll."""
        return replace(self, channels={name: way for name, way in self.channels.items() if name != person})

    def figures(self, *, in_office: int, all_seats: int) -> Vote:
        """The vote in numbers, each person with their weight.

        >>> vote = OpenVote(roll={"a": 3, "b": 1}, channels={"a": "room", "b": "room"}).take("a", "for", "room")
        >>> vote.take("b", "against", "room").figures(in_office=5, all_seats=5).for_
        3
        """
        sums: dict[Choice, int] = {"for": 0, "against": 0, "abstain": 0}
        for person, choice in self.cast.items():
            sums[choice] += self.roll[person]
        # Who voted and left was there; who is there by proxy is not.
        there = {*self.channels, *self.cast} - self.by_proxy
        return Vote(
            for_=sums["for"],
            against=sums["against"],
            abstained=sums["abstain"],
            present=sum(self.roll[person] for person in there),
            in_office=in_office,
            all_seats=all_seats,
            by_proxy=sum(self.roll[giver] for giver in self.by_proxy),
        )

    def _with(self, person: str, choice: Choice) -> "OpenVote":
        if person not in self.roll:
            raise NotTaken(f"{person} was not on the roll when this vote opened")
        if person in self.cast:
            raise NotTaken(f"{person} has voted; the first vote stands")
        return replace(self, cast=MappingProxyType({**self.cast, person: choice}))
