"""What the acts of Tolunay say: titles, sentences, texts and names, gathered into parts.

A name is given once: by the first act that mentions somebody or something. Persons are named only where
they stand for an office or take it, for that is consent to the public name (register law A6); those who merely
sit are seats and numbers.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from qurultay.acts import schema
from qurultay.acts.constituting import Constituted
from qurultay.acts.convening import ElectionOpening, Opened
from qurultay.acts.kinds import Body
from qurultay.acts.office import TookOffice
from qurultay.acts.parts import WORDS, name_part
from qurultay.acts.rules import HOLDER
from qurultay.cli.tolunay.chronicle import HERE, Step
from qurultay.press.drafts import load
from qurultay.press.plain_text import as_part

LANGUAGES = ("en", "ug", "kk")
NAMED = ("body/", "post/", "community/", "session/", "addressee/", "class/")
Spoken = Mapping[str, Any]


class Words:
    """All words of the history, by language and step, and what was named already."""

    def __init__(self) -> None:
        self._said = {language: _read(language) for language in LANGUAGES}
        self._names = {language: load(HERE / "words" / language / "names.yaml").data for language in LANGUAGES}
        self._given: set[str] = set()

    def of(self, step: str, body: Body, also: Iterable[str] = ()) -> dict[str, bytes]:
        """The parts of an act: its own words, and the names of whom it is the first to mention."""
        parts: dict[str, str] = {}
        for language in LANGUAGES:
            parts |= self._own(step, language)
        for subject in self._to_name(body, also):
            parts |= self._called(subject)
        return {name: as_part(text, name).encode() for name, text in parts.items()}

    def amended(self, step: Step, target: str) -> dict[str, bytes]:
        """The texts of another act with one place in them changed, as `was` and `now` say."""
        parts = {}
        for language in LANGUAGES:
            said = self._said[language][step.name]
            if "was" in said:
                text = cast(str, self._said[language][target]["text"])
                assert text.count(said["was"]) == 1, (step.name, language)
                name = f"text.{language}"
                parts[name] = as_part(text.replace(said["was"], said["now"]), name).encode()
        return parts

    def _own(self, step: str, language: str) -> dict[str, str]:
        said = self._said[language].get(step, {})
        parts = {f"{word}.{language}": said[word] for word in WORDS if word in said}
        parts |= {name_part(what, language): name for what, name in said.get("names", {}).items()}
        reviewed = self._names[language].get("credit")
        if parts and reviewed:
            own = said.get("credit")
            parts[f"credit.{language}"] = f"{own}\n{reviewed}" if own else cast(str, reviewed)
        return parts

    def _to_name(self, body: Body, also: Iterable[str]) -> list[str]:
        mentioned = [s for s in (*also, *_strings(schema.written(body))) if s.startswith(NAMED) and s != HOLDER]
        new = [s for s in dict.fromkeys(mentioned) if s not in self._given]
        consenting = _consenting(body, self._given)
        self._given.update(new, consenting)
        return [*new, *consenting]

    def _called(self, subject: str) -> dict[str, str]:
        parts = {}
        for language in LANGUAGES:
            names = self._names[language]
            parts[name_part(subject, language)] = cast(str, names[subject])
            if subject in names["styles"]:
                style = cast(dict[str, str], names["styles"])[subject]
                parts["style" + name_part(subject, language).removeprefix("name")] = style
        return parts


def _read(language: str) -> dict[str, Spoken]:
    said: dict[str, Spoken] = {}
    for path in sorted((HERE / "words" / language).glob("[2t]*.yaml")):
        said |= cast(dict[str, Spoken], load(path).data)
    return said


def _consenting(body: Body, given: Collection[str]) -> list[str]:
    """Whoever takes office gives the name anew; a candidate is named where nobody had to do with them before."""
    match body:
        case Opened(election=ElectionOpening(contests=contests)):
            return [each for contest in contests for each in contest.candidates if each not in given]
        case TookOffice(person=str() as person):
            return [person]
        case Constituted(holders=holders):
            return [holder.person for holder in holders]
        case _:
            return []


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from _strings(held)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
