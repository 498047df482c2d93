"""A signed paper, changed in every way we could think of: each change is reported, by us and by poppler's `pdfsig`.

The paper is a letter of an invented assembly, entered in a record in memory. `pdfsig` is asked of every mutation that
a signature covers: bytes within its ranges, pages, updates; what lies in the gap of the signature it cannot see, and
there the record alone decides (the whole file is a part of its act).
"""

from __future__ import annotations

import io
import random
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign import signers

from qurultay.acts.book import Register
from qurultay.acts.office import KeyEnrolled, KeyRevoked
from qurultay.acts.register import register
from qurultay.press.setting.letter import letter
from qurultay.press.setting.resolution import resolution
from qurultay.press.setting.typesetter import set_paper
from qurultay.press.signing import certificates, pades
from qurultay.press.signing.certificates import OfficeCertificate
from qurultay.press.signing.checking import Verdict, check
from qurultay.record.layout import part_path
from qurultay.record.parts import commit, part_bytes
from qurultay.record.source import Memory
from tests.hall import Hall
from tests.press import papers

GRAVE = ("post/president", "post/secretary", "post/speaker")
WHEN = datetime(2026, 6, 20, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A record with one signed letter, and the certificates that were, are and never were in force."""

    paper: bytes
    unsigned: bytes
    other: bytes
    source: Memory
    raw: Register
    reading: Register
    current: OfficeCertificate
    revoked: OfficeCertificate
    expired: OfficeCertificate
    stranger: OfficeCertificate

    def judged(self, pdf: bytes) -> Verdict:
        """What we say of a file."""
        return check(pdf, self.source, self.raw, self.reading, date(2026, 7, 1), lambda ref: "")


def enrolled(house: Hall, post: str, person: str, name: str) -> OfficeCertificate:
    made = certificates.make(f"tolunay.example/{name}", "Assembly of Tolunay", date(2026, 6, 1))
    house.enter(KeyEnrolled(use="pdf", key=made.enrolled, post=post, person=person), signatories=GRAVE)
    return made


@pytest.fixture(scope="module")
def scene() -> Scene:
    house = papers.hall()
    house.on("2026-06-10")
    current = enrolled(house, "post/president", "person/1", "president")
    revoked = enrolled(house, "post/secretary", "person/3", "secretary")
    expired = enrolled(house, "post/vice-president", "person/2", "vice-president")
    house.on("2026-06-12").enter(
        KeyRevoked(name="tolunay.example/secretary", key=revoked.enrolled, how="revoked", ground="compromised"),
        signatories=GRAVE,
    )
    house.on("2026-06-20")
    act = papers.letter_act(house)
    unsigned = set_paper(letter(papers.original(act, papers.LETTER, house, "en", "ug")))
    paper = pades.sign(unsigned, current, WHEN, "Act m3t8w1pz")
    salt = bytes(range(32))
    act = replace(act, parts={"file.pdf": commit(salt, paper)})
    house.sign_and_enter(act, [house.signers[post] for post in act.signatories])
    other = set_paper(resolution(papers.original(papers.declaration_act(house), papers.DECLARATION, house)))
    source = Memory({part_path(act.parts["file.pdf"]): part_bytes(salt, paper)})
    reading = register(house.entries)
    reading.founding = house.book.founding
    return Scene(
        paper=paper, unsigned=unsigned, other=other, source=source, raw=house.book, reading=reading, current=current,
        revoked=revoked, expired=expired, stranger=certificates.make("tolunay.example/president", "Assembly of Tolunay", date(2026, 6, 1)),
    )  # fmt: skip


# --- the ways to forge ------------------------------------------------------------------------------------------------

Mutation = Callable[[Scene, random.Random], bytes]
MUTATIONS: dict[str, Mutation] = {}
COVERED = (
    "a byte changed",
    "bytes cut out",
    "bytes put in",
    "an update appended",
    "a page away",
    "a page doubled",
    "pages swapped",
)
"""What `pdfsig` can see: mutations of what the signature covers, and of how much it covers."""


def mutation(called: str) -> Callable[[Mutation], Mutation]:
    def note(made: Mutation) -> Mutation:
        MUTATIONS[called] = made
        return made

    return note


def gap(pdf: bytes) -> tuple[int, int]:
    """Where the signature itself lies: the only bytes it does not cover."""
    ranges = re.search(rb"/ByteRange \[\s*(\d+) (\d+) (\d+) (\d+)\s*\]", pdf)
    assert ranges is not None
    first, length, second, _ = (int(each) for each in ranges.groups())
    return first + length, second


@mutation("a byte changed")
def a_byte_changed(scene: Scene, dice: random.Random) -> bytes:
    """Anywhere the signature covers."""
    data, (start, end) = bytearray(scene.paper), gap(scene.paper)
    at = dice.choice([dice.randrange(8, start), dice.randrange(end, len(data))])
    data[at] ^= 1 << dice.randrange(8)
    return bytes(data)


@mutation("a byte in the gap")
def a_byte_in_the_gap(scene: Scene, dice: random.Random) -> bytes:
    data, (start, end) = bytearray(scene.paper), gap(scene.paper)
    at = dice.randrange(start, end)
    data[at] = dice.choice([each for each in b"0123456789abcdef" if each != data[at]])
    return bytes(data)


@mutation("bytes cut out")
def bytes_cut_out(scene: Scene, dice: random.Random) -> bytes:
    at = dice.randrange(20, gap(scene.paper)[0] - 100)
    return scene.paper[:at] + scene.paper[at + dice.randrange(1, 80) :]


@mutation("bytes put in")
def bytes_put_in(scene: Scene, dice: random.Random) -> bytes:
    at = dice.randrange(20, gap(scene.paper)[0] - 100)
    return scene.paper[:at] + dice.randbytes(dice.randrange(1, 80)) + scene.paper[at:]


@mutation("cut short")
def cut_short(scene: Scene, dice: random.Random) -> bytes:
    return scene.paper[: dice.randrange(1, len(scene.paper))]


@mutation("an update appended")
def an_update_appended(scene: Scene, dice: random.Random) -> bytes:
    """An incremental update, as an editor of PDFs makes it: the signed bytes stay, what is seen changes."""
    from pyhanko.pdf_utils.generic import NameObject, TextStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(scene.paper))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Rotate")] = NameObject(f"/R{dice.randrange(1000)}")
    writer.root[NameObject("/Added")] = TextStringObject(str(dice.random()))
    writer.update_root()
    writer.mark_update(page.container_ref)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def rewritten(scene: Scene, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The paper taken apart and written anew."""
    with pikepdf.open(io.BytesIO(scene.paper)) as pdf:
        change(pdf)
        output = io.BytesIO()
        pdf.save(output, static_id=True, linearize=False)
    return output.getvalue()


@mutation("a page away")
def a_page_away(scene: Scene, dice: random.Random) -> bytes:
    return rewritten(scene, lambda pdf: pdf.pages.__delitem__(dice.randrange(len(pdf.pages))))


@mutation("a page doubled")
def a_page_doubled(scene: Scene, dice: random.Random) -> bytes:
    return rewritten(scene, lambda pdf: pdf.pages.append(pdf.pages[dice.randrange(len(pdf.pages))]))


@mutation("pages swapped")
def pages_swapped(scene: Scene, dice: random.Random) -> bytes:
    del dice
    return rewritten(scene, lambda pdf: pdf.pages.reverse())


@mutation("written again")
def written_again(scene: Scene, dice: random.Random) -> bytes:
    """Saved by another program, nothing changed: still another file than the one the act names."""
    del dice
    return rewritten(scene, lambda pdf: None)


@mutation("the signature taken off")
def the_signature_taken_off(scene: Scene, dice: random.Random) -> bytes:
    del dice
    return scene.unsigned


@mutation("words of another act under this code")
def words_of_another_act(scene: Scene, dice: random.Random) -> bytes:
    """The declaration's pages in a file that carries the letter's claim, signed by the office itself."""
    with pikepdf.open(io.BytesIO(scene.other)) as pdf, pikepdf.open(io.BytesIO(scene.unsigned)) as claimed:
        pdf.attachments["act.json"] = claimed.attachments["act.json"].get_file().read_bytes()
        output = io.BytesIO()
        pdf.save(output, static_id=True)
    return pades.sign(output.getvalue(), dice.choice([scene.current, scene.stranger]), WHEN, "Act m3t8w1pz")


@mutation("signed again by another")
def signed_again(scene: Scene, dice: random.Random) -> bytes:
    """By a stranger's certificate of the same name, one that was revoked, another office's, or at another time by the same."""
    by = dice.choice([scene.stranger, scene.revoked, scene.expired, scene.current])
    return pades.sign(scene.unsigned, by, WHEN.replace(second=dice.randrange(1, 60)), "Act m3t8w1pz")


@mutation("signed a second time")
def signed_a_second_time(scene: Scene, dice: random.Random) -> bytes:
    """Another signature after the one that forbids every change; a forger's tool does not ask whether it may."""
    by = dice.choice([scene.stranger, scene.revoked, scene.expired])
    metadata = signers.PdfSignatureMetadata(field_name=f"Second{dice.randrange(1000)}", md_algorithm="sha256")
    output = io.BytesIO()
    forger = Forger(metadata, signer=pades._Office(by))
    forger.when = WHEN
    forger.sign_pdf(pades._Writer(io.BytesIO(scene.paper)), bytes_reserved=16_384, output=output)
    return output.getvalue()


class Forger(pades._Signer):
    """A signer that does not ask whether the file may be signed once more."""

    def _enforce_certification_constraints(self, reader: object) -> None:
        del reader


# --- what is said of them ---------------------------------------------------------------------------------------------


def test_the_paper_itself_is_authentic_to_us_and_valid_to_pdfsig(
    scene: Scene, tool: Callable[[str], Path], tmp_path: Path
) -> None:
    verdict = scene.judged(scene.paper)
    assert (verdict.word, verdict.standing, verdict.id) == ("authentic", "stands", "m3t8w1pz")
    assert is_good(tool("pdfsig"), tmp_path, scene.paper)


@pytest.mark.slow
def test_every_mutation_is_reported_by_us_and_where_a_signature_covers_it_by_pdfsig(
    scene: Scene,
    tool: Callable[[str], Path],
    tmp_path: Path,
    campaign: Callable[[int], int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    dice, rounds, pdfsig = random.Random(20260620), campaign(1000), tool("pdfsig")
    reported, seen = Counter[tuple[str, str]](), Counter[str]()
    names = [*MUTATIONS]
    for number in range(rounds):
        name = names[number % len(names)]
        changed = MUTATIONS[name](scene, dice)
        assert changed != scene.paper, name
        verdict = scene.judged(changed)
        assert verdict.word in ("altered", "unknown"), (number, name, verdict)
        assert "\n" not in verdict.sentence and len(verdict.sentence) < 400
        reported[name, verdict.word] += 1
        if name in COVERED:
            assert not is_good(pdfsig, tmp_path, changed), (number, name)
            seen[name] += 1
    with capsys.disabled():
        print(
            f"\n  {rounds} mutations, {reported.total()} reported by us, {seen.total()} of {seen.total()} covered ones by pdfsig"
        )
    assert reported.total() == rounds


def is_good(pdfsig: Path, folder: Path, pdf: bytes) -> bool:
    """Does `pdfsig` find a valid signature over the whole document?"""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    said = subprocess.run([pdfsig, "-nocert", path], capture_output=True, text=True, timeout=30).stdout
    return "Signature is Valid" in said and "Total document signed" in said and "not signed" not in said.lower()


@pytest.mark.parametrize(
    ("which", "why"),
    [
        ("stranger", "It is signed with a certificate that no act of this record enrols."),
        ("revoked", "It is signed with the certificate of the secretary, which ended on 2026-06-11."),
        ("current", "It is signed with the certificate of the president (person/1)."),
    ],
)
def test_the_sentence_says_whose_certificate_it_is(scene: Scene, which: str, why: str) -> None:
    again = pades.sign(scene.unsigned, getattr(scene, which), WHEN.replace(second=30), "Act m3t8w1pz")
    verdict = scene.judged(again)
    assert verdict.word == "altered" and verdict.sentence.endswith(f"the file which that act names is another. {why}")


def test_an_office_whose_certificate_was_revoked_or_has_expired_signs_no_paper_that_counts(scene: Scene) -> None:
    """Also of an act that names no file, where a certificate in force would make it the office's own word."""
    entry = scene.raw.entries[-1]
    bare = replace(entry, act=replace(entry.act, parts={}))
    raw = register([*scene.raw.entries[:-1], bare])
    raw.founding = scene.raw.founding
    for certificate, day, word in (
        (scene.current, date(2026, 7, 1), "signed"),
        (scene.current, date(2029, 7, 1), "unknown"),
        (scene.revoked, date(2026, 7, 1), "unknown"),
        (scene.stranger, date(2026, 7, 1), "unknown"),
    ):
        again = pades.sign(scene.unsigned, certificate, WHEN, "Act m3t8w1pz")
        verdict = check(again, scene.source, raw, raw, day, lambda ref: "")
        assert verdict.word == word, (certificate.name, day, verdict)


BROKEN = {
    "empty": b"",
    "not a PDF": b"GIF89a" + bytes(1000),
    "a header alone": b"%PDF-1.7\n%%EOF\n",
    "a loop of pages": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "a loop of cross references": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9>>\nstartxref\n9\n%%EOF\n",
    "deep nesting": b"%PDF-1.7\n1 0 obj" + b"[" * 100_000 + b"]" * 100_000 + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "ten megabytes of nothing": b"%PDF-1.7\n" + bytes(10_000_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_one_sentence(scene: Scene, name: str) -> None:
    verdict = scene.judged(BROKEN[name])
    assert verdict.word == "unknown"
    assert verdict.sentence == "unknown: no act of this record names this file. It bears no signature that can be read."


def test_a_claim_that_would_unpack_to_gigabytes_is_no_claim(scene: Scene) -> None:
    with pikepdf.open(io.BytesIO(scene.unsigned)) as pdf:
        pdf.attachments["act.json"] = b"{" + b" " * 50_000_000
        output = io.BytesIO()
        pdf.save(output, compress_streams=True)
    assert len(output.getvalue()) < 1_000_000
    assert scene.judged(output.getvalue()).word == "unknown"


def test_a_paper_signs_to_the_same_bytes_and_stays_archival(scene: Scene) -> None:
    assert pades.sign(scene.unsigned, scene.current, WHEN, "Act m3t8w1pz") == scene.paper
    assert scene.paper.startswith(scene.unsigned)
    with pikepdf.open(io.BytesIO(scene.paper)) as pdf:
        assert pdf.pdf_version == "1.7" and "/Version" not in pdf.Root
        assert int(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P) == 1
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf.Root.Metadata.read_bytes()
        assert [str(key) for key in pdf.attachments] == ["act.json"]
