"""Persons, memberships, credentials for a session, and what is asked to leave the roll.

What identifies a person stands sealed under a key of that person's own (`roll.vault`). A membership says which seat,
of which community, from when until when: that is public in the record too, and names nobody.
"""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Epoch(models.Model):
    """Which key of the vault wraps the keys of all persons, and which earlier ones are still to be destroyed.

    There is one row. What is in `ending` stands there since the very transaction that made those keys needless, so a
    process that is killed leaves behind what has to be finished (`roll.vault.finish`).
    """

    number = models.PositiveIntegerField(default=1)
    ending = models.JSONField(default=list)


class Person(models.Model):
    """Somebody on the roll of a body. `ref` is `person/7` where the record speaks of them, else empty.

    Of somebody erased who sat in a session, the empty row stays, so that what their seat did stays counted.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    body = models.CharField(max_length=80, default="body/assembly")
    ref = models.CharField(max_length=40, blank=True, default="")
    wrapped_key = models.BinaryField(default=b"")
    epoch = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=b"")
    entered = models.DateTimeField(default=timezone.now)
    erased = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ref"], condition=~models.Q(ref=""), name="one_row_a_person_of_the_record")
        ]


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
    """Somebody's paper for one session: as the member, as the alternate of one, or with a proxy besides.

    `key` is the public key that a delegate leaves for the muster; `reason` says, sealed under the person's key, why
    the paper was refused or withdrawn; `suspended_by` names the decision that suspended the member.
    """

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
    suspended_by = models.CharField(max_length=80, blank=True, default="")
    weight = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64, blank=True, default="")
    reason = models.BinaryField(default=b"")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "membership"],
                condition=models.Q(state="admitted"),
                name="one_admitted_credential_a_seat",
            ),
            models.UniqueConstraint(fields=["session", "person"], name="one_credential_a_person"),
        ]


class ProxyPaper(models.Model):
    """A paper by which somebody gives their vote to somebody, and the date it bears (register law V15)."""

    session = models.CharField(max_length=40)
    giver = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="given")
    holder = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="held")
    dated = models.DateField()

    class Meta:
        unique_together: ClassVar = [("giver", "holder", "dated")]

    @property
    def body(self) -> str:
        """The body in whose session it counts."""
        return self.giver.body


class CredentialsReport(models.Model):
    """The counts that the registrar lays before the assembly: drawn up → adopted, or replaced by a later one."""

    class State(models.TextChoices):
        """What became of it."""

        DRAWN_UP = "drawn-up"
        ADOPTED = "adopted"
        REPLACED = "replaced"

    session = models.CharField(max_length=40)
    body = models.CharField(max_length=80)
    figures = models.JSONField(default=dict)
    muster = models.CharField(max_length=64, blank=True, default="")
    mustered = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAWN_UP)
    made = models.DateTimeField(default=timezone.now)
    adopted = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=80, blank=True, default="")


class Export(models.Model):
    """A request to take the roll of a body out of the house: asked → approved by two others → taken once."""

    body = models.CharField(max_length=80)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    purpose = models.CharField(max_length=200)
    form = models.CharField(max_length=4, choices=[("csv", "csv"), ("ods", "ods")], default="csv")
    code = models.CharField(max_length=16, unique=True)
    canary = models.CharField(max_length=16, unique=True)
    taken = models.DateTimeField(null=True, blank=True)
    refused = models.DateTimeField(null=True, blank=True)

    def is_over(self, now: datetime) -> bool:
        """Can it no longer be taken?"""
        return self.taken is not None or self.refused is not None or now >= self.expires


class Approval(models.Model):
    """One of the two who approve an export."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="approvals")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    given = models.DateTimeField(default=timezone.now)

    class Meta:
        unique_together: ClassVar = [("export", "account")]
