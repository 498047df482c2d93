"""Whose letter is it, and to whom? The recipient with style, post and postal lines; who signed, in which post.

A person's name is found here for the parts alone: every reference names a post or an institution (R8).
"""

import re
from collections.abc import Sequence

from qurultay.press.importer.layout import blocks_of, is_aside
from qurultay.press.importer.lines import Line
from qurultay.press.importer.proposals import Recipient, SignedBy, Span, Words
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
    r"Prosecutor|Speaker|Governor|Mayor|King|Queen|Chancellor|Heads?\s+of|Members\s+of|Delegates\s+to|Senator|Member\s+of|Representative|Rapporteur|Registrar|Judge|"
    r"Treasurer|Spokesperson|Delegate|Envoy|Coordinator|Officer|Dean|Editor|Президент|Премьер|Министр|министр|Төраға|төраға|Председатель|Başkan|پرېزىدېنت|"
    r"باش\s+مىنىستىر|مىنىستىر|رەئىس)",
)
_PLACE_OF_POST = re.compile(
    r"\b(?:House|Palace|Building|Street|St\.|Avenue|Ave|Road|Square|Office\s+of|Embassy|Ministry|Secretariat)\b"
)
BELOW = re.compile(
    r"(?:cc|bcc|copy|copies|encl(?:osures?)?|attachments?|annex(?:es)?|p\.?s\.?)\b\.?\s*[:.]?.*", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:\[.{0,40}\]|\((?:signed|signature)\)|/s/|_{3,}|signed\s*:?)\s*", re.IGNORECASE)
_PORTFOLIO = re.compile(r"\b[Mm]inister\s+(?:of|for)\s+(?:[A-Z]\w+(?:,|\s+and)?\s*){1,4}")
_STATE = re.compile(
    r"\bof\s+(?:the\s+)?(?:[A-Z][\w']+\s+){0,3}(?:Republic|Kingdom|State|Commonwealth|Federation)\s+of\s+(?:the\s+)?(?P<of>[A-Z][\w' -]+)"
)
_OF = re.compile(r"\bof\s+(?:the\s+)?(?P<of>[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*)*)$")


def recipient_of(source: SourceText, head: Sequence[Line], dated: Line | None) -> tuple[Recipient | None, list[Line]]:
    """To whom the letter goes, and the lines of the letterhead that are left."""
    kept = [line for line in head if line.blank or (line is not dated and not is_aside(source, line))]
    blocks = blocks_of(kept)
    after = [b for b in blocks if dated is not None and b[0].start > dated.start]
    chosen = next((b for b in blocks if _addresses(source, b)), None) or next(iter(after), None)
    if chosen is None and len(blocks) > 1:
        chosen = blocks[-1]
    rest = [line for block in blocks if block is not chosen for line in block]
    return (_recipient(source, chosen) if chosen is not None else None), rest


def greeted(source: SourceText, salutation: Line | None) -> Recipient | None:
    """The recipient of a letter without an address: the post that its salutation names."""
    if salutation is None or (post := POST.search(source.shadow, salutation.start, salutation.end)) is None:
        return None
    words = source.words(*post.span())
    return Recipient(ref=f"addressee/{slug(words.text)}", style="", name=None, post=words, postal=(),
                     span=Span(start=salutation.start, end=salutation.end))  # fmt: skip


def _addresses(source: SourceText, block: Sequence[Line]) -> bool:
    first = source.shadow[block[0].start : block[0].end]
    return re.match(rf"(?:To:?\s+)?{STYLE}|(?i:to)\s*:\s*", first) is not None or (
        len(block) > 1 and POST.match(re.sub(r"^(?:To:?\s+)?(?:The\s+)?", "", first)) is not None
    )


def _recipient(source: SourceText, block: Sequence[Line]) -> Recipient:
    pieces = _pieces(source, block)
    if len(pieces) > 1 and re.fullmatch(r"(?:To|TO)\s*:?", source.shadow[pieces[0].start : pieces[0].end]):
        pieces = pieces[1:]
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
        (at for at, line in enumerate(foot) if not line.blank and BELOW.fullmatch(source.shadow, line.start, line.end)),
        len(foot),
    )
    enclosed = tuple(source.words(line.start, line.end) for line in foot[below:] if not line.blank)
    plain = [line for line in foot[:below] if line.blank or not _SIGNED.fullmatch(source.shadow, line.start, line.end)]
    found: list[SignedBy] = []
    for pieces in (each for block in blocks_of(plain) for each in _columns(source, block)):
        if found and not any(_is_post(source, p) for p in pieces):
            continue
        found += _signed(source, pieces)
    return tuple(found), enclosed


_GAP = re.compile(r"[ \t]{3,}")


def _columns(source: SourceText, block: Sequence[Line]) -> list[list[Span]]:
    """The pieces of a block of signatures; two that stand beside one another are two, told by the wide gap in every line."""
    cells = [_cells(source, line) for line in block]
    if len(cells) < 2 or len(cells[0]) < 2 or any(len(row) != len(cells[0]) for row in cells):
        return [_pieces(source, block)]
    return [[row[at] for row in cells] for at in range(len(cells[0]))]


def _cells(source: SourceText, line: Line) -> list[Span]:
    gaps = list(_GAP.finditer(source.shadow, line.start, line.end))
    starts = [line.start, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), line.end]
    return [Span(start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _signed(source: SourceText, pieces: Sequence[Span]) -> list[SignedBy]:
    """Name, post, body: a line behind a body or a post that is neither begins the next signatory."""
    found: list[SignedBy] = []
    name: Words | None = None
    for at, piece in enumerate(pieces):
        words = source.words(piece.start, piece.end)
        if _is_post(source, piece) and (not found or found[-1].body is not None or name is not None):
            found.append(
                SignedBy(name=name, post=words, slug=slug(re.split(r"\s+of\s+|\s*,\s*", words.text)[0]), body=None)
            )
            name = None
        elif found and found[-1].body is None and name is None and not _next_is_post(source, pieces, at):
            found[-1] = SignedBy(name=found[-1].name, post=found[-1].post, slug=found[-1].slug, body=words)
        else:
            name = words if name is None else name
    return [*found, SignedBy(name=name, post=None, slug="", body=None)] if name is not None else found


def _next_is_post(source: SourceText, pieces: Sequence[Span], at: int) -> bool:
    return at + 1 < len(pieces) and _is_post(source, pieces[at + 1])
