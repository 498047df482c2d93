"""What came of a meeting, as a document tells it: officers, committees, a plan; and which anniversaries it names.

What is not found stays empty, as in `meeting.py`. Names of persons are found only where a sentence
says that somebody was elected or appointed, and they go into parts that can be withheld.
"""

import re

from qurultay.press.importer.dates import days_in
from qurultay.press.importer.numerals import CARDINAL, ORDINAL, number
from qurultay.press.importer.proposals import Anniversary, DayRange, Officer, Plan, Span, Words
from qurultay.press.importer.sentences import sentences
from qurultay.press.importer.slugs import bare, slug
from qurultay.press.importer.source import SourceText

_RANK = (
    r"(?:(?:(?:First|Second|Third|Senior|Executive)\s+)?(?:Vice|Deputy|Acting|Interim|Honorary|Co|vice|deputy)[\s-]+)?"
)
_POST = (
    rf"(?:{_RANK}(?:Prime\s+Minister|President|Premier|Speaker|Chair(?:man|woman|person)?|Secretary[\s-]General|General\s+Secretary|"
    r"Secretary\s+of\s+State|Secretary|Treasurer|Chancellor|Foreign\s+Minister|"
    r"Minister\s+(?:of|for)\s+[A-Z]\w+(?:\s+(?:and\s+)?[A-Z]\w+){0,3}|Ombudsman|Spokesperson|Commissioner|Director))(?![\w-])"
)
_HONOURED = r"(?:(?P<hon>Dr|Mr|Ms|Mrs|Prof(?:essor)?|H\.E|Hon|Sir|Dame|Imam|Sheikh|Rev|Doctor)\.?\s+)?"
_PERSON = rf"(?!{_POST})(?!The\b|Of\b|And\b|As\b)(?P<name>[A-Z][\w'-]+(?:\s+(?:[A-Z]\.|(?:al|bin|ibn|de|van|von|der|el|da|di)\s+[A-Z][\w'-]+|(?!{_POST})[A-Z][\w'-]+)){{0,4}})"
_OFFICERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w'-])(?P<post>{_POST})(?!\s+of\b|\s+for\b)\s*(?:[:–—-]\s*)?{_HONOURED}{_PERSON}",
        rf"(?<![\w'-]){_HONOURED}{_PERSON},?\s+(?:(?:was|were|has\s+been|is)\s+)?(?:unanimously\s+)?(?:re-?)?(?:elected|appointed|chosen|named|sworn\s+in)"
        rf"\s+(?:as\s+|to\s+be\s+|to\s+the\s+(?:post|office)\s+of\s+)?(?:the\s+|its\s+)?(?:new\s+|next\s+)?(?P<post>{_POST})",
        rf"(?:[Ee]lected|[Aa]ppointed|[Cc]hose|[Nn]amed|and|,)\s+{_HONOURED}{_PERSON}\s+(?:as\s+|to\s+be\s+|to\s+the\s+(?:post|office)\s+of\s+)"
        rf"(?:the\s+|its\s+)?(?:new\s+|next\s+)?(?P<post>{_POST})",
        rf"(?<![\w'-]){_HONOURED}{_PERSON}\s*(?:\(|[–—-]\s|:\s)(?P<post>{_POST})",
    )
)
_CHOSEN = re.compile(r"\b(?:re-?)?(?:elect|appoint|chose|sworn|swore|inaugurat)", re.I)

_UNIT = r"(?:[Cc]ommittee|[Cc]ommission|[Cc]ouncil|[Ww]orking\s+[Gg]roup|[Ss]ecretariat|[Tt]ask\s+[Ff]orce|[Bb]ureau)s?"
_COMMITTEES = re.compile(
    r"\b(?:establishment|creation|formation|setting\s+up|[Ee]stablish(?:ed|es)?|[Cc]reated?s?|[Ff]orm(?:ed|s)|[Ss]et\s+up|[Ss]ets\s+up)\s+"
    rf"(?:of\s+)?(?P<what>(?:(?:the|a|an|new|its|several|{CARDINAL})\s+)*(?:[\w-]+\s+){{0,4}}?{_UNIT}(?:\s+(?:on|for|of)\s+(?:the\s+)?[A-Z]\w+(?:\s+(?:and\s+|of\s+)?[A-Z]\w+){{0,6}})?)"
)
_PLAN = re.compile(
    rf"\b(?P<n>(?i:{CARDINAL}))[\s-]+year\s+(?:[\w-]+\s+){{0,4}}?(?:plan|strategy|programme|program|roadmap|agenda)\b",
    re.I,
)
_PLAN_SPAN = re.compile(
    r"\b(?:plan|strategy|programme|program|roadmap)\b[^.;]{0,40}?(?P<a>[12]\d{3})\s?[–—-]\s?(?P<b>[12]\d{3})", re.I
)
_YEARS = r"(?:\s*\((?P<years>[12]\d{3}(?:\s?[–—-]\s?[12]\d{3})?)\))?"
_OF = r"(?P<of>[^.,;:()]{2,90}?)(?=\s*\(|\s*[.,;:)]|\s+(?:and\s+(?:the|of)\b|on\s+\d|on\s+[A-Z][a-z]+\s\d|which|in\s+[12]\d{3})|$)"
_ANNIVERSARIES = (
    re.compile(rf"\b(?P<n>(?i:{ORDINAL}))\s+(?i:anniversary)\s+of\s+(?:the\s+)?{_OF}{_YEARS}"),
    re.compile(rf"\band\s+(?:of\s+)?the\s+(?P<n>(?i:{ORDINAL}))\s+of\s+(?:the\s+)?{_OF}{_YEARS}"),
    re.compile(r"(?P<n>\d{1,3})[\s-]*(?:жылдығы\w*|жылдық\w*|يىللىقى\w*|يىللىق\w*)(?P<of>)(?P<years>\b)"),
)  # fmt: skip


def officers_in(source: SourceText, span: Span) -> tuple[Officer, ...]:
    """Who was elected or appointed, in sentences that say so and in the lists below them."""
    found: dict[int, Officer] = {}
    reach = 0
    for sentence in sentences(source.shadow, span.start, span.end):
        if _CHOSEN.search(source.shadow, sentence.start, sentence.end):
            reach = sentence.end + 600 if source.shadow[sentence.end - 1 : sentence.end] == ":" else sentence.end
        if sentence.start > reach:
            continue
        for pattern in _OFFICERS:
            for hit in pattern.finditer(source.shadow, sentence.start, sentence.end):
                taken = (o.name.span for o in found.values())
                if not any(s.start < hit.end("name") and hit.start("name") < s.end for s in taken):
                    found[hit.start("name")] = _officer(source, hit)
    return tuple(found[at] for at in sorted(found))


def _officer(source: SourceText, hit: re.Match[str]) -> Officer:
    post = source.words(*hit.span("post"))
    return Officer(post=post, name=source.words(*hit.span("name")), slug=slug(post.text), honorific=hit["hon"] or "")


def committees_in(source: SourceText, span: Span) -> tuple[Words, ...]:
    """Committees the document says were established."""
    hits = _COMMITTEES.finditer(source.shadow, span.start, span.end)
    return tuple(source.words(*hit.span("what")) for hit in hits)


def plan_in(source: SourceText, span: Span) -> Plan | None:
    """A plan of so many years."""
    if (hit := _PLAN.search(source.shadow, span.start, span.end)) is not None:
        return Plan(years=number(hit["n"]) or 0, words=source.words(*hit.span()))
    if (hit := _PLAN_SPAN.search(source.shadow, span.start, span.end)) is not None:
        return Plan(years=int(hit["b"]) - int(hit["a"]), words=source.words(*hit.span()))
    return None


def anniversaries_in(source: SourceText, span: Span) -> tuple[Anniversary, ...]:
    """The anniversaries mentioned, each with the day its sentence names; their arithmetic is for preflight."""
    found: dict[int, Anniversary] = {}
    for sentence in sentences(source.shadow, span.start, span.end):
        day = next(iter(days_in(source, sentence.start, sentence.end)), None)
        for pattern in _ANNIVERSARIES:
            for hit in pattern.finditer(source.shadow, sentence.start, sentence.end):
                if (ordinal := number(hit["n"])) is not None and hit.start("n") not in found:
                    found[hit.start("n")] = _anniversary(source, hit, ordinal, day)
    return tuple(found[at] for at in sorted(found))


def _anniversary(source: SourceText, hit: re.Match[str], ordinal: int, day: DayRange | None) -> Anniversary:
    years = tuple(int(year) for year in re.findall(r"\d{4}", hit["years"] or ""))
    of = bare(source.words(*hit.span("of")).text)
    return Anniversary(ordinal=ordinal, of=of, words=source.words(*hit.span()), day=day, years=years)
