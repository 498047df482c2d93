"""What the press has to say about the words of an act that is put to the gate; its errors stand in the way.

What protects people must never wait for a comma: a withholding, a stop, a suspended key enter with whatever faults their
words have. Documents older than the record keep theirs, because they are not ours.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from qurultay.acts.act import Act, number_in
from qurultay.acts.amending import Contested, Corrected, Withheld
from qurultay.acts.book import Register
from qurultay.acts.following import ReportTabled
from qurultay.acts.office import Impeded, KeyRevoked
from qurultay.gazette.objections import Objection
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.of_act import blocking, check_act
from qurultay.record.parts import SALT

_PROTECTS = (Withheld, Contested, KeyRevoked, Impeded)


def findings(act: Act, parts: Mapping[str, bytes], book: Register, known: Knowledge) -> tuple[Finding, ...]:
    """Everything that is found in an act's words and files, waivers of the act already taken into account."""
    words = {name: parts[digest][SALT:] for name, digest in act.parts.items() if digest in parts}
    languages = book.rules_on(act.date).rules.authentic if book.entries else ()
    return check_act(act, words, known, on=_bears(act, book), languages=languages, rests=_rests_on_findings(act, book))


def word_objections(act: Act, parts: Mapping[str, bytes], book: Register, known: Knowledge) -> list[Objection]:
    """The findings that stand in the way of entering, as sentences with their place."""
    found = _in_the_way(act, findings(act, parts, book, known))
    return [Objection(each.code, each.said()) for each in found]


def reservations(act: Act, parts: Mapping[str, bytes], book: Register, known: Knowledge) -> tuple[Finding, ...]:
    """The findings with which an act may enter all the same, for those to weigh who sign it and who publish it."""
    found = findings(act, parts, book, known)
    barred = _in_the_way(act, found)
    return tuple(each for each in found if each.severity != "confirmed" and each not in barred)


def _in_the_way(act: Act, found: Sequence[Finding]) -> list[Finding]:
    barred = blocking(act.body, found)
    return [each for each in barred if each.code == "private-name"] if isinstance(act.body, _PROTECTS) else barred


def _bears(act: Act, book: Register) -> date:
    """The day the words are of: those of a correction are of the day of what they correct."""
    if isinstance(act.body, Corrected):
        for target in act.targets("amends"):
            if 0 <= number_in(target) < book.size:
                return book.entries[number_in(target)].act.date
    return act.date


def _rests_on_findings(act: Act, book: Register) -> bool:
    """Does it cite a report that has findings, or is it one?"""
    if isinstance(act.body, ReportTabled):
        return True
    cited = [number_in(target) for relation in ("cites", "evidence") for target in act.targets(relation)]
    return any(isinstance(book.entries[n].act.body, ReportTabled) for n in cited if 0 <= n < book.size)
