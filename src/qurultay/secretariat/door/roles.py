"""The roles people have in the secretariat, and what each may do: a table, and pure functions over it.

A role is held in one body (`body/assembly`, a committee) or in all of them (`""`); what somebody may do in one committee
they may not do in another. Holding an *office* is something else: that is read off the record, and only a signature by
the office's key makes an act. A role opens rooms and forms; it never signs.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is in the secretariat."""

    SECRETARY = "secretary"
    PRESIDING = "presiding-officer"
    TELLER = "teller"
    REGISTRAR = "registrar"
    OFFICER = "officer"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    AUDITOR = "auditor"


PLAIN: Final = frozenset({Role.DELEGATE, Role.OBSERVER})
"""Roles that may be held without a passkey; every other demands one (issue: required for every role above delegate)."""


class Deed(StrEnum):
    """What an endpoint lets somebody do. Each endpoint names one for reading, one for doing, and a test finds those that do not."""

    # Anybody, signed in or not.
    COME_IN = "come-in"
    # Anybody who is signed in, about themselves alone.
    OWN_ACCOUNT = "own-account"
    # The house.
    GIVE_ROLES = "give-roles"
    OPEN_ACCOUNTS = "open-accounts"
    READ_AUDIT = "read-audit"
    # The roll.
    READ_ROLL = "read-roll"
    KEEP_ROLL = "keep-roll"
    ADMIT = "admit"
    ERASE = "erase"
    ASK_EXPORT = "ask-export"
    APPROVE_EXPORT = "approve-export"
    READ_CREDENTIALS = "read-credentials"
    # The chamber.
    FOLLOW = "follow"
    CALL = "call"
    KEEP_AGENDA = "keep-agenda"
    CHECK_IN = "check-in"
    CHECK_OTHERS_IN = "check-others-in"
    MOVE = "move"
    ADMIT_MOTIONS = "admit-motions"
    PRESIDE = "preside"
    VOTE = "vote"
    TELL = "tell"
    ASK_TO_SPEAK = "ask-to-speak"
    KEEP_MINUTES = "keep-minutes"
    # The desk.
    READ_DESK = "read-desk"
    DRAFT = "draft"
    SIGN = "sign"
    STOP = "stop"
    PUBLISH = "publish"


_S, _P, _T, _R, _O, _D, _V, _A = (
    Role.SECRETARY, Role.PRESIDING, Role.TELLER, Role.REGISTRAR, Role.OFFICER, Role.DELEGATE, Role.OBSERVER, Role.AUDITOR,
)  # fmt: skip

EVERYBODY: Final = frozenset({Deed.COME_IN})
SIGNED_IN: Final = frozenset({Deed.OWN_ACCOUNT})
TABLE: Final[Mapping[Deed, frozenset[Role]]] = {
    Deed.GIVE_ROLES: frozenset({_S}),
    Deed.OPEN_ACCOUNTS: frozenset({_S, _R}),
    Deed.READ_AUDIT: frozenset({_A}),
    Deed.READ_ROLL: frozenset({_R}),
    Deed.KEEP_ROLL: frozenset({_R}),
    Deed.ADMIT: frozenset({_R}),
    Deed.ERASE: frozenset({_R}),
    Deed.ASK_EXPORT: frozenset({_R}),
    Deed.APPROVE_EXPORT: frozenset({_S, _P, _A}),
    Deed.READ_CREDENTIALS: frozenset({_S, _P, _T, _R, _A}),
    Deed.FOLLOW: frozenset({_S, _P, _T, _R, _O, _D, _V, _A}),
    Deed.CALL: frozenset({_S, _P}),
    Deed.KEEP_AGENDA: frozenset({_S, _P}),
    Deed.CHECK_IN: frozenset({_D}),
    Deed.CHECK_OTHERS_IN: frozenset({_S, _R, _T}),
    Deed.MOVE: frozenset({_D}),
    Deed.ADMIT_MOTIONS: frozenset({_S, _P}),
    Deed.PRESIDE: frozenset({_P}),
    Deed.VOTE: frozenset({_D}),
    Deed.TELL: frozenset({_T, _S}),
    Deed.ASK_TO_SPEAK: frozenset({_D}),
    Deed.KEEP_MINUTES: frozenset({_S}),
    Deed.READ_DESK: frozenset({_S, _P, _O, _A}),
    Deed.DRAFT: frozenset({_S, _O}),
    Deed.SIGN: frozenset({_S, _O}),
    Deed.STOP: frozenset({_O, _P}),
    Deed.PUBLISH: frozenset({_S, _O}),
}

Held = tuple[Role, str]


def permits(held: Iterable[Held], deed: Deed, body: str = "") -> bool:
    """May somebody with these roles do this in this body?

    A role held in a body counts there; one held in `""` counts in every body. Where no body is asked about, any will do.

    >>> permits([(Role.DELEGATE, "body/assembly")], Deed.MOVE, "body/assembly")
    True
    >>> permits([(Role.DELEGATE, "body/assembly")], Deed.MOVE, "body/committee-rights")
    False
    >>> permits([], Deed.COME_IN), permits([(Role.SECRETARY, "")], Deed.PRESIDE)
    (True, False)
    """
    if deed in EVERYBODY:
        return True
    allowed = TABLE.get(deed, frozenset())
    return any(role in allowed and (not body or scope in ("", body)) for role, scope in held)


def bodies(held: Iterable[Held], deed: Deed) -> frozenset[str] | None:
    """The bodies in which somebody may do this; None says: in every one. What lists are filtered by.

    >>> bodies([(Role.SECRETARY, "")], Deed.CALL) is None
    True
    >>> sorted(bodies([(Role.DELEGATE, "body/a"), (Role.OBSERVER, "body/b")], Deed.FOLLOW))
    ['body/a', 'body/b']
    """
    found = {scope for role, scope in held if role in TABLE.get(deed, frozenset())}
    return None if "" in found else frozenset(found)


def reaches(held: Iterable[Held], deed: Deed, scope: str) -> bool:
    """May somebody do this wherever a role held in `scope` counts? `""` is every body, and asks for a role in every body.

    >>> reaches([(Role.SECRETARY, "body/a")], Deed.GIVE_ROLES, "body/a"), reaches([(Role.SECRETARY, "body/a")], Deed.GIVE_ROLES, "")
    (True, False)
    """
    return any(role in TABLE.get(deed, frozenset()) and at in ("", scope) for role, at in held)


def may_hand_out(giver: Iterable[Held], held: Iterable[Held]) -> bool:
    """May somebody with these roles print a sheet for an account with those?

    Whoever holds the sheet becomes the account. So one must be able to open accounts in every body where it holds a
    role; and for one with more than a plain role, to give that role.

    >>> may_hand_out([(Role.REGISTRAR, "")], [(Role.DELEGATE, "body/a")])
    True
    >>> may_hand_out([(Role.REGISTRAR, "")], [(Role.SECRETARY, "")])
    False
    >>> may_hand_out([(Role.REGISTRAR, "body/a")], [(Role.DELEGATE, "body/a"), (Role.OBSERVER, "body/b")])
    False

    An account without any role is the whole house's.

    >>> may_hand_out([(Role.REGISTRAR, "body/a")], [])
    False
    """
    giver, held = tuple(giver), tuple(held)
    return (
        reaches(giver, Deed.OPEN_ACCOUNTS, "")
        if not held
        else all(reaches(giver, Deed.OPEN_ACCOUNTS if role in PLAIN else Deed.GIVE_ROLES, at) for role, at in held)
    )


def needs_passkey(held: Iterable[Held]) -> bool:
    """Does somebody hold a role that may be used with a passkey only?

    >>> needs_passkey([(Role.DELEGATE, "")]), needs_passkey([(Role.DELEGATE, ""), (Role.TELLER, "body/assembly")])
    (False, True)
    """
    return any(role not in PLAIN for role, _ in held)
