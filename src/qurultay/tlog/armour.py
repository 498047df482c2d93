"""Base64 as notes, heads and proofs carry it: one sequence of bytes has one way to be written."""

import binascii

from qurultay.tlog.errors import Refused


def armour(data: bytes) -> str:
    """The base64 of `data` (RFC 4648 §4), with padding and without line breaks.

    >>> armour(b"qurultay")
    'cXVydWx0YXk='
    """
    return binascii.b2a_base64(data, newline=False).decode()


def unarmour(text: bytes | str) -> bytes:
    """The bytes that `text` is the base64 of.

    Decoders accept spaces, missing padding and stray last bits, so that one signature could be written
    in several ways; we write it again and compare.

    >>> unarmour("cXVydWx0YXl=")
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: 'cXVydWx0YXl=' is not base64 as we write it

    Raises `Refused`.
    """
    try:
        written = text.encode("ascii") if isinstance(text, str) else text
        data = binascii.a2b_base64(written, strict_mode=True)
    except ValueError:
        raise Refused("bad-base64", "{words} is not base64", words=_shown(text)) from None
    if binascii.b2a_base64(data, newline=False) != written:
        raise Refused("bad-base64", "{words} is not base64 as we write it", words=_shown(text))
    return data


def _shown(text: bytes | str) -> str:
    return ascii(text if isinstance(text, str) else text.decode("latin-1"))[:80]
