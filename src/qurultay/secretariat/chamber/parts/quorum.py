"""How many are there, and how many are needed."""

from typing import Any

from django.utils import timezone

from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.presence import attendance


def values(sitting: Sitting) -> dict[str, Any]:
    """Numbers alone: the part is the same for everybody, so whoever is there is named on no open page."""
    return {"attendance": attendance(sitting, timezone.now()), "over": sitting.state == Sitting.State.ADJOURNED}
