"""From the last ballot to the result: the steps that follow the voting, each checked against the one before.

    EncryptedTally      the tally is that of every voter's last ballot, or it is not taken
    Shuffle             permutes what the shuffle before it gave; any number of them
    EndShuffles         what the last shuffle gave is decrypted
    PartialDecryption   one part of each trustee, with its proof
    Result              what enough trustees decrypted

Whoever verifies an archive and whoever holds the election walk through the very same checks.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from qurultay.ballots import canonical
from qurultay.ballots.archive.reader import owned
from qurultay.ballots.decryption.combination import decrypted, subsets
from qurultay.ballots.decryption.partial import PartialDecryption, check_partial_decryption, read_partial_decryption
from qurultay.ballots.decryption.result import MOST_SUBSETS, Result, check_result, read_result, result
from qurultay.ballots.decryption.strong import StrongProof, check_strong_proof
from qurultay.ballots.engine import HERE
from qurultay.ballots.errors import Refused, within
from qurultay.ballots.mixnet.rankings import Rankings, Tally, merged, nh_ciphertexts
from qurultay.ballots.mixnet.shuffle import check_shuffle, read_shuffle
from qurultay.ballots.setup import Setup
from qurultay.ballots.tally import SizedTally, compare, read_sized

Object = Callable[[Refused], None]
"""Raises an objection, or remembers it where Debian's belenios-tool would say nothing."""


@dataclass(kw_only=True)
class Closing:
    """What the ballots came to, and how far it is decrypted. `counted` is None where ballots were refused.

    `mixers` are the trustees who shuffled, in their order; `strong` are the strong proofs of parts, by trustee.
    """

    setup: Setup
    counted: SizedTally | None
    object: Object
    executor: Executor = HERE
    sized: SizedTally | None = None
    parts: dict[int, PartialDecryption] = field(default_factory=dict)
    payloads: dict[str, int] = field(default_factory=dict)
    declared: Result | None = None
    dissenting: tuple[int, ...] = ()
    mixers: list[int] = field(default_factory=list)
    strong: dict[int, StrongProof] = field(default_factory=dict)
    _mixed: Rankings | None = None

    @property
    def tally(self) -> Tally:
        """What is decrypted: the tally with the rankings as the last shuffle gave them. Raises `Refused`."""
        sized = self._sized()
        return sized.tally if self._mixed is None else merged(self.setup.election, sized.tally, self._mixed)

    @property
    def rankings(self) -> Rankings:
        """What the next shuffle permutes. Raises `Refused`."""
        return nh_ciphertexts(self.setup.election, self._sized().tally) if self._mixed is None else self._mixed

    def take_tally(self, data: bytes, payload: bytes) -> None:
        """EncryptedTally. Raises `Refused` (`tally-ballots`, `tally-count`)."""
        self.sized = read_sized(self.setup.election, data, payload)
        if self.counted is not None:
            try:
                compare(self.sized, self.counted)
            except Refused as refused:
                self.object(refused)
                self.sized = self.counted  # belenios-tool 2.0 never looks at the record

    def take_shuffle(self, data: bytes, payload: bytes) -> None:
        """Shuffle. Raises `Refused` (`trustee-owner`, `shuffle-…`)."""
        owner, election = owned(canonical.decode(payload))["owner"], self.setup.election
        self.setup.trustees.key(owner)
        with within(f"trustee {owner}"):
            shuffle = read_shuffle(election.group, data, self.rankings)
            check_shuffle(election, self.rankings, shuffle, self.executor)
        self._mixed = shuffle.ciphertexts
        self.mixers.append(owner)

    def forget_shuffle(self, before: Rankings) -> None:
        """Undoes `take_shuffle`, where the shuffle could not be kept; `before` is what it was made of."""
        self._mixed = before
        self.mixers.pop()

    def take_part(self, data: bytes, payload: bytes) -> int:
        """PartialDecryption; whose it is. Raises `Refused` (`trustee-owner`, `decryption-…`)."""
        owner, election = owned(canonical.decode(payload))["owner"], self.setup.election
        with within(f"trustee {owner}"):
            X = self.setup.trustees.key(owner).X
            if owner in self.parts:
                self.object(Refused("decryption-again", "the trustee decrypted before"))
            part = read_partial_decryption(election.group, data, self.tally)
            check_partial_decryption(election, X, self.tally, part, self.executor)
        self.parts.setdefault(owner, part)
        self.payloads[sha256(data).hexdigest()] = owner
        return int(owner)

    def forget_part(self, owner: int) -> None:
        """Undoes `take_part`, where the part could not be kept."""
        del self.parts[owner]
        self.strong.pop(owner, None)
        self.payloads = {payload: whose for payload, whose in self.payloads.items() if whose != owner}

    def check_strong(self, strong: StrongProof) -> int:
        """The proof of ours that goes with a part; whose it is. Raises `Refused` (`decryption-strong`)."""
        if strong.owner not in self.parts:
            raise Refused("decryption-strong", f"the archive has no part of trustee {strong.owner}")
        X, part = self.setup.trustees.key(strong.owner).X, self.parts[strong.owner]
        with within(f"trustee {strong.owner}"):
            check_strong_proof(self.setup.election, X, strong.owner, self.tally, part, strong)
        self.strong[strong.owner] = strong
        return strong.owner

    def take_result(self, data: bytes) -> None:
        """Result. Raises `Refused` (`result-…`, `decryption-missing`)."""
        claimed = read_result(self.setup.election, data)
        self.dissenting = check_result(
            self.setup.election, self.setup.trustees, self.tally, self._sized().weight, self.parts, claimed
        )
        self.declared = claimed

    def result(self) -> Result | None:
        """What the parts say; None while too few trustees decrypted.

        Raises `Refused` (`decryption-strong`) where they say no number, so that one of them is false, though each
        passed the proof of Belenios v1.
        """
        chosen = list(islice(subsets(self.setup.trustees, self.parts), MOST_SUBSETS))
        for used in chosen:
            with suppress(Refused):
                plain = decrypted(self.setup.trustees, self.tally, self.parts, used)
                return result(self.setup.election, self._sized().weight, plain)
        if not chosen:
            return None
        raise Refused(
            "decryption-strong",
            "the parts say no number of votes: a factor is false, though its proof passes; ask for the strong proofs of "
            f"trustees {', '.join(map(str, sorted(self.parts)))}",
        )

    def _sized(self) -> SizedTally:
        sized = self.sized or self.counted
        if sized is None:
            raise Refused("event-missing", "there is no encrypted tally to go on from")
        return sized
