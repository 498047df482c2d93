"""What is wrong with an act, in one sentence, under a code of a closed list."""

from dataclasses import dataclass

from qurultay.tlog.sentence import Fact, Sentence, sentence

BREACHES: dict[str, str] = {
    "other-record": "The act was signed for another record.",
    "id-again": "An act with this id is already in the record.",
    "unknown-kind": "The kind or version is not known to this software.",
    "concluded": "The record was concluded; only corrections and withholding may follow.",
    "seen-ahead": "The signers say they saw more acts than stood before this one.",
    "other-branch": "The head the signers saw is not a head of this record.",
    "seen-too-early": "The act names an act its signers had not yet seen.",
    "entered-too-late": "The act was entered after its last day of entry.",
    "enter-by": "The last day of entry is before the act's own date.",
    "late-without-reason": "A late act needs a part that gives the reason.",
    "from-the-future": "The act bears a date after the day it was entered.",
    "before-its-basis": "The act bears a date before that of an act it rests on.",
    "entered-backwards": "The act's entry is earlier than the entry before it.",
    "no-basis": "The rule or provision named as basis is not in force.",
    "no-such-act": "The act refers to something that does not exist.",
    "may-not-amend": "An act of this kind may not amend that act.",
    "nothing-amended": "An amending act must name what it amends.",
    "no-such-body": "An issuer is not a body of this record on that date.",
    "no-issuer": "The act names no issuer.",
    "no-signatory": "The act names no signatory, or one that is no post of this record.",
    "signatory-twice": "A signatory is named twice.",
    "not-holder-on-date": "Nobody held the post on the act's date.",
    "not-holder-at-entry": "The holder on the act's date no longer held the post at entry, and the successor has not signed.",
    "missing-signature": "A signatory's signature is missing.",
    "stray-signature": "A signature line belongs to none of the signatories.",
    "key-ended": "A signature is by a key that is no longer in force.",
    "passkey-rules": "A passkey was used at another origin, or copied to other devices, which the rules forbid.",
    "key-twice": "One key signed more than once.",
    "person-twice": "One person signed as two signatories.",
    "no-class": "The rules in force have no row for this case, so nobody can sign it.",
    "too-few-signatures": "Fewer persons signed than the act's class asks for.",
    "no-presiding-signature": "A grave act lacks the presiding officer or a teller.",
    "too-few-keepers": "Fewer keepers signed than the act's class asks for.",
    "holder-alone": "Only the holder may sign this act.",
    "outgoing-holder": "The outgoing holder of a post may not sign the act of transition for it.",
    "caretaker": "Somebody who only holds over may not sign an act of this kind.",
    "not-announced": "An act of this class enters only after it was announced and its hold has run.",
    "stopped-by-muster": "A majority of the last muster stopped this entrenched text.",
    "second-stop": "A text can be stopped only once.",
    "no-possession": "A key enrolled by the act did not sign it.",
    "key-again": "The key is already enrolled.",
    "key-type": "A key is not of the type that its use asks for.",
    "founding": "The founding act is not as a founding must be.",
    "seats": "Seats are founded twice, or for nobody.",
    "rules": "The rules would not work.",
    "no-muster": "The last muster does not carry a text that needs it.",
    "recovery": "The recovery goes beyond what keepers may do, or stands in the way of the act.",
    "office": "The act does not fit who holds what.",
    "name": "An act of this kind does not give that person a public name.",
    "contest-period": "The contest period has not ended.",
    "session": "The act does not fit the session.",
    "quorum": "A session without its quorum decides nothing, and one called again only fills seats.",
    "credentials": "The credentials report does not agree with the register.",
    "figures": "The figures do not carry the text.",
    "label-again": "A number of a series was already used.",
    "provision": "The provisions are not numbered as they must be.",
    "evidence": "What is reported as kept or met needs evidence; what is extended or dropped, a decision.",
    "not-correctable": "The field cannot be corrected.",
    "was-differs": "The correction does not start from the present wording.",
    "withheld": "Those parts cannot be withheld in that way.",
    "annulment": "The act cannot be annulled on that ground or by these signatories.",
    "contest": "The contest does not fit.",
    "suspension": "The suspension would leave too few officers able to sign.",
    "election": "The result does not agree with the election.",
    "reply": "The reply answers what was not asked.",
    "attested": "The attestations are not as they must be.",
}
"""Every way an act can be out of order, with what it means."""


@dataclass(frozen=True, slots=True, init=False)
class Breach:
    """One thing that is wrong.

    >>> Breach("missing-signature", "{signatory} has not signed", signatory="post/secretary").sentence
    'post/secretary has not signed'
    """

    code: str
    sentence: Sentence

    def __init__(self, code: str, pattern: str, /, **facts: Fact) -> None:
        assert code in BREACHES, code
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "sentence", sentence(pattern, facts))
