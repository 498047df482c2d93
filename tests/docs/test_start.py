"""The page for the secretary, done word for word: every command it shows is typed, and says what the page says."""

import os
import re
import shlex
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qurultay.cli.app import COMMANDS
from tests.cli.clerk import KEEPERS, NAMES, POSTS, Clerk

FIRST_DAY = int(datetime(2026, 6, 1, 9, tzinfo=UTC).timestamp())
PAGE = Path(__file__).resolve().parents[2] / "docs/start.md"
_STEP = re.compile(
    r"<!-- (?P<then>then|file): (?P<what>.+?) -->(?:\n```yaml\n(?P<yaml>.*?)^```)?|^```console\n(?P<console>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
_CODES = ("m3t8w1pz", "c3h7fr6b", "h5t2n8qe")
"""The short codes on the page; a reader gets others."""


@dataclass
class Reader:
    """Somebody who does what the page says, in the order in which it says it."""

    clerk: Clerk
    ids: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    typed: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)

    def read(self, page: str) -> None:
        """Every step of the page."""
        for step in _STEP.finditer(page):
            if step["console"] is not None:
                self.console(step["console"])
            elif step["then"] == "file":
                Path(step["what"]).write_text(step["yaml"])
            else:
                self.meanwhile(step["what"])

    def console(self, block: str) -> None:
        """Commands, each with what it says."""
        for command, said in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            words = [self.real(word) for word in shlex.split(command)]
            if words[0] == "cd":
                os.chdir(words[1])
                continue
            assert words[0] == "qurultay"
            out = self.clerk.does(*words[1:], answers="yes\n")
            self.typed.append(words[1])
            self.shown |= dict(re.findall(r"^(key[^:]*): (.+)$", out, re.MULTILINE))
            self.compare(said.splitlines(), out)
            rows = "".join(re.findall(r"^ {6}([0-9a-f ]+)$", out, re.MULTILINE)).replace(" ", "")
            self.fingerprint = rows or self.fingerprint

    def real(self, word: str) -> str:
        """What a word of the page stands for here."""
        return self.fingerprint if word == "$FINGERPRINT" else self.ids.get(word, word)

    def compare(self, expected: list[str], out: str) -> None:
        """Each line of the page is found in what was said, in this order; … stands for anything."""
        rest = out.splitlines()
        for line in expected:
            if line == "…":
                continue
            wanted = self.pattern(line.removesuffix(" yes") if "[yes/no]" in line else line)
            at = next((n for n, each in enumerate(rest) if wanted.fullmatch(each.rstrip())), None)
            assert at is not None, f"the page says {line!r}; the command said:\n{out}"
            for name, found in (wanted.fullmatch(rest[at].rstrip()) or pytest.fail()).groupdict().items():
                self.ids[name.removeprefix("id_")] = found
            rest = rest[at + 1 :]

    def pattern(self, line: str) -> re.Pattern[str]:
        """A line of the page; a short code that is new here is learned from what was said."""
        pieces = []
        for piece in re.split(rf"(…|{'|'.join(_CODES)})", line):
            if piece == "…":
                pieces.append(".*")
            elif piece in self.ids:
                pieces.append(self.ids[piece])
            elif piece in _CODES:
                pieces.append(rf"(?P<id_{piece}>[0-9a-hjkmnp-tv-z]{{8}})")
            else:
                pieces.append(re.escape(piece))
        return re.compile("".join(pieces))

    def meanwhile(self, what: str) -> None:
        """What people do between the commands."""
        clerk = self.clerk
        match what.split():
            case ["founding.yaml", "is", "filled", "in"]:
                self.fill_in()
            case ["everybody", "else", "signs", id]:
                clerk.signs(self.ids[id], *POSTS[1:], *KEEPERS)
            case [hours, "hours", "pass"]:
                clerk.waits(hours=int(hours))
            case ["the", "house", "is", "put", "back", *_]:
                shutil.copytree("record", "../copy")
                for name in ("record", "home", "desk"):
                    shutil.rmtree(name)
                os.chdir("..")
                shutil.copytree("backup", "house", dirs_exist_ok=True)
                os.chdir("house")
                shutil.copytree("../copy", "record")
            case ["operator.yaml", "gets", "the", "new", "keys"]:
                self.name_new_keys()
            case _:
                raise AssertionError(f"nobody knows how to do this: {what}")

    def name_new_keys(self) -> None:
        """The keys that the two commands before have shown."""
        page = Path("../operator.yaml").read_text()
        page = page.replace("THE KEY OF THE NEW GATE", self.shown["key, for the rules of a record"])
        Path("../operator.yaml").write_text(page.replace("THE KEY OF THE NEW LOG", self.shown["key"]))

    def fill_in(self) -> None:
        """Everybody's key, everybody's name."""
        page = Path("founding.yaml").read_text()
        for owner in (*POSTS, *KEEPERS):
            if owner != "president":
                self.clerk.does("key", "new", f"tolunay.example/{owner}", "-o", f"../{owner}.key")
            said = self.clerk.does("key", "show", f"../{owner}.key")
            key = said.split("key: ")[1].splitlines()[0]
            asked = f"KEY OF KEEPER {owner[-1]}" if owner in KEEPERS else f"THE KEY OF THE {owner.upper()}"
            page = re.sub(rf"PASTE (?:THE )?{asked.removeprefix('THE ')}$", key, page, flags=re.MULTILINE)
        for placeholder, name in NAMES.items():
            page = page.replace(f": {placeholder}\n", f": {name}\n")
        Path("founding.yaml").write_text(page)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader with an empty folder, and no other house in mind."""
    clerk = Clerk(tmp_path, monkeypatch, FIRST_DAY)
    monkeypatch.delenv("QURULTAY_HOUSE")
    monkeypatch.chdir(tmp_path)
    return Reader(clerk)


def test_the_page_can_be_followed_word_for_word(reader: Reader) -> None:
    """A backup is made once the record is founded, so that the one who loses the laptop has an old one."""
    before, publish, after = PAGE.read_text().partition("## Print\n")
    reader.read(before)
    shutil.copytree("../house", "../backup", ignore=shutil.ignore_patterns("record"))
    reader.read(publish + after)
    assert len(reader.fingerprint) == 64
    assert set(reader.typed) >= {"init", "key", "check", "sign", "publish", "show", "build", "verify", "export"}


def test_a_house_without_its_kept_head_goes_on_from_the_newest_checkpoint(reader: Reader) -> None:
    page = PAGE.read_text().partition("## The site and the copies\n")[0]
    reader.read(page)
    shutil.rmtree("home")
    assert "no head is kept" in reader.clerk.refused("publish")
    Path("home").mkdir(mode=0o700, exist_ok=True)
    shutil.copy("record/checkpoint", "home/head")
    assert "Nothing waits on the desk." in reader.clerk.does("publish")


def test_every_command_the_page_names_is_one() -> None:
    named = set(re.findall(r"qurultay ([a-z]+)", PAGE.read_text()))
    assert named - set(COMMANDS) == set()
