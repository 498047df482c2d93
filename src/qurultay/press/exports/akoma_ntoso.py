"""A text as Akoma Ntoso 3.0 (OASIS LegalDocML): one expression for each language of one work.

    work          /akn/WORLD/statement/declaration/2026-09-12/ve0abtgt            the act
    expression    /akn/WORLD/statement/declaration/2026-09-12/ve0abtgt/uig@…      its words in Uyghur
    manifestation …/uig@….xml                                                     this file

A body without a state has no country, and the naming convention (AKN-NC §4.4) asks for one: we write `un`, the code
that ISO 3166-1 reserves for what belongs to no single state, and the record's label as the locality. A text adopted
or issued by a body is a `statement`, as the UN's own profile of the standard has it (AKN4UN, part 2).
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from qurultay.acts.resolving import Adopted
from qurultay.press.exports.written import Written, written
from qurultay.press.provision_text import WrittenProvision
from qurultay.press.setting.original import Original
from qurultay.press.setting.paragraphs import notes_in, table_in

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML = "{http://www.w3.org/XML/1998/namespace}"
SOURCE = "#qurultay"
ISO_639_3 = {
    "ar": "ara", "az": "aze", "ba": "bak", "bo": "bod", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra",
    "he": "heb", "it": "ita", "ja": "jpn", "kk": "kaz", "ku": "kur", "ky": "kir", "mn": "mon", "pl": "pol", "ps": "pus",
    "pt": "por", "ru": "rus", "sv": "swe", "tg": "tgk", "tk": "tuk", "tr": "tur", "tt": "tat", "ug": "uig", "uk": "ukr",
    "ur": "urd", "uz": "uzb", "zh": "zho",
}  # fmt: skip
_SUBTYPES = {
    "declaration",
    "resolution",
    "statute",
    "constitution",
    "plan",
    "decision",
    "letter",
    "statement",
    "notice",
}


def akoma_ntoso(original: Original, language: str) -> bytes:
    """The expression of the act in one language; the same words give the same bytes. Raises `Refusal` as `written` does."""
    held = written(original, language)
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("akomaNtoso"))
    statement = _in(root, "statement", name=_subtype(held), contains="originalVersion")
    _meta(statement, original, held)
    _preface(statement, held)
    _preamble(statement, held)
    _main(statement, held)
    _conclusions(statement, original, held)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def iso_language(code: str) -> str:
    """The three-letter code of a language.

    >>> [iso_language(code) for code in ("ug", "kk", "en", "kk-arab", "sah")]
    ['uig', 'kaz', 'eng', 'kaz', 'sah']
    """
    name = code.partition("-")[0]
    return ISO_639_3.get(name, name if len(name) == 3 else "und")


def work_uri(original: Original, held: Written) -> str:
    """The name of the work: it bears the act's id, which never changes, and no language."""
    locality = re.sub(r"[^a-z0-9.]+", ".", original.book.label) or "record"
    return f"/akn/un-{locality}/statement/{_subtype(held)}/{original.act.date.isoformat()}/{original.act.id}"


def _subtype(held: Written) -> str:
    return held.sort if held.sort in _SUBTYPES else "statement"


def _meta(statement: ET.Element, original: Original, held: Written) -> None:
    day, work, iso = original.act.date.isoformat(), work_uri(original, held), iso_language(held.language)
    author = f"#{_id(next(iter(original.act.issuers), 'body'))}"
    meta = _in(statement, "meta")
    identification = _in(meta, "identification", source=SOURCE)
    _frbr(identification, "FRBRWork", work, day, "adoption" if isinstance(original.body, Adopted) else "issue", author)
    in_work = identification[-1]
    _in(in_work, "FRBRcountry", value="un")
    _in(in_work, "FRBRsubtype", value=_subtype(held))
    _in(in_work, "FRBRnumber", value=held.number or original.act.id)
    authentic = held.language in getattr(original.body, "authentic", ())
    _in(in_work, "FRBRauthoritative", value=str(authentic).lower())
    _frbr(identification, "FRBRExpression", f"{work}/{iso}@{day}", day, "expression", author)
    _in(identification[-1], "FRBRlanguage", language=iso)
    _frbr(identification, "FRBRManifestation", f"{work}/{iso}@{day}.xml", day, "manifestation", SOURCE)
    _in(identification[-1], "FRBRformat", value="application/akn+xml")
    references = _in(meta, "references", source=SOURCE)
    _references(references, original, held)


def _frbr(above: ET.Element, name: str, uri: str, day: str, event: str, author: str) -> None:
    """One of the three levels: what it is called, when it came about, and by whom."""
    level = _in(above, name)
    _in(level, "FRBRthis", value=re.sub(r"(\.xml)?$", r"/!main\1", uri, count=1))
    _in(level, "FRBRuri", value=uri)
    _in(level, "FRBRdate", date=day, name=event)
    _in(level, "FRBRauthor", href=author)


def _references(above: ET.Element, original: Original, held: Written) -> None:
    for ref in original.act.issuers:
        _in(
            above,
            "TLCOrganization",
            eId=_id(ref),
            href=_ontology(original, ref),
            showAs=original.name(ref, held.language),
        )
    _in(
        above,
        "TLCOrganization",
        eId="qurultay",
        href=_ontology(original, "record"),
        showAs=original.book.label or "record",
    )
    for post in original.act.signatories:
        _in(above, "TLCRole", eId=_id(post), href=_ontology(original, post), showAs=original.name(post, held.language))
        held_by = original.book.holder(post, original.act.date)
        name = original.name(held_by.person, held.language) if held_by is not None else ""
        if held_by is not None and not name.startswith("person/"):
            _in(above, "TLCPerson", eId=_id(held_by.person), href=_ontology(original, held_by.person), showAs=name)


def _ontology(original: Original, ref: str) -> str:
    kind, _, rest = ref.partition("/")
    return f"/akn/ontology/{kind}/un-{original.book.label or 'record'}/{rest or 'record'}"


def _preface(statement: ET.Element, held: Written) -> None:
    preface = _in(statement, "preface")
    if held.number:
        _in(_in(preface, "p", eId="preface__p_1"), "docNumber").text = held.number
    if held.title:
        _in(_in(preface, "p", eId="preface__p_2"), "docTitle").text = held.title
    lines = [*held.address.split("\n"), held.lead or held.day]
    for place, line in enumerate((line for line in lines if line), 3):
        _in(preface, "p", eId=f"preface__p_{place}").text = line
    preface.set(f"{XML}lang", held.language)


def _preamble(statement: ET.Element, held: Written) -> None:
    """What stands before the first provision; a letter has no provisions, and all its words are its body."""
    if not held.text.preamble or not held.text.provisions:
        return
    preamble = _in(statement, "preamble", eId="preamble")
    preamble.set(f"{XML}lang", held.language)
    recitals = _in(preamble, "recitals", eId="preamble__recs_1")
    for place, words in enumerate(held.text.preamble, 1):
        recital = _in(recitals, "recital", eId=f"preamble__recs_1__rec_{place}")
        _paragraphs(recital, [words], f"preamble__recs_1__rec_{place}", _notes(held))


def _main(statement: ET.Element, held: Written) -> None:
    body = _in(statement, "mainBody", eId="body")
    body.set(f"{XML}lang", held.language)
    for each in held.text.provisions:
        _provision(body, each, _notes(held))
    if not held.text.provisions:
        _paragraphs(body, [*held.text.preamble, *held.text.closing], "body", _notes(held))


def _provision(body: ET.Element, provision: WrittenProvision, notes: dict[str, str]) -> None:
    eid = f"para_{provision.label}"
    paragraph = _in(body, "paragraph", eId=eid)
    _in(paragraph, "num", eId=f"{eid}__num_1").text = provision.label
    if provision.heading:
        _in(paragraph, "heading", eId=f"{eid}__heading_1").text = provision.heading
    content = _in(paragraph, "content", eId=f"{eid}__content_1")
    _paragraphs(content, provision.paragraphs, f"{eid}__content_1", notes)


def _conclusions(statement: ET.Element, original: Original, held: Written) -> None:
    conclusions = _in(statement, "conclusions", eId="conclusions")
    conclusions.set(f"{XML}lang", held.language)
    closing = held.text.closing if held.text.provisions else ()
    _paragraphs(conclusions, closing, "conclusions", _notes(held))
    for place, (post, (name, called)) in enumerate(zip(original.act.signatories, held.signers, strict=True), 1):
        line = _in(conclusions, "p", eId=f"conclusions__sign_{place}")
        signature = _in(line, "signature", eId=f"conclusions__sign_{place}__signature_1", refersTo=f"#{_id(post)}")
        signature.text = ", ".join(part for part in (name, called) if part)


def _notes(held: Written) -> dict[str, str]:
    inner = (p for each in held.text.provisions for p in each.paragraphs)
    return notes_in([*held.text.preamble, *inner, *held.text.closing])


def _paragraphs(above: ET.Element, paragraphs: Iterable[str], eid: str, notes: dict[str, str]) -> None:
    for place, words in enumerate(paragraphs, 1):
        called = re.match(r"\[(\d{1,2})\] ", words)
        if called and called[1] in notes:
            continue
        rows = table_in(words)
        if rows is not None:
            _table(above, rows, f"{eid}__table_{place}")
            continue
        _noted(_in(above, "p", eId=f"{eid}__p_{place}"), words, notes, f"{eid}__p_{place}")


def _table(above: ET.Element, rows: tuple[tuple[str, ...], ...], eid: str) -> None:
    table = _in(above, "table", eId=eid)
    for at, row in enumerate(rows, 1):
        line = _in(table, "tr", eId=f"{eid}__tr_{at}")
        for column, cell in enumerate(row, 1):
            name = "th" if at == 1 else "td"
            held = _in(line, name, eId=f"{eid}__tr_{at}__{name}_{column}")
            _in(held, "p", eId=f"{eid}__tr_{at}__{name}_{column}__p_1").text = cell


def _noted(line: ET.Element, words: str, notes: dict[str, str], eid: str) -> None:
    """The words with their line ends, and each note where it is called."""
    last: ET.Element | None = None

    def add(said: str) -> None:
        if last is None:
            line.text = (line.text or "") + said
        else:
            last.tail = (last.tail or "") + said

    for place, piece in enumerate(re.split(r"(\n|\[\d{1,2}\])", words)):
        number = piece.strip("[]")
        if piece == "\n":
            last = _in(line, "br", eId=f"{eid}__br_{place}")
        elif number in notes and piece.startswith("["):
            last = _in(line, "authorialNote", eId=f"{eid}__note_{number}", marker=number, placement="bottom")
            _in(last, "p", eId=f"{eid}__note_{number}__p_1").text = notes[number]
        else:
            add(piece)


def _id(ref: str) -> str:
    """A reference as an identifier of XML."""
    return re.sub(r"[^A-Za-z0-9]+", "-", ref)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _in(above: ET.Element, tag: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(above, _tag(tag), attributes)
