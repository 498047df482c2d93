"""Codes on paper: figures alone, for every keyboard has them; typed with any spaces, and in the figures of any script.

Those on a sheet have twenty-four, which is more than anybody can guess; so a plain fingerprint of them is all we keep.
"""

import unicodedata
from hashlib import sha256

SHEET_FIGURES = 24


def figures(typed: str) -> str:
    """The figures in what was typed.

    >>> figures("1234 5678-90"), figures("١٢٣ ۴۵"), figures("code")
    ('1234567890', '12345', '')
    """
    return "".join(str(unicodedata.digit(each)) for each in typed if unicodedata.digit(each, None) is not None)


def in_groups(code: str) -> str:
    """A code as it is printed.

    >>> in_groups("123456789012")
    '1234 5678 9012'
    """
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def sheet_code(drawn: bytes) -> str:
    """The code of a sheet from sixteen random bytes or more: the bias of the remainder is below one in 2⁴⁸.

    >>> sheet_code(bytes(16)), len(sheet_code(b"\\xff" * 16))
    ('000000000000000000000000', 24)

    Raises `ValueError` for fewer.
    """
    if len(drawn) < 16:
        raise ValueError("a code is drawn from at least sixteen random bytes")
    return f"{int.from_bytes(drawn, 'big') % 10**SHEET_FIGURES:0{SHEET_FIGURES}}"


def fingerprint(code: str) -> str:
    """What is kept of a sheet's code.

    >>> fingerprint("0" * 24)[:16]
    '1343ed78a78d71c0'
    """
    return sha256(b"qurultay/sheet/v1\n" + code.encode()).hexdigest()
