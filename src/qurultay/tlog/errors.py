"""How the log says no: every refusal carries a code for machines and a sentence for people."""

from collections.abc import Mapping
from types import MappingProxyType

from qurultay.tlog.sentence import Fact, sentence

# The closed list of reasons this floor gives. Floors above add their own codes to `Refused`, never to this list.
CODES: Mapping[str, str] = MappingProxyType(
    {
        # canonical JSON
        "not-utf8": "the bytes are not UTF-8",
        "not-json": "the line is not JSON",
        "not-an-object": "the line is JSON, but not an object",
        "not-canonical": "the line differs from its canonical form (RFC 8785)",
        "bad-number": "a number is not an integer within ±(2^53−1)",
        "bad-value": "a value is neither a string, an integer, a list nor an object",
        "bad-key": "the name of a member is not one we allow",
        "forbidden-character": "a control, private-use or direction-changing character, or a surrogate",
        "unassigned-character": "a character that this version of Unicode does not know (writing only)",
        "not-nfc": "the text is not in Unicode normal form C",
        "too-deep": "objects and lists are nested too deeply",
        "too-long": "more bytes than allowed",
        # signed notes
        "not-a-note": "not text, blank line, signature lines",
        "bad-line": "a signature line does not have the form of one",
        "bad-base64": "base64 that is not the one way to write its bytes",
        "too-many-lines": "more signature lines than allowed",
        "duplicate-line": "one key signs twice",
        "bad-name": "the name of a key is not one we allow",
        # keys
        "bad-vkey": "a verifier key is not written as one",
        "bad-key-material": "the bytes of a key are not a key of their type",
        "weak-key": "a key under which signatures prove nothing",
        "unknown-key-type": "the type byte of a key is not one we check",
        "unsupported-key-type": "this machine cannot check keys of this type",
        "another-key": "the line was not made by this key",
        "bad-signature": "the signature does not fit the text",
        "bad-time": "a cosignature's time is out of range",
        "another-protocol": "the text begins like a message of another protocol",
        # passkeys
        "passkey-blob": "an assertion's bytes do not have the form of one",
        "passkey-flags": "an assertion carries data or flags it may not",
        "passkey-user-not-verified": "the authenticator did not verify its user",
        "passkey-host": "an assertion was made for another host",
        "passkey-client-data": "an assertion's client data are not plain JSON with single members",
        "passkey-type": "an assertion is no assertion, but a registration or another ceremony",
        "passkey-challenge": "an assertion answers another challenge",
        "passkey-origin": "an assertion was made at another origin",
        "passkey-embedded": "an assertion was made in an embedded page",
        "bad-origin": "the origin of a passkey is neither https://host[:port] nor http://[name.]localhost[:port]",
        # tree and tiles
        "bad-proof": "an inclusion or consistency proof does not hold",
        "bad-path": "a path is not one of the record's",
        "bad-tile": "a tile does not have the size its path says",
        "bad-bundle": "a bundle of entries is not well formed",
        # heads
        "bad-checkpoint": "the text of a checkpoint is not three lines: origin, size, root",
        "bad-proof-file": "a .tlog-proof file is not written as one",
        # policies
        "bad-policy": "a policy of witnesses is not written as one",
        "not-signed-by-log": "no log of the policy signed this head",
        "not-witnessed-enough": "fewer witnesses than the policy asks for",
    }
)


class Refused(ValueError):
    """Something was offered that we do not take: `code` says why in a word, `sentence` in a sentence.

    A check that fails raises this; none returns False (design §6).

    >>> raise Refused("not-nfc", "the text is not in Unicode normal form C")
    Traceback (most recent call last):
    qurultay.tlog.errors.Refused: the text is not in Unicode normal form C
    """

    def __init__(self, code: str, pattern: str, /, **facts: Fact) -> None:
        self.code = code
        self.sentence = sentence(pattern, facts)
        super().__init__(code, self.sentence)

    def __str__(self) -> str:
        return self.sentence
