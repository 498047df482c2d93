"""What people are called in the chamber: the name they chose for it, else their seat."""

from collections.abc import Iterable

from qurultay.portal.values import Saying
from qurultay.secretariat.roll.models import Credential


def called(credentials: Iterable[Credential]) -> dict[int, Saying | str]:
    """What to call each of these, by the credential's number."""
    return {each.pk: Saying.of("roll.seat", seat=each.membership.seat.rpartition("/")[2]) for each in credentials}
