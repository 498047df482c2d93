"""The texts of motions between rows and rules: versions as values, edits as JSON, printed lines.

The lines of a version are broken once, when it is made, and kept: what people have on paper does not move.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from qurultay.assembly.amending import Amendment, Edit, Kind, Provision, Text, carry, edits_of, tidied
from qurultay.assembly.differences import Change, Line, lines_of, shown, tokens
from qurultay.assembly.procedure import NotInOrder
from qurultay.press.plain_text import clean
from qurultay.press.refusal import Refusal
from qurultay.secretariat.chamber.models import Motion, Session, TextVersion
from qurultay.secretariat.chamber.procedure import in_order
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.order import OutOfOrder

MOST_PROVISIONS = 200


def languages(session: Session) -> tuple[str, ...]:
    """The languages of the body's texts, authentic ones first, as the rules of the day the session opens say."""
    rules = standing().rules(session.opens)
    return tuple(dict.fromkeys((*rules.authentic, *rules.languages)))


def typed(words: Mapping[str, str], allowed: Iterable[str]) -> dict[str, str]:
    """What somebody wrote, in the languages of the body, tidy and with nothing hidden in it. Raises `OutOfOrder`."""
    try:
        cleaned = {code: clean(words.get(code, ""), code) for code in allowed}
    except Refusal as bad:
        raise OutOfOrder("chamber.out.motion.hidden", where=bad.where, what=bad.what) from None
    with in_order("motion"):
        return tidied(cleaned)


def latest(motion: Motion) -> TextVersion:
    """The text of a motion as it stands; an empty one where nothing has been written yet."""
    return max(motion.versions.all(), key=lambda each: each.number, default=None) or TextVersion(motion=motion)


def text_of(version: TextVersion) -> Text:
    """A version as the rules see it."""
    return tuple(
        Provision(
            label=each["label"], words=each["words"], does=tuple(each.get("does", ())), struck=each.get("struck", False)
        )
        for each in version.provisions
    )


def provisions_json(text: Text) -> list[dict[str, Any]]:
    """A text as it is kept."""
    return [
        {"label": each.label, "words": dict(each.words), "does": list(each.does), "struck": each.struck}
        for each in text
    ]


def new_version(motion: Motion, text: Text, edits: Sequence[Edit], now: datetime) -> TextVersion:
    """Keeps the next version of a text, with what led to it and where its lines begin."""
    last = motion.versions.order_by("-number").first()
    return TextVersion.objects.create(
        motion=motion,
        number=last.number + 1 if last else 1,
        provisions=provisions_json(text),
        edits=[_edit_json(each) for each in edits],
        lines=printed(text),
        made=now,
    )


def printed(text: Text) -> dict[str, dict[str, list[Any]]]:
    """Where the lines begin: for each language and provision the number of its first line, and the first word of each."""
    found: dict[str, dict[str, list[Any]]] = {}
    next_line: dict[str, int] = {}
    for each in text:
        for language, words in each.words.items():
            if each.struck:
                continue
            first = next_line.get(language, 1)
            starts = list(lines_of(words))
            found.setdefault(language, {})[each.label] = [first, starts]
            next_line[language] = first + len(starts)
    return found


def lines_shown(
    version: TextVersion, provision: Provision, language: str, edits: Iterable[Edit] = ()
) -> tuple[Line, ...]:
    """The printed lines of a provision in one language, with the words that these edits bring and take."""
    words = provision.words.get(language, "")
    first, starts = version.lines.get(language, {}).get(provision.label, [1, list(lines_of(words))])
    mine = [each for each in edits if each.place == provision.label]
    if any(each.strikes for each in mine):
        return shown(words, (Change(0, len(tokens(words)), ()),), starts, first)
    made = [each.change for each in mine if each.language == language and each.change is not None]
    return shown(words, sorted(made, key=lambda each: each.start), starts, first)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An amendment with the text it was written for, and what it does there and in the text as it stands now."""

    amendment: Amendment
    base: TextVersion
    edits: tuple[Edit, ...]
    now: tuple[Edit, ...] | None
    """None where the words it was written for are gone."""


def asked(motion: Motion, versions: Sequence[TextVersion] = ()) -> Asked:
    """What an amendment asks for. `versions` are those of what it amends, where they were read already."""
    assert motion.amends is not None
    chain = sorted(versions or motion.amends.versions.all(), key=lambda each: each.number)
    base = next(each for each in chain if each.number == motion.of_version)
    value = value_of(motion)
    with in_order("motion"):
        edits = edits_of(value, text_of(base))
    return Asked(amendment=value, base=base, edits=edits, now=_carried(edits, chain, base.number))


def value_of(motion: Motion) -> Amendment:
    """An amendment as the rules see it, with the words it has now."""
    said = text_of(latest(motion))
    words, does = (said[0].words, said[0].does) if said else ({}, ())
    return Amendment(name=motion.label, kind=cast(Kind, motion.operation), place=motion.place, words=words, does=does)


def _carried(edits: tuple[Edit, ...], chain: Sequence[TextVersion], since: int) -> tuple[Edit, ...] | None:
    for version in chain:
        if version.number > since:
            try:
                edits = carry(edits, [_edit_of(each) for each in version.edits])
            except NotInOrder:
                return None
    return edits


def _edit_json(edit: Edit) -> dict[str, Any]:
    kept: dict[str, Any] = {"place": edit.place}
    if edit.change is not None:
        kept |= {"language": edit.language, "change": [edit.change.start, edit.change.end, list(edit.change.words)]}
    if edit.put_in is not None:
        kept["put_in"] = provisions_json((edit.put_in,))[0]
    return kept


def _edit_of(kept: Mapping[str, Any]) -> Edit:
    change = Change(kept["change"][0], kept["change"][1], tuple(kept["change"][2])) if "change" in kept else None
    held = kept.get("put_in")
    put_in = Provision(label=held["label"], words=held["words"], does=tuple(held["does"])) if held else None
    return Edit(place=kept["place"], language=kept.get("language", ""), change=change, put_in=put_in)
