"""Majority judgment: the best middle grade wins, and equal ones are told apart by the grades around the middle.

Balinski and Laraki, Majority Judgment (2010), chapters 1 and 13. Every voter gives every candidate a grade. A
candidate's *majority-grade* is the middle one of their grades, sorted. Equal candidates are compared by the
majority-grades of what is left when one vote for the majority-grade is taken away from each, and so on. Of an even number
of grades Balinski and Laraki take the worse of the two in the middle, Belenios the better; `middle` says which, and is
Belenios' by default, so that a secret election held with it has one result. Grades are numbered from 1, the best; a
grade not given counts as the worst, since whoever is not known is not wanted.
"""

from collections import Counter
from collections.abc import Iterable

from qurultay.counting.profile import Ballot, Profile
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import Method, Parameter, Question, Result
from qurultay.counting.sheet import Sheet

Grades = tuple[tuple[int, int], ...]
"""The grades one candidate has, best first, each with the number of voters who gave it."""


def grades_of(profile: Profile, at: int, worst: int) -> Grades:
    """The grades of a candidate.

    >>> from qurultay.counting.profile import profile_of
    >>> grades_of(profile_of("grades", 2, [((1, 3), 4), ((2, 0), 1)]), 1, 3)
    ((3, 5),)
    """
    found = Counter[int]()
    for ballot, weight in profile.groups:
        found[_grade(ballot, at) or worst] += weight
    return tuple(sorted(found.items()))


def _grade(ballot: Ballot, at: int) -> int:
    """The grade a ballot gives to a candidate, 0 for none."""
    grade = ballot[at]
    return grade if isinstance(grade, int) else 0


def majority_value(grades: Grades, cuts: Iterable[int], middle_is: str = "better") -> tuple[tuple[int, int], ...]:
    """The grades from the middle outwards, in pairs of the better and the worse one, between these distances.

    Taking majority-grades away one by one takes the sorted grades from the middle alternately from the better and the
    worse end (or the other way round); so two candidates with equally many grades compare as these sequences do.
    Between two neighbouring `cuts` nothing changes, so one pair stands for all.
    """
    total = sum(number for _, number in grades)
    middle, even = (total + 1) // 2, total % 2 == 0
    # The grade in the middle alone, and then pairs at the same distance from it; of an even number, pairs at once.
    first = () if even or not total else ((_at(grades, middle), 0),)
    worse, better = (middle, middle + 1) if even else (middle, middle)
    pairs = [(_at(grades, better - cut), _at(grades, worse + cut)) for cut in cuts if 1 <= cut <= total // 2]
    return (*first, *(pairs if middle_is == "better" else [(after, before) for before, after in pairs]))


def breaks(grades: Grades) -> list[int]:
    """The distances from the middle at which the pair changes: where one is reached, a new grade begins."""
    total = sum(number for _, number in grades)
    middle, even = (total + 1) // 2, total % 2 == 0
    found, before = [1], 0
    for _, number in grades:
        before += number
        found += [before + 1 - middle, middle + even - before]
    return found


def _at(grades: Grades, place: int) -> int:
    """The grade at a place from 1, best first."""
    for grade, number in grades:
        place -= number
        if place <= 0:
            return grade
    raise ValueError("there is no such place")


def count(question: Question) -> Result:
    """A stage for each grade with the votes it has, then the majority-grades and the result."""
    sheet = Sheet(question)
    worst = int(question.rule.parameters["grades"])
    _check(question.profile, worst)
    graded = {at: grades_of(question.profile, at, worst) for at in sheet.hopeful}
    for grade in range(1, worst + 1):
        sheet.open("comparison", (), f"grade {grade}")
        for at, grades in graded.items():
            sheet.totals[at] = dict(grades).get(grade, 0)
        sheet.close(moved=False)
    sheet.open("result", (), "the best majority-grade")
    cuts = sorted({cut for grades in graded.values() for cut in breaks(grades)})
    middle_is = question.rule.parameters["middle"]
    values = {at: majority_value(grades, cuts, middle_is) for at, grades in graded.items()}
    for at, value in values.items():
        sheet.totals[at] = value[0][0] if value else 0
    best = [at for at in graded if values[at] == min(values.values())]
    # Where no ballot grades anybody, nobody is elected: a lot among all would be no election.
    chosen = sheet.settle("election", best) if any(map(any, dict(question.profile.groups))) else None
    if chosen is not None:
        sheet.elect([chosen], "the best majority-grade, and the best grades around it")
    sheet.close(moved=False)
    return sheet.result(0)


def _check(profile: Profile, worst: int) -> None:
    """No ballot may give a grade that the rule does not have."""
    for ballot, _ in profile.groups:
        if any(_grade(ballot, at) > worst for at in range(profile.candidates)):
            what = f"it gives a grade below the last, {worst}"
            raise Uncountable(f"the ballot {ballot!a}"[:120], what, "correct it, or set how many grades there are")


METHODS = (
    Method(
        name="majority-judgment",
        title="Majority judgment",
        text="Balinski and Laraki, Majority Judgment (2010): the best middle grade, then the grades around the middle",
        kinds=frozenset({"grades"}),
        seats="one",
        count=count,
        parameters={
            "grades": Parameter(
                default="7",
                pattern="[2-9]|[1-9][0-9]",
                meaning="how many grades there are, 2 to 99; a grade that is not given counts as the last of them",
            ),
            "middle": Parameter(
                default="better",
                pattern="better|worse",
                meaning="better or worse: which of the two middle ones is taken of an even number of grades",
            ),
        },
        validated_against=("Belenios' `belenios-tool method majority-judgment`: 1,500 drawn elections",),
    ),
)
