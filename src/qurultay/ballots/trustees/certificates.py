"""Who takes part in a ceremony: each trustee's certificate, and all of them together, called Γ (specification 4.6.2).

A certificate holds a trustee's verification and encryption key, signed with the former. Since 3.3 it also says which
ceremony it is for: the group, how many trustees, the threshold, and which of them this is. Without that a certificate
can be used again in another ceremony, so certificates without it are taken only where the form is `DEBIAN`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qurultay.ballots import canonical
from qurultay.ballots.canonical import fields, small, text
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.groups import Element, Group
from qurultay.ballots.randomness import Randomness
from qurultay.ballots.trustees.pki import (
    Form,
    SignedMessage,
    check_signature,
    derive,
    read_signed,
    sign,
)

MOST_TRUSTEES = 255


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """Which ceremony a certificate is for; `index` counts from 1."""

    group: str
    size: int
    threshold: int
    index: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """A trustee's two public keys, and the context where it is given."""

    signed: SignedMessage
    context: Context | None
    verification: Element
    encryption: Element


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificates:
    """Γ: the certificates of all trustees in their order. `gather` makes one; the rules above hold in it."""

    group: Group
    threshold: int
    form: Form
    of: tuple[Certificate, ...]

    @property
    def size(self) -> int:
        """How many trustees take part."""
        return len(self.of)

    def index(self, vk: Element) -> int:
        """Which trustee, from 1, the verification key belongs to. Raises `Refused` (`trustee-certificate`)."""
        for index, certificate in enumerate(self.of, 1):
            if certificate.verification == vk:
                return index
        raise Refused("trustee-certificate", "none of the certificates belongs to this seed; is it the right ceremony?")

    def to_json(self) -> list[Any]:
        """As they stand in records."""
        return [certificate.signed.to_json() for certificate in self.of]


def check_threshold(threshold: int, size: int) -> None:
    """Checks that so many of so many trustees make sense. Raises `Refused` (`trustee-threshold`)."""
    if not 1 <= threshold <= size <= MOST_TRUSTEES:
        raise Refused(
            "trustee-threshold",
            f"{threshold} of {size} trustees cannot be: at least one must decrypt, and at most {MOST_TRUSTEES} take part",
        )


def certificate(group: Group, seed: str, context: Context | None, random: Randomness) -> bytes:
    """Step 1, by a trustee: the certificate for a seed. Only ceremonies of the form `DEBIAN` can do without a context.

    Raises `Refused` (`trustee-threshold`).
    """
    named: dict[str, Any] = {}
    if context is not None:
        check_threshold(context.threshold, context.size)
        named["context"] = {
            "group": context.group,
            "size": context.size,
            "threshold": context.threshold,
            "index": context.index,
        }
    keys = derive(group, seed)
    public = {"verification": group.encode(group.power_g(keys.sk)), "encryption": group.encode(group.power_g(keys.dk))}
    message = canonical.encode({**named, **public}).decode()
    return canonical.encode(SignedMessage(message, sign(group, keys.sk, message, random)).to_json())


def read_certificate(group: Group, value: object) -> Certificate:
    """The certificate that stands in a record, once its keys are members and it is signed with its own.

    Raises `Refused` (`trustee-certificate`, `group-member`) and as reading any record.
    """
    signed = read_signed(group, value)
    names = ("context", "verification", "encryption")
    found = fields(canonical.decode(signed.message.encode()), names, optional=("context",))
    verification, encryption = group.decode(found["verification"]), group.decode(found["encryption"])
    if group.one in (verification, encryption):
        raise Refused("trustee-certificate", "one of the keys is 1, which hides nothing")
    check_signature(group, verification, signed.message, signed.signature, "trustee-certificate")
    return Certificate(
        signed=signed,
        context=_context(found["context"]) if "context" in found else None,
        verification=verification,
        encryption=encryption,
    )


def gather(group: Group, lines: Sequence[bytes], threshold: int, form: Form = Form.STRONG) -> Certificates:
    """Step 2, by anybody: Γ from the certificates in their order. Trustees do it too before every step of theirs.

    Raises `Refused` (`trustee-certificate`, `trustee-threshold`) and as `read_certificate`.
    """
    return gathered(group, [canonical.decode(line) for line in lines], threshold, form)


def gathered(group: Group, values: Sequence[object], threshold: int, form: Form) -> Certificates:
    """`gather`, for certificates that stand in one record. Raises `Refused`."""
    check_threshold(threshold, len(values))
    found = []
    for index, value in enumerate(values, 1):
        with within(f"certificate {index}"):
            one = read_certificate(group, value)
            _belongs(one, Context(group=group.name, size=len(values), threshold=threshold, index=index), form)
            found.append(one)
    keys = {c.verification for c in found} | {c.encryption for c in found}
    if len(keys) != 2 * len(found):
        raise Refused("trustee-certificate", "two certificates share a key; each trustee draws a seed of their own")
    return Certificates(group=group, threshold=threshold, form=form, of=tuple(found))


def _belongs(one: Certificate, wanted: Context, form: Form) -> None:
    if one.context == wanted or (one.context is None and form is Form.DEBIAN):
        return
    if one.context is None:
        raise Refused(
            "trustee-certificate", "the certificate does not say which ceremony it is for (Belenios before 3.0)"
        )
    there = f"trustee {one.context.index} of {one.context.size} in {one.context.group}, of whom {one.context.threshold} decrypt"
    here = f"trustee {wanted.index} of {wanted.size} in {wanted.group}, of whom {wanted.threshold} decrypt"
    raise Refused("trustee-certificate", f"the certificate is for {there}; here it stands for {here}")


def _context(value: object) -> Context:
    found = fields(value, ("group", "size", "threshold", "index"))
    return Context(
        group=text(found["group"]),
        size=small(found["size"]),
        threshold=small(found["threshold"]),
        index=small(found["index"]),
    )
