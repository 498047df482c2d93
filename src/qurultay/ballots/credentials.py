"""Credentials: what entitles a voter to vote, without saying who the voter is (specification 4.8).

A private credential is given to the voter alone; the list of public ones stands in the election. Two forms exist:

    XXXXX-XXXXXX-XXXXX-XXXXXX   22 characters of Base58, since Belenios 2.4; this is what we generate
    XXX-XXX-XXX-XXX-XXX         14 characters and a check character, Belenios 2.3 and before; read only

From either the secret exponent x is derived for one election, and the public credential is g^x.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha256

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import decimal, items, text
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.randomness import Randomness

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MOST_WEIGHT = 10**11
MOST_TOTAL = 2**44
"""A result is found by search among the sums of weights; beyond this one it would take minutes for every count."""

_LONG, _SHORT = (5, 6, 5, 6), (3, 3, 3, 3, 3)


def generate(random: Randomness) -> str:
    """A new private credential of 22 characters: 129 bits.

    >>> from qurultay.ballots.randomness import seeded
    >>> [len(part) for part in generate(seeded("a voter")).split("-")]
    [5, 6, 5, 6]
    """
    return _grouped("".join(BASE58[random(58)] for _ in range(22)), _LONG)


def normal_form(typed: str) -> str:
    """A private credential as it was handed out, from what somebody typed: spaces and hyphens are forgiven.

    >>> normal_form(" nCwWXVkQj3vLobg ")
    'nCw-WXV-kQj-3vL-obg'

    Raises `Refused` (`credential-form`) for another number of characters, one that Base58 does not have, or a
    check character that does not fit.
    """
    bare = "".join(each for each in typed if not each.isspace() and each not in "-‐‑–")
    if strange := next((each for each in bare if each not in BASE58), None):
        raise Refused("credential-form", f"credentials never have the character {strange!a}; look at the sheet again")
    match len(bare):
        case 22:
            return _grouped(bare, _LONG)
        case 15:
            if BASE58.index(bare[14]) != 53 - _base58(bare[:14]) % 53:
                raise Refused("credential-form", "a character of the credential was mistyped; look at the sheet again")
            return _grouped(bare, _SHORT)
        case count:
            raise Refused("credential-form", f"a credential has 22 characters (older ones 15); this one has {count}")


def secret(group: Group, uuid: str, credential: str) -> mpz:
    """The secret exponent x of a private credential in one election.

    22 characters: x_i = SHA256("derive_credential|" uuid "|" i "|" c) for i = 0, 1; x = x_0 ‖ x_1 mod q.
    15 characters: PBKDF2 with HMAC-SHA256, c with its hyphens as password, uuid as salt, 1000 rounds, 32 bytes; modulo q.

    Raises `Refused` (`credential-form`).
    """
    c = normal_form(credential)
    if len(c) == len("XXX-XXX-XXX-XXX-XXX"):
        return mpz(pbkdf2_hmac("sha256", c.encode(), uuid.encode(), 1000, 32).hex(), 16) % group.q
    halves = (sha256(f"derive_credential|{uuid}|{i}|{c}".encode()).hexdigest() for i in (0, 1))
    return mpz("".join(halves), 16) % group.q


def public(group: Group, uuid: str, credential: str) -> Element:
    """The public credential g^x of a private one. Raises `Refused` (`credential-form`)."""
    return group.power_g(secret(group, uuid, credential))


@dataclass(frozen=True, kw_only=True)
class PublicCredentials:
    """The list that stands in the election: public credentials as they are written, each with its weight."""

    weights: Mapping[str, int]
    weighted: bool

    @property
    def total(self) -> int:
        """The weight of all voters together."""
        return sum(self.weights.values())

    def weight(self, credential: str) -> int:
        """How often a ballot with this credential counts. Raises `Refused` (`ballot-credential`)."""
        try:
            return self.weights[credential]
        except KeyError:
            raise Refused("ballot-credential", "the credential is not in the list of this election") from None

    def encode(self) -> bytes:
        """The list as it stands in the archive."""
        if not self.weighted:
            return canonical.encode(list(self.weights))
        return canonical.encode([f"{credential},{weight}" for credential, weight in self.weights.items()])


def listed(group: Group, weights: Sequence[tuple[Element, int]], *, weighted: bool) -> PublicCredentials:
    """The list of a new election, sorted as Belenios 3.3 sorts it, so that its order tells nothing about the roll.

    Raises `Refused` (`credential-list`) where there is none, or one twice.
    """
    found = {group.encode(credential): weight for credential, weight in weights}
    if len(found) != len(weights) or not weights:
        raise Refused("credential-list", "the list names a credential twice, or none at all")
    return PublicCredentials(weights=dict(sorted(found.items())), weighted=weighted)


def read_credentials(group: Group, data: bytes) -> PublicCredentials:
    """The list of public credentials from its record. Membership is a check of its own (`refuse_strangers`).

    Raises `Refused` (`credential-list`, `credential-weight`, and as reading any record).
    """
    weights: dict[str, int] = {}
    lines = items(canonical.decode(data))
    weighted = bool(lines) and "," in text(lines[0])
    for number, line in enumerate(lines, 1):
        with within(f"credential {number}"):
            credential, comma, weight = text(line).partition(",")
            if bool(comma) != weighted:
                raise Refused("credential-weight", "some credentials have a weight and others have none")
            group.read(credential)
            if credential in weights:
                raise Refused("credential-list", "the credential is in the list already")
            weights[credential] = int(decimal(weight, MOST_WEIGHT + 1)) if comma else 1
    if not weights:
        raise Refused("credential-list", "the list names nobody, so nobody could vote")
    if sum(weights.values()) > MOST_TOTAL:
        raise Refused("credential-weight", f"the weights add up to more than {MOST_TOTAL}; take a coarser unit")
    return PublicCredentials(weights=weights, weighted=weighted)


def refuse_strangers(group: Group, credentials: Sequence[str], first: int = 1) -> None:
    """Raises `Refused` (`group-member`, `credential-list`) for a public credential that proves nothing."""
    for number, credential in enumerate(credentials, first):
        with within(f"credential {number}"):
            if group.decode(credential) == group.one:
                raise Refused("credential-list", "the credential is 1, for which anybody could sign")


def _grouped(bare: str, lengths: Sequence[int]) -> str:
    ends = [sum(lengths[: at + 1]) for at in range(len(lengths))]
    return "-".join(bare[end - length : end] for end, length in zip(ends, lengths, strict=True))


def _base58(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 58 + BASE58.index(digit)
    return number
