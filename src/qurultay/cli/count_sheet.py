"""A count on the screen: stage by stage as on a count sheet, figures first and names last.

Names may run from right to left, and terminals disagree about such lines. So each line has its figures and our words in
front, in columns, and ends with one name, isolated; nothing stands behind it that could change places with it.
"""

from collections.abc import Iterable
from fractions import Fraction

from qurultay.cli import screen
from qurultay.counting.amount import decimal
from qurultay.counting.count import Count
from qurultay.counting.rule import Method
from qurultay.counting.stages import Decision, Stage
from qurultay.counting.ties import Tie

PLACES = 5
"""Decimals shown of amounts that are fractions; the transcript has them exactly."""
_ACTIONS = {
    "first-preferences": "first preferences",
    "surplus": "surplus of",
    "exclusion": "exclusion of",
    "iteration": "iteration",
    "filling": "last vacancies",
    "seat": "seat",
    "comparison": "comparison",
    "result": "result",
}
_PURPOSES = {
    "exclusion": "who is excluded",
    "surplus": "whose surplus goes first",
    "election": "who is elected",
}


def say_count(counted: Count) -> None:
    """The whole count, and last who is elected or what remains to be decided."""
    contest = counted.contest
    if contest.title:
        screen.say(screen.foreign(contest.title))
    seats = "1 seat" if contest.seats == 1 else f"{contest.seats} seats"
    papers = f"{counted.profile.cast} ballots, {len(contest.standing)} candidates, {seats}"
    screen.say(f"{papers}, by the rule {counted.rule.name} (version {counted.rule.version})")
    for stage in counted.stages:
        _say_stage(stage, PLACES if counted.decimals is None else counted.decimals)
    _say_outcome(counted)


def _say_stage(stage: Stage, places: int) -> None:
    screen.say("", f"stage {stage.number}: {_title(stage)}")
    quota = f", quota {decimal(stage.quota, places)}" if stage.quota is not None else ""
    screen.say(f"  {stage.because}{quota}")
    width = max(len(decimal(total, places)) for total in stage.totals.values())
    moved = any(stage.transfers.values())
    for name in sorted(stage.totals, key=lambda name: (-stage.totals[name], name)):
        total, change = stage.totals[name], stage.transfers.get(name, Fraction(0))
        state = stage.states.get(name, "hopeful")
        if total or change or state == "hopeful":
            figures = [decimal(total, places).rjust(width)]
            figures += [_signed(change, places).rjust(width + 1)] if moved else []
            screen.say("  " + "  ".join([*figures, _mark(name, state, stage).ljust(9), screen.foreign(name)]))
    for label, amount in (("not transferable", stage.non_transferable), ("lost by rounding", stage.lost)):
        if amount:
            screen.say(f"  {decimal(amount, places).rjust(width)}  {label}")
    for event in stage.events:
        if isinstance(event, Tie):
            _say_tie(event)
        elif event.event in ("guarded", "doomed"):
            screen.say(f"  {event.event} ({event.evidence}): {screen.foreign(event.candidate)}")


def _title(stage: Stage) -> str:
    return " ".join([_ACTIONS[stage.action], ", ".join(screen.foreign(name) for name in stage.about)]).strip()


def _signed(change: Fraction, places: int) -> str:
    written = decimal(change, places)
    return "" if change == 0 else written if change < 0 else f"+{written}"


def _mark(name: str, state: str, stage: Stage) -> str:
    now = any(
        isinstance(event, Decision) and event.candidate == name and event.event == state for event in stage.events
    )
    return {
        "elected": "ELECTED" if now else "elected",
        "excluded": "excluded" if now else "",
        "withdrawn": "withdrawn",
    }.get(state, "")


def _say_tie(tie: Tie) -> None:
    tied = ", ".join(screen.foreign(name) for name in tie.tied)
    screen.say(f"  tie, {_PURPOSES[tie.purpose]}: {tied}")
    match tie.by:
        case "totals":
            screen.say(f"    the totals of stage {tie.stage} decide: {screen.foreign(tie.chosen or '')}")
        case "lot":
            screen.say(f"    the lot decides: {screen.foreign(tie.chosen or '')}")
        case "nobody":
            screen.say("    nobody can decide: the totals were equal and there are no lots")


def _say_outcome(counted: Count) -> None:
    screen.say("")
    seats = counted.seats()
    lists = any(number > 1 for number in seats.values())
    for place, name in enumerate(seats, 1):
        won = str(place) if not lists else "1 seat" if seats[name] == 1 else f"{seats[name]} seats"
        screen.say(f"elected, {won}: {screen.foreign(name)}")
    if counted.guarantee is not None:
        from qurultay.cli.count_constraints import say_displacement  # it brings in the reader of drafts

        say_displacement(counted)
    if counted.unresolved is not None:
        screen.say("The tie of the last stage is open; give the lots of this contest with --lots.")
        screen.verdict(
            f"undecided: {counted.contest.seats - len(counted.elected)} of {counted.contest.seats} seats open", False
        )
    elif not counted.elected and (left := _left(counted)):
        for name in left:
            screen.say(f"goes into the next round: {screen.foreign(name)}")
        screen.verdict(f"undecided: nobody has a majority, {len(left)} go into the next round", False)
    else:
        screen.verdict(f"counted: {len(counted.elected)} of {counted.contest.seats} seats filled", True)


def _left(counted: Count) -> list[str]:
    """Who is neither elected nor excluded at the end: where a rule counts one round, those who go into the next."""
    last = counted.stages[-1]
    if last.action == "result" or not any(last.totals.values()):
        return []
    return [name for name, state in last.states.items() if state == "hopeful"]


def say_methods(methods: Iterable[Method]) -> None:
    """Every rule with what is known of it."""
    for method in methods:
        screen.say(f"{method.name}: {method.title}")
        against = "; ".join(method.validated_against) or "nothing but our own worked examples"
        screen.tell(
            [
                ("after", method.text),
                ("version", str(method.version)),
                ("takes", ", ".join(sorted(method.kinds))),
                ("seats", "one" if method.seats == "one" else "one or more"),
                *(
                    (f"may set {name}", f"{each.meaning} (else {each.default})")
                    for name, each in method.parameters.items()
                ),
                ("guaranteed representation", "yes" if method.guarantees else ""),
                ("validated against", against),
            ],
            "  ",
        )
