"""What does a draft say, and on which line? Drafts are YAML in which every scalar is a string.

YAML guesses: `country: NO` becomes false, `1.10` becomes 1.1, `12:30:45` a number of seconds, and of
two equal keys the last wins in silence. A clerk's draft becomes an official act, so nothing here
guesses: dates and numbers are read by the schema of the act, from the very characters typed. Tags,
anchors, aliases, directives and doubled keys are refused with their line; so are drafts of more than
512 kB or nested deeper than forty, before anything is built from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml import events as happened
from ruamel.yaml.error import YAMLError

from qurultay.press.files import read_bounded
from qurultay.press.plain_text import decoded, lines_ended_alike, refuse_hidden
from qurultay.press.refusal import Refusal, shown
from qurultay.press.yaml_faults import explained
from qurultay.tlog.sentence import Sentence

MOST_BYTES = 512 * 1024
MOST_NESTING = 40

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Route: TypeAlias = tuple[str | int, ...]
"""The way to a value: ("body", "provisions", 0, "label")."""


@dataclass(frozen=True, kw_only=True)
class DraftDocument:
    """A draft as it was read: plain values, and the line on which each stands."""

    path: Path
    text: str = field(repr=False)
    data: dict[str, Value]
    lines: Mapping[Route, int] = field(repr=False)

    def line_of(self, route: Route) -> int:
        """The line of a value, or of the nearest thing around it that is written in the draft.

        >>> read("kind: issued\\nbody:\\n  form: letter\\n").line_of(("body", "form"))
        3
        """
        return next(self.lines[route[:n]] for n in range(len(route), -1, -1) if route[:n] in self.lines)

    def where(self, route: Route = ()) -> Sentence:
        """The place of a value as a sentence to a clerk begins: "draft.yaml, line 7"."""
        return Sentence("{file}, line {line}", file=self.path.name, line=self.line_of(route))


def load(path: Path) -> DraftDocument:
    """The draft in this file.

    Raises `Refusal` with one sentence saying where it is wrong, in what, and how to mend it.
    """
    return read(decoded(read_bounded(path, MOST_BYTES, path.name), path.name), path)


def read(text: str, path: Path = Path("draft")) -> DraftDocument:
    """The draft in these words.

    >>> read("country: NO\\nversion: 1.10\\n").data
    {'country': 'NO', 'version': '1.10'}

    Raises `Refusal` as `load` does.
    """
    even = lines_ended_alike(text)
    refuse_hidden(even, path.name)
    if len(even.encode()) > MOST_BYTES:
        raise Refusal(path.name, "the draft has more than 512 kB", "put long matter into a file beside it")
    growing = _Growing(path.name)
    line = 1
    try:
        for event in _events(even):
            line = event.start_mark.line + 1
            growing.take(event, line)
    except YAMLError as error:
        raise explained(error, path.name) from None
    except (ValueError, OverflowError) as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(Sentence("{file}, line {line}", file=path.name, line=line), "a character is written as a code that does not exist",
                      "type the character itself") from None  # fmt: skip
    return DraftDocument(path=path, text=even, data=growing.whole(), lines=growing.lines)


def _events(text: str) -> Iterator[Any]:
    """The parser's events one by one; it keeps no stack of ours, so depth is counted before it can hurt."""
    reader = YAML(typ="safe", pure=True)
    events: Iterator[Any] = reader.parse(text)
    return events


class _Growing:
    """A draft while it is read: the open containers, innermost last, and the key that waits for its value."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Route, int] = {(): 1}
        self.documents: list[Value] = []
        self.open: list[tuple[Value, Route]] = []
        self.keys: list[str | None] = []

    def take(self, event: Any, line: int) -> None:
        """Take one event of the parser into what has grown so far."""
        self._refuse_magic(event, line)
        match event:
            case happened.ScalarEvent():
                self._scalar(event.value, line)
            case happened.MappingStartEvent():
                self._enter({}, line)
            case happened.SequenceStartEvent():
                self._enter([], line)
            case happened.MappingEndEvent() | happened.SequenceEndEvent():
                self.open.pop()
                self.keys.pop()

    def whole(self) -> dict[str, Value]:
        """The draft, which is one mapping."""
        if not self.documents or self.documents[0] == "":
            raise Refusal(self.name, "the draft is empty", "begin with a line such as 'kind: issued'")
        if not isinstance(self.documents[0], dict):
            raise Refusal(
                Sentence("{file}, line 1", file=self.name),
                "a draft is a list of 'name: value' lines",
                "begin with 'kind: …'",
            )
        return self.documents[0]

    def _refuse_magic(self, event: Any, line: int) -> None:
        where = Sentence("{file}, line {line}", file=self.name, line=line)
        if isinstance(event, happened.AliasEvent):
            raise Refusal(
                where,
                Sentence("*{anchor} is an alias", anchor=event.anchor),
                "write the value itself, or put it in quotes",
            )
        if getattr(event, "anchor", None) is not None:
            raise Refusal(
                where,
                Sentence("&{anchor} is an anchor", anchor=event.anchor),
                "take it away, or put the value in quotes",
            )
        if getattr(event, "tag", None) is not None:
            raise Refusal(
                where,
                Sentence("{tag} is a tag", tag=shown(str(event.tag))),
                "take it away, or put the value in quotes",
            )
        if isinstance(event, happened.DocumentStartEvent):
            if event.version or event.tags:
                raise Refusal(where, "lines that begin with % are not for drafts", "take the line away")
            if self.documents:
                raise Refusal(where, "a second draft begins here ('---')", "keep one draft in a file")

    def _scalar(self, value: str, line: int) -> None:
        refuse_hidden(value, self.name, line)
        if self.open and isinstance(self.open[-1][0], dict) and self.keys[-1] is None:
            self._key(value, line)
        else:
            self._place(value, line)

    def _key(self, key: str, line: int) -> None:
        inside, route = self.open[-1]
        if not key:
            raise Refusal(
                Sentence("{file}, line {line}", file=self.name, line=line),
                "a name is missing before ':'",
                "write the name of the field",
            )
        if key in inside:
            first = self.lines[(*route, key)]
            what = Sentence("{key} stands twice (first on line {first})", key=shown(key), first=first)
            raise Refusal(Sentence("{file}, line {line}", file=self.name, line=line), what, "keep one of the two")
        self.keys[-1] = key
        self.lines[(*route, key)] = line

    def _enter(self, container: Value, line: int) -> None:
        if len(self.open) == MOST_NESTING:
            what = Sentence("lists and fields stand inside one another more than {most} deep", most=MOST_NESTING)
            raise Refusal(
                Sentence("{file}, line {line}", file=self.name, line=line),
                what,
                "a draft needs six; look for a bracket too many",
            )
        self.open.append((container, self._place(container, line)))
        self.keys.append(None)

    def _place(self, value: Value, line: int) -> Route:
        """Put a value where it belongs and say by which way it is reached."""
        if not self.open:
            self.documents.append(value)
            return ()
        inside, route = self.open[-1]
        if isinstance(inside, list):
            here: Route = (*route, len(inside))
            inside.append(value)
            self.lines[here] = line
            return here
        key = self.keys[-1]
        if key is None or not isinstance(inside, dict):
            raise Refusal(
                Sentence("{file}, line {line}", file=self.name, line=line),
                "a list or a mapping is used as a name",
                "write one word before ':'",
            )
        inside[key], self.keys[-1] = value, None
        return (*route, key)
