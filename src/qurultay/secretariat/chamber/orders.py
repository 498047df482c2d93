"""The standing orders on voting of this house: the shipped defaults, less what `secretariat/orders.json` says otherwise.

Majorities and the quorum are rules of the record and are read from there. How a tie is broken, whether proxies are
allowed and the like are not on the record yet; they are frozen in each vote and shown beside its result.
"""

import json
from dataclasses import replace

from qurultay.assembly.standing_orders import Orders
from qurultay.secretariat.frame.house import house
from qurultay.secretariat.frame.order import OutOfOrder

FILE = "orders.json"


def orders() -> Orders:
    """The standing orders. Raises `OutOfOrder` where the file cannot be understood: nobody votes by half-read rules."""
    place = house().secretariat / FILE
    try:
        return replace(Orders(), **json.loads(place.read_text("utf-8")))
    except FileNotFoundError:
        return Orders()
    except (ValueError, TypeError) as bad:
        raise OutOfOrder("chamber.out.orders", file=f"secretariat/{FILE}", why=str(bad)[:200]) from None
