"""What an address of the chamber is about. What is not there, and what is not for this reader, is the same: `NotHere`."""

from dataclasses import dataclass

from qurultay.assembly.motions import Stage
from qurultay.secretariat.chamber.members import credential_of
from qurultay.secretariat.chamber.models import AgendaItem, Document, Motion, Session
from qurultay.secretariat.chamber.motion_facts import is_mover
from qurultay.secretariat.frame.order import NotHere
from qurultay.secretariat.frame.request import Request


def the_session(request: Request, session: int, **_: object) -> Session:
    """The session of an address."""
    found = Session.objects.filter(pk=session).first()
    if found is None:
        raise NotHere
    return found


def the_motion(request: Request, motion: int, **_: object) -> Motion:
    """The motion or amendment of an address; what is still being written is its mover's alone."""
    rows = Motion.objects.select_related("session", "item__sitting", "amends__amends", "merged_into", "rescinds")
    found = rows.filter(pk=motion).first()
    if found is None:
        raise NotHere
    if found.label.startswith("~") and not is_mover(found, credential_of(request.reader.account, found.session)):
        raise NotHere
    return found


def the_document(request: Request, document: int, **_: object) -> Document:
    """The paper of an address."""
    found = Document.objects.select_related("item__sitting__session").filter(pk=document).first()
    if found is None:
        raise NotHere
    return found


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
    found = AgendaItem.objects.select_related("sitting__session", "parent").filter(pk=item).first()
    if found is None:
        raise NotHere
    return found
