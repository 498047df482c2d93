"""The ballot box of Tolunay: the delegates of 2023 elect their President, ballot by ballot, and three trustees count.

Everything is done as `qurultay election` does it: a registrar makes credentials, trustees of whom two must agree make a
key, each ballot is encrypted, proven and checked, and only the sum is decrypted. As with every key here, whoever reads
this page can make the credentials and the trustees' keys again: these ballots are no secret.

The candidates stand in the archive as `person/8`: what is in it can never be withheld, and a name can.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from qurultay.ballots import ballot
from qurultay.ballots.credentials import generate, listed, public
from qurultay.ballots.decryption.beside import path_beside
from qurultay.ballots.election import Election, new_uuid
from qurultay.ballots.groups import group_named
from qurultay.ballots.heads import box_of
from qurultay.ballots.questions import Homomorphic
from qurultay.ballots.randomness import seeded
from qurultay.ballots.running import Running
from qurultay.ballots.setup import setup_data
from qurultay.ballots.tallying import decryption_by
from qurultay.ballots.trustees.certificates import Context, certificate, gather
from qurultay.ballots.trustees.pedersen import committed, conclude, polynomial, private_key, vinputs, voutput
from qurultay.ballots.trustees.pki import new_seed
from qurultay.ballots.trustees.structure import assemble, read_trustees
from qurultay.cli.tolunay.public_keys import SEED, public_key
from qurultay.counting.belenios import read_archive
from qurultay.counting.count import count
from qurultay.counting.rule import rule_named
from qurultay.counting.transcript import line, transcript
from qurultay.tlog.armour import armour
from qurultay.tlog.checkpoint import Checkpoint
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note

GROUP = "BELENIOS-2048"
TRUSTEES, NEEDED, ENTITLED = 3, 2, 60
VOTES = (38, 11, 6)
"""What each candidate has, in the order of the opening act; two more name nobody, and three delegates did not vote."""
BLANK = 2
Fields = dict[str, Any]


class BallotBox:
    """The box from its opening to its result. Its archive grows in a folder of its own and is laid into the record."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._random = seeded(f"{SEED} A ballot box.")
        self._group = group_named(GROUP)
        self._uuid = new_uuid(self._random)
        self._path = folder / f"{self._uuid}.bel"
        self._rule = ""

    @property
    def archive(self) -> bytes:
        """The archive as it is now."""
        return self._path.read_bytes()

    @property
    def strong_proofs(self) -> bytes:
        """The trustees' strong proofs, a line each."""
        return path_beside(self._path).read_bytes()

    def open(self, opening: Fields, timestamp: int) -> Fields:
        """The box is set up for the candidates of the opening act; what that act says of it beforehand."""
        seeds, parameters, self._sealed = self._ceremony()
        self._seeds, self._rule = seeds, opening["rule"]
        trustees = assemble(self._group, [], [parameters])
        election = self._election(opening, trustees)
        self._credentials = [generate(self._random) for _ in range(ENTITLED)]
        pairs = [(public(self._group, self._uuid, each), 1) for each in self._credentials]
        records = (election.data, trustees, listed(self._group, pairs, weighted=False).encode())
        Running.begin(
            self._path, timestamp, election=records[0], trustees=records[1], credentials=records[2]
        ).close_archive()
        return {"setup": sha256(setup_data(records)).hexdigest(), "box": armour(public_key("box").material)}

    def close(self) -> Fields:
        """The delegates vote, one of them twice, and the box closes; what the act of closing says of it."""
        with Running.resume(self._path) as running:
            election = running.setup.election
            for credential, chosen in [(self._credentials[0], 1), *zip(self._credentials, self._said(), strict=False)]:
                choices = [int(at == chosen) for at in range(len(VOTES) + 1)]
                running.cast(ballot.make(election, credential, [choices], self._random))
            running.close()
            voters = running.voters
        return self._head() | {"ballots": str(voters)}

    def declare(self) -> Fields:
        """Two trustees decrypt the sum, and the result is declared; what the act of the result says of it."""
        with Running.resume(self._path) as running:
            for seed, sealed in list(zip(self._seeds, self._sealed, strict=True))[:NEEDED]:
                x = private_key(self._group, seed, sealed)
                part = decryption_by(x, running.setup, running.tally, self._random)
                running.decrypt(part.owner, part.partial, part.strong)
            running.declare()
        return self._head() | {"archive": sha256(self.archive).hexdigest()}

    def signed_head(self, origin: str) -> bytes:
        """The head of the box as it is now, under its key."""
        tree = box_of(self._path)
        text = Checkpoint(origin, tree.size, tree.root()).text()
        return Note(text, (SigningKey(origin, public_key("box").private).sign(text),)).encode()

    def transcript(self) -> bytes:
        """The count by the rule that was named in the opening act."""
        poll = read_archive(self.archive, self._path.name)
        counted = count(poll.contest, poll.profile, rule_named(self._rule))
        return line(transcript(counted, source=poll.source)).encode() + b"\n"

    def _head(self) -> Fields:
        tree = box_of(self._path)
        return {"size": str(tree.size), "root": armour(tree.root())}

    def _election(self, opening: Fields, trustees: bytes) -> Election:
        candidates = tuple(opening["contests"][0]["candidates"])
        question = Homomorphic(question="Who shall be President?", answers=candidates, min=1, max=1, blank=True)
        return Election.new(
            name="The President of Tolunay",
            description="Fourth General Assembly, September 2023. The record says who person/8 is.",
            group=self._group,
            y=read_trustees(self._group, trustees).election_key,
            questions=(question,),
            uuid=self._uuid,
        )

    def _said(self) -> Iterator[int]:
        """What each voter chooses: 0 for nobody, else the place of a candidate. They come in no order."""
        left = [BLANK, *VOTES]
        while any(left):
            drawn = self._random(sum(left))
            chosen = next(at for at in range(len(left)) if drawn < sum(left[: at + 1]))
            left[chosen] -= 1
            yield chosen

    def _ceremony(self) -> tuple[Sequence[str], bytes, Sequence[bytes]]:
        """Three trustees make a key together: their seeds, the parameters, and the key of each, sealed to itself."""
        group, random = self._group, self._random
        seeds = [new_seed(random) for _ in range(TRUSTEES)]
        contexts = [Context(group=GROUP, size=TRUSTEES, threshold=NEEDED, index=n) for n in range(1, TRUSTEES + 1)]
        certificates = gather(
            group, [certificate(group, *of, random) for of in zip(seeds, contexts, strict=True)], NEEDED
        )
        shown = [polynomial(certificates, seed, random) for seed in seeds]
        promised = [committed(certificates, *of) for of in zip(seeds, shown, strict=True)]
        handed = vinputs(certificates, shown, promised)
        answers = [voutput(certificates, *of, promised, random) for of in zip(seeds, handed, strict=True)]
        concluded = conclude(certificates, shown, answers)
        return seeds, concluded.parameters, concluded.private_keys
