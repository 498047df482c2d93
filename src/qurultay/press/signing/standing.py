"""Where does an act stand today, in the one word that is said of its files: authentic, and since annulled?"""

from typing import Literal

from qurultay.acts.book import Register
from qurultay.acts.pages import TextState
from qurultay.acts.standing import Standing as Said

Standing = Literal["stands", "corrected", "repealed", "annulled", "in-question", "deposited"]


def standing_word(said: Said, doubted: bool, text: TextState | None, kind: str) -> Standing:
    """The gravest of what later acts have said: a file never turns from authentic to forged by it (register law §5)."""
    if said.annulled is not None:
        return "annulled"
    if text is not None and (text.repealed_by is not None or text.replaced_by is not None):
        return "repealed"
    if doubted:
        return "in-question"
    if said.corrected_by:
        return "corrected"
    return "deposited" if kind == "deposited" else "stands"


def standing_in(reading: Register, number: int) -> Standing:
    """The same, of an act of a register."""
    question = reading.doubt(number)
    doubted = question is not None and question.confirmed_by is None
    kind = reading.entries[number].act.kind
    return standing_word(reading.standing_of(number), doubted, reading.texts.get(number), kind)


def said_by(reading: Register, number: int) -> int | None:
    """The act that said so; None where it stands."""
    said, text, question = reading.standing_of(number), reading.texts.get(number), reading.doubt(number)
    match standing_in(reading, number):
        case "annulled":
            return said.annulled.by if said.annulled else None
        case "repealed":
            return (text.repealed_by if text.repealed_by is not None else text.replaced_by) if text else None
        case "in-question":
            return question.because if question else None
        case "corrected":
            return said.corrected_by[-1]
        case _:
            return None
