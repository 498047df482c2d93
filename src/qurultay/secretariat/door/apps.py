"""Tells Django of the door."""

from django.apps import AppConfig


class Door(AppConfig):
    """The door."""

    name = "qurultay.secretariat.door"
    label = "door"
    default_auto_field = "django.db.models.BigAutoField"
