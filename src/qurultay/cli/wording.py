"""The words and names that belong to acts, read from their parts; what was withheld is said to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qurultay.acts.act import Entry
from qurultay.acts.book import Register
from qurultay.acts.parts import FILES, name_part
from qurultay.record.parts import Missing, bytes_of, text_of
from qurultay.record.source import Source


@dataclass(frozen=True)
class Wording:
    """A record's words, in the languages a reader prefers, the best first."""

    source: Source
    book: Register
    languages: Sequence[str]

    def name(self, subject: str) -> str:
        """What somebody or something is called, or nothing where no name is public."""
        for language in self.languages:
            known = self.book.names.get(name_part(subject, language))
            if known is not None and isinstance(words := text_of(self.source, known[1]), str):
                return " ".join(words.split())
        return ""

    def titled(self, entry: Entry) -> str:
        """The title of an act in the best language that has one."""
        return next((words for _, words in self.parts(entry, "title") if words), "")

    def parts(self, entry: Entry, sort: str) -> Iterator[tuple[str, str]]:
        """The words of one sort, such as `text`, by language, the preferred first."""
        for language in self.languages:
            digest = entry.act.parts.get(f"{sort}.{language}")
            if digest is not None and isinstance(words := text_of(self.source, digest), str):
                yield language, words

    def state(self, entry: Entry, name: str) -> str:
        """Whether a part of an act is here: present, withheld by which act, or missing."""
        gone = dict(self.book.standing_of(entry.number).withheld)
        if name in gone:
            return f"withheld by act {gone[name]}"
        return "missing" if isinstance(bytes_of(self.source, entry.act.parts[name]), Missing) else "present"

    def text(self, digest: str, name: str) -> str | None:
        """The words of a text part; None for a file, and for one that is not here."""
        words = None if name in FILES else text_of(self.source, digest)
        return words if isinstance(words, str) else None


def wording(source: Source, book: Register, first: str | None = None) -> Wording:
    """A record's words for a reader who prefers this language, else English, else the record's own order."""
    order = [language for language in (first, "en") if language is not None]
    return Wording(source, book, tuple(dict.fromkeys([*order, *book.rules.languages])))
