"""Committing before showing, so that no trustee chooses its polynomial by those of the others.

Pedersen's ceremony lets whoever sends last look at the coefficients of all others first and so lean on the key. Therefore
step 3 is taken in two: each trustee first publishes the hash of the coefficients it will show, and shows them only when
all hashes are published. Belenios v1 has no such message; it stands in our log beside the ceremony and changes nothing in it.
The preimage names the ceremony by its certificates, so that a hash serves once; coefficients cannot be guessed from it,
being random members of the group.
"""

from collections.abc import Sequence
from hashlib import sha256

from qurultay.ballots import canonical
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.trustees.certificates import Certificates
from qurultay.ballots.trustees.pki import Form

_DOMAIN = "qurultay/ceremony/v1"


def commitment(certificates: Certificates, z: int, shown: str) -> str:
    """The hash of what trustee z will show, the text of its signed `coefexps`: 64 hexadecimal digits."""
    ceremony = sha256(canonical.encode(certificates.to_json())).hexdigest()
    return sha256(f"{_DOMAIN}|{ceremony}|{z}|{shown}".encode()).hexdigest()


def check_revealed(certificates: Certificates, commitments: Sequence[str], shown: Sequence[str]) -> None:
    """Checks that all trustees show what they committed to. Where belenios-tool 2.0 takes part, nobody can commit.

    Raises `Refused` (`trustee-commitment`), naming the trustee.
    """
    if certificates.form is Form.DEBIAN and not commitments:
        return
    if not len(commitments) == len(shown) == certificates.size:
        raise Refused(
            "trustee-commitment",
            f"{len(commitments)} trustees committed to coefficients, {certificates.size} take part",
        )
    for z, (committed, message) in enumerate(zip(commitments, shown, strict=True), 1):
        with within(f"trustee {z}"):
            if commitment(certificates, z, message) != committed:
                raise Refused("trustee-commitment", "the coefficients are not those the trustee committed to")
