"""What a part may be called, and what a text part looks like.

Parts are words, names and files; each can be withheld without breaking a proof. Their *names* stay in
the skeleton for ever, so the list is closed: `text.en`, never `medical-report` (record format §5).
"""

import re
from functools import lru_cache

from qurultay.tlog.errors import Refused

LANG = r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?"
WORDS = (
    "title",
    "summary",
    "text",
    "asks",
    "reason",
    "place",
    "agenda",
    "table",
    "credit",
    "oath",
    "history",
    "waivers",
)
"""Words in one language: `title.en`, `text.ug`."""
SUBJECTS = (
    "person",
    "post",
    "body",
    "community",
    "session",
    "addressee",
    "class",
    "observance",
    "indicator",
    "objective",
    "election",
)
"""What `name.SUBJECT-….LANG` names: `name.person-7.en`."""
FILES = ("file.pdf", "file.docx", "file.txt", "table.csv", "figures.json")

_NAME = re.compile(
    rf"(?:{'|'.join(WORDS)})\.{LANG}|(?:name|style)\.(?:{'|'.join(SUBJECTS)})-[a-z0-9]+(?:-[a-z0-9]+)*\.{LANG}|{'|'.join(map(re.escape, FILES))}"
)


def is_part_name(name: str) -> bool:
    """Is this name on the closed list?

    >>> is_part_name("name.person-7.ug"), is_part_name("medical-report")
    (True, False)
    """
    return len(name) <= 64 and _listed(name)


@lru_cache(1024)
def _listed(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def name_part(subject: str, language: str) -> str:
    """The part that names somebody or something.

    >>> name_part("person/7", "ug")
    'name.person-7.ug'
    """
    return f"name.{subject.replace('/', '-')}.{language}"


def admit_words(name: str, data: bytes) -> None:
    """Refuse a text part that is not UTF-8 ending in a newline, or that hides characters.

    Raises `Refused` ("part-words") naming the line.
    """
    if name in FILES:
        return
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise Refused(
            "part-words", "{name}: byte {byte} is not UTF-8; save the text as UTF-8", name=name, byte=bad.start
        ) from None
    if not words.endswith("\n"):
        raise Refused("part-words", "{name}: end the text with a line break", name=name)
    for number, line in enumerate(words.split("\n"), 1):
        found = _HIDDEN.search(line)
        if found:
            code = f"U+{ord(found[0]):04X}"
            raise Refused(
                "part-words",
                "{name}, line {number}: {code} is a hidden or control character; delete it",
                name=name,
                number=number,
                code=code,
            )


_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]")
