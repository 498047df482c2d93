"""Minutes of a sitting, from the draft that what happened makes to their approval at the next one."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from qurultay.secretariat.chamber.models.sittings import Sitting
from qurultay.secretariat.roll.models import Credential


class Minutes(models.Model):
    """The minutes of one sitting. Their states and steps are the table in `assembly.minutes`.

    `text` is a list of paragraphs, `{"id": "p3", "words": {"en": …, "ug": …}}`; an id is never given twice.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=12, default="draft")
    text = models.JSONField(default=list)
    circulated = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("VoteEvent", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    draft = models.ForeignKey("desk.Draft", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def body(self) -> str:
        """The body whose minutes they are."""
        return self.sitting.body


class Correction(models.Model):
    """A correction that a member proposes to circulated minutes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="corrections")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="proposed")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["made", "pk"]

    @property
    def body(self) -> str:
        """The body whose minutes they are."""
        return self.minutes.body
