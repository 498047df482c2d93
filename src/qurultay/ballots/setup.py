"""What must stand before anybody votes: the election, its trustees and its credentials (specification 4.9).

1. the trustees are read, which checks every key of theirs
2. y is the product of their keys
3. the public credentials are a list, each once; that they are members is checked apart, since it takes long
4. rankings are not weighted
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from qurultay.ballots import canonical
from qurultay.ballots.credentials import PublicCredentials, read_credentials
from qurultay.ballots.election import Election, read_election
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.trustees.structure import Trustees, read_trustees


@dataclass(frozen=True, kw_only=True)
class Setup:
    """An election that can be held."""

    election: Election
    trustees: Trustees
    credentials: PublicCredentials


def read_setup(election: bytes, trustees: bytes, credentials: bytes) -> Setup:
    """The setup from its three records. Raises `Refused` (`election-…`, `trustee-…`, `credential-…`, `group-member`)."""
    read = read_election(election)
    held = read_trustees(read.group, trustees)  # 1
    if held.election_key != read.y:  # 2
        raise Refused("election-key", "the election's key is not the product of the trustees' keys", "election")
    with within("credentials"):
        listed = read_credentials(read.group, credentials)  # 3
        if not read.homomorphic and any(weight != 1 for weight in listed.weights.values()):  # 4
            raise Refused("credential-one", "a credential has a weight, but rankings are decrypted one by one")
    return Setup(election=read, trustees=held, credentials=listed)


def setup_data(records: Sequence[bytes]) -> bytes:
    """The payload of the Setup event, from the records of election, trustees and credentials."""
    names = ("election", "trustees", "credentials")
    return canonical.encode({name: sha256(data).hexdigest() for name, data in zip(names, records, strict=True)})
