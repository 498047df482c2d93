"""The one page at the signing origin, as a single file: what an officer reads there and signs with a passkey.

It is put together from the files in `signing/`, from the portal's SHA-256 and from the words of its three languages,
and is the same bytes for ever in one version of the software. Its SHA-256 stands in the rules as `signing_page`. A house
keeps its own copy, so that a new version of the software changes nothing until the body has adopted rules that say so.

    challenge = "qurultay/act/v1" ‖ 00 00 00 ‖ SHA-256(text)          tlog/webauthn.py verifies what comes of it
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from qurultay.acts.kinds import KINDS
from qurultay.portal.languages import INTERFACE, Language, language
from qurultay.record.disk import Disk, Shelf

NAME = "sign.html"
_SCRIPTS = ("reading.js", "passkeys.js", "memory.js", "page.js")
_HERE = files("qurultay.secretariat.desk") / "signing"


@cache
def shipped() -> bytes:
    """The page as this version of the software has it.

    >>> shipped().startswith(b"<!doctype html>"), b"<script src" in shipped()
    (True, False)
    """
    script = "".join(_script())
    style = (_HERE / "page.css").read_text("utf-8")
    page = (_HERE / "page.html").read_text("utf-8")
    places = {"{script}": _source(script), "{style}": _source(style), "{css}": style, "{js}": script}
    for place, filling in places.items():
        page = page.replace(place, filling, 1)
    return page.encode()


def kept(folder: Path) -> bytes:
    """The page that this house serves: its own copy, which is made of the shipped one when it is first asked for."""
    own = folder / NAME
    if not own.exists():
        Shelf(folder, Disk()).put(NAME, shipped())
    return own.read_bytes()


def digest(page: bytes) -> str:
    """What stands in the rules as `signing_page`."""
    return sha256(page).hexdigest()


def policy(page: bytes) -> str:
    """The Content-Security-Policy of this very page, for the header: as in the page, and that nobody may frame it."""
    text = page.decode()
    start = text.index('content="', text.index("Content-Security-Policy")) + len('content="')
    return text[start : text.index('"', start)] + "; frame-ancestors 'none'"


def _source(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _script() -> Iterator[str]:
    yield (files("qurultay.portal") / "static" / "sha256.js").read_text("utf-8")
    words = {code: _words(language(code)) for code in INTERFACE}
    # `<` is written as a code, so that no word can end the script it stands in.
    yield f"var WORDS = {json.dumps(words, ensure_ascii=False, sort_keys=True)};\n".replace("<", "\\u003c")
    for name in _SCRIPTS:
        yield (_HERE / name).read_text("utf-8")


def _words(spoken: Language) -> dict[str, str]:
    """The page's own words, the names of all kinds of acts, and the portal's labels for what stands in them."""
    found = {f"kind.{kind}": spoken.message(f"kind.{kind}", {}) for kind in KINDS}
    for key in spoken.words:
        if key.startswith("fact.") and isinstance(spoken.words[key], str):
            found[f"field.{key.removeprefix('fact.').replace('-', '_')}"] = str(spoken.words[key])
    own: dict[str, str] = json.loads((_HERE / "words" / f"{spoken.code}.json").read_text("utf-8"))
    return found | own
