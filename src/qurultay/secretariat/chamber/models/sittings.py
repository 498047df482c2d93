"""Sessions, their sittings, who is there, and what is on the agenda."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from qurultay.secretariat.roll.models import Credential

MODES = [(each, each) for each in ("in-person", "remote", "hybrid", "written")]


class Session(models.Model):
    """A connected series of sittings of one body; `ref` is the name the record knows it by, `session/9`."""

    class State(models.TextChoices):
        """planned → called → open → closed → sealed; planned or called → cancelled."""

        PLANNED = "planned"
        CALLED = "called"
        OPEN = "open"
        CLOSED = "closed"
        SEALED = "sealed"
        CANCELLED = "cancelled"

    ref = models.CharField(max_length=40, unique=True)
    body = models.CharField(max_length=80)
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    title = models.JSONField(default=dict)
    place = models.JSONField(default=dict)
    mode = models.CharField(max_length=12, choices=MODES, default="hybrid")
    zone = models.CharField(max_length=40, default="UTC")
    opens = models.DateField()
    closes = models.DateField()
    called = models.DateTimeField(null=True, blank=True)
    motions_until = models.DateTimeField(null=True, blank=True)
    amendments_until = models.DateTimeField(null=True, blank=True)
    short_notice = models.BooleanField(default=False)
    opened = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)


class Sitting(models.Model):
    """One meeting of a session, in the zone of its place."""

    class State(models.TextChoices):
        """As `assembly.sittings` has the steps."""

        SCHEDULED = "scheduled"
        IN_SESSION = "in-session"
        SUSPENDED = "suspended"
        ADJOURNED = "adjourned"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sittings")
    number = models.PositiveIntegerField()
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    mode = models.CharField(max_length=12, choices=MODES, default="hybrid")
    state = models.CharField(max_length=12, choices=State.choices, default=State.SCHEDULED)
    called_to_order = models.DateTimeField(null=True, blank=True)
    adjourned = models.DateTimeField(null=True, blank=True)
    room_code = models.CharField(max_length=12, blank=True, default="")
    printed = models.DateTimeField(null=True, blank=True)
    current = models.ForeignKey("AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        unique_together: ClassVar = [("session", "number")]
        ordering: ClassVar = ["number"]

    @property
    def body(self) -> str:
        """The body that sits."""
        return self.session.body

    @property
    def zone(self) -> str:
        """The zone whose clock it keeps."""
        return self.session.zone


class Presence(models.Model):
    """Somebody is there, in the room or on the line, from a moment until another; one channel at a time (V16).

    `heard` is the last sign of life of a line; one that was not heard for some minutes is held to be cut (V2).
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="presences")
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="presences")
    channel = models.CharField(max_length=8, choices=[("room", "room"), ("remote", "remote")])
    came = models.DateTimeField(default=timezone.now)
    by_code = models.BooleanField(default=False)
    left = models.DateTimeField(null=True, blank=True)
    heard = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sitting", "credential"], condition=models.Q(left=None), name="one_person_one_channel"
            )
        ]


class AgendaItem(models.Model):
    """A matter on the agenda of a sitting. Its label is printed and never changes; its place in the order may."""

    class State(models.TextChoices):
        """proposed → adopted → current → disposed; or deferred to a sitting, or struck."""

        PROPOSED = "proposed"
        ADOPTED = "adopted"
        CURRENT = "current"
        DISPOSED = "disposed"
        DEFERRED = "deferred"
        STRUCK = "struck"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=12)
    title = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, default="debate")
    minutes_planned = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    deferred_to = models.ForeignKey(
        Sitting, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_over"
    )
    queue_open = models.BooleanField(default=True)
    speech_seconds = models.PositiveIntegerField(null=True, blank=True)
    speeches_most = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        unique_together: ClassVar = [("sitting", "label")]
        ordering: ClassVar = ["position", "pk"]

    @property
    def body(self) -> str:
        """The body whose agenda it stands on."""
        return self.sitting.body


class Document(models.Model):
    """A paper for an item of the agenda, named by the SHA-256 of its bytes."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="documents")
    title = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    media = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added = models.DateTimeField(default=timezone.now)

    @property
    def body(self) -> str:
        """The body it was laid before."""
        return self.item.body
