"""The desk of Tolunay: a step becomes an act, its words become parts, and its officers sign it."""

from collections.abc import Mapping
from typing import Any

from qurultay.acts.act import Act, number_in
from qurultay.acts.drafting import body_of
from qurultay.acts.kinds import Body
from qurultay.ballots.heads import origin_of
from qurultay.cli.tolunay.balloting import BallotBox
from qurultay.cli.tolunay.chronicle import Step, resolved
from qurultay.cli.tolunay.delegates import attestation, muster
from qurultay.cli.tolunay.founding import changed_rules
from qurultay.cli.tolunay.public_keys import KeyRing, PublicDraws
from qurultay.cli.tolunay.words import Words
from qurultay.gazette.gate import Gate, Submission
from qurultay.gazette.preparing import Prepared, salted
from qurultay.record.layout import Kind, election_path
from qurultay.tlog.armour import armour
from qurultay.tlog.keys import SigningKey


class Desk:
    """Where acts are drafted and signed, before they are put to the gate."""

    def __init__(self, gate: Gate, words: Words, draw: PublicDraws, ring: KeyRing, box: BallotBox) -> None:
        self._gate, self._words, self._draw, self._ring, self._box = gate, words, draw, ring, box
        self._texts: dict[str, str] = {}

    def sign(self, step: Step, numbers: Mapping[str, int]) -> tuple[Prepared, Submission]:
        """The act of a step, prepared on the present head and signed by everybody it names."""
        fields: dict[str, Any] = resolved(step.body, numbers, self._texts)
        new_key = self._new_key(step, fields)
        salted_texts, files = self._amended(step, fields)
        body = self._body(step, fields)
        prepared = self._gate.draft(
            body,
            signatories=step.signatories,
            issuers=step.issuers,
            today=step.signed.date(),
            random=self._draw,
            refs=resolved(step.refs, numbers, {}),
            basis=resolved(step.basis, numbers, {}),
            id=step.id,
            words={**self._words.of(step.name, body, step.issuers), **step.files},
            sealed=step.sealed,
            kept={name: (digest, files[digest]) for name, digest in salted_texts.items()},
        )
        self._texts[step.name] = prepared.text_hash
        return prepared, self._signed(step, prepared, new_key)

    def _signed(self, step: Step, prepared: Prepared, new_key: SigningKey | None) -> Submission:
        """The lines of the officers, and of the new key where the act enrols one; sealed parts stay at the desk."""
        act, book = prepared.act, self._gate.book
        keys = [self._ring.signing(signatory, act.date, book) for signatory in act.signatories]
        keys += [new_key] if new_key else []
        return Submission(
            text=prepared.text,
            lines=tuple(key.sign(prepared.text) for key in keys),
            parts={digest: file for digest, file in prepared.parts.items() if digest in act.parts.values()},
            held_since=int(step.signed.timestamp()),
        )

    def _new_key(self, step: Step, fields: dict[str, Any]) -> SigningKey | None:
        """Who takes a post that signs, or enrols a key, makes that key on the day; a certificate for PDFs was made before."""
        post = self._gate.book.posts.get(fields.get("post", ""))
        if (
            fields.get("use") == "pdf"
            or step.kind not in ("took-office", "key-enrolled")
            or post is None
            or post.what.signs == "no"
        ):
            return None
        key = self._ring.make(post.what.id)
        fields["key"] = armour(key.material)
        return key

    def _body(self, step: Step, fields: dict[str, Any]) -> Body:
        book = self._gate.book
        if step.kind in ("opened", "closed") and "election" in fields:
            fields["election"] |= self._balloted(step, fields["election"])
        if step.kind == "elected" and fields["how"] == "ballot-box":
            fields |= self._declared(fields)
        if step.kind == "rules-adopted":
            fields["rules"] = changed_rules(book.rules_on(step.signed.date()).rules, fields["rules"])
        if step.kind == "opened" and "muster" in fields.get("session", {}):
            fields["session"] |= {"muster": muster().root}
        if step.kind == "attested":
            said = [attestation(seat, fields["stands_by"], book.founding) for seat in fields["seats"]]
            fields = {"attestations": said}
        if step.kind == "key-revoked":
            key = self._ring.doubted(fields.pop("post"), step.signed.date(), book)
            fields |= {"name": key.name, "key": armour(key.material)}
        if step.kind == "operator-changed":
            gate, log = self._gate.keys.next_gate, self._gate.keys.next_log
            assert gate is not None and log is not None, "the demonstration knows the next operator's keys beforehand"
            fields |= {"gate": armour(gate.cosigner_material), "log": armour(log.material)}
        return body_of(step.kind, fields)

    def _balloted(self, step: Step, fields: dict[str, Any]) -> dict[str, Any]:
        """What the opening and the closing of a ballot box say of it; once it is closed its archive lies in the record."""
        if step.kind == "opened":
            return self._box.open(fields, int(step.signed.timestamp()))
        said = {"opened": self._id(fields["opened"])} | self._box.close()
        self._lay(said["opened"], {Kind.ARCHIVE: self._box.archive})
        return said

    def _declared(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What the result says of the box; the archive, the trustees' proofs and the count lie in the record."""
        said = {"election": self._id(fields["election"])} | self._box.declare()
        files = {Kind.ARCHIVE: self._box.archive, Kind.STRONG_PROOFS: self._box.strong_proofs}
        self._lay(said["election"], files | {Kind.COUNT: self._box.transcript()})
        return said

    def _lay(self, opened: str, files: Mapping[Kind, bytes]) -> None:
        head = self._box.signed_head(origin_of(self._gate.head.origin, opened))
        for kind, data in {**files, Kind.ELECTION_HEAD: head}.items():
            self._gate.keep_archive(election_path(opened, kind), data)

    def _id(self, ref: str) -> str:
        """The id of an act that is named by its number."""
        return self._gate.book.entries[number_in(ref)].act.id

    def _amended(self, step: Step, fields: dict[str, Any]) -> tuple[dict[str, str], dict[str, bytes]]:
        """The texts that a correction or a withholding puts in the place of others, and the changes a correction names."""
        if step.kind not in ("corrected", "withheld"):
            return {}, {}
        target = step.target("amends")
        digests, files = salted(self._words.amended(step, target), self._draw)
        if step.kind == "corrected":
            present = self._present(target)
            fields["changes"] = [
                {"field": f"parts.{name}", "was": present.parts[name], "now": digest}
                for name, digest in digests.items()
            ]
        return digests, files

    def _present(self, name: str) -> Act:
        return self._gate.book.entries[self._number(name)].act

    def _number(self, name: str) -> int:
        return next(e.number for e in self._gate.book.entries if e.text_hash == self._texts[name])
