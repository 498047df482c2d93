"""Who asked to speak, who spoke, for how long."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from qurultay.secretariat.chamber.models.sittings import AgendaItem
from qurultay.secretariat.roll.models import Credential


class SpeakerTurn(models.Model):
    """A place in the queue of an item, and the speech it became."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="turns")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, default="neutral")
    asked = models.DateTimeField(default=timezone.now)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked", "pk"]

    @property
    def body(self) -> str:
        """The body before which it is spoken."""
        return self.item.body
