"""Sheets for voters: a page each with the credential to type, and as a QR code, in two languages. Made to be printed.

The file asks nothing of anybody: no script, no font, no picture from elsewhere. It holds secrets; so it is written for
its owner alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import segno

from qurultay.press.bidi import direction

WORDS = {
    "en": (
        "Your credential",
        "Keep it as you would a ballot paper: whoever has it votes in your place.",
        "You can vote again; only your last ballot counts. Nobody can see how you voted.",
        "Vote at",
        "for",
    ),
    "ug": (
        "سايلام كودىڭىز",
        "ئۇنى بېلەت قەغىزىدەك ساقلاڭ: كىمدە بولسا، شۇ سىزنىڭ ئورنىڭىزدا ئاۋاز بېرىدۇ.",
        "قايتا ئاۋاز بەرسىڭىز بولىدۇ؛ پەقەت ئاخىرقى بېلەت ھېسابلىنىدۇ. قانداق ئاۋاز بەرگىنىڭىزنى ھېچكىم كۆرەلمەيدۇ.",
        "ئاۋاز بېرىش ئورنى",
        "كىمگە",
    ),
    "kk": (
        "Сіздің сайлау кодыңыз",
        "Оны бюллетень сияқты сақтаңыз: код кімде болса, сол сіздің орныңызға дауыс береді.",
        "Қайта дауыс беруге болады; тек соңғы бюллетень есептеледі. Қалай дауыс бергеніңізді ешкім көрмейді.",
        "Дауыс беру орны",
        "кімге",
    ),
}
"""The words of a sheet; the Uyghur and Kazakh ones have not been read by native speakers."""

_STYLE = """
@page { size: A5; margin: 14mm }
body { font: 12pt/1.5 "Noto Serif", Georgia, "Scheherazade New", serif; color: #000; margin: 0 }
section { break-after: page; break-inside: avoid; padding: 8mm 0 }
h1 { font-size: 15pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 6mm 0 1mm }
code { font: 700 17pt "DejaVu Sans Mono", monospace; letter-spacing: .06em; unicode-bidi: isolate; direction: ltr;
  display: block; text-align: center; border: .4mm solid #000; padding: 4mm 2mm; margin: 4mm 0 }
svg { display: block; margin: 0 auto } p { margin: 1mm 0 }
[dir=rtl] { font-size: 13pt; line-height: 1.7 }
"""


@dataclass(frozen=True)
class Sheet:
    """What stands on one sheet."""

    voter: str
    language: str
    credential: str
    election: str
    where: str


def sheets(pages: Iterable[Sheet]) -> str:
    """All sheets in one HTML file; each has the voter's language first and English after it, or Uyghur after English.

    >>> "nCwWX" in sheets([Sheet("Ayla", "ug", "nCwWX-VkQj3v-LobgX-123456", "President", "")])
    True
    """
    body = "\n".join(_section(page) for page in pages)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Credentials</title>\n<style>{_STYLE}</style>\n'
        f"{body}\n</html>\n"
    )


def _section(page: Sheet) -> str:
    first = page.language if page.language in WORDS else "en"
    second = "en" if first != "en" else "ug"
    code = segno.make(page.credential, error="m", micro=False, boost_error=False)
    picture = code.svg_inline(scale=4, border=2, title="QR", omitsize=False)
    return (
        f"<section>{_words(page, first, whole=True)}\n<code>{escape(page.credential)}</code>\n{picture}\n"
        f"{_words(page, second, whole=False)}</section>"
    )


def _words(page: Sheet, language: str, *, whole: bool) -> str:
    title, keep, again, at, for_ = WORDS[language]
    lines = (
        [f"<h1><bdi>{escape(page.election)}</bdi></h1><p>{for_} <bdi>{escape(page.voter)}</bdi></p>"] if whole else []
    )
    lines.append(f"<h2>{title}</h2><p>{keep}</p><p>{again}</p>")
    if page.where:
        lines.append(f"<p>{at} <bdi dir=ltr>{escape(page.where)}</bdi></p>")
    return f'<div lang="{language}" dir="{direction(language)}">{"".join(lines)}</div>'
