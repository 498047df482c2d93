"""The page on which an election is drawn up: YAML that a secretary fills in, every scalar a string."""

from dataclasses import dataclass
from pathlib import Path

from qurultay.ballots.errors import Refused
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question
from qurultay.press.drafts import DraftDocument, Route, Value, load
from qurultay.press.refusal import Refusal

PAGE = """# An election. What stands here is read by every voter, and cannot be changed once the box is open.
uuid: UUID
name: NAME OF THE ELECTION
description: WHAT IT IS ABOUT
# BELENIOS-2048 where voters choose; RFC-3526-2048 where they rank. Trustees and registrar must use the same.
group: BELENIOS-2048
administrator: NAME OF THE ADMINISTRATOR
credential_authority: NAME OF THE REGISTRAR
questions:
  # Choose from `min` to `max` answers; with `blank: yes` voters may say that they choose none.
  - question: WHO SHALL BE PRESIDENT?
    answers:
      - FIRST CANDIDATE
      - SECOND CANDIDATE
    min: 1
    max: 1
    blank: no
  # A ranking has no `min` and `max`. In a small electorate a full ranking can be recognised: prefer choosing.
  # - question: IN WHICH ORDER?
  #   ranking: yes
  #   answers: [FIRST, SECOND, THIRD]
"""

_FIELDS = ("uuid", "name", "description", "group", "administrator", "credential_authority", "questions")
_QUESTION = ("question", "answers", "min", "max", "blank", "ranking")


@dataclass(frozen=True, kw_only=True)
class DrawnUp:
    """What the page says."""

    uuid: str
    name: str
    description: str
    group: str
    administrator: str | None
    credential_authority: str | None
    questions: tuple[Question, ...]


def drawn_up(path: Path) -> DrawnUp:
    """Read the page. Raises `Refusal` with the line of what is wrong."""
    page = load(path)
    _refuse_names(page, page.data, _FIELDS, ())
    said = {name: _text(page, page.data, name, ()) for name in _FIELDS[:4]}
    asked = page.data.get("questions")
    if not isinstance(asked, list) or not asked:
        raise Refusal(page.where(("questions",)), "the election asks nothing", "write at least one question")
    return DrawnUp(
        **said,
        administrator=_optional(page, "administrator"),
        credential_authority=_optional(page, "credential_authority"),
        questions=tuple(_question(page, value, ("questions", n)) for n, value in enumerate(asked)),
    )


def _question(page: DraftDocument, value: Value, route: Route) -> Question:
    if not isinstance(value, dict):
        raise Refusal(page.where(route), "this is no question", "begin it with '- question: …'")
    _refuse_names(page, value, _QUESTION, route)
    answers = value.get("answers")
    if not isinstance(answers, list) or not all(isinstance(each, str) and each for each in answers):
        raise Refusal(page.where((*route, "answers")), "the answers are not a list of words", "write one to a line")
    question, said = _text(page, value, "question", route), tuple(str(each) for each in answers)
    try:
        if value.get("ranking") == "yes":
            return NonHomomorphic(question=question, answers=said)
        least, most = (_number(page, value, name, route) for name in ("min", "max"))
        blank = {"yes": True, "no": None, None: None}[value.get("blank")]  # type: ignore[index]  # what else, see below
        return Homomorphic(question=question, answers=said, min=least, max=most, blank=blank)
    except Refused as bad:
        raise Refusal(page.where(route), str(bad), "mend the question") from None
    except (KeyError, TypeError):
        raise Refusal(page.where((*route, "blank")), "blank is yes or no", "write one of the two") from None


def _refuse_names(page: DraftDocument, held: dict[str, Value], known: tuple[str, ...], route: Route) -> None:
    for name in held:
        if name not in known:
            raise Refusal(
                page.where((*route, name)), f"there is no field {name!a} here", f"the fields are {', '.join(known)}"
            )


def _text(page: DraftDocument, held: dict[str, Value], name: str, route: Route) -> str:
    value = held.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refusal(page.where((*route, name)), f"'{name}' is missing", f"add a line '{name}: …'")
    if value.isupper() and len(value.split()) > 1 and value in PAGE:
        raise Refusal(page.where((*route, name)), f"'{name}' is not filled in", "write it in the place of the capitals")
    return value


def _optional(page: DraftDocument, name: str) -> str | None:
    return _text(page, page.data, name, ()) if page.data.get(name) else None


def _number(page: DraftDocument, held: dict[str, Value], name: str, route: Route) -> int:
    value = _text(page, held, name, route)
    if not (value.isascii() and value.isdecimal() and len(value) < 5):
        raise Refusal(page.where((*route, name)), f"'{name}' is no small whole number", "write a number such as 1")
    return int(value)
