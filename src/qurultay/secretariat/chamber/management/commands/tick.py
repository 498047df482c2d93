"""`django-admin tick`: opens and closes the votes that are due, for a house whose clock is cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from qurultay.secretariat.chamber.hours import due


class Command(BaseCommand):
    """Opens and closes what is due now, and says which votes moved."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Does it once."""
        for event in due(timezone.now()):
            self.stdout.write(f"vote {event.pk}: {event.state}")
