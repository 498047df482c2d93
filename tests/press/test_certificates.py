"""An office's certificate: made, kept, enrolled by an act, and over when the office is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from qurultay.acts.office import Impeded, KeyEnrolled, KeyRevoked
from qurultay.press.refusal import Refusal
from qurultay.press.signing import certificates
from qurultay.press.signing.certificates import OfficeCertificate, enrolled_key, fingerprint_in
from qurultay.record import pkcs8
from tests.hall import Hall, key_text, seeded
from tests.hall import Refusal as Refused

GRAVE = ("post/president", "post/secretary", "post/speaker")
NAME, WORDS = "tolunay.example/president", "four words are good"


@pytest.fixture(scope="module")
def office() -> OfficeCertificate:
    return certificates.make(NAME, "Government of Tolunay", date(2026, 6, 1))


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key files are sealed with less work than a thief should have."""
    monkeypatch.setattr(pkcs8, "N", 1024)
    monkeypatch.setattr(pkcs8, "P", 1)


def enrolled(
    house: Hall, certificate: OfficeCertificate, post: str = "post/president", person: str = "person/1"
) -> Any:
    return house.enter(KeyEnrolled(use="pdf", key=certificate.enrolled, post=post, person=person), signatories=GRAVE)


def codes(house: Hall, body: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        house.enter(body, signatories=GRAVE)
    codes: list[str] = refused.value.codes
    return codes


# --- in the record ----------------------------------------------------------------------------------------------------


def test_a_certificate_is_enrolled_without_a_signature_line_of_its_own(office: OfficeCertificate) -> None:
    house = Hall()
    enrolled(house, office)
    (key,) = house.book.keys_of("pdf")
    assert (key.post, key.person, key.from_) == ("post/president", "person/1", house.today)
    assert fingerprint_in(key.material) == office.fingerprint


def test_a_certificate_ends_with_the_tenure_and_at_the_latest_after_two_years(office: OfficeCertificate) -> None:
    house = Hall()
    enrolled(house, office)
    (key,) = house.book.keys_of("pdf")
    tenure = house.book.holder("post/president", house.today)
    assert key.until == min(house.today + timedelta(days=731), tenure.holds_over_until or tenure.until)


def test_a_certificate_signs_no_act_and_leaves_nobody_able_to_sign(office: OfficeCertificate) -> None:
    """Were it counted as a key, the last officers who can sign could be suspended one after the other."""
    house = Hall()
    enrolled(house, office)
    for post, person in (
        ("post/president", "person/1"),
        ("post/vice-president", "person/2"),
        ("post/secretary", "person/3"),
    ):
        key = next(k for k in house.book.keys.values() if k.use == "acts" and k.post == post)
        assert key.person == person and key.signs_acts_on(house.today)
    (certificate,) = house.book.keys_of("pdf")
    assert certificate.in_force(house.today) and not certificate.signs_acts_on(house.today)


def test_a_revoked_certificate_ends_on_the_day_before(office: OfficeCertificate) -> None:
    house = Hall()
    enrolled(house, office)
    house.on("2026-06-20").enter(
        KeyRevoked(name=NAME, key=office.enrolled, how="revoked", ground="lost"), signatories=GRAVE
    )
    (key,) = house.book.keys_of("pdf")
    assert not key.in_force(date(2026, 6, 20)) and key.in_force(date(2026, 6, 19))
    acts = next(k for k in house.book.keys.values() if k.use == "acts" and k.post == "post/president")
    assert acts.in_force(date(2026, 6, 20)), "the office's key for acts goes on"


def test_a_certificate_is_for_the_holder_alone_and_once(office: OfficeCertificate) -> None:
    house = Hall()
    right = KeyEnrolled(use="pdf", key=office.enrolled, post="post/president", person="person/1")
    assert codes(house, KeyEnrolled(use="pdf", key=office.enrolled, post="post/president", person="person/2")) == [
        "office"
    ]
    assert "office" in codes(house, KeyEnrolled(use="pdf", key=office.enrolled))
    assert codes(
        house, KeyEnrolled(use="pdf", key=key_text(seeded("x")), post="post/president", person="person/1")
    ) == ["key-type"]
    house.enter(right, signatories=GRAVE)
    other = KeyEnrolled(use="pdf", key=office.enrolled, post="post/secretary", person="person/3")
    assert codes(house, other) == ["key-again"]


def test_a_certificates_digest_is_no_key_for_acts(office: OfficeCertificate) -> None:
    house = Hall()
    body = KeyEnrolled(use="acts", key=office.enrolled, post="post/president", person="person/1")
    assert "key-type" in codes(house, body)


def test_who_is_impeded_keeps_the_certificate_resting_with_the_key(office: OfficeCertificate) -> None:
    house = Hall()
    enrolled(house, office)
    house.on("2026-06-20").enter(
        Impeded(post="post/president", person="person/1", cause="detained", since=date(2026, 6, 18)),
        signatories=("post/secretary",),
    )
    (key,) = house.book.keys_of("pdf")
    assert not key.in_force(date(2026, 6, 20))


# --- in a file --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("light")
def test_the_file_opens_with_its_passphrase_and_openssl_reads_it(
    office: OfficeCertificate, tool: Callable[[str], Path], tmp_path: Path
) -> None:
    data = certificates.sealed(office, WORDS, bytes(16), bytes(16))
    assert certificates.opened(data, WORDS, "a.cert").fingerprint == office.fingerprint
    with pytest.raises(Refusal, match="the passphrase does not open it"):
        certificates.opened(data, "four words are bad", "a.cert")
    path = tmp_path / "a.cert"
    path.write_bytes(data)
    said = subprocess.run(
        [tool("openssl"), "x509", "-in", path, "-noout", "-fingerprint", "-sha256"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.partition("=")[2].strip().replace(":", "").lower() == office.fingerprint
    done = subprocess.run([tool("openssl"), "pkey", "-in", path, "-passin", f"pass:{WORDS}", "-noout"], check=False)
    assert done.returncode == 0


OTHERS: dict[str, tuple[Callable[[], Any], str]] = {
    "P-256": (lambda: ec.generate_private_key(ec.SECP256R1()), "under which a PDF/A-3 is no longer one"),
    "Ed25519": (ed25519.Ed25519PrivateKey.generate, "under which a PDF/A-3 is no longer one"),
    "RSA-2048": (lambda: rsa.generate_private_key(65537, 2048), "its RSA key has 2048 bits"),
}


@pytest.mark.parametrize("sort", OTHERS)
def test_every_other_key_is_refused_with_the_reason(sort: str) -> None:
    make, why = OTHERS[sort]
    key = make()
    with pytest.raises(Refusal, match=why):
        certificates.opened(file_of(key, certificate_for(key)), WORDS, "a.cert")


def test_a_key_that_is_not_the_certificates_is_refused(office: OfficeCertificate) -> None:
    key = rsa.generate_private_key(65537, 3072)
    with pytest.raises(Refusal, match="its key is not that of its certificate"):
        certificates.opened(file_of(key, office.certificate), WORDS, "a.cert")


@pytest.mark.parametrize("data", [b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", bytes(1000)])
def test_a_file_without_a_certificate_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="it holds no certificate"):
        certificates.opened(data, WORDS, "a.cert")


def test_a_certificate_names_the_office_and_no_person(office: OfficeCertificate) -> None:
    assert office.certificate.subject.rfc4514_string() == "O=Government of Tolunay,CN=tolunay.example/president"
    assert office.certificate.public_key().key_size == 3072  # type: ignore[union-attr]  # made as RSA


def test_the_enrolled_key_says_what_it_is() -> None:
    assert fingerprint_in(b"\xffqurultay.org/pdf-certificate/v1\n" + bytes(32)) == "00" * 32
    assert fingerprint_in(b"\x01" + bytes(32)) is None
    assert len(enrolled_key("ab" * 32)) == 88


def certificate_for(key: Any) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    built = built.not_valid_before(datetime(2026, 6, 1, tzinfo=UTC)).not_valid_after(datetime(2028, 6, 1, tzinfo=UTC))
    return built.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def file_of(key: Any, certificate: x509.Certificate) -> bytes:
    private: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(WORDS.encode()))
    return private + certificate.public_bytes(Encoding.PEM)
