"""From the words of a declaration, resolution or statement to a proposal, step by step.

1  leave out what is not the document's own, and report it
2  tell the masthead from the text
3  part the text into preamble, provisions and closing words
4  read off the meeting and what came of it
5  ask what only a person can decide
"""

from collections.abc import Sequence
from dataclasses import replace

from qurultay.press.importer.dates import days_in, doubtful_in
from qurultay.press.importer.languages import language_of
from qurultay.press.importer.lines import paragraphs_in, strangers, without
from qurultay.press.importer.masthead import Masthead, masthead_of
from qurultay.press.importer.meeting import before_in, conveners_in, held_in, place_in, session_in
from qurultay.press.importer.nature import nature_of
from qurultay.press.importer.operations import operations_in
from qurultay.press.importer.outcomes import anniversaries_in, committees_in, officers_in, plan_in
from qurultay.press.importer.proposals import DayRange, DeclarationProposal, Dropped, NamedBody, Question, Span
from qurultay.press.importer.provisions import part
from qurultay.press.importer.source import SourceText, source_text, told_of_joining
from qurultay.press.importer.unnumbered import Parted

_OPENING_WORDS = 4000
"""Who convened the meeting is said in the first words; later on others convene other things."""


def read_declaration(text: str) -> DeclarationProposal:
    """What a declaration, resolution or statement proposes to the record.

    >>> proposal = read_declaration("Declaration\\n\\n1. We pledge to listen.\\n2. We call on all states to act.")
    >>> [(p.label, p.operations[0].kind) for p in proposal.provisions]
    [('1', 'pledge'), ('2', 'call')]

    Raises `Refusal` for an empty or too long document and for hidden characters.
    """
    whole = source_text(text)
    dropped = tuple(strangers(whole))  # 1
    source, skipped = without(whole, dropped), frozenset(each.words.span.start for each in dropped)
    head = masthead_of(source, paragraphs_in(source, 0, len(source.shadow), skipped=skipped))  # 2
    told = Span(start=head.ends, end=len(source.shadow))
    conveners = conveners_in(source, Span(start=head.ends, end=min(told.end, head.ends + _OPENING_WORDS)))
    own = {body.slug: f"body/{body.slug}" for body in (*conveners, *head.issuers)}
    language = language_of(source.shadow[head.ends :])
    parted = part(source, head.ends, language, own, skipped)  # 3
    found = _gathered(source, head, parted, language, conveners, own, dropped)
    return replace(found, text=whole.text, remarks=(*found.remarks, *told_of_joining(whole)))


def _gathered(
    source: SourceText,
    head: Masthead,
    parted: Parted,
    language: str,
    conveners: tuple[NamedBody, ...],
    own: dict[str, str],
    dropped: tuple[Dropped, ...],
) -> DeclarationProposal:
    told = Span(start=head.ends, end=len(source.shadow))
    before = Span(start=head.ends, end=parted.provisions[0].span.start if parted.provisions else told.end)
    held = held_in(source, before)  # 4
    dated = _bears(source, head, parted, held)
    return DeclarationProposal(
        text=source.text,
        language=language,
        issuers=head.issuers,
        title=head.title,
        session=session_in(source, [*([head.title.span] if head.title else []), Span(start=0, end=head.ends), told]),
        held=held,
        before=before_in(source, before, held),
        dated=dated,
        place=place_in(source, told, held),
        conveners=conveners,
        officers=officers_in(source, told),
        committees=committees_in(source, told),
        plan=plan_in(source, told),
        anniversaries=anniversaries_in(source, told),
        preamble=tuple(source.words(p.start, p.end) for p in parted.before),
        provisions=parted.provisions,
        closing=tuple(source.words(p.start, p.end) for p in parted.after),
        closing_operations=operations_in(source, parted.after, language, own),
        dropped=(*head.dropped, *dropped),
        questions=(nature_of(source, parted.provisions, dropped), *date_questions(source, dated)),  # 5
        remarks=parted.remarks,
    )


def _bears(source: SourceText, head: Masthead, parted: Parted, held: DayRange | None) -> DayRange | None:
    """The day the document bears: in its masthead, in its last words, else the last day of the meeting."""
    if head.day is not None:
        return head.day
    for span in reversed(parted.after):
        if span.end - span.start < 200 and (days := days_in(source, span.start, span.end)):
            return days[-1]
    titled = days_in(source, head.title.span.start, head.title.span.end) if head.title is not None else []
    return next(iter(titled), None) or held or next(iter(days_in(source)), None)


def date_questions(source: SourceText, dated: DayRange | None) -> Sequence[Question]:
    """What to ask about days: one that two readers read differently, or none at all."""
    questions = []
    for doubtful in doubtful_in(source):
        month, day = doubtful.first
        choices = (f"{doubtful.year}-{month:02}-{day:02}", f"{doubtful.year}-{day:02}-{month:02}")
        words = source.words(doubtful.span.start, doubtful.span.end)
        questions.append(Question(name="day", ask="Which of the two days is meant?", choices=choices, proposed=choices[0],
                                  evidence=(words,)))  # fmt: skip
    if dated is None:
        questions.append(Question(name="date", ask="Which day does the document bear?", choices=(), proposed=""))
    return questions
