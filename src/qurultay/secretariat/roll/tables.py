"""Rows of cells, whatever file they came in: text with dividers (`text_tables`), or what a spreadsheet keeps (`workbooks`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qurultay.portal.values import Saying

MOST_ROWS = 2000


class Unreadable(ValueError):
    """The file as a whole cannot be read; `saying` says why and how to save it."""

    def __init__(self, key: str, /, **places: int | str) -> None:
        super().__init__(key)
        self.saying = Saying.of(key, **places)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about one cell: an error stands in the way, a warning does not."""

    line: int
    column: str
    what: Saying
    error: bool = True


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows that are not empty, each with the line it begins on, and how the file keeps them: `UTF-8`, `XLSX`."""

    kept_as: str
    divider: str = ""
    rows: Iterable[tuple[int, Sequence[str]]]
    remarks: tuple[Remark, ...] = ()
