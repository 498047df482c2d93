"""The page a draft is written on: fields in order, a comment above a field or beside it.

A comment is for the clerk's eye alone; it is on one line and never part of the act.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from qurultay.press.draft_writing import commented, text_of
from qurultay.press.drafts import Value

Filled: TypeAlias = "Value | Noted | Sequence[Noted] | Sequence[str]"


def note(words: str, most: int = 70) -> str:
    """Words of the source inside a comment: quoted, on one line, shortened.

    >>> note("Key resolutions and pledges, and calls to action include", 24)
    '“Key resolutions and pled…”'
    """
    line = " ".join(words.split())
    return f"“{line if len(line) <= most else line[:most] + '…'}”"


class Noted:
    """Fields with their comments, in the order in which they are added; an empty one is left out."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, Filled, str, str]] = []

    def add(self, name: str, value: Filled, above: str = "", *, beside: str = "", at: int | None = None) -> None:
        """Add a field: `above` explains it, `beside` says where it was read; `at` is its line in the source."""
        if isinstance(value, str | list) and not value:
            return
        self.rows.append((name, value, above, beside or (f"line {at}" if at is not None else "")))

    def plain(self) -> dict[str, Value]:
        """The fields without comments: what the written draft must read back as."""
        return {name: _plain(value) for name, value, _, _ in self.rows}

    def mapping(self, indent: int) -> CommentedMap:
        """The fields as ruamel writes them, comments in their places."""
        written = CommentedMap()
        for name, value, above, beside in self.rows:
            written[name] = _mapped(value, indent + 2)
            if above:
                written.yaml_set_comment_before_after_key(name, before=above, indent=indent)
            if beside and "\n" not in str(written[name]):
                written.yaml_add_eol_comment(beside, name)
        return written


class Page(Noted):
    """A whole draft: opening comments, then its fields, the empty ones too."""

    def __init__(self) -> None:
        super().__init__()
        self.opening: list[str] = []

    def head(self, comment: str) -> None:
        """Add a line to the opening comment."""
        self.opening.append(" ".join(comment.split()))

    def add(self, name: str, value: Filled, above: str = "", *, beside: str = "", at: int | None = None) -> None:
        """Add a field, an empty list or mapping too: a clerk sees that it may be filled."""
        self.rows.append((name, value, above, beside))

    def text(self) -> str:
        """The draft's text. Raises `Refusal` where it would not read back as what was meant."""
        written = self.mapping(0)
        return "".join(f"# {line}\n" for line in self.opening) + text_of(written, self.plain())


def _plain(value: Filled) -> Value:
    if isinstance(value, Noted):
        return value.plain()
    if isinstance(value, str | dict):
        return value
    return [_plain(each) for each in value]


def _mapped(value: Filled, indent: int) -> Any:
    if isinstance(value, Noted):
        return value.mapping(indent)
    if isinstance(value, str | dict):
        return commented(value)
    return CommentedSeq(_mapped(each, indent + 2) for each in value)
