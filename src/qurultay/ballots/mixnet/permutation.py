"""Re-encrypting and permuting (specification 6: GenPermutation, GenReEncryption, GenShuffle)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gmpy2 import mpz

from qurultay.ballots.ciphertext import Ciphertext
from qurultay.ballots.groups import Group, Table
from qurultay.ballots.randomness import Randomness


@dataclass(frozen=True, kw_only=True, slots=True)
class Mixed:
    """What GenShuffle gives: e', and the secrets r' and ψ that its proof needs and nobody else may know.

    `psi` counts from 0: the ciphertext at place i was at place psi[i] before.
    """

    e_prime: tuple[Ciphertext, ...]
    r_prime: tuple[mpz, ...]
    psi: tuple[int, ...]


def gen_permutation(N: int, random: Randomness) -> tuple[int, ...]:
    """GenPermutation: every order equally likely.

    >>> sorted(gen_permutation(5, lambda below: below - 1))
    [0, 1, 2, 3, 4]
    """
    left, psi = list(range(N)), []
    for i in range(N):
        k = i + random(N - i)
        psi.append(left[k])
        left[k] = left[i]
    return tuple(psi)


def gen_re_encryption(group: Group, y: Table, e: Ciphertext, random: Randomness) -> tuple[Ciphertext, mpz]:
    """GenReEncryption: another ciphertext of the same, and the number that made it another."""
    r_prime = mpz(random(int(group.q)))
    alpha, beta = group.multiply(e.alpha, group.power_g(r_prime)), group.multiply(e.beta, y(r_prime))
    return Ciphertext(alpha, beta), r_prime


def gen_shuffle(group: Group, y: Table, e: Sequence[Ciphertext], random: Randomness) -> Mixed:
    """GenShuffle: the ciphertexts anew, in another order."""
    psi = gen_permutation(len(e), random)
    again = [gen_re_encryption(group, y, one, random) for one in e]
    return Mixed(e_prime=tuple(again[j][0] for j in psi), r_prime=tuple(r for _, r in again), psi=psi)
