"""How trustees write to each other through a server they need not trust (specification 4.6.1 and 4.6.3).

    seed     22 characters of base 58; sk = SHA256("sk|" seed), dk = SHA256("dk|" seed), and g^sk, g^dk are public
    sign     a proof of knowing sk over "sigmsg|" M "|"
    encrypt  1. pick random r, s  2. alpha = g^r  3. beta = ek^r × g^s
             4. data = M encrypted with the key SHA256("key|" g^s) and the initialization vector SHA256("iv|" g^r)
    decrypt  1. key: SHA256("key|" beta / alpha^dk)  2. initialization vector: SHA256("iv|" alpha)  3. decrypt data
    send     M with its recipient, signed, then encrypted; `receive` undoes it and checks all three

Belenios 3.1 and later name the `algorithm`, AES-GCM. Before that there was no such field and AES-CCM as SJCL does it: a
tag of 8 bytes and the first 13 bytes of the initialization vector. Debian's belenios-tool 2.0 reads and writes only that.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM, AESGCM
from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields, text
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.proofs.schnorr import Proof, check, prove, read_proof
from qurultay.ballots.randomness import Randomness

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SEED_LENGTH = 22


class Form(StrEnum):
    """Whose messages a ceremony speaks. Both make the same kind of key; `STRONG` also binds every message to the ceremony."""

    STRONG = "3.3"
    """Certificates name the ceremony, every trustee signs all certificates with its coefficients, AES-GCM."""
    DEBIAN = "2.0"
    """What Debian's belenios-tool 2.0 speaks, for ceremonies in which a trustee uses it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """A trustee's private keys for the ceremony, both from one seed."""

    sk: mpz
    dk: mpz


def new_seed(random: Randomness) -> str:
    """A seed: the one thing a trustee with a threshold keeps secret from the first step until the result."""
    return "".join(BASE58[random(len(BASE58))] for _ in range(SEED_LENGTH))


def derive(group: Group, seed: str) -> Keys:
    """The private keys of a seed. Raises `Refused` (`trustee-key`) if it is none."""
    if len(seed) != SEED_LENGTH or seed.strip(BASE58):
        raise Refused(
            "trustee-key", f"a trustee's seed has {SEED_LENGTH} letters and digits, and none of 0, I, O and l"
        )
    return Keys(sk=group.hash("sk|" + seed), dk=group.hash("dk|" + seed))


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A text and its signature."""

    message: str
    signature: Proof

    def to_json(self) -> dict[str, Any]:
        """As it stands in a record."""
        return {"message": self.message, "signature": self.signature.to_json()}


def read_signed(group: Group, value: object) -> SignedMessage:
    """The signed message that stands in a record; whose it is, `check_signature` asks."""
    found = fields(value, ("message", "signature"))
    return SignedMessage(text(found["message"]), read_proof(group, found["signature"]))


def sign(group: Group, sk: mpz, message: str, random: Randomness) -> Proof:
    """The signature of a text."""
    return prove(group, sk, f"sigmsg|{message}|", random)


def check_signature(group: Group, vk: Element, message: str, signature: Proof, failing: str) -> None:
    """Checks that the owner of vk signed the text. Raises `Refused` with the check `failing`."""
    try:
        check(group, vk, signature, f"sigmsg|{message}|", failing)
    except Refused:
        raise Refused(failing, "the signature does not hold") from None


def encrypt(group: Group, ek: Element, message: str, form: Form, random: Randomness) -> str:
    """The text for the owner of ek; the steps are above."""
    r, s = mpz(random(int(group.q))), mpz(random(int(group.q)))  # 1
    alpha, secret = group.power_g(r), group.power_g(s)  # 2
    beta = group.multiply(group.power(ek, r), secret)  # 3
    key, iv = _sha256("key|", group, secret), _sha256("iv|", group, alpha)  # 4
    plain = message.encode()
    numbers = {"alpha": group.encode(alpha), "beta": group.encode(beta)}
    match form:
        case Form.STRONG:
            sealed = {"algorithm": "AES-GCM", **numbers, "data": AESGCM(key).encrypt(iv, plain, None).hex()}
        case Form.DEBIAN:
            sealed = {**numbers, "data": AESCCM(key, 8).encrypt(iv[: _nonce_length(len(plain))], plain, None).hex()}
    return canonical.encode(sealed).decode()


def decrypt(group: Group, dk: mpz, sealed: str) -> str:
    """The text that `encrypt` hid, in either form; the steps are above. Raises `Refused` (`trustee-message`)."""
    names = ("algorithm", "alpha", "beta", "data")
    found = fields(canonical.decode(sealed.encode()), names, optional=("algorithm",))
    alpha, beta = group.decode(found["alpha"]), group.decode(found["beta"])
    secret = group.divide(beta, group.power(alpha, dk))
    key, iv = _sha256("key|", group, secret), _sha256("iv|", group, alpha)  # 1, 2
    try:
        data = bytes.fromhex(text(found["data"]))
        if "algorithm" not in found:
            return AESCCM(key, 8).decrypt(iv[: _nonce_length(len(data) - 8)], data, None).decode()  # 3
        if found["algorithm"] == "AES-GCM":
            return AESGCM(key).decrypt(iv, data, None).decode()  # 3
    except (InvalidTag, ValueError):
        raise Refused("trustee-message", "the message was not encrypted for this trustee, or was changed") from None
    raise Refused("trustee-message", f"messages are encrypted with AES-GCM, not with {text(found['algorithm'])[:20]!a}")


def send(group: Group, sk: mpz, recipient: Element, message: str, form: Form, random: Randomness) -> str:
    """The text, addressed, signed with sk and encrypted for the recipient."""
    addressed = canonical.encode({"recipient": group.encode(recipient), "message": message}).decode()
    signed = SignedMessage(addressed, sign(group, sk, addressed, random))
    return encrypt(group, recipient, canonical.encode(signed.to_json()).decode(), form, random)


def receive(group: Group, dk: mpz, sender: Element, sealed: str) -> str:
    """The text that the owner of `sender` sent to the owner of dk. Raises `Refused` (`trustee-message`) for any other."""
    with within("message"):
        signed = read_signed(group, canonical.decode(decrypt(group, dk, sealed).encode()))
        check_signature(group, sender, signed.message, signed.signature, "trustee-message")
        addressed = fields(canonical.decode(signed.message.encode()), ("recipient", "message"))
        if group.read(addressed["recipient"]) != group.power_g(dk):
            raise Refused("trustee-message", "the message was written to another trustee")
    return text(addressed["message"])


def _sha256(prefix: str, group: Group, element: Element) -> bytes:
    return sha256((prefix + group.encode(element)).encode()).digest()


def _nonce_length(size: int) -> int:
    """What SJCL leaves of the initialization vector: 15 bytes less those that write the size, two at least."""
    return 15 - max(2, (max(size, 0).bit_length() + 7) // 8)
