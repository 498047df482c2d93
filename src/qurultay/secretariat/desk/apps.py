"""Tells Django of the desk."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The desk."""

    name = "qurultay.secretariat.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
