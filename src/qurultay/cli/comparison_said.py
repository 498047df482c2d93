"""The facts of a comparison on a terminal, in the order of register law C10; the page has the same in three languages."""

from qurultay.cli import moment, screen
from qurultay.cli.compared import NAMES
from qurultay.record.branch import Branch
from qurultay.record.comparing import After, Comparison, Continuation, Sitting
from qurultay.record.unentered import Unentered

MOST = 40
"""How many acts of a side are told one by one."""
C4 = "A witness says that a record has one history, never that it is the right one."


def say_comparison(found: Comparison, sides: tuple[Branch, Branch]) -> None:
    """The facts in the order of register law C10."""
    _say_beginnings(found, sides)
    if not found.related:
        screen.say("The two records share nothing: neither names the other.")
        return
    _say_keys(found)
    for name, after in zip(NAMES, found.after, strict=True):
        _say_after(name, after)
    for name, acts in zip(NAMES, found.undisputed, strict=True):
        screen.say(f"{name}: acts after the fork that rest on nothing after it: {_runs(acts) or 'none'}")
    for name, acts in zip(NAMES, found.one_sided, strict=True) if found.same_founding else ():
        screen.say(f"{name}: acts signed on what both share and entered on this side alone: {_runs(acts) or 'none'}")
    _say_sittings(found)
    for name, keepers in zip(NAMES, found.keepers, strict=True):
        screen.say(f"{name}: keepers who signed or attested after the fork: {', '.join(keepers) or 'none'}")
    _say_muster(found)
    for name, witnesses in zip(NAMES, found.witnesses, strict=True):
        screen.say(f"{name}: witnesses who saw its head: {', '.join(map(screen.foreign, witnesses)) or 'none'}")
    screen.say(C4)
    for each in found.unentered:
        _say_unentered(each)
    _say_ends(found)


def _say_beginnings(found: Comparison, sides: tuple[Branch, Branch]) -> None:
    if found.same_founding:
        screen.say(f"same founding: {sides[0].founding}")
        screen.say(
            f"last common act: {found.shared - 1}, entered {moment.said(sides[0].entries[found.shared - 1].entered)}"
        )
    else:
        for name, side in zip(NAMES, sides, strict=True):
            screen.say(f"{name}: founded as {side.founding}")
    for name, size, broken in zip(NAMES, found.sizes, found.broken, strict=True):
        screen.say(f"{name}: {size} acts in order" + (f"; then {broken}" if broken else ""))
    for each in found.continuations:
        _say_continuation(each)
    if found.same_founding and not found.forked:
        longer = "both are the same" if found.sizes[0] == found.sizes[1] else "one is an earlier copy of the other"
        screen.say(f"no fork: {longer}")


def _say_continuation(each: Continuation) -> None:
    own, other = NAMES[each.side], NAMES[1 - each.side]
    verb = "claims to continue" if each.claim_only else "continues"
    screen.say(f"{own} {verb} {other} from act {each.size - 1} on: {each.ground}")
    if not each.head_agrees:
        screen.say(f"the head that {own} names is not a head of {other}")
    signed = ", ".join(each.keepers) or "none"
    screen.say(f"keepers of {other} who signed the founding of {own}: {signed} ({each.keepers_needed} are needed)")
    acknowledged = f"by act {each.acknowledged_by}" if each.acknowledged_by is not None else "no"
    screen.say(f"acknowledged by {other}: {acknowledged}")
    if each.takes:
        runs = ", ".join(f"{first} to {last}" if first != last else str(first) for first, last in each.takes)
        screen.say(f"{own} takes over from {other} the acts {runs}")


def _say_keys(found: Comparison) -> None:
    screen.say("keys in office at the last common act, and what they signed after:")
    for use in found.keys:
        a, b = (_runs(acts) or "nothing" for acts in use.signed)
        holder = f" of {use.key.person}" if use.key.person else ""
        screen.say(f"  {use.key.post or use.key.keeper}{holder}, key {use.key.material.hex()[2:14]}…: A {a}; B {b}")


def _say_after(name: str, acts: tuple[After, ...]) -> None:
    """What happened on one side, and when; of a long history its first and its last acts."""
    screen.say(f"{name}: acts after the fork: {len(acts) or 'none'}")
    left_out = range(MOST // 2, len(acts) - MOST // 2)
    for at, each in enumerate(acts):
        if at not in left_out:
            about = f" about {', '.join(each.about)}" if each.about else ""
            by = f", signed by {', '.join(each.signatories)}" if each.signatories else ""
            dated = f"{each.kind} of {moment.day_said(each.date)}"
            screen.say(f"  {each.number}: {dated}{about}{by}; entered {moment.said(each.entered)}")
        elif at == left_out.start:
            screen.say(f"  … {len(left_out)} more; --json has all of them")


def _say_sittings(found: Comparison) -> None:
    screen.say("sittings called after the fork, under the rules at the fork:")
    if not any(found.sittings):
        screen.say("  none on either side")
    for name, sittings in zip(NAMES, found.sittings, strict=True):
        for each in sittings:
            screen.say(f"  {name}: {_sitting(each)}")


def _sitting(each: Sitting) -> str:
    notice = f"{each.notice} clear days of notice ({each.notice_asked} asked)"
    if each.second_of is not None:
        notice = f"called again after {each.second_of}, {notice}"
    if each.opened is None:
        return f"{each.session}, {notice}, not opened"
    quorum = "quorum met" if each.quorum_met else "quorum not met"
    seats = f"{each.present} present of {each.entitled} entitled, {each.filled_at_fork} seats filled at the fork"
    return f"{each.session}, {notice}, {seats}, {quorum}"


def _say_muster(found: Comparison) -> None:
    held = found.muster
    if held is None:
        screen.say("muster: no session before the fork left one")
        return
    a, b = (len(seats) for seats in held.stand)
    screen.say(
        f"muster of {held.muster} (act {held.act}), the last both share: A {a} of {held.entitled}, B {b} of {held.entitled}"
    )
    if held.both:
        screen.say(f"  counted for neither, since they stand by both: {', '.join(held.both)}")


def _say_unentered(each: Unentered) -> None:
    about = f" about {', '.join(each.about)}" if each.about else ""
    screen.say(f"{each.kind} of {moment.day_said(each.date)}{about}, text {each.text}")
    screen.say(f"  signed by {', '.join(each.signed)}")
    for seen in each.seen:
        screen.say(f"  seen by the witness {screen.foreign(seen.name)}: {moment.said(seen.time)}")
    for name, number, against in zip(NAMES, each.entered, each.against, strict=True):
        screen.say(f"  {name}: {_fate(number, against)}")


def _fate(number: int | None, against: str | None) -> str:
    if number is not None:
        return f"entered as act {number}"
    law = f"its law said then: {against}" if against else "nothing in its law stood against it then"
    return f"not entered; {law}"


def _say_ends(found: Comparison) -> None:
    for name, acts in zip(NAMES, found.contested, strict=True):
        screen.say(f"{name}: acts under an open contest: {_runs(acts) or 'none'}")
    for name, concluded in zip(NAMES, found.concluded, strict=True):
        screen.say(f"{name}: {'not concluded' if concluded is None else f'concluded by act {concluded}'}")


def _runs(numbers: tuple[int, ...]) -> str:
    """Numbers in runs.

    >>> _runs((3, 4, 5, 9))
    '3 to 5, 9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in runs)
