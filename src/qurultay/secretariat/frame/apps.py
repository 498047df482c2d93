"""Tells Django of the frame."""

from django.apps import AppConfig


class Frame(AppConfig):
    """The frame."""

    name = "qurultay.secretariat.frame"
    label = "frame"
