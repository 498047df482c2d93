"""The words of an act as versions to check: its parts by language, with what its skeleton knows about them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qurultay.acts.act import Act, Unknown
from qurultay.acts.kinds import Body
from qurultay.acts.parts import FILES
from qurultay.acts.resolving import Adopted, Operation, Provision
from qurultay.acts.writing import Deposited, Issued
from qurultay.press.importer.layout import layout_of
from qurultay.press.importer.source import shadowed
from qurultay.press.preflight.check import check
from qurultay.press.preflight.file_traces import check_file
from qurultay.press.preflight.finding import Finding, in_order
from qurultay.press.preflight.knowledge import Knowledge
from qurultay.press.preflight.version import Asked, Form, Status, Version, admitted
from qurultay.press.preflight.waivers import Waiver, after_waivers, read_waivers
from qurultay.press.provision_text import read_asks, read_text
from qurultay.press.refusal import Refusal
from qurultay.tlog.sentence import Sentence

WAIVERS = "waivers"
_UNCHECKED = frozenset({WAIVERS, "credit"})
"""Parts about the words themselves: they speak of checking and of names that are wrong."""
_REVIEWED = re.compile(r"^reviewed:\s*\S", re.IGNORECASE | re.MULTILINE)


def check_act(
    act: Act,
    words: Mapping[str, bytes],
    known: Knowledge,
    *,
    on: date | None = None,
    languages: Sequence[str] = (),
    rests: bool = False,
) -> tuple[Finding, ...]:
    """Every finding about an act's words and files that no waiver of the act covers. An act of an unknown kind has none."""
    if isinstance(act.body, Unknown):
        return ()
    return check_words(act.body, words, on or act.date, known, languages, rests)


def check_words(
    body: Body,
    words: Mapping[str, bytes],
    on: date,
    known: Knowledge,
    languages: Sequence[str] = (),
    rests: bool = False,
) -> tuple[Finding, ...]:
    """The same for a body and its words, as a draft has them.

    `on` is the day the words are of; `languages` are those in which the body's texts are authentic where the act does not
    say; `rests` says whether the act cites a report with findings.
    """
    texts = {name: data.decode("utf-8", "replace") for name, data in words.items() if name not in FILES}
    waivers, faults = waivers_in(texts)
    versions = list(versions_of(body, texts, on, languages, rests))
    found = [*check(versions, known), *faults, *_unreviewed(versions)]
    found += [finding for name in FILES if name in words for finding in check_file(words[name], name)]
    return in_order(after_waivers(found, waivers))


def blocking(body: object, findings: Sequence[Finding]) -> list[Finding]:
    """Which findings stand in the way: errors; but those of a document older than the record are not ours to mend (R12)."""
    if isinstance(body, Deposited):
        return [each for each in findings if each.code in ("private-name", "waiver-malformed")]
    return [each for each in findings if each.severity == "error"]


def _unreviewed(versions: Sequence[Version]) -> Iterator[Finding]:
    """Languages whose words nobody is named as having reviewed, each told once."""
    for language in dict.fromkeys(version.language for version in versions if version.status == "draft"):
        of = [version for version in versions if version.language == language]
        first = next((version for version in of if version.form != "words"), of[0])
        reason = Sentence("nobody is named as having reviewed the {language} words", language=language)
        yield first.about("translation-unreviewed", reason)


def waivers_in(texts: Mapping[str, str]) -> tuple[list[Waiver], list[Finding]]:
    """The waivers of all languages: the same one in two languages is one."""
    waivers: list[Waiver] = []
    faults: list[Finding] = []
    for name, text in texts.items():
        if name.startswith(f"{WAIVERS}."):
            held, wrong = read_waivers(text, name)
            waivers, faults = waivers + held, faults + wrong
    return waivers, faults


def versions_of(
    body: Body, texts: Mapping[str, str], on: date, languages: Sequence[str] = (), rests: bool = False
) -> Iterator[Version]:
    """The word parts of an act as versions. What cannot be read at all is left to whoever reads parts."""
    for name, text in texts.items():
        kind, _, language = name.rpartition(".")
        if kind in _UNCHECKED:
            continue
        try:
            words = admitted(text, name)
        except Refusal:
            continue
        status = _status(body, language, texts, languages)
        if kind == "text":
            yield _main(body, words, name, language, status, on, texts, rests)
        else:
            yield Version(
                name=name, text=words, language=language, status=status, on=_day(body, on), rests_on_findings=rests
            )


def _status(body: Body, language: str, texts: Mapping[str, str], languages: Sequence[str]) -> Status:
    """Authentic as the act says or as the rules say; reviewed where `credit.LANG` names who reviewed it; else a draft."""
    authentic = getattr(body, "authentic", None) or languages
    if isinstance(body, Deposited):
        authentic = (body.language,)
    if language in authentic or not authentic:
        return "authentic"
    return "reviewed" if _REVIEWED.search(texts.get(f"credit.{language}", "")) else "draft"


def _day(body: Body, on: date) -> date | None:
    if not isinstance(body, Deposited):
        return on
    try:
        return date.fromisoformat(str(body.bears))
    except ValueError:
        return None


def _main(
    body: Body, words: str, name: str, language: str, status: Status, on: date, texts: Mapping[str, str], rests: bool
) -> Version:
    """The part `text.LANG`: with the calls and labels of the skeleton, told once, in the authentic language."""
    form: Form = "letter" if isinstance(body, Issued | Deposited) and body.form == "letter" else "text"
    first = status == "authentic"
    calls, reply_by = _calls(body, texts.get(f"asks.{language}")) if first else (None, None)
    layout = layout_of(shadowed(words)) if form == "letter" and len(words) < 60_000 else None
    greeting = (
        shadowed(words).words(layout.salutation.start, layout.salutation.end) if layout and layout.salutation else None
    )
    return Version(
        name=name, text=words, language=language, form=form, status=status, on=_day(body, on), salutation=greeting, calls=calls,
        reply_by=reply_by, provisions=_labelled(words, name), expected=_expected(body), rests_on_findings=rests,
    )  # fmt: skip


def _expected(body: Body) -> tuple[str, ...] | None:
    provisions: tuple[Provision, ...] = body.provisions if isinstance(body, Adopted | Deposited) else ()
    return tuple(provision.label for provision in provisions) or None


def _labelled(words: str, name: str) -> tuple[tuple[str, str], ...] | None:
    try:
        read = read_text(words, name)
    except Refusal:
        return None
    return tuple((p.label, "\n".join(p.paragraphs)) for p in read.provisions) or None


def _calls(body: Body, asks: str | None) -> tuple[tuple[Asked, ...] | None, date | None]:
    """What the skeleton calls for; the words of a letter's calls stand in `asks.LANG`."""
    match body:
        case Adopted() | Deposited(provisions=(_, *_)):
            operations = [o for provision in body.provisions for o in provision.operations]
            return tuple(_asked(o, "in the text") for o in operations if o.kind in ("call", "appeal")), None
        case Issued() | Deposited():
            worded = _worded(asks)
            made = [_asked(o, worded.get(n, "")) for n, o in enumerate(body.calls, 1)]
            return tuple(made), body.reply_by if isinstance(body, Issued) else None
        case _:
            return None, None


def _worded(asks: str | None) -> dict[int, str]:
    try:
        return dict(enumerate(read_asks(asks or ""), 1))
    except Refusal:
        return {}


def _asked(operation: Operation, words: str) -> Asked:
    return Asked(addressee=operation.addressee or "", words=words, due=operation.due)
