"""How the public will see an act: its page, made by the portal from a copy of the record in memory with the act at its end.

It is the very same page, with a band across its top that says it is none: nothing was entered, and its proof proves
nothing. Nothing is written anywhere.
"""

import re
from dataclasses import replace

from markupsafe import Markup

from qurultay.acts.act import Entry
from qurultay.gazette.waiting import Waiting, part_files
from qurultay.portal.frame import frame_of, spoken
from qurultay.portal.languages import language
from qurultay.portal.material import Material, material_in
from qurultay.portal.reading import Reading
from qurultay.portal.speaker import Speaker
from qurultay.portal.views.act import act_sheet
from qurultay.record.folder import Folder
from qurultay.record.parts import SALT
from qurultay.secretariat.desk.here import Here
from qurultay.secretariat.frame.house import house
from qurultay.tlog.keys import SigningKey
from qurultay.tlog.note import Note
from qurultay.tlog.tree import Frontier, leaf_hash


def act_page(waiting: Waiting, at: Here, code: str, band: Markup) -> bytes:
    """The page of this act as if it were entered now, in one language of the site; `band` is said across its top."""
    with Folder(house().record) as source:
        reading = Reading(_with(material_in(source), waiting, at))
        frame = frame_of(reading)
        speaker = Speaker(frame, tuple(map(language, spoken(frame.languages))))
        number = at.book.size
        code = code if code in speaker.voices else next(iter(speaker.voices))
        page = speaker.page(act_sheet(number, reading), f"act/{number}.html", code)
    return _marked(page, band)


def _with(material: Material, waiting: Waiting, at: Here) -> Material:
    """The material of the record with the act at its end, the entry line by a key that nobody has."""
    unknown = SigningKey.from_seed(f"{at.book.label}/gate", bytes(32))
    note = Note(waiting.text, (*waiting.lines, unknown.cosign(waiting.text, at.now))).encode()
    entry = Entry(number=at.book.size, act=waiting.act, entered=at.now, text_hash=waiting.text_hash)
    own = {digest: data[SALT:] for digest, data in part_files(waiting).items() if digest in waiting.act.parts.values()}
    tree = Frontier()
    for each in (*material.notes, note):
        tree.append(leaf_hash(each))
    words = material.words
    return replace(
        material,
        entries=[*material.entries, entry],
        notes=[*material.notes, note],
        words=lambda digest: own.get(digest) or words(digest),
        present={*material.present, *own},
        head=(replace(material.head[0], size=tree.size, root=tree.root()), material.head[1]),
        kept=(),
    )


def _marked(page: bytes, band: Markup) -> bytes:
    """Style and letters are the portal's own; links and scripts, which would lead into a site that is not there, are dead."""
    text = page.decode().replace('href="../../static/style.css', 'href="/static/portal/style.css')
    text = re.sub(r"<script [^>]*></script>|<link (?!rel=\"stylesheet)[^>]*>", "", text)
    text = re.sub(r'<a href="(?!#)[^"]*"', "<a", text)
    start = text.index(">", text.index("<body")) + 1
    return (text[:start] + str(band) + text[start:]).encode()
