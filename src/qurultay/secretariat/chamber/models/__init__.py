"""The rows of the chamber, a module for each matter."""

from qurultay.secretariat.chamber.models.minutes import Correction, Minutes
from qurultay.secretariat.chamber.models.motions import Motion, MotionStep, Sponsor, TextVersion
from qurultay.secretariat.chamber.models.sittings import AgendaItem, Document, Presence, Session, Sitting
from qurultay.secretariat.chamber.models.speakers import SpeakerTurn
from qurultay.secretariat.chamber.models.votes import (
    Objection,
    SecretPaper,
    TellerSheet,
    VoidConsent,
    Vote,
    Voted,
    VoteEvent,
)

__all__ = [
    "AgendaItem",
    "Correction",
    "Document",
    "Minutes",
    "Motion",
    "MotionStep",
    "Objection",
    "Presence",
    "SecretPaper",
    "Session",
    "Sitting",
    "SpeakerTurn",
    "Sponsor",
    "TellerSheet",
    "TextVersion",
    "VoidConsent",
    "Vote",
    "VoteEvent",
    "Voted",
]
