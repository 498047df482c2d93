"""From ballots to seats: `count` asks the rule, and a `Count` is its answer with every stage."""

from collections import Counter
from dataclasses import dataclass

from qurultay.counting.contest import Contest
from qurultay.counting.guarantee import Guarantee
from qurultay.counting.lots import Lots
from qurultay.counting.poll import undisturbed
from qurultay.counting.profile import Profile
from qurultay.counting.refusal import Uncountable
from qurultay.counting.rule import Method, Question, Rule, method_of
from qurultay.counting.stages import Stage
from qurultay.counting.ties import Tie


@dataclass(frozen=True, kw_only=True)
class Count:
    """The answer: who is elected, in order, and how it came to that. See `Result` for the fields of the same name."""

    contest: Contest
    profile: Profile
    rule: Rule
    lots: Lots | None
    guarantee: Guarantee | None
    stages: tuple[Stage, ...]
    elected: tuple[str, ...]
    unresolved: Tie | None
    decimals: int | None

    def seats(self) -> dict[str, int]:
        """How many seats each of the elected has; more than one where lists are elected."""
        return dict(Counter(self.elected))


def count(
    contest: Contest, profile: Profile, rule: Rule, lots: Lots | None = None, guarantee: Guarantee | None = None
) -> Count:
    """Count these ballots for this contest by this rule.

    >>> from qurultay.counting.contest import contest_of
    >>> from qurultay.counting.profile import profile_of
    >>> from qurultay.counting.rule import rule_named
    >>> contest = contest_of("Castor Pollux Helen", seats=2)
    >>> cast = profile_of("ranked", 3, [((0, 1), 4), ((2,), 2)])
    >>> count(contest, cast, rule_named("scottish")).elected
    ('Castor', 'Helen')

    Raises `Uncountable` where contest, ballots, rule, lots and guarantee do not go together; never because of a tie.
    """
    method = method_of(rule)
    _agree(method, contest, profile, lots, guarantee)
    question = Question(contest=contest, profile=profile, rule=rule, lots=lots, guarantee=guarantee)
    with undisturbed():
        found = method.count(question)
    return Count(
        contest=contest,
        profile=profile,
        rule=rule,
        lots=lots,
        guarantee=guarantee,
        stages=found.stages,
        elected=found.elected,
        unresolved=found.unresolved,
        decimals=found.decimals,
    )


def _agree(method: Method, contest: Contest, profile: Profile, lots: Lots | None, guarantee: Guarantee | None) -> None:
    where = f"the rule {method.name}"
    if profile.kind not in method.kinds:
        takes = " or ".join(sorted(method.kinds))
        raise Uncountable(where, f"it takes {takes}, and these ballots are {profile.kind}", "choose a rule that fits")
    if profile.candidates != len(contest.candidates):
        what = f"the ballots number {profile.candidates} candidates, and {len(contest.candidates)} stand"
        raise Uncountable(where, what, "take the ballots of this very contest")
    if method.seats == "one" and contest.seats != 1:
        raise Uncountable(where, f"it fills one seat, and {contest.seats} are to be filled", "choose another rule")
    if lots is not None:
        lots.ranked(contest.names)
    if guarantee is None:
        return
    if not method.guarantees:
        raise Uncountable(where, "it knows no guaranteed representation", "choose a rule for several seats that does")
    hopeful = [contest.names[at] for at in contest.standing]
    if not guarantee.judge(elected=(), hopeful=hopeful, seats=contest.seats).feasible:
        what = "no choice among those who stand can keep the guarantee"
        raise Uncountable("the guarantee", what, "reopen nominations, or change the guarantee before anyone votes")
