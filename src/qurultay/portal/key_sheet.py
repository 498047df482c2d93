"""A key's own paper: one page to print, fold twice and lay in a drawer. It is made for keepers, and serves officers too.

    what it is        stays in sight when it is folded: whose key, who keeps it, when it was opened
    what to do        the public half, the founding fingerprint, what its holder can and cannot do, a box for every year
    what is secret    folded inwards: the sealed key file in letters and as a QR code; the passphrase is on another paper

The page asks nothing of anybody: no script, no font, no picture from elsewhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from qurultay.portal.languages import language
from qurultay.portal.pictures import qr
from qurultay.portal.values import Code, Saying, Value
from qurultay.portal.voice import Voice

_KEEPER = re.compile(r"keeper-([1-9][0-9]*)")
YEARS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class KeySheet:
    """What stands on one sheet. `lines` are those of the sealed key file, each with its check."""

    name: str
    key: str
    vkey: str
    sealed: str
    lines: tuple[tuple[str, str], ...]
    made: date
    fingerprint: tuple[str, ...] = ()

    @property
    def keeper(self) -> str | None:
        """The keeper's number, if it is a keeper's key."""
        found = _KEEPER.fullmatch(self.name.rpartition("/")[2])
        return found[1] if found else None

    @property
    def body(self) -> str:
        """The label of the record it signs in."""
        return self.name.partition("/")[0]

    @property
    def role(self) -> Value:
        """Whose key it is, in words."""
        if self.keeper is not None:
            return Saying.of("key-sheet.keeper", number=self.keeper)
        return Saying.of("key-sheet.officer", owner=self.name.rpartition("/")[2])

    @property
    def duties(self) -> tuple[Value, ...]:
        """What its holder can do, must do, and cannot."""
        steps = (
            ("can", "cannot", "yearly", "asked", "lost") if self.keeper else ("signs", "ends", "asked", "lost-officer")
        )
        return tuple(_duty(step) for step in steps)

    @property
    def years(self) -> range:
        """The years in which a sign of life is due."""
        return range(self.made.year + 1, self.made.year + 1 + YEARS)


def _duty(step: str) -> Value:
    if step == "yearly":
        return Saying.of("key-sheet.yearly", command=Code("qurultay muster stand"))
    return Saying(f"key-sheet.{step}")


def key_sheets(sheets: Iterable[KeySheet], codes: Iterable[str]) -> bytes:
    """A page for each key in each language. Raises `LookupError` for no such language."""
    voices = [Voice(language(code)) for code in codes]
    pages = Markup("\n").join(_page(sheet, voice, number) for number, sheet in enumerate(sheets) for voice in voices)
    title = voices[0].attribute(Saying("key-sheet.title"))
    return _environment(voices[0]).get_template("key_sheets.html").render(pages=pages, title=title).encode()


def _page(sheet: KeySheet, voice: Voice, number: int) -> Markup:
    picture = {
        "public": qr(sheet.vkey, name=f"public-{number}-{voice.code}", title=sheet.name),
        "secret": qr(
            sheet.sealed, name=f"secret-{number}-{voice.code}", title=voice.attribute(Saying("key-sheet.secret"))
        ),
    }
    made = _environment(voice).get_template("key_sheet.html").render(sheet=sheet, pictures=picture)
    return Markup(made)  # the template escapes whatever it is given


def _environment(voice: Voice) -> Environment:
    made = Environment(
        loader=PackageLoader("qurultay.portal"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals = {
        "say": voice.say,
        "tell": voice.tell,
        "lang": voice.code,
        "dir": voice.dir,
        "reviewed": voice.language.reviewed,
    }
    return made
