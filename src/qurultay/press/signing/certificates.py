"""The certificate of an office: with its key a PDF is signed, and its SHA-256 stands in the act that enrols it.

It is an RSA key of 3,072 bits and no other. Under ECDSA or Ed25519 signing software raises the file to PDF 2.0, and
its claim to PDF/A-3, which is PDF 1.7, is broken (ISO 19005-3 §6.1.2, ISO/TS 32002). Nobody but the record vouches
for it: it is signed by itself, and a stranger believes it because an act names it (design §3a.7).

It bears the office and the body, and no person's name: a name may have to be withheld.
"""

from base64 import encodebytes
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from qurultay.acts.founding_law import CERTIFICATE
from qurultay.press.refusal import Refusal
from qurultay.record import pkcs8
from qurultay.tlog.armour import armour
from qurultay.tlog.note import refuse_name

BITS = 3072
DAYS = 731
"""How long a certificate runs at most: as long as an officer's key (register law A4)."""
MOST_FILE = 64 * 1024


@dataclass(frozen=True)
class OfficeCertificate:
    """An office's certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey = field(repr=False)

    @property
    def name(self) -> str:
        """Whose it is: the name under which the office's key signs acts too, such as tolunay.example/president."""
        return named_in(self.certificate)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` says it."""
        return fingerprint_of(self.certificate)

    @property
    def enrolled(self) -> str:
        """The `key` of the act that enrols it."""
        return enrolled_key(self.fingerprint)


def enrolled_key(fingerprint: str) -> str:
    """A certificate's SHA-256 as an act writes it down: marked, so that it can be taken for no other key.

    >>> enrolled_key("00" * 32)[:44]
    '/3F1cnVsdGF5Lm9yZy9wZGYtY2VydGlmaWNhdGUvdjEK'
    """
    return armour(CERTIFICATE + bytes.fromhex(fingerprint))


def fingerprint_in(material: bytes) -> str | None:
    """The SHA-256 of the certificate that this enrolled key stands for, or None where it is another sort of key."""
    return material.removeprefix(CERTIFICATE).hex() if material.startswith(CERTIFICATE) else None


def fingerprint_of(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate, in small hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def named_in(certificate: x509.Certificate) -> str:
    """The common name in a certificate."""
    held = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(held[0].value) if held else ""


def make(name: str, organisation: str, first: date, days: int = DAYS) -> OfficeCertificate:
    """A new certificate of an office from a day on. Its key comes from the system's randomness.

    Raises `Refused` for a name that no signature line could bear, `Refusal` for too long a time.
    """
    refuse_name(name)
    if not 1 <= days <= DAYS:
        raise Refusal(f"the certificate of {name}", f"it would run for {days} days", f"write 1 to {DAYS} days")
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    return OfficeCertificate(_issued(key, name, organisation, first, days), key)


def _issued(key: rsa.RSAPrivateKey, name: str, organisation: str, first: date, days: int) -> x509.Certificate:
    public = key.public_key()
    spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    attributes += [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64])] if organisation else []
    subject, begins = x509.Name(attributes), datetime(first.year, first.month, first.day, tzinfo=UTC)
    signing = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        # 159 bits of the key's own hash: positive, and never twice (RFC 5280 §4.1.2.2)
        .serial_number(int.from_bytes(sha256(spki).digest()[:20], "big") >> 1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(signing, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return built.sign(key, hashes.SHA256())


_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


def sealed(held: OfficeCertificate, passphrase: str, salt: bytes, iv: bytes) -> bytes:
    """The file of a certificate: its key under the passphrase, then itself, both as PEM that `openssl` reads."""
    info = held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    locked = encodebytes(pkcs8.sealed_info(info, passphrase.encode(), salt, iv)).replace(b"\n", b"")
    rows = b"".join(locked[at : at + 64] + b"\n" for at in range(0, len(locked), 64))
    first = f"# qurultay certificate {held.name} sha256 {held.fingerprint}\n".encode()
    key = b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + rows + b"-----END ENCRYPTED PRIVATE KEY-----\n"
    return first + key + held.certificate.public_bytes(Encoding.PEM)


def certificate_in(data: bytes, where: str) -> x509.Certificate:
    """The certificate in a file, for which no passphrase is needed. Raises `Refusal` where there is none."""
    try:
        return x509.load_pem_x509_certificate(data)
    except ValueError:
        raise Refusal(where, "it holds no certificate", "name a file that `qurultay press key new` made") from None


def opened(data: bytes, passphrase: str, where: str) -> OfficeCertificate:
    """The certificate and its key.

    Raises `Refusal`: for a wrong passphrase, a key that is not the certificate's, and, with the reason, every key that
    would break a paper's claim.
    """
    certificate = certificate_in(data, where)
    try:
        key = load_pem_private_key(data, passphrase.encode())
    except TypeError:
        raise Refusal(where, "its key lies there without a passphrase", "put it under one, or make a new one") from None
    except ValueError:
        raise Refusal(
            where, "the passphrase does not open it", "try again; after three words it is a typing error"
        ) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        why = f"it holds {type(key).__name__.strip('_').removesuffix('PrivateKey')}, under which a PDF/A-3 is no longer one"
        raise Refusal(where, why, f"use RSA of {BITS} bits: `qurultay press key new`")
    if key.key_size != BITS:
        raise Refusal(where, f"its RSA key has {key.key_size} bits", f"use one of {BITS}: `qurultay press key new`")
    if key.public_key() != certificate.public_key():
        raise Refusal(where, "its key is not that of its certificate", "use the file as it was made")
    return OfficeCertificate(certificate, key)
