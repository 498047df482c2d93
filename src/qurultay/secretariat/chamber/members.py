"""Who somebody is in a session: the credential that was admitted for them, and whether they are there."""

from qurultay.secretariat.chamber.models import Presence, Session, Sitting
from qurultay.secretariat.door.models import Account
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.roll.models import Credential


def credential_of(account: Account | None, session: Session) -> Credential | None:
    """The admitted credential by which this account takes part in a session; None for everybody else."""
    if account is None:
        return None
    mine = Credential.objects.filter(session=session.ref, person__account=account, state=Credential.State.ADMITTED)
    return mine.select_related("membership").first()


def the_credential(account: Account | None, session: Session) -> Credential:
    """The same. Raises `OutOfOrder` where there is none."""
    found = credential_of(account, session)
    if found is None:
        raise OutOfOrder("chamber.out.no-credential")
    return found


def who_is_there(account: Account | None, sitting: Sitting) -> Credential:
    """The credential of somebody who is checked in. Raises `OutOfOrder` for everybody else."""
    credential = the_credential(account, sitting.session)
    if not Presence.objects.filter(sitting=sitting, credential=credential, left=None).exists():
        raise OutOfOrder("chamber.out.not-checked-in")
    return credential
