"""Says pages in a language: the templates, and what they may call.

Templates get values and these functions; they read no record, ask no clock, and see tuples in their order,
so the same record gives the same bytes whatever the hash seed, the time zone or the locale.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from qurultay.portal import drawings
from qurultay.portal.count_drawings import drawings_of
from qurultay.portal.frame import SECTIONS, Frame
from qurultay.portal.languages import Language
from qurultay.portal.pictures import mark
from qurultay.portal.sheets import Page
from qurultay.portal.values import Phrase, Saying, Several
from qurultay.portal.voice import Voice
from qurultay.press.bidi import direction, isolate_html
from qurultay.press.provision_text import read_titles


class _Compiled(BytecodeCache):
    """Templates compiled once in a process, however many sites it builds."""

    held: ClassVar[dict[tuple[str, str], Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template, if its source is still the same."""
        bucket.code = self.held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self.held[bucket.key, bucket.checksum] = bucket.code


class Speaker:
    """Every voice of the site, and the one that is speaking now."""

    def __init__(self, frame: Frame, languages: Sequence[Language]) -> None:
        self.frame = frame
        self.voices = {language.code: Voice(language) for language in languages}
        self.voice = next(iter(self.voices.values()))
        self.templates = self._environment()
        self._around = {code: self._frame_in(voice) for code, voice in self.voices.items()}

    def page(self, page: Page, path: str, code: str) -> bytes:
        """A page in a language, at a path within that language's folder."""
        voice = self.voice = self.voices[code]
        voice.up = "../" * path.count("/")
        root = "../" + voice.up
        return self._render(
            page.template,
            self._around[code]
            | {
                "page": page,
                "path": path,
                "up": voice.up,
                "root": root,
                "heading": voice.attribute(page.title),
                "about": voice.attribute(page.about),
                "switch": self._switch(code, path, root),
                "address": f"{self.frame.address}/{code}/{path}" if self.frame.address else "",
            },
        )

    def gate(self) -> bytes:
        """The first page of the site: the body's name in each language, leading there; no language is chosen for anybody."""
        body, gates = self.frame.body, []
        for code, voice in self.voices.items():
            self.voice, voice.up = voice, f"{code}/"
            gates.append(
                {
                    "code": code,
                    "dir": voice.dir,
                    "language": voice.language.name,
                    "name": voice.tell(self.frame.name),
                    "lede": voice.say("home.lede", body=body),
                    "demonstration": voice.say("page.demonstration", body=body),
                    "banners": tuple((each.grave, voice.tell(each.words)) for each in self.frame.banners),
                }
            )
        values = {
            "gates": tuple(gates),
            "first": gates[0],
            "frame": self.frame,
            "site": self.voice.plain(self.frame.name),
        }
        return self._render("gate.html", values)

    def _render(self, template: str, values: dict[str, Any]) -> bytes:
        return self.templates.get_template(template).render(values).encode()

    def _switch(self, code: str, path: str, root: str) -> tuple[dict[str, Any], ...]:
        """The same page in each language."""
        return tuple(
            {
                "code": other,
                "dir": voice.dir,
                "name": voice.language.name,
                "here": other == code,
                "href": f"{root}{other}/{path}",
            }
            for other, voice in self.voices.items()
        )

    def _frame_in(self, voice: Voice) -> dict[str, Any]:
        """What every page of a language is given."""
        return {
            "lang": voice.code,
            "dir": voice.dir,
            "unreviewed": not voice.language.reviewed,
            "frame": self.frame,
            "site": voice.attribute(self.frame.name),
            "names": self._names(voice.code),
            "sections": SECTIONS,
        }

    def _names(self, code: str) -> tuple[tuple[str, str], ...]:
        """The body's name in the reader's language, then in one more: both are on every page, at the same size."""
        held = self.frame.body.words or (("", self.frame.label),)
        mine = [pair for pair in held if pair[0] == code]
        return tuple((mine + [pair for pair in held if pair[0] != code])[:2])

    def _environment(self) -> Environment:
        made = Environment(
            loader=PackageLoader("qurultay.portal"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(),
        )
        made.globals = self._functions()
        return made

    def _functions(self) -> dict[str, Any]:
        """What templates may call. Each speaks with the voice of the page that is being said."""
        return {
            "say": lambda key, /, **places: self.voice.say(key, **places),
            "words": lambda key, /, **places: self.voice.attribute(Saying.of(key, **places)),
            "tell": lambda value: self.voice.tell(value),
            "plain": lambda value: self.voice.attribute(value),
            "short": lambda day: isolate_html(self.voice.language.short_day(day), self.voice.code),
            "strong": lambda value: Markup(f"<b>{self.voice.tell(value)}</b>"),
            "to": lambda path: self.voice.up + path,
            "column_head": lambda column: (
                self.voice.say(f"column.{column}") if isinstance(column, str) else self.voice.tell(column)
            ),
            "or_dash": lambda value: Markup("–") if value is None else self.voice.tell(value),
            "lang_name": lambda code: Saying(f"lang.{code}"),
            "mine_first": lambda texts: self.mine_first(texts),
            "by_language": lambda texts: tuple(sorted(texts, key=lambda text: text.language != self.voice.code)),
            "columns_of": lambda texts, alone: self.columns_of(texts, alone),
            "titles_of": lambda phrase, columns: self.titles_of(phrase, columns),
            "lang_names": lambda codes: Several(tuple(Saying(f"lang.{code}") for code in codes)),
            "say_value": lambda key, count: Saying.of(key, count=count),
            "titles_in": titles_in,
            "several": lambda values: Several(tuple(values)),
            "day_in": self.day_in,
            "in_language": in_language,
            "choose": lambda phrase, code: choose(phrase, code),
            "direction": direction,
            "mailto": self.mailto,
            "mark": mark,
            "hemicycle": lambda room, name: drawings.hemicycle_of(self.voice, room, name),
            "terms": lambda rows, day, name: drawings.terms_of(self.voice, rows, day, name),
            "indicator": lambda one, name: drawings.indicator_of(self.voice, one, name),
            "count": lambda counted, called, name: drawings_of(counted, self.voice, name, called),
            "bar": lambda counts, name, title: drawings.bar_of(self.voice, counts, name, title),
            "rtl": lambda: self.voice.dir == "rtl",
            "range": range,
        }

    def mine_first(self, texts: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
        """Texts by language, the reader's own first."""
        return tuple(sorted(texts, key=lambda text: text[0] != self.voice.code))

    def columns_of(self, texts: Sequence[Any], alone: str | None) -> tuple[Any, ...]:
        """The languages to show side by side: the reader's first, then an authentic one, then another; or one alone."""
        if alone is not None:
            return tuple(text for text in texts if text.language == alone)
        mine = self.voice.code
        return tuple(sorted(texts, key=lambda text: (text.language != mine, not text.authentic)))[:2]

    def titles_of(self, phrase: Phrase, columns: Sequence[Any]) -> tuple[tuple[str, str], ...]:
        """The title in the languages of the columns; in the reader's or the first there is where none has it."""
        held = dict(phrase)
        found = tuple((text.language, held[text.language]) for text in columns if text.language in held)
        return found or (self.voice.choose(phrase),)

    def day_in(self, day: date, code: str) -> Markup:
        """A day as it is written in a text of that language."""
        voice = self.voices.get(code, self.voice)
        return isolate_html(voice.language.day(day), voice.code)

    def mailto(self, subject: str, body: str) -> str:
        """A letter with this page's address, to be sent by the reader's own program."""
        return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def in_language(words: str, code: str) -> Markup:
    """Words of a text for a page, line breaks kept.

    >>> in_language("4 Harbour Street\\nOsmark", "en")
    Markup('4 Harbour Street<br>Osmark')
    """
    return Markup("<br>").join(isolate_html(line, code) for line in words.split("\n"))


def choose(phrase: Phrase, code: str) -> tuple[str, str]:
    """The words of a phrase in a language, else in its first."""
    return next((pair for pair in phrase if pair[0] == code), phrase[0] if phrase else ("", ""))


def titles_in(words: str) -> tuple[tuple[str, str], ...]:
    """The items of an agenda: number and words; one that is not so divided is a single item."""
    try:
        return read_titles(words + "\n")
    except ValueError:
        return (("1", words),)
