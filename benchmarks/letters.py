"""How fast are letters set and signed? Against WeasyPrint on the same letter, bare typst, and one RSA signature.

A letter is the one of the tests, in Uyghur and in English in turn, to an addressee of its own each time, as PDF/A-3a with
PDF/UA-1. WeasyPrint makes one claim at a time, so it makes PDF/UA-1 alone, from the same words in HTML with the same
faces. Bare typst gets the same template and the JSON ready made; what is left is ours: bidi, gathering, JSON. Letters of
a merge share all but their address; how fast those are that share nothing is stated beside it.
"""

import json
import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from qurultay.portal.pictures.emblem import emblem_on_paper
from qurultay.press.bidi import direction, isolate_html
from qurultay.press.setting import typesetter
from qurultay.press.setting.letter import letter, readdressed
from qurultay.press.setting.sheet import Grid, Sheet, Signed, Span, Words, as_data
from qurultay.press.setting.typesetter import FONTS, STANDARDS, set_paper
from qurultay.press.signing import certificates, pades
from tests.press import papers

REPOSITORY = Path(__file__).resolve().parent.parent
PEER = REPOSITORY / ".venv/peers/bin/python"
LANGUAGES = ("ug", "en")
BY_WEASYPRINT = 6


def bench_letters(table: Any, count: int) -> None:
    """Letters set, and signed, each against its floor; processor time throughout."""
    house = papers.hall()
    act, mark = papers.letter_act(house), emblem_on_paper(3)
    made = [letter(replace(papers.original(act, papers.LETTER, house, each), emblem=mark)) for each in LANGUAGES]

    def one(number: int) -> Sheet:
        return readdressed(made[number % 2], f"Archive {number}\n{number} Paper Lane\nOsmark City")

    set_paper(one(0)), set_paper(one(1))
    # In turn, and each with addressees of its own: a machine that others work on is as slow for one as for the other.
    ready, compile = [json.dumps(as_data(one(count + n)), ensure_ascii=False) for n in range(count)], bare()
    ours, alone = in_turn(count, lambda n: set_paper(one(n)), lambda n: compile(ready[n]))
    table.add(f"letters a second, {count} set / bare typst on the same", alone / ours, ">= 0.8")
    print(f"  a letter takes {1000 * ours:.1f} ms of processor time: {1 / ours:.0f} a second on one core")
    apart = took(lambda n: set_paper(_apart(one(n), n)), count)
    theirs = _weasyprint([one(n) for n in range(BY_WEASYPRINT)])
    if theirs is not None:
        took_processor, took_clock = theirs
        rival = f"{BY_WEASYPRINT} by WeasyPrint as PDF/UA-1"
        table.add(f"letters a second of processor time / {rival}", took_processor / ours, ">= 25")
        table.add(f"the same, no two of our letters alike in any paragraph / {rival}", took_processor / apart, "stated")
        table.add(
            f"letters a second by the clock, as a merge sets them / {rival}", took_clock / _merged(one, count), ">= 25"
        )
    _bench_signing(table, set_paper(one(1)))


def in_turn(count: int, *deeds: Callable[[int], object]) -> list[float]:
    """Processor seconds for one of so many, for each of some deeds that take turns."""
    found = [0.0] * len(deeds)
    for number in range(count):
        for place, deed in enumerate(deeds):
            began = time.process_time()
            deed(number)
            found[place] += time.process_time() - began
    return [each / count for each in found]


def _apart(sheet: Sheet, number: int) -> Sheet:
    """The letter with a word of its own in every paragraph: typst remembers those that papers share."""
    own = Span(words=f" {number}")
    blocks = (replace(each, spans=(*each.spans, own)) if isinstance(each, Words) else each for each in sheet.blocks)
    return replace(sheet, blocks=tuple(blocks))


def took(make: Callable[[int], object], count: int) -> float:
    """Processor seconds for one of so many."""
    return in_turn(count, make)[0]


def bare() -> Callable[[str], bytes]:
    """typst alone, with the faces already found and the template read, as ours has them."""
    templates = Path(typesetter.__file__).parent / "templates"
    compiler = import_module("typst").Compiler(root=templates, font_paths=typesetter._fonts())

    def compile(data: str) -> bytes:
        held = {"main.typ": b'#include "sheet.typ"', "paper": f"// {data}".encode()}
        pdf: bytes = compiler.compile(held, format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
        return pdf

    return compile


def _bench_signing(table: Any, pdf: bytes) -> None:
    """Signing a letter, against the one RSA-3072 signature in it."""
    office = certificates.make("tolunay.example/president", "Assembly of Tolunay", date(2026, 6, 1))
    when = datetime(2026, 6, 20, 9, tzinfo=UTC)
    pades.sign(pdf, office, when, "Act m3t8w1pz")
    rsa = took(lambda n: office.key.sign(pdf[n:], padding.PKCS1v15(), hashes.SHA256()), 40)
    signed = took(lambda n: pades.sign(pdf, office, when.replace(second=n), "Act m3t8w1pz"), 20)
    table.add("signing a letter (PAdES, certified) / one RSA-3072 signature", signed / rsa, "stated")
    print(f"  one RSA-3072 signature takes {1000 * rsa:.1f} ms, signing a letter {1000 * signed:.1f} ms")


def _merged(one: Callable[[int], Sheet], count: int) -> float:
    """Seconds for a letter when many are set at once, as `qurultay press letter --to` does, on every processor."""
    began = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for _ in workers.map(lambda number: set_paper(one(number)), range(count)):
            pass
    return (time.monotonic() - began) / count


def _weasyprint(sheets: list[Sheet]) -> tuple[float, float] | None:
    """Seconds that WeasyPrint takes for a letter, of the processor and by the clock; None, with the reason printed,
    where it does not run."""
    if not PEER.exists():
        print("letters: the programs to measure against are not installed (.venv/peers), so WeasyPrint is left out")
        return None
    pages = json.dumps([_page(sheet) for sheet in sheets])
    program = [str(PEER), str(REPOSITORY / "benchmarks/peer_letters.py")]
    done = subprocess.run(program, input=pages, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        why = done.stderr.strip().rpartition("\n")[2][:200]
        print(f"letters: WeasyPrint does not run here ({why}), so it is left out; it needs the system's Pango")
        return None
    processor, clock = (float(each) for each in done.stdout.split())
    return processor, clock


def _page(sheet: Sheet) -> str:
    """The same letter as HTML with the same faces."""
    folders = [Path(str(import_module(name).__file__)).parent / "files" for name in FONTS]
    files = (("Amiri", "400", folders[0] / "Amiri-Regular.ttf"), ("Amiri", "700", folders[0] / "Amiri-Bold.ttf"),
             ("Noto Serif", "100 900", folders[1] / "NotoSerif[wdth,wght].ttf"))  # fmt: skip
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url('{path.as_uri()}')}}"
        for family, weight, path in files
    )
    style = f"{faces}@page{{size:A4;margin:20mm 25mm}}body{{font:10.8pt/1.6 'Noto Serif','Amiri'}}td,th{{padding:4pt;text-align:start}}"
    names = "".join(
        f"<td lang='{n.language}' dir='{direction(n.language)}'><b>{escape(n.name)}</b><br>{escape(n.line)}</td>"
        for n in sheet.head.names
    )
    body = "".join(_block(block) for block in sheet.blocks)
    return (
        f"<!doctype html><html lang='{sheet.language}' dir='{direction(sheet.language)}'><head><title>{escape(sheet.title)}</title>"
        f"<style>{style}</style></head><body><table dir=ltr width='100%'><tr>{names}</tr></table><hr>{body}"
        f"<div>{sheet.foot.qr.replace('<svg ', '<svg width=64 height=64 ', 1)}<p>{escape(sheet.foot.code)} {escape(sheet.foot.where)}</p></div></body></html>"
    )


def _block(block: object) -> str:
    match block:
        case Words(language=lang, spans=spans):
            said = "".join(_span(span, lang) for span in spans)
            return f"<p lang='{lang}' dir='{direction(lang)}'>{said}</p>"
        case Grid(language=lang, head=head, rows=rows):
            top = "".join(f"<th scope=col>{isolate_html(cell, lang)}</th>" for cell in head)
            body = "".join("<tr>" + "".join(f"<td>{isolate_html(c, lang)}</td>" for c in row) + "</tr>" for row in rows)
            return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
        case Signed(signers=pairs):
            return "".join(f"<p><b>{escape(name)}</b><br>{escape(post)}</p>" for name, post in pairs)
        case _:
            return ""


def _span(span: Span, language: str) -> str:
    said = str(isolate_html(span.words, language)).replace("\n", "<br>")
    asked = f"<u>{said}</u><sup>{span.ask}</sup>" if span.ask else said
    return asked + (f"<small> ({isolate_html(span.note, language)})</small>" if span.note else "")
