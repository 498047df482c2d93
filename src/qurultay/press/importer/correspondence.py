"""How is a letter laid out? Its lines are told apart by their place and by the words that letters use.

From above: letterhead, date, reference, recipient with postal lines, salutation; the words; from below:
enclosures, signatory with post and body, closing formula.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.lines import Line, lines_of
from qurultay.press.importer.proposals import DayRange, Recipient, SignedBy, Span, Words
from qurultay.press.importer.slugs import slug
from qurultay.press.importer.source import SourceText

STYLE = (
    r"(?:(?:H\.?\s?E\.?|H\.?R\.?H\.?|H\.?M\.?|Hon\.?|(?:His|Her|Their|Your)\s+(?:\w+\s+)?(?:Excellency|Majesty|Highness|Holiness|Eminence|Honou?r)|"
    r"The\s+(?:Rt\.?|Right)\s+Hon(?:ou?rable|\.)?|The\s+Hon(?:ou?rable|\.)?|Hon(?:ou?rable)|Amb\.?|Ambassador|Mr\.?|Ms\.?|Mrs\.?|Mme\.?|Dr\.?|"
    r"Prof\.?|Professor|Sir|Dame|Lord|Lady|Sen\.?|Senator|Rep\.?|Gen\.?|General|Judge|Justice|Ұлы\s+мәртебелі|Жаноби\s+Олийлари|Сайын|Sayın|"
    r"جانابى\s+ئالىيلىرى|ھۆرمەتلىك|Құрметті)(?=[\s,]|$)[\s,]*)+"
)
POST = re.compile(
    r"\b(?:President|Prime\s+Minister|Premier|Minister|Secretary|Under-Secretary|Ambassador|Chair(?:man|woman|person)?|Commissioner|Director|"
    r"Prosecutor|Speaker|Governor|Mayor|King|Queen|Chancellor|Head\s+of|Senator|Member\s+of|Representative|Rapporteur|Registrar|Judge|"
    r"Treasurer|Spokesperson|Delegate|Envoy|Coordinator|Officer|Dean|Editor|Президент|Премьер|Министр|министр|Төраға|төраға|Председатель|Başkan|پرېزىدېنت|"
    r"باش\s+مىنىستىر|مىنىستىر|رەئىس)",
)
_PLACE_OF_POST = re.compile(
    r"\b(?:House|Palace|Building|Street|St\.|Avenue|Ave|Road|Square|Office\s+of|Embassy|Ministry|Secretariat)\b"
)
_SALUTATION = re.compile(
    r"(?:(?:Dear|Esteemed|Respected|Honou?red|Most\s+(?:Esteemed|Honou?red))\b.{0,110}|(?:Your\s+)?(?:\w+\s+)?(?:Excellenc(?:y|ies)|Majest(?:y|ies)|"
    r"Highness|Holiness|Eminence|Honou?r)\b.{0,60}|(?:Mr|Madam|Mme|Ms|Mrs|Monsieur|Madame|Sir|Sirs|Ladies|Gentlemen)\b\.?.{0,80}|"
    r"To\s+[Ww]hom\s+[Ii]t\s+[Mm]ay\s+[Cc]oncern|Honou?rable\b.{0,80}|Құрметті\b.{0,100}|Уважаем.{0,100}|Sayın\b.{0,100}|ھۆرمەتلىك.{0,100}|"
    r"جانابى.{0,100})[,:!،]?"
)
_CLOSE = re.compile(
    r"(?:(?:Yours|Very)\s+(?:very\s+)?(?:sincerely|faithfully|truly|respectfully)(?:\s+yours)?|Sincerely(?:\s+yours)?|Yours|Respectfully"
    r"(?:\s+(?:yours|submitted))?|(?:With\s+)?(?:(?:my|our|the)\s+)?(?:\w+\s+){0,2}(?:regards|respects?|wishes|consideration|esteem|gratitude|"
    r"greetings)|Faithfully(?:\s+yours)?|In\s+(?:solidarity|friendship|peace)|Cordially|Thank\s+you|(?:Please\s+)?[Aa]ccept,?\s.{0,140}"
    r"(?:assurances?|consideration|esteem).{0,80}|Құрметпен|Зор\s+құрметпен|С\s+уважением|Saygılar\w*|ھۆرمەت\s*بىلەن|سالام\s*بىلەن)[,.!،]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:re|ref|reference|subject|our\s+ref|your\s+ref|no|through|via|by|cc|bcc|attn|date|dated)\b\.?\s*[.:№]",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:our\s+)?(?:ref(?:erence)?|no|№)\b\.?\s*(?:no\.?)?\s*[:.]?\s*(?P<words>\S.*)", re.IGNORECASE
)
_SUBJECT = re.compile(r"(?:re|subject|тақырып|тема|konu|تېما)\s*:\s*(?P<words>\S.*)", re.IGNORECASE)
_BELOW = re.compile(
    r"(?:cc|bcc|copy|copies|encl(?:osures?)?|attachments?|annex(?:es)?|p\.?s\.?)\b\.?\s*[:.]?.*", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:\[.{0,40}\]|\((?:signed|signature)\)|/s/|_{3,}|signed\s*:?)\s*", re.IGNORECASE)
_PORTFOLIO = re.compile(r"\b[Mm]inister\s+(?:of|for)\s+(?:[A-Z]\w+(?:,|\s+and)?\s*){1,4}")
_STATE = re.compile(
    r"\bof\s+(?:the\s+)?(?:[A-Z][\w']+\s+){0,3}(?:Republic|Kingdom|State|Commonwealth|Federation)\s+of\s+(?:the\s+)?(?P<of>[A-Z][\w' -]+)"
)
_OF = re.compile(r"\bof\s+(?:the\s+)?(?P<of>[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*)$")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the pieces of a letter stand, as lines."""

    head: tuple[Line, ...]
    salutation: Line | None
    body: Span
    close: Line | None
    foot: tuple[Line, ...]


def layout_of(source: SourceText) -> Layout:
    """The layout of a letter: salutation and closing formula part it into head, words and foot."""
    lines = lines_of(source)
    written = [at for at, line in enumerate(lines) if not line.blank]
    salutation = next(
        (at for at in written if at and _SALUTATION.fullmatch(source.shadow, lines[at].start, lines[at].end)), None
    )
    begun = salutation + 1 if salutation is not None else _first_prose(lines)
    close = next((at for at in reversed(written) if at >= begun and _closes(source, lines, at)), None)
    ends = lines[close].start if close is not None else len(source.shadow)
    return Layout(
        head=tuple(lines[: salutation if salutation is not None else begun]),
        salutation=lines[salutation] if salutation is not None else None,
        body=Span(start=lines[begun].start if begun < len(lines) else ends, end=ends),
        close=lines[close] if close is not None else None,
        foot=tuple(lines[close + 1 :]) if close is not None else (),
    )


def _first_prose(lines: Sequence[Line]) -> int:
    return next((at for at, line in enumerate(lines) if line.end - line.start > 100), len(lines))


def _closes(source: SourceText, lines: Sequence[Line], at: int) -> bool:
    """A closing formula has few written lines below it."""
    below = sum(1 for line in lines[at + 1 :] if not line.blank)
    return below <= 14 and _CLOSE.fullmatch(source.shadow, lines[at].start, lines[at].end) is not None


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of written lines, parted by blank ones."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            found.append([])
        else:
            found[-1].append(line)
    return [block for block in found if block]


def day_of(source: SourceText, lines: Sequence[Line]) -> tuple[DayRange | None, Line | None]:
    """The day a letter bears, and the line it stands on: a short line with a date and little else."""
    for line in lines:
        days = days_in(source, line.start, line.end)
        if days and not line.blank and (line.end - line.start) - len(days[0].words.text) <= 45:
            return days[0], line
    return None, None


def asides_of(source: SourceText, lines: Sequence[Line]) -> tuple[Words | None, Words | None]:
    """Reference and subject of a letter."""
    subject = next(
        (
            source.words(*hit.span("words"))
            for line in lines
            if (hit := _SUBJECT.fullmatch(source.shadow, line.start, line.end))
        ),
        None,
    )
    reference = next(
        (source.words(*hit.span("words")) for line in lines
         if not line.blank and (hit := _REFERENCE.fullmatch(source.shadow, line.start, line.end))), None)  # fmt: skip
    return reference, subject


def recipient_of(source: SourceText, head: Sequence[Line], dated: Line | None) -> tuple[Recipient | None, list[Line]]:
    """To whom the letter goes, and the lines of the letterhead that are left."""
    kept = [line for line in head if line.blank or (line is not dated and not _aside(source, line))]
    blocks = blocks_of(kept)
    after = [b for b in blocks if dated is not None and b[0].start > dated.start]
    chosen = next((b for b in blocks if _addresses(source, b)), None) or next(iter(after), None)
    if chosen is None and len(blocks) > 1:
        chosen = blocks[-1]
    rest = [line for block in blocks if block is not chosen for line in block]
    return (_recipient(source, chosen) if chosen is not None else None), rest


def _aside(source: SourceText, line: Line) -> bool:
    return _ASIDE.match(source.shadow, line.start, line.end) is not None


def _addresses(source: SourceText, block: Sequence[Line]) -> bool:
    first = source.shadow[block[0].start : block[0].end]
    return re.match(rf"(?:To:?\s+)?{STYLE}|To:\s*", first) is not None or (
        len(block) > 1 and POST.match(re.sub(r"^(?:To:?\s+)?(?:The\s+)?", "", first)) is not None
    )


def _recipient(source: SourceText, block: Sequence[Line]) -> Recipient:
    pieces = _pieces(source, block)
    first = pieces[0]
    to = re.match(r"(?:To|TO)\s*:?\s+", source.shadow[first.start : first.end])
    begun = first.start + (to.end() if to else 0)
    style = re.match(STYLE, source.shadow[begun : first.end])
    name_start = begun + (style.end() if style else 0)
    named = name_start < first.end and (
        style is not None or not _is_post(source, Span(start=name_start, end=first.end))
    )
    rest = pieces[1:] if named or style is not None else [Span(start=begun, end=first.end), *pieces[1:]]
    post = next((piece for piece in rest if _is_post(source, piece)), None)
    words = source.words(post.start, post.end) if post is not None else None
    return Recipient(
        ref=f"addressee/{_handle(source, words, rest)}",
        style=" ".join(style.group().replace(",", " ").split()) if style else "",
        name=source.words(name_start, first.end) if named else None,
        post=words,
        postal=tuple(source.words(p.start, p.end) for p in rest if p is not post),
        span=Span(start=block[0].start, end=block[-1].end),
    )


def _handle(source: SourceText, post: Words | None, rest: Sequence[Span]) -> str:
    """The recipient's handle: the post, or the institution. Never the person: a skeleton holds no names (R8)."""
    if post is not None:
        return slug(post.text)
    house = next(
        (
            p
            for p in rest
            if re.search(r"Ministry|Office|Embassy|Parliament|Commission|Court|Council", source.shadow[p.start : p.end])
        ),
        None,
    )
    return slug(source.shadow[house.start : house.end]) if house is not None else "recipient"


def _pieces(source: SourceText, block: Sequence[Line]) -> list[Span]:
    """The lines of the block, a line "Name, Minister of …" in two, a line that ends with "of" joined to the next."""
    found: list[Span] = []
    for line in block:
        if found and re.search(r"\b(?:of|and|for|the)$", source.shadow[found[-1].start : found[-1].end]):
            found[-1] = Span(start=found[-1].start, end=line.end)
            continue
        comma = re.search(r",\s+(?=(?:the\s+)?[A-Z])", source.shadow[line.start : line.end])
        if not found and comma and POST.match(source.shadow, line.start + comma.end(), line.end):
            found += [
                Span(start=line.start, end=line.start + comma.start()),
                Span(start=line.start + comma.end(), end=line.end),
            ]
        else:
            found.append(Span(start=line.start, end=line.end))
    return [source.trimmed(p.start, p.start + len(source.shadow[p.start : p.end].rstrip(" ,;"))) for p in found]


def _is_post(source: SourceText, span: Span) -> bool:
    words = source.shadow[span.start : span.end]
    found = POST.search(words)
    return found is not None and found.start() <= 40 and _PLACE_OF_POST.search(words) is None


def country_of(recipient: Recipient | None) -> str:
    """The country whose government "your government" is, if the recipient's post names it."""
    if recipient is None or recipient.post is None:
        return ""
    post = _PORTFOLIO.sub("", recipient.post.text)
    hit = _STATE.search(recipient.post.text) or _OF.search(post)
    return hit["of"].strip() if hit is not None else ""


def signatories_of(source: SourceText, foot: Sequence[Line]) -> tuple[tuple[SignedBy, ...], tuple[Words, ...]]:
    """Who signed, and what is enclosed or copied."""
    below = next(
        (
            at
            for at, line in enumerate(foot)
            if not line.blank and _BELOW.fullmatch(source.shadow, line.start, line.end)
        ),
        len(foot),
    )
    enclosed = tuple(source.words(line.start, line.end) for line in foot[below:] if not line.blank)
    plain = [line for line in foot[:below] if line.blank or not _SIGNED.fullmatch(source.shadow, line.start, line.end)]
    found: list[SignedBy] = []
    for block in blocks_of(plain):
        pieces = _pieces(source, block)
        if found and not any(_is_post(source, p) for p in pieces):
            continue
        found += _signed(source, pieces)
    return tuple(found), enclosed


def _signed(source: SourceText, pieces: Sequence[Span]) -> list[SignedBy]:
    """Name, post, body: a line behind a body or a post that is neither begins the next signatory."""
    found: list[SignedBy] = []
    name: Words | None = None
    for at, piece in enumerate(pieces):
        words = source.words(piece.start, piece.end)
        if _is_post(source, piece) and (not found or found[-1].body is not None or name is not None):
            found.append(
                SignedBy(name=name, post=words, slug=slug(re.split(r"\s+(?:of|,)\s*", words.text)[0]), body=None)
            )
            name = None
        elif found and found[-1].body is None and name is None and not _next_is_post(source, pieces, at):
            found[-1] = SignedBy(name=found[-1].name, post=found[-1].post, slug=found[-1].slug, body=words)
        else:
            name = words if name is None else name
    return [*found, SignedBy(name=name, post=None, slug="", body=None)] if name is not None else found


def _next_is_post(source: SourceText, pieces: Sequence[Span], at: int) -> bool:
    return at + 1 < len(pieces) and _is_post(source, pieces[at + 1])
