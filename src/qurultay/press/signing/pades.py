"""Signing a PDF, and reading who signed one: PAdES (ETSI EN 319 142-1, baseline B) through pyHanko.

A paper is certified with “no changes allowed” (ISO 32000-1 §12.8.2.2, DocMDP 1). The time in the signature is what
the signer says and proves nothing; when a paper was there is shown by the record, which holds the whole file.
"""

import asyncio
import logging
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto import algos as asn1_algos  # type: ignore[import-untyped]  # it ships no types
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.signers.pdf_signer import PdfSigner, PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from qurultay.press.signing.certificates import OfficeCertificate
from qurultay.press.signing.seal import Seal

FIELD = "Signature"
RESERVED = 16_384
"""Hexadecimal digits kept free for the signature: four times what one takes."""
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what it refuses we say ourselves, once
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def sign(pdf: bytes, held: OfficeCertificate, when: datetime, reason: str) -> bytes:
    """The paper with the office's signature over all of it. The same paper, key and time give the same bytes."""
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=held.name,
        reason=reason,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # Nothing is drawn: the field has no size and lies outside the page, where PDF/UA asks for no description of it.
    spec = fields.SigFieldSpec(FIELD, on_page=0, box=(-1, -1, -1, -1), readable_field_name=held.name)
    signer = _Signer(metadata, signer=_Office(held), new_field_spec=spec)
    signer.when = when
    output = BytesIO()
    asyncio.run(signer.async_sign_pdf(_Writer(BytesIO(_ended(pdf))), bytes_reserved=RESERVED, output=output))
    return output.getvalue()


def _ended(pdf: bytes) -> bytes:
    """The file with an end of line behind `%%EOF`: what the signature adds begins with an object, and an object of PDF/A-3
    begins a line (ISO 19005-3 §6.1.9)."""
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"


class _Signer(PdfSigner):
    """A signer that does not look at the clock: time is an argument."""

    when: datetime

    def init_signing_session(self, *arguments: Any, **more: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **more)
        session.system_time = self.when
        return session


class _Writer(IncrementalPdfFileWriter):
    """Adds the signature and leaves the rest alone: title, times and identity stay those that were set."""

    def __init__(self, stream: BytesIO) -> None:
        super().__init__(stream)
        first = self._document_id[0]
        self._document_id[1] = ByteStringObject(sha256(stream.getvalue()).digest()[:16])
        self._document_id[0] = first

    def _update_meta(self) -> None:
        """Metadata would otherwise say when and with which program the paper was signed."""


class _Office(signers.Signer):
    """The office's key, loaded once: reading a private key again for each paper takes a hundred times as long as signing."""

    def __init__(self, held: OfficeCertificate) -> None:
        certificate = asn1_x509.Certificate.load(held.certificate.public_bytes(Encoding.DER))
        mechanism = asn1_algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"})
        super().__init__(signing_cert=certificate, signature_mechanism=mechanism)
        self._key = held.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(f"papers are signed over SHA-256, not {digest_algorithm}")
        return self._key.sign(data, PKCS1v15(), SHA256())


def seals(pdf: bytes) -> tuple[Seal, ...]:
    """The signatures in a PDF. Whatever cannot be read counts as none: a stranger made the file."""
    if b"/ByteRange" not in pdf:  # a signature says in plain bytes what it covers (ISO 32000-1 §12.8.1)
        return ()
    try:
        reader = PdfFileReader(BytesIO(pdf))
        return tuple(_seal(each) for each in reader.embedded_regular_signatures)
    except Exception:  # a broken file can break its reader in any way, and says nothing to us then
        return ()


def _seal(signature: Any) -> Seal:
    """`bottom_line` is what counts: a certified file with an update appended is still `intact` (notes on documents §3)."""
    der = signature.signer_cert.dump()
    certificate = x509.load_der_x509_certificate(der)
    moment = max(
        certificate.not_valid_before_utc, min(certificate.not_valid_after_utc, _stated(signature, certificate))
    )
    context = ValidationContext(trust_roots=[signature.signer_cert], moment=moment, allow_fetching=False)
    try:
        status = validate_pdf_signature(signature, context)
        holds = bool(status.bottom_line)
        whole = (
            status.coverage == SignatureCoverageLevel.ENTIRE_FILE
            and status.modification_level in (None, ModificationLevel.NONE)
            and status.docmdp_ok is not False
        )
    except Exception:  # as above: a signature that cannot be judged does not hold
        holds = whole = False
    name = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    said = str(name[0].value)[:200] if name else ""
    return Seal(fingerprint=sha256(der).hexdigest(), name=said, holds=holds, whole=whole)


def _stated(signature: Any, certificate: x509.Certificate) -> datetime:
    stated = signature.self_reported_timestamp
    return stated if isinstance(stated, datetime) and stated.tzinfo else certificate.not_valid_before_utc
