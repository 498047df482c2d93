"""Does the text use words that the body avoids? A quoted mention is no use: a rule against a name must be able to say it."""

from collections.abc import Iterator

from qurultay.press.preflight.facts import Term
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language, is_quoted, named_in
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence


def check_terms(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Uses of avoided and forbidden words, outside of quotation marks and of longer names they may stand in."""
    avoided: dict[str, Term] = {}
    apart: dict[str, None] = {}
    for term in known.facts.terms.values():
        avoided |= dict.fromkeys(in_language(term.avoid, version.language), term)
        apart |= dict.fromkeys(in_language(term.apart, version.language))
    allowed = [(start, end) for start, end, _, _ in named_in(version, apart)]
    for start, end, name, term in named_in(version, avoided):
        if any(a <= start and end <= b for a, b in allowed) or (term.quoted and is_quoted(version, start, end)):
            continue
        instead = in_language(term.use, version.language)
        mend = ""
        if instead:
            mend = Sentence("write {instead}, or put {name} in quotation marks", instead=instead[0], name=name)
        code = "term-forbidden" if term.forbidden else "term-avoided"
        yield version.finding(
            code,
            start,
            end,
            Sentence("{name!r} is not this body's word ({source})", name=name, source=term.source),
            mend,
        )
