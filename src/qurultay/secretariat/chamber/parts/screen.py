"""The screen of the room: what is being taken, in two languages, and who speaks."""

from typing import Any

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.chamber.casting import ELECTRONIC
from qurultay.secretariat.chamber.models import Sitting, VoteEvent
from qurultay.secretariat.chamber.parts import quorum, speakers, vote
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.speaking import voice


def values(sitting: Sitting) -> dict[str, Any]:
    """What is written on it; nothing that says how anybody voted."""
    rules = standing().rules(sitting.opens.date())
    tongues = [code for code in rules.languages if code in INTERFACE][:2]
    shown = speakers.values(sitting) | quorum.values(sitting) | vote.values(sitting)
    return shown | {"voices": [voice(code) for code in tongues], "voted": _voted(shown["event"])}


def _voted(event: VoteEvent | None) -> int | None:
    """How many have voted in a vote that is open; nobody's name, and of a vote that is taken aloud nothing yet."""
    if event is None or event.state != VoteEvent.State.OPEN or event.method not in ELECTRONIC:
        return None
    return event.cast.count() + event.voted.count()
