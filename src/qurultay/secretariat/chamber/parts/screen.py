"""The screen of the room: what is being taken, in two languages, and who speaks."""

from typing import Any

from qurultay.portal.languages import INTERFACE
from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.parts import speakers
from qurultay.secretariat.frame.house import standing
from qurultay.secretariat.frame.speaking import voice


def values(sitting: Sitting) -> dict[str, Any]:
    """What is written on it; nothing that says how anybody voted."""
    rules = standing().rules(sitting.opens.date())
    tongues = [code for code in rules.languages if code in INTERFACE][:2]
    return speakers.values(sitting) | {"voices": [voice(code) for code in tongues]}
