"""Does the treaty have that article, and was it made in that year?"""

import re
from collections.abc import Iterator

from qurultay.press.importer.numerals import digits, roman
from qurultay.press.preflight.facts import Treaty
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language, named_in
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_NUMBER = r"(?P<a>\d{1,4}(?:\s(?:bis|ter|quater))?|[IVXLC]{1,7})"
_BEFORE = re.compile(
    rf"\b(?:articles?|arts?\.)\s+(?:\d{{1,3}}(?:\s?\([^()]{{1,6}}\))*(?:\s?,\s?|\s+and\s+|\s?[–-]\s?))?{_NUMBER}(?:\s?\([^()]{{1,6}}\))*"
    r"(?:,?\s+(?:paragraphs?|paras?\.?)\s+[\d()a-z]{1,8})?,?\s+(?:of|to)\s+(?:the\s+)?(?:UN\s+|International\s+|[12]\d{3}\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf",?\s+\(?(?:articles?|arts?\.)\s+{_NUMBER}|\s+{_NUMBER}-(?:бап|баб|ماددا|ماددى)".replace("(?P<a>", "(?P<b>", 1),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s{0,2}(?:\(|of\s+|,\s*)(?P<y>[12]\d{3})(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?P<y>[12]\d{3})\s$")


def check_articles(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Articles that a treaty does not have, and years in which it was not made."""
    treaties: dict[str, Treaty] = {}
    for treaty in known.facts.treaties.values():
        treaties |= dict.fromkeys(in_language(treaty.names, version.language), treaty)
    for start, end, _, treaty in named_in(version, treaties):
        yield from _year(version, start, end, treaty)
        before = _BEFORE.search(version.shadow, max(0, start - 90), start)
        after = _AFTER.match(version.shadow, end)
        if before is not None:
            yield _article(version, before.start(), end, before["a"], treaty)
        elif after is not None:
            yield _article(version, start, after.end(), after["a"] or after["b"], treaty)


def _article(version: Version, start: int, end: int, said: str, treaty: Treaty) -> Finding:
    name = next(iter(treaty.names.values()))[0]
    plain = " ".join(digits(said).lower().split())
    number = int(plain.split()[0]) if plain[0].isdigit() else roman(said)
    there = plain in treaty.also if " " in plain else number is not None and 1 <= number <= treaty.articles
    if there:
        return version.finding(
            "citation-right",
            start,
            end,
            Sentence(
                "the {name} has {articles} articles ({source})",
                name=name,
                articles=treaty.articles,
                source=treaty.source,
            ),
        )
    reason = Sentence(
        "the {name} has {articles} articles and no article {said} ({source})",
        name=name,
        articles=treaty.articles,
        said=said,
        source=treaty.source,
    )
    return version.finding("citation-article", start, end, reason)


def _year(version: Version, start: int, end: int, treaty: Treaty) -> Iterator[Finding]:
    hit = _YEAR.match(version.shadow, end) or _YEAR_BEFORE.search(version.shadow, max(0, start - 6), start)
    if hit is not None and treaty.years and int(hit["y"]) not in treaty.years:
        years = " and ".join(map(str, treaty.years))
        yield version.finding(
            "citation-year",
            start,
            max(end, hit.end()),
            Sentence("it is of {of}, not of {year} ({source})", of=years, year=hit["y"], source=treaty.source),
        )
