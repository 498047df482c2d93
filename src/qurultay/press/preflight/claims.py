"""Do the words promise more than the body knows? Reports need a finding behind them, and no claim outruns its own.

The ladder is that of graded claims (docs/glossary: reported, corroborated, verified, established). The words for it in Uyghur
and Kazakh are unreviewed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from qurultay.press.preflight.facts import Claim
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language, named_in
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_HEDGES = {
    "en": re.compile(
        r"\b(?:rumou?rs?|unverified|unconfirmed|allegedly|reportedly|purportedly|no\s+official\s+(?:account|statement|confirmation)|"
        r"(?:may|might|could)\s+have\s+(?:been\s+)?\w+|seems?\s+to(?:\s+have)?|appears?\s+to\s+have|is\s+(?:said|believed|reported|thought|rumou?red)\s+(?:to|that)|"
        r"are\s+(?:said|believed|reported|thought)\s+to|it\s+is\s+(?:said|believed|reported|thought|rumou?red)|according\s+to\s+(?:reports|some|social\s+media|witnesses)|"
        r"(?:have|has)\s+reported(?=\s+(?:visits|threats|incidents|calls)))\b",
        re.IGNORECASE,
    ),
    "kk": re.compile(r"(?<!\w)(?:айтылуынша|хабарларға\s+қарағанда|расталмаған|тексерілмеген|қауесет\w*|деп\s+болжан\w+|болған\s+болуы\s+мүмкін)", re.IGNORECASE),
    "ug": re.compile(r"(?<!\w)(?:ئېيتىلىشىچە|خەۋەرلەرگە\s+قارىغاندا|دەلىللەنمىگەن|تەستىقلانمىغان|سۆز-چۆچەك\w*|مۆلچەرلەنمەكتە|بولغان\s+بولۇشى\s+مۇمكىن)"),
}  # fmt: skip
_LADDER = ("reported", "corroborated", "verified", "established")
_MODES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("en", "corroborated", re.compile(r"\bcorroborated\b", re.IGNORECASE)),
    ("en", "verified", re.compile(r"\b(?:reasonable\s+grounds\s+to\s+believe|(?:has|have)\s+been\s+verified|we\s+have\s+verified|verified\s+(?:information|reports?|findings?))\b", re.IGNORECASE)),
    ("en", "established", re.compile(r"\b(?:(?:has|have)\s+been\s+(?:proven|established|confirmed)|it\s+is\s+(?:proven|established|a\s+proven\s+fact)|beyond\s+(?:any\s+|all\s+)?doubt|undoubtedly|irrefutabl[ey])\b", re.IGNORECASE)),
    ("kk", "verified", re.compile(r"(?<!\w)(?:тексерілген\s+(?:ақпарат|мәлімет)\w*|негіз\s+бар\s+деп\s+санай\w+)", re.IGNORECASE)),
    ("kk", "established", re.compile(r"(?<!\w)(?:дәлелденген|сөзсіз)", re.IGNORECASE)),
    ("ug", "verified", re.compile(r"(?<!\w)(?:دەلىللەنگەن|تەكشۈرۈپ\s+ئېنىقلانغان)")),
    ("ug", "established", re.compile(r"(?<!\w)(?:ئىسپاتلانغان|شۈبھىسىز)")),
)  # fmt: skip
_NOT_NOW = re.compile(r"\b(?:if|until|unless|whether|committee|commission|body)\W+(?:\w+\W+){0,4}$", re.IGNORECASE)


def check_claims(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Reports without a finding, words that promise one, and claims put more strongly than they stand."""
    claims = {
        name: claim for claim in known.facts.claims.values() for name in in_language(claim.about, version.language)
    }
    mentioned = [(start, claim) for start, _, _, claim in named_in(version, claims)]
    hedges = _HEDGES.get(version.language)
    for hit in hedges.finditer(version.shadow) if hedges is not None else ():
        if not version.rests_on_findings and _claim_of(version, hit.start(), mentioned) is None:
            reason = Sentence(
                "{words!r} reports something, and no finding stands behind it", words=" ".join(hit.group().split())
            )
            yield version.finding("claim-hedged", hit.start(), hit.end(), reason)
    for language, state, pattern in _MODES:
        if language == version.language:
            for hit in pattern.finditer(version.shadow):
                yield from _asserted(version, hit, state, _claim_of(version, hit.start(), mentioned))


def _claim_of(version: Version, at: int, mentioned: list[tuple[int, Claim]]) -> Claim | None:
    start, end = version.sentence_around(at, at)
    first = bisect_left(mentioned, start, key=lambda pair: pair[0])
    return mentioned[first][1] if first < len(mentioned) and mentioned[first][0] < end else None


def _asserted(version: Version, hit: re.Match[str], mode: str, claim: Claim | None) -> Iterator[Finding]:
    words = " ".join(hit.group().split())
    if claim is None:
        if not version.rests_on_findings and not _NOT_NOW.search(version.shadow, max(0, hit.start() - 60), hit.start()):
            yield version.finding(
                "claim-asserted",
                hit.start(),
                hit.end(),
                Sentence("{words!r} promises a finding, and none stands behind it", words=words),
            )
    elif claim.state not in _LADDER or _LADDER.index(claim.state) < _LADDER.index(mode):
        reason = Sentence(
            "{words!r} says more than the finding on {claim!r}, which is {state} ({source})",
            words=words,
            claim=claim.id,
            state=claim.state,
            source=claim.source,
        )
        yield version.finding("claim-too-strong", hit.start(), hit.end(), reason)
