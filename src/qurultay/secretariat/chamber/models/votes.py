"""Votes: one event for every method, its facts frozen when it opens, and what was cast.

A named vote is a row. A quick secret one is two, in tables that share nothing but the event: that somebody voted, and a
paper with a random name and no time. What the server could nevertheless know is said on the page where one votes.
"""

import uuid
from typing import ClassVar

from django.db import models

from qurultay.secretariat.chamber.models.motions import Motion
from qurultay.secretariat.chamber.models.sittings import AgendaItem, Sitting
from qurultay.secretariat.roll.models import Credential


class VoteEvent(models.Model):
    """An event at which votes are recorded."""

    class State(models.TextChoices):
        """prepared → open → closed → declared, or void with a reason before declaration."""

        PREPARED = "prepared"
        OPEN = "open"
        CLOSED = "closed"
        DECLARED = "declared"
        VOID = "void"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="votes")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="votes")
    motion = models.ForeignKey(Motion, null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    provision = models.CharField(max_length=20, blank=True, default="")
    question = models.JSONField(default=dict)
    method = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARED)
    frozen = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    result = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    declared = models.DateTimeField(null=True, blank=True)

    @property
    def body(self) -> str:
        """The body that votes."""
        return self.sitting.body


class Vote(models.Model):
    """How one member voted in a named vote."""

    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="cast")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=8)
    channel = models.CharField(max_length=8)
    by_proxy = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "credential"], name="one_vote_each")]


class Voted(models.Model):
    """That somebody has voted in a secret vote; not how, not when."""

    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="voted")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "credential"], name="one_secret_vote_each")]


class SecretPaper(models.Model):
    """A paper of a secret vote: a random name, a choice, its weight; no time, no order, nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="papers")
    choice = models.CharField(max_length=8)
    weight = models.PositiveIntegerField(default=1)
