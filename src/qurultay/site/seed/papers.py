"""What lies on the desk: one act ripe to enter, a letter in its hold, minutes with one signature, a draft being written.

They are signed as any act is, each line over its exact bytes; the keys are public. A hold is never shortened: what is ripe
was signed more than a day ago.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from qurultay.press.draft_writing import commented, text_of
from qurultay.secretariat.chamber import minutes
from qurultay.secretariat.chamber.sessions import local_day
from qurultay.secretariat.desk import drafting, signing
from qurultay.secretariat.desk.here import here
from qurultay.secretariat.desk.models import Draft
from qurultay.secretariat.desk.signatories import signatures
from qurultay.secretariat.frame.house import standing
from qurultay.site.public_keys import key_for
from qurultay.site.seed.hall import Hall, said
from qurultay.site.seed.people import ASSEMBLY

BOTH = ("post/speaker", "post/secretary")


def on_the_desk(hall: Hall, now: datetime) -> None:
    """Everything that lies there."""
    for name, posts, ago in (("statement", BOTH, timedelta(hours=26)), ("letter", BOTH, timedelta(hours=5))):
        _signed(_drafted(hall, name, now - ago), posts, now - ago)
    _signed(_minutes(hall, now), BOTH[:1], now - timedelta(minutes=20))
    _drafted(hall, "begun", now - timedelta(minutes=50))


def _drafted(hall: Hall, name: str, at: datetime) -> Draft:
    held: dict[str, Any] = dict(said()[name])
    form = held["body"]["form"]
    body = held["body"] | ({"number": _number(form, at)} if name != "begun" else {})
    if form == "letter":
        body |= {"reply_by": (at + timedelta(days=90)).date().isoformat()}
    draft = {"kind": held["kind"], "date": at.astimezone(UTC).date().isoformat()} | held | {"body": body}
    return drafting.begin(
        kind=held["kind"], body=ASSEMBLY, text=text_of(commented(draft), draft), source="", by=hall.staff["secretary"],
        now=int(at.timestamp()),
    )  # fmt: skip


def _number(form: str, at: datetime) -> str:
    """The next of its series in the record, `letter/2026/2`."""
    series, book = f"{form}/{at.year}", standing().book
    used = [each.rpartition("/")[2] for each in (*book.series, *book.unused) if each.rpartition("/")[0] == series]
    return f"{series}/{max((int(each) for each in used if each.isdecimal()), default=0) + 1}"


def _minutes(hall: Hall, now: datetime) -> Draft:
    at = now - timedelta(minutes=20)
    row = drafting.begin(
        kind="minutes-approved", body=ASSEMBLY, text=minutes.act_of(hall.minutes, local_day(hall.sitting.session, at)),
        source=f"minutes/{hall.minutes.pk}", by=hall.staff["secretary"], now=int(at.timestamp()),
    )  # fmt: skip
    minutes.seal(hall.minutes, row)
    return row


def _signed(row: Draft, posts: Sequence[str], when: datetime) -> None:
    """Laid on the desk and signed for these posts, at that moment."""
    at = here(int(when.timestamp()))
    laid = drafting.lay_down(row, at)
    for each in signatures(laid, at):
        if each.office in posts:
            line = key_for(each.name, each.material).sign(laid.text)
            signing.take_line(laid.id, line.encode(), at, None)
