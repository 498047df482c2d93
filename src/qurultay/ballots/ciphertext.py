"""A vote under lock: (alpha, beta) = (g^r, y^r · g^m) for the election's key y (specification 4.2, 4.10.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from gmpy2 import mpz

from qurultay.ballots.canonical import fields
from qurultay.ballots.errors import within
from qurultay.ballots.groups import Element, Group, Table


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """Two elements; products of ciphertexts are ciphertexts of sums."""

    alpha: Element
    beta: Element
    text: str = field(default="", compare=False, repr=False)
    """As it is hashed, where it was read and need not be written again."""

    def to_json(self, group: Group) -> dict[str, str]:
        """As it stands in a record."""
        return {"alpha": group.encode(self.alpha), "beta": group.encode(self.beta)}

    def hashed(self, group: Group) -> str:
        """As it stands in what is hashed: alpha, a comma, beta."""
        return self.text or f"{group.encode(self.alpha)},{group.encode(self.beta)}"


def read_ciphertext(group: Group, value: object) -> Ciphertext:
    """The ciphertext that stands in a record; membership is for whoever raises it. Raises `Refused` for another form."""
    found = fields(value, ("alpha", "beta"))
    alpha, beta = found["alpha"], found["beta"]
    return Ciphertext(group.read(alpha), group.read(beta), f"{alpha},{beta}")


def refuse_strangers(group: Group, ciphertext: Ciphertext) -> None:
    """Raises `Refused` (`group-member`) where alpha or beta is not in the group."""
    for name, element in (("alpha", ciphertext.alpha), ("beta", ciphertext.beta)):
        with within(name):
            group.raising_member(element, ())


def encrypt(group: Group, y: Table, m: int, r: mpz) -> Ciphertext:
    """The number m under the key y with the randomness r."""
    beta = y(r)
    return Ciphertext(group.power_g(r), beta if m == 0 else group.multiply(beta, group.power_g(mpz(m))))


def product(group: Group, ciphertexts: Iterable[Ciphertext]) -> Ciphertext:
    """The ciphertext of the sum."""
    alpha, beta = group.one, group.one
    for each in ciphertexts:
        alpha, beta = group.multiply(alpha, each.alpha), group.multiply(beta, each.beta)
    return Ciphertext(alpha, beta)
