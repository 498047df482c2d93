"""Papers laid to items tell nothing of who made them; a sitting's papers come as one file."""

import io
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from qurultay.press.setting import typesetter
from qurultay.secretariat.chamber import documents
from qurultay.secretariat.chamber.models import Document
from qurultay.secretariat.chamber.pack import pack
from qurultay.secretariat.frame.order import OutOfOrder
from qurultay.secretariat.frame.speaking import voice
from tests.secretariat.sitting import BODY
from tests.secretariat.test_motions import Floor, floor, one_house

__all__ = ["floor", "one_house"]
SECRET = "Aygul Tenir"
WORDS = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Words</w:t></w:r></w:p>%s</w:body></w:document>'


def a_pdf(author: str = SECRET, script: str = "", password: str = "") -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 300))
        pdf.docinfo["/Author"] = author
        with pdf.open_metadata() as meta:
            meta["dc:creator"] = [author]
        if script:
            pdf.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=script)
        pdf.attachments["notes.txt"] = author.encode()
        pdf.save(made, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return made.getvalue()


def a_docx(more: bytes = b"", **parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("docProps/core.xml", f"<c><dc:creator>{SECRET}</dc:creator></c>")
        packed.writestr("docProps/app.xml", f"<a><Company>{SECRET}</Company></a>")
        packed.writestr("word/document.xml", WORDS % more)
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def a_picture(form: str) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((32, 32), 60).save(made, form, exif=exif, comment=SECRET.encode(), progressive=True)
    return made.getvalue() + SECRET.encode()


def laid(floor: Floor, data: bytes, name: str = "paper.bin") -> Document:
    return documents.lay(floor.hall.item, SimpleUploadedFile(name, data), {"en": "Budget"}, "en", floor.now)


def refused(code: str, floor: Floor, data: bytes, name: str = "paper.pdf") -> None:
    with pytest.raises(OutOfOrder) as bad:
        laid(floor, data, name)
    assert bad.value.saying.key == f"chamber.out.document.{code}"
    assert not Document.objects.exists()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_tells_neither_its_maker_nor_its_place(floor, form) -> None:
    data = a_picture(form)
    assert SECRET.encode() in data
    kept = documents.bytes_of(laid(floor, data))
    assert SECRET.encode() not in kept and b"Exif" not in kept and b"eXIf" not in kept
    with Image.open(io.BytesIO(kept)) as now, Image.open(io.BytesIO(data)) as before:
        assert now.tobytes() == before.tobytes()


def test_a_pdf_loses_its_author_its_attachments_and_what_it_does_by_itself(floor) -> None:
    kept = documents.bytes_of(laid(floor, a_pdf(script="app.alert(1)")))
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert not pdf.attachments and "/OpenAction" not in pdf.Root and "/Metadata" not in pdf.Root
        assert "/Author" not in pdf.docinfo
        plain = pdf.objects
        assert all(SECRET not in str(each) for each in plain)


def test_a_word_file_loses_its_author(floor) -> None:
    kept = documents.bytes_of(laid(floor, a_docx()))
    with zipfile.ZipFile(io.BytesIO(kept)) as packed:
        assert all(SECRET.encode() not in packed.read(name) for name in packed.namelist())
        assert packed.read("word/document.xml") == WORDS % b""
        assert {each.date_time[0] for each in packed.infolist()} == {1980}


def test_a_photograph_within_a_pdf_or_a_word_file_loses_its_place_too(floor) -> None:
    photograph = a_picture("JPEG")
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        held = pikepdf.Stream(pdf, photograph)
        held.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name("/XObject"), Subtype=pikepdf.Name("/Image"), Width=32, Height=32,
            ColorSpace=pikepdf.Name("/DeviceGray"), BitsPerComponent=8, Filter=pikepdf.Name("/DCTDecode"),
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=held))
        page.Contents = pikepdf.Stream(pdf, b"q 32 0 0 32 0 0 cm /Im0 Do Q")
        pdf.save(made)
    kept = documents.bytes_of(laid(floor, made.getvalue()))
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert b"Exif" not in pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert SECRET.encode() in made.getvalue() and SECRET.encode() not in kept
    kept = documents.bytes_of(laid(floor, a_docx(**{"word__media__image1.jpeg": photograph})))
    with zipfile.ZipFile(io.BytesIO(kept)) as packed:
        assert SECRET.encode() not in packed.read("word/media/image1.jpeg")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("kind", b"<!doctype html><script>alert(1)</script>"),
        ("kind", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("kind", b"GIF89a\x01\x00"),
        ("kind", b"\x7fELF\x02\x01"),
        ("kind", b""),
        ("unreadable", b"%PDF-1.7 but nothing more"),
        ("unreadable", b"PK\x03\x04 but nothing more"),
        ("unreadable", b"\xff\xd8\xff\xe0 but nothing more"),
        ("unreadable", b"\x89PNG\r\n\x1a\n but nothing more"),
        (
            "unreadable",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0abcd\0\0\0\0IENDabcd",
        ),
        ("unreadable", b"\xff\xd8\xff\xc0\0\x0b\x08" + (60_000).to_bytes(2) * 2 + b"\1\1\x11\0\xff\xd9"),
        ("unreadable", a_docx(**{"..__..__autostart": b"x"})),
        ("unreadable", a_docx(**{"__etc__autostart": b"x"})),
        ("unreadable", a_pdf(password="secret")),
        ("unreadable", "adopted\u202edesopxe".encode()),
        ("tracked-changes", a_docx(b'<w:ins w:author="x"><w:r/></w:ins>')),
        (
            "comments-left",
            a_docx(**{"word__comments.xml": b'<w:comments xmlns:w="w"><w:comment w:id="1"/></w:comments>'}),
        ),
        ("file-active", a_docx(**{"word__vbaProject.bin": b"macro"})),
    ],
)
def test_what_cannot_be_laid_is_refused_in_a_sentence(floor, code, data) -> None:
    refused(code, floor, data)


def test_a_zip_that_is_no_word_file_is_refused(floor) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("evil.html", "<script>alert(1)</script>")
    refused("kind", floor, made.getvalue(), "budget.docx")


def test_the_name_of_a_file_decides_nothing(floor) -> None:
    paper = laid(floor, a_pdf(), "../../evil.html")
    assert (paper.media, documents.file_name(paper)[:7], documents.file_name(paper)[-4:]) == (
        "application/pdf",
        "item-1-",
        ".pdf",
    )


def test_a_file_that_is_too_large_is_not_read(floor, monkeypatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 10)
    refused("too-large", floor, b"eleven char")


def test_a_paper_is_handed_out_to_be_kept_and_never_shown_within_our_pages(floor, arrive) -> None:
    paper = laid(floor, b"A plain paper.")
    answer = arrive(f"observer@{BODY}").browser.get(f"/sessions/documents/{paper.pk}")
    assert answer.content == b"A plain paper.\n"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert arrive("secretary@body/committee-rights").browser.get(f"/sessions/documents/{paper.pk}").status_code == 404


def test_a_paper_whose_bytes_were_changed_is_not_handed_out(floor, one_house) -> None:
    paper = laid(floor, b"A plain paper.")
    (one_house / "secretariat/documents" / paper.digest).write_bytes(b"Another.")
    with pytest.raises(OutOfOrder, match="lost"):
        documents.bytes_of(paper)


def test_the_file_goes_with_the_last_paper_that_names_it(floor, one_house, django_capture_on_commit_callbacks) -> None:
    one, two = laid(floor, b"The same."), laid(floor, b"The same.")
    place = one_house / "secretariat/documents" / one.digest
    for paper, there in ((one, True), (two, False)):
        with django_capture_on_commit_callbacks(execute=True):
            documents.remove(paper)
        assert place.exists() is there


# --- the papers of a sitting -------------------------------------------------------------------------------------------


def words_in(data: bytes, pdftotext: Path) -> str:
    """What a reader's program finds in it: Poppler keeps the order of a line of Uyghur better than pdfium."""
    found = subprocess.run([pdftotext, "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return found.stdout.decode().translate(
        dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u202a\u202b\u202c"))
    )


def outline(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as found:
        return [each.title for each in found.root]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Papers of sitting 1"), ("ug", "قەغەزلىرى"), ("kk", "қағаздары")]
)
def test_the_papers_of_a_sitting_are_one_file_in_each_language(floor, tool, language, said) -> None:
    motion = floor.pending()
    floor.amended(motion, "1", en="Calls upon all nations to answer within 14 days.")
    made = pack(floor.hall.sitting, voice(language), floor.now)
    words = words_in(made, tool("pdftotext"))
    assert said in words and "1-A1" in words
    assert language != "en" or "Calls upon all nations to answer within 14 days." in words
    assert made == pack(floor.hall.sitting, voice(language), floor.now)


def test_papers_that_are_pdf_follow_under_a_bookmark_of_their_own(floor, tool) -> None:
    floor.pending()
    laid(floor, a_pdf())
    laid(floor, b"A plain paper.")
    made = pack(floor.hall.sitting, voice("en"), floor.now)
    assert outline(made)[-1] == "1. Budget"
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_metadata() as meta:
        assert len(pdf.pages) == 3
        assert meta.pdfa_status == ""
    assert "to be fetched apart" in words_in(made, tool("pdftotext"))


def test_where_papers_cannot_be_set_one_sentence_says_how_to_install_what_sets_them(floor, arrive, monkeypatch) -> None:
    def missing() -> None:
        raise typesetter.NoPress("typst")

    monkeypatch.setattr(typesetter, "_typst", missing)
    answer = arrive(f"observer@{BODY}").browser.get(f"/sessions/sittings/{floor.hall.sitting.pk}/papers.pdf")
    assert answer.status_code == 422
    assert "pip install" in answer.text
