"""All checks at once: one text in all its languages, or several texts beside one another."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from qurultay.press.preflight.anniversaries import check_anniversaries
from qurultay.press.preflight.calls import check_calls
from qurultay.press.preflight.citations import check_citations
from qurultay.press.preflight.claims import check_claims
from qurultay.press.preflight.days import check_days
from qurultay.press.preflight.finding import Finding, in_order
from qurultay.press.preflight.gaps import check_gaps
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.names import check_names, spelt_two_ways
from qurultay.press.preflight.numbering import check_numbering
from qurultay.press.preflight.private import check_private
from qurultay.press.preflight.protocol import check_protocol
from qurultay.press.preflight.scripts import check_scripts
from qurultay.press.preflight.terms import check_terms
from qurultay.press.preflight.translations import check_translations
from qurultay.press.preflight.validity import check_validity
from qurultay.press.preflight.version import Version

Check = Callable[[Version, Knowledge], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    check_anniversaries, check_days, check_protocol, check_validity, check_citations, check_names, check_terms,
    check_numbering, check_calls, check_claims, check_scripts, check_gaps, check_private,
)  # fmt: skip
"""Every check of one version."""


def check(versions: Sequence[Version], known: Knowledge | None = None) -> tuple[Finding, ...]:
    """Everything there is to say about these texts, the gravest first.

    Versions whose names differ in their language alone (`text.en`, `text.ug`) are one text and compared.

    >>> check([Version(name="a.txt", text="We met on 31 November 2026.", language="en")])[0].code
    'date-impossible'
    """
    known = known or Knowledge()
    found = [finding for version in versions for each in CHECKS for finding in each(version, known)]
    for _, group in groupby(sorted(versions, key=_stem), key=_stem):
        same = list(group)
        if len({version.language for version in same}) > 1:
            found += check_translations(same)
    return in_order([*found, *spelt_two_ways([v for v in versions if v.form != "words"])])


def _stem(version: Version) -> str:
    """The name without its language: `text.en` and `text.ug`, `declaration.en.txt` and `declaration.ug.txt` are one text."""
    pieces = version.name.split(".")
    return ".".join(piece for piece in pieces if piece != version.language)
