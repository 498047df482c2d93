"""What is objected to, in the language of whoever sits at the terminal: LC_ALL, LC_MESSAGES or LANG say which.

The exact English stands beneath it, and what programs read stays as it is. Where the language is English, or one that we
do not speak, nothing is loaded and nothing is said twice.
"""

import os
from typing import TYPE_CHECKING

from qurultay.cli import screen
from qurultay.record.errors import Unwritten

if TYPE_CHECKING:
    from qurultay.portal.values import Saying

_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")
_SPOKEN = ("ug", "kk")


def told(code: str, sentence: str) -> str:
    """The reason in the reader's language; nothing where the English is all there is."""
    language = _language()
    if not language:
        return ""
    from qurultay.portal.reasons import reason
    from qurultay.portal.values import Named

    return _said(language, reason(code, sentence, Named))


def told_obstacle(bad: Unwritten) -> str:
    """Why nothing was written, in the same way."""
    language = _language()
    if not language:
        return ""
    from qurultay.portal.reasons import obstacle

    return _said(language, obstacle(bad.code))


def warn(own: str, english: str) -> None:
    """The reason in the reader's own language where there is one, and the exact English beneath it."""
    if own:
        screen.warn(own)
    screen.warn(f"  {english}" if own else english)


def _language() -> str:
    asked = next((os.environ[name] for name in _ASKED if os.environ.get(name)), "")
    code = asked.partition(".")[0].partition("_")[0].lower()
    return code if code in _SPOKEN else ""


def _said(language: str, saying: "Saying | None") -> str:
    from qurultay.portal.languages import language as spoken
    from qurultay.portal.reasons import with_reasons
    from qurultay.portal.voice import Voice

    return Voice(with_reasons(spoken(language))).plain(saying)
