"""Which pieces of a text run against its direction, and how each medium sets them apart.

Every medium is drawn by the Unicode bidi algorithm, and after Arabic letters it takes digits for
Arabic ones (UAX #9, W2): `217 A (III)` becomes `A (III) 217` and a phone number is dialled from its
end. It cannot know what belongs together; we do, and say it here once for page, paper, mail and screen.

An *island* is such a piece. One that runs against the text is set apart in its own direction. One that
must not be broken over two lines (a date such as 12-سېنتەبىر, a citation, a phone number) is kept together.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import Literal, NamedTuple

from markupsafe import Markup

Direction = Literal["ltr", "rtl"]

_RTL_LANGUAGES = {
    "ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"
}  # fmt: skip
_RTL_SCRIPTS = {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}


class Piece(NamedTuple):
    """A piece of a text for a typesetter: the way it runs where that is against what is around it, and whether it stays whole."""

    words: "str | tuple[Piece, ...]"
    direction: Direction | None = None
    together: bool = False


class Island(NamedTuple):
    """A piece of a text from `start` to `end`: the way it runs, and whether it may be broken over two lines."""

    start: int
    end: int
    direction: Direction
    together: bool


@lru_cache(maxsize=256)
def direction(language: str) -> Direction:
    """Which way this language is written. A script named in the code decides over the language.

    >>> direction("ug"), direction("kk"), direction("kk-arab"), direction("ug-latn")
    ('rtl', 'ltr', 'rtl', 'ltr')
    """
    name, _, rest = language.lower().partition("-")
    if len(rest) == 4:
        return "rtl" if rest in _RTL_SCRIPTS else "ltr"
    return "rtl" if name in _RTL_LANGUAGES else "ltr"


def islands(text: str, language: str) -> list[Island]:
    """The pieces of `text`, a text in this language, that must be set apart or kept together; in order, apart.

    >>> text = "بۇ 217 A (III) نومۇرلۇق قارار"
    >>> [text[i.start : i.end] for i in islands(text, "ug")]
    ['217 A (III)']
    """
    return list(_found(text, direction(language)))


def isolate_html(text: str, language: str) -> Markup:
    """The text for a page: escaped, islands in `<bdi>`, and what belongs together in class `nb`.

    >>> isolate_html("12-سېنتەبىر PDF", "ug")
    Markup('<span class="nb">12-سېنتەبىر</span> <bdi dir="ltr">PDF</bdi>')
    """
    return _page(text, direction(language))


def isolate_plain(text: str, language: str) -> str:
    """The text for mail, feeds and drawings, where no markup can stand: islands between U+2066 or U+2067 and U+2069.

    >>> isolate_plain("تېلېفون +00 555 0100", "ug") == "تېلېفون \\u2066+00 555 0100\\u2069"
    True
    """
    return _wrapped(text, direction(language), _plain_island)


def pieces(text: str, language: str) -> tuple[Piece, ...]:
    """The text for a typesetter, which draws boxes and isolates itself: what is between the islands, and the islands.

    >>> pieces("PDF 30-ئاپرېل", "ug")
    (Piece(words='PDF', direction='ltr', together=False), Piece(words=' ', direction=None, together=False), Piece(words='30-ئاپرېل', direction=None, together=True))
    """
    return _pieces(text, direction(language))


def isolate_terminal(text: str) -> str:
    """A foreign string for a terminal: between U+2068 and U+2069, so that the rest of the line stays as it is.

    A title may come from a stranger. Characters that steer a terminal are shown as U+FFFD, and those that
    would end or turn our isolate are left out.

    >>> isolate_terminal("act\\u202e\\x1b[2J") == "\\u2068act\\ufffd[2J\\u2069"
    True
    """
    harmless = _STEERING.sub("\ufffd", _TURNING.sub("", text))
    return f"\u2068{harmless}\u2069"


# --- how an island is recognised -----------------------------------------------------------------------

_R = r"\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\U00010800-\U00010FFF\U0001E800-\U0001EFFF"
_LETTER = rf"(?:(?![{_R}])[^\W\d_])"
_WORD = rf"(?:(?![{_R}])[\w\u0300-\u036F])"
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TURNING = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

# How many figures hang together with dots and commas. Without an end, a paragraph of `1,1,1,1` is read anew from each
# figure to its end, and one such motion of a hundred thousand letters kept every page that showed it for a minute.
_FEW, _SOME = "{0,16}+", "{1,16}+"

# In this order: what is found first is not looked into again. Each name says whether it stays on one line.
_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_KK = "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан"
_UNIT = "(?:km|cm|mm|kg|ha|kB|MB|GB|USD|EUR|GBP|UTC|GMT)"
_NUMBERS = rf"""
  (?P<url>   (?:https?|ftp|mailto)://?[^\s{_R}«»<>"]*[^\s{_R}«»<>".,;:!?)\]'’] )
| (?P<mail>  (?<![A-Za-z0-9._%+-]) [A-Za-z0-9._%+-]++ @ [A-Za-z0-9-]+ (?:\.[A-Za-z0-9-]+)+ )
| (?P<phone> (?<![\w+]) (?:\+|00) \d{{1,3}} (?:[ \u00a0.-]?\(?\d{{1,5}}\)?){{1,6}} | \(\d{{2,4}}\) \s? \d{{3}}[ -]\d{{2,4}} )
| (?P<cite>  (?<!\w) (?:\d{{1,5}}\s(?:[A-Z]\s)? | (?:[A-Z]{{1,4}}/)+\d{{1,5}}\s?) \([IVXLC]+(?:-[IVXLC]+)?\)
           | (?<!\w) [A-Z]{{1,5}} (?:/[A-Za-z0-9.-]+)+ (?:\s?\([IVXLC]+\))? (?<![.-]) )
| (?P<share> (?<!\w) [-−+±]? [$€£¥₸]? \d++ (?:[.,:]\d++){_FEW} [ \u00a0\u202f]? (?:[%‰$€£¥₸°] | {_UNIT}(?!\w)) )
| (?P<money> (?<!\w) [$€£¥₸] [ \u00a0]? \d++ (?:[.,]\d++){_FEW} )
| (?P<below> (?<![\w-]) [-−±] \d++ (?:[.,]\d++){_FEW} (?!-?\w) )
"""
_DAY = rf"""
  (?P<day> (?<![\w.-]) (?: \d{{1,2}}[ \u00a0](?:{_EN})(?:[ \u00a0]\d{{4}})? | (?:{_EN})[ \u00a0]\d{{1,2}}(?:,[ \u00a0]\d{{4}})?
             | (?:\d{{4}}[ \u00a0]жылғы[ \u00a0])?\d{{1,2}}[ \u00a0](?:{_KK}) ) {_WORD}*+ )
"""
_YEAR = r"(?: (?<![\w-]) \d{4}[-‐‑]يىلى[ \u00a0] (?=\d{1,2}[-‐‑]) )?+"
_ENDED = (
    rf"(?P<ended> {_YEAR}"
    + rf"(?<![\w-]) \d++(?:[.:/]\d++){_FEW} [-‐‑] (?=[^\W\d_A-Za-z]) [^\W\d_A-Za-z][\w\u0300-\u036F]* )"
)
# Dates, times, sums; and how amendments are numbered, 3-A2.
_CHAINED = rf"(?P<chain> (?<![\w.-]) \d++ (?:[-/.:,] \d++ | -[A-Z]\d++){_SOME} (?!\w) )"
_JOINT = r"(?: [ \u00a0]? [-–/.:,'’&@_+\#~=?]{1,3} [ \u00a0]? | [ \u00a0] )"
_BRACKET = rf"[ \u00a0]?\( {_WORD}++ (?:[ .,/–-]{_WORD}++)*+ \)"
_LATIN = rf"""
  (?P<latin>
    (?: (?:[A-Z]\.){{2,}}+ | [\#@§№]{_WORD}++ | (?<!\d)\d++{_LETTER}{_WORD}*+ | {_LETTER}{_WORD}*+ )
    (?: {_JOINT} (?: (?:[A-Z]\.){{2,}}+ | (?! \d++[-‐‑][{_R}] ){_WORD}++ ) | {_BRACKET} )*+
  )
"""
_ARABIC = rf"(?P<arabic> (?: (?<!\d)[0-9]++[-‐‑] )? [{_R}] (?: [^\w\n{_R}]*+ (?:[0-9]++[^\w\n{_R}]*+)*+ [{_R}] )*+ )"

_TOGETHER = frozenset(("mail", "phone", "cite", "share", "money", "below", "day", "ended", "chain"))
_AGAINST: dict[str, Direction] = {"arabic": "rtl"}


@lru_cache(maxsize=2)
def _islands(way: Direction) -> re.Pattern[str]:
    # Compiled when first wanted: it costs more than all else that a command loads to say one English sentence.
    parts = (_NUMBERS, _ENDED, _CHAINED, _LATIN) if way == "rtl" else (_NUMBERS, _DAY, _ARABIC, _ENDED)
    return re.compile("|".join(parts), re.VERBOSE)


def _found(text: str, way: Direction) -> Iterator[Island]:
    for match in _islands(way).finditer(text):
        name = match.lastgroup or ""
        runs = way if name == "ended" else _AGAINST.get(name, "ltr")
        if runs != way or name in _TOGETHER:
            yield Island(match.start(), match.end(), runs, name in _TOGETHER)


# --- how a medium shows it -----------------------------------------------------------------------------


def _wrapped(
    text: str, way: Direction, show: Callable[[str, Island, Direction], str], between: Callable[[str], str] = str
) -> str:
    """The text with each island as `show` shows it, and what is between them as `between` writes it."""
    parts, at = [], 0
    for island in _found(text, way):
        parts += [between(text[at : island.start]), show(text[island.start : island.end], island, way)]
        at = island.end
    return "".join((*parts, between(text[at:])))


def _plain_island(piece: str, island: Island, way: Direction) -> str:
    if island.direction == way:
        return piece
    return ("\u2066" if island.direction == "ltr" else "\u2067") + piece + "\u2069"


@lru_cache(maxsize=4096)
def _page(text: str, way: Direction) -> Markup:
    return Markup(_wrapped(text, way, _page_island, escape))


def _page_island(piece: str, island: Island, way: Direction) -> str:
    inner = _page(piece, "rtl") if way == "ltr" and island.direction == "rtl" else escape(piece)
    kept = ' class="nb"' if island.together else ""
    if island.direction == way:
        return f"<span{kept}>{inner}</span>"
    return f'<bdi dir="{island.direction}"{kept}>{inner}</bdi>'


@lru_cache(maxsize=4096)
def _pieces(text: str, way: Direction) -> tuple[Piece, ...]:
    found, at = list[Piece](), 0
    for island in _found(text, way):
        found += [Piece(text[at : island.start])] if island.start > at else []
        found.append(_piece(text[island.start : island.end], island, way))
        at = island.end
    return (*found, Piece(text[at:])) if at < len(text) else tuple(found)


def _piece(words: str, island: Island, way: Direction) -> Piece:
    against = None if island.direction == way else island.direction
    inner = _pieces(words, "rtl") if way == "ltr" and against == "rtl" else ()
    return Piece(inner if len(inner) > 1 else words, against, island.together)
