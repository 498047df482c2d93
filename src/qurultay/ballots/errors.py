"""How elections say no: every refusal names the check that failed, the place in the election, and what is wrong.

The table of checks is closed: a name that is not in it cannot be given, and docs/elections.md explains each.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from qurultay.tlog import errors

# What must hold, in the order in which an archive is read. Sections are those of the Belenios specification 3.3.
CHECKS: Mapping[str, str] = MappingProxyType(
    {
        # the archive (4.4)
        "archive-form": "the archive is a sequence of records as Belenios writes them, byte for byte",
        "archive-cut": "the archive does not end within a record or between an event and what belongs to it",
        "archive-busy": "one program at a time writes to an archive, and only what was written whole is built upon",
        "archive-header": "the first record gives version 1 and the time of the beginning as a string",
        "old-format": "the election is not in the abandoned shape of Belenios 1.x (several files, group in the key)",
        "record-size": "no record is larger than anything an election needs",
        "record-name": "a record is named by the SHA-256 of its content",
        "record-order": "the records of an event stand before it, in their order, each once, and no others",
        "engine": "the work is done by an engine that is known and installed",
        # JSON (4.1)
        "json": "a record is JSON, no deeper than Belenios nests it",
        "json-form": "a record is written in the one compact form of what it says",
        "json-fields": "an object has exactly its fields, once each, in their order",
        "json-type": "a value has the type that its field asks for",
        "number-form": "a number is written in base 10 without leading zeros and is below its bound",
        # events (4.4)
        "event-chain": "every event names the one before it and is one higher",
        "event-order": "events follow each other as an election does: setup, ballots, end, tally, decryptions, result",
        "event-missing": "no step of the election was left out",
        "box-head": "the archive goes on from every head of its box that was given out",
        # setup (4.5 to 4.9)
        "group": "the group is one that is known",
        "group-member": "an element belongs to the group",
        "election-form": "the election has version 1 and questions that can be answered",
        "election-key": "the election's key is the product of the trustees' keys",
        "trustee-key": "a trustee's key comes with a proof that its owner knows the private part",
        "trustee-certificate": "a trustee's certificate is signed with its own key and, since 3.3, names the ceremony",
        "trustee-threshold": "the threshold is at least one, and not more than there are trustees",
        "trustee-coefficients": "a trustee's coefficients are as many as the threshold and signed for these certificates",
        "trustee-commitment": "a trustee reveals the coefficients it committed to",
        "trustee-message": "a message between trustees is encrypted to its recipient and signed by its sender",
        "trustee-owner": "what a trustee publishes says which trustee it is",
        "trustee-share": "the share a trustee was sent fits the coefficients of the sender",
        "credential-form": "a credential is written as one and its check character fits",
        "credential-list": "the public credentials are members of the group, each listed once",
        "credential-one": "rankings are not weighted",
        "credential-weight": "every credential has a weight, or none has",
        # ballots (4.10 to 4.14)
        "choice-range": "the answers given can be put into a ballot",
        "ballot-election": "a ballot was made for this election",
        "ballot-credential": "a ballot was made with a credential of the list",
        "ballot-shape": "a ballot answers every question with as many choices and proofs as it asks for",
        "ballot-choice": "every choice is proven to be 0 or 1",
        "ballot-overall": "the number of choices is proven to be within the bounds of the question",
        "ballot-blank": "a ballot is proven to be blank or to choose, not both",
        "ballot-raw": "whoever encrypted a ranking is proven to have known it",
        "ballot-signature": "a ballot is signed with its credential",
        "ballot-again": "no ballot is cast twice, not even after another of the same voter",
        "ballot-copy": "no ciphertext is used under two credentials",
        # tally (4.15)
        "tally-ballots": "the encrypted tally is the product of the last ballot of every voter",
        "tally-count": "the number of ballots tallied and their weight are those of the ballots",
        # shuffles (4.16)
        "shuffle-shape": "a shuffle has a proof for every ranked question, and as many ciphertexts as it was given",
        "shuffle-proof": "a shuffle is proven to have lost, added and changed nothing",
        # decryption (4.17)
        "decryption-shape": "a partial decryption has a factor and a proof for every ciphertext of the tally",
        "decryption-proof": "a trustee's factors come with Belenios' own proof",
        "decryption-strong": "a trustee's factors come with the proof that binds ciphertexts and factors, which is ours",
        "decryption-again": "no trustee decrypts twice",
        "decryption-missing": "every single trustee decrypted, and as many of a group as its threshold asks for",
        # result (4.18)
        "result-shape": "the result has a count for every choice, or ranks for every ballot",
        "result-again": "there is one result",
        "result-range": "what was decrypted is a number that the ballots can add up to",
        "result-value": "the result is what the trustees decrypted",
    }
)


class Refused(errors.Refused):
    """A check of `CHECKS` failed: `check` says which, `place` where, `sentence` what is wrong and how to mend it.

    >>> raise Refused("group", "the group is called RSA", "election")
    Traceback (most recent call last):
    qurultay.ballots.errors.Refused: election: the group is called RSA
    """

    def __init__(self, check: str, sentence: str, place: str = "") -> None:
        if check not in CHECKS:
            raise LookupError(f"{check} is not in the table of checks")
        super().__init__(check, sentence)
        self.check = check
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence

    def within(self, place: str) -> "Refused":
        """The same refusal, seen from further outside."""
        return Refused(self.check, self.sentence, f"{place}, {self.place}" if self.place else place)


@contextmanager
def within(place: str) -> Iterator[None]:
    """Adds where we are to every refusal from inside.

    >>> with within("ballot 4"), within("question 1"):
    ...     raise Refused("ballot-overall", "the proof does not hold")
    Traceback (most recent call last):
    qurultay.ballots.errors.Refused: ballot 4, question 1: the proof does not hold
    """
    try:
        yield
    except Refused as refused:
        raise refused.within(place) from None
