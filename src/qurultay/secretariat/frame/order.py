"""What is out of order, said so that it can be said in any language.

A deed that cannot be done raises `OutOfOrder` with the key of a sentence in the catalogues and its places. The page it
came from is shown again with that sentence on top and with everything that was typed; nothing was changed.
"""

from typing import TypeVar

from qurultay.portal.reasons import Naming, reason
from qurultay.portal.values import Named, Saying, Value

T = TypeVar("T")


class OutOfOrder(Exception):
    """Something is out of order: which rule stands against it, and what to do instead.

    >>> OutOfOrder("frame.out.too-long", most=200).saying.key
    'frame.out.too-long'
    """

    def __init__(self, key: str, /, **places: Value) -> None:
        super().__init__(key, places)
        self.saying = Saying.of(key, **places)


def because(code: str, sentence: str, named: Naming = Named) -> Value:
    """Why the gate, the press or the record says no, for a place in a sentence; in English where nothing else says it.

    >>> because("no-such-code", "it is so")
    (('en', 'it is so'),)
    """
    return reason(code, sentence, named) or (("en", str(sentence)),)


class NotHere(Exception):
    """There is nothing here that this person may see; why, is not said."""


def or_not_here(found: T | None) -> T:
    """What was looked for, where it was found. Raises `NotHere`."""
    if found is None:
        raise NotHere
    return found
