"""Tells Django of the roll."""

from django.apps import AppConfig


class Roll(AppConfig):
    """The roll."""

    name = "qurultay.secretariat.roll"
    label = "roll"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits for somebody in the roll is said on their first page."""
        from qurultay.secretariat.frame.views import WAITING
        from qurultay.secretariat.roll.pages.exports import waits

        WAITING.append(waits)
