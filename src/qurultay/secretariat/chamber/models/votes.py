"""Votes: one event for every method, its facts frozen when it opens, and what was cast.

A vote by name is a row. A quick secret one is two, in tables that share nothing but the event: that somebody voted, and
a paper with a random number and no time. What the server could nevertheless know is said on the page where one votes.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models

from qurultay.secretariat.chamber.models.motions import Motion
from qurultay.secretariat.chamber.models.sittings import AgendaItem, Sitting
from qurultay.secretariat.roll.models import Credential


def drawn() -> int:
    """A random number for a row of a secret vote: where a row lies and what it is called then say nothing of when it came."""
    return secrets.randbelow(2**62) + 1


class VoteEvent(models.Model):
    """An event at which votes are recorded. Its states and steps are the table in `assembly.vote_event`."""

    class State(models.TextChoices):
        """prepared → open → closed → declared, or void with a reason before declaration."""

        PREPARED = "prepared"
        OPEN = "open"
        CLOSED = "closed"
        DECLARED = "declared"
        VOID = "void"

    class Asks(models.TextChoices):
        """What it is asked about: a motion or amendment, one provision of it, taking it up again, one candidate, the order."""

        MOTION = "motion"
        PROVISION = "provision"
        RECONSIDER = "reconsider"
        CANDIDATE = "candidate"
        PROCEDURE = "procedure"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="votes")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="votes")
    motion = models.ForeignKey(Motion, null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    asks = models.CharField(max_length=12, choices=Asks.choices, default=Asks.MOTION)
    provision = models.CharField(max_length=20, blank=True, default="")
    question = models.JSONField(default=dict)
    method = models.CharField(max_length=20)
    matter = models.CharField(max_length=12, default="text")
    requirement = models.CharField(max_length=40, default="simple")
    interested = models.JSONField(default=list)
    election = models.CharField(max_length=8, blank=True, default="")
    second_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="seconds")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARED)
    frozen = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    counts = models.JSONField(default=dict)
    result = models.CharField(max_length=16, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")
    opens = models.DateTimeField(null=True, blank=True)
    closes = models.DateTimeField(null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    declared = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "opens", "closes"])]
        ordering: ClassVar = ["pk"]

    @property
    def body(self) -> str:
        """The body that votes."""
        return self.sitting.body


class Vote(models.Model):
    """How one member voted in a vote by name."""

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

    id = models.BigAutoField(primary_key=True, default=drawn)
    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="voted")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    by_proxy = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "credential"], name="one_secret_vote_each")]


class SecretPaper(models.Model):
    """A paper of a secret vote: a random number and a choice; no time, no order, nobody. A vote that weighs three is three."""

    id = models.BigAutoField(primary_key=True, default=drawn)
    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="papers")
    choice = models.CharField(max_length=8)


class Objection(models.Model):
    """Somebody objects to the way in which it is decided: in writing, or without a vote (V18, V19)."""

    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="objections")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "credential"], name="one_objection_each")]


class TellerSheet(models.Model):
    """What one teller counted or heard: figures of hands or papers, or the answer of each seat that was called."""

    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="sheets")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    entries = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "teller"], name="one_sheet_a_teller")]


class VoidConsent(models.Model):
    """A teller agrees that a vote be void; the presiding officer then makes it so, with the reason (V24)."""

    event = models.ForeignKey(VoteEvent, on_delete=models.CASCADE, related_name="void_consents")
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "teller"], name="one_consent_a_teller")]
