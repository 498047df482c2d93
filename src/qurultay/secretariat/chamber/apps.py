"""Tells Django of the chamber."""

from django.apps import AppConfig


class Chamber(AppConfig):
    """The chamber."""

    name = "qurultay.secretariat.chamber"
    label = "chamber"
    default_auto_field = "django.db.models.BigAutoField"
