"""Which number does Word draw before a paragraph? It stands in no paragraph, only in the list that the paragraph belongs to."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListNumbers:
    """Counts along the paragraphs of a document, list by list and level by level."""

    def __init__(self, document: Any) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._read(document)

    def before(self, paragraph: Any) -> str:
        """The number or bullet drawn before this paragraph, with a blank behind it; nothing where it is in no list."""
        found = self._list_of(paragraph)
        if found is None or found[0] not in self._levels:
            return ""
        list_, level = found
        levels = self._levels[list_]
        form, text, start = levels.get(level, ("decimal", f"%{level + 1}.", 1))
        self._counts[list_, level] = self._counts.get((list_, level), start - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((list_, deeper), None)
        if form in ("bullet", "none"):
            return "• " if form == "bullet" else ""

        def count(hit: re.Match[str]) -> str:
            at = int(hit.group(1)) - 1
            shape, _, first = levels.get(at, ("decimal", "", 1))
            return drawn(self._counts.get((list_, at), first), shape)

        return re.sub(r"%(\d)", count, text).strip() + " "

    def _list_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        own = _list_in(properties)
        style = properties.find(f"{_W}pStyle")
        styled = self._styles.get(style.get(f"{_W}val") or "") if style is not None else None
        if own is None:
            return styled
        return None if own[0] == "0" else own

    def _read(self, document: Any) -> None:
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            each.get(f"{_W}abstractNumId"): {
                int(lvl.get(f"{_W}ilvl") or 0): _level(lvl) for lvl in each.findall(f"{_W}lvl")
            }
            for each in numbering.findall(f"{_W}abstractNum")
        }
        for each in numbering.findall(f"{_W}num"):
            named = each.find(f"{_W}abstractNumId")
            self._levels[each.get(f"{_W}numId")] = (
                dict(abstract.get(named.get(f"{_W}val"), {})) if named is not None else {}
            )
        for style in document.styles.element.findall(f"{_W}style"):
            properties = style.find(f"{_W}pPr")
            if properties is not None and (found := _list_in(properties)) is not None:
                self._styles[style.get(f"{_W}styleId")] = found


def _list_in(properties: Any) -> tuple[str, int] | None:
    number = properties.find(f"{_W}numPr/{_W}numId")
    level = properties.find(f"{_W}numPr/{_W}ilvl")
    if number is None:
        return None
    depth = (level.get(f"{_W}val") or "0") if level is not None else "0"
    return number.get(f"{_W}val") or "0", int(depth) if depth.isdecimal() else 0


def _level(level: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = level.find(f"{_W}{name}")
        return (found.get(f"{_W}val") or default) if found is not None else default

    start = value("start", "1")
    return (
        value("numFmt", "decimal"),
        value("lvlText", "%1."),
        int(start) if start.isdecimal() and len(start) < 6 else 1,
    )


def drawn(count: int, form: str) -> str:
    """A count as a list draws it.

    >>> drawn(4, "lowerRoman"), drawn(3, "upperLetter"), drawn(7, "decimal")
    ('iv', 'C', '7')
    """
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        said = ""
        for value, sign in _ROMAN:
            said += sign * (count // value)
            count %= value
        return said.upper() if form == "upperRoman" else said
    return str(count)
