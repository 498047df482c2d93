"""Who fills a seat that falls vacant? The countback's next of the same community who accepts, else an election (V13)."""

from collections.abc import Mapping, Sequence
from typing import Literal

Answer = Literal["accepts", "declines"]


def successor(
    order: Sequence[str], communities: Mapping[str, str], community: str, answers: Mapping[str, Answer]
) -> tuple[str | None, Literal["seated", "ask", "by-election"]]:
    """Who is seated or must be asked next, in the order a countback of the kept ballots gives.

    Nobody is seated without having accepted, and nobody of another community: a guaranteed seat stays that community's.

    >>> successor(["a", "b", "c"], {"a": "tolun", "b": "osmar", "c": "tolun"}, "tolun", {"a": "declines"})
    ('c', 'ask')
    >>> successor(["a"], {"a": "tolun"}, "tolun", {"a": "declines"})
    (None, 'by-election')
    """
    for person in order:
        if communities.get(person) == community and answers.get(person) != "declines":
            return person, "seated" if answers.get(person) == "accepts" else "ask"
    return None, "by-election"
