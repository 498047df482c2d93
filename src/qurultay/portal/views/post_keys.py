"""The keys with which a post signed: in force, at rest, ended, or withdrawn and not to be believed since a day."""

from qurultay.acts.book import EVER, EnrolledKey
from qurultay.acts.office import KeyRevoked
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Saying, State, Table, Value
from qurultay.portal.views.ways import leading, to_act
from qurultay.tlog import keys


def keys_table(reading: Reading, post: str) -> Table:
    """The keys with which this post signed: those in force, at rest, ended, and withdrawn since a day."""
    rows = tuple(_key_row(reading, key) for key in reversed(reading.offices.keys_of(post)))
    return Table(Saying("table.post-keys"), ("key", "holder", "from-day", "to-day", "standing", "act"), rows, head=0)


def _key_row(reading: Reading, key: EnrolledKey) -> tuple[Value | None, ...]:
    return (
        Code(keys.key_id(key.name, key.material).hex()),
        leading(reading, key.person) if key.person else None,
        key.from_,
        key.until if key.until != EVER else None,
        key_state(reading, key),
        to_act(key.enrolled_by),
    )


def key_state(reading: Reading, key: EnrolledKey) -> Value:
    """May a key sign on the day of the last act, and if not, why not and by which act?"""
    day = reading.today()
    if key.ended_by is not None and key.until < day:
        body = reading.act(key.ended_by).body
        if isinstance(body, KeyRevoked):
            ground, since = Saying(f"ground.{body.ground}"), body.since or reading.act(key.ended_by).date
            return State("late", Saying.of("key.withdrawn", ground=ground, day=since, by=to_act(key.ended_by)))
        return State("open", Saying.of("key.ended-by", by=to_act(key.ended_by)))
    if key.until < day:
        return State("open", Saying("key.ended"))
    if key.rests(day):
        return State("wait", Saying.of("key.rests", day=key.suspended_from or key.from_))
    return State("done", Saying("key.in-force"))
