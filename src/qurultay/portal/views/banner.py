"""What stands at the top of every page: an open contest, a recovery, the end of the record, a claim to continue another.

A contested record says so on every page, in the same words on both sides (C11); nobody is asked to take one.
"""

from dataclasses import dataclass

from qurultay.portal.reading import Reading
from qurultay.portal.record_state import Continued
from qurultay.portal.values import Code, Saying, Several, Value
from qurultay.portal.views.ways import to_act


@dataclass(frozen=True, slots=True)
class Banner:
    """One line at the top of every page; `grave` where decisions may have to wait for it."""

    words: Value
    grave: bool = True


def banners_of(reading: Reading) -> tuple[Banner, ...]:
    """Everything the pages of this record say first, the gravest first."""
    state, found = reading.state(), list[Banner]()
    if state.contested:
        acts = Several(tuple(map(to_act, state.contested)))
        found.append(Banner(Saying.of("banner.contested", acts=acts)))
    found += [Banner(Saying.of("banner.recovering", by=to_act(number))) for number in state.recovering]
    if state.concluded is not None:
        by, successor = to_act(state.concluded), state.successor
        words = Saying.of("banner.concluded", by=by)
        if successor is not None:
            words = Saying.of("banner.concluded.to", by=by, successor=Code(successor[:16]))
        found.append(Banner(words))
    return (*found, *(Banner(_continues(each), grave=False) for each in state.continues))


def _continues(each: Continued) -> Value:
    record = Code(each.record[:16])
    if not each.ground:
        return Saying.of("banner.continues", record=record, act=each.after)
    return Saying.of("banner.continues.ground", record=record, act=each.after, ground=Saying(f"ground.{each.ground}"))
