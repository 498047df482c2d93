"""A certificate of election for each who was elected, and the sheets with which delegates present themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qurultay.acts.office import Assignment, Elected
from qurultay.press.refusal import Refusal
from qurultay.press.setting.labels import Labels, labels
from qurultay.press.setting.letter import words
from qurultay.press.setting.original import Original, attached_to, foot_of, head_of
from qurultay.press.setting.sheet import Block, Facts, NewPage, Secret, Sheet, Title


def certificate(original: Original, person: str | None = None) -> Sheet:
    """A page for each who was elected: to what, for which term, how, in which session.

    `person` asks for one alone. Raises `Refusal` for another kind of act, or a person who was not elected by it.
    """
    body, language = original.body, _language(original)
    if not isinstance(body, Elected):
        raise Refusal("the act", f"it is {original.act.kind} and no election", "name the act of an election")
    winners = [each for each in body.winners if person in (None, each.person)]
    if not winners:
        raise Refusal("the act", f"it elected nobody as {person}", "name a person such as person/7 whom it elected")
    blocks: list[Block] = []
    for winner in winners:
        blocks += [NewPage()] if blocks else []
        blocks += _certified(original, body, winner, labels(language))
    return _paper(original, language, "certificate", tuple(blocks))


def _certified(original: Original, body: Elected, winner: Assignment, says: Labels) -> Iterator[Block]:
    language = says.language
    yield words(language, says.say("of.certificate"), "kind")
    yield Title(language=language, words=_who(original, winner.person, language))
    yield words(language, says.say("certified"), "lead")
    rows = [
        ("post", _place(original, winner.to, says)),
        ("term", says.say("range", first=says.day(winner.from_), last=says.day(winner.until))),
        ("how", says.say(f"how.{body.how}")),
        ("session", original.name(body.session, language)),
        ("on", says.day(original.act.date)),
    ]
    if body.voted is not None and body.entitled is not None:
        rows.append(("voted", says.say("counted", part=body.voted, whole=body.entitled)))
    yield Facts(language=language, rows=tuple((says.say(f"fact.{name}"), said) for name, said in rows if said))
    yield original.signers(language)


@dataclass(frozen=True, kw_only=True, slots=True)
class Credential:
    """Whom a sheet lets in: the name as the desk knows it, the place, and a code if there is one."""

    name: str
    place: str = ""
    code: str = ""
    community: str = ""
    body: str = ""


def credentials(original: Original, held: Mapping[int, Credential], language: str = "") -> Sheet:
    """A page for each delegate: name, place, community, and the code that only the bearer may read.

    A sheet is no act and no part of one: it says so little that losing it harms nobody but its code.
    """
    chosen = language or _language(original)
    blocks: list[Block] = []
    for credential in held.values():
        blocks += [NewPage()] if blocks else []
        blocks += _sheet(original, credential, labels(chosen))
    return _paper(original, chosen, "credential", tuple(blocks), carries=False)


def _sheet(original: Original, credential: Credential, says: Labels) -> Iterator[Block]:
    language = says.language
    yield words(language, says.say("of.credential"), "kind")
    yield Title(language=language, words=credential.name or credential.place)
    yield words(language, says.say("credential.lede"), "lead")
    session = getattr(original.act.body, "session", None)
    rows = (
        ("seat", credential.place),
        ("community", credential.community),
        ("body", credential.body),
        ("session", original.name(session, language) if isinstance(session, str) else ""),
    )
    yield Facts(language=language, rows=tuple((says.say(f"fact.{name}"), said) for name, said in rows if said))
    if credential.code:
        label, warning = says.say("credential.code"), says.say("credential.keep")
        yield Secret(language=language, label=label, code=credential.code, warning=warning)


def _paper(original: Original, language: str, sort: str, blocks: tuple[Block, ...], carries: bool = True) -> Sheet:
    return Sheet(
        language=language,
        title=labels(language).say(f"of.{sort}"),
        author=original.name(next(iter(original.act.issuers), None), language),
        day=original.act.date,
        head=head_of(original, language),
        blocks=blocks,
        foot=foot_of(original, language),
        paper=original.paper,
        attached=attached_to(original) if carries else (),
    )


def _who(original: Original, person: str, language: str) -> str:
    return original.name(person, language)


def _place(original: Original, place: str, says: Labels) -> str:
    """A post by its name; a seat by its number and its body."""
    if not place.startswith("seat/"):
        return original.name(place, says.language)
    seat = original.book.seats.get(place)
    body = original.name(seat.body, says.language) if seat is not None else ""
    return " · ".join(part for part in (says.say("seat", number=place.partition("/")[2]), body) if part)


def _language(original: Original) -> str:
    return original.tongues[0]
