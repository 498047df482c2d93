"""Was a state, city or organisation called so on the day the text bears?"""

import re
from collections.abc import Iterator
from datetime import date

from qurultay.press.preflight.facts import Place, Valid
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.naming import in_language, is_quoted, named_in
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_THEN = re.compile(
    r"\b(?:then|former(?:ly)?|now|today's|present-day|so-called|renamed|known as|called|until|since|era|old)\b|бұрынғы|қазіргі|سابىق|ھازىرقى|بۇرۇنقى",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")


def check_validity(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Names that did not hold on the day; in the postal address it is an error, in running words a warning."""
    if version.on is None:
        return
    meant: dict[str, Place] = {}
    for place in known.facts.places.values():
        for form in place.forms:
            meant |= dict.fromkeys(in_language(form.names, version.language), place)
    for start, end, name, place in named_in(version, meant):
        forms = [form for form in place.forms if name in in_language(form.names, version.language)]
        if any(form.holds(version.on) for form in forms):
            continue
        right = next((form for form in place.forms if form.holds(version.on)), None)
        if right is None or _historical(version, start, end, forms):
            continue
        yield _found(version, start, end, name, right, place)


def _found(version: Version, start: int, end: int, name: str, right: Valid, place: Place) -> Finding:
    here = in_language(right.names, version.language) or next(iter(right.names.values()))
    span = version.recipient.span if version.recipient is not None else None
    postal = span is not None and span.start <= start < span.end
    assert version.on is not None
    reason = Sentence(
        "on {on} {name} was called {called} ({source})", on=version.on, name=name, called=here[0], source=place.source
    )
    return version.finding(
        "address-not-valid" if postal else "name-not-valid",
        start,
        end,
        reason,
        Sentence("write {called}", called=here[0]),
    )


def _historical(version: Version, start: int, end: int, forms: list[Valid]) -> bool:
    """The sentence speaks of another time, or the name is quoted, or a word beside it says that it is the earlier one."""
    if is_quoted(version, start, end) or _THEN.search(version.shadow[max(0, start - 40) : end + 24]):
        return True
    begun, ends = version.sentence_around(start, end)
    years = [int(year) for year in _YEAR.findall(version.shadow[begun:ends])]
    return any(form.holds(date(year, 7, 1)) for year in years if year >= 1 for form in forms)
