"""A world in which every address of the secretariat leads to something: one row of each kind, in a body of one's choice.

It grows by itself: an address that names a `sitting` gets a row of the model `Sitting`, whose fields are filled by what
they are. Whatever words a row needs hold a token of its body, so that a page which shows them to the wrong people is
found. Where an address names something that is no model, say in `NAMED` what it is.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from qurultay.secretariat.chamber.models import Motion, TextVersion
from qurultay.secretariat.desk import drafting
from qurultay.secretariat.desk import here as at_desk
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.door.models import Account, RoleHeld
from qurultay.secretariat.roll import vault
from qurultay.secretariat.roll.models import Credential, Person
from qurultay.secretariat.roll.private import Private

HALL, OTHER = "body/assembly", "body/government"
"""Two bodies of the founded record."""
TOKENS = {HALL: "halltoken", OTHER: "othertoken"}
SESSIONS = {HALL: "1", OTHER: "2"}

ROOMS = ("door", "roll", "desk", "chamber", "mfa")


def endpoints(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address with what stands behind it; the names are those one can `reverse`."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from endpoints(each, prefix + str(each.pattern), inner)
        else:
            yield space + (each.name or ""), each


class World:
    """Rows of one body, made when they are asked for; `whose` is the account that looks at them."""

    def __init__(self, body: str, whose: Account) -> None:
        self.body, self.whose = body, whose
        self.rows: dict[type[models.Model], models.Model] = {}
        self.made: dict[str, str] = {}
        self.count = itertools.count(1)

    def named(self, name: str, finder: str = "") -> Any:
        """What an address calls by this name, and its finder finds. Raises `LookupError` where nobody has said what that is."""
        special = NAMED.get(f"{name} of {finder}") or NAMED.get(name)
        if special is not None:
            return special(self)
        plain = name.replace("_", "")
        found = sorted((m for m in self._models() if m.__name__.lower().endswith(plain)), key=lambda m: len(m.__name__))
        if not found:
            raise LookupError(f"an address names {name!r}; say in tests/secretariat/world.py what that is")
        return self.row(found[0]).pk

    def _models(self) -> Iterator[type[models.Model]]:
        for room in ROOMS:
            yield from apps.get_app_config(room).get_models()

    def row(self, model: type[models.Model]) -> models.Model:
        """One row of this kind."""
        if model in ROWS and model not in self.rows:
            self.rows[model] = ROWS[model](self)
        if model not in self.rows:
            given = {f.name: self._value(f) for f in model._meta.concrete_fields if self._is_given(f)}
            self.rows[model] = model._default_manager.create(**given)
            for beside in BESIDE.get(model, ()):
                self.row(beside)
        return self.rows[model]

    def _is_given(self, field: models.Field) -> bool:
        if field.primary_key or (field.is_relation and field.null):
            return False
        special = field.name == "body" or (field.model.__name__, field.name) in FIELDS
        return special or field.name in SAID or not (field.has_default() or field.null)

    def _value(self, field: models.Field) -> Any:
        token = TOKENS[self.body]
        match field:
            case _ if (field.model.__name__, field.name) in FIELDS:
                return FIELDS[field.model.__name__, field.name](self)
            case models.ForeignKey():
                return self.row(field.related_model)
            case _ if field.name == "body":
                return self.body
            case _ if field.choices:
                return field.choices[0][0]
            case models.JSONField():
                return {"en": token}
            case models.CharField() | models.TextField():
                return f"{token}-{next(self.count)}"[: field.max_length]
            case models.DateTimeField():
                return timezone.now()
            case models.DateField():
                return timezone.now().date()
            case models.IntegerField():
                return next(self.count)
            case _:
                raise LookupError(
                    f"{field} of {field.model.__name__}: say in tests/secretariat/world.py what stands there"
                )


def _own_passkey(world: World) -> int:
    return Authenticator.objects.create(user=world.whose, type="webauthn", data={"name": "1"}).pk


def _waiting(world: World) -> str:
    """A draft of this body that waits on the desk."""
    if "waiting" not in world.made:
        row = drafting.begin(
            kind="issued", body=world.body, text=_statement(world), source="", by=None, now=at_desk.clock()
        )
        world.made["waiting"] = drafting.lay_down(row, at_desk.here(at_desk.clock())).id
    return world.made["waiting"]


def _statement(world: World) -> str:
    return STATEMENT.format(body=world.body, token=TOKENS[world.body])


def _on_the_roll(world: World) -> Person:
    """Somebody whose private words hold the token."""
    person = Person.objects.create(body=world.body)
    vault.seal([(person, Private(name=f"{TOKENS[world.body]} {next(world.count)}"))])
    person.refresh_from_db()
    return person


STATEMENT = """\
kind: issued
date: 2026-06-02
issuers: [{body}]
signatories: [post/president, post/secretary]
body: {{form: statement, authentic: [en]}}
parts:
  title.en: On the {token}
  text.en: We ask that the {token} be opened again.
"""

NAMED: dict[str, Callable[[World], Any]] = {
    "passkey": _own_passkey,
    "slug of the_roll": lambda world: world.body.partition("/")[2],
    "slug of the_session": lambda world: (world.row(Credential), SESSIONS[world.body])[1],
    "code": lambda world: "en",
    "pk of the_draft": lambda world: world.row(Draft).pk,
    "id of the_panel": _waiting,
    "number of the_act": lambda world: 0,
    "role": lambda world: world.row(RoleHeld).pk,
    "account": lambda world: (world.row(RoleHeld), world.row(Account).pk)[1],
    "which": lambda world: "floor",
}
"""What an address names that is no row, or that must be one's own."""

ROWS: dict[type[models.Model], Callable[[World], models.Model]] = {
    Account: lambda world: Account.objects.open(f"{TOKENS[world.body]}-{next(world.count)}"),
    Person: _on_the_roll,
    Draft: lambda world: drafting.begin(
        kind="issued", body=world.body, text=_statement(world), source="", by=None, now=at_desk.clock()
    ),
}
"""Rows that need more than their fields."""

SAID = ("title", "place", "words")
"""Fields in which people's words stand, by language."""

BESIDE: dict[type[models.Model], tuple[type[models.Model], ...]] = {Motion: (TextVersion,)}
"""Rows that are never without others."""

FIELDS: dict[tuple[str, str], Callable[[World], Any]] = {
    ("VoteEvent", "method"): lambda world: "hands",
    ("TextVersion", "provisions"): lambda world: [
        {"label": "1", "words": {"en": f"We {TOKENS[world.body]}."}, "does": []}
    ],
    ("CredentialsReport", "state"): lambda world: "replaced",
    ("RoleHeld", "role"): lambda world: "observer",
    ("Session", "ref"): lambda world: f"session/{SESSIONS[world.body]}",
    ("Credential", "session"): lambda world: f"session/{SESSIONS[world.body]}",
}
"""Fields whose words have a form of their own."""
