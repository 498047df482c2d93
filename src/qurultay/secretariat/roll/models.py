"""Persons, memberships, and credentials for a session.

What identifies a person stands sealed under a key of that person's own (`roll.vault`). A membership says which seat,
of which community, from when until when: that is public in the record too, and names nobody.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Person(models.Model):
    """Somebody on the roll. `ref` is `person/7` where the record speaks of them, else empty."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    ref = models.CharField(max_length=40, blank=True, default="")
    wrapped_key = models.BinaryField(default=b"")
    epoch = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=b"")
    entered = models.DateTimeField(default=timezone.now)


class Membership(models.Model):
    """What somebody is in a body: a seat, a post or a plain membership, on behalf of a community."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    body = models.CharField(max_length=80)
    seat = models.CharField(max_length=40, blank=True, default="")
    post = models.CharField(max_length=80, blank=True, default="")
    community = models.CharField(max_length=80, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["body", "seat"])]


class Credential(models.Model):
    """Somebody's paper for one session: as the member, as the alternate of one, or with a proxy besides."""

    class Kind(models.TextChoices):
        """In what capacity."""

        MEMBER = "member"
        ALTERNATE = "alternate"

    class State(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed"
        ADMITTED = "admitted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    session = models.CharField(max_length=40)
    body = models.CharField(max_length=80)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="credentials")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.MEMBER)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PROPOSED)
    suspended = models.BooleanField(default=False)
    weight = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "membership"],
                condition=models.Q(state="admitted"),
                name="one_admitted_credential_a_seat",
            )
        ]


class ProxyPaper(models.Model):
    """A paper by which somebody gives their vote to somebody, and the date it bears (register law V15)."""

    session = models.CharField(max_length=40)
    giver = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="given")
    holder = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="held")
    dated = models.DateField()
