"""What is out of order, said so that it can be said in any language.

A deed that cannot be done raises `OutOfOrder` with the key of a sentence in the catalogues and its places. The page it
came from is shown again with that sentence on top and with everything that was typed; nothing was changed.
"""

from typing import TypeVar

from qurultay.portal.values import Saying, Value

T = TypeVar("T")


class OutOfOrder(Exception):
    """Something is out of order: which rule stands against it, and what to do instead.

    >>> OutOfOrder("frame.out.too-long", most=200).saying.key
    'frame.out.too-long'
    """

    def __init__(self, key: str, /, **places: Value) -> None:
        super().__init__(key, places)
        self.saying = Saying.of(key, **places)


class NotHere(Exception):
    """There is nothing here that this person may see; why, is not said."""


def or_not_here(found: T | None) -> T:
    """What was looked for, where it was found. Raises `NotHere`."""
    if found is None:
        raise NotHere
    return found
