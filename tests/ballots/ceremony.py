"""Ceremonies among trustees of our own, for tests: everything that passes between them, in order."""

from dataclasses import dataclass

from qurultay.ballots.groups import Group
from qurultay.ballots.randomness import Randomness
from qurultay.ballots.trustees.certificates import Certificates, Context, certificate, gather
from qurultay.ballots.trustees.pedersen import Concluded, committed, conclude, polynomial, vinputs, voutput
from qurultay.ballots.trustees.pki import Form, new_seed


@dataclass(frozen=True, kw_only=True)
class Held:
    """A ceremony that was held, with all its messages."""

    seeds: tuple[str, ...]
    certificates: Certificates
    polynomials: tuple[bytes, ...]
    commitments: tuple[str, ...]
    vinputs: tuple[bytes, ...]
    voutputs: tuple[bytes, ...]
    concluded: Concluded


def hold(group: Group, size: int, threshold: int, random: Randomness, form: Form = Form.STRONG) -> Held:
    """A ceremony from the first seed to the parameters."""
    seeds = tuple(new_seed(random) for _ in range(size))
    lines = [
        certificate(group, seed, Context(group=group.name, size=size, threshold=threshold, index=z), random)
        for z, seed in enumerate(seeds, 1)
    ]
    certificates = gather(group, lines, threshold, form)
    polynomials = tuple(polynomial(certificates, seed, random) for seed in seeds)
    commitments = tuple(committed(certificates, seed, line) for seed, line in zip(seeds, polynomials, strict=True))
    handed = vinputs(certificates, polynomials, commitments)
    answers = tuple(
        voutput(certificates, seed, line, commitments, random) for seed, line in zip(seeds, handed, strict=True)
    )
    return Held(
        seeds=seeds,
        certificates=certificates,
        polynomials=polynomials,
        commitments=commitments,
        vinputs=handed,
        voutputs=answers,
        concluded=conclude(certificates, polynomials, answers),
    )
