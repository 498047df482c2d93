"""A voter at the command line: an independent client, for whoever does not trust the page the server sends."""

from pathlib import Path
from typing import Annotated

import typer

from qurultay.ballots.ballot import check, make, read
from qurultay.ballots.election import Election
from qurultay.ballots.questions import Homomorphic, NonHomomorphic, Question
from qurultay.ballots.randomness import SYSTEM
from qurultay.cli import screen
from qurultay.cli.election.files import ArchiveArgument, OutputOption, read_line, setup_of, write
from qurultay.cli.passphrases import passphrase
from qurultay.cli.refusing import Unusable


def vote(
    archive: ArchiveArgument,
    output: OutputOption,
    choose: Annotated[
        list[str],
        typer.Option(
            "--choose",
            metavar="ANSWERS",
            help="For each question in turn: numbers of the answers you choose, such as 2 or 1,3; `blank`; for a "
            "ranking the answers in your order, such as 3,1,2.",
        ),
    ],
    credential: Annotated[
        Path | None, typer.Option("--credential", help="A file with your credential; else it is asked for, unseen.")
    ] = None,
) -> None:
    """Make your ballot on this machine (specification 4.13); nothing but the ballot leaves it.

    The tracker that is printed is the name under which you find your ballot in the box. It does not tell your choice.
    """
    setup = setup_of(archive)
    election = setup.election
    if len(choose) != len(election.questions):
        raise Unusable(
            f"The election asks {len(election.questions)} questions; give --choose for each, in their order."
        )
    choices = [_choices(q, said, n) for n, (q, said) in enumerate(zip(election.questions, choose, strict=True), 1)]
    secret = read_line(credential).decode() if credential is not None else passphrase("your credential", None)
    data = make(election, secret, choices, SYSTEM)
    ballot = read(election, data)
    check(election, ballot)
    setup.credentials.weight(ballot.credential)
    write(output, data)
    _say_back(election, choices)
    screen.tell([("tracker", ballot.tracker)])
    screen.say(f"{output} goes to the ballot box. Keep the tracker; destroy nothing until you have found it there.")


def _say_back(election: Election, choices: list[list[int]]) -> None:
    """What was chosen, in words, before it leaves: a slip of the finger is seen here or nowhere."""
    for question, chosen in zip(election.questions, choices, strict=True):
        screen.say(f"{screen.foreign(question.question)}")
        names = question.answers
        match question:
            case Homomorphic(blank=True) if chosen[0]:
                screen.say("  blank")
            case Homomorphic(blank=blank):
                for name, said in zip(names, chosen[bool(blank) :], strict=True):
                    if said:
                        screen.say(f"  {screen.foreign(name)}")
            case NonHomomorphic():
                for rank, name in sorted((rank, name) for name, rank in zip(names, chosen, strict=True) if rank):
                    screen.say(f"  {rank}. {screen.foreign(name)}")


def _choices(question: Question, said: str, number: int) -> list[int]:
    """The numbers of a ballot from what was typed. Raises `Unusable` in words; what may be chosen is checked after."""
    count = len(question.answers)
    match question:
        case Homomorphic(blank=True) if said.strip() == "blank":
            return [1, *([0] * count)]
        case Homomorphic(blank=blank):
            picked = _numbers(said, count, number)
            return [*([0] if blank else []), *(int(each in picked) for each in range(1, count + 1))]
        case NonHomomorphic():
            order = _numbers(said, count, number)
            return [order.index(each) + 1 if each in order else 0 for each in range(1, count + 1)]


def _numbers(said: str, count: int, number: int) -> list[int]:
    words = [word.strip() for word in said.split(",") if word.strip()]
    if not all(word.isascii() and word.isdecimal() and 1 <= int(word) <= count for word in words):
        raise Unusable(f"Question {number} has answers 1 to {count}; write their numbers, such as 1 or 1,3.")
    found = [int(word) for word in words]
    if len(set(found)) != len(found):
        raise Unusable(f"Question {number}: an answer is named twice.")
    return found
