"""Why a record is not as it must be: one exception, one closed table of reasons."""

from qurultay.acts.breach import BREACHES
from qurultay.tlog.errors import CODES
from qurultay.tlog.sentence import Fact, sentence

OWN: dict[str, str] = {
    "no-entry-line": "The last signature line of an act is not the gate's entry line.",
    "unknown-signer": "A signature line is by a key that no act of the record enrols.",
    "wrong-gate": "The entry line is not by the gate in force.",
    "wrong-shape": "A field of an act has another shape than its kind asks for.",
    "unknown-field": "An act has a field it may not have.",
    "missing-field": "An act lacks a field.",
    "part-name": "A part bears a name that is not on the list.",
    "part-words": "A text part is not plain text as it must be.",
    "text-too-long": "The text of an act is longer than allowed.",
    "not-one-line": "The text of an act is not one line.",
    "another-founding": "The record's founding fingerprint is not the one the reader asked for.",
    "wrong-origin": "The checkpoint's first line does not name this record.",
    "wrong-log-key": "The checkpoint is not signed by the log key in force after the last act.",
    "rolled-back": "The record has fewer acts than an earlier head that the reader knows.",
    "forked": "The record is not a continuation of an earlier head that the reader knows.",
    "entered-in-the-future": "An act says it was entered later than the reader's clock.",
    "head-times": "A kept head and the times of entry contradict each other.",
    "policy-differs": "The file witness/policy is not the one the rules in force ask for.",
    "part-missing": "A part is gone although no act withheld it.",
    "election-stray": "A file under election/ belongs to no election of this record.",
    "election-not-held": "A ballot archive does not hold by itself: a ballot, a proof or the result is not as it must be.",
    "election-differs": "A ballot archive or its head is not the one the closing act names.",
    "count-differs": "A count is not what counting the ballots gives, or is by another rule than the election opened with.",
    "empty": "The record has no acts.",
}

STORE: dict[str, str] = {
    # names and files, step 1 of verifying
    "unsafe-name": "A name could be read as another file, or lead out of the record.",
    "stray-file": "Under tile/, part/ or election/ stands a file that is no tile, part or election.",
    "double-name": "Two files bear one name.",
    "too-many-files": "There are more files than a record can have.",
    "link": "A symbolic link, or another thing that is no plain file.",
    "too-large": "A file is larger than its kind may be.",
    "unreadable": "A file or folder cannot be read.",
    "absent": "A file that must be there is not.",
    "bad-zip": "A zip is not written in the one plain way we read.",
    "zip-bomb": "A zip unpacks to far more than it holds.",
    # the tree, step 6
    "bundle-size": "A bundle does not hold as many entries as its name says.",
    "bundle-differs": "Two bundles of the same entries differ.",
    "tile-differs": "A tile does not hold the hashes of the entries.",
    "root-differs": "The entries do not add up to the root in the checkpoint.",
    # parts, step 10
    "part-differs": "The SHA-256 of a part is not its name.",
    "bad-heads": "The file of kept heads is not cosigned heads of this record, oldest first, one a day.",
}
"""What can be wrong with the files themselves, whatever stands in them."""

OBSTACLES: dict[str, str] = {
    "held": "Another program is writing to this record.",
    "not-founded": "There is no record in the folder and no head beside the key.",
    "founded-already": "There is a record already.",
    "not-empty": "The folder holds other things.",
    "no-kept-head": "There is a record, but no head beside the key.",
    "another-record": "The head beside the key is of another record.",
    "newer-head": "The key has signed a newer head than this copy of the record has.",
    "forked": "The head beside the key and the record contradict each other.",
    "bad-head": "The head was not signed as the record's head must be.",
    "nothing-to-enter": "There is nothing to enter.",
    "bad-part": "A part is not named by its SHA-256, or too large.",
    "not-withheld": "Parts leave only after the act that withholds them.",
    "not-kept-here": "This file is not one that is kept in a record in this way.",
    "disk-full": "There is no room on the disk.",
    "read-only": "The folder cannot be written to.",
    "no-place": "The folder to write into is not there, or something else lies at that place.",
    "disk-failed": "The disk did not take what was written.",
    "too-many-for-a-zip": "The record has more files, or more bytes, than a zip may hold.",
    "no-witness": "A witness did not cosign the head.",
    "bad-key-file": "A key file cannot be used.",
}
"""Why nothing was written: reasons of the record's own house, which no verifier ever meets."""

REASONS: dict[str, str] = {**CODES, **BREACHES, **OWN, **STORE}
"""Every reason code with what it means; `docs/record.md` shows this table."""


class Broken(ValueError):
    """Something in a record is not as it must be: the code, the act's number where it has one, and a sentence."""

    def __init__(self, code: str, number: int | None, pattern: str, /, **facts: Fact) -> None:
        assert code in REASONS, code
        self.code, self.number, self.sentence = code, number, sentence(pattern, facts)
        super().__init__(f"act {number}: {self.sentence}" if number is not None else self.sentence)


class NotWitnessed(Broken):
    """The record is intact, but fewer witnesses than the reader asks for have seen its head."""


class Absent(Broken):
    """A file is not there. Whether it must be is for the reader to say."""

    def __init__(self, path: str) -> None:
        super().__init__("absent", None, "{path} is not there", path=path)
        self.path = path


class Unwritten(ValueError):
    """Something could not be written: the code, and a sentence that says what stands and how to go on."""

    def __init__(self, code: str, sentence: str) -> None:
        assert code in OBSTACLES, code
        super().__init__(sentence)
        self.code, self.sentence = code, sentence
