"""How the lot falls: one strict order of all candidates for each contest, fixed before any ballot is opened.

A tie that the rule cannot break ends by lot. The lot is drawn once: a permutation of all candidates, the earlier
always preferred. It follows from a seed, and the seed from three things nobody could choose to fit: the election's
identifier, the head of the closed ballot box, and the value of a *beacon* named in advance.

    seed  = SHA-256("qurultay/lot/v1\\n" ‖ election ‖ "\\n" ‖ head ‖ "\\n" ‖ beacon ‖ "\\n")
    order = candidates sorted by HMAC-SHA256(seed, name in UTF-8)

Three beacons are known, each one line: what scrutineers had committed to (`commit-reveal`), dice thrown in public and
minuted (`dice`), and a round of the drand network named in advance (`drand`; its signature is not checked here: compare
the value with what drand publishes for that round).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from typing import Any

from qurultay.counting.refusal import Uncountable

FEWEST_SCRUTINEERS = 3
FEWEST_DICE = 20
"""Twenty dice have more than 51 bits: too many for anyone to try the outcomes beforehand."""
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Lots:
    """The order of lots: of two candidates, the earlier is preferred, whatever is decided.

    Lots whose source says that they were drawn must be what is drawn from it, or they are refused.

    >>> lots = Lots(order=("Cem", "Ada", "Ben"), source={"kind": "minuted"})
    >>> lots.preferred(["Ada", "Ben"]), lots.ranked(["Ben", "Ada", "Cem"])
    ('Ada', ('Cem', 'Ada', 'Ben'))
    """

    order: tuple[str, ...]
    source: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.source:
            raise Uncountable("the lots", "nobody says where they come from", "name their source")
        if len(set(self.order)) != len(self.order):
            raise Uncountable("the lots", "a candidate stands twice in their order", "give a strict order")
        if self.source.get("kind") == "drawn" and list(self.order) != _order(self.order, self.source):
            raise Uncountable("the lots", "their order is not what is drawn from their source", "draw them anew")

    def covers(self, names: Collection[str]) -> bool:
        """Has every one of these a place in the order?"""
        return set(names) <= set(self.order)

    def ranked(self, names: Collection[str]) -> tuple[str, ...]:
        """These, the preferred first. Raises `Uncountable` where one has no place in the order."""
        if not self.covers(names):
            missing = min(set(names) - set(self.order))
            raise Uncountable("the lots", f"{missing!a} has no place in their order", "draw lots for all candidates")
        return tuple(name for name in self.order if name in set(names))

    def preferred(self, names: Collection[str]) -> str:
        """The one that the lot prefers."""
        return self.ranked(names)[0]

    def as_data(self) -> dict[str, Any]:
        """What a transcript says of them."""
        return {"order": list(self.order), "source": dict(self.source)}


def drawn(names: Sequence[str], *, election: str, head: str, beacon: str) -> Lots:
    """The lots of one contest, from the election, the head of its closed box (64 hex digits) and the beacon's line.

    >>> lots = drawn(["Ada", "Ben"], election="m3t8w1pz", head="00" * 32, beacon=drand("quicknet", 1234567, "ab" * 32))
    >>> lots.order
    ('Ada', 'Ben')
    """
    source = {"kind": "drawn", "election": election, "head": head, "beacon": beacon}
    return Lots(order=tuple(_order(names, source)), source=source)


def _order(names: Sequence[str], source: Mapping[str, str]) -> list[str]:
    """These by the HMAC of their names under the seed. Raises `Uncountable` where something to draw from is missing."""
    election, head, beacon = (source.get(word, "") for word in ("election", "head", "beacon"))
    if not _HEX.fullmatch(head):
        raise Uncountable("the lots", "the head of the ballot box is not 64 hex digits", "take the root of its closing")
    for word, value in (("election", election), ("beacon", beacon)):
        if not value or "\n" in value:
            raise Uncountable("the lots", f"the {word} is empty or more than one line", "give it in one line")
    seed = sha256(f"qurultay/lot/v1\n{election}\n{head}\n{beacon}\n".encode()).digest()
    return sorted(names, key=lambda name: digest(seed, name.encode(), "sha256"))


def commitment(election: str, scrutineer: str, secret: str) -> str:
    """What a scrutineer makes known before the ballots are opened: a hash that binds and tells nothing.

    The secret is 32 random bytes in hex, new for every election.
    """
    _check_secret(scrutineer, secret)
    return sha256(f"qurultay/lot-commit/v1\n{election}\n{scrutineer}\n{secret}\n".encode()).hexdigest()


def commit_reveal(election: str, commitments: Mapping[str, str], secrets: Mapping[str, str]) -> str:
    """The beacon that scrutineers make together: nobody's secret alone decides, and nobody can change theirs.

    All must reveal, or the last could choose between two results by staying silent. Raises `Uncountable` for fewer
    than three scrutineers, and names whose secret is missing or does not fit what they had committed to.
    """
    if len(commitments) < FEWEST_SCRUTINEERS:
        what = f"{len(commitments)} scrutineers committed themselves"
        raise Uncountable("the lots", what, f"let at least {FEWEST_SCRUTINEERS} do it, of different communities")
    for name in sorted(commitments):
        if name not in secrets:
            raise Uncountable("the lots", f"{name!a} has not revealed", "ask for the secret, or draw the lot by dice")
        if commitment(election, name, secrets[name]) != commitments[name]:
            raise Uncountable(
                "the lots", f"what {name!a} reveals is not what was committed to", "ask for the right one"
            )
    revealed = "".join(f"{name}\n{secrets[name]}\n" for name in sorted(commitments))
    return "commit-reveal " + sha256(revealed.encode()).hexdigest()


def dice(throws: Sequence[int]) -> str:
    """The beacon of dice thrown in public: the eyes in the order in which they were minuted.

    >>> dice([3, 1, 4, 1, 5, 2, 6, 5, 3, 5, 6, 2, 4, 3, 1, 6, 6, 2, 4, 1])
    'dice 3 1 4 1 5 2 6 5 3 5 6 2 4 3 1 6 6 2 4 1'
    """
    if len(throws) < FEWEST_DICE or any(not 1 <= eyes <= 6 for eyes in throws):
        what = f"{len(throws)} throws were given, or one is not 1 to 6"
        raise Uncountable("the dice", what, f"throw at least {FEWEST_DICE} times and write down every throw")
    return "dice " + " ".join(map(str, throws))


def drand(chain: str, round_number: int, randomness: str) -> str:
    """The beacon of a round of drand that was named in advance. We do not check its signature; anybody else can."""
    if not re.fullmatch(r"[a-z0-9-]{1,80}", chain) or round_number < 1 or not _HEX.fullmatch(randomness):
        raise Uncountable(
            "the drand round", "chain, round or randomness is not written as drand does", "copy them anew"
        )
    return f"drand {chain} {round_number} {randomness}"


def _check_secret(scrutineer: str, secret: str) -> None:
    if not scrutineer or "\n" in scrutineer or not _HEX.fullmatch(secret):
        raise Uncountable("the lots", f"the secret of {scrutineer!a} is not 64 hex digits", "draw 32 random bytes")
