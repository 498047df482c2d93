"""THE KEYS OF TOLUNAY ARE PUBLIC. Anybody can make them from this page, so they prove nothing.

They are made from a printed sentence, and so are the salts, in order that everybody who plays the history
gets the same record to the byte, with the same founding fingerprint. A real body draws its keys and salts
from the system's randomness (`qurultay key`), keeps them apart, and shows them to nobody. The founding says
`purpose: demonstration` for ever, and every page built from it says so at the top.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from qurultay.acts.book import EnrolledKey, Register
from qurultay.acts.founding import line_name
from qurultay.tlog.keys import SigningKey

LABEL = "tolunay.example"
SEED = "Tolunay is invented. These keys are printed in public and prove nothing."
WITNESSES = ("archive-north.example", "archive-coast.example", "university-lirra.example")


def public_key(owner: str, again: int = 0) -> SigningKey:
    """The key of a post, keeper, gate or log; each `again` gives the next one of the same name.

    >>> public_key("keeper/3").name
    'tolunay.example/keeper-3'
    """
    return _key(line_name(LABEL, owner), f"{owner} {again}")


def witness_key(name: str) -> SigningKey:
    """The key of one of the three pretended witnesses."""
    return _key(name, "witness")


def _key(name: str, which: str) -> SigningKey:
    return SigningKey.from_seed(name, sha256(f"{SEED}\n{name}\n{which}\n".encode()).digest())


class PublicDraws:
    """What stands in the place of randomness here: the same bytes in the same order, each time.

    >>> PublicDraws()(8) == PublicDraws()(8)
    True
    """

    def __init__(self) -> None:
        self._drawn = 0

    def __call__(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            self._drawn += 1
            found += sha256(f"{SEED}\ndraw {self._drawn}\n".encode()).digest()
        return found[:size]


class KeyRing:
    """Every key that was made for Tolunay; which of them signs is read off the register."""

    def __init__(self, keys: Iterable[SigningKey]) -> None:
        self._held = {key.material: key for key in keys}
        self._made: dict[str, int] = {}

    def make(self, owner: str) -> SigningKey:
        """A further key of a post."""
        self._made[owner] = self._made.get(owner, 0) + 1
        key = public_key(owner, self._made[owner])
        self._held[key.material] = key
        return key

    def signing(self, signatory: str, day: date, book: Register) -> SigningKey:
        """The key that signs for a post or keeper on a day: the holder's newest one in force.

        Raises `LookupError` where nobody can sign.
        """
        held = book.holder(signatory, day)
        person = held.person if held else None
        for key in reversed(list(book.keys.values())):
            if _is_of(key, signatory, person) and key.in_force(day):
                return self._held[key.material]
        raise LookupError(f"nobody can sign as {signatory} on {day}")

    def doubted(self, post: str, day: date, book: Register) -> SigningKey:
        """The key of a post that rests, or, where none does, the one that signs."""
        resting = (k for k in book.keys.values() if k.post == post and k.suspended_from and not k.in_force(day))
        found = next(resting, None)
        return self._held[found.material] if found else self.signing(post, day, book)


def _is_of(key: EnrolledKey, signatory: str, person: str | None) -> bool:
    return key.keeper == signatory or (key.post == signatory and key.person == person and key.use != "pdf")
