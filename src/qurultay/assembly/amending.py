"""What does an amendment make of a text, and can several be carried at once?

A text is a row of provisions whose numbers never shift (T14). An amendment replaces words of one, puts one in after
another, or strikes one; an amendment to an amendment changes the words that one proposes, and there is no third level.
What two amendments change is compared word by word in every language: where they touch the same words they contradict
each other, and one that is adopted makes the other fall (V20). Where they do not, both go into the text, in any order
with the same outcome. A clash is a value: it names both and shows what each would have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from qurultay.assembly.differences import Change, changed, changes, joined, tidy, tokens
from qurultay.assembly.labels import place_in_order
from qurultay.assembly.procedure import NotInOrder

Kind = Literal["replace", "insert", "delete"]
Words = Mapping[str, str]
"""The same words in each language of the body."""
MOST_WORDS = 4000
"""How many words a provision may have in one language: longer matter is an annex."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision:
    """A provision: its number, its words in each language, and what it does (read by nobody here).

    A struck one keeps its number and its last words; it is no longer part of the text.
    """

    label: str
    words: Words
    does: Sequence[Mapping[str, str]] = ()
    struck: bool = False


Text = tuple[Provision, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """What an amendment would have: words in place of those of `place`, a new provision `place`, or none at `place`.

    For `insert`, `place` is the number the new provision gets.
    """

    name: str
    kind: Kind
    place: str
    words: Words = field(default_factory=dict)
    does: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What is done at one place: words changed in one language, or, without one, a provision put in or struck."""

    place: str
    language: str = ""
    change: Change | None = None
    put_in: Provision | None = None

    @property
    def strikes(self) -> bool:
        """Does it strike the provision?"""
        return self.change is None and self.put_in is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """Two amendments that cannot both be carried, and what each would make of the place in each language."""

    place: str
    first: str
    second: str
    wordings: Mapping[str, Words]


@dataclass(frozen=True, kw_only=True, slots=True)
class Merged:
    """A text with amendments in it: which went in by which edits, and which clash and were left out."""

    text: Text
    edits: tuple[Edit, ...]
    carried: tuple[str, ...]
    clashes: tuple[Clash, ...]


def at(text: Text, label: str) -> Provision:
    """The provision of this number. Raises `NotInOrder` (`no-such-provision`), or `provision-struck`."""
    found = next((each for each in text if each.label == label), None)
    if found is None:
        raise NotInOrder("no-such-provision", label=label)
    if found.struck:
        raise NotInOrder("provision-struck", label=label)
    return found


def tidied(words: Words) -> dict[str, str]:
    """The words as they are kept, without the languages in which nothing was written.

    Raises `NotInOrder` (`too-long`).
    """
    kept = {language: tidy(said) for language, said in words.items() if tidy(said)}
    if any(len(tokens(said)) > MOST_WORDS for said in kept.values()):
        raise NotInOrder("too-long", most=MOST_WORDS)
    return kept


def derived(name: str, before: Provision, after: Words) -> Amendment:
    """The amendment that turns a provision into these words; no words at all strike it.

    >>> derived("1-A1", Provision(label="3", words={"en": "We met."}), {"en": " "}).kind
    'delete'

    Raises `NotInOrder`: `unchanged`, or `language-missing` where a language of the provision is left without words.
    """
    words = tidied(after)
    if not words:
        return Amendment(name=name, kind="delete", place=before.label)
    if lacking := [language for language in before.words if language not in words]:
        raise NotInOrder("language-missing", language=lacking[0])
    if words == dict(before.words):
        raise NotInOrder("unchanged", label=before.label)
    return Amendment(name=name, kind="replace", place=before.label, words=words)


def edits_of(amendment: Amendment, text: Text) -> tuple[Edit, ...]:
    """What an amendment does to the text it was written for.

    Raises `NotInOrder` where the place is not there, or a new provision's number is taken (`label-taken`).
    """
    if amendment.kind == "insert":
        if any(each.label == amendment.place for each in text):
            raise NotInOrder("label-taken", label=amendment.place)
        put_in = Provision(label=amendment.place, words=dict(amendment.words), does=amendment.does)
        return (Edit(place=amendment.place, put_in=put_in),)
    before = at(text, amendment.place)
    if amendment.kind == "delete":
        return (Edit(place=amendment.place),)
    return tuple(
        Edit(place=amendment.place, language=language, change=change)
        for language, words in amendment.words.items()
        for change in changes(tokens(before.words.get(language, "")), tokens(words))
    )


def clash(one: Edit, other: Edit) -> bool:
    """Do two edits touch the same words? The same edit made twice is one edit, and no clash.

    >>> cut = lambda start, end, *words: Edit(place="3", language="en", change=Change(start, end, words))
    >>> clash(cut(0, 2, " a"), cut(1, 3, " b")), clash(cut(0, 2, " a"), cut(2, 3, " b")), clash(cut(2, 2, " a"), cut(2, 2, " b"))
    (True, False, True)
    """
    if one.place != other.place or one == other:
        return False
    if one.change is None or other.change is None:
        return True
    if one.language != other.language:
        return False
    a, b = one.change, other.change
    if a.start == a.end or b.start == b.end:
        # What is put in at the edge of words that change could go to either side: nobody should guess.
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end


def contradict(one: Amendment, other: Amendment, text: Text) -> bool:
    """Could not both be carried? What one of them changes is then decided by the vote on the other (V20).

    >>> text = (Provision(label="1", words={"en": "Within 14 days."}),)
    >>> month, week = (Amendment(name=n, kind="replace", place="1", words={"en": f"Within {n} days."}) for n in ("30", "7"))
    >>> contradict(month, week, text)
    True
    """
    return any(clash(a, b) for a in edits_of(one, text) for b in edits_of(other, text))


def carry(edits: Iterable[Edit], through: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits written for a text, as they are to be made in the text that others have been made in since.

    One that was made already is left out. Raises `NotInOrder` (`clash`) where one touches words that are gone.
    """
    found: list[Edit] = []
    for edit in edits:
        if edit in through:
            continue
        if any(clash(edit, made) for made in through):
            raise NotInOrder("clash", label=edit.place)
        found.append(_moved(edit, through))
    return tuple(found)


def merge(text: Text, amendments: Sequence[tuple[Amendment, tuple[Edit, ...]]]) -> Merged:
    """The text with all amendments in it that do not clash. Those that do are left out, both of them, and named.

    Each comes with its edits, already carried to this text. In whatever order they come the text is the same.
    """
    clashes: list[Clash] = []
    out: set[str] = set()
    for (one, ones), (other, others) in combinations(amendments, 2):
        places = sorted({a.place for a in ones for b in others if clash(a, b)}, key=place_in_order)
        clashes += [_clash(text, place, one, other) for place in places]
        out |= {one.name, other.name} if places else set()
    edits = _once(edit for each, made in amendments if each.name not in out for edit in made)
    carried = tuple(each.name for each, _ in amendments if each.name not in out)
    return Merged(text=made_in(text, edits), edits=edits, carried=carried, clashes=tuple(clashes))


def made_in(text: Text, edits: Sequence[Edit]) -> Text:
    """The text after these edits, which do not clash; provisions stand in the order of their numbers."""
    new = [edit.put_in for edit in edits if edit.put_in is not None]
    old = [_edited(each, [edit for edit in edits if edit.place == each.label]) for each in text]
    return tuple(sorted([*old, *new], key=lambda each: place_in_order(each.label)))


def by_hand(text: Text, place: str, words: Words) -> tuple[Edit, ...]:
    """The edits that make these words of a provision: how a clash is resolved by the chair.

    Raises `NotInOrder` as `derived` does, but for words that are as they were, which are no edit.
    """
    before = at(text, place)
    try:
        return edits_of(derived("by hand", before, words), text)
    except NotInOrder as bad:
        if bad.code == "unchanged":
            return ()
        raise


def only(text: Text, standing: Iterable[str]) -> Text:
    """The text of which only these provisions were adopted (V21); the preamble stays, the others are struck."""
    kept = set(standing)
    return tuple(
        each if each.label in kept or each.label.startswith("p") else replace(each, struck=True) for each in text
    )


def _once(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The same edit that two would make is made once."""
    found: list[Edit] = []
    for edit in edits:
        if edit not in found:
            found.append(edit)
    return tuple(found)


def _edited(provision: Provision, edits: Sequence[Edit]) -> Provision:
    if not edits:
        return provision
    if any(edit.strikes for edit in edits):
        return replace(provision, struck=True)
    words = dict(provision.words)
    for language in dict.fromkeys(edit.language for edit in edits):
        made = sorted((e.change for e in edits if e.language == language and e.change), key=lambda c: (c.start, c.end))
        words[language] = joined(changed(tokens(words.get(language, "")), made))
    return replace(provision, words=words)


def _moved(edit: Edit, through: Sequence[Edit]) -> Edit:
    if edit.change is None:
        return edit
    before = [e.change for e in through if (e.place, e.language) == (edit.place, edit.language) and e.change]
    by = sum(len(c.words) - (c.end - c.start) for c in before if c.end <= edit.change.start)
    moved = Change(edit.change.start + by, edit.change.end + by, edit.change.words)
    return replace(edit, change=moved)


def _clash(text: Text, place: str, one: Amendment, other: Amendment) -> Clash:
    held = next((each.words for each in text if each.label == place), {})
    # Whoever strikes the place would have nothing there.
    said = {each.name: dict(held) | dict(each.words) if each.kind != "delete" else {} for each in (one, other)}
    return Clash(place=place, first=one.name, second=other.name, wordings=said)
