"""Words out of Word and PDF files, and files that were made to do harm: each gets its words read or one sentence, soon."""

import io
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from qurultay.press.importer import read_declaration
from qurultay.press.pdf_file import read_pdf
from qurultay.press.preflight.file_traces import check_file
from qurultay.press.refusal import Refusal
from qurultay.press.source_file import read_source, words_in

docx = pytest.importorskip("docx", reason="the extra 'press' is not installed")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def declaration() -> Any:
    """A declaration as a clerk types it: Word numbers its provisions, so no number stands in their words."""
    document = docx.Document()
    document.core_properties.author = "Office of the Secretary"
    document.add_heading("Declaration of the Third Congress", 0)
    document.add_paragraph("The Congress met in Lirra on 12 September 2026.")
    for words in (
        "We pledge to publish our minutes.",
        "We call on all states to open their archives by 1 May 2027.",
        "We appeal to the media to listen.",
    ):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Long live the Congress!")
    return document


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The file with some of its parts replaced or added; `word_document` stands for word/document.xml."""
    named = {name.replace("_", "/", 1) + ".xml": held for name, held in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, named.pop(name, old.read(name)))
        for name, held in named.items():
            new.writestr(name, held)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)


# Word


def test_the_numbers_that_word_draws_are_read_with_the_paragraphs() -> None:
    words = words_in(saved(declaration()), "a.docx")
    assert "1. We pledge to publish our minutes.\n\n2. We call on all states" in words
    read = read_declaration(words)
    assert [(p.label, p.operations[0].kind) for p in read.provisions] == [
        ("1", "pledge"),
        ("2", "call"),
        ("3", "appeal"),
    ]
    assert [words.text for words in read.closing] == ["Long live the Congress!"]


def test_tables_and_line_breaks_of_a_word_file_are_read_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    document.add_paragraph("First line\nsecond line")
    assert words_in(saved(document), "a.docx") == "Before.\n\nleft\n\nright\n\nFirst line\nsecond line\n"


def test_deleted_and_hidden_words_are_not_read_and_are_reported() -> None:
    data = saved(declaration())
    xml = part(data, "word/document.xml").replace(
        b"<w:p><w:r><w:t>The Congress met",
        b'<w:p><w:del w:id="1" w:author="somebody"><w:r><w:delText>Secret plan.</w:delText></w:r></w:del>'
        b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden words.</w:t></w:r><w:r><w:t>The Congress met",
    )
    spoilt = repacked(data, word_document=xml)
    words = words_in(spoilt, "a.docx")
    assert "Secret" not in words and "Hidden" not in words and "The Congress met" in words
    assert {"tracked-changes", "hidden-text"} <= {f.code for f in check_file(spoilt, "a.docx")}


def test_a_word_file_tells_who_made_it_and_where() -> None:
    document = declaration()
    assert [f.code for f in check_file(saved(document), "a.docx")] == []
    document.core_properties.author = "Sabira Onay"
    data = saved(document)
    spoilt = repacked(
        data,
        docProps_app=b"<Properties><Template>C:\\Users\\sabira\\Templates\\letter.dotx</Template></Properties>",
        word_comments=f'<w:comments xmlns:w="{W}"><w:comment w:id="0"/></w:comments>'.encode(),
    )
    assert {f.code for f in check_file(spoilt, "a.docx")} == {"metadata-person", "metadata-path", "comments-left"}


def test_a_picture_with_a_place_and_a_macro_are_reported() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("word/document.xml", b"<w:document/>")
        new.writestr(
            "word/media/image1.jpg",
            b"\xff\xd8\xff\xe1\x00\x50Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04",
        )
        new.writestr("word/vbaProject.bin", b"macro")
    assert {f.code for f in check_file(packed.getvalue(), "a.docx")} == {"picture-place", "file-active"}


# Files that were made to do harm

BOMB = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'


@cache
def harmful() -> dict[str, tuple[bytes, str]]:
    good = saved(declaration())
    entities = f'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><w:document xmlns:w="{W}"/>'.encode()
    outside = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'.encode()
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as new:
        for number in range(5000):
            new.writestr(f"word/{number}.bin", b"")
    return {
        "a bomb of one part": (
            repacked(good, word_document=BOMB.format("a" * 40_000_000).encode()),
            "unpacks to far more",
        ),
        "a bomb of many parts": (repacked(good, **{f"word_media{n}": b" " * 9_000_000 for n in range(9)}), "far more"),
        "entities that grow": (repacked(good, word_document=entities), "entities of its own"),
        "an entity outside": (repacked(good, word_document=outside), "entities of its own"),
        "another encoding": (
            repacked(good, word_document='<?xml version="1.0"?>'.encode("utf-16")),
            "not written in UTF-8",
        ),
        "five thousand parts": (many.getvalue(), "more than 4000 parts"),
        "cut off": (good[: len(good) // 2], "damaged"),
        "no document": (repacked(good)[:4] + b"x" * 100, "damaged"),
        "not a Word file": (_zip({"a.txt": b"words"}), "not a Word document"),
        "broken XML": (repacked(good, word_document=b"<w:document><w:body>"), "damaged"),
        "deep XML": (repacked(good, word_document=b"<a>" * 100_000 + b"</a>" * 100_000), "damaged"),
        "a PDF that ends at once": (b"%PDF-1.7\n", "damaged"),
        "a PDF of noise": (b"%PDF-1.7\n" + bytes(range(256)) * 2000, "damaged"),
        "hidden characters": ("We \u202edesolc\u202c met.".encode(), "bidi override"),
        "ten megabytes": (b"a" * 10_000_000, ""),
    }


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, held in parts.items():
            new.writestr(name, held)
    return out.getvalue()


@pytest.mark.parametrize("what", harmful())
def test_a_harmful_file_is_answered_with_one_sentence(what: str, tmp_path: Path) -> None:
    data, sentence = harmful()[what]
    name = "a.docx" if data[:2] == b"PK" else "a.pdf" if data[:4] == b"%PDF" else "a.txt"
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refusal) as refused:
        read_source(tmp_path / name)
    assert sentence in str(refused.value)
    assert str(refused.value).count("\n") == 0 and str(refused.value).startswith(name)


def test_a_zip_bomb_is_refused_without_growing() -> None:
    data, _ = harmful()["a bomb of one part"]
    program = (
        "import resource,sys\nfrom qurultay.press.source_file import words_in\nfrom qurultay.press.refusal import Refusal\n"
        "before=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n words_in(sys.stdin.buffer.read(),'a.docx')\nexcept Refusal: print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-before)//1024)"
    )
    child = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=True)
    assert int(child.stdout) < 100  # megabytes


# PDF


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A PDF as our own press sets it: three pages with a running head, Uyghur and English."""
    typst = pytest.importorskip("typst", reason="the extra 'press' is not installed")
    provisions = "\n\n".join(
        f"{n}. We call on the Parliament of Osmark to open archive {n} by {n} May 2027, so that everybody can read what is kept there about us and our forebears."
        for n in range(1, 31)
    )
    escaped = provisions.replace(". We", "\\. We")
    source = f"""#set page(paper: "a5", header: [Congress of the Kesh People])
#set document(title: "Declaration", author: "Office of the Secretary")
#set text(size: 11pt)
= Declaration of the Congress

Adopted on 12 September 2026.

{escaped}
"""
    return bytes(typst.compile(source.encode()))


def test_the_words_of_a_pdf_are_read_without_its_running_head(pdf: bytes) -> None:
    words = words_in(pdf, "a.pdf")
    assert "Congress of the Kesh People" not in words
    read = read_declaration(words)
    assert [p.label for p in read.provisions] == [str(n) for n in range(1, 31)]
    assert {p.operations[0].addressee.ref for p in read.provisions if p.operations[0].addressee} == {
        "addressee/parliament-of-osmark"
    }
    assert all(p.operations[0].due is not None for p in read.provisions)


def test_a_pdf_that_names_an_office_as_its_author_is_clean(pdf: bytes) -> None:
    assert read_pdf(pdf, "a.pdf").properties["Author"] == "Office of the Secretary"
    assert [f.code for f in check_file(pdf, "a.pdf")] == []


def test_a_pdf_that_names_a_person_is_reported(pdf: bytes) -> None:
    typst = pytest.importorskip("typst", reason="the extra 'press' is not installed")
    named = bytes(typst.compile(b'#set document(author: "Sabira Onay")\nWords.'))
    assert "metadata-person" in {f.code for f in check_file(named, "a.pdf")}


def test_a_pdf_of_pictures_is_refused_with_what_to_do() -> None:
    typst = pytest.importorskip("typst", reason="the extra 'press' is not installed")
    with pytest.raises(Refusal, match="pictures of pages and no words"):
        words_in(bytes(typst.compile(b"#rect(width: 4cm)")), "a.pdf")
