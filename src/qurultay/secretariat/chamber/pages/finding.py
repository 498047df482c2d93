"""What an address of the chamber is about. What is not there, and what is not for this reader, is the same: `NotHere`."""

from dataclasses import dataclass

from qurultay.assembly.motions import Stage
from qurultay.secretariat.chamber import casting
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import (
    AgendaItem,
    Correction,
    Document,
    Minutes,
    Motion,
    Session,
    Sitting,
    VoteEvent,
)
from qurultay.secretariat.chamber.motion_facts import is_mover
from qurultay.secretariat.door.roles import Deed
from qurultay.secretariat.frame.order import NotHere, or_not_here
from qurultay.secretariat.frame.request import Request
from qurultay.secretariat.frame.typed import is_row_number
from qurultay.secretariat.roll.models import CredentialsReport


def the_session(request: Request, session: int, **_: object) -> Session:
    """The session of an address."""
    return or_not_here(Session.objects.filter(pk=session).first())


def the_motion(request: Request, motion: int, **_: object) -> Motion:
    """The motion or amendment of an address; what is still being written is its mover's alone."""
    rows = Motion.objects.select_related("session", "item__sitting", "amends__amends", "merged_into", "rescinds")
    found = or_not_here(rows.filter(pk=motion).first())
    if found.label.startswith("~") and not is_mover(found, credential_of(request.reader.account, found.session)):
        raise NotHere
    return found


def the_document(request: Request, document: int, **_: object) -> Document:
    """The paper of an address."""
    return or_not_here(Document.objects.select_related("item__sitting__session").filter(pk=document).first())


@dataclass(frozen=True)
class Referral:
    """A motion as it lies before a committee: whoever follows the committee reads it, its chair reports."""

    motion: Motion

    @property
    def body(self) -> str:
        """The committee."""
        return self.motion.referred_to

    @property
    def pk(self) -> int:
        """The motion's number, for the trail."""
        return self.motion.pk


def the_referral(request: Request, motion: int, **_: object) -> Referral:
    """The motion of an address, where it lies before a committee or was reported by it."""
    found = Motion.objects.select_related("session", "item__sitting").filter(pk=motion).exclude(referred_to="").first()
    if found is None or found.state not in (Stage.REFERRED, Stage.REPORTED):
        raise NotHere
    return Referral(found)


def the_item(request: Request, item: int, **_: object) -> AgendaItem:
    """The item of an address."""
    return or_not_here(AgendaItem.objects.select_related("sitting__session", "parent").filter(pk=item).first())


def the_sitting(request: Request, sitting: int, **_: object) -> Sitting:
    """The sitting of an address."""
    return or_not_here(Sitting.objects.select_related("session", "current").filter(pk=sitting).first())


def the_vote(request: Request, vote: int, **_: object) -> VoteEvent:
    """The vote of an address."""
    return or_not_here(
        VoteEvent.objects.select_related("sitting__session", "motion").defer("frozen").filter(pk=vote).first()
    )


def the_ballot(request: Request, vote: int, **_: object) -> VoteEvent:
    """The same, with no more of it than casting a vote asks for: five hundred do so at once."""
    return or_not_here(casting.ballot(vote) if is_row_number(vote) else None)


def the_minutes(request: Request, minutes: int, **_: object) -> Minutes:
    """The minutes of an address; a draft is there for those alone who keep them."""
    found = Minutes.objects.select_related("sitting__session", "approved_by").filter(pk=minutes).first()
    if found is None or (found.state == "draft" and not request.reader.may(Deed.KEEP_MINUTES, found.body)):
        raise NotHere
    return found


def the_correction(request: Request, correction: int, **_: object) -> Correction:
    """The correction of an address."""
    return or_not_here(Correction.objects.select_related("minutes__sitting__session").filter(pk=correction).first())


def the_report(request: Request, report: int) -> CredentialsReport:
    """A credentials report."""
    return or_not_here(CredentialsReport.objects.filter(pk=report).first())
