"""Tells Django of the chamber."""

from django.apps import AppConfig


class Chamber(AppConfig):
    """The chamber."""

    name = "qurultay.secretariat.chamber"
    label = "chamber"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """My day says which sitting goes on, what waits for a ruling, what one has not handed in yet."""
        from qurultay.secretariat.chamber.pages.waiting import waits_in_chamber
        from qurultay.secretariat.frame.views import WAITING

        WAITING.append(waits_in_chamber)
