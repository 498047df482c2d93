"""What is private of a person: the fields that are sealed together, and nothing else of them is kept in clear."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

PAD = 256
"""Sealed fields grow in steps, so that the length of a row does not tell how long a name is."""


@dataclass(frozen=True, kw_only=True)
class Private:
    """The private fields of one person. `name` is what they are called in the room, as they chose themselves.

    Somebody `invented` stands on the roll as a trap: a message to an address that only the roll has, tells of a leak.
    """

    name: str = ""
    legal_name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    origin: str = ""
    documents: str = ""
    notes: str = ""
    invented: str = ""

    def written(self) -> bytes:
        """The fields as bytes to be sealed.

        >>> len(Private(name="Ayla").written()), Private.read(Private(name="Ayla").written()).name
        (256, 'Ayla')
        """
        said = {name: words for name, words in asdict(self).items() if words}
        plain = json.dumps(said, ensure_ascii=False).encode()
        return plain.ljust(-(-len(plain) // PAD) * PAD)

    @classmethod
    def read(cls, plain: bytes) -> "Private":
        """The fields from what was sealed; a field that this version no longer has is left out."""
        said = json.loads(plain)
        return cls(**{name: said[name] for name in (*FIELDS, "invented") if name in said})

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Private":
        """The fields of a form or a row, tidied."""
        return cls(**{name: " ".join(given.get(name, "").split()) for name in FIELDS})


FIELDS = tuple(each.name for each in fields(Private) if each.name != "invented")
"""The fields that a form shows, in their order."""
MOST = {"name": 120, "legal_name": 200, "email": 254, "telephone": 60, "address": 400, "origin": 200, "documents": 400, "notes": 2000}  # fmt: skip
"""The most letters each field takes."""
