"""A house: the folder in which a secretary works.

record/            the public record: plain files, nothing else
desk/              drafts that wait for signatures, or for their hold to run out
keys/              the gate's and the log's key, each under its passphrase
home/              the highest head the log's key has signed, and the writer's lock; it stays beside the keys
site/              the public site, made anew from the record whenever it is built
founding.yaml      the draft of the founding
facts.yaml         what the press should know about this body: names, terms, events; if it is there
secretariat/       the private rows, their keys and the pages people work in; begun by `qurultay secretariat`
witnesses          whom `publish` asks to see each new head, as a C2SP policy with addresses; if it is there
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class House:
    """The folders and files of a house."""

    folder: Path

    @property
    def record(self) -> Path:
        """The public record."""
        return self.folder / "record"

    @property
    def desk(self) -> Path:
        """Where drafts wait."""
        return self.folder / "desk"

    @property
    def keys(self) -> Path:
        """The keys of the gate and the log."""
        return self.folder / "keys"

    @property
    def home(self) -> Path:
        """What is kept beside the log's key."""
        return self.folder / "home"

    @property
    def site(self) -> Path:
        """The public site."""
        return self.folder / "site"

    @property
    def secretariat(self) -> Path:
        """What is private: the database, and beside it the keys without which nobody reads it."""
        return self.folder / "secretariat"

    @property
    def founding(self) -> Path:
        """The draft of the founding."""
        return self.folder / "founding.yaml"

    @property
    def witnesses(self) -> Path:
        """Whom to ask about each new head."""
        return self.folder / "witnesses"

    @property
    def founded(self) -> bool:
        """Is there a record yet?"""
        return (self.record / "checkpoint").exists()
