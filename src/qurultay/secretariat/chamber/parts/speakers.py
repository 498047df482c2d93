"""Who speaks, how long still, who is next."""

from typing import Any

from qurultay.assembly import speaking
from qurultay.secretariat.chamber.models import Sitting
from qurultay.secretariat.chamber.speakers import as_turn, limit_of, turns_of
from qurultay.secretariat.roll.naming import called


def values(sitting: Sitting) -> dict[str, Any]:
    """The queue of the item that is being taken; nothing between two items."""
    item = sitting.current
    if item is None:
        return {"item": None, "now_speaking": None, "waiting": ()}
    rows = {row.pk: row for row in turns_of(item)}
    names = called([row.credential for row in rows.values()])
    turns = [as_turn(row) for row in rows.values()]
    said = {pk: {"pk": pk, "kind": row.kind, "name": names[row.credential_id]} for pk, row in rows.items()}
    now = speaking.speaking(turns)
    return {
        "item": item,
        "now_speaking": said[now.name] | {"until": now.began + limit_of(item, now.kind)} if now and now.began else None,
        "waiting": tuple(said[turn.name] for turn in speaking.queue(turns)),
        "kinds": speaking.KINDS,
    }
