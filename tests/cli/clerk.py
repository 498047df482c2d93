"""A clerk at the command line, in tests: types commands, reads what comes back, and waits as long as rules ask.

The commands run in this process, through the very function the program starts with; only the clock is the test's, and
key files are sealed with less work than a thief should have.
"""

import io
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qurultay.cli import moment
from qurultay.cli.app import run
from qurultay.record import pkcs8

LABEL = "tolunay.example"
PASSPHRASE = "four words are good"
POSTS = ("president", "vice-president", "secretary", "speaker", "teller")
KEEPERS = tuple(f"keeper-{number}" for number in range(1, 8))
START = int(datetime(2024, 6, 1, 9, tzinfo=UTC).timestamp())
DAY, HOUR = 86_400, 3_600
NAMES = {
    "TITLE OF THE FOUNDING": "Founding of Tolunay",
    "NAME OF THE ASSEMBLY": "Assembly of Tolunay",
    "NAME OF THE GOVERNMENT": "Government of Tolunay",
    "NAME OF THE PRESIDENT": "Aydin Tornay",
    "NAME OF THE VICE-PRESIDENT": "سابىرا ئوناي",
    "NAME OF THE SECRETARY": "Marat Kesh",
    "NAME OF THE SPEAKER": "Olga Arda",
    "NAME OF THE TELLER": "Timur Tolun",
}


@dataclass(frozen=True)
class Said:
    """What a command said, and the exit status with which it left."""

    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line on stdout."""
        return self.out.rstrip("\n").rpartition("\n")[2]


class Clerk:
    """Somebody at the command line, with a folder for keys and drafts beside the house."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, now: int = START) -> None:
        self.folder, self.now = folder, now
        self.house, self.desk, self.record = folder / "house", folder / "house/desk", folder / "house/record"
        self._patch = patch
        patch.setattr(moment, "now", lambda: self.now)
        patch.setattr(pkcs8, "P", 1)
        patch.setattr(pkcs8, "N", 1024)
        patch.setenv("QURULTAY_PASSPHRASE", PASSPHRASE)
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("QURULTAY_HOUSE", str(self.house))

    def types(self, *words: object, answers: str = "") -> Said:
        """Run a command to its end."""
        out, err = io.StringIO(), io.StringIO()
        self._patch.setattr(sys, "stdin", io.StringIO(answers))
        status = -1
        with redirect_stdout(out), redirect_stderr(err):
            try:
                run([str(word) for word in words])
            except SystemExit as left:
                status = left.code if isinstance(left.code, int) else 1
        return Said(status, out.getvalue(), err.getvalue())

    def does(self, *words: object, answers: str = "") -> str:
        """Run a command that must not be refused; what it said."""
        said = self.types(*words, answers=answers)
        assert said.status == 0, said
        return said.out

    def refused(self, *words: object, answers: str = "") -> str:
        """Run a command that must be refused with sentences and without a traceback; the sentences."""
        said = self.types(*words, answers=answers)
        assert said.status == 1, said
        assert "Traceback" not in said.err and "fault in qurultay" not in said.err, said.err
        return said.err

    def waits(self, *, hours: int = 0, days: int = 0) -> None:
        """Let time pass."""
        self.now += hours * HOUR + days * DAY

    def goes_by(self, name: str, value: str) -> None:
        """An environment variable, for this test."""
        self._patch.setenv(name, value)

    def key(self, owner: str) -> Path:
        """The key file of an officer or keeper."""
        return self.folder / f"{owner}.key"

    def writes(self, name: str, text: str) -> Path:
        """A file beside the house."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def waiting(self) -> list[str]:
        """The ids on the desk."""
        return sorted(path.name for path in self.desk.iterdir())

    def lays_down(self, text: str, name: str = "draft.yaml") -> str:
        """Check a draft, which must be in order, and give its id."""
        said = self.does("check", self.writes(name, text))
        return said.split(" as ")[1].split(".")[0]

    def signs(self, id: str, *owners: str) -> str:
        """Sign as these owners, one after the other."""
        keys = [word for owner in owners for word in ("--key", str(self.key(owner)))]
        return self.does("sign", id, *keys, answers="yes\n")

    def begins(self) -> None:
        """Begin the house, make everybody's key, and fill in the founding."""
        self.does("init", self.house, "--label", LABEL, "--purpose", "demonstration")
        page = (self.house / "founding.yaml").read_text()
        for placeholder, name in NAMES.items():
            page = page.replace(f": {placeholder}\n", f": {name}\n")
        for owner in (*POSTS, *KEEPERS):
            said = self.does("key", "new", f"{LABEL}/{owner}", "-o", self.key(owner))
            key = next(line for line in said.splitlines() if line.startswith("key: ")).removeprefix("key: ")
            asked = "KEEPER " + owner[-1] if owner in KEEPERS else "THE KEY OF THE " + owner.upper()
            page = page.replace(f"PASTE THE KEY OF {asked}\n" if owner in KEEPERS else f"PASTE {asked}\n", f"{key}\n")
        (self.house / "founding.yaml").write_text(page)

    def founds(self) -> str:
        """Lay the founding down, have everybody sign it, publish it; the founding fingerprint."""
        self.does("check", self.house / "founding.yaml")
        (id,) = self.waiting()
        self.signs(id, *POSTS, *KEEPERS)
        said = self.does("publish")
        return "".join(line.replace(" ", "") for line in said.splitlines() if line.startswith("      "))


def copy_of(folder: Path, to: Path, patch: pytest.MonkeyPatch, now: int) -> Clerk:
    """A clerk at a copy of a house."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return Clerk(to, patch, now)


LETTER = """kind: issued
date: 2024-06-01
issuers: [body/government]
signatories: [post/president, post/secretary]
body:
  form: letter
  authentic: [en]
  addressee: addressee/osmark-culture
  reply_by: 2024-09-01
  calls:
    - {kind: call, addressee: addressee/osmark-culture, due: 2024-09-01}
parts:
  title.en: On the archive
  text.en: |
    Excellency,

    we ask you to open the archive.
  asks.en: |
    § 1
    open the archive
  name.addressee-osmark-culture.en: Ministry of Culture of Osmark
"""
