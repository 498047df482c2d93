"""The result of an election on a terminal: each question, each answer with its count; rankings as they came out."""

from pathlib import Path
from typing import Any

from qurultay.ballots.questions import Homomorphic
from qurultay.cli import screen
from qurultay.cli.election.files import setup_of

_MOST_SHOWN = 20


def say_result(archive: Path, result: tuple[Any, ...]) -> None:
    """What was declared, question by question."""
    for question, said in zip(setup_of(archive).election.questions, result, strict=True):
        screen.say(f"question: {screen.foreign(question.question)}")
        if isinstance(question, Homomorphic):
            answers = (["blank"] if question.blank else []) + [screen.foreign(each) for each in question.answers]
            for answer, count in zip(answers, said, strict=True):
                screen.say(f"  {count}: {answer}")
        else:
            for ranks in said[:_MOST_SHOWN]:
                screen.say(f"  ranks: {' '.join(map(str, ranks))}")
            if len(said) > _MOST_SHOWN:
                screen.say(f"  and {len(said) - _MOST_SHOWN} more; `qurultay count` counts them")
