"""What the desk remembers of a draft besides its folder: where it came from, who prepared it.

The folder `desk/ID` of the house is what is signed and published (`qurultay.gazette.desk`); nothing here decides anything.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """A draft of a public act, from the moment somebody begins to write it."""

    body = models.CharField(max_length=80)
    act_id = models.CharField(max_length=8, blank=True, default="")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    source = models.CharField(max_length=80, blank=True, default="")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    number = models.PositiveIntegerField(null=True, blank=True)
