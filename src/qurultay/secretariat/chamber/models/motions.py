"""Motions, what they would have the body adopt, and who stands behind them. An amendment is a motion that amends one.

The text of a motion is a list of provisions, each with a label, a force and its words in the body's languages; every
version is kept, so that an amendment still shows the lines that people have on paper.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from qurultay.secretariat.chamber.models.sittings import AgendaItem, Session
from qurultay.secretariat.roll.models import Credential


class Motion(models.Model):
    """A formal step to introduce a matter. Its states and steps are the tables in `assembly.motions`.

    What it would have the body adopt stands in its versions: of a motion the whole text; of an amendment the one
    provision as it would be, or none where it strikes one. `of_version` is the version of what it amends.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="motions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="motions")
    label = models.CharField(max_length=20)
    classification = models.CharField(max_length=20, default="resolution")
    matter = models.CharField(max_length=12, default="text")
    requirement = models.CharField(max_length=40, default="simple")
    title = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default="draft")
    made = models.DateTimeField(default=timezone.now)
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="amendments")
    operation = models.CharField(max_length=8, blank=True, default="")
    place = models.CharField(max_length=20, blank=True, default="")
    distance = models.IntegerField(default=0)
    of_version = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "TextVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    referred_to = models.CharField(max_length=80, blank=True, default="")
    rescinds = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="rescinded_by")
    decided_by = models.ForeignKey(
        "VoteEvent", null=True, blank=True, on_delete=models.SET_NULL, related_name="decides"
    )

    class Meta:
        unique_together: ClassVar = [("session", "label")]
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["session", "amends"])]

    @property
    def body(self) -> str:
        """The body before which it lies."""
        return self.session.body

    @property
    def is_amendment(self) -> bool:
        """Does it amend a motion, or an amendment?"""
        return self.amends_id is not None


class MotionStep(models.Model):
    """What was done with a motion, when, and what was said of it: why it is inadmissible, what a committee reports."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=16)
    at = models.DateTimeField()
    said = models.JSONField(default=dict)
    with_ = models.ForeignKey(
        Motion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_column="with"
    )

    class Meta:
        ordering: ClassVar = ["pk"]


class TextVersion(models.Model):
    """The text of a motion at one time: what was handed in, and what the amendments carried since have made of it.

    `edits` are those that led here from the version before; `lines` are where its printed lines begin, for each language.
    """

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    provisions = models.JSONField(default=list)
    edits = models.JSONField(default=list)
    lines = models.JSONField(default=dict)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        unique_together: ClassVar = [("motion", "number")]
        ordering: ClassVar = ["number"]


class Sponsor(models.Model):
    """Somebody who stands behind a motion: its mover, or one who seconds it."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="sponsors")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=[("mover", "mover"), ("second", "second")])
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        unique_together: ClassVar = [("motion", "credential")]
