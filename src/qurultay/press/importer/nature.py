"""Is this the text that was adopted, or a communiqué that tells about it? We ask, show the words, and propose one.

The difference decides what an assembly may later be held to: "key resolutions include" reports
resolutions whose own words stand elsewhere (register law §8). A clerk answers; we never do.
"""

import re
from collections.abc import Sequence

from qurultay.press.importer.proposals import Dropped, ProposedProvision, Question, Words
from qurultay.press.importer.source import SourceText

_TOLD = (
    (4, r"\b[Kk]ey\s+(?:resolutions|decisions|pledges|points|outcomes)\b[^.:]{0,90}?(?:includ\w+|are|were|adopted|:)"),
    (4, r"\b(?:[Pp]ress\s+[Rr]elease|PRESS\s+RELEASE|[Cc]ommuniqu[eé]|COMMUNIQU[EÉ]|[Ff]or\s+[Ii]mmediate\s+[Rr]elease|[Rr]eadout)\b"),
    (3, r"\b(?:following|main|major|principal|several)\s+(?:resolutions?|decisions)\s+(?:was|were|have\s+been|include)\b"),
    (2, r"\b(?:successfully\s+)?(?:concluded\s+(?:its|their|on|in|with)|came\s+to\s+(?:an\s+end|a\s+close)|wrapped\s+up)\b"),
    (2, r"\b(?:culminated\s+(?:in|with)|took\s+place|was\s+held|were\s+held|was\s+attended|officially\s+commenced)\b"),
    (2, r"\b(?:Assembly|Congress|Conference|Session|participants|delegates)\s+(?:\w+ly\s+)?(?:underscored|discussed|highlighted|emphasi[sz]ed|elected|adopted|heard|approved|debated)\b"),
    (2, r"(?:өтті|өткізілді|аяқталды|ئۆتكۈزۈلدى|ئاخىرلاشتى)"),
    (2, r"\b(?:according\s+to|said\s+in\s+a\s+statement|told\s+(?:reporters|journalists))\b"),
)  # fmt: skip
_ADOPTED = (
    (4, r"\b(?:[Rr]esolution|[Dd]eclaration|[Tt]ext)\s+(?:unanimously\s+)?adopted\s+(?:by|at|on|in)\b"),
    (4, r"\b(?:BE\s+IT|Be\s+it)\s+(?:\w+\s+)?(?i:resolved|enacted)\b"),
    (3, r"\b(?:Adopted|ADOPTED)\s+(?:unanimously\s+)?(?:by|at|on|in|this)\b"),
    (3, r"\b[Hh]ereby\s+(?:\w+ly\s+)?(?:adopts?|declares?|resolves?|proclaims?|decides?|enacts?)\b"),
    (3, r"\b(?:[Dd]one|[Gg]iven|[Ss]igned)\s+(?:at|in)\s+[A-Z]\w+[^.]{0,60}\b(?:this|on|\d{4})\b"),
    (3, r"\b(?:[Dd]ecide|[Rr]esolve|[Aa]gree|[Dd]eclare)d?s?\s+as\s+follows\b|\badopts?\s+the\s+following\b"),
    (
        3,
        r"(?m)^[ ]*(?:(?:Recalling|Noting|Recognizing|Reaffirming|Having\s+considered|Mindful|Guided|Convinced|Deeply\s+concerned)\b)",
    ),
    (
        2,
        r"\bWe,\s+the\s+(?:[\w-]+\s+){0,4}(?:delegates|members|representatives|people|participants|deputies|undersigned)\b",
    ),
    (2, r"(?m)^[ ]*(?:Article|Section|§)\s+\d"),
    (2, r"\b[Ii]n\s+witness\s+whereof\b|\benters?\s+into\s+force\b"),
)


def nature_of(source: SourceText, provisions: Sequence[ProposedProvision], dropped: Sequence[Dropped]) -> Question:
    """The question, with the words that speak for the answer we propose.

    >>> from qurultay.press.importer.source import source_text
    >>> nature_of(source_text("Key resolutions include:"), [], []).proposed
    'communique'
    """
    told_weight, told = _weighed(source, _TOLD)
    adopted_weight, adopted = _weighed(source, _ADOPTED)
    buttons = [each.words for each in dropped if "web page" in each.why]
    told_weight, told = told_weight + bool(buttons), [*told, *buttons[:1]]
    leading = _leading(provisions)
    adopted_weight, adopted = adopted_weight + (3 if leading else 0), [*adopted, *leading[:1]]
    # where nothing is told about a meeting, the words are taken to be the text's own
    proposed = "adopted-text" if adopted_weight > told_weight or not told_weight else "communique"
    adopted = adopted or [p.operations[0].lead for p in provisions[:1] if p.operations]
    return Question(
        name="nature",
        ask="Is this the adopted text itself, or a communiqué that tells about resolutions?",
        choices=("adopted-text", "communique"),
        proposed=proposed,
        evidence=tuple(adopted if proposed == "adopted-text" else told),
    )


def _weighed(source: SourceText, signs: Sequence[tuple[int, str]]) -> tuple[int, list[Words]]:
    """How much speaks for it, each sign counted once, and the first words of each."""
    hits = [(weight, hit) for weight, sign in signs if (hit := re.search(sign, source.shadow)) is not None]
    return sum(weight for weight, _ in hits), [source.words(*hit.span()) for _, hit in hits]


def _leading(provisions: Sequence[ProposedProvision]) -> list[Words]:
    """The lead words, if most provisions open with the verb itself ("Decides that …"), which no report does."""
    led = [p.operations[0].lead for p in provisions if p.operations and _opens(p)]
    return led if len(provisions) > 1 and len(led) * 2 > len(provisions) else []


def _opens(provision: ProposedProvision) -> bool:
    first, lead = provision.operations[0], provision.operations[0].lead
    # "Also requests" opens with its verb; "We call upon" has a subject before it
    return (
        lead.span.start - first.words.span.start <= 16
        and not re.match(r"(?:we|i|the)\b", first.words.text, re.I)
        and bool(lead.text)
    )
