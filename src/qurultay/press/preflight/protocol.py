"""Is the letter addressed as it should be, to whom holds the office, and signed by whom it can be?"""

import re
from collections.abc import Iterator

from qurultay.press.importer.proposals import SignedBy, Words
from qurultay.press.preflight.facts import Office, Style
from qurultay.press.preflight.finding import Finding
from qurultay.press.preflight.knowledge import Knowledge, Offices
from qurultay.press.preflight.naming import in_language
from qurultay.press.preflight.version import Version
from qurultay.tlog.sentence import Sentence

_TITLES = re.compile(
    r"\b(?:Dear|Esteemed|Respected|Honou?red|Most|Mr|Mrs|Ms|Mme|Madam|Sir|Dr|Prof|Professor|President|Prime|Minister|Premier|Chair\w*|Secretary|General|"
    r"Ambassador|Senator|Director|Mayor|Speaker|Governor|Excellenc\w+|Your|His|Her|Honou?rable|Commissioner|Prosecutor|Judge|King|Queen|Vice|Deputy|Friends?|"
    r"Colleagues?|Members?|Council\w*|of|the|and)\b\.?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]{2,}(?:['-][^\W\d_]+)*")


def check_protocol(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Addressee, style, salutation, signatory of a letter."""
    if version.recipient is not None:
        yield from _holder(version, known)
        yield from _style(version, known)
        yield from _greeted(version)
    if known.offices is not None:
        for signed in version.signatories:
            yield from _signed(version, signed, known.offices)


def _post(version: Version) -> Words | None:
    return version.recipient.post if version.recipient is not None else None


def _holder(version: Version, known: Knowledge) -> Iterator[Finding]:
    """Does the person addressed hold the office on the day?"""
    post, name = _post(version), version.recipient.name if version.recipient is not None else None
    if post is None or name is None or version.on is None:
        return
    at = (name.span.start, post.span.end)
    office = next((o for o in known.facts.offices.values() if _is_named(post.text, o, version.language)), None)
    if office is None or version.on > office.known:
        why = Sentence("no facts pack has this office")
        if office is not None:
            why = Sentence("the facts end on {known}", known=office.known)
        yield version.finding(
            "addressee-unknown", *at, Sentence("who held it on {on} is not known: {why}", on=version.on, why=why)
        )
        return
    holder = next((each for each in office.holders if each.holds(version.on)), None)
    names = in_language(holder.names, version.language) or in_language(holder.names, "en") if holder is not None else ()
    if any(_same_person(name.text, each) for each in names):
        yield version.finding(
            "addressee-right",
            *at,
            Sentence(
                "{person} held the office on {on} ({source})", person=names[0], on=version.on, source=office.source
            ),
        )
    else:
        whom = Sentence("nobody is known to have held it")
        if names:
            whom = Sentence("{person} held it", person=names[0])
        yield version.finding(
            "addressee-not-holder",
            *at,
            Sentence("on {on} {whom} ({source})", on=version.on, whom=whom, source=office.source),
        )


def _is_named(post: str, office: Office, language: str) -> bool:
    said = _plain(post)
    return any(_plain(name) == said for name in in_language(office.names, language))


def _plain(words: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(words.lower().split()).rstrip(" ,"))


def _same_person(said: str, name: str) -> bool:
    """The last name is the same, and no other first name stands beside it."""
    one, other = _NAME.findall(_TITLES.sub(" ", said).lower()), _NAME.findall(name.lower())
    return bool(one) and (one[-1] == other[-1] or one == other) and (len(one) == 1 or one[0][0] == other[0][0])


def _style(version: Version, known: Knowledge) -> Iterator[Finding]:
    post, recipient = _post(version), version.recipient
    if post is None or recipient is None:
        return
    row = next((s for s in known.facts.styles.values() if _has_style(post.text, s, version.language)), None)
    if row is None:
        return
    allowed = in_language(row.address, version.language)
    if recipient.name is not None and not _begins(recipient.style, allowed):
        reason = Sentence(
            "{post!r} is addressed with a style such as {style} ({source})",
            post=post.text,
            style=allowed[0],
            source=row.source,
        )
        yield version.finding(
            "style-missing",
            recipient.span.start,
            post.span.end,
            reason,
            Sentence("write {style} before the name", style=allowed[0]),
        )
    greetings = in_language(row.salutation, version.language)
    if version.salutation is not None and not _begins(version.salutation.text, greetings):
        span = version.salutation.span
        reason = Sentence(
            "{salutation!r} is not how {post!r} is greeted; it is {greetings} ({source})",
            salutation=version.salutation.text,
            post=post.text,
            greetings=greetings[:3],
            source=row.source,
        )
        yield version.finding("salutation-plain", span.start, span.end, reason)


def _has_style(post: str, row: Style, language: str) -> bool:
    plain = _plain(post)
    named = [each.lower() for each in in_language(row.posts, language)]
    return any(plain.startswith(each) if language == "en" else each in plain for each in named)


def _begins(words: str, allowed: tuple[str, ...]) -> bool:
    said = re.sub(r"[.,]", "", words.lower()).replace(" ", "")
    return any(said.startswith(re.sub(r"[.,]", "", each.lower()).replace(" ", "")) for each in allowed)


def _greeted(version: Version) -> Iterator[Finding]:
    """A name in the salutation is the name above it."""
    greeting, recipient = version.salutation, version.recipient
    if greeting is None or recipient is None or recipient.name is None or version.language != "en":
        return
    said = [word for word in _NAME.findall(_TITLES.sub(" ", greeting.text)) if word[0].isupper()]
    known = {word.lower() for word in _NAME.findall(recipient.name.text)}
    known |= {word.lower() for word in _NAME.findall(recipient.post.text)} if recipient.post is not None else set()
    strangers = [word for word in said if word.lower() not in known]
    if strangers:
        span = greeting.span
        reason = Sentence(
            "the letter goes to {name!r} and greets {stranger!r}",
            name=recipient.name.text,
            stranger=" ".join(strangers),
        )
        yield version.finding("salutation-other", span.start, span.end, reason)


def _signed(version: Version, signed: SignedBy, offices: Offices) -> Iterator[Finding]:
    """Did the person who signed hold the post on the day, and does the post sign?"""
    if signed.post is None or version.on is None:
        return
    post, at = offices.post(signed.slug), (signed.post.span.start, signed.post.span.end)
    on = version.on
    if post is None:
        yield version.finding("signatory-unknown", *at, Sentence("the record has no post {post!r}", post=signed.slug))
        return
    if not offices.signs(post):
        yield version.finding("signatory-unsigning", *at, Sentence("{post} does not sign for the body", post=post))
    person = offices.holder(post, version.on)
    if person is None:
        yield version.finding("signatory-vacant", *at, Sentence("nobody held {post} on {on}", post=post, on=on))
        return
    names = offices.name_of(person)
    if not names or signed.name is None:
        yield version.finding(
            "signatory-unknown",
            *at,
            Sentence("{post} was held by {person} on {on}, whose name is not public", post=post, person=person, on=on),
        )
    elif any(_same_person(signed.name.text, name) for name in names):
        yield version.finding(
            "signatory-right", *at, Sentence("{person} held {post} on {on}", person=names[0], post=post, on=on)
        )
    else:
        yield version.finding(
            "signatory-other",
            signed.name.span.start,
            at[1],
            Sentence("on {on} {post} was held by {person}", on=on, post=post, person=names[0]),
        )
