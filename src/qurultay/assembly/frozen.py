"""The facts of a vote that are frozen when it opens, so that nothing that happens later can change what it decided (V17).

The roll, who was there, the seats of the house and of each community, the majority, the quorum, the standing orders,
the proxies that stand. They are kept as JSON with a version; a version that is not known is refused, not guessed at.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal

from qurultay.assembly.consent import Matter
from qurultay.assembly.house import House
from qurultay.assembly.majority import Base, Test, needed
from qurultay.assembly.roll import Channel
from qurultay.assembly.standing_orders import Orders

VERSION: Final = 1
Method = Literal["hands", "papers", "roll-call", "named", "secret", "without-a-vote", "acclamation", "written"]
COUNTED: Final = frozenset({"hands", "papers"})
"""Ways of voting of which only figures are known, counted by tellers."""
CALLED: Final = frozenset({"hands", "papers", "roll-call"})
"""Ways of voting that two tellers keep sheets of."""
BY_NAME: Final = frozenset({"roll-call", "named", "written"})
"""Ways of voting in which it is kept who voted how."""
ASKED: Final = frozenset({"without-a-vote", "acclamation"})
"""Ways of deciding in which nobody votes, and one objection forces a vote (V19)."""
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class UnknownVersion(ValueError):
    """These facts were frozen by a newer version; what they mean here is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody on the roll of a vote: the seat, for which community, with what weight, and whether suspended."""

    seat: str
    community: str = ""
    weight: int = 1
    suspended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The majority asked for; `each` where every community must reach it too (V8)."""

    name: str
    of: Base
    num: int
    den: int
    test: Test
    each: bool = False
    guarantees: bool = False

    @property
    def counted(self) -> bool:
        """Is it a part of more than the votes cast, which nobody knows who has not counted?"""
        return self.of in ("in-office", "all-seats")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frozen:
    """What a vote is taken on. Where votes weigh, every number of people is a sum of weights."""

    method: Method
    matter: Matter
    majority: Asked
    quorum: int
    house: House
    roll: Mapping[str, Member]
    channels: Mapping[str, Channel] = field(default_factory=lambda: _NOTHING)
    proxies: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    communities: Mapping[str, House] = field(default_factory=lambda: _NOTHING)
    missed: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    orders: Orders = field(default_factory=Orders)
    group_least: int = 5
    second_call: bool = False
    language: str = "en"

    @property
    def concurrent(self) -> tuple[str, ...]:
        """The communities that must each reach the majority; none where the majority of the house is enough."""
        return tuple(self.communities) if self.majority.each else ()

    @property
    def present(self) -> int:
        """Who was there when it opened and may vote (V1, V14)."""
        return self.weight(self.channels)

    @property
    def least(self) -> int | None:
        """How many votes for are needed, where it is known before anybody votes."""
        base = {"in-office": self.house.filled, "all-seats": self.house.all_seats}.get(self.majority.of)
        return None if base is None else needed(base, self.majority.num, self.majority.den, self.majority.test)

    def may_vote(self, who: str) -> bool:
        """Was this person on the roll, and not suspended, when it opened?"""
        return who in self.roll and not self.roll[who].suspended

    def weight(self, people: Mapping[str, Any]) -> int:
        """The weight of those among them who may vote."""
        return sum(self.roll[who].weight for who in people if self.may_vote(who))

    def weight_of_roll(self) -> int:
        """The weight of all who may vote."""
        return self.weight(self.roll)

    def kept(self) -> dict[str, Any]:
        """The facts as JSON."""
        return {
            "v": VERSION,
            "method": self.method,
            "matter": self.matter,
            "majority": asdict(self.majority),
            "quorum": self.quorum,
            "house": asdict(self.house),
            "roll": {who: [m.seat, m.community, m.weight, int(m.suspended)] for who, m in self.roll.items()},
            "channels": dict(self.channels),
            "proxies": dict(self.proxies),
            "communities": {name: asdict(house) for name, house in self.communities.items()},
            "missed": dict(self.missed),
            "orders": asdict(self.orders),
            "group_least": self.group_least,
            "second_call": self.second_call,
            "language": self.language,
        }


def thawed(kept: Mapping[str, Any]) -> Frozen:
    """The facts out of their JSON.

    >>> facts = Frozen(method="named", matter="text", quorum=1, house=House(all_seats=1, filled=1),
    ...     majority=Asked(name="simple", of="votes-cast", num=1, den=2, test="more-than"), roll={"7": Member(seat="seat/1")})
    >>> thawed(facts.kept()) == facts
    True

    Raises `UnknownVersion`.
    """
    if kept.get("v") != VERSION:
        raise UnknownVersion(f"the facts of this vote are of version {kept.get('v')}; this program knows {VERSION}")
    rows = kept["roll"].items()
    return Frozen(
        method=kept["method"],
        matter=kept["matter"],
        majority=Asked(**kept["majority"]),
        quorum=kept["quorum"],
        house=House(**kept["house"]),
        roll={who: Member(seat=s, community=c, weight=w, suspended=bool(out)) for who, (s, c, w, out) in rows},
        channels=kept["channels"],
        proxies=kept["proxies"],
        communities={name: House(**house) for name, house in kept["communities"].items()},
        missed=kept["missed"],
        orders=Orders(**kept["orders"]),
        group_least=kept["group_least"],
        second_call=kept["second_call"],
        language=kept["language"],
    )
