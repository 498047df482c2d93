"""What a text looks like on a page: its provisions in each language, line by line as printed, with what amendments change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qurultay.assembly.amending import Clash, Edit, Provision
from qurultay.assembly.differences import Line, Span, lines_of, shown
from qurultay.portal.values import Saying
from qurultay.secretariat.chamber.models import Motion, MotionStep, TextVersion
from qurultay.secretariat.chamber.texts import Asked, lines_shown, text_of


@dataclass(frozen=True, kw_only=True)
class Words:
    """A provision in one language: its printed lines."""

    language: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A provision as a page shows it."""

    label: str
    preamble: bool
    struck: bool
    texts: tuple[Words, ...]
    does: Sequence[Mapping[str, str]] = ()


def text(version: TextVersion, language: str, edits: Iterable[Edit] = ()) -> tuple[Shown, ...]:
    """A whole text; the reader's language first, the others in the order in which they were written."""
    made = tuple(edits)
    return tuple(_shown(version, each, language, made) for each in text_of(version))


def amendment(found: Asked, language: str) -> Shown:
    """The one place that an amendment is about, with the words it brings and takes."""
    value = found.amendment
    if value.kind == "insert":
        texts = tuple(Words(language=code, lines=_all_new(said)) for code, said in _first(value.words, language))
        return Shown(
            label=value.place, preamble=value.place.startswith("p"), struck=False, texts=texts, does=value.does
        )
    before = next(each for each in text_of(found.base) if each.label == value.place)
    return _shown(found.base, before, language, found.edits)


def _shown(version: TextVersion, provision: Provision, language: str, edits: tuple[Edit, ...]) -> Shown:
    texts = tuple(
        Words(language=code, lines=lines_shown(version, provision, code, edits))
        for code, _ in _first(provision.words, language)
    )
    return Shown(
        label=provision.label,
        preamble=provision.label.startswith("p"),
        struck=provision.struck,
        texts=texts,
        does=provision.does,
    )


def _first(words: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """The reader's language first."""
    return sorted(words.items(), key=lambda pair: pair[0] != language)


def _all_new(words: str) -> tuple[Line, ...]:
    """Words that stand on no paper yet: lines without numbers, all of them new."""
    return tuple(
        Line(0, tuple(Span("in", span.words) for span in line.spans)) for line in shown(words, (), lines_of(words))
    )


def clash(found: Clash, language: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """A clash side by side: whose wording, and the words in each language."""
    return tuple((name, tuple(_first(words, language))) for name, words in found.wordings.items())


def step(row: MotionStep) -> Saying:
    """What was done with a motion, in one sentence."""
    if row.step == "fall" and row.with_ is not None:
        return Saying.of("chamber.step.fell-with", label=row.with_.label)
    return Saying.of(f"chamber.step.{row.step}")


def state(motion: Motion) -> Saying:
    """How far it has come."""
    return Saying.of(f"chamber.motion.state.{motion.state}")


SHAPES = {
    "adopted": "done", "merged": "done", "accepted": "done", "pending": "open", "on-agenda": "open", "lost": "gone",
    "withdrawn": "gone", "inadmissible": "gone", "fallen": "gone", "rescinded": "gone", "referred": "part", "reported": "part",
}  # fmt: skip
"""The shape beside the word of a state; whatever waits has a dotted one."""
