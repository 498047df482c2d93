"""The ceremony that makes a key of which t + 1 trustees are needed and t learn nothing (specification 3.1.1, 4.6).

    1  trustee z   draws a seed and makes a certificate                        `certificates.certificate`
    2  everybody   gathers the certificates Γ and checks them                  `certificates.gather`
    3  trustee z   draws f_z(x) = a_z0 + a_z1·x + … + a_zt·x^t and prepares    `polynomial`
                   A_zk = g^(a_zk) for all to see, f_z(j) encrypted for each trustee j, and f_z itself, for later, to z;
                   first it publishes a hash of the A_zk, and sends them when all have done so      `committed`
    4  server      checks that and hands every trustee what is meant for it    `vinputs`
    5  trustee j   checks g^(s_ij) = ∏_k A_ik^(j^k) for each share s_ij = f_i(j) received;      `voutput`
                   its private key is S_j = ∑_i s_ij, of which it publishes g^(S_j) with a proof
    6  server      checks that g^(S_j) = ∏_i ∏_k A_ik^(j^k) and publishes the parameters      `conclude`

The key is y = ∏_z A_z0; nobody ever holds its logarithm ∑_z a_z0. Every message is text that may pass through any hands:
what is secret is encrypted to its trustee, everything is signed, and each step checks all that came before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from qurultay.ballots import canonical
from qurultay.ballots.canonical import each, fields, items, text
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.proofs.schnorr import Proof, read_proof
from qurultay.ballots.randomness import Randomness
from qurultay.ballots.trustees.certificates import Certificates
from qurultay.ballots.trustees.keys import VerificationKey, read_verification_key, verification_key
from qurultay.ballots.trustees.pki import (
    Form,
    Keys,
    SignedMessage,
    check_signature,
    derive,
    read_signed,
    receive,
    send,
    sign,
)
from qurultay.ballots.trustees.reveal import check_revealed, commitment


@dataclass(frozen=True, kw_only=True, slots=True)
class Coefficients:
    """What trustee z shows of its polynomial: A_z0 … A_zt, signed; in the strong form also over all certificates."""

    A: tuple[Element, ...]
    signed: SignedMessage
    signature: Proof | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Polynomial:
    """What trustee z sends in step 3."""

    kept: str
    secrets: tuple[str, ...]
    coefficients: Coefficients


@dataclass(frozen=True, kw_only=True, slots=True)
class Concluded:
    """What step 6 gives: the parameters that go into the election, and each trustee's encrypted private key."""

    parameters: bytes
    private_keys: tuple[bytes, ...]


def polynomial(certificates: Certificates, seed: str, random: Randomness) -> bytes:
    """Step 3, by a trustee. Raises `Refused` (`trustee-certificate`) if the seed belongs to none of the certificates."""
    group, form = certificates.group, certificates.form
    keys, _ = _own(certificates, seed)
    a = [mpz(random(int(group.q))) for _ in range(certificates.threshold)]
    A = [group.power_g(coefficient) for coefficient in a]

    def sent(to: Element, name: str, value: Any) -> str:
        return send(group, keys.sk, to, canonical.encode({name: value}).decode(), form, random)

    own = group.power_g(keys.dk)
    kept = sent(own, "polynomial", [coefficient.digits() for coefficient in a])
    secrets = [sent(c.encryption, "secret", _f(group, a, j).digits()) for j, c in enumerate(certificates.of, 1)]
    shown = canonical.encode({"coefexps": [group.encode(one) for one in A]}).decode()
    line: dict[str, Any] = {"polynomial": kept, "secrets": secrets}
    line["coefexps"] = SignedMessage(shown, sign(group, keys.sk, shown, random)).to_json()
    if form is Form.STRONG:
        line["signature"] = sign(group, keys.sk, _all_certificates(certificates, A), random).to_json()
    return canonical.encode(line)


def read_polynomial(certificates: Certificates, z: int, line: bytes) -> Polynomial:
    """What trustee z sent in step 3, as far as all can check it.

    Raises `Refused` (`trustee-coefficients`, `group-member`) and as reading any record.
    """
    found = fields(canonical.decode(line), *_optional(certificates, "polynomial", "secrets", "coefexps", "signature"))
    secrets = each(found["secrets"], text, "secret", certificates.size)
    shown = read_coefficients(certificates, z, found["coefexps"], found.get("signature"))
    return Polynomial(kept=text(found["polynomial"]), secrets=secrets, coefficients=shown)


def read_coefficients(certificates: Certificates, z: int, signed: object, signature: object | None) -> Coefficients:
    """What trustee z shows of its polynomial, once it is signed as the form asks. Raises `Refused` as `read_polynomial`."""
    group, vk = certificates.group, certificates.of[z - 1].verification
    shown = read_signed(group, signed)
    check_signature(group, vk, shown.message, shown.signature, "trustee-coefficients")
    found = fields(canonical.decode(shown.message.encode()), ("coefexps",))
    A = each(found["coefexps"], group.decode, "coefficient")
    if len(A) != certificates.threshold:
        raise Refused(
            "trustee-coefficients", f"there are {len(A)} coefficients; {certificates.threshold} trustees decrypt"
        )
    proof = None if signature is None else read_proof(group, signature)
    if proof is not None:
        check_signature(group, vk, _all_certificates(certificates, A), proof, "trustee-coefficients")
    elif certificates.form is Form.STRONG:
        raise Refused("trustee-coefficients", "the coefficients are not signed together with the certificates")
    return Coefficients(A=A, signed=shown, signature=proof)


def committed(certificates: Certificates, seed: str, polynomial: bytes) -> str:
    """The hash a trustee publishes of the polynomial it made, before it sends it. Raises `Refused` as `read_polynomial`."""
    _, z = _own(certificates, seed)
    return commitment(certificates, z, read_polynomial(certificates, z, polynomial).coefficients.signed.message)


def vinputs(certificates: Certificates, polynomials: Sequence[bytes], commitments: Sequence[str]) -> tuple[bytes, ...]:
    """Step 4, by the server: what every trustee is to be sent, from what all sent.

    Raises `Refused` as `read_polynomial`, and `trustee-commitment`.
    """
    read = _polynomials(certificates, polynomials)
    check_revealed(certificates, commitments, [one.coefficients.signed.message for one in read])
    lines = []
    for j, own in enumerate(read):
        line: dict[str, Any] = {"polynomial": own.kept, "secrets": [one.secrets[j] for one in read]}
        line |= shown_json([one.coefficients for one in read])
        lines.append(canonical.encode(line))
    return tuple(lines)


def voutput(
    certificates: Certificates, seed: str, vinput: bytes, commitments: Sequence[str], random: Randomness
) -> bytes:
    """Step 5, by a trustee: checks every share it was sent, and publishes its verification key.

    Raises `Refused` (`trustee-share`, `trustee-message`, `trustee-coefficients`, `trustee-commitment`), naming the
    trustee who sent it.
    """
    group = certificates.group
    keys, j = _own(certificates, seed)
    names = _optional(certificates, "polynomial", "secrets", "coefexps", "signatures")
    found = fields(canonical.decode(vinput), *names)
    shown = read_all_coefficients(certificates, found["coefexps"], found.get("signatures"))
    check_revealed(certificates, commitments, [one.signed.message for one in shown])
    _check_own(certificates, keys, j, text(found["polynomial"]), shown[j - 1].A)
    S = mpz(0)
    for i, sealed in enumerate(each(found["secrets"], text, "secret", certificates.size), 1):
        with within(f"trustee {i}"):
            message = receive(group, keys.dk, certificates.of[i - 1].verification, sealed)
            s = _scalar(group, fields(canonical.decode(message.encode()), ("secret",))["secret"])
            if group.power_g(s) != _at(group, shown[i - 1].A, j):
                raise Refused("trustee-share", f"the share for trustee {j} does not fit the coefficients")
            S = (S + s) % group.q
    return _voutput(certificates, keys, S, random)


def conclude(certificates: Certificates, polynomials: Sequence[bytes], voutputs: Sequence[bytes]) -> Concluded:
    """Step 6, by the server. Raises `Refused` (`trustee-key`), naming the trustee."""
    group = certificates.group
    shown = [one.coefficients for one in _polynomials(certificates, polynomials)]
    expected = verification_keys(group, [one.A for one in shown])
    keys, private = [], []
    for j, line in enumerate(_as_many(certificates, voutputs), 1):
        with within(f"trustee {j}"):
            found = fields(canonical.decode(line), ("private_key", "public_key"))
            keys.append(read_share_key(certificates, j, found["public_key"], expected[j - 1]))
            private.append(text(found["private_key"]).encode())
    parameters = {"threshold": certificates.threshold, "certs": certificates.to_json(), **shown_json(shown)}
    parameters["verification_keys"] = [key.to_json(group) for key in keys]
    return Concluded(parameters=canonical.encode(parameters), private_keys=tuple(private))


def private_key(group: Group, seed: str, sealed: bytes) -> mpz:
    """S_j, as the trustee sent it to itself in step 5; the seed opens it. Raises `Refused` (`trustee-message`)."""
    keys = derive(group, seed)
    message = receive(group, keys.dk, group.power_g(keys.sk), sealed.decode().rstrip("\r\n"))
    found = fields(canonical.decode(message.encode()), ("decryption_key",))
    return _scalar(group, found["decryption_key"])


def verification_keys(group: Group, coefficients: Sequence[Sequence[Element]]) -> list[Element]:
    """g^(S_1), g^(S_2) …: what every trustee's verification key must be. ∏_i ∏_k A_ik^(j^k) = ∏_k (∏_i A_ik)^(j^k)."""
    A = [group.product(column) for column in zip(*coefficients, strict=True)]
    return [_at(group, A, j) for j in range(1, len(coefficients) + 1)]


def read_all_coefficients(certificates: Certificates, signed: object, signatures: object | None) -> list[Coefficients]:
    """The coefficients of all trustees, as step 4 and the parameters give them. Raises `Refused` as `read_polynomial`."""
    proofs = [None] * certificates.size if signatures is None else items(signatures, certificates.size)
    shown = []
    for z, (one, proof) in enumerate(zip(items(signed, certificates.size), proofs, strict=True), 1):
        with within(f"trustee {z}"):
            shown.append(read_coefficients(certificates, z, one, proof))
    return shown


def read_share_key(certificates: Certificates, j: int, value: object, expected: Element) -> VerificationKey:
    """Trustee j's verification key, once it is the one that the coefficients give. Raises `Refused` (`trustee-key`)."""
    group, vk = certificates.group, certificates.of[j - 1].verification
    key = read_verification_key(group, value)
    if expected != key.X:
        raise Refused("trustee-key", "the verification key is not the one that the coefficients of all give")
    if key.signature is not None:
        check_signature(group, vk, group.encode(key.X), key.signature, "trustee-key")
    elif certificates.form is Form.STRONG:
        raise Refused("trustee-key", "the verification key is not signed by its trustee")
    return key


def shown_json(shown: Sequence[Coefficients]) -> dict[str, Any]:
    """The fields `coefexps` and, in the strong form, `signatures`."""
    found: dict[str, Any] = {"coefexps": [one.signed.to_json() for one in shown]}
    signatures = [one.signature.to_json() for one in shown if one.signature is not None]
    return found | ({"signatures": signatures} if len(signatures) == len(shown) else {})


def _voutput(certificates: Certificates, keys: Keys, S: mpz, random: Randomness) -> bytes:
    group, form = certificates.group, certificates.form
    message = canonical.encode({"decryption_key": S.digits()}).decode()
    sealed = send(group, keys.sk, group.power_g(keys.dk), message, form, random)
    key = verification_key(group, S, random).to_json(group)
    if form is Form.STRONG:
        key["signature"] = sign(group, keys.sk, key["public_key"], random).to_json()
    return canonical.encode({"private_key": sealed, "public_key": key})


def _own(certificates: Certificates, seed: str) -> tuple[Keys, int]:
    """The keys of the seed and which trustee it is: both its keys must stand in the certificate."""
    group = certificates.group
    keys = derive(group, seed)
    index = certificates.index(group.power_g(keys.sk))
    if certificates.of[index - 1].encryption != group.power_g(keys.dk):
        raise Refused("trustee-certificate", "the encryption key in the certificate does not belong to this seed")
    return keys, index


def _check_own(certificates: Certificates, keys: Keys, j: int, kept: str, A: Sequence[Element]) -> None:
    """The server gives back the polynomial that the trustee sent to itself: all must have been shown what it meant."""
    group = certificates.group
    with within("own polynomial"):
        message = receive(group, keys.dk, certificates.of[j - 1].verification, kept)
        found = fields(canonical.decode(message.encode()), ("polynomial",))
        a = each(found["polynomial"], group.scalar, "coefficient")
        if [group.power_g(coefficient) for coefficient in a] != list(A):
            raise Refused("trustee-coefficients", "the coefficients shown to all are not those this trustee drew")


def _polynomials(certificates: Certificates, lines: Sequence[bytes]) -> list[Polynomial]:
    read = []
    for z, line in enumerate(_as_many(certificates, lines), 1):
        with within(f"trustee {z}"):
            read.append(read_polynomial(certificates, z, line))
    return read


def _as_many(certificates: Certificates, lines: Sequence[bytes]) -> Iterator[bytes]:
    if len(lines) != certificates.size:
        raise Refused("trustee-coefficients", f"{len(lines)} trustees sent something, {certificates.size} take part")
    return iter(lines)


def _scalar(group: Group, value: object) -> mpz:
    """A secret number. belenios-tool 2.0 writes sums and values of polynomials as they come, not modulo q."""
    return canonical.decimal(value, group.q**2) % group.q


def _f(group: Group, a: Sequence[mpz], x: int) -> mpz:
    """f(x) = a_0 + a_1·x + … + a_t·x^t modulo q."""
    value = mpz(0)
    for coefficient in reversed(a):
        value = (value * x + coefficient) % group.q
    return value


def _at(group: Group, A: Sequence[Element], j: int) -> Element:
    """∏_k A_k^(j^k), which is g^f(j)."""
    value = group.one
    for one in reversed(A):
        value = group.multiply(group.power(value, mpz(j)), one)
    return value


def _all_certificates(certificates: Certificates, A: Sequence[Element]) -> str:
    """What a trustee signs in the strong form: all certificates, and its own coefficients."""
    group = certificates.group
    bound = {"certs": certificates.to_json(), "coefexps": [group.encode(one) for one in A]}
    return "certs_sig|" + canonical.encode(bound).decode()


def _optional(certificates: Certificates, *names: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a message; the signature, which is the last, may be missing where the form is Debian's."""
    return names, names[-1:] if certificates.form is Form.DEBIAN else ()
