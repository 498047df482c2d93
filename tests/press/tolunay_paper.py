"""Makes the shipped letter of Tolunay anew, after a change of its words, of its act, or of how papers are set:

    python -m tests.press.tolunay_paper

It writes the PDF and, into the history, its SHA-256. Look at the PDF before you keep it.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from qurultay.acts.register import register
from qurultay.cli.tolunay import play
from qurultay.cli.tolunay.chronicle import HERE, history
from qurultay.cli.tolunay.sent_paper import CERTIFICATE, LETTER, PASSPHRASE, SENT
from qurultay.portal.pictures.emblem import emblem_on_paper
from qurultay.press.setting.gathering import from_record
from qurultay.press.setting.letter import letter
from qurultay.press.setting.typesetter import set_paper
from qurultay.press.signing import certificates, pades
from qurultay.record.source import open_source
from qurultay.record.verify import verify

HISTORY = HERE / "history/2026.yaml"
WHEN: datetime = next(step.signed for step in history() if step.name == LETTER)


def made(record: Path, number: int) -> bytes:
    """The letter of a played record, signed by the President at the hour at which its act was signed."""
    with open_source(record) as source:
        report = verify(source, now=int(datetime(2026, 11, 20, tzinfo=UTC).timestamp()))
        book = register(report.book.entries)
        book.founding = report.founding
        original = from_record(source, book, number)
        sheet = letter(replace(original, emblem=emblem_on_paper(len(book.communities))))
    office = certificates.opened(CERTIFICATE.read_bytes(), PASSPHRASE, CERTIFICATE.name)
    return pades.sign(set_paper(sheet), office, WHEN.astimezone(UTC), f"Act {original.act.id}")


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        folder = Path(name)
        pdf = made(folder / "record", play(folder / "record", folder / "home")[LETTER])
    (SENT / f"{LETTER}.pdf").write_bytes(pdf)
    digest = sha256(pdf).hexdigest()
    said, found = re.subn(r"(?m)^(      1,)[0-9a-f]{64}$", rf"\g<1>{digest}", HISTORY.read_text(encoding="utf-8"))
    assert found == 1, "the list of counterparts of the letter is not where it was"
    HISTORY.write_text(said, encoding="utf-8")
    print(SENT / f"{LETTER}.pdf", len(pdf), digest)
