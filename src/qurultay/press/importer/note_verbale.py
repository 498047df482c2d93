"""A note verbale greets nobody and is signed by nobody: its first sentence says who writes to whom, its last lines when.

"The Embassy of X presents its compliments to the Ministry of Y and has the honour to …": who stands before the compliments
sends it, who stands behind them receives it. Below its words stand place and day, initials or a seal, and often the
receiver once more. Where the two cannot be told apart nothing is taken, and the clerk is asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qurultay.press.importer.layout import Layout, blocks_of, day_of, is_prose
from qurultay.press.importer.lines import Line, lines_of, paragraphs_in
from qurultay.press.importer.names import is_any, is_name, names_in, reference
from qurultay.press.importer.parties import BELOW, POST, STYLE
from qurultay.press.importer.proposals import AddressedTo, Dropped, Recipient, Span, Words
from qurultay.press.importer.slugs import slug
from qurultay.press.importer.source import SourceText

_MOST_ABOVE = 12
"""Paragraphs of a letterhead; further down compliments are told of, not paid."""
_AND_THEN = (
    r",?\s+and(?:,|\s+(?:has|have|wish(?:es)?|would|begs?|is|are|takes?|requests?|kindly|further|with|in|on|pursuant|referring|by|"
    r"hereby|herewith|acknowledges?|avails?|informs?|draws?|refers?|transmits?|encloses?|confirms?)\b)"
)
_ENGLISH = re.compile(
    r"(?P<sender>[^;:]{3,240}?),?\s+presents?\s+(?:its|his|her|their|the)\s+compliments\s+to\s+"
    rf"(?P<receiver>[^;:]{{3,300}}?)(?={_AND_THEN}|,?\s+(?:has|have)\s+the\s+hono|[;:]|\.?\s*$)"
)
# Where the verb stands last, a comma or the noun of the sender's house parts the two; the receiver ends in a dative.
_HOUSES = {
    "tr": r"Büyükelçiliği|Elçiliği|Başkonsolosluğu|Konsolosluğu|Misyonu|Temsilciliği|Bakanlığı|Dairesi|Sekreterliği|Ofisi|Meclisi|Kurultayı",
    "ug": r"ئەلچىخانىسى|كونسۇلخانىسى|ۋەكىللىكى|ۋەكىللەر\s+ئۆمىكى|مىنىستىرلىقى|مىنىستىرلىكى|ئىشخانىسى|كاتىباتى|باشقارمىسى|كېڭىشى|قۇرۇلتىيى",
    "kk": r"[Ее]лшілігі|[Кк]онсулдығы|[Өө]кілдігі|[Мм]инистрлігі|[Кк]еңсесі|[Хх]атшылығы|[Бб]асқармасы|[Кк]еңесі|[Құұ]рылтайы",
}
_PAID = {
    "tr": r"(?:en\s+derin\s+)?saygılarını\s+sunar",
    "ug": r"(?:ئۆزىنىڭ\s+)?(?:(?:چوڭقۇر|ئالىي)\s+)?(?:ھۆرمىتىنى|ئېھتىرامىنى|سالىمىنى|ھۆرمەت)\s+(?:بىلدۈرىدۇ|بىلدۈرۈپ|يوللايدۇ)",
    "kk": r"(?:өзінің\s+)?(?:(?:зор|терең|ізгі)\s+)?(?:ілтипатын|құрметін)\s+білдір(?:еді|е|іп)",
}
_DATIVE = {"tr": r"['’]?(?:n[ae]|y[ae]|[ae])", "ug": "(?:غا|گە|قا|كە)", "kk": "(?:на|не|ға|ге|қа|ке)"}
_VERB_LAST = {
    code: re.compile(
        rf"(?P<sender>[^.;:]{{3,240}}?(?:[,،](?=\s)|(?:{_HOUSES[code]})(?=[\s,،])[,،]?))\s+(?P<receiver>[^.;:,،]{{3,240}}?){_DATIVE[code]}\s+{paid}"
    )
    for code, paid in _PAID.items()
}
_RUSSIAN = re.compile(
    r"(?P<sender>[^.;:]{3,240}?)\s+свидетельствует\s+сво[её]\s+(?:\w+\s+)?уважение\s+(?P<receiver>[^.;:]{3,240}?)(?=,?\s+и\s+(?:имеет|просит|сообщает|настоящим|в\s+связи)|\.?\s*$)"
)
_OPENINGS = (_ENGLISH, *_VERB_LAST.values(), _RUSSIAN)
_CLOSING = re.compile(
    r".{0,400}(?:avails?\s+(?:itself|himself|herself|themselves)\s+of\s+(?:this|the)\b|takes?\s+(?:this|the)\s+opportunity\s+to\s+(?:renew|express|reiterate)\b"
    r"|\b(?:vesileyle|fırsattan)\b|پۇرسەتتىن|مۇناسىۋەت\s+بىلەن|пользуется\s+(?:\w+\s+)?(?:случаем|возможностью)|пайдалан)"
    r".{0,300}(?:consideration|esteem|regards?|respect|saygı|ھۆرمەت|ھۆرمىت|ئېھتىرام|уважени|ілтипат|құрмет)",
    re.DOTALL,
)
_INITIALS = re.compile(
    r"[(\[]?(?:(?:[A-ZА-ЯӘҒҚҢӨҰҮІ]\.\s?){2,4}|initial(?:s|l?ed)|seal|stamp|L\.\s?S\.|mühür|мөр|м\.?\s?о\.?|м\.?\s?п\.?|مۆھۈر)\s*[)\]]?",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:circular\s+)?(?:note\s+verbale|verbal\s+note|note)|sözlü\s+nota|nota|вербальная\s+нота|ауызша\s+нота|ئاغزاكى\s+نوتا",
    re.IGNORECASE,
)
_ACCREDITED = re.compile(r"\s+accredited\b.*", re.DOTALL)
_RUSSIAN_DATIVE = re.compile(r"ству\b")
_SHORT = re.compile(r"(?:the\s+)?(?:esteemed|honou?rable|said)\s+|the\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class NoteVerbale:
    """Who sends a note to whom, and where its pieces stand."""

    sender: Words
    recipient: Recipient | None
    others: tuple[str, ...]
    layout: Layout
    initials: Words | None
    dropped: tuple[Dropped, ...]


def note_in(source: SourceText) -> NoteVerbale | None:
    """The note verbale this document is, or None where its first sentences pay no compliments.

    >>> from qurultay.press.importer.source import source_text
    >>> note = note_in(source_text("The Mission of Tolunay presents its compliments to the Court of Osmark and has the honour to ask for a date.\\n\\nLirra, 3 May 2027"))
    >>> note.sender.text, note.recipient.ref
    ('Mission of Tolunay', 'addressee/court-of-osmark')
    """
    paragraphs = paragraphs_in(source, 0, len(source.shadow))
    for paragraph in paragraphs[:_MOST_ABOVE]:
        for pattern in _OPENINGS:
            hit = pattern.match(source.shadow, paragraph.start, paragraph.end)
            if hit is not None:
                return _note(source, hit, paragraph, [p for p in paragraphs if p.start >= paragraph.start])
    return None


def _note(source: SourceText, hit: re.Match[str], opening: Span, paragraphs: Sequence[Span]) -> NoteVerbale:
    layout = _layout(source, opening, paragraphs)
    recipient, others = _receiver(source, *hit.span("receiver"))
    head = [line for line in layout.head if _HEADING.fullmatch(source.shadow, line.start, line.end)]
    postal, foot, initials, left = _below(source, layout.foot, recipient)
    return NoteVerbale(
        sender=source.words(
            _behind_article(source, hit.start("sender")), len(source.shadow[: hit.end("sender")].rstrip(",، "))
        ),
        recipient=replace(recipient, postal=postal) if recipient is not None else None,
        others=others,
        layout=replace(layout, head=tuple(line for line in layout.head if line not in head), foot=tuple(foot)),
        initials=initials,
        dropped=(
            *(Dropped(words=source.words(line.start, line.end), why="says that it is a note") for line in head),
            *(Dropped(words=source.words(line.start, line.end), why="stands below the note") for line in left),
        ),
    )


def _behind_article(source: SourceText, start: int) -> int:
    article = re.match(r"\s*the\s+", source.shadow[start : start + 12], re.IGNORECASE)
    return start + (article.end() if article else 0)


def _receiver(source: SourceText, start: int, end: int) -> tuple[Recipient | None, tuple[str, ...]]:
    """Whom the compliments are paid to: an office, an institution or a kind of them, never a person by name (R8)."""
    style = re.match(STYLE, source.shadow[start:end])
    begun = start + (style.end() if style else 0)
    if style is not None:
        post = POST.search(source.shadow, begun, end)
        if post is None:
            return None, ()
        begun = post.start()
    first, *others = names_in(source.shadow[begun:end])
    latin = re.search(r"[A-Za-z]", first) is not None
    if latin and style is None and not is_name(first):
        return None, ()
    words = source.words(_behind_article(source, begun), begun + len(first) if others else end)
    shown = " ".join(style.group().replace(",", " ").split()) if style else ""
    plain = _RUSSIAN_DATIVE.sub("ство", _ACCREDITED.sub("", first), count=1)
    ref = f"class/{slug(plain)}" if is_any(plain) else reference(plain, {})
    return Recipient(ref=ref, style=shown, name=None, post=words, postal=(), span=words.span), tuple(others)


def _layout(source: SourceText, opening: Span, paragraphs: Sequence[Span]) -> Layout:
    """Head, words and foot of a note: the closing compliments, else the last sentence, part its words from its foot."""
    lines = lines_of(source)
    closing = next((p for p in reversed(paragraphs[1:]) if _CLOSING.match(source.shadow, p.start, p.end)), None)
    last = closing or [p for p in paragraphs if p == opening or is_prose(source, p)][-1]
    foot = tuple(line for line in lines if line.start >= last.end)
    if closing is None and (trailing := _trailing(source, last, lines)):
        foot, last = (*trailing, *foot), Span(start=last.start, end=trailing[0].start)
    return Layout(
        head=tuple(line for line in lines if line.start < opening.start),
        salutation=None,
        body=Span(start=opening.start, end=closing.start if closing is not None else last.end),
        close=Line(start=closing.start, end=closing.end, hard=False) if closing is not None else None,
        foot=foot,
    )


def _trailing(source: SourceText, last: Span, lines: Sequence[Line]) -> list[Line]:
    """Lines of a day or of initials that stand under the last sentence without a blank line between."""
    inside = [line for line in lines if last.start < line.start < last.end]
    found: list[Line] = []
    for line in reversed(inside):
        day, _ = day_of(source, [line])
        if day is None and not _INITIALS.fullmatch(source.shadow, line.start, line.end):
            break
        found.insert(0, line)
    return found


def _below(
    source: SourceText, foot: Sequence[Line], recipient: Recipient | None
) -> tuple[tuple[Words, ...], list[Line], Words | None, list[Line]]:
    """The foot of a note, parted: where the receiver sits, the lines with the day and what is enclosed, initials, the rest."""
    postal: list[Words] = []
    kept: list[Line] = []
    initials: Words | None = None
    left: list[Line] = []
    for block in blocks_of(foot):
        to_receiver = recipient is not None and _names_again(source, block[0], recipient)
        for line in block:
            words = source.words(line.start, line.end)
            if _INITIALS.fullmatch(source.shadow, line.start, line.end):
                initials = initials or words
            elif to_receiver:
                postal += (
                    [words] if recipient is None or recipient.post is None or words.text != recipient.post.text else []
                )
            elif day_of(source, [line])[0] is not None or BELOW.fullmatch(source.shadow, line.start, line.end):
                kept.append(line)
            else:
                left.append(line)
    return tuple(postal), kept, initials, left


def _names_again(source: SourceText, line: Line, recipient: Recipient) -> bool:
    """The receiver's name at the foot, as its address begins."""
    said = re.sub(r"^(?:to:?\s+)?(?:the\s+)?", "", source.shadow[line.start : line.end].lower())
    post = recipient.post.text.lower() if recipient.post is not None else ""
    return (
        bool(said)
        and bool(post)
        and (post.startswith(said[:60].rstrip(" ,")) or said.startswith(post.split(" of ")[0]))
    )


def meant_by_note(note: NoteVerbale, named: AddressedTo | None) -> AddressedTo | None:
    """Whom a note asks: "the Ministry", "it" and nobody are its receiver; whoever else is named is somebody else."""
    recipient = note.recipient
    if recipient is None or recipient.post is None:
        return named
    here = AddressedTo(ref=recipient.ref, name=recipient.post.text, words=recipient.post)
    if named is None:
        return here
    short = _SHORT.sub("", named.words.text.strip(), count=1).casefold()
    full = recipient.post.text.casefold()
    return here if short in ("latter", "addressee") or full == short or full.startswith(f"{short} ") else named


def remarks_of(note: NoteVerbale) -> Iterator[str]:
    """What a clerk should know of a note besides its fields."""
    initials = f"; it bears the initials {note.initials.text}" if note.initials is not None else ""
    yield f"a note verbale is signed by nobody{initials}: the post that answers for it is yours to write"
    if note.others:
        yield f"it goes to others too: {', '.join(note.others)}"
