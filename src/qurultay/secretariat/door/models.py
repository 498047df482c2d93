"""Accounts, the roles they hold, and the trail of what was done.

An account has a name that says nothing about its owner; who that is stands in the roll, sealed. Neither the last visit
nor an address is kept: whoever takes the database must not learn when and from where a delegate came.
"""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from qurultay.portal.languages import INTERFACE, OWN_NAMES
from qurultay.secretariat.door.roles import Held, Role


class Accounts(BaseUserManager["Account"]):
    """Opens accounts."""

    def open(self, name: str, language: str = "en") -> "Account":
        """A new account that nobody can enter yet: it has neither a passkey nor a password."""
        account = self.model(name=name, language=language)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


def new_stamp() -> str:
    """What every open session of an account carries; with a new one they all end."""
    return secrets.token_hex(16)


class Account(AbstractBaseUser):
    """Somebody who may come in."""

    last_login = None  # kept by Django otherwise; we do not want to know

    name = models.CharField(max_length=40, unique=True)
    language = models.CharField(max_length=8, default="en", choices=[(c, OWN_NAMES[c]) for c in INTERFACE])
    is_active = models.BooleanField(default=True)
    stamp = models.CharField(max_length=32, default=new_stamp)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def held(self) -> tuple[Held, ...]:
        """The roles held now, each with its body. Every request asks; so the statement is written out, not made anew."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        sql = "SELECT role, body FROM door_roleheld WHERE account_id = %s AND since <= %s AND (until IS NULL OR until > %s)"
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.pk, now, now])
            return tuple((Role(role), body) for role, body in cursor.fetchall())

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this account's: it changes with the password and with the stamp."""
        return salted_hmac("qurultay.door.session", f"{self.password}/{self.stamp}", algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> list[str]:
        """Nothing older is good."""
        return []

    def end_sessions(self) -> None:
        """Whoever has come in with this account, anywhere, is out."""
        self.stamp = new_stamp()
        self.save(update_fields=["stamp"])


class Sheet(models.Model):
    """A printed sheet with which somebody comes in for the first time. Its code is on the paper and nowhere else."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sheets")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    voided = models.DateTimeField(null=True, blank=True)


class RoleHeld(models.Model):
    """A role that somebody holds in a body, from a moment until another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=24, choices=[(role, role) for role in Role])
    body = models.CharField(max_length=80, blank=True, default="")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "role"])]


class Trace(models.Model):
    """One deed: who did what to which thing, and when. Never a value, so that erasing a person erases them here too."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    deed = models.CharField(max_length=24)
    body = models.CharField(max_length=80, blank=True, default="")
    endpoint = models.CharField(max_length=80)
    thing = models.CharField(max_length=80, blank=True)
