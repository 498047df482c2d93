"""The proof that a shuffle lost, added and changed nothing (specification 6, after CHVote 1.3.2).

    gen_shuffle_proof    GenShuffleProof: h, c, u, u', c_hat, omegas, t, c, s — the steps are numbered in its body
    check_shuffle_proof  CheckShuffleProof: t is computed again from s and must be the same

Mixed, by the specification's letters: e → e' with randomness r' and permutation ψ = j_1 … j_N; pk is the election's key
and φ its fingerprint. u'_i = u_(j_i). Products of many powers are taken together (`Group.product_of_powers`).

Two things are computed otherwise than they are written there, with the same outcome. Whoever makes the proof knows that
c_hat_i = g^(R_i) · h^(U_i) with R_i = r_hat_i + u'_i·R_(i-1) and U_i = u'_i·U_(i-1), so the chain needs only powers of g
and h, by tables. Whoever checks it takes the N equations for t_hat_i together: each is raised to a number ρ_i of 128 bits
and all are multiplied. The ρ_i come from a hash of everything in the proof, so a false equation passes with a probability
of 2^-128; all elements must be members of the group for that, and are seen to be. Where the product is wrong, the
equations are checked one by one to say which.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate
from typing import Any, TypeAlias

from gmpy2 import mpz

from qurultay.ballots.canonical import each, items
from qurultay.ballots.ciphertext import Ciphertext
from qurultay.ballots.engine import HERE, spread
from qurultay.ballots.errors import Refused
from qurultay.ballots.groups import Element, Group, Table, group_named
from qurultay.ballots.mixnet.permutation import Mixed
from qurultay.ballots.randomness import Randomness

RHO_BITS = 128
PIECE = 128
"""Powers in one piece of work."""

Product: TypeAlias = Callable[[Sequence[Element], Sequence[mpz]], Element]
"""∏ bases[i]^exponents[i]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShuffleProof:
    """t, s, c and c_hat; `t` is t1, t2, t3, t4_1 and t4_2, `s` is s1 to s4."""

    t: tuple[Element, ...]
    t_hat: tuple[Element, ...]
    s: tuple[mpz, ...]
    s_hat: tuple[mpz, ...]
    s_prime: tuple[mpz, ...]
    c: tuple[Element, ...]
    c_hat: tuple[Element, ...]

    def to_json(self, group: Group) -> list[Any]:
        """As it stands in a shuffle."""
        t1, t2, t3, t4_1, t4_2 = map(group.encode, self.t)
        t = [t1, t2, t3, [t4_1, t4_2], _elements(group, self.t_hat)]
        s = [*_numbers(self.s), _numbers(self.s_hat), _numbers(self.s_prime)]
        return [t, s, _elements(group, self.c), _elements(group, self.c_hat)]


def read_shuffle_proof(group: Group, value: object, N: int) -> ShuffleProof:
    """The proof for N ciphertexts that stands in a shuffle, once all its elements are members. Raises `Refused`."""
    t, s, c, c_hat = items(value, 4)
    t1, t2, t3, t4, t_hat = items(t, 5)
    s1, s2, s3, s4, s_hat, s_prime = items(s, 6)
    return ShuffleProof(
        t=each([t1, t2, t3, *items(t4, 2)], group.decode, "commitment"),
        t_hat=each(t_hat, group.decode, "commitment to the chain", N),
        s=each([s1, s2, s3, s4], group.scalar, "response"),
        s_hat=each(s_hat, group.scalar, "response for the chain", N),
        s_prime=each(s_prime, group.scalar, "response for the permutation", N),
        c=each(c, group.decode, "commitment to the permutation", N),
        c_hat=each(c_hat, group.decode, "link of the chain", N),
    )


def gen_shuffle_proof(
    group: Group,
    pk: Table,
    e: Sequence[Ciphertext],
    mixed: Mixed,
    key: str,
    phi: str,
    random: Randomness,
) -> ShuffleProof:
    """GenShuffleProof. `pk` raises the election's key and `key` is how it is written.

    All of it is done in this process: whoever helped would learn the permutation.
    """
    q, g, N, e_prime, psi = group.q, group.power_g, len(e), mixed.e_prime, mixed.psi
    together = group.product_of_powers

    def draw(count: int) -> list[mpz]:
        return [mpz(random(int(q))) for _ in range(count)]

    to_h, generators = _raise_h(group), get_generators(group, N)  # 1
    r = draw(N)  # 2: GenPermutationCommitment
    c: list[Element] = [group.one] * N
    for i, j in enumerate(psi):
        c[j] = group.multiply(g(r[j]), generators[i])
    str_c = _pairs(group, e) + _pairs(group, e_prime) + _each(group, c)  # 3
    u = _challenges(group, N, f"shuffle-challenges|{phi}|{str_c}")  # 4
    u_prime = [u[j] for j in psi]  # 5, 6
    r_hat = draw(N)  # 7: GenCommitmentChain
    R = list(accumulate(zip(r_hat, u_prime, strict=True), lambda R, ru: (ru[0] + ru[1] * R) % q, initial=mpz(0)))
    U = list(accumulate(u_prime, lambda U, u: U * u % q, initial=mpz(1)))
    c_hat = [group.multiply(g(R[i]), to_h(U[i])) for i in range(1, N + 1)]
    omega, omega_hat, omega_prime = draw(4), draw(N), draw(N)  # 8, 9
    t1, t2 = g(omega[0]), g(omega[1])  # 10
    t3 = group.multiply(g(omega[2]), together(generators, omega_prime))
    t4_1 = group.multiply(pk(-omega[3] % q), together([one.beta for one in e_prime], omega_prime))  # 11
    t4_2 = group.multiply(g(-omega[3] % q), together([one.alpha for one in e_prime], omega_prime))
    t_hat = [  # 12, 13: c_hat_0 = h = g^(R_0) · h^(U_0)
        group.multiply(g((omega_hat[i] + omega_prime[i] * R[i]) % q), to_h(omega_prime[i] * U[i] % q)) for i in range(N)
    ]
    t = (t1, t2, t3, t4_1, t4_2)
    str_t, str_y = _each(group, t) + _each(group, t_hat), str_c + _each(group, c_hat) + key  # 14, 15
    challenge = group.hash(f"shuffle-challenge|{phi}|{str_t}{str_y}")  # 16
    v = list(accumulate(reversed(u_prime[1:]), lambda v, u: u * v % q, initial=mpz(1)))[::-1] if N else []  # 18, 19
    sums = (mpz(sum(r)), _sum(r_hat, v), _sum(r, u), _sum(mixed.r_prime, u))  # 17, 20, 21, 22
    return ShuffleProof(  # 23 to 26
        t=t,
        t_hat=tuple(t_hat),
        s=tuple((w + challenge * total) % q for w, total in zip(omega, sums, strict=True)),
        s_hat=tuple((w + challenge * r) % q for w, r in zip(omega_hat, r_hat, strict=True)),
        s_prime=tuple((w + challenge * u) % q for w, u in zip(omega_prime, u_prime, strict=True)),
        c=tuple(c),
        c_hat=tuple(c_hat),
    )


def check_shuffle_proof(
    group: Group,
    pk: Table,
    e: Sequence[Ciphertext],
    e_prime: Sequence[Ciphertext],
    pi: ShuffleProof,
    key: str,
    phi: str,
    executor: Executor = HERE,
) -> None:
    """CheckShuffleProof, for ciphertexts that are members. Raises `Refused` (`shuffle-proof`)."""
    q, g, N, together = group.q, group.power_g, len(e), _product_of_powers(group, executor)
    (t1, t2, t3, t4_1, t4_2), (s1, s2, s3, s4) = pi.t, pi.s  # 1 to 4
    h, to_h, generators = secondary_generator(group), _raise_h(group), get_generators(group, N)  # 5
    str_c = _pairs(group, e) + _pairs(group, e_prime) + _each(group, pi.c)  # 6
    u = _challenges(group, N, f"shuffle-challenges|{phi}|{str_c}")  # 7
    str_t = _each(group, pi.t) + _each(group, pi.t_hat)  # 8
    str_y = str_c + _each(group, pi.c_hat) + key  # 9
    c = group.hash(f"shuffle-challenge|{phi}|{str_t}{str_y}")  # 10
    c_bar = group.divide(group.product(pi.c), group.product(generators))  # 11
    product_u = _product(u, q)  # 12
    links = (h, *pi.c_hat)  # 13: c_hat_0 = h
    c_hat = group.divide(links[-1], to_h(product_u))  # 14
    c_tilde = together(pi.c, u)  # 15
    alpha, beta = together([one.alpha for one in e], u), together([one.beta for one in e], u)  # 16

    def again(base: Element, own: Element, rest: Element = group.one) -> Element:
        """base^-c × own × rest."""
        return group.multiply(group.divide(own, group.power(base, c)), rest)

    s_prime, minus_s4 = pi.s_prime, -s4 % q
    expected = {
        "t1": (t1, again(c_bar, g(s1))),  # 17
        "t2": (t2, again(c_hat, g(s2))),  # 18
        "t3": (t3, again(c_tilde, g(s3), together(generators, s_prime))),  # 19
        "t4,1": (t4_1, again(beta, pk(minus_s4), together([one.beta for one in e_prime], s_prime))),  # 20
        "t4,2": (t4_2, again(alpha, g(minus_s4), together([one.alpha for one in e_prime], s_prime))),
    }
    for name, (committed, computed) in expected.items():  # 22
        if committed != computed:
            raise Refused("shuffle-proof", f"the proof of the shuffle does not hold ({name})")
    seed = sha256(f"{str_t}|{str_y}|{_responses(pi)}".encode()).hexdigest()
    _check_chain(group, together, links, pi, c, seed)  # 21, 22


def _check_chain(
    group: Group, together: Product, links: Sequence[Element], pi: ShuffleProof, c: mpz, seed: str
) -> None:
    """Step 21: t_hat_i = c_hat_i^-c × g^(s_hat_i) × c_hat_(i-1)^(s'_i) for all i, together as said above."""
    q, N = group.q, len(pi.t_hat)
    rho = [mpz(sha256(f"{seed}|{i}".encode()).hexdigest()[: RHO_BITS // 4], 16) % q for i in range(N)]
    exponents = [mpz(0)] * (N + 1)
    for i in range(N):
        exponents[i] = (exponents[i] + pi.s_prime[i] * rho[i]) % q
        exponents[i + 1] = -c * rho[i] % q
    right = group.multiply(group.power_g(_sum(pi.s_hat, rho) % q), together(links, exponents))
    if together(pi.t_hat, rho) == right:
        return
    for i in range(N):
        chained = group.multiply(group.power_g(pi.s_hat[i]), group.power(links[i], pi.s_prime[i]))
        if group.divide(chained, group.power(links[i + 1], c)) != pi.t_hat[i]:
            raise Refused("shuffle-proof", f"the proof of the shuffle does not hold (t̂{i + 1})")
    raise AssertionError("the equations hold one by one, so their product does")


def _product_of_powers(group: Group, executor: Executor) -> Product:
    """`Group.product_of_powers`, wherever the work is done."""

    def together(bases: Sequence[Element], exponents: Sequence[mpz]) -> Element:
        pieces = ((group.name, bases[i : i + PIECE], exponents[i : i + PIECE]) for i in range(0, len(bases), PIECE))
        return group.product(spread(executor, _product_of_piece, pieces))

    return together


def _product_of_piece(group: str, bases: Sequence[Element], exponents: Sequence[mpz]) -> Element:
    return group_named(group).product_of_powers(bases, exponents)


@cache
def secondary_generator(group: Group) -> Element:
    """GetSecondaryGenerator: h."""
    return group.generator(-1)


@cache
def _raise_h(group: Group) -> Table:
    return group.fixed(secondary_generator(group))


_GENERATORS: dict[Group, list[Element]] = {}


def get_generators(group: Group, N: int) -> list[Element]:
    """GetGenerators: h_1 … h_N, none of them twice. Raises `Refused` (`group`) in the case that has never happened."""
    known = _GENERATORS.setdefault(group, [])
    if len(known) < N:
        known += [group.generator(i) for i in range(len(known), N)]
        if len({secondary_generator(group), *known}) != len(known) + 1:
            raise Refused("group", f"two generators of {group.name} came out the same")
    return known[:N]


def _challenges(group: Group, N: int, S: str) -> list[mpz]:
    """GetNIZKPChallenges: u_i = SHA256(H T) mod q with H = SHA256(S) and T = SHA256(i), in hexadecimal."""
    H = sha256(S.encode()).hexdigest()
    return [group.hash(H + sha256(str(i).encode()).hexdigest()) for i in range(N)]


def _pairs(group: Group, e: Iterable[Ciphertext]) -> str:
    """⟦e⟧."""
    return "".join(f"{one.hashed(group)}," for one in e)


def _each(group: Group, c: Iterable[Element]) -> str:
    """⟦c⟧."""
    return "".join(f"{group.encode(one)}," for one in c)


def _responses(pi: ShuffleProof) -> str:
    return ",".join(_numbers([*pi.s, *pi.s_hat, *pi.s_prime]))


def _elements(group: Group, elements: Iterable[Element]) -> list[str]:
    return [group.encode(one) for one in elements]


def _numbers(numbers: Iterable[mpz]) -> list[str]:
    return [number.digits() for number in numbers]


def _sum(first: Iterable[mpz], second: Iterable[mpz]) -> mpz:
    return mpz(sum(a * b for a, b in zip(first, second, strict=True)))


def _product(numbers: Iterable[mpz], q: mpz) -> mpz:
    product = mpz(1)
    for number in numbers:
        product = product * number % q
    return product
