"""The file of constraints beside the ballots: read strictly, and told what it does before anybody votes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.cli import screen
from qurultay.counting.constraints import Constraints, barred, constraints_of
from qurultay.counting.contest import Contest
from qurultay.counting.count import Count
from qurultay.counting.displacement import displacement
from qurultay.counting.guarantees import Guarantees, guaranteed
from qurultay.counting.nominations import nominations
from qurultay.counting.poll import shown
from qurultay.counting.refusal import Uncountable
from qurultay.counting.replay import MOST_BYTES, read_transcript
from qurultay.counting.rule import Method
from qurultay.press.drafts import load
from qurultay.press.files import read_bounded
from qurultay.press.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Constrained:
    """The contest with what is known of its candidates, its guarantee, and where the bars of other contests come from."""

    contest: Contest
    guarantee: Guarantees | None
    source: Mapping[str, str]


def read_constraints(path: Path) -> Constraints:
    """The constraints in a YAML or JSON file. Raises `Uncountable` or `Refusal` with the line and how to mend it."""
    try:
        document = load(path)
    except Refusal as bad:
        if "kind" in bad.mend:
            raise Uncountable(bad.where, "it is no list of 'name: value' lines", "begin with 'guarantees:'") from None
        raise
    return constraints_of(document.data, document.where)


def constrain(path: Path, contest: Contest, method: Method) -> Constrained:
    """This contest under the constraints in this file; says on the screen what they do to it."""
    said = read_constraints(path)
    contest = said.on(contest)
    source = {}
    for partition, held, result in _apart(said, path):
        gone = [name for name in barred(contest, partition, held) if name not in contest.withdrawn]
        contest = replace(contest, withdrawn=contest.withdrawn | set(gone))
        source[f"apart {partition}"] = result
        for name in gone:
            screen.say(f"cannot be elected, the {partition} is taken by another result: {screen.foreign(name)}")
    each = contest.seats if method.lists and not any(c.attributes.get("list") for c in contest.candidates) else 1
    guarantee = guaranteed(contest, said.bounds, each=each) if said.bounds else None
    if guarantee is not None:
        for warning in nominations(contest, guarantee).warnings():
            screen.warn(warning)
    return Constrained(contest=contest, guarantee=guarantee, source=source)


def say_nominations(path: Path, seats: int) -> bool:
    """What the constraints make of the candidates named in the file, before there are ballots. Is all left to votes?"""
    said = read_constraints(path)
    number = seats or said.seats
    if not number:
        raise Uncountable(
            said.where(()), "it does not say how many seats are filled", "add 'seats: 5', or give --seats"
        )
    contest = said.contest(number)
    for partition, held, _ in _apart(said, path):
        for name in barred(contest, partition, held):
            screen.say(f"cannot be elected, the {partition} is taken by another result: {screen.foreign(name)}")
        contest = replace(contest, withdrawn=contest.withdrawn | set(barred(contest, partition, held)))
    if not said.bounds:
        return True
    told = nominations(contest, guaranteed(contest, said.bounds))
    for row in told.categories:
        most = "" if row.bound.most is None else f", at most {row.bound.most}"
        figures = f"{row.standing} stand, {row.bound.least} guaranteed{most}"
        screen.say(f"{figures}: {screen.foreign(row.bound.category)} ({row.bound.partition})")
    for warning in told.warnings():
        screen.warn(warning)
    return not told.warnings()


def say_displacement(counted: Count) -> None:
    """Who has a seat because of the guarantee, and who would have had it."""
    told = displacement(counted)
    if told is None:
        return
    if isinstance(counted.guarantee, Guarantees) and counted.guarantee.vacant:
        screen.say(f"{_stay(counted.guarantee.vacant)} vacant: nobody stands who could have it.")
    if told.unresolved is not None:
        screen.say("Without the guarantee the count would end in a tie that nobody can settle.")
    if not told.seated and not told.displaced:
        screen.say("The guarantee changed nothing: the same would be elected without it.")
    for word, names in (("seated by the guarantee", told.seated), ("displaced by the guarantee", told.displaced)):
        for name in names:
            screen.say(f"{word}: {screen.foreign(name)}")


def _apart(said: Constraints, path: Path) -> Iterator[tuple[str, frozenset[str], str]]:
    """Each partition with the categories elected elsewhere, and by which result."""
    for partition, file in said.apart.items():
        way = ("apart", partition)
        earlier = path.parent / file
        if not earlier.is_file():
            raise Uncountable(
                said.where(way), f"there is no file {shown(file)}", "name the transcript, beside this file"
            )
        data = read_bounded(earlier, MOST_BYTES, earlier.name)
        yield (
            partition,
            _held(read_transcript(data, earlier.name), partition, said, way),
            f"{file} {sha256(data).hexdigest()}",
        )


def _held(told: Mapping[str, Any], partition: str, said: Constraints, way: tuple[str, str]) -> frozenset[str]:
    found = set()
    of = {each["name"]: each["attributes"] for each in told["contest"]["candidates"]}
    for name in told["elected"]:
        if partition not in of.get(name, {}):
            what = f"the earlier result does not say which {partition} {shown(str(name))} is of"
            raise Uncountable(said.where(way), what, "count it with a file that names its candidates' categories")
        found.add(of[name][partition])
    if told["unresolved"] or not found:
        raise Uncountable(said.where(way), "the earlier result has elected nobody yet", "decide it first")
    return frozenset(found)


def _stay(seats: int) -> str:
    return "1 seat stays" if seats == 1 else f"{seats} seats stay"
