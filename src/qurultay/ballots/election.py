"""The election as every voter gets it: what is asked, in which group, under which key (specification 4.9).

Its bytes are kept as they came, because their hash φ is in every ballot and every proof.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Self

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields, small, text
from qurultay.ballots.credentials import BASE58
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group, Table, group_named
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question, read_questions
from qurultay.ballots.randomness import Randomness

MOST_BYTES = 2**20

_NAMES = (
    "version",
    "description",
    "name",
    "group",
    "public_key",
    "questions",
    "uuid",
    "administrator",
    "credential_authority",
    "language",
)
_OPTIONAL = ("administrator", "credential_authority", "language")


def fingerprint(data: bytes) -> str:
    """H_JSON: the SHA-256 in Base64 without padding, as elections and ballots are named by it.

    >>> fingerprint(b"")
    '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return b64encode(sha256(data).digest()).decode().rstrip("=")


def new_uuid(random: Randomness) -> str:
    """An identifier for a new election: 14 characters of Base58."""
    return "".join(BASE58[random(58)] for _ in range(14))


@dataclass(frozen=True, kw_only=True)
class Election:
    """An election. Make one with `read_election` or `Election.new`: both leave `data` and the fields in agreement."""

    data: bytes
    description: str
    name: str
    group: Group
    y: Element
    questions: tuple[Question, ...]
    uuid: str
    administrator: str | None
    credential_authority: str | None

    @classmethod
    def new(
        cls,
        *,
        name: str,
        description: str,
        group: Group,
        y: Element,
        questions: tuple[Question, ...],
        uuid: str,
        administrator: str | None = None,
        credential_authority: str | None = None,
    ) -> Self:
        """An election that is to be held. Raises `Refused` as `read_election`."""
        officers = {"administrator": administrator, "credential_authority": credential_authority}
        fields = {
            "version": 1,
            "description": description,
            "name": name,
            "group": group.name,
            "public_key": group.encode(y),
            "questions": [question.to_json() for question in questions],
            "uuid": uuid,
        } | {name: officer for name, officer in officers.items() if officer is not None}
        return cls._read(canonical.encode(fields))

    @classmethod
    def _read(cls, data: bytes) -> Self:
        found = fields(canonical.decode(data, most_bytes=MOST_BYTES), _NAMES, _OPTIONAL)
        if small(found["version"]) != 1:
            raise Refused(
                "election-form", f"the election has version {found['version']}; this software reads version 1"
            )
        group = group_named(text(found["group"]))
        uuid, questions = text(found["uuid"]), read_questions(found["questions"])
        if not 14 <= len(uuid) <= 100 or set(uuid) - set(BASE58):
            raise Refused("election-form", "the identifier (uuid) is not at least 14 characters of Base58")
        if not group.bits_per_int and any(isinstance(question, NonHomomorphic) for question in questions):
            raise Refused("election-form", f"the group {group.name} has no encoding for rankings; take RFC-3526-2048")
        with within("public key"):
            y = group.decode(found["public_key"])
            if y == group.one:
                raise Refused("election-key", "the key is 1, which hides nothing")
        officers = {name: text(found[name]) for name in _OPTIONAL if name in found}
        return cls(
            data=data,
            description=text(found["description"]),
            name=text(found["name"]),
            group=group,
            y=y,
            questions=questions,
            uuid=uuid,
            administrator=officers.get("administrator"),
            credential_authority=officers.get("credential_authority"),
        )

    @cached_property
    def fingerprint(self) -> str:
        """φ."""
        return fingerprint(self.data)

    @cached_property
    def raise_y(self) -> Table:
        """y, ready to be raised."""
        return self.group.fixed(self.y)

    @property
    def homomorphic(self) -> bool:
        """Are only sums decrypted?"""
        return all(isinstance(question, Homomorphic) for question in self.questions)

    def __hash__(self) -> int:
        """Equal elections have equal bytes."""
        return hash(self.data)

    def __getstate__(self) -> dict[str, object]:
        """Other processes compute their own table of y."""
        return {name: value for name, value in self.__dict__.items() if name != "raise_y"}


def read_election(data: bytes) -> Election:
    """The election from its record.

    Raises `Refused` (`election-form`, `election-key`, `group`, `group-member`, `old-format`, and as any record).
    """
    with within("election"):
        return Election._read(data)
