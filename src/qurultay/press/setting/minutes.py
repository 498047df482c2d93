"""The minutes of a session as a paper: who called it, who was there, what was done in it."""

from collections.abc import Iterator

from qurultay.acts.act import Entry
from qurultay.acts.convening import MinutesApproved
from qurultay.acts.office import Elected
from qurultay.acts.pages import SessionState
from qurultay.acts.resolving import Adopted, NotAdopted
from qurultay.acts.texts import business
from qurultay.press.provision_text import read_titles
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import Labels, labels
from qurultay.press.setting.letter import paragraphs_of, words
from qurultay.press.setting.original import Original, attached_to, foot_of, head_of
from qurultay.press.setting.paragraphs import blocks_of, notes_in
from qurultay.press.setting.sheet import Block, Facts, Grid, NewPage, Sheet, Title


def minutes(original: Original) -> Sheet:
    """The paper of approved minutes. The facts come from the register, the words from the act.

    Raises `Refusal` for another kind of act, or a session the record does not know.
    """
    body = original.body
    session = original.book.sessions.get(body.session) if isinstance(body, MinutesApproved) else None
    if session is None:
        raise Refusal("the act", f"it is {original.act.kind} and no minutes of a session", "name approved minutes")
    languages = original.texts() if any(name.startswith("text.") for name in original.words) else original.tongues
    blocks: list[Block] = []
    for language in languages:
        blocks += [NewPage(head=head_of(original, language), foot=foot_of(original, language))] if blocks else []
        blocks += _in(original, session, language)
    first = languages[0]
    return Sheet(
        language=first,
        title=original.best("title", first) or f"{labels(first).say('of.minutes')}: {original.name(session.id, first)}",
        author=original.name(session.call.body, first),
        day=original.act.date,
        head=head_of(original, first),
        blocks=tuple(blocks),
        foot=foot_of(original, first),
        paper=original.paper,
        attached=attached_to(original),
    )


def _in(original: Original, session: SessionState, language: str) -> Iterator[Block]:
    says = labels(language)
    yield words(language, says.say("of.minutes"), "kind")
    yield Title(language=language, words=original.name(session.id, language))
    yield Facts(language=language, rows=tuple(row for row in _facts(original, session, says) if row[1]))
    agenda = _words_of(original, session.convened, "agenda", language)
    if agenda:
        yield Title(language=language, words=says.say("agenda"), level=2)
        yield words(language, "\n".join(f"{label}. {said}" for label, said in read_titles(agenda)))
    text = original.part("text", language)
    paragraphs = paragraphs_of(text) if text else ()
    yield from blocks_of(paragraphs, language, notes_in(paragraphs))
    rows = tuple(_row(original, original.book.entries[number], says) for number in business(original.book, session))
    if rows:
        yield Title(language=language, words=says.say("business"), level=2)
        head = (says.say("column.act"), says.say("column.result"), says.say("column.what"))
        yield Grid(language=language, head=head, rows=rows)
    yield original.signers(language)


def _facts(original: Original, session: SessionState, says: Labels) -> Iterator[tuple[str, str]]:
    language = says.language
    yield says.say("fact.body"), original.name(session.call.body, language)
    yield says.say("fact.called-by"), " · ".join(original.name(ref, language) for ref in session.issuers)
    yield says.say("fact.held"), says.say("range", first=says.day(session.opens), last=says.day(session.closes))
    yield says.say("fact.place"), _words_of(original, session.convened, "place", language)
    yield says.say("fact.mode"), says.say(f"mode.{session.call.mode}")
    if session.opening is not None:
        there, all_ = session.opening.present, session.opening.entitled
        yield says.say("fact.present"), says.say("counted", part=there, whole=all_)
    yield says.say("fact.approved"), says.day(original.act.date)


def _row(original: Original, entry: Entry, says: Labels) -> tuple[str, str, str]:
    body, result = entry.act.body, says.say("result.other")
    if isinstance(body, Adopted | NotAdopted):
        result = says.say("result.adopted" if isinstance(body, Adopted) else "result.not-adopted")
        if (held := body.figures) is not None:
            result += ": " + says.say("votes", for_=held.for_, against=held.against, abstained=held.abstained)
    elif isinstance(body, Elected):
        result = says.say("result.elected")
    return str(entry.number), result, _title(original, entry, says.language)


def _title(original: Original, entry: Entry, language: str) -> str:
    body = entry.act.body
    title = _words_of(original, entry.number, "title", language)
    if not title and isinstance(body, Elected):
        winners = (f"{original.name(w.to, language)}: {original.name(w.person, language)}" for w in body.winners)
        return " · ".join(winners)
    return title or entry.act.kind


def _words_of(original: Original, number: int, word: str, language: str) -> str:
    """The words of a part of an earlier act, in this language or another."""
    wanted = dict.fromkeys((language, *original.languages))
    return next((said for each in wanted if (said := original.said(number, f"{word}.{each}"))), "").strip()
