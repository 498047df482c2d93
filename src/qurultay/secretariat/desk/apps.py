"""Tells Django of the desk."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The desk."""

    name = "qurultay.secretariat.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """My day says what waits for one's signature."""
        from qurultay.secretariat.desk.pages.desk import waits_for_me
        from qurultay.secretariat.frame.views import WAITING

        WAITING.append(waits_for_me)
