"""How a value is said in one language, as markup for a page or as plain words for a title, a feed or an attribute.

Every sentence is one message with named places: nothing is glued (look-and-voice §9). Words that are in
another language keep their own `lang` and `dir`; pieces that run against the sentence are set apart by the one
bidi function of the house; whatever comes from a record is escaped.
"""

from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup, escape

from qurultay.portal.languages import Language
from qurultay.portal.values import Code, Grade, Link, MonthDay, Named, Phrase, Saying, Several, State, Value
from qurultay.press.bidi import direction, isolate_html, isolate_plain

_SLOT = 0xE000
"""Where a sentence holds markup while its words are set apart: a private character, which no record may hold."""


class Voice:
    """One language speaking. `up` leads from the page being said to the language's folder."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.code = language.code
        self.dir = direction(language.code)
        self.up = ""
        self._said: dict[str, Markup] = {}

    # --- markup ------------------------------------------------------------------------------------------

    def say(self, key: str, /, **places: Value) -> Markup:
        """A message with these places, as markup."""
        return self._sentence(key, places) if places else self._fixed(key)

    def _fixed(self, key: str) -> Markup:
        """A message without places: the same on every page."""
        if key not in self._said:
            self._said[key] = self._sentence(key, {})
        return self._said[key]

    def tell(self, value: Value | None) -> Markup:
        """A value as markup."""
        if isinstance(value, Saying):
            return self._sentence(value.key, dict(value.places)) if value.places else self._fixed(value.key)
        if isinstance(value, str):
            return value if isinstance(value, Markup) else isolate_html(value, self.code)
        if isinstance(value, tuple):
            return self.words(value)
        if isinstance(value, Link):
            return Markup(f'<a href="{escape(self.up + value.path)}">{self.tell(value.words)}</a>')
        if isinstance(value, Named):
            return self._name(value)
        return self._plainer(value)

    def _plainer(self, value: Value | None) -> Markup:
        match value:
            case None:
                return Markup()
            case datetime():
                return isolate_html(self.moment(value), self.code)
            case date():
                return isolate_html(self.language.day(value), self.code)
            case int():
                return Markup(value)
            case Code(text=text):
                return Markup(f"<code>{escape(text)}</code>")
            case Several(items=items):
                return Markup(escape(self.language.comma)).join(self.tell(item) for item in items)
            case State(shape=shape, words=words):
                return Markup(f'<span class="st {shape}"><span>{self.tell(words)}</span></span>')
            case MonthDay(day=day):
                return isolate_html(self.language.month_day(day), self.code)
            case Grade(letter=letter):
                return Markup(f'<span class="grade {letter.lower()}" dir="ltr">{letter}</span>')
            case _:
                return self.tell(value)

    def words(self, phrase: Phrase, tag: str = "span") -> Markup:
        """Words in the reader's language where there are any, else in the first there are, marked as what they are."""
        language, text = self.choose(phrase)
        said = isolate_html(text, language)
        if language == self.code or not language:
            return said
        return Markup(f'<{tag} lang="{language}" dir="{direction(language)}">{said}</{tag}>')

    def choose(self, phrase: Phrase) -> tuple[str, str]:
        """The language and the words to show of a phrase: the reader's own, else the body's first."""
        for language, text in phrase:
            if language == self.code:
                return language, text
        return phrase[0] if phrase else ("", "")

    def _name(self, named: Named) -> Markup:
        if named.words:
            return self.words(named.words)
        unnamed = nameless(named)
        return self._sentence(unnamed.key, dict(unnamed.places))

    def _sentence(self, key: str, places: dict[str, Value]) -> Markup:
        slots: list[Markup] = []
        text = self.language.message(key, {name: self._place(value, slots) for name, value in places.items()})
        said = isolate_html(text, self.code)
        for number, slot in enumerate(slots):
            said = Markup(said.replace(chr(_SLOT + number), slot))
        return said

    def _place(self, value: Value, slots: list[Markup]) -> str | int:
        """What stands in a place of a sentence: plain words of this language as they are, anything else as a slot."""
        if isinstance(value, int | str) and not isinstance(value, Markup):
            return value
        if isinstance(value, MonthDay):
            return self.language.month_day(value.day)
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.language.day(value)
        if isinstance(value, Saying | Named | tuple) and (plain := self._own_words(value)) is not None:
            return plain
        slots.append(self.tell(value))
        return chr(_SLOT + len(slots) - 1)

    def _own_words(self, value: Saying | Named | Phrase) -> str | None:
        """The words of a value, if they are all this language's own and hold no markup."""
        if isinstance(value, Saying):
            return None if value.places else self.language.message(value.key, {})
        phrase = value.words if isinstance(value, Named) else value
        return next((text for language, text in phrase if language == self.code), None)

    # --- plain words -------------------------------------------------------------------------------------

    def plain(self, value: Value | None) -> str:
        """A value as plain words: for titles, attributes and feeds."""
        match value:
            case None:
                return ""
            case Saying(key=key, places=places):
                said = {name: self._plain_place(each) for name, each in places}
                return self.language.message(key, said)
            case Several(items=items):
                return self.language.comma.join(self.plain(item) for item in items)
            case Named(words=words):
                return self.choose(words)[1] if words else self.plain(nameless(value))
            case Link(words=words) | State(words=words):
                return self.plain(words)
            case Code(text=text) | Grade(letter=text):
                return text
            case datetime():
                return self.moment(value)
            case MonthDay(day=day):
                return self.language.month_day(day)
            case date():
                return self.language.day(value)
            case tuple():
                return self.choose(value)[1]
            case _:
                return str(value)

    def _plain_place(self, value: Value) -> str | int:
        return value if isinstance(value, int) else self.plain(value)

    def attribute(self, value: Value | None) -> str:
        """A value for an attribute or a drawing, where no markup can set its islands apart."""
        return isolate_plain(self.plain(value), self.code)

    def moment(self, moment: datetime) -> str:
        """A day and the time in UTC."""
        return self.language.message(
            "moment", {"day": self.language.day(moment.date()), "time": moment.strftime("%H:%M")}
        )


@lru_cache(maxsize=4096)
def nameless(named: Named) -> Saying:
    """What something or somebody is called that has no name in this copy: holder 7 (name withheld)."""
    kind, _, rest = named.ref.partition("/")
    if kind == "person" and named.withheld:
        return Saying.of("nameless.person.withheld", number=rest)
    if kind in ("person", "seat", "session", "keeper", "indicator", "objective"):
        return Saying.of(f"nameless.{kind}", number=rest)
    return Saying.of("nameless.other", name=rest.replace("-", " ").capitalize())
