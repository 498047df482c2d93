"""What an importer may propose: values a clerk can check against the source, span by span.

A span counts characters of the source from its beginning; `words.text` is what stands there, on one
line. A confidence is a whole number of per cent and says how plain the words are, not how likely
the assembly meant it.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """From this character of the source up to, not including, that one."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words of the source and where they stand."""

    text: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class NamedBody:
    """A body as the document names it, with the slug a skeleton could use."""

    name: Words
    slug: str
    language: str
    abbreviation: str = ""


@dataclass(frozen=True, kw_only=True)
class DayRange:
    """Days the document names; one day where first and last agree."""

    first: date
    last: date
    words: Words


@dataclass(frozen=True, kw_only=True)
class AddressedTo:
    """Whom an operation addresses: the reference a skeleton uses, the words, and who is meant among them."""

    ref: str
    name: str
    words: Words
    among: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposedOperation:
    """One thing a provision or a letter does, as far as its lead words show."""

    kind: str
    lead: Words
    words: Words
    confidence: int
    addressee: AddressedTo | None = None
    due: DayRange | None = None
    month: int | None = None
    day: int | None = None
    name: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedProvision:
    """A numbered paragraph with its operations."""

    label: str
    heading: str
    paragraphs: tuple[Words, ...]
    operations: tuple[ProposedOperation, ...]
    span: Span


@dataclass(frozen=True, kw_only=True)
class Officer:
    """A person the document says was elected or appointed to a post."""

    post: Words
    name: Words
    slug: str
    honorific: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Which session the document speaks of: "the 9th General Assembly"."""

    ordinal: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class Anniversary:
    """An anniversary the document mentions. Whether its arithmetic is right is for preflight to say."""

    ordinal: int
    of: str
    words: Words
    day: DayRange | None = None
    years: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan the document speaks of, and for how many years it is made."""

    years: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class Question:
    """What only a person can decide, what we propose, and the words that speak for it."""

    name: str
    ask: str
    choices: tuple[str, ...]
    proposed: str
    evidence: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """Words that are not the document's own, left out of the proposal and reported."""

    words: Words
    why: str


@dataclass(frozen=True, kw_only=True)
class DeclarationProposal:
    """What a declaration, resolution or statement says, as far as its words show."""

    text: str = field(repr=False)
    language: str
    issuers: tuple[NamedBody, ...]
    title: Words | None
    session: Session | None
    held: DayRange | None
    before: tuple[DayRange, ...]
    dated: DayRange | None
    place: Words | None
    conveners: tuple[NamedBody, ...]
    officers: tuple[Officer, ...]
    committees: tuple[Words, ...]
    plan: Plan | None
    anniversaries: tuple[Anniversary, ...]
    preamble: tuple[Words, ...]
    provisions: tuple[ProposedProvision, ...]
    closing: tuple[Words, ...]
    closing_operations: tuple[ProposedOperation, ...]
    dropped: tuple[Dropped, ...]
    questions: tuple[Question, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """To whom a letter goes: style, name, post, and the lines below them as they stood."""

    ref: str
    style: str
    name: Words | None
    post: Words | None
    postal: tuple[Words, ...]
    span: Span


@dataclass(frozen=True, kw_only=True)
class SignedBy:
    """Who signed: the name and the post as written, and the slug of the post."""

    name: Words | None
    post: Words | None
    slug: str
    body: Words | None


@dataclass(frozen=True, kw_only=True)
class LetterProposal:
    """What a letter says, as far as its words show."""

    text: str = field(repr=False)
    language: str
    issuers: tuple[NamedBody, ...]
    dated: DayRange | None
    reference: Words | None
    subject: Words | None
    recipient: Recipient | None
    salutation: Words | None
    paragraphs: tuple[Words, ...]
    asks: tuple[ProposedOperation, ...]
    close: Words | None
    signatories: tuple[SignedBy, ...]
    enclosures: tuple[Words, ...]
    anniversaries: tuple[Anniversary, ...]
    dropped: tuple[Dropped, ...]
    questions: tuple[Question, ...]
    remarks: tuple[str, ...]
