"""A key under a passphrase, as any OpenSSL since 1.1 reads it (RFC 5958, 8018, 7914, 8410).

    EncryptedPrivateKeyInfo ::= { PBES2 { scrypt { salt, N, r, p }, aes-256-cbc { iv } }, OCTET STRING }

`cryptography` reads this form but writes PBKDF2 with 2,048 rounds, which a stolen file does not resist: hence these
lines. N·r·128 is 16 MiB, just under what OpenSSL allows by default, so the cost is in p: eight rounds of it, about a
third of a second for each passphrase tried.
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT, IV = 16, 16
N, R, P = 16_384, 8, 8

_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT = bytes.fromhex("06092b06010401da47040b")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")
_ED25519_KEY = bytes.fromhex("302e020100300506032b657004220420")


def sealed(seed: bytes, passphrase: bytes, salt: bytes, iv: bytes) -> bytes:
    """The DER of the key under the passphrase; `salt` and `iv` are fresh random bytes, used once."""
    if len(seed) != 32:
        raise ValueError("a seed is 32 bytes")
    return sealed_info(_ED25519_KEY + seed, passphrase, salt, iv)


def sealed_info(info: bytes, passphrase: bytes, salt: bytes, iv: bytes) -> bytes:
    """The same of any key, given as the DER of its PrivateKeyInfo (RFC 5958 §2)."""
    if (len(salt), len(iv)) != (SALT, IV):
        raise ValueError("a salt and an initialization vector are 16 bytes each")
    key = Scrypt(salt=salt, length=32, n=N, r=R, p=P).derive(passphrase)
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(iv)).encryptor()
    # PKCS #7 padding always adds something; to whole blocks it adds a block of padding alone.
    padding = 16 - len(info) % 16
    body = encryptor.update(info + bytes([padding]) * padding) + encryptor.finalize()
    return _sequence(
        _sequence(_PBES2, _sequence(_derivation(salt), _sequence(_AES_256_CBC, _octets(iv)))), _octets(body)
    )


def _derivation(salt: bytes) -> bytes:
    return _sequence(_SCRYPT, _sequence(_octets(salt), *(_integer(number) for number in (N, R, P))))


def _sequence(*members: bytes) -> bytes:
    return _tagged(0x30, b"".join(members))


def _octets(data: bytes) -> bytes:
    return _tagged(0x04, data)


def _integer(number: int) -> bytes:
    return _tagged(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _tagged(tag: int, content: bytes) -> bytes:
    """Tag, length, content (DER, X.690 §8.1.3)."""
    size = len(content)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big")
    length = bytes([size]) if size < 128 else bytes([0x80 | len(long)]) + long
    return bytes([tag]) + length + content
