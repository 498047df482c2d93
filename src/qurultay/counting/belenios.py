"""Ballots out of a secret election: the result of a Belenios election, alone or in its archive.

A homomorphic question gives the votes of each answer, and nothing is known of single ballots; those who chose the answer
that none of the answers is chosen cast a blank ballot. Another gives a list of
numbers for each ballot: ranks, 1 the first and 0 for none, or grades, 1 the best. Which of the two they are, the rule says
that counts them. Only what was counted is read here; whether the archive proves it is for `ballots/` to verify.
"""

import io
import json
import tarfile
from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from qurultay.counting.contest import MOST_CANDIDATES, Candidate, Contest
from qurultay.counting.poll import Poll, shown
from qurultay.counting.profile import LARGEST_WEIGHT, RANKED, Ballot, Kind, Profile, canonical
from qurultay.counting.refusal import Uncountable

_MOST_RANK = 2**31
_MOST_PAPERS = 10**6


def read_archive(data: bytes, name: str, *, question: int = 1, wanted: Collection[Kind] = RANKED) -> Poll:
    """The poll of one question, numbered from 1, of the election in this archive (`.bel`).

    Raises `Uncountable` where it is no archive, has no result, or a file is not what its name says.
    """
    files = _files(data, name)
    election = _named(files, _one(files, "Setup", name), "election", name)
    result = _read(files, _one(files, "Result", name), name)
    asked = _object(election, f"{name}, election")
    source = {
        "election": str(asked.get("uuid", "")),
        "election-sha256": sha256(election).hexdigest(),
        "result-sha256": sha256(result).hexdigest(),
    }
    return _poll(_object(result, f"{name}, result"), asked, name, question, wanted, source)


def read_result(data: bytes, name: str, *, question: int = 1, wanted: Collection[Kind] = RANKED) -> Poll:
    """The poll of one question of a bare result; its candidates have their numbers for names.

    >>> read_result(b'{"result":[[[1,2,0],[0,1,0]]]}', "result.json").profile.groups
    (((0, 1), 1), ((1,), 1))

    Raises `Uncountable`.
    """
    source = {"result-sha256": sha256(data).hexdigest()}
    return _poll(_object(data, name), {}, name, question, wanted, source)


def _poll(
    told: Mapping[str, Any],
    election: Mapping[str, Any],
    name: str,
    question: int,
    wanted: Collection[Kind],
    source: Mapping[str, str],
) -> Poll:
    results, questions = told.get("result"), election.get("questions", [])
    if not isinstance(results, list) or not isinstance(questions, list):
        raise Uncountable(name, "it has no result", "take it after the election was tallied")
    if not 1 <= question <= len(results):
        what = f"it has no question {question}, but {len(results)}"
        raise Uncountable(name, what, "name one of them with --question")
    asked = _asked(questions[question - 1]) if len(questions) >= question else {}
    answers = results[question - 1]
    where = f"{name}, question {question}"
    if isinstance(answers, list) and answers and all(type(each) is int for each in answers):
        blank, votes = (answers[0], answers[1:]) if asked.get("blank") else (0, answers)
        kind, ballots, width = _votes(votes, blank, where)
    else:
        kind, ballots, width = _vectors(answers, where, "ranked" if "ranked" in wanted else "grades")
    names = _names(asked, width, where)
    contest = Contest(
        candidates=tuple(Candidate(name=each) for each in names),
        seats=1,
        title=normalize("NFC", str(asked.get("question", ""))),
    )
    return Poll(contest=contest, profile=canonical(kind, width, ballots.items()), source=source)


def _asked(question: Any) -> Mapping[str, Any]:
    """What is asked, whatever the type of the question."""
    inner = question.get("value", question) if isinstance(question, dict) else {}
    return inner if isinstance(inner, dict) else {}


def _names(asked: Mapping[str, Any], width: int, where: str) -> list[str]:
    answers = asked.get("answers")
    if answers is None:
        return [str(number) for number in range(1, width + 1)]
    if not isinstance(answers, list) or len(answers) != width or any(not isinstance(each, str) for each in answers):
        raise Uncountable(where, f"its answers are not {width} names", "take election and result of one election")
    return [normalize("NFC", each) for each in answers]


def _votes(votes: list[int], blank: int, where: str) -> tuple[Kind, Counter[Ballot], int]:
    if not 1 <= len(votes) <= MOST_CANDIDATES or any(not 0 <= each <= LARGEST_WEIGHT for each in (blank, *votes)):
        raise Uncountable(where, "the votes of its answers are no whole numbers from 0", "take the result as it was")
    said: dict[Ballot, int] = {(): blank} | {(at,): each for at, each in enumerate(votes)}
    return "votes", Counter({ballot: each for ballot, each in said.items() if each}), len(votes)


def _vectors(answers: Any, where: str, kind: Kind) -> tuple[Kind, Counter[Ballot], int]:
    if not isinstance(answers, list) or not answers or any(not isinstance(each, list) for each in answers):
        raise Uncountable(where, "it has neither votes nor ballots", "take the result of an election with ballots")
    width = len(answers[0])
    ballots: Counter[Ballot] = Counter()
    for number, each in enumerate(answers, 1):
        good = all(type(rank) is int and 0 <= rank <= _MOST_RANK for rank in each)
        if len(each) != width or not 1 <= width <= MOST_CANDIDATES or not good:
            raise Uncountable(f"{where}, ballot {number}", "it is no list of numbers", "take the result as it was")
        ballots[tuple(each) if kind == "grades" else _ranking(each)] += 1
    return kind, ballots, width


def _ranking(ranks: list[int]) -> Ballot:
    """The candidates by rank; a rank that was left out leaves no hole."""
    found: dict[int, list[int]] = {}
    for at, rank in enumerate(ranks):
        if rank:
            found.setdefault(rank, []).append(at)
    return tuple(found[rank][0] if len(found[rank]) == 1 else tuple(found[rank]) for rank in sorted(found))


def write_result(profile: Profile) -> str:
    """The ballots as the result of a Belenios election has them, for `belenios-tool method`; one vector to a paper.

    >>> from qurultay.counting.profile import profile_of
    >>> write_result(profile_of("ranked", 3, [((2, 0), 2), (((0, 1),), 1)]))
    '{"result":[[[1,1,0],[2,0,1],[2,0,1]]]}'

    Raises `Uncountable` for approvals and scores, and for more papers than such a file should have.
    """
    if profile.kind == "votes":
        votes = dict(profile.groups)
        return json.dumps(
            {"result": [[votes.get((at,), 0) for at in range(profile.candidates)]]}, separators=(",", ":")
        )
    if profile.kind not in ("ranked", "grades") or profile.cast > _MOST_PAPERS:
        what = f"they are {profile.cast} {profile.kind}"
        raise Uncountable("the ballots", what, f"Belenios lists ranks or grades of at most {_MOST_PAPERS} papers")
    papers = [_vector(ballot, profile) for ballot, weight in profile.groups for _ in range(weight)]
    return json.dumps({"result": [papers]}, separators=(",", ":"))


def _vector(ballot: Ballot, profile: Profile) -> list[int]:
    if profile.kind == "grades":
        return [each for each in ballot if isinstance(each, int)]
    ranks = [0] * profile.candidates
    for rank, each in enumerate(ballot, 1):
        for at in each if isinstance(each, tuple) else (each,):
            ranks[at] = rank
    return ranks


# --- the archive -----------------------------------------------------------------------------------------------------


def _files(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            read = {each.name: archive.extractfile(each) for each in archive.getmembers() if each.isfile()}
            return {path: file.read() for path, file in read.items() if file is not None}
    except (tarfile.TarError, EOFError, ValueError, OSError):
        raise Uncountable(name, "it is no archive of a Belenios election", "take the .bel file as it was") from None


def _one(files: Mapping[str, bytes], kind: str, name: str) -> str:
    """The hash that the only event of this kind names."""
    events = [_object(held, path) for path, held in files.items() if path.endswith(".event.json")]
    found = [str(event.get("payload", "")) for event in events if event.get("type") == kind]
    if len(found) != 1:
        raise Uncountable(
            name, f"it has {len(found)} events of the kind {kind}", "take it after the election was tallied"
        )
    return found[0]


def _named(files: Mapping[str, bytes], digest: str, member: str, name: str) -> bytes:
    return _read(files, str(_object(_read(files, digest, name), name).get(member, "")), name)


def _read(files: Mapping[str, bytes], digest: str, name: str) -> bytes:
    held = files.get(f"{digest}.data.json")
    if held is None or sha256(held).hexdigest() != digest:
        raise Uncountable(name, f"the file {shown(digest)} in it is missing or altered", "take the .bel file as it was")
    return held


def _object(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        told = json.loads(data, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError):
        raise Uncountable(name, "it is not JSON as Belenios writes it", "take the file as it was") from None
    if not isinstance(told, dict):
        raise Uncountable(name, "it is not JSON as Belenios writes it", "take the file as it was")
    return told


def _no_float(word: str) -> Any:
    raise ValueError(word[:40])
