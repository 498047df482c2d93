"""What the desk remembers besides the folders of drafts: what is still being written, and officers' passkeys for acts.

The folder `desk/ID` of the house is what is signed and published (`qurultay.gazette.desk`); nothing here decides anything.
A row whose folder is gone is being written again; one whose text is in the record bears the number it got.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """A draft of a public act, from the moment somebody begins to write it."""

    body = models.CharField(max_length=80)
    act_id = models.CharField(max_length=8, blank=True, default="")
    text_hash = models.CharField(max_length=64, blank=True, default="")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    source = models.CharField(max_length=80, blank=True, default="")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    returned = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["pk"]


class ActPasskey(models.Model):
    """An officer's passkey for acts alone, made at the signing origin: its key, and by which name the device finds it.

    `counter` is the highest that a signature bore. Whether the key is in force is read off the record.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="act_passkeys")
    line_name = models.CharField(max_length=200)
    material = models.BinaryField()
    credential = models.BinaryField(unique=True)
    counter = models.PositiveBigIntegerField(default=0)
    fell = models.DateTimeField(null=True, blank=True)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
