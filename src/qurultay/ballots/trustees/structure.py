"""Who holds the key of an election: single trustees, who must all decrypt, and groups with a threshold (specification 4.7).

    trustees = ["Single", verification key] | ["Pedersen", threshold parameters], any number of them, in this order

Everybody who reads the structure checks it whole: proofs, certificates, coefficients, and that the verification keys of a
group are those its coefficients give. The election's key is the product of the keys of all items. A trustee's number, the
`owner` of what it publishes, counts from 1 over the verification keys of all items.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, assert_never

from qurultay.ballots import canonical
from qurultay.ballots.canonical import each, fields, items, small
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.trustees.certificates import MOST_TRUSTEES, Certificates, gathered
from qurultay.ballots.trustees.keys import VerificationKey, read_verification_key
from qurultay.ballots.trustees.pedersen import (
    Coefficients,
    read_all_coefficients,
    read_share_key,
    shown_json,
    verification_keys,
)
from qurultay.ballots.trustees.pki import Form


@dataclass(frozen=True, kw_only=True, slots=True)
class Single:
    """A trustee without whom nothing is decrypted."""

    key: VerificationKey

    @property
    def keys(self) -> tuple[VerificationKey, ...]:
        """The verification keys of this item: one."""
        return (self.key,)

    @property
    def needed(self) -> int:
        """How many of them must decrypt."""
        return 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Pedersen:
    """Trustees of whom a threshold must decrypt, with all that shows how their keys came about."""

    certificates: Certificates
    coefficients: tuple[Coefficients, ...]
    keys: tuple[VerificationKey, ...]

    @property
    def needed(self) -> int:
        """How many of them must decrypt."""
        return self.certificates.threshold


Item: TypeAlias = Single | Pedersen


@dataclass(frozen=True, kw_only=True)
class Trustees:
    """All who hold the key. `read_trustees` makes one from a record; then everything in it was checked."""

    group: Group
    items: tuple[Item, ...]

    @cached_property
    def keys(self) -> tuple[VerificationKey, ...]:
        """The verification keys by number: trustee 1 has the first."""
        return tuple(key for item in self.items for key in item.keys)

    @cached_property
    def election_key(self) -> Element:
        """y = ∏ y_τ over the items τ; a group's key is ∏ A_z0."""
        return self.group.product(_sub_key(self.group, item) for item in self.items)

    @property
    def forms(self) -> tuple[Form, ...]:
        """How the keys of groups were made. `Form.DEBIAN` among them: the messages were not bound to the ceremony."""
        return tuple(item.certificates.form for item in self.items if isinstance(item, Pedersen))

    def key(self, owner: object) -> VerificationKey:
        """The verification key of a trustee by its number. Raises `Refused` (`trustee-owner`)."""
        if type(owner) is not int or not 1 <= owner <= len(self.keys):
            raise Refused("trustee-owner", f"there is no trustee {owner}; they are numbered from 1 to {len(self.keys)}")
        return self.keys[owner - 1]

    def numbered(self) -> Iterator[tuple[Item, range]]:
        """Every item with the numbers of its trustees."""
        first = 1
        for item in self.items:
            yield item, range(first, first + len(item.keys))
            first += len(item.keys)

    def to_json(self) -> list[Any]:
        """As it stands in a record."""
        return [_item_json(self.group, item) for item in self.items]


def read_trustees(group: Group, line: bytes) -> Trustees:
    """The trustees of an election, once everything about their keys is checked.

    Raises `Refused` (`trustee-key`, `trustee-certificate`, `trustee-coefficients`, `trustee-threshold`, `group-member`).
    """
    with within("trustees"):
        trustees = Trustees(group=group, items=each(canonical.decode(line), lambda item: _item(group, item), "item"))
        if not 1 <= len(trustees.keys) <= MOST_TRUSTEES:
            raise Refused("trustee-threshold", f"an election has from 1 to {MOST_TRUSTEES} trustees")
        held = [X for item in trustees.items for X in {key.X for key in item.keys}]
        if len(set(held)) != len(held):
            raise Refused("trustee-key", "the same verification key stands in two places")
    return trustees


def assemble(group: Group, singles: Sequence[bytes], parameters: Sequence[bytes] = ()) -> bytes:
    """The trustees of a new election from what they sent: single ones first, then groups, as belenios-tool orders them.

    The election takes the line as it is. Raises `Refused` as `read_trustees`.
    """
    listed = [["Single", canonical.decode(line)] for line in singles]
    listed += [["Pedersen", canonical.decode(line)] for line in parameters]
    line = canonical.encode(listed)
    read_trustees(group, line)
    return line


def _item(group: Group, value: object) -> Item:
    match items(value, 2):
        case ["Single", key]:
            return Single(key=read_verification_key(group, key))
        case ["Pedersen", parameters]:
            return _pedersen(group, parameters)
        case _:
            raise Refused("json-type", "a trustee is Single, or trustees with a threshold are Pedersen")


def _pedersen(group: Group, value: object) -> Pedersen:
    """Checks 1. the certificates, 2. the coefficients, 3. the verification keys that they give."""
    names = ("threshold", "certs", "coefexps", "signatures", "verification_keys")
    found = fields(value, names, optional=("signatures",))
    form = Form.STRONG if "signatures" in found else Form.DEBIAN
    certificates = gathered(group, items(found["certs"], most=MOST_TRUSTEES), small(found["threshold"]), form)  # 1
    shown = read_all_coefficients(certificates, found["coefexps"], found.get("signatures"))  # 2
    expected = verification_keys(group, [one.A for one in shown])  # 3
    keys = []
    for j, key in enumerate(items(found["verification_keys"], certificates.size), 1):
        with within(f"trustee {j}"):
            keys.append(read_share_key(certificates, j, key, expected[j - 1]))
    return Pedersen(certificates=certificates, coefficients=tuple(shown), keys=tuple(keys))


def _sub_key(group: Group, item: Item) -> Element:
    match item:
        case Single():
            return item.key.X
        case Pedersen():
            return group.product(one.A[0] for one in item.coefficients)
        case _:
            assert_never(item)


def _item_json(group: Group, item: Item) -> list[Any]:
    match item:
        case Single():
            return ["Single", item.key.to_json(group)]
        case Pedersen():
            certificates = item.certificates
            parameters = {"threshold": certificates.threshold, "certs": certificates.to_json()}
            parameters |= shown_json(item.coefficients)
            return ["Pedersen", parameters | {"verification_keys": [key.to_json(group) for key in item.keys]}]
        case _:
            assert_never(item)
