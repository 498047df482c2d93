"""Tells Django of the roll."""

from django.apps import AppConfig


class Roll(AppConfig):
    """The roll."""

    name = "qurultay.secretariat.roll"
    label = "roll"
    default_auto_field = "django.db.models.BigAutoField"
