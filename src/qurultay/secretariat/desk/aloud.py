"""Words by which two people hear that they are looking at the same text: six, from the first 96 bits of its SHA-256.

Each is five letters, consonant and vowel in turn, sixteen bits (D. S. Wilkerson, *A Proposal for Proquints*). They are
written in the letters of the reader's language and sound alike in all three, so that officers who read different
scripts can compare aloud. The signing page computes them by itself (`signing/reading.js`).
"""

from typing import Final

SOUNDS: Final = {
    "en": ("bdfghjklmnprstvz", "aiou"),
    "ug": ("بدفگھجكلمنپرستۋز", "اىوۇ"),
    "kk": ("бдфгһжклмнпрствз", "аиоу"),
}


def aloud(digest: str, language: str) -> tuple[str, ...]:
    """The six words of a SHA-256 in hexadecimal.

    >>> aloud("7f000001" + "0" * 56, "en")[:2]
    ('lusab', 'babad')
    >>> aloud("7f000001" + "0" * 56, "ug")[0], aloud("7f000001" + "0" * 56, "kk")[0]
    ('لۇساب', 'лусаб')
    """
    consonants, vowels = SOUNDS[language]
    numbers = (int(digest[at : at + 4], 16) for at in range(0, 24, 4))
    return tuple(
        consonants[n >> 12] + vowels[n >> 10 & 3] + consonants[n >> 6 & 15] + vowels[n >> 4 & 3] + consonants[n & 15]
        for n in numbers
    )
