"""An Ed25519 key under a passphrase, as any OpenSSL since 1.1 reads it (RFC 5958, 8018, 7914, 8410).

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
    if (len(seed), len(salt), len(iv)) != (32, SALT, IV):
        raise ValueError("a seed is 32 bytes, a salt and an initialization vector 16 each")
    key = Scrypt(salt=salt, length=32, n=N, r=R, p=P).derive(passphrase)
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(iv)).encryptor()
    # 48 bytes of PrivateKeyInfo are three whole blocks; PKCS #7 then adds a fourth, of padding alone.
    body = encryptor.update(_ED25519_KEY + seed + bytes([16]) * 16) + encryptor.finalize()
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
    """Tag, length, content. All that is written here is under 256 bytes (DER, X.690 §8.1.3)."""
    length = bytes([len(content)]) if len(content) < 128 else bytes([0x81, len(content)])
    return bytes([tag]) + length + content
