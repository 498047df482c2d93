"""What a reader of a suspicious paper should know first: warnings in force, and keys that are not to be believed since a day."""

from datetime import date

from qurultay.acts.office import KeyRevoked
from qurultay.portal.reading import Reading
from qurultay.portal.values import Code, Link, Saying, State, Table, Value
from qurultay.portal.views.titles import title_of
from qurultay.portal.views.ways import act_page, leading, to_act
from qurultay.tlog import keys


def beware(reading: Reading) -> tuple[Table, ...]:
    """The tables that have something in them, the newest first in each."""
    return tuple(table for table in (_warnings(reading), _withdrawn(reading)) if table.rows)


def _warnings(reading: Reading) -> Table:
    """Warnings that two officers gave and nobody annulled, until they lapse, or for good once they were confirmed."""
    held = reading.whole().letters.values()
    standing = [w for w in held if w.issued.form == "warning" and w.annulled is None]
    lasting = [w for w in standing if w.lapses is None or w.lapses >= reading.today()]
    rows = tuple(
        (Link(act_page(each.number), str(each.number)), title_of(reading, each.number), each.date, _until(each.lapses))
        for each in sorted(lasting, key=lambda each: each.number, reverse=True)
    )
    return Table(Saying("beware.warnings"), ("act", "title", "day", "standing"), rows, 1)


def _until(lapses: date | None) -> Value:
    if lapses is None:
        return State("done", Saying("beware.lasts"))
    return State("wait", Saying.of("beware.until", day=lapses))


def _withdrawn(reading: Reading) -> Table:
    """Keys that were revoked: what bears their signature since that day is not to be believed for its key."""
    rows = []
    for key in reading.whole().keys.values():
        body = None if key.ended_by is None else reading.act(key.ended_by).body
        if isinstance(body, KeyRevoked) and body.how == "revoked" and key.ended_by is not None:
            since = body.since or reading.act(key.ended_by).date
            ground = Saying(f"ground.{body.ground}")
            owner = leading(reading, ref) if (ref := key.post or key.keeper) else Code(key.name)
            rows.append((Code(keys.key_id(key.name, key.material).hex()), owner, since, ground, to_act(key.ended_by)))
    return Table(Saying("beware.keys"), ("key", "post", "since", "ground", "act"), tuple(reversed(rows)), 0)
