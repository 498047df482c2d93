"""The press at the command line: from a draft to a signed paper whose act names it, and what is said of it later."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.clerk import LABEL, Clerk

ENROL = """kind: key-enrolled
date: {day}
issuers: [body/assembly]
signatories: [post/president, post/secretary, post/speaker]
body:
  use: pdf
  key: {key}
  post: post/president
  person: person/1
parts:
  summary.en: The President signs PDFs with this certificate.
"""

LETTER = """# To the archive
kind: issued
date: {day}
issuers: [body/government]
signatories: [post/president, post/secretary]
body:
  form: letter   # by post
  authentic: [en]
  number: letter/2024/1
  addressee: addressee/northern-archive
parts:
  title.en: Letter to the Northern Archive
  name.addressee-northern-archive.en: Northern Archive
  style.addressee-northern-archive.en: |
    The Director of the Northern Archive
    3 Paper Lane
  text.en: |
    Dear Director,

    We ask you to keep what you hold on Tolunay open to all.

    Yours sincerely,
"""


@pytest.fixture
def certificate(clerk: Clerk) -> Path:
    """The president's certificate, enrolled by act 1."""
    path = clerk.folder / "president.cert"
    clerk.does("press", "key", "new", f"{LABEL}/president", "-o", path, "--organisation", "Assembly of Tolunay")
    key = json.loads(clerk.does("press", "key", "show", path, "--json"))["key"]
    id = clerk.lays_down(ENROL.format(day="2024-06-01", key=key), "enrol.yaml")
    clerk.signs(id, "president", "secretary", "speaker")
    clerk.waits(days=7)
    clerk.does("publish")
    return path


def wrote(clerk: Clerk, certificate: Path) -> Path:
    """A letter with its signed paper is entered as act 2; the paper."""
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    paper = clerk.folder / "letter.pdf"
    clerk.does("press", "letter", draft, "-o", paper, "--enter", "--sign", certificate)
    id = clerk.does("check", draft).split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish")
    return paper


def test_a_letter_is_set_signed_entered_and_found_authentic(clerk: Clerk, certificate: Path) -> None:
    paper = wrote(clerk, certificate)
    said = clerk.does("press", "verify", paper, "--record", clerk.record)
    assert said.startswith("authentic: letter of 2024-06-08, act 2 (")
    assert "signed by the president (Aydin Tornay) and the secretary (Marat Kesh)." in said
    draft = (clerk.folder / "letter.yaml").read_text()
    assert draft.startswith("# To the archive\nkind: issued\n") and "form: letter   # by post" in draft


def test_an_annulled_letter_is_authentic_since_annulled_and_never_forged(clerk: Clerk, certificate: Path) -> None:
    paper = wrote(clerk, certificate)
    enters(clerk, AMENDING.format(kind="annulled", body="{ground: duress, from: now}"), hours=7 * 24)
    said = clerk.does("press", "verify", paper, "--record", clerk.record, "--json")
    found = json.loads(said)
    assert (found["verdict"], found["standing"], found["standing_by"]) == ("authentic", "annulled", 3)
    assert found["sentence"].startswith("authentic, since annulled by act 3 (duress): letter of")


def test_a_changed_paper_is_altered_and_a_strangers_unknown(clerk: Clerk, certificate: Path) -> None:
    paper = wrote(clerk, certificate)
    data = bytearray(paper.read_bytes())
    data[data.index(b"/Contents <") + 14_000] ^= 1  # between the signature and its end, which no signature covers
    changed = clerk.folder / "changed.pdf"
    changed.write_bytes(data)
    said = clerk.types("press", "verify", changed, "--record", clerk.record)
    assert said.status == 1 and said.out.startswith("altered: this file says it is act 2 (")
    (clerk.folder / "other.pdf").write_bytes(b"%PDF-1.7 nothing of ours")
    said = clerk.types("press", "verify", clerk.folder / "other.pdf", "--record", clerk.record)
    assert said.status == 1
    assert said.out == "unknown: no act of this record names this file. It bears no signature that can be read.\n"


def test_a_paper_whose_draft_was_changed_after_it_was_set_is_refused(clerk: Clerk, certificate: Path) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    clerk.does("press", "letter", draft, "-o", clerk.folder / "letter.pdf", "--enter", "--sign", certificate)
    clerk.does("check", draft)
    draft.write_text(draft.read_text().replace("letter/2024/1", "letter/2024/2"))
    assert "the draft was changed after its paper was set" in clerk.refused("check", draft)
    clerk.does("press", "letter", draft, "-o", clerk.folder / "letter.pdf", "--enter", "--sign", certificate)
    clerk.does("check", draft)


def test_the_paper_of_another_act_is_refused_as_a_part(clerk: Clerk, certificate: Path) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    clerk.does("press", "letter", draft, "-o", clerk.folder / "letter.pdf", "--enter")
    other = clerk.writes("other.yaml", LETTER.format(day="2024-06-08") + "  file.pdf: {file: letter.pdf}\n")
    assert "file.pdf is the paper of another act or of other words" in clerk.refused("check", other)


def test_a_preview_says_so_and_is_not_signed(clerk: Clerk, certificate: Path) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    assert "a preview" in clerk.does("press", "letter", draft, "-o", clerk.folder / "preview.pdf")
    said = clerk.refused("press", "letter", draft, "-o", clerk.folder / "preview.pdf", "--sign", certificate)
    assert said == "A preview is not signed; set the paper with --enter, under the short code of its act.\n"


def test_a_certificate_that_no_act_enrols_or_of_an_office_that_does_not_sign_is_refused(clerk: Clerk) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-01"))
    stranger = clerk.folder / "stranger.cert"
    clerk.does("press", "key", "new", f"{LABEL}/president", "-o", stranger)
    said = clerk.refused("press", "letter", draft, "-o", clerk.folder / "x.pdf", "--enter", "--sign", stranger)
    assert "No act of this record enrols the certificate" in said
    assert "id:" not in draft.read_text() and not (clerk.folder / "x.pdf").exists()


def test_a_certificate_ends_with_the_tenure_and_signs_nothing_more(clerk: Clerk, certificate: Path) -> None:
    clerk.waits(days=800)
    draft = clerk.writes("letter.yaml", LETTER.format(day="2026-08-01"))
    said = clerk.refused("press", "letter", draft, "-o", clerk.folder / "x.pdf", "--enter", "--sign", certificate)
    assert "ended on" in said and "sign with the present one" in said


def test_one_letter_goes_to_many_and_every_counterpart_can_be_checked(clerk: Clerk, certificate: Path) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    to = clerk.writes(
        "to.csv", 'address\n"Archive of Lirra\nLirra City"\nLibrary of Osmark\\nOsmark City\nMuseum of Varn\n'
    )
    clerk.does(
        "press", "letter", draft, "-o", clerk.folder / "counterparts", "--to", to, "--enter", "--sign", certificate
    )
    id = clerk.does("check", draft).split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish")
    counterparts = sorted((clerk.folder / "counterparts").glob("*.pdf"))
    assert len({each.read_bytes() for each in counterparts}) == 3
    for each in counterparts:
        assert clerk.does("press", "verify", each, "--record", clerk.record).startswith("authentic: letter of")
    digest = sha256(counterparts[1].read_bytes()).hexdigest()
    assert on_the_site(clerk, digest) == [[2, "table.csv", "stands"]]
    counterparts[0].write_bytes(counterparts[0].read_bytes() + b"\n")
    assert clerk.types("press", "verify", counterparts[0], "--record", clerk.record).status == 1


def test_an_addressee_without_an_address_is_named_by_its_row(clerk: Clerk) -> None:
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-01"))
    to = clerk.writes("to.csv", "name,address\nA,Lirra\nB,\n")
    said = clerk.refused("press", "letter", draft, "-o", clerk.folder / "counterparts", "--to", to)
    assert said == "to.csv, addressee 2: its address is empty; write it, or take the row away.\n"
    to = clerk.writes("to.csv", "name,street\nA,Lirra\n")
    assert "there is no column `address`" in clerk.refused(
        "press", "letter", draft, "-o", clerk.folder / "counterparts", "--to", to
    )


def test_a_paper_restating_an_act_is_signed_by_one_office_and_is_not_called_authentic(
    clerk: Clerk, certificate: Path
) -> None:
    """A second setting of an act that names no file: one officer answers for it, not the act's signatories."""
    draft = clerk.writes("letter.yaml", LETTER.format(day="2024-06-08"))
    id = clerk.does("check", draft).split(" as ")[1].split(".")[0]
    clerk.signs(id, "president", "secretary")
    clerk.waits(hours=24)
    clerk.does("publish")
    again = clerk.folder / "again.pdf"
    clerk.does("press", "letter", "2", "-o", again, "--sign", certificate)
    said = clerk.types("press", "verify", again, "--record", clerk.record)
    assert said.status == 1
    assert said.out.startswith("signed: It is signed with the certificate of the president (Aydin Tornay).")
    clerk.waits(days=800)
    assert clerk.types("press", "verify", again, "--record", clerk.record).out.startswith(
        "unknown: this file says it is act 2"
    )


def test_a_withheld_paper_is_confirmed_to_nobody_and_the_site_forgets_its_fingerprint(
    clerk: Clerk, certificate: Path
) -> None:
    paper = wrote(clerk, certificate)
    digest = sha256(paper.read_bytes()).hexdigest()
    assert on_the_site(clerk, digest) == [[2, "file.pdf", "stands"]]
    enters(clerk, AMENDING.format(kind="withheld", body="{ground: safety, names: [file.pdf]}"), hours=7 * 24)
    said = clerk.types("press", "verify", paper, "--record", clerk.record)
    assert said.status == 1
    assert said.out.startswith("unknown: this file says it is act 2 (") and "was withheld by act 3." in said.out
    assert on_the_site(clerk, digest) is None
    assert digest[:32] not in "".join(path.read_text() for path in clerk.house.glob("site/**/*.js"))


def on_the_site(clerk: Clerk, digest: str) -> list[list[object]] | None:
    """What “Check a document” on the body's site knows of a file with this SHA-256."""
    clerk.does("build")
    table = clerk.house / f"site/codes/files-{digest[:2]}.js"
    if not table.exists():
        return None
    held = json.loads(table.read_text().partition(",")[2].rpartition(")")[0])
    found: list[list[object]] | None = held.get(digest[:32])
    return found


AMENDING = """kind: {kind}
date: 2024-06-09
issuers: [body/assembly]
signatories: [post/president, post/secretary, post/speaker]
refs:
  - amends: act/2
body: {body}
parts:
  reason.en: An error in the form of address.
"""


def enters(clerk: Clerk, text: str, hours: int) -> None:
    """A draft is checked, signed by three, held and published."""
    id = clerk.lays_down(text, "amending.yaml")
    clerk.signs(id, "president", "secretary", "speaker")
    clerk.waits(hours=hours)
    clerk.does("publish")
